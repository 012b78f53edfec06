import type { ReactNode } from 'react';
import styles from './Tracks.module.css';

/** One named line under the figure. Height in px at 100 % text; left out: one line of words. */
export function Track({ name, children, height }: { readonly name: string; readonly children: ReactNode; readonly height?: number }) {
  return <div className={styles.track} style={height === undefined ? undefined : { height }}><span className={styles.name}>{name}</span>{children}</div>;
}
