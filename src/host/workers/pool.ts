import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { NadirError } from '../../common/index.ts';

/** Threads that run one kind of task; sized to the machine, started when first needed, ended when idle. */
export type WorkerPool<Task, Result> = {
  readonly size: number;
  /** Runs one task. A task that is aborted or takes longer than `timeoutMs` has its thread ended: codecs cannot be interrupted otherwise. */
  run(task: Task, options?: { signal?: AbortSignal; timeoutMs?: number }): Promise<Result>;
  close(): Promise<void>;
};

const idleMs = 30_000;

/** Cores minus one, at least one: the main thread keeps answering. */
export const poolSize = (): number => Math.max(1, availableParallelism() - 1);

/** A pool over the worker file `name` beside this one ("decode.worker.ts"). */
export function createPool<Task, Result>(name: string, size = poolSize()): WorkerPool<Task, Result> {
  const piscina = new Piscina({ filename: new URL(name, import.meta.url).href, minThreads: 0, maxThreads: size, idleTimeout: idleMs, recordTiming: false });
  return {
    size,
    async run(task, { signal, timeoutMs } = {}) {
      const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
      const both = [signal, timeout].filter((each) => each !== undefined);
      try {
        return (await piscina.run(task, both.length === 0 ? {} : { signal: AbortSignal.any(both) })) as Result;
      } catch (cause) {
        if (timeout?.aborted === true) throw new NadirError('unreadable', 'Reading took too long and was stopped.', { reason: 'IMP-12', cause });
        if (signal?.aborted === true) throw new NadirError('cancelled', 'Cancelled.', { cause });
        throw revive(cause);
      }
    },
    close: () => piscina.destroy(),
  };
}

/** An error that crossed a thread has lost its class; tasks send ours as plain members. */
function revive(cause: unknown): unknown {
  const { message, nadir } = cause as { message?: string; nadir?: { code: NadirError['code']; reason: string } };
  return nadir === undefined ? cause : new NadirError(nadir.code, message ?? '', { reason: nadir.reason, cause });
}

/** In a worker: makes an error that keeps code and reason on its way to the main thread. */
export function portable(error: unknown): Error {
  if (!(error instanceof NadirError)) return error instanceof Error ? error : new Error(String(error));
  return Object.assign(new Error(error.message), { nadir: { code: error.code, reason: error.reason } });
}
