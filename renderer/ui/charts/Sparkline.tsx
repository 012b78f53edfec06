import styles from './Sparkline.module.css';

/** Sums over timepoints, smallest form: line, last value as a dot, dashed line at −30 % of the first. Nulls leave gaps. */
export function Sparkline({ values, slots, width = 76, height = 20 }: { readonly values: readonly (number | null)[]; readonly slots?: number; readonly width?: number; readonly height?: number }) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const first = known[0];
  if (!first || known.length < 2) return null;
  const limit = first.value * 0.7;
  const highest = Math.max(...known.map((point) => point.value), limit);
  const lowest = Math.min(...known.map((point) => point.value), limit);
  const span = highest - lowest || 1;
  const steps = Math.max((slots ?? values.length) - 1, values.length - 1, 1);
  const x = (index: number) => 3 + (index / steps) * (width - 6);
  const y = (value: number) => 3 + ((highest - value) / span) * (height - 6);
  const last = known.at(-1) ?? first;
  return (
    <svg width={width} height={height} className={styles.spark} aria-hidden="true">
      <line x1={3} x2={width} y1={y(limit)} y2={y(limit)} className={styles.limit} />
      <polyline points={known.map((point) => `${x(point.index)},${y(point.value)}`).join(' ')} className={styles.line} />
      <circle cx={x(last.index)} cy={y(last.value)} r={2} className={styles.dot} />
    </svg>
  );
}
