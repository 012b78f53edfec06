import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { NadirError } from '../../common/index.ts';

/** Threads that run one kind of task; sized to the machine, started when first needed, ended when idle. */
export type WorkerPool<Task, Result> = {
  readonly size: number;
  /**
   * Runs one task as soon as a thread is free. A task that takes too long has its thread ended: codecs cannot be interrupted otherwise. One that is aborted before a
   * thread took it never begins; after that it is let to its end for a moment, since a new thread costs more than most frames, and then has its thread ended too.
   * Throws `unreadable` IMP-12 when it took too long or its thread died of it (memory), `cancelled` at once when aborted; the next task gets a new thread.
   */
  run(task: Task, options?: RunOptions): Promise<Result>;
  close(): Promise<void>;
};

export type RunOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Waits behind everything that is not. */
  readonly background?: boolean;
  /** Of running, not of waiting for a thread. */
  readonly timeoutMs?: number;
  /** Ends the task also after this long at work on bytes it has (`markBusy`): waiting for a slow disk is not that. */
  readonly busy?: { readonly cell: SharedArrayBuffer; readonly limitMs: number };
};

const idleMs = 30_000;
const watchMs = 250;
/** How long an aborted task may go on before its thread is ended. */
const graceMs = 500;

/**
 * What one thread may hold. A heap at its limit ends the thread; a small young generation leaves it the room to do so, because a single allocation beyond it
 * would end the whole process. What files may make us allocate is bounded in `dicom`; this is the net below.
 */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

/** Cores minus one, at least one: the main thread keeps answering. */
export const poolSize = (): number => Math.max(1, availableParallelism() - 1);

/** Threads that decode images: two at least, since nothing else works while a person waits for them, and a frame in hand never keeps the one looked for waiting. */
export const decoderCount = (): number => Math.max(2, poolSize());

/** A pool over the worker file `name` beside this one ("decode.worker.ts"). */
export function createPool<Task, Result>(name: string, size = poolSize(), heapMb = resourceLimits.maxOldGenerationSizeMb): WorkerPool<Task, Result> {
  const piscina = new Piscina({ filename: new URL(name, import.meta.url).href, minThreads: 0, maxThreads: size, idleTimeout: idleMs, recordTiming: false, resourceLimits: { ...resourceLimits, maxOldGenerationSizeMb: heapMb } });
  // A result that arrives after its task was given up is no news; unheard it would end the process.
  piscina.on('error', () => undefined);
  // Tasks wait here and not in Piscina, which leaves its queue lying when its last thread was ended.
  const turns = createTurns(size);
  let hasRun = false;
  let isClosed = false;
  return {
    size,
    async run(task, { signal, background = false, timeoutMs, busy } = {}) {
      const done = await turns.take(signal, background);
      const tooLong = new AbortController();
      const givenUp = new AbortController();
      const stopWatch = watch(tooLong, timeoutMs, busy);
      const begin = async (): Promise<Result> => {
        if (isClosed) throw cancelled('closed');
        return (await piscina.run(task, { signal: AbortSignal.any([tooLong.signal, givenUp.signal]) })) as Result;
      };
      const work = begin().finally(() => {
        stopWatch();
        done();
      });
      try {
        const result = await unlessAborted(work, signal, givenUp);
        hasRun = true;
        return result;
      } catch (cause) {
        if (signal?.aborted === true) throw cancelled(cause);
        if (tooLong.signal.aborted) throw new NadirError('unreadable', 'Reading took too long and was stopped.', { reason: 'IMP-12', cause });
        // A thread that ends because the pool is closed says nothing about its file.
        if (isClosed) throw cancelled(cause);
        throw revive(cause, hasRun);
      }
    },
    close: () => {
      isClosed = true;
      return piscina.destroy();
    },
  };
}

const cancelled = (cause: unknown): NadirError => new NadirError('cancelled', 'Cancelled.', { cause });

/** The work's result, or the abort at once; work that is still going on when its grace is over is given up. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined, givenUp: AbortController): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    let grace: ReturnType<typeof setTimeout> | undefined;
    const leave = (): void => {
      grace = setTimeout(() => givenUp.abort(), graceMs);
      reject(cancelled(signal.reason));
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(grace);
      signal.removeEventListener('abort', leave);
    });
  });
}

type Turns = { /** Waits for a free place; the answer gives it back. Throws `cancelled`. */ take(signal: AbortSignal | undefined, background: boolean): Promise<() => void> };

function createTurns(places: number): Turns {
  const [wanted, behind] = [new Set<() => void>(), new Set<() => void>()];
  let free = places;
  const giveBack = (): void => {
    const line = wanted.size > 0 ? wanted : behind;
    const [next] = line;
    if (next === undefined) { free += 1; return; }
    line.delete(next);
    next();
  };
  return {
    async take(signal, background) {
      if (signal?.aborted === true) throw cancelled(signal.reason);
      if (free > 0) free -= 1;
      else {
        const line = background ? behind : wanted;
        await new Promise<void>((resolve, reject) => {
          const leave = (): void => { line.delete(start); reject(cancelled(signal?.reason)); };
          const start = (): void => { signal?.removeEventListener('abort', leave); resolve(); };
          line.add(start);
          signal?.addEventListener('abort', leave, { once: true });
        });
      }
      let given = false;
      return () => { if (!given) giveBack(); given = true; };
    },
  };
}

/** Aborts when the time is up: all of it, or that at work. The answer stops watching. */
function watch(tooLong: AbortController, timeoutMs: number | undefined, busy: RunOptions['busy']): () => void {
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => tooLong.abort(), timeoutMs);
  const cell = busy && new Int32Array(busy.cell);
  let busyMs = 0;
  let used = process.cpuUsage();
  const ticks = cell && setInterval(() => {
    // What the whole process worked is the most that the thread can have: on a machine busy with other programs time passes without work.
    const since = process.cpuUsage(used);
    used = process.cpuUsage();
    const workedMs = Math.min(watchMs, (since.user + since.system) / 1000);
    busyMs = Atomics.load(cell, 0) === 1 ? busyMs + workedMs : 0;
    if (busyMs > (busy?.limitMs ?? 0)) tooLong.abort();
  }, watchMs);
  return () => { clearTimeout(timer); clearInterval(ticks); };
}

/** In a worker: runs `work` as time that counts against `busy`. */
export function markBusy<T>(cell: SharedArrayBuffer, work: () => T): T {
  const state = new Int32Array(cell);
  Atomics.store(state, 0, 1);
  try {
    return work();
  } finally {
    Atomics.store(state, 0, 0);
  }
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

/** Whether the thread died of its task: out of memory, or of an error that nobody caught. A pool none of whose tasks ever came back may be a broken installation. */
const isThreadDeath = (cause: Error, hasRun: boolean): boolean => (cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' || cause.message.startsWith('worker exited') || hasRun;

function revive(cause: unknown, hasRun: boolean): unknown {
  if (!(cause instanceof Error)) return cause;
  if (!cause.message.startsWith(marker)) return isThreadDeath(cause, hasRun) ? new NadirError('unreadable', 'Reading this file ended the reader; it was given up.', { reason: 'IMP-12', cause }) : cause;
  const { message, nadir, system } = JSON.parse(cause.message.slice(marker.length)) as Carried;
  if (nadir !== undefined) return new NadirError(nadir.code, message, { reason: nadir.reason, cause });
  return Object.assign(new Error(message, { cause }), system === undefined ? {} : { code: system });
}
