/** Verifying beside the window: in a thread with a read-only connection of its own, so that the host answers everybody meanwhile. */
import { Worker } from 'node:worker_threads';
import { NadirError, type ErrorCode } from '../common/index.ts';
import type { VerifyStage } from '../services/index.ts';
import type { verifyFolder, VerifyFolderOptions, VerifyPlace } from './verifying.ts';

export type FolderReport = Awaited<ReturnType<typeof verifyFolder>>;
export type VerifyTask = { readonly place: VerifyPlace; readonly options: Pick<VerifyFolderOptions, 'studyCode' | 'against' | 'files'> };
export type FromVerify =
  | { readonly stage: VerifyStage; readonly done: number }
  | { readonly files: number; readonly total: number }
  | { readonly report: FolderReport }
  | { readonly failed: { readonly code: ErrorCode | null; readonly reason: string; readonly message: string; readonly stack: string } };

/** As `verifyFolder`, in a thread. Cancelling ends the thread. Errors: those of `verifyFolder`; cancelled. */
export function verifyInThread({ place, options }: VerifyTask, { signal, onStage, onProgress }: Pick<VerifyFolderOptions, 'signal' | 'onStage' | 'onProgress'> = {}): Promise<FolderReport> {
  if (signal?.aborted === true) return Promise.reject(new NadirError('cancelled', 'Cancelled.'));
  const worker = new Worker(new URL('./workers/verify.worker.ts', import.meta.url), { workerData: { place, options } satisfies VerifyTask, name: 'verify' });
  return new Promise<FolderReport>((resolve, reject) => {
    const cancel = (): void => { void worker.terminate(); reject(new NadirError('cancelled', 'Cancelled.')); };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: FromVerify) => {
      if ('stage' in message) return onStage?.(message.stage, message.done);
      if ('files' in message) return onProgress?.(message.files, message.total);
      if ('report' in message) return resolve(message.report);
      const { code, reason, message: words, stack } = message.failed;
      return reject(code === null ? Object.assign(new Error(words), { stack }) : new NadirError(code, words, { reason }));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', cancel);
      reject(new Error(`the thread that verifies ended with ${code}`));
    });
  });
}
