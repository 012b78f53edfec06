import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { NadirError } from '../common/index.ts';
import { uidsOf } from './encode.ts';
import { subjects } from './subjects.ts';
import type { SeriesFiles, SeriesTask } from './workers/series.worker.ts';

export type GenerateOptions = {
  /** Folder that receives `P-01/Baseline/CT0001.dcm` and so on; made when missing. */
  readonly directory: string;
  /** Subjects to generate; all when left out. The order is the plan's. */
  readonly subjectCodes?: readonly string[];
  readonly signal?: AbortSignal;
  /** Threads; as many as the machine has cores when left out. */
  readonly threads?: number;
};

export type GeneratedSeries = {
  readonly subjectCode: string;
  readonly timepointIndex: number;
  readonly seriesUid: string;
  /** Relative to the directory, with forward slashes. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** True for the last series of its subject: the subject is whole. */
  readonly completesSubject: boolean;
};

/**
 * Generates series in worker threads and yields each, in the plan's order, when its files are on disk: the first subject is whole after a
 * few seconds. The threads run ahead of whoever consumes. Errors: cancelled when the signal aborts; storage when a file cannot be written.
 */
export async function* generateDemo(options: GenerateOptions): AsyncGenerator<GeneratedSeries> {
  const { directory, subjectCodes, signal } = options;
  const maxThreads = options.threads ?? availableParallelism();
  const pool = new Piscina<SeriesTask, SeriesFiles>({ filename: new URL('workers/series.worker.ts', import.meta.url).href, minThreads: 0, maxThreads, idleTimeout: 1000, recordTiming: false, atomics: 'disabled' });
  const wanted = subjects.filter(({ code }) => subjectCodes === undefined || subjectCodes.includes(code));
  const tasks = wanted.flatMap((subject) => subject.timepoints.map(({ index }) => ({ subjectCode: subject.code, timepointIndex: index, isLast: index === subject.timepoints.length - 1 })));
  // Handed out one per thread, because the pool's own queue does not keep the order.
  const running: Promise<SeriesFiles>[] = [];
  const startNext = (): void => {
    const task = tasks[running.length];
    if (!task || signal?.aborted === true) return;
    const { subjectCode, timepointIndex } = task;
    const done = pool.run({ subjectCode, timepointIndex, directory }, signal ? { signal } : {});
    running.push(done);
    // Awaited below in order; until then a failure must not count as unhandled, and it starts nothing new.
    done.then(startNext, () => undefined);
  };
  for (let thread = 0; thread < maxThreads; thread += 1) startNext();
  try {
    for (const [at, { subjectCode, timepointIndex, isLast }] of tasks.entries()) {
      let written: SeriesFiles;
      try {
        signal?.throwIfAborted();
        written = await running[at]!;
      } catch (cause) {
        throw failure(cause, signal);
      }
      yield { subjectCode, timepointIndex, seriesUid: uidsOf(subjectCode, timepointIndex).series, files: written.files, bytes: written.bytes, completesSubject: isLast };
    }
  } finally {
    await pool.destroy();
  }
}

function failure(cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return new NadirError('cancelled', 'Cancelled.', { cause });
  const code = (cause as { code?: string } | null)?.code;
  if (code === 'ENOSPC') return new NadirError('storage', 'The disk is full. The demo study was not created. Free 400 MB and create it again.', { reason: 'diskFull', cause });
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return new NadirError('storage', `The demo study's images could not be written (${code}). Choose a folder that can be written to.`, { reason: code, cause });
  return cause;
}
