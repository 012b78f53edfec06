import { IconDownload } from '@tabler/icons-react';
import type { ExportPackage, JobStatus } from '../../../src/api/wire.ts';
import { packageUrl } from '../../backend.ts';
import { cancelJob } from '../../queries/index.ts';
import { Alert, Button, format, ProgressBar, toastFailure, useKeys } from '../../ui/index.ts';
import styles from './ExportPlace.module.css';

const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${format.decimal(bytes / 1024, 0)} kB` : `${format.decimal(bytes / 1024 / 1024)} MB`);

function Running({ job }: { readonly job: JobStatus }) {
  const cancel = () => void cancelJob(job.id).catch(toastFailure);
  useKeys([{ id: 'export.cancel', key: 'Escape', label: 'cancel', scope: 'Export', status: 40, run: cancel }]);
  return (
    <div className={styles.package}>
      <div className={styles.packageLine}><strong>Exporting</strong><span className="nd-2" role="status">{job.text}{job.done > 0 && `, ${format.counted(job.done, 'file')}`}</span><Button small keys="Escape" onClick={cancel}>Cancel</Button></div>
      <ProgressBar thin done={job.done} total={job.total} label="Exporting" />
    </div>
  );
}

/** The package from its first file to its place: progress, what came of it, the file again. */
export function PackageLine({ job, made }: { readonly job: JobStatus | undefined; readonly made: ExportPackage | undefined }) {
  if (job?.state === 'running') return <Running job={job} />;
  if (job?.state === 'failed') return <Alert severity="block" live title={job.text} />;
  if (job?.state === 'cancelled') return <Alert severity="info" live title="Export cancelled. Nothing was written" />;
  if (!made) return null;
  return (
    <div className={styles.package} role="status">
      <div className={styles.packageLine}>
        <strong>{made.name}</strong><span className="nd-2">{size(made.zipBytes)}, {format.counted(made.files, 'file')} of {format.counted(made.subjects, 'subject')}</span>
        <a className={styles.download} href={packageUrl(made.jobId)} download={made.name}><IconDownload size={16} stroke={1.75} aria-hidden="true" />Download</a>
      </div>
      <div className="nd-small nd-3">SHA-256 of its manifest <span className={`nd-code ${styles.hash}`}>{made.manifestSha256}</span>. Recorded in the audit trail.{made.leftOut.length > 0 && ` Left out: ${made.leftOut.join(', ')}.`}</div>
    </div>
  );
}
