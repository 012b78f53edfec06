import type { JobStatus } from '../../../src/api/wire.ts';
import { cancelJob } from '../../queries/index.ts';
import { Button, format, ProgressBar, toastFailure, useKeys } from '../../ui/index.ts';
import type { UploadState } from './upload.ts';
import styles from './ImportProgress.module.css';

type Line = { readonly name: string; readonly text: string; readonly done: number; readonly total: number | null; readonly cancel: (() => void) | null };

const megabytes = (bytes: number): string => `${format.decimal(bytes / 1024 / 1024)} MB`;

/** The one line that says how far it is, whichever part of the import runs. */
export function progressLine(upload: UploadState, job: JobStatus | undefined): Line | null {
  switch (upload.phase) {
    case 'collecting': return { name: 'Reading folders', text: '', done: 0, total: null, cancel: null };
    case 'uploading': return {
      name: upload.name,
      text: `Copying ${format.count(upload.doneFiles)} of ${format.counted(upload.totalFiles, 'file')}, ${megabytes(upload.doneBytes)} of ${megabytes(upload.totalBytes)}`,
      done: upload.doneBytes + upload.doneFiles, total: upload.totalBytes + upload.totalFiles, cancel: () => upload.stop?.abort(),
    };
    case 'starting': return { name: upload.name, text: 'Starting', done: 0, total: null, cancel: null };
    case 'idle': break;
  }
  if (job?.state !== 'running') return null;
  const counted = job.total === null ? format.counted(job.done, 'file') : `${format.count(job.done)} of ${format.counted(job.total, 'file')}`;
  return { name: 'Importing', text: `${job.text}${job.text && ', '}${counted}`, done: job.done, total: job.total, cancel: () => void cancelJob(job.id).catch(toastFailure) };
}

export function ImportProgress({ line }: { readonly line: Line }) {
  useKeys([{ id: 'import.cancel', key: 'Escape', label: 'cancel', scope: 'Import', status: 40, enabled: line.cancel !== null, run: () => line.cancel?.() }]);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <strong>{line.name}</strong>
        <span className="nd-2" role="status">{line.text}</span>
        {line.cancel && <Button small keys="Escape" onClick={line.cancel}>Cancel</Button>}
      </div>
      <ProgressBar thin done={line.done} total={line.total} label={line.name} />
    </div>
  );
}
