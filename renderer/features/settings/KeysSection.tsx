import { useEffect, useRef, useState } from 'react';
import { allKeyActions, Button, combinationOf, IconButton, KeyCap, SearchField, type KeyAction } from '../../ui/index.ts';
import { IconRotate } from '@tabler/icons-react';
import { conflictsOf, keyOf, reservedFor, resetKey, swapKeys, withKey, type Keys } from './keyChanges.ts';
import styles from './KeysSection.module.css';

type Props = { readonly keys: Keys; readonly onChange: (keys: Keys) => void };
/** The action waiting for a key, and what was pressed for it that is not free. */
type Capture = { readonly action: KeyAction; readonly wanted: string | null };

const spoken = (combination: string): string => (combination === '' ? 'no key' : combination.replaceAll('+', ' '));

/** Takes the next press for an action, before any screen hears it. */
function useCapture(capture: Capture | null, onPress: (combination: string) => void, onCancel: () => void): void {
  const latest = useRef({ onPress, onCancel });
  useEffect(() => { latest.current = { onPress, onCancel }; });
  const isWaiting = capture !== null && capture.wanted === null;
  useEffect(() => {
    if (!isWaiting) return;
    const pressed = (event: KeyboardEvent) => {
      const combination = combinationOf(event);
      event.preventDefault();
      event.stopImmediatePropagation();
      if (combination !== null) latest.current.onPress(combination);
    };
    const away = () => latest.current.onCancel();
    addEventListener('keydown', pressed, { capture: true });
    addEventListener('pointerdown', away, { capture: true });
    addEventListener('blur', away);
    return () => {
      removeEventListener('keydown', pressed, { capture: true });
      removeEventListener('pointerdown', away, { capture: true });
      removeEventListener('blur', away);
    };
  }, [isWaiting]);
}

function Obstacle({ capture, others, onSwap, onLeave }: { readonly capture: { readonly action: KeyAction; readonly wanted: string }; readonly others: readonly KeyAction[]; readonly onSwap: () => void; readonly onLeave: () => void }) {
  const reserved = reservedFor(capture.wanted);
  const names = others.map((other) => `${other.label} (${other.scope})`).join(', ');
  return (
    <div className={styles.obstacle} role="alert">
      <span>{reserved === null ? <><KeyCap keys={capture.wanted} /> is {names}. Swapped, that takes the key of {capture.action.label}.</> : <><KeyCap keys={capture.wanted} /> {reserved} and cannot be used.</>}</span>
      {reserved === null && <Button small look="primary" autoFocus onClick={onSwap}>Swap keys</Button>}
      <Button small look="ghost" autoFocus={reserved !== null} onClick={onLeave}>Leave as it was</Button>
    </div>
  );
}

function Row({ action, keys, isWaiting, onStart, onReset }: { readonly action: KeyAction; readonly keys: Keys; readonly isWaiting: boolean; readonly onStart: () => void; readonly onReset: () => void }) {
  const key = keyOf(keys, action);
  const isChanged = key !== action.key;
  return (
    <div className={styles.row} data-changed={isChanged || undefined}>
      <span className={styles.label}>{action.label}</span>
      {isChanged && <IconButton label={`Reset ${action.label} to ${spoken(action.key)}`} onClick={onReset}><IconRotate size={14} stroke={1.75} aria-hidden="true" /></IconButton>}
      <button type="button" className={styles.key} data-waiting={isWaiting || undefined} aria-label={isWaiting ? `Press the new key for ${action.label}` : `${action.label}: ${spoken(key)}. Change`} onClick={onStart}>
        {isWaiting ? 'Press a key' : key === '' ? 'none' : <KeyCap keys={key} />}
      </button>
    </div>
  );
}

const matches = (action: KeyAction, keys: Keys, words: string): boolean => `${action.label} ${action.scope} ${keyOf(keys, action)}`.toLowerCase().includes(words);

/** Every action under its head; a click or Enter on its key, then the new key. A key that is taken is swapped or left. */
export function KeysSection({ keys, onChange }: Props) {
  const [text, setText] = useState('');
  const [capture, setCapture] = useState<Capture | null>(null);
  const actions = allKeyActions();
  const others = capture?.wanted ? conflictsOf(actions, keys, capture.action, capture.wanted) : [];
  const end = () => setCapture(null);
  useCapture(capture, (combination) => {
    if (!capture) return;
    const { action } = capture;
    // The key it has already means leaving it.
    if (combination === keyOf(keys, action)) return end();
    if (reservedFor(combination) !== null || conflictsOf(actions, keys, action, combination).length > 0) return setCapture({ action, wanted: combination });
    onChange(withKey(actions, keys, action, combination));
    end();
  }, end);
  const scopes = [...new Set(actions.map(({ scope }) => scope))];
  const shown = actions.filter((action) => matches(action, keys, text.trim().toLowerCase()));
  return (
    <>
      <div className={styles.filter}><SearchField label="Find an action or a key" value={text} onChange={setText} /></div>
      <div className={styles.groups}>
        {scopes.filter((scope) => shown.some((action) => action.scope === scope)).map((scope) => (
          <section key={scope} className={styles.group} aria-label={scope}>
            <h3 className="nd-section">{scope}</h3>
            {shown.filter((action) => action.scope === scope).map((action) => (
              <div key={action.id}>
                <Row action={action} keys={keys} isWaiting={capture?.action.id === action.id && capture.wanted === null} onStart={() => setCapture({ action, wanted: null })} onReset={() => { end(); onChange(resetKey(actions, keys, action)); }} />
                {capture?.action.id === action.id && capture.wanted !== null && (
                  <Obstacle capture={{ action, wanted: capture.wanted }} others={others} onLeave={end} onSwap={() => { onChange(swapKeys(actions, keys, action, capture.wanted ?? '')); end(); }} />
                )}
              </div>
            ))}
          </section>
        ))}
        {shown.length === 0 && <p className="nd-3">No action matches.</p>}
      </div>
    </>
  );
}
