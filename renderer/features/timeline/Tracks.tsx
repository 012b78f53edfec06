import type { IsoDate } from '../../../src/common/index.ts';
import { recordOf, type SubjectCase } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { format, ResponseChip } from '../../ui/index.ts';
import { MarkerTracks } from './MarkerTracks.tsx';
import { openLesion } from './lookAt.ts';
import { plotMargin } from './sumOption.ts';
import type { SumSeries } from './sumSeries.ts';
import type { TimeWindow } from './timeWindow.ts';
import { Track } from './Track.tsx';
import { visitMarks } from './visitMarks.ts';
import styles from './Tracks.module.css';

type TrackProps = { readonly subject: SubjectCase; readonly series: SumSeries; readonly result: SubjectResult; readonly shown: TimeWindow; readonly x: (date: IsoDate) => number; readonly width: number };

const inView = ({ shown }: Pick<TrackProps, 'shown'>, date: IsoDate): boolean => date >= shown.from && date <= shown.to;

function Responses(props: TrackProps) {
  return props.series.points.filter(({ date }) => inView(props, date)).map((point) => (
    <span key={point.timepointId} className={styles.at} style={{ left: props.x(point.date) }}>
      {point.overall === null ? <span className={styles.baseline}>BL</span> : <ResponseChip response={point.overall} provisional />}
      {point.asRead !== null && point.asRead !== point.overall && <span className={styles.asRead}>read as {point.asRead}</span>}
    </span>
  ));
}

/** A bar from one date to another, cut at the days shown, with its words on it or, for the last one, before it. */
function Bar({ props: { shown, x, width }, from, to, text, look }: { readonly props: TrackProps; readonly from: IsoDate; readonly to: IsoDate | null; readonly text: string; readonly look: 'study' | 'next' }) {
  const end = to === null || to > shown.to ? width - plotMargin.right : x(to);
  const start = from < shown.from ? plotMargin.left : x(from);
  if (from > shown.to || end < plotMargin.left) return null;
  const room = look === 'next' && start > width * 0.55;
  return (
    <>
      <span className={styles.bar} data-look={look} style={{ left: start, width: Math.max(2, end - start) }} />
      <span className={styles.barText} data-look={look} style={room ? { right: width - start + 8 } : { left: start + 12 }}>{text}</span>
    </>
  );
}

/** A named day on a track. */
function Day({ props, date, sign, text, onOpen }: { readonly props: TrackProps; readonly date: IsoDate; readonly sign: string; readonly text: string; readonly onOpen?: () => void }) {
  if (!inView(props, date)) return null;
  const isLate = props.x(date) > props.width - plotMargin.right - 60;
  const look = { className: styles.day, 'data-before': isLate || undefined, style: { left: props.x(date) }, title: `${text} ${date}` };
  const words = <><span aria-hidden="true">{sign}</span><span className={styles.dayText}>{text}</span></>;
  return onOpen ? <button type="button" {...look} onClick={onOpen}>{words}</button> : <span {...look}>{words}</span>;
}

function Therapies(props: TrackProps) {
  const { facts } = props.subject;
  const { firstDoseDate, treatmentEndDate, treatmentEndReason, newTherapyStartDate, newTherapy, doseChanges = [] } = facts;
  const last = treatmentEndDate ?? newTherapyStartDate ?? props.series.points.at(-1)?.date ?? null;
  const words = `${firstDoseDate ?? ''}${treatmentEndDate ? ` to ${treatmentEndDate}` : ', going on'}${treatmentEndReason ? `, ${treatmentEndReason}` : ''}`;
  return (
    <>
      {firstDoseDate && (
        <Track name="Study treatment">
          <Bar props={props} from={firstDoseDate} to={last} text={words} look="study" />
        </Track>
      )}
      {doseChanges.length > 0 && (
        <Track name="Dose">
          {doseChanges.filter(({ date }) => inView(props, date)).map(({ date, kind }) => <span key={`${date} ${kind}`} className={styles.dose} style={{ left: props.x(date) }} title={`Dose ${kind} ${date}`}><span aria-hidden="true">{kind === 'interrupted' ? '‖' : kind === 'resumed' ? '▸' : kind === 'reduced' ? '▾' : '▴'}</span><small>{kind}</small></span>)}
        </Track>
      )}
      {newTherapyStartDate && <Track name="Next therapy"><Bar props={props} from={newTherapyStartDate} to={null} text={`${newTherapy ? `${newTherapy}, ` : ''}from ${newTherapyStartDate}`} look="next" /></Track>}
    </>
  );
}

function FollowUp(props: TrackProps) {
  const { clinicalProgressionDate, lastKnownAliveDate, deathDate, deathCause } = props.subject.facts;
  return (
    <>
      {clinicalProgressionDate && <Track name="Clinical"><Day props={props} date={clinicalProgressionDate} sign="◇" text={`clinical progression ${clinicalProgressionDate}`} /></Track>}
      {lastKnownAliveDate && lastKnownAliveDate !== deathDate && <Track name="Last contact"><Day props={props} date={lastKnownAliveDate} sign="|" text={lastKnownAliveDate} /></Track>}
      {deathDate && <Track name="Death"><Day props={props} date={deathDate} sign="✕" text={`death, ${deathCause ?? deathDate}`} /></Track>}
    </>
  );
}

const stateWords = { done: 'done', late: 'outside the window', missed: 'missed', waiting: 'planned' } as const;

/** Planned visits: the window as a bar, the planned day in it; a missed one says so. */
function Visits(props: TrackProps) {
  const visits = visitMarks(props.subject).filter(({ planned }) => inView(props, planned));
  if (visits.length === 0) return null;
  const edge = (date: IsoDate): number => Math.max(plotMargin.left, Math.min(props.width - plotMargin.right, props.x(date)));
  return (
    <Track name="Planned visits">
      {visits.map((visit) => (
        <span key={visit.id} title={`${visit.label} planned ${visit.planned}${visit.earliest ? `, window ${visit.earliest} to ${visit.latest ?? ''}` : ''}: ${stateWords[visit.state]}`}>
          {visit.earliest && visit.latest && <span className={styles.window} style={{ left: edge(visit.earliest), width: Math.max(3, edge(visit.latest) - edge(visit.earliest)) }} />}
          <span className={styles.visit} data-state={visit.state} style={{ left: props.x(visit.planned) }}><span aria-hidden="true">{visit.state === 'missed' ? '✕' : '|'}</span><span className="nd-hidden">{visit.label} {stateWords[visit.state]}</span>{visit.state === 'missed' && <small>{visit.label} missed</small>}</span>
        </span>
      ))}
    </Track>
  );
}

function NewLesions(props: TrackProps) {
  const { subject, series, result, x, width } = props;
  const seen = subject.lesions.filter((lesion) => lesion.role === 'new').flatMap((lesion) => series.points.flatMap((point) => {
    const record = recordOf(subject, lesion.id, point.timepointId);
    return inView(props, point.date) && record?.state === 'newLesion' && (record.status === 'equivocal' || record.status === 'unequivocal') ? [{ lesion, point, record }] : [];
  }));
  if (seen.length === 0) return null;
  const { progression } = result;
  const from = progression?.backdatedFrom ? series.points.find((point) => point.timepointId === progression.backdatedFrom) : undefined;
  return (
    <Track name="New lesions">
      {progression && from && inView(props, from.date) && inView(props, progression.date) && (
        <span className={styles.backdated} style={{ left: x(progression.date) + 8, width: Math.max(0, x(from.date) - x(progression.date) - 16) }}><span>back-dated, R-507</span></span>
      )}
      {seen.map(({ lesion, point, record }) => (
        <button
          key={`${lesion.id}-${point.timepointId}`} type="button" className={styles.star} onClick={() => openLesion(subject, lesion.id, point.timepointId)} style={{ left: x(point.date) }} data-before={record.status === 'equivocal' || x(point.date) > width - 100 || undefined}
          title={`${lesion.label} ${record.status} at ${point.label}${record.longAxisMm === undefined ? '' : `, ${format.mmWithUnit(record.longAxisMm)}`}`}
        >
          {record.status === 'unequivocal' ? '★' : '☆'}<span className={styles.starText}>{lesion.label} {record.status}</span>
        </button>
      ))}
    </Track>
  );
}

/** Non-targets that grew, equivocal or unequivocal, at their timepoint. */
function NonTargets(props: TrackProps) {
  const grown = props.subject.lesions.filter(({ role }) => role === 'nonTarget').flatMap((lesion) => props.series.points.flatMap((point) => {
    const record = recordOf(props.subject, lesion.id, point.timepointId);
    return inView(props, point.date) && record?.state === 'status' && (record.status === 'unequivocalProgression' || record.status === 'equivocalProgression') ? [{ lesion, point, isSure: record.status === 'unequivocalProgression' }] : [];
  }));
  if (grown.length === 0) return null;
  return <Track name="Non-targets">{grown.map(({ lesion, point, isSure }) => <Day key={`${lesion.id} ${point.timepointId}`} props={props} date={point.date} onOpen={() => openLesion(props.subject, lesion.id, point.timepointId)} sign={isSure ? '◆' : '◇'} text={`${lesion.label} ${isSure ? 'progression' : 'equivocal'}`} />)}</Track>;
}

/** Response, visits, treatment, lesions, follow-up and markers on the time axis of the figure above them. */
export function Tracks(props: TrackProps) {
  if (props.width <= 0) return <div className={styles.tracks} />;
  return (
    <div className={styles.tracks}>
      <Track name="Response"><Responses {...props} /></Track>
      <Visits {...props} />
      <Therapies {...props} />
      <NonTargets {...props} />
      <NewLesions {...props} />
      <FollowUp {...props} />
      <MarkerTracks subject={props.subject} series={props.series} shown={props.shown} x={props.x} width={props.width} />
    </div>
  );
}
