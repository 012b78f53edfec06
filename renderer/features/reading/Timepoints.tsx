import { IconAlertTriangle, IconCalendarExclamation, IconLock } from '@tabler/icons-react';
import { displayDate, isLocked, outsideWords, ownDate, readingStatus, type SeriesSummary, type SubjectCase, type Timepoint, type TwinScore } from '../../../src/casefile/index.ts';
import { formatMm, withDefaults, type Parameters, type SubjectResult } from '../../../src/recist/index.ts';
import { useReading, type ReferenceKind } from '../../state/index.ts';
import { KeyCap, ResponseChip, Ring, StateChip } from '../../ui/index.ts';
import { sumAt } from '../lesions/index.ts';
import { progressOf } from './nextLesion.ts';
import { referenceActions, referenceTimepoint } from './reference.ts';
import { seriesWarning, twinsAt } from './seriesChoice.ts';
import { thicknessText, twinSentence } from './twinText.ts';
import { TwinMark } from './TwinMark.tsx';
import styles from './Timepoints.module.css';

type Props = {
  readonly subject: SubjectCase;
  readonly result: SubjectResult | null;
  readonly current: Timepoint;
  readonly shownSeriesId: string | undefined;
  readonly onOpen: (timepointId: string) => void;
  readonly onSeries: (series: SeriesSummary) => void;
};

/** Chip of a read timepoint, ring of one that is begun, what to do with one that is not. */
function Status({ subject, result, timepoint, isCurrent }: { readonly subject: SubjectCase; readonly result: SubjectResult | null; readonly timepoint: Timepoint; readonly isCurrent: boolean }) {
  const status = readingStatus(subject, timepoint);
  const overall = result?.timepoints.find((at) => at.id === timepoint.id)?.overall ?? null;
  const isSigned = isLocked(subject, timepoint.id);
  if (status === 'notPerformed') return <ResponseChip response="NE" provisional={!isSigned} />;
  if (overall !== null && (status === 'complete' || overall !== 'NE')) return <ResponseChip response={overall} provisional={!isSigned} />;
  if (status === 'inProgress') { const { done, total } = progressOf(subject, timepoint); return <Ring done={done} total={total} size={16} />; }
  if (isCurrent || timepoint.index === 0) return null;
  return status === 'noImages' ? <span className={styles.long}><StateChip look="waiting">images</StateChip></span> : null;
}

/** "2026-03-10", of several days "2026-03-01 to 10"; the planned day of one without images. */
function dayWords(timepoint: Timepoint): string {
  const [first, last] = [timepoint.scanDates[0], timepoint.scanDates.at(-1)];
  if (first === undefined || last === undefined) return timepoint.plannedDate ? `planned ${timepoint.plannedDate}` : '';
  if (first === last) return displayDate(timepoint) ?? '';
  return `${first} to ${first.slice(0, 7) === last.slice(0, 7) ? last.slice(8) : last.slice(5)}`;
}

function SeriesRow({ timepoint, series, isShown, warning, twin, onClick }: { readonly timepoint: Timepoint; readonly series: SeriesSummary; readonly isShown: boolean; readonly warning: string | null; readonly twin: TwinScore | undefined; readonly onClick: () => void }) {
  const thickness = thicknessText(series);
  const day = ownDate(timepoint, series);
  const name = series.description.trim() === '' ? series.modality : series.description;
  const said = [day === null ? null : `Scanned ${day}`, warning, twin ? twinSentence(twin) : null].filter((text) => text !== null).join('. ');
  return (
    <>
      <button type="button" className={styles.oneSeries} aria-pressed={isShown} onClick={onClick} title={said === '' ? name : `${name}\n${said}`} aria-label={`Series ${series.number ?? ''} ${name}, ${thickness === '' ? 'thickness unknown' : `${thickness} mm`}, ${series.slices} slices${said === '' ? '' : `. ${said}`}`}>
        <span>{series.number ?? ''}</span><span>{day === null ? '' : `${day.slice(5)} `}{name}</span>
        <i className={styles.warn}>{warning !== null && <IconAlertTriangle size={13} stroke={1.75} aria-hidden="true" />}</i>
        <span className={styles.figure}>{thickness}</span><span className={styles.figure}>{series.slices}</span>
      </button>
      {isShown && twin && <p className={styles.twin} aria-hidden="true"><TwinMark twin={twin} /><span>{twin.reasons.map(({ text }) => text).join(', ')}</span></p>}
    </>
  );
}

/** The series of the timepoint being read, and how well each stands beside the one measured on before. */
function SeriesList({ subject, timepoint, shownSeriesId, onSeries }: Pick<Props, 'subject' | 'shownSeriesId' | 'onSeries'> & { readonly timepoint: Timepoint }) {
  const lesionId = useReading((state) => state.selectedId);
  const twins = twinsAt(subject, timepoint, lesionId);
  return (
    <div className={styles.series} role="group" aria-label={`Series of ${timepoint.label}`}>
      {timepoint.series.map((series) => (
        <SeriesRow
          key={series.id} timepoint={timepoint} series={series} isShown={series.id === shownSeriesId} twin={twins?.ranked.find((twin) => twin.series.id === series.id)}
          warning={seriesWarning(subject, timepoint, series, lesionId)?.text ?? null} onClick={() => onSeries(series)}
        />
      ))}
    </div>
  );
}

function Protocol({ subject, timepoint }: { readonly subject: SubjectCase; readonly timepoint: Timepoint }) {
  const parameters = withDefaults(subject.protocol.params as Partial<Parameters>);
  const isBaseline = timepoint.index === 0;
  const rows: readonly (readonly [string, string])[] = [
    ['Rules', subject.protocol.name],
    ['Targets', `${parameters.maxTargets}, ${parameters.maxPerOrgan} per organ`],
    ...(isBaseline ? [['Non-nodal', 'LD ≥ 10 mm'], ['Node target', 'SA ≥ 15 mm'], ['Node non-target', 'SA 10 to < 15'], ['Slices', '≤ 5 mm, else 2×']] as const : [
      ['Too small', '5 mm'],
      ['Visit window', `${parameters.schedule.intervalDays} ± ${parameters.schedule.windowDays} d`],
      ...(timepoint.plannedDate ? [['Planned', timepoint.plannedDate]] as const : []),
      ['Live effect', subject.protocol.liveEffect ? 'on' : 'off'],
    ] as const),
  ];
  return (
    <section className={styles.protocol}>
      <h2 className="nd-section">Protocol</h2>
      <dl>{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}

/** Label of the timepoint that must be signed before any later one opens (R-J01). */
const toSignFirst = (subject: SubjectCase): string => {
  const open = [...subject.timepoints].sort((a, b) => a.index - b.index).filter((timepoint) => !timepoint.closed);
  return (open.find((timepoint) => !isLocked(subject, timepoint.id) && timepoint.series.length > 0) ?? open.at(-1))?.label ?? '';
};

/** A timepoint that is not open yet, and what opens it. It can be reached, so that its reason is heard, and goes nowhere. */
function Closed({ timepoint, after }: { readonly timepoint: Timepoint; readonly after: string }) {
  const why = `Opens when ${after} is signed`;
  return (
    <button type="button" className={styles.open} aria-disabled="true" data-closed title={`${timepoint.label}: ${why.toLowerCase()} (R-J01)`} aria-label={`${timepoint.label}. ${why}.`}>
      <span className={styles.name}><b className={styles.long}>{timepoint.label}</b><b className={styles.short}>{timepoint.label}</b></span>
      <span className={styles.marks}><IconLock size={13} stroke={1.75} aria-hidden="true" /></span>
      <span className={styles.date}>{why}</span>
    </button>
  );
}

/** Every timepoint of the subject, newest first; the one being read is open with its series. */
export function Timepoints({ subject, result, current, shownSeriesId, onOpen, onSeries }: Props) {
  const newestFirst = [...subject.timepoints].reverse();
  const keysOf = (timepoint: Timepoint) => (Object.keys(referenceActions) as ReferenceKind[]).filter((kind) => referenceTimepoint(subject, result, current, kind)?.id === timepoint.id).map((kind) => referenceActions[kind]);
  const sequential = subject.protocol.reading?.sequentialLock === true;
  const signedBefore = subject.timepoints.filter((timepoint) => timepoint.index < current.index && isLocked(subject, timepoint.id));
  return (
    <nav className={styles.panel} aria-label="Timepoints" data-controls>
      <h2 className={`nd-section ${styles.title}`}>Timepoints</h2>
      <ol className={styles.list}>
        {newestFirst.map((timepoint) => {
          const isCurrent = timepoint.id === current.id;
          const sum = timepoint.index > current.index ? null : sumAt(subject, result, timepoint.id);
          const date = dayWords(timepoint);
          const outside = outsideWords(subject, timepoint);
          return (
            <li key={timepoint.id} className={styles.item} data-current={isCurrent || undefined}>
              {timepoint.closed ? <Closed timepoint={timepoint} after={toSignFirst(subject)} /> : <button type="button" className={styles.open} aria-current={isCurrent ? 'true' : undefined} onClick={() => onOpen(timepoint.id)} title={`${timepoint.label} ${timepoint.visitName} ${date}${outside === '' ? '' : `, scanned ${outside}`}`}>
                <span className={styles.name}><b className={styles.long}>{timepoint.label}</b><b className={styles.short}>{timepoint.index === 0 ? 'BL' : timepoint.label}</b>{timepoint.visitName !== timepoint.label && <span className={styles.long}> {timepoint.visitName}</span>}</span>
                <span className={styles.marks}>
                  {keysOf(timepoint).map((key) => <KeyCap key={key} keys={key} />)}
                  {timepoint.index <= current.index && <Status subject={subject} result={result} timepoint={timepoint} isCurrent={isCurrent} />}
                </span>
                <span className={styles.date}>{date}{outside !== '' && <IconCalendarExclamation size={13} stroke={1.75} role="img" aria-label={`scanned ${outside}`} />}</span>
                <span className={styles.sum}>{sum === null ? '' : `${formatMm(sum)} mm`}</span>
              </button>}
              {isCurrent && !timepoint.closed && (timepoint.series.length > 0
                ? <SeriesList subject={subject} timepoint={timepoint} shownSeriesId={shownSeriesId} onSeries={onSeries} />
                : <p className={styles.nothing}>No images for {timepoint.label}.</p>)}
            </li>
          );
        })}
      </ol>
      <Protocol subject={subject} timepoint={current} />
      {sequential && signedBefore.length > 0 && <p className={styles.teaches}>{signedBefore.length === 1 ? `${signedBefore[0]?.label ?? ''} is signed and locked.` : `Timepoints before ${current.label} are signed and locked.`}</p>}
      {subject.note !== '' && <p className={styles.teaches}>{subject.note}</p>}
    </nav>
  );
}
