import type { SessionInfo, WorklistRow } from '../../../src/api/wire.ts';
import { useCreateDemo, useJob } from '../../queries/index.ts';
import { Alert, Button, ProgressBar, ResponseChip, Sparkline, Still } from '../../ui/index.ts';
import { demoLine } from './demoProgress.ts';
import styles from './FirstStart.module.css';

/** Rows that are kept free while the demo study is made, so that subjects appear without moving anything. */
const subjectsOfDemo = 6;

function DemoSubject({ row, onOpen }: { readonly row: WorklistRow; readonly onOpen: () => void }) {
  return (
    <li>
      <button type="button" className={styles.subject} onClick={onOpen}>
        <strong>{row.code}</strong>
        <span className={styles.note}>{row.note}</span>
        <span className={styles.spark}><Sparkline values={row.sums.map((sum) => sum.sumMm)} width={100} height={22} /></span>
        <span className={styles.chips}>{row.cells.some((cell) => cell.overall) ? row.cells.map((cell) => cell.overall && <ResponseChip key={cell.timepointId} response={cell.overall} provisional />) : <span className="nd-small nd-3">for you to read</span>}</span>
      </button>
    </li>
  );
}

/** The demo subjects with what each one teaches, appearing as they become usable. */
export function DemoSubjects({ demo, rows, onOpen }: { readonly demo: SessionInfo['demo']; readonly rows: readonly WorklistRow[]; readonly onOpen: (row: WorklistRow) => void }) {
  const job = useJob(demo.state === 'creating' ? demo.jobId : null).data;
  const create = useCreateDemo();
  const followUps = rows.reduce((sum, row) => sum + Math.max(0, row.cells.length - 1), 0);
  const free = demo.state === 'creating' ? Math.max(0, subjectsOfDemo - rows.length) : 0;
  return (
    <section className={styles.demo} aria-label="Demo study">
      <header className={styles.demoHead}>
        <h2 className="nd-title">Demo study</h2>
        <span className="nd-small nd-3" role="status">{demoLine(demo, job, rows.length, followUps)}</span>
      </header>
      <div className={styles.progress}>
        {demo.state === 'creating' && <ProgressBar thin done={job?.done ?? rows.length} total={job ? job.total : subjectsOfDemo} label="Demo study being created" />}
      </div>
      {(demo.state === 'failed' || demo.state === 'absent') && (
        <div className={styles.demoMessage}>
          <Alert
            severity={demo.state === 'failed' ? 'block' : 'info'} title={demo.state === 'failed' ? 'The demo study was not created' : 'There is no demo study'}
            actions={<Button small onClick={() => create.mutate()}>Create demo study</Button>}
          >
            {demo.state === 'failed' ? demo.message : 'Six phantoms with known diameters, made on this computer in about 20 s.'}
          </Alert>
        </div>
      )}
      <ul>
        {rows.map((row) => <DemoSubject key={row.subjectId} row={row} onOpen={() => onOpen(row)} />)}
        {Array.from({ length: free }, (_, index) => <li key={`free-${index}`} className={styles.subject} aria-hidden="true"><Still width={34} /><Still width={200} /></li>)}
      </ul>
      {demo.state !== 'absent' && <p className={styles.foot}>Sum of diameters per timepoint, dashed line at −30 %. True diameters are in demo-truth.json in the data folder, so you can check your own reading.</p>}
    </section>
  );
}
