import styles from './Progress.module.css';

/** Share done as a ring; the words beside it carry the numbers. */
export function Ring({ done, total, size = 28 }: { readonly done: number; readonly total: number; readonly size?: number }) {
  const stroke = size > 20 ? 3.5 : 2;
  const radius = (size - stroke) / 2;
  const length = 2 * Math.PI * radius;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <svg className={styles.ring} width={size} height={size} role="img" aria-label={`${done} of ${total}`}>
      <circle cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={stroke} className={styles.track} />
      <circle cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={stroke} className={styles.arc} strokeDasharray={`${length * share} ${length}`} transform={`rotate(-90 ${size / 2} ${size / 2})`} strokeLinecap={share > 0 ? 'round' : 'butt'} />
    </svg>
  );
}
