import { useState } from 'react';
import type { ExportCheckReply } from '../../../src/api/wire.ts';
import type { ExportFinding } from '../../../src/casefile/index.ts';
import { Alert, Button, errorText, format, openRead, Segmented, Still } from '../../ui/index.ts';
import styles from './ExportPlace.module.css';

/** Findings shown at once; all of them are in preflight.json. */
const most = 100;
const names = { block: 'Blocks', warn: 'Look at', info: 'Notes' } as const;
type Shown = keyof typeof names | 'all';

function One({ finding, subjectId }: { readonly finding: ExportFinding; readonly subjectId: string | undefined }) {
  const { severity, code, subject, timepointId, message, remedy } = finding;
  return (
    <Alert severity={severity} id={code} title={<>{subject !== null && <strong className={styles.who}>{subject}</strong>}{message.replace(/\.$/, '')}</>} actions={subjectId === undefined ? undefined : <Button small look="ghost" aria-label={`Open ${subject ?? ''} ${finding.timepoint ?? ''}`.trim()} onClick={() => openRead(subjectId, timepointId)}>Open</Button>}>
      {remedy}
    </Alert>
  );
}

function Findings({ findings, subjectIds }: Pick<ExportCheckReply, 'findings' | 'subjectIds'>) {
  const [shown, setShown] = useState<Shown>('all');
  const count = (severity: keyof typeof names): number => findings.filter((one) => one.severity === severity).length;
  const some = findings.filter(({ severity }) => shown === 'all' || severity === shown);
  const options = [{ value: 'all' as const, label: 'All' }, ...(Object.keys(names) as (keyof typeof names)[]).map((value) => ({ value, label: `${names[value]} ${format.count(count(value))}`, disabled: count(value) === 0 }))];
  return (
    <>
      <Segmented label="Findings" value={shown} options={options} onChange={setShown} />
      <div className={styles.findings}>
        {some.slice(0, most).map((finding, at) => <One key={`${at} ${finding.code}`} finding={finding} subjectId={finding.subject === null ? undefined : subjectIds[finding.subject]} />)}
        {some.length > most && <p className="nd-small nd-3">{format.count(some.length - most)} more in preflight.json.</p>}
      </div>
    </>
  );
}

/** What to know before files leave. */
export function Preflight({ check, error, isChecking }: { readonly check: ExportCheckReply | undefined; readonly error: Error | null; readonly isChecking: boolean }) {
  return (
    <section className={styles.preflight} aria-label="Before you export" aria-busy={isChecking}>
      <h2 className={styles.findingsHead}>Before you export</h2>
      {error !== null && <Alert severity="block" live title={errorText(error)} />}
      {error === null && !check && <div className={styles.findings}><Still height={56} /><Still height={56} /></div>}
      {error === null && check && (check.findings.length > 0 ? <Findings findings={check.findings} subjectIds={check.subjectIds} /> : <p className="nd-small nd-3">No finding.</p>)}
    </section>
  );
}
