import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** What is, then what to do. */
export function EmptyState({ title, children, actions }: { readonly title: ReactNode; readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <div className="nd-display">{title}</div>
      {children != null && <p className={styles.text}>{children}</p>}
      {actions != null && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
