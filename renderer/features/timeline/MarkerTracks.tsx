import { displayDate, type SubjectCase } from '../../../src/casefile/index.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import type { SumSeries } from './sumSeries.ts';
import type { TimeWindow } from './timeWindow.ts';
import { Track } from './Track.tsx';
import styles from './Tracks.module.css';

type Value = { readonly date: IsoDate; readonly value: number; readonly limit: number | null; readonly unit: string; readonly label: string };
type Props = { readonly subject: SubjectCase; readonly series: SumSeries; readonly shown: TimeWindow; readonly x: (date: IsoDate) => number; readonly width: number };

/** Values of each marker over time, by its name. */
export function markerValues(subject: SubjectCase): ReadonlyMap<string, readonly Value[]> {
  const all = subject.timepoints.flatMap((timepoint) => (subject.markers[timepoint.id]?.values ?? []).flatMap(({ name, value, unit, upperLimit, date }) => {
    const day = (date ?? displayDate(timepoint)) as IsoDate | null;
    return day === null ? [] : [{ name, date: day, value, unit, limit: upperLimit, label: timepoint.label }];
  }));
  return new Map([...Map.groupBy(all, ({ name }) => name)].map(([name, values]) => [name, values.toSorted((a, b) => a.date.localeCompare(b.date))]));
}

const height = 44;

/** One track per marker: its values on a scale of their own, the upper limit of normal dashed, what lies above it marked by form. */
export function MarkerTracks({ subject, shown, x, width }: Props) {
  return [...markerValues(subject)].map(([name, values]) => {
    const highest = Math.max(...values.flatMap(({ value, limit }) => [value, limit ?? 0]), 1) * 1.1;
    const y = (value: number): number => 6 + (1 - value / highest) * (height - 12);
    const inView = values.filter(({ date }) => date >= shown.from && date <= shown.to);
    const limit = values.findLast((one) => one.limit !== null)?.limit ?? null;
    const last = inView.at(-1);
    return (
      <Track key={name} name={name} height={height}>
        <svg className={styles.markers} width={width} height={height} role="img" aria-label={`${name}: ${values.map(({ label, value, unit }) => `${label} ${value} ${unit}`).join('; ')}${limit === null ? '' : `; upper limit ${limit}`}`}>
          {limit !== null && <line x1={x(shown.from)} x2={x(shown.to)} y1={y(limit)} y2={y(limit)} className={styles.limit} />}
          <polyline points={inView.map(({ date, value }) => `${x(date)},${y(value)}`).join(' ')} className={styles.line} />
          {inView.map(({ date, value, limit: own, unit, label }) => (own !== null && value > own
            ? <rect key={`${date} ${label}`} x={x(date) - 4} y={y(value) - 4} width={8} height={8} className={styles.high}><title>{`${label} ${date}: ${value} ${unit}, above ${own}`}</title></rect>
            : <circle key={`${date} ${label}`} cx={x(date)} cy={y(value)} r={3.5} className={styles.normal}><title>{`${label} ${date}: ${value} ${unit}`}</title></circle>))}
        </svg>
        {last && <span className={styles.markerText} style={{ left: Math.min(x(last.date) + 10, width - 100), top: Math.max(0, y(last.value) - 8) }}>{last.value} {last.unit}</span>}
      </Track>
    );
  });
}
