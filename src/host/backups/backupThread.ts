/** Starts the thread of one automatic backup and waits for it. */
import { Worker } from 'node:worker_threads';
import type { BackupPlan } from '../../casefile/index.ts';
import { NadirError, type ErrorCode } from '../../common/index.ts';
import type { BackupDone, BackupProgress } from '../../store/index.ts';

export type FromBackup =
  | { readonly progress: BackupProgress }
  | { readonly done: BackupDone }
  | { readonly failed: { readonly known: { readonly code: ErrorCode; readonly reason: string; readonly message: string } | null; readonly stack: string } };

/** How long a cancelled thread may take to clear away what it had begun. */
const graceMs = 3000;

/** Errors: those of `backUpByPlan`. */
export function runBackup(dataFolder: string, plan: BackupPlan, { signal, report }: { readonly signal: AbortSignal; readonly report: (progress: BackupProgress) => void }): Promise<BackupDone> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) { reject(new NadirError('cancelled', 'Cancelled.')); return; }
    const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), { workerData: { dataFolder, plan }, name: 'backup' });
    let late: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      worker.postMessage('cancel');
      late = setTimeout(() => void worker.terminate(), graceMs);
    };
    signal.addEventListener('abort', cancel, { once: true });
    // The answer counts when the thread is gone: then nothing of it is at work any more.
    let settle = (): void => reject(signal.aborted ? new NadirError('cancelled', 'Cancelled.') : new Error('the backup thread ended without an answer'));
    worker.on('message', (message: FromBackup) => {
      if ('progress' in message) report(message.progress);
      else if ('done' in message) settle = () => resolve(message.done);
      else {
        const { known, stack } = message.failed;
        settle = () => reject(known ? new NadirError(known.code, known.message, { reason: known.reason }) : Object.assign(new Error('the backup failed'), { stack }));
      }
    });
    worker.on('error', (error) => { settle = () => reject(error); });
    worker.on('exit', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      settle();
    });
  });
}
