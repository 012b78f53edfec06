import { useDebouncedValue } from '@mantine/hooks';
import type { SubjectCaseReply, WorklistRow } from '../../../src/api/wire.ts';
import { displayDate, lesionsToAssess, readingStatus, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { useSubject } from '../../queries/index.ts';
import { Button, FindingAlert, format, Mark, navigate, ResponseChip, Still } from '../../ui/index.ts';
import { SumChart } from './SumChart.tsx';
import { actionName } from './Tasks.tsx';
import styles from './SubjectPanel.module.css';

const statusWords = { noImages: 'waits for images', toRead: 'to read', inProgress: 'in progress', complete: 'complete, not signed', notPerformed: 'not performed' } as const;

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return <div className={styles.fact}><dt>{name}</dt><dd>{children}</dd></div>;
}

/** The timepoint the next action is about, else the last one. */
const shownTimepoint = (subject: SubjectCase, row: WorklistRow): Timepoint | undefined =>
  subject.timepoints.find((timepoint) => timepoint.id === row.next.timepointId) ?? subject.timepoints.at(-1);

function TimepointFacts({ subject, timepoint, row }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly row: WorklistRow }) {
  const cell = row.cells.find((candidate) => candidate.timepointId === timepoint.id);
  const status = readingStatus(subject, timepoint);
  const left = status === 'inProgress' ? lesionsToAssess(subject, timepoint) : [];
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.strong}>{timepoint.label}{timepoint.visitName && `, ${timepoint.visitName}`}</h3>
        {cell?.overall && <ResponseChip response={cell.overall} provisional />}
      </div>
      <dl>
        <Fact name="Scan date">{timepoint.scanDates.length > 0 ? displayDate(timepoint) : 'none'}</Fact>
        {timepoint.plannedDate && <Fact name="Planned">{timepoint.plannedDate}</Fact>}
        <Fact name="Series">{timepoint.series.length === 0 ? 'none' : timepoint.series.length}</Fact>
        <Fact name="Read">{statusWords[status]}</Fact>
        {left.length > 0 && <Fact name="Left to assess"><span className={styles.marks}>{left.slice(0, 6).map((lesion) => <Mark key={lesion.id} label={lesion.label} role={lesion.role} />)}</span></Fact>}
      </dl>
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

/** The selected subject: sums, the timepoint that is next, findings, and the way in. */
export function SubjectPanel({ row, onOpen }: { readonly row: WorklistRow; readonly onOpen: (row: WorklistRow) => void }) {
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
          <div className="nd-small nd-2">{row.note !== '' ? row.note : reply?.case.facts.randomisationDate ? `Randomised ${reply.case.facts.randomisationDate}` : reply?.case.protocol.name ?? '\u00a0'}</div>
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
        {reply && timepoint ? <TimepointFacts subject={reply.case} timepoint={timepoint} row={row} /> : <section className={styles.section}><Still height={96} /></section>}
        {reply && <Findings reply={reply} />}
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" onClick={() => navigate({ place: 'confirm', subjectId: row.subjectId })}>Timeline</Button>
        <Button look="primary" keys="Enter" onClick={() => onOpen(row)}>{row.next.kind === 'confirm' ? 'Confirm' : `${actionName(row.next.kind)}${row.next.kind === 'continue' ? ' read' : ''}`}</Button>
      </footer>
    </aside>
  );
}
