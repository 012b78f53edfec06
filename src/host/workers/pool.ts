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
  // A result that arrives after its task was given up is no news; unheard it would end the process.
  piscina.on('error', () => undefined);
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

/** Only name, message and stack of an error survive the way between threads, so the rest travels inside the message. */
const marker = 'nadir-worker-error:';

type Carried = { readonly message: string; readonly nadir?: { readonly code: NadirError['code']; readonly reason: string }; readonly system?: string };

/** In a worker: makes an error that keeps our code and reason, or the system's code, on its way to the main thread. */
export function portable(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const system = (error as NodeJS.ErrnoException | null)?.code;
  const carried: Carried = { message, ...(error instanceof NadirError ? { nadir: { code: error.code, reason: error.reason } } : typeof system === 'string' ? { system } : {}) };
  return new Error(marker + JSON.stringify(carried));
}

function revive(cause: unknown): unknown {
  if (!(cause instanceof Error) || !cause.message.startsWith(marker)) return cause;
  const { message, nadir, system } = JSON.parse(cause.message.slice(marker.length)) as Carried;
  if (nadir !== undefined) return new NadirError(nadir.code, message, { reason: nadir.reason, cause });
  return Object.assign(new Error(message, { cause }), system === undefined ? {} : { code: system });
}
