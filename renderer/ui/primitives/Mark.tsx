import type { LesionRole } from '../../../src/casefile/index.ts';
import styles from './Mark.module.css';

/** The lesion's letter and number in the form of its role: T solid, N dashed, X dotted with a star, a proposal white with four corners. */
export function Mark({ label, role }: { readonly label: string; readonly role: LesionRole | 'proposal' }) {
  return (
    <span className={styles.mark} data-role={role}>
      {role === 'new' && <Star />}
      {label}
      {role === 'proposal' && ['tl', 'tr', 'bl', 'br'].map((corner) => <i key={corner} data-corner={corner} />)}
    </span>
  );
}

const Star = () => (
  <svg width="8" height="8" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 .3l1.400 3.100 3.300.3-2.500 2.200.8 3.300L5 7.500 2 9.200l.8-3.300L.3 3.700l3.300-.3z" fill="currentColor" /></svg>
);
