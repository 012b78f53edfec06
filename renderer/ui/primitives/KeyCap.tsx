import { keyCaps, useKeyOf } from '../keys.ts';
import styles from './KeyCap.module.css';

/** An action (`read.target`) instead of a combination (`T`, `Ctrl+K`, `.`). */
const isAction = (keys: string): boolean => /^[a-z]+\.\w/i.test(keys);

/**
 * The key that drives the control it stands in or beside: a combination (`Ctrl+K`, `ArrowUp`), or an action (`read.target`), which is drawn with the person's own key
 * and not at all when it has none. Seen, not read out: the control's own name says what it does.
 */
export function KeyCap({ keys, joined = false }: { readonly keys: string; readonly joined?: boolean }) {
  const own = useKeyOf(keys);
  const caps = keyCaps(isAction(keys) ? own : keys);
  if (caps.length === 0) return null;
  if (joined) return <kbd className={styles.cap} aria-hidden="true">{caps.join(' ')}</kbd>;
  return (
    <span className={styles.caps} aria-hidden="true">
      {caps.map((cap) => <kbd key={cap} className={styles.cap}>{cap}</kbd>)}
    </span>
  );
}
