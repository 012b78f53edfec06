import { Worker } from 'node:worker_threads';
import { NadirError } from '../../common/index.ts';
import type { ExportMessage, ExportTask } from './workerMessages.ts';

type Answer = Exclude<ExportMessage, { readonly type: 'progress' | 'failed' }>;
export type ExportThread = {
  /** Runs one task, after those before it. Errors: those of the task; cancelled; a defect that ends the thread. */
  run(task: ExportTask, options: { readonly signal?: AbortSignal; readonly onProgress?: (text: string, done: number) => void }): Promise<Answer>;
  close(): Promise<void>;
};

/** Heap of the thread: an export of some ten thousand subjects, and a net under anything else. */
const heapMb = 4096;
/** A thread that was asked lately is asked again: it has the program loaded. */
const idleMs = 120_000;

const cancelled = (): NadirError => new NadirError('cancelled', 'The export was cancelled. Nothing was written.');

/** One thread for exports, started when it is first asked and ended when nobody asks any more. */
export function createExportThread(): ExportThread {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | null = null;
  let isClosed = false;

  async function end(): Promise<void> {
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  function runNow(task: ExportTask, { signal, onProgress }: Parameters<ExportThread['run']>[1]): Promise<Answer> {
    if (signal?.aborted === true || isClosed) return Promise.reject(cancelled());
    const thread = worker ?? new Worker(new URL('./export.worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    worker = thread;
    thread.ref();
    return new Promise<Answer>((resolve, reject) => {
      const settle = (done: () => void): void => {
        signal?.removeEventListener('abort', cancel);
        thread.off('message', hear);
        thread.off('error', fail);
        thread.off('exit', gone);
        done();
      };
      // What writes cannot be interrupted otherwise. Once it has ended, whoever asked removes what it had staged.
      const cancel = (): void => void end();
      const fail = (error: Error): void => { worker = null; settle(() => reject(error)); };
      const gone = (code: number): void => fail(isClosed || signal?.aborted === true ? cancelled() : new Error(`The thread of the export ended with ${code}.`));
      const hear = (message: ExportMessage): void => {
        if (message.type === 'progress') return onProgress?.(message.text, message.done);
        if (message.type !== 'failed') return settle(() => resolve(message));
        const { error, stack } = message;
        settle(() => reject(error ? new NadirError(error.code, error.message, { reason: error.reason, details: { ...error.details } }) : new Error(stack)));
      };
      signal?.addEventListener('abort', cancel, { once: true });
      thread.on('message', hear);
      thread.on('error', fail);
      thread.on('exit', gone);
      thread.postMessage(task);
    });
  }

  return {
    run(task, options) {
      if (idle) clearTimeout(idle);
      const mine = last.then(() => runNow(task, options), () => runNow(task, options));
      last = mine.catch(() => undefined).finally(() => {
        worker?.unref();
        idle = setTimeout(() => void end(), idleMs);
        idle.unref();
      });
      return mine;
    },
    async close() {
      isClosed = true;
      if (idle) clearTimeout(idle);
      await end();
    },
  };
}
