import { Modal } from '@mantine/core';
import { useCallback, useState } from 'react';
import { About } from './About.tsx';
import { openGuide } from '../features/guide/index.ts';
import { Button, KeyCap, useShownKeys, type KeyBinding, type Route } from '../ui/index.ts';
import styles from './KeyMap.module.css';

export function useKeyMap() {
  const [isOpen, setOpen] = useState(false);
  return { isOpen, toggle: useCallback(() => setOpen((open) => !open), []), close: useCallback(() => setOpen(false), []) };
}

/** Bindings under their heads, the screen's own first, `Everywhere` last. */
export function byScope(bindings: readonly KeyBinding[]): readonly { readonly scope: string; readonly bindings: readonly KeyBinding[] }[] {
  const scopes = new Map<string, KeyBinding[]>();
  for (const binding of bindings) scopes.set(binding.scope, [...(scopes.get(binding.scope) ?? []), binding]);
  const rank = (scope: string) => (scope === 'Everywhere' ? 1 : 0);
  return [...scopes].map(([scope, list]) => ({ scope, bindings: list })).sort((a, b) => rank(a.scope) - rank(b.scope));
}

/** Every key valid on this screen, and the way to the guide's page about it. */
export function KeyMap({ isOpen, close, route }: { readonly isOpen: boolean; readonly close: () => void; readonly route: Route }) {
  const groups = byScope(useShownKeys());
  const [isAbout, setAbout] = useState(false);
  return (
    <>
    <About isOpen={isAbout} close={() => setAbout(false)} />
    <Modal opened={isOpen} onClose={close} title="Keys" size={880}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.scope} className={styles.group}>
            <h3 className="nd-section">{group.scope}</h3>
            <dl>
              {group.bindings.map((binding) => (
                <div key={binding.id} className={styles.row} data-off={binding.enabled === false || undefined}>
                  <dt>{binding.label}</dt>
                  <dd><KeyCap keys={binding.key} /><span className="nd-hidden">{binding.key}</span></dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        {route.place !== 'guide' && <Button small keys="frame.guide" onClick={() => { close(); openGuide(route); }}>Guide</Button>}
        <Button small onClick={() => { close(); openGuide(route, 'keyboard'); }}>Keyboard map</Button>
        <Button small look="ghost" onClick={() => { close(); setAbout(true); }}>About Nadir</Button>
      </div>
    </Modal>
    </>
  );
}
