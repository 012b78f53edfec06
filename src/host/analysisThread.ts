/** The thread that analyses studies: it keeps their subjects judged and in memory, with a connection of its own, so that the host answers everybody meanwhile. Started when first needed. */
import { Worker } from 'node:worker_threads';
import { NadirError, type ErrorCode } from '../common/index.ts';
import type { AnalysisForm, AnalysisQuery } from '../casefile/index.ts';
import type { AnalysisService, RequestContext } from '../services/index.ts';

export type AnalysisAsked = { readonly number: number; readonly context: RequestContext; readonly studyId: string; readonly query: AnalysisQuery; readonly form: AnalysisForm };
/** What the thread hears. `prepare`: judge what has moved; `close`: end. */
export type ToAnalysis = AnalysisAsked | 'prepare' | 'close';
export type FromAnalysis = { readonly number: number; readonly bytes: Uint8Array } | { readonly number: number; readonly failed: { readonly code: ErrorCode | null; readonly reason: string; readonly message: string; readonly stack: string } } | { readonly prepareFailed: string };

export type AnalysisThread = {
  readonly bytes: AnalysisService['bytes'];
  /** Facts were committed, or `start`: what has moved is judged soon, behind whatever people ask for. */
  moved(when?: 'start'): void;
  close(): Promise<void>;
};

/** From so many subjects on judging takes longer than somebody should wait for a study page. */
export const manySubjects = 300;

/** Judging waits until nothing was committed for this long, at most the second. */
const quietMs = 1500;
const longestWaitMs = 15_000;
/** After a start the host answers its window first. */
const startMs = 200;
/** How long a thread in the middle of its work may take to end. */
const graceMs = 1000;

type Waiting = { readonly done: (bytes: Uint8Array) => void; readonly failed: (cause: unknown) => void };

/** `isWorthIt`: judging ahead spares somebody a wait; asked when it is due. */
export function createAnalysisThread({ dataFolder, isWorthIt, onDefect }: { readonly dataFolder: string; readonly isWorthIt: () => boolean; readonly onDefect: (error: unknown) => void }): AnalysisThread {
  const waiting = new Map<number, Waiting>();
  let [worker, next, isClosed]: [Worker | null, number, boolean] = [null, 0, false];
  let [timer, firstMove]: [NodeJS.Timeout | undefined, number | null] = [undefined, null];

  /** Whoever waits is told; the next asking starts another thread. */
  function ended(one: Worker, cause: unknown): void {
    if (worker !== one) return;
    worker = null;
    for (const { failed } of waiting.values()) failed(isClosed ? new NadirError('cancelled', 'Cancelled.', { cause }) : cause);
    waiting.clear();
  }

  function heard(message: FromAnalysis): void {
    if ('prepareFailed' in message) { onDefect(new Error(message.prepareFailed)); return; }
    const call = waiting.get(message.number);
    waiting.delete(message.number);
    if (!call) return;
    if ('bytes' in message) { call.done(message.bytes); return; }
    const { code, reason, message: words, stack } = message.failed;
    call.failed(code === null ? Object.assign(new Error(words), { stack }) : new NadirError(code, words, { reason }));
  }

  function started(): Worker {
    if (worker) return worker;
    const made = new Worker(new URL('./workers/analysis.worker.mjs', import.meta.url), { workerData: { dataFolder }, name: 'analysis' });
    made.on('message', heard);
    made.on('error', (cause) => ended(made, cause));
    made.on('exit', (code) => ended(made, new Error(`the analysis thread ended with ${code}`)));
    // Nobody keeps the program open for it.
    made.unref();
    worker = made;
    return made;
  }

  function prepare(): void {
    [timer, firstMove] = [undefined, null];
    try {
      if (!isClosed && isWorthIt()) started().postMessage('prepare' satisfies ToAnalysis);
    } catch (error) {
      // Whoever asks for the study judges what is missing.
      onDefect(error);
    }
  }

  return {
    bytes: (context, studyId, query, form) => new Promise((done, failed) => {
      if (isClosed) { failed(new NadirError('cancelled', 'Cancelled.')); return; }
      next += 1;
      waiting.set(next, { done, failed });
      started().postMessage({ number: next, context, studyId, query, form } satisfies ToAnalysis);
    }),
    moved(when) {
      const now = performance.now();
      firstMove ??= now;
      clearTimeout(timer);
      timer = setTimeout(prepare, Math.min(when === 'start' ? startMs : quietMs, Math.max(0, firstMove + longestWaitMs - now)));
      timer.unref();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const open = worker;
      if (!open) return;
      const gone = new Promise<void>((resolve) => { open.once('exit', () => resolve()); });
      open.postMessage('close' satisfies ToAnalysis);
      const late = setTimeout(() => void open.terminate(), graceMs);
      await gone;
      clearTimeout(late);
    },
  };
}
