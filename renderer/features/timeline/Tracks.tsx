import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { dayNumber, type IsoDate } from '../../../src/common/index.ts';
import { recordOf, type SubjectCase } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { format, ResponseChip } from '../../ui/index.ts';
import { plotMargin } from './sumOption.ts';
import type { SumSeries } from './sumSeries.ts';
import styles from './Tracks.module.css';

type PlaceOf = (date: IsoDate) => number;
type TrackProps = { readonly subject: SubjectCase; readonly series: SumSeries; readonly result: SubjectResult; readonly x: PlaceOf; readonly width: number };

function Track({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className={styles.track}><span className={styles.name}>{name}</span>{children}</div>;
}

function Responses({ series, x }: TrackProps) {
  return series.points.map((point) => (
    <span key={point.timepointId} className={styles.at} style={{ left: x(point.date) }}>
      {point.overall === null ? <span className={styles.baseline}>BL</span> : <ResponseChip response={point.overall} provisional />}
      {point.asRead !== null && point.asRead !== point.overall && <span className={styles.asRead}>read as {point.asRead}</span>}
    </span>
  ));
}

/** A bar from one date to another, with its words on it or, for the last one, before it. */
function Bar({ from, to, text, look, x, width }: { readonly from: IsoDate; readonly to: IsoDate | null; readonly text: string; readonly look: 'study' | 'next'; readonly x: PlaceOf; readonly width: number }) {
  const end = to === null ? width - plotMargin.right : x(to);
  return (
    <>
      <span className={styles.bar} data-look={look} style={{ left: x(from), width: Math.max(2, end - x(from)) }} />
      <span className={styles.barText} data-look={look} style={look === 'next' ? { right: width - x(from) + 8 } : { left: x(from) + 12 }}>{text}</span>
    </>
  );
}

function Therapies({ subject, series, x, width }: TrackProps) {
  const { firstDoseDate, newTherapyStartDate, deathDate } = subject.facts;
  const last = series.points.at(-1)?.date ?? null;
  return (
    <>
      {firstDoseDate && <Track name="Study treatment"><Bar from={firstDoseDate} to={newTherapyStartDate ?? last} text={`from ${firstDoseDate}`} look="study" x={x} width={width} /></Track>}
      {newTherapyStartDate && <Track name="Next therapy"><Bar from={newTherapyStartDate} to={null} text={`from ${newTherapyStartDate}`} look="next" x={x} width={width} /></Track>}
      {deathDate && <Track name="Death"><span className={styles.at} style={{ left: x(deathDate) }}>✕ {deathDate}</span></Track>}
    </>
  );
}

function NewLesions({ subject, series, result, x, width }: TrackProps) {
  const seen = subject.lesions.filter((lesion) => lesion.role === 'new').flatMap((lesion) => series.points.flatMap((point) => {
    const record = recordOf(subject, lesion.id, point.timepointId);
    return record?.state === 'newLesion' && (record.status === 'equivocal' || record.status === 'unequivocal') ? [{ lesion, point, record }] : [];
  }));
  if (seen.length === 0) return null;
  const { progression } = result;
  const from = progression?.backdatedFrom ? series.points.find((point) => point.timepointId === progression.backdatedFrom) : undefined;
  return (
    <Track name="New lesions">
      {progression && from && (
        <span className={styles.backdated} style={{ left: x(progression.date) + 8, width: Math.max(0, x(from.date) - x(progression.date) - 16) }}><span>back-dated, R-507</span></span>
      )}
      {seen.map(({ lesion, point, record }) => (
        <span
          key={`${lesion.id}-${point.timepointId}`} className={styles.star} style={{ left: x(point.date) }} data-before={record.status === 'equivocal' || x(point.date) > width - 100 || undefined}
          title={`${lesion.label} ${record.status} at ${point.label}${record.longAxisMm === undefined ? '' : `, ${format.mmWithUnit(record.longAxisMm)}`}`}
        >
          {record.status === 'unequivocal' ? '★' : '☆'}<span className={styles.starText}>{lesion.label} {record.status}</span>
        </span>
      ))}
    </Track>
  );
}

/** Response, treatment and new lesions on the time axis of the figure above them. */
export function Tracks({ subject, series, result }: Omit<TrackProps, 'x' | 'width'>) {
  const { ref, width } = useElementSize();
  const first = dayNumber(series.from);
  const span = dayNumber(series.to) - first || 1;
  const x: PlaceOf = (date) => plotMargin.left + ((dayNumber(date) - first) / span) * (width - plotMargin.left - plotMargin.right);
  const shared = { subject, series, result, x, width };
  return (
    <div ref={ref} className={styles.tracks}>
      {width > 0 && (
        <>
          <Track name="Response"><Responses {...shared} /></Track>
          <Therapies {...shared} />
          <NewLesions {...shared} />
        </>
      )}
    </div>
  );
}
