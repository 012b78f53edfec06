import { IconLock } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { SessionUser } from '../../../src/api/wire.ts';
import { useSignIn } from '../../queries/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { PasswordField } from './Fields.tsx';
import styles from './SignIn.module.css';
import { useAttempt } from './useAttempt.ts';

/** Everything of the page but the lock itself: not seen, not read out, not reached by keys; as it was when it comes back. */
function hideRest(own: HTMLElement): () => void {
  const hidden = new Map<HTMLElement, { readonly inert: boolean; readonly visibility: string }>();
  const hide = () => {
    for (const element of document.body.children) {
      if (!(element instanceof HTMLElement) || element === own || hidden.has(element)) continue;
      hidden.set(element, { inert: element.inert, visibility: element.style.visibility });
      element.inert = true;
      element.style.visibility = 'hidden';
    }
  };
  hide();
  // A menu or a message that opens late belongs to what is hidden.
  const watcher = new MutationObserver(hide);
  watcher.observe(document.body, { childList: true });
  return () => {
    watcher.disconnect();
    for (const [element, before] of hidden) {
      element.inert = before.inert;
      element.style.visibility = before.visibility;
    }
  };
}

function makeHost(): HTMLElement {
  const element = document.createElement('div');
  element.dataset['lock'] = '';
  return element;
}

/** Lies over the last screen, which stays where it was and is not shown. The password opens it. */
export function LockScreen({ user, why, onUnlocked }: { readonly user: SessionUser; readonly why: string; readonly onUnlocked: () => void }) {
  const { unlock, signOut } = useSignIn();
  const [password, setPassword] = useState('');
  const [host] = useState(makeHost);
  const field = useRef<HTMLDivElement>(null);
  const attempt = useAttempt(() => unlock(password), { onRefused: () => setPassword(''), onDone: onUnlocked });
  useLayoutEffect(() => {
    const before = document.activeElement;
    document.body.append(host);
    const show = hideRest(host);
    field.current?.querySelector('input')?.focus();
    return () => {
      show();
      host.remove();
      // Back to where the hand was.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [host]);
  const missing = attempt.isBusy ? 'Checking' : password === '' ? 'Password is missing' : null;
  return createPortal(
    <div className={styles.page} role="dialog" aria-modal="true" aria-label="Window locked">
      <main className={styles.sheet}>
        <h1 className="nd-display">{user.name}</h1>
        <p className={styles.purpose}><span className={styles.state}><IconLock size={16} stroke={1.75} aria-hidden="true" />{why}</span></p>
        <form className={styles.form} onSubmit={attempt.submit}>
          {attempt.failure !== null && <Alert severity="block" title={attempt.failure} live />}
          <div ref={field}><PasswordField label="Password" value={password} onChange={setPassword} wrong={attempt.isWrong} /></div>
          <div className={styles.actions} data-wide>
            <Button look="ghost" onClick={() => void signOut()}>Sign out</Button>
            <Button look="primary" type="submit" keys="Enter" disabledReason={missing} reasonElsewhere>Unlock</Button>
          </div>
        </form>
        <p className={styles.foot}>Everything committed is stored. Unlocking comes back to the same place.</p>
      </main>
    </div>,
    host,
  );
}
