import styles from './Progress.module.css';

/** A 4 px bar; without a total it shows that work goes on, without movement. `label` is its accessible name. */
export function ProgressBar({ done, total, label, thin = false }: { readonly done: number; readonly total: number | null; readonly label: string; readonly thin?: boolean }) {
  const share = total !== null && total > 0 ? Math.min(1, done / total) : null;
  return (
    <div
      className={styles.bar} data-thin={thin || undefined} data-unknown={share === null || undefined} role="progressbar" aria-label={label}
      aria-valuemin={0} aria-valuemax={total ?? undefined} aria-valuenow={share === null ? undefined : done}
    >
      <div style={{ width: share === null ? '100%' : `${share * 100}%` }} />
    </div>
  );
}

/** Still blocks while something loads for longer than 150 ms; they take the room the content will take. */
export function Still({ width = '100%', height = 12 }: { readonly width?: number | string; readonly height?: number | string }) {
  return <div className={styles.still} style={{ width, height }} aria-hidden="true" />;
}
