import { useElementSize } from '@mantine/hooks';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { format } from '../../ui/index.ts';
import styles from './SumChart.module.css';

const height = 108;
const top = 20;
const bottom = 22;

export type SumLimits = { readonly prLimitMm: number | null; readonly pdLimitMm: number | null };

/** Sum of diameters per timepoint with its values and the PR and PD limits of the last timepoint. Drawn by hand: five points need no chart library. */
export function SumChart({ sums, limits }: { readonly sums: WorklistRow['sums']; readonly limits: SumLimits }) {
  const { ref, width } = useElementSize();
  const known = sums.flatMap((sum, index) => (sum.sumMm === null ? [] : [{ index, value: sum.sumMm }]));
  const values = [...known.map((point) => point.value), ...[limits.prLimitMm, limits.pdLimitMm].filter((limit) => limit !== null)];
  const highest = Math.max(...values, 1);
  const lowest = Math.min(...values, highest);
  const x = (index: number) => 16 + (sums.length < 2 ? 0 : (index / (sums.length - 1)) * (width - 36));
  const y = (value: number) => top + ((highest - value) / (highest - lowest || 1)) * (height - top - bottom - 12);
  const words = sums.map((sum) => `${sum.label} ${sum.sumMm === null ? 'no sum' : format.mm(sum.sumMm)}`).join(', ');
  return (
    <div ref={ref}>
      {width > 0 && known.length > 0 && (
        <svg width={width} height={height} role="img" aria-label={`Sum of diameters in mm: ${words}`} className={styles.chart}>
          {limits.prLimitMm !== null && <line x1={0} x2={width} y1={y(limits.prLimitMm)} y2={y(limits.prLimitMm)} className={styles.pr} />}
          {limits.pdLimitMm !== null && known.length > 1 && <line x1={x(Math.max(0, sums.length - 2))} x2={width} y1={y(limits.pdLimitMm)} y2={y(limits.pdLimitMm)} className={styles.pd} />}
          <polyline points={known.map((point) => `${x(point.index)},${y(point.value)}`).join(' ')} className={styles.line} />
          {known.map((point) => (
            <g key={point.index}>
              <circle cx={x(point.index)} cy={y(point.value)} r={3} className={styles.dot} />
              <text x={x(point.index)} y={y(point.value) - 8} textAnchor={point.index === 0 ? 'start' : point.index === sums.length - 1 ? 'end' : 'middle'} dx={point.index === 0 ? -12 : point.index === sums.length - 1 ? 16 : 0} className={styles.value}>{format.mm(point.value)}</text>
            </g>
          ))}
          {sums.map((sum, index) => <text key={sum.label} x={x(index)} y={height - 3} textAnchor="middle" className={styles.label}>{sum.label === 'Baseline' ? 'BL' : sum.label}</text>)}
        </svg>
      )}
    </div>
  );
}
