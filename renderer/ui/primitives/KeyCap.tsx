import { keyCaps } from '../keys.ts';
import styles from './KeyCap.module.css';

/** The key that drives the control it stands in or beside: `Ctrl+K`, `ArrowUp`. Seen, not read out: the control's own name says what it does. */
export function KeyCap({ keys, joined = false }: { readonly keys: string; readonly joined?: boolean }) {
  const caps = keyCaps(keys);
  if (joined) return <kbd className={styles.cap} aria-hidden="true">{caps.join(' ')}</kbd>;
  return (
    <span className={styles.caps} aria-hidden="true">
      {caps.map((cap) => <kbd key={cap} className={styles.cap}>{cap}</kbd>)}
    </span>
  );
}
