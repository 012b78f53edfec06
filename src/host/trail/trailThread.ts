/** A thread that looks through the audit trail, so that a million events never keep the host from answering. Started when it is first asked. */
import { Worker } from 'node:worker_threads';
import { NadirError } from '../../common/index.ts';
import type { FromTrail, ToTrail, TrailProgress, TrailTask, TrailTasks } from './trailMessages.ts';

export type TrailThread = {
  /** Errors: those of the service; cancelled by `signal` or because the host closes. */
  ask<Task extends TrailTask>(task: Task, asks: TrailTasks[Task]['asks'], options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: TrailProgress) => void }): Promise<TrailTasks[Task]['answers']>;
  close(): Promise<void>;
};

type Waiting = { readonly done: (answer: unknown) => void; readonly failed: (cause: unknown) => void; readonly onProgress: (progress: TrailProgress) => void; readonly cancelled: Int32Array };

/** A thread that nobody asks for so long ends and gives its memory back (some 75 MB); the next question starts another. */
const idleMs = 60_000;
/** How long a thread in the middle of its work may take to end. */
const graceMs = 1000;

/** `idle`: another time in place of `idleMs`, for tests. */
export function createTrailThread(dataFolder: string, idle = idleMs): TrailThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let next = 0;
  let rest: NodeJS.Timeout | undefined;
  let isClosed = false;
  const cancelledError = (cause?: unknown): NadirError => new NadirError('cancelled', 'Cancelled.', { cause });

  function endIfIdle(): void {
    if (waiting.size > 0 || worker === null) return;
    worker.postMessage('close' satisfies ToTrail);
    worker = null;
  }

  function ended(one: Worker, cause: unknown): void {
    if (worker !== one) return;
    worker = null;
    for (const { failed } of waiting.values()) failed(isClosed ? cancelledError(cause) : cause);
    waiting.clear();
  }

  function heard(message: FromTrail): void {
    const call = waiting.get(message.number);
    if (!call) return;
    if ('progress' in message) return call.onProgress(message.progress);
    waiting.delete(message.number);
    clearTimeout(rest);
    rest = setTimeout(endIfIdle, idle).unref();
    if ('answer' in message) return call.done(message.answer);
    const { code, reason, message: words, stack } = message.failed;
    call.failed(code === null ? Object.assign(new Error(words), { stack }) : new NadirError(code, words, { reason }));
  }

  function started(): Worker {
    if (worker) return worker;
    const made = new Worker(new URL('./trail.worker.mjs', import.meta.url), { workerData: { dataFolder }, name: 'audit trail' });
    made.on('message', heard);
    made.on('error', (cause) => ended(made, cause));
    made.on('exit', (code) => ended(made, new Error(`the thread of the audit trail ended with ${code}`)));
    // Nobody keeps the program open for it.
    made.unref();
    worker = made;
    return made;
  }

  return {
    ask: (task, asks, { signal, onProgress = () => undefined } = {}) => new Promise((done, failed) => {
      if (isClosed || signal?.aborted === true) return failed(cancelledError());
      next += 1;
      const cancelled = new Int32Array(new SharedArrayBuffer(4));
      signal?.addEventListener('abort', () => void Atomics.store(cancelled, 0, 1), { once: true });
      waiting.set(next, { done: done as (answer: unknown) => void, failed, onProgress, cancelled });
      started().postMessage({ number: next, task, asks, cancelled } as ToTrail);
    }),
    async close() {
      isClosed = true;
      clearTimeout(rest);
      const open = worker;
      if (!open) return;
      for (const { cancelled } of waiting.values()) Atomics.store(cancelled, 0, 1);
      const gone = new Promise<void>((resolve) => { open.once('exit', () => resolve()); });
      open.postMessage('close' satisfies ToTrail);
      const late = setTimeout(() => void open.terminate(), graceMs);
      await gone;
      clearTimeout(late);
    },
  };
}
