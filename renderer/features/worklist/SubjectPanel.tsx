import { useDebouncedValue } from '@mantine/hooks';
import { memo, type ReactNode } from 'react';
import type { SubjectCaseReply, WorklistRow } from '../../../src/api/wire.ts';
import { daysBetween, type IsoDate } from '../../../src/common/index.ts';
import { displayDate, lesionsToAssess, outsideWords, readingStatus, signOffOf, visitOrigin, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { useSubject } from '../../queries/index.ts';
import { Button, FindingAlert, format, Mark, navigate, ResponseChip, Still } from '../../ui/index.ts';
import { dueWords, nextWords, queryWords } from './dueWords.ts';
import { DoubleRead } from './DoubleRead.tsx';
import { SumChart } from './SumChart.tsx';
import { actionName } from './Tasks.tsx';
import styles from './SubjectPanel.module.css';

const statusWords = { noImages: 'waits for images', toRead: 'to read', inProgress: 'in progress', complete: 'complete, not signed', notPerformed: 'not performed' } as const;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className={styles.fact}><dt>{name}</dt><dd>{children}</dd></div>;
}

/** The timepoint the next action is about, else the last one. */
const shownTimepoint = (subject: SubjectCase, row: WorklistRow): Timepoint | undefined =>
  subject.timepoints.find((timepoint) => timepoint.id === row.next.timepointId) ?? subject.timepoints.at(-1);

/** "2024-08-26, 3 days late": the planned day, how far from it the scan was, and whether that is outside the window. */
function plannedWords(subject: SubjectCase, timepoint: Timepoint): string {
  const scanned = timepoint.scanDates.length > 0 ? displayDate(timepoint) : null;
  if (!timepoint.plannedDate || !scanned) return timepoint.plannedDate ?? '';
  const days = daysBetween(timepoint.plannedDate, scanned);
  const outside = outsideWords(subject, timepoint);
  return days === 0 ? `${timepoint.plannedDate}, on the day` : `${timepoint.plannedDate}, ${format.counted(Math.abs(days), 'day')} ${days > 0 ? 'late' : 'early'}${outside === '' ? '' : ', outside the window'}`;
}

function readWords(subject: SubjectCase, timepoint: Timepoint): string {
  const { state, signed } = signOffOf(subject, timepoint.id);
  if (state === 'signed' && signed) return `signed, ${signed.signer}`;
  return state === 'amending' ? 'being amended' : statusWords[readingStatus(subject, timepoint)];
}

function TimepointFacts({ subject, timepoint, row, onTimepoints }: Pick<PanelActions, 'onTimepoints'> & { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly row: WorklistRow }) {
  const cell = row.cells.find((candidate) => candidate.timepointId === timepoint.id);
  const left = readingStatus(subject, timepoint) === 'inProgress' ? lesionsToAssess(subject, timepoint) : [];
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.strong}>{timepoint.label}{timepoint.visitName && `, ${timepoint.visitName}`}</h3>
        {cell?.overall && <ResponseChip response={cell.overall} provisional={cell.sign !== 'signed'} />}
      </div>
      <dl>
        <Fact name="Scan date">{timepoint.scanDates.length > 1 ? `${timepoint.scanDates[0] ?? ''} to ${timepoint.scanDates.at(-1) ?? ''}` : timepoint.scanDates.length > 0 ? displayDate(timepoint) : 'none'}</Fact>
        {timepoint.plannedDate && <Fact name="Planned">{plannedWords(subject, timepoint)}</Fact>}
        <Fact name="Series">{timepoint.series.length === 0 ? 'none' : timepoint.series.length}</Fact>
        <Fact name="Read">{readWords(subject, timepoint)}</Fact>
        {cell?.readers && <Fact name="Readers">{`1: ${cell.readers.reader1 === 'signed' ? 'signed' : statusWords[cell.readers.reader1]}, 2: ${cell.readers.reader2 === 'signed' ? 'signed' : statusWords[cell.readers.reader2]}`}</Fact>}
        {left.length > 0 && <Fact name="Left to assess"><span className={styles.marks}>{left.slice(0, 6).map((lesion) => <Mark key={lesion.id} label={lesion.label} role={lesion.role} />)}</span></Fact>}
      </dl>
      {onTimepoints && <div className={styles.buttons}><Button small keys="V" onClick={onTimepoints}>Timepoints</Button></div>}
    </section>
  );
}

export type PanelActions = {
  readonly onOpen: (row: WorklistRow) => void;
  /** Each is left out where the person may not, or there is nothing to do it to. */
  readonly onAssign?: (() => void) | undefined;
  readonly onDates?: (() => void) | undefined;
  readonly onTimepoints?: (() => void) | undefined;
  readonly onMissed?: (() => void) | undefined;
};

/** What comes next, when it is due, who is asked, and the visit that is awaited. */
function NextFacts({ row, today, nameOf, onAssign, onMissed }: { readonly row: WorklistRow; readonly today: IsoDate; readonly nameOf: (id: string) => string } & Pick<PanelActions, 'onAssign' | 'onMissed'>) {
  const due = dueWords(row, today);
  const { text } = nextWords(row, today);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}><h3 className={styles.strong}>{text}</h3>{due && <span className={styles.due} data-look={due.look}>{due.text}</span>}</div>
      <dl>
        {row.due && <Fact name="Due">{row.dueUntil && row.dueUntil !== row.due ? `${row.due} to ${row.dueUntil}` : row.due}</Fact>}
        {row.visit && <Fact name="Visit">{`${row.visit.name}, window ${row.visit.earliest} to ${row.visit.latest}`}</Fact>}
        {row.queries && <Fact name="Queries">{queryWords(row.queries)}</Fact>}
        {row.confirmation && <Fact name={row.confirmation.state === 'confirmed' ? 'Confirmed' : 'Was confirmed'}>{row.confirmation.date ?? 'no progression'}</Fact>}
        {(row.assignedTo !== null || onAssign) && <Fact name="Assigned to">{row.assignedTo === null ? 'every reader' : nameOf(row.assignedTo)}</Fact>}
      </dl>
      {(onAssign || onMissed) && (
        <div className={styles.buttons}>
          {onAssign && <Button small keys="A" onClick={onAssign}>Assign</Button>}
          {onMissed && <Button small onClick={onMissed}>Record as missed</Button>}
        </div>
      )}
    </section>
  );
}

function Findings({ reply }: { readonly reply: SubjectCaseReply }) {
  if (reply.findings.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className="nd-section">Open findings</h3>
      <div className={styles.findings}>{reply.findings.map((finding, index) => <FindingAlert key={`${finding.code}-${index}`} finding={finding} />)}</div>
    </section>
  );
}

/** "Randomised 2024-01-15, week 32": the origin of the subject's time, and where today stands. */
function originWords(subject: SubjectCase, today: IsoDate): string {
  const origin = visitOrigin(subject.protocol, subject.facts);
  if (!origin) return subject.protocol.name;
  const { randomisationDate, enrolmentDate } = subject.facts;
  const name = origin === randomisationDate ? 'Randomised' : origin === enrolmentDate ? 'Enrolled' : 'First dose';
  const last = subject.facts.deathDate ?? today;
  const weeks = Math.floor(daysBetween(origin, last) / 7);
  return `${name} ${origin}${subject.facts.deathDate ? `, died ${subject.facts.deathDate}` : weeks >= 0 && weeks < 500 ? `, week ${weeks}` : ''}`;
}

type Props = PanelActions & { readonly looksOnly: boolean; readonly row: WorklistRow; readonly today: IsoDate; readonly nameOf: (id: string) => string };

/** The selected subject: sums, what is next, the timepoint it is about, findings, and the way in. */
export const SubjectPanel = memo(function SubjectPanel({ row, today, nameOf, looksOnly, onOpen, onAssign, onDates, onTimepoints, onMissed }: Props) {
  // Holding an arrow key runs through many rows; only the one it rests on is asked for.
  const [settledId] = useDebouncedValue(row.subjectId, 120);
  const reply = useSubject(settledId === row.subjectId ? row.subjectId : null).data;
  const timepoint = reply && shownTimepoint(reply.case, row);
  const explanation = reply?.result?.timepoints.at(-1)?.explanation;
  return (
    <aside className={styles.panel} aria-label={`Subject ${row.code}`}>
      <div className={styles.scroll}>
        <header className={styles.header}>
          <div className={styles.sectionHead}><h2 className="nd-title">{row.code}</h2><span className="nd-small nd-3">{row.site}</span></div>
          <div className="nd-small nd-2">{row.note !== '' ? row.note : reply ? originWords(reply.case, today) : '\u00a0'}</div>
        </header>
        <section className={styles.section}>
          <div className={styles.sectionHead}>
            <h3 className="nd-section">Sum of diameters, mm</h3>
            <span className="nd-small nd-3">{explanation?.prLimit && `limit PR ${format.mm(explanation.prLimit.limitMm)}`}{explanation?.pdLimit && `, PD ${format.mm(explanation.pdLimit.limitMm)}`}</span>
          </div>
          <div className={styles.chart}>
            {row.sums.some((sum) => sum.sumMm !== null)
              ? <SumChart sums={row.sums} limits={{ prLimitMm: explanation?.prLimit?.limitMm ?? null, pdLimitMm: explanation?.pdLimit?.limitMm ?? null }} />
              : <p className="nd-small nd-3">No target measured yet.</p>}
          </div>
        </section>
        {(row.due !== null || row.visit !== null || row.queries !== undefined || row.confirmation !== undefined || row.assignedTo !== null || onAssign || onMissed) && <NextFacts row={row} today={today} nameOf={nameOf} onAssign={onAssign} onMissed={onMissed} />}
        {row.cells.some((cell) => cell.readers) && <DoubleRead subjectId={settledId} />}
        {reply && timepoint ? <TimepointFacts subject={reply.case} timepoint={timepoint} row={row} onTimepoints={onTimepoints} /> : !reply && <section className={styles.section}><Still height={96} /></section>}
        {reply && <Findings reply={reply} />}
      </div>
      <footer className={styles.footer}>
        <span className={styles.buttons}>
          <Button look="ghost" onClick={() => navigate({ place: 'confirm', subjectId: row.subjectId })}>Timeline</Button>
          {onDates && <Button look="ghost" keys="D" onClick={onDates}>Facts</Button>}
        </span>
        <Button look="primary" keys="Enter" onClick={() => onOpen(row)}>{`${actionName(row.next.kind, looksOnly)}${row.next.kind === 'continue' && !looksOnly ? ' read' : ''}`}</Button>
      </footer>
    </aside>
  );
});
