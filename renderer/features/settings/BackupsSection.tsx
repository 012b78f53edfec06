import { useState } from 'react';
import type { BackupMade, BackupOverview, BackupPlan } from '../../../src/api/wire.ts';
import { backupKeepLimits } from '../../../src/casefile/index.ts';
import { cancelJob, useBackupCommands, useBackups, useJob } from '../../queries/index.ts';
import { Alert, Button, errorText, format, ProgressBar, Segmented, splitSentence, toastFailure } from '../../ui/index.ts';
import { BackupFolder } from './BackupFolder.tsx';
import styles from './Fields.module.css';
import own from './BackupsSection.module.css';

const megabytes = (bytes: number): string => `${format.decimal(bytes / 1e6)}\u2009MB`;
const imageWords = { included: 'in the file', beside: 'beside the file', leftOut: 'in the data folder' } as const;

function summary(made: BackupMade): string {
  if (made.createdAt === null) return `${made.name} cannot be read`;
  return `${format.localMinute(made.createdAt)}, ${megabytes(made.bytes)}, ${format.counted(made.events ?? 0, 'audit event')}`;
}

/** When the next one is made, as far as that is known. */
function nextWords({ plan, isRunning, isDue, failure, made }: BackupOverview): string {
  if (isRunning) return 'Being made now';
  if (!plan.isOn) return 'Off';
  if (failure !== null) return 'Tried again every 10 minutes';
  if (isDue) return 'Soon, while nobody works';
  return made.length === 0 ? 'After the first entry' : 'On the next day with a new entry';
}

function Now({ overview }: { readonly overview: BackupOverview }) {
  const { run } = useBackupCommands();
  const job = useJob(overview.jobId).data;
  if (!overview.isRunning) return <Button small onClick={() => void run().catch(toastFailure)}>Back up now</Button>;
  return (
    <span className={own.progress}>
      <span aria-live="polite">{job?.text ?? 'Backing up'}</span>
      <ProgressBar label="Backup" done={job?.done ?? 0} total={job?.total ?? null} />
      <Button small look="ghost" onClick={() => { if (overview.jobId !== null) void cancelJob(overview.jobId).catch(toastFailure); }}>Cancel</Button>
    </span>
  );
}

const kinds = { daily: 'days', weekly: 'weeks', monthly: 'months' } as const;

function Keep({ plan, change }: { readonly plan: BackupPlan; readonly change: (plan: BackupPlan) => void }) {
  const [typed, setTyped] = useState<Partial<Record<keyof typeof kinds, string>>>({});
  const finish = (kind: keyof typeof kinds): void => {
    const number = Number(typed[kind]);
    const [low, high] = backupKeepLimits[kind];
    const isGood = typed[kind] !== undefined && typed[kind].trim() !== '' && Number.isInteger(number) && number >= low && number <= high;
    if (isGood && number !== plan.keep[kind]) change({ ...plan, keep: { ...plan.keep, [kind]: number } });
    setTyped((before) => ({ ...before, [kind]: undefined }));
  };
  return (
    <span className={own.keep}>
      {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
        <label key={kind} className={styles.number}>
          <input inputMode="numeric" value={typed[kind] ?? String(plan.keep[kind])} title={`${backupKeepLimits[kind][0]} to ${backupKeepLimits[kind][1]}`} onChange={(event) => { const { value } = event.currentTarget; setTyped((before) => ({ ...before, [kind]: value })); }} onBlur={() => finish(kind)} onKeyDown={(event) => { if (event.key === 'Enter') finish(kind); }} />
          {kinds[kind]}
        </label>
      ))}
    </span>
  );
}

function Made({ made }: { readonly made: readonly BackupMade[] }) {
  return (
    <table className={`${styles.table} ${own.made}`}>
      <thead><tr><th scope="col">Made</th><th scope="col">Size, MB</th><th scope="col">Audit events</th><th scope="col">Images</th><th scope="col">File</th></tr></thead>
      <tbody>
        {made.map((one) => (
          <tr key={one.name}>
            <td>{one.createdAt === null ? 'cannot be read' : format.localMinute(one.createdAt)}</td><td>{format.decimal(one.bytes / 1e6)}</td><td>{one.events === null ? '' : format.count(one.events)}</td><td>{one.images === null ? '' : imageWords[one.images]}</td><td className="nd-3">{one.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Automatic backups of this workstation: the last, the next, where and how many; every change holds at once and is in the audit trail. */
export function BackupsSection() {
  const { data: overview, error } = useBackups();
  const { setPlan, run } = useBackupCommands();
  if (!overview) return error ? <Alert severity="block" title={errorText(error)} live /> : null;
  const { plan, made, message, isOnOneDisk, imageFaults } = overview;
  const change = (next: BackupPlan): void => void setPlan(next).catch(toastFailure);
  const said = message === null ? null : splitSentence(message);
  return (
    <div className={own.backups}>
      {said !== null && <Alert severity="block" title={said.title} live actions={<Button small onClick={() => void run().catch(toastFailure)} disabledReason={overview.isRunning ? 'Being tried' : null}>Try again</Button>}>{said.text} Older backups are kept.</Alert>}
      {imageFaults > 0 && <Alert severity="warn" title={`${format.counted(imageFaults, 'stored image is', 'stored images are')} missing or altered in the data folder`}>Run "nadir verify" to see which, and import them again.</Alert>}
      <div className={styles.fields}>
        <div className={styles.field}><span className={styles.name}>Last backup</span><span className={own.grow}>{made[0] ? summary(made[0]) : 'None yet'}</span><Now overview={overview} /></div>
        <div className={styles.field}><span className={styles.name}>Next backup</span><span>{nextWords(overview)}</span></div>
        <div className={styles.field}>
          <span className={styles.name}>Every day</span>
          <Segmented label="Every day" value={plan.isOn ? 'on' : 'off'} onChange={(value) => change({ ...plan, isOn: value === 'on' })} options={[{ value: 'on', label: 'On' }, { value: 'off', label: 'Off' }]} />
        </div>
        <BackupFolder overview={overview} setPlan={setPlan} />
        {isOnOneDisk && <p className={styles.hint}>On the disk of the data: a disk that fails takes both. Choose a folder on another disk.</p>}
        {plan.place !== null && (
          <div className={styles.field}>
            <span className={styles.name}>Images</span>
            <Segmented label="Images" value={plan.images ? 'beside' : 'leftOut'} onChange={(value) => change({ ...plan, images: value === 'beside' })} options={[{ value: 'beside', label: 'Beside the backups, each once' }, { value: 'leftOut', label: 'Only in the data folder' }]} />
          </div>
        )}
        <div className={styles.field}><span className={styles.name}>Kept</span><Keep plan={plan} change={change} /></div>
        <p className={styles.hint}>The last backup of so many days, weeks and months. Every backup is read again after it was made. Key lists of studies that de-identify are in none: copy their folder apart. To restore: <code>nadir restore FILE --data FOLDER</code>, into an empty folder.</p>
      </div>
      {made.length > 0 && <Made made={made} />}
    </div>
  );
}
