import { useState } from 'react';
import type { ExportCheckReply } from '../../../src/api/wire.ts';
import type { ExportFinding } from '../../../src/casefile/index.ts';
import { Alert, errorText, format, openRead, Segmented, SeverityIcon, Still } from '../../ui/index.ts';
import styles from './ExportPlace.module.css';

/** Findings shown at once; all of them are in preflight.json. */
const most = 100;
const names = { block: 'Blocks', warn: 'Look at', info: 'Notes' } as const;
type Shown = keyof typeof names | 'all';

function One({ finding, subjectId }: { readonly finding: ExportFinding; readonly subjectId: string | undefined }) {
  const { severity, code, subject, timepoint, timepointId, message, remedy } = finding;
  const words = (
    <>
      <SeverityIcon severity={severity} />
      <span className={styles.said}><span>{subject !== null && <strong className={styles.who}>{subject}</strong>}{message}</span><span className="nd-small nd-3">{remedy}</span></span>
      <span className={`nd-code ${styles.code}`}>{code}</span>
    </>
  );
  // What it is about is one press away.
  return <li>{subjectId === undefined ? <div className={styles.finding}>{words}</div> : <button type="button" className={styles.finding} title={`Open ${subject ?? ''}${timepoint === null ? '' : `, ${timepoint}`}`} onClick={() => openRead(subjectId, timepointId)}>{words}</button>}</li>;
}

function Findings({ findings, subjectIds }: Pick<ExportCheckReply, 'findings' | 'subjectIds'>) {
  const [shown, setShown] = useState<Shown>('all');
  const count = (severity: keyof typeof names): number => findings.filter((one) => one.severity === severity).length;
  const some = findings.filter(({ severity }) => shown === 'all' || severity === shown);
  const options = [{ value: 'all' as const, label: 'All' }, ...(Object.keys(names) as (keyof typeof names)[]).map((value) => ({ value, label: `${names[value]} ${format.count(count(value))}`, disabled: count(value) === 0 }))];
  return (
    <>
      <Segmented label="Findings" value={shown} options={options} onChange={setShown} />
      <ul className={styles.findings}>
        {some.slice(0, most).map((finding, at) => <One key={`${at} ${finding.code}`} finding={finding} subjectId={finding.subject === null ? undefined : subjectIds[finding.subject]} />)}
      </ul>
      {some.length > most && <p className="nd-small nd-3">{format.count(some.length - most)} more in preflight.json.</p>}
    </>
  );
}

/** What to know before files leave. */
export function Preflight({ check, error, isChecking }: { readonly check: ExportCheckReply | undefined; readonly error: Error | null; readonly isChecking: boolean }) {
  return (
    <section className={styles.preflight} aria-label="Before you export" aria-busy={isChecking}>
      <h2 className={styles.findingsHead}>Before you export</h2>
      {error !== null && <Alert severity="block" live title={errorText(error)} />}
      {error === null && !check && <><Still height={44} /><Still height={44} /></>}
      {error === null && check && (check.findings.length > 0 ? <Findings findings={check.findings} subjectIds={check.subjectIds} /> : <p className="nd-small nd-3">No finding.</p>)}
    </section>
  );
}
