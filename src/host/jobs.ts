/** Long work in the background: an id at once, progress while it runs, an end that stays askable. */
import { asDiskError, asId, isNadirError, NadirError, type JobId } from '../common/index.ts';
import type { JobKind, JobStatus, WireError } from '../api/wire.ts';

export type Progress = { readonly text?: string; readonly done?: number; readonly total?: number | null };

export type JobWork = (context: { readonly id: JobId; readonly signal: AbortSignal; readonly report: (progress: Progress) => void }) => Promise<void>;

export type Jobs = {
  start(kind: JobKind, text: string, work: JobWork): JobStatus;
  /** Errors: notFound. */
  status(id: JobId): JobStatus;
  /** Asks the job to stop; a job that ended is left as it is. Errors: notFound. */
  cancel(id: JobId): void;
  /** Cancels everything and waits until it has stopped. */
  shutDown(): Promise<void>;
};

/** Progress is sent at most this often; the first and the last word always go out. */
const publishEveryMs = 100;
/** Ended jobs that can still be asked for. */
const keptJobs = 200;

type Entry = { status: JobStatus; readonly abort: AbortController; ended: Promise<void>; lastSent: number; timer: ReturnType<typeof setTimeout> | null };

export type JobsDependencies = {
  readonly newId: () => string;
  readonly publish: (job: JobStatus) => void;
  /** Called with what came out of a job that is our own bug; answers the incident id that the person may quote. */
  readonly onDefect: (error: unknown, job: JobId) => string;
};

export function createJobs({ newId, publish, onDefect }: JobsDependencies): Jobs {
  const entries = new Map<JobId, Entry>();

  const find = (id: JobId): Entry => {
    const entry = entries.get(id);
    if (!entry) throw new NadirError('notFound', 'There is no such job. It may have ended before the workstation was last started.', { reason: 'jobUnknown' });
    return entry;
  };

  const send = (entry: Entry): void => {
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = null;
    entry.lastSent = performance.now();
    publish(entry.status);
  };

  const sendSoon = (entry: Entry): void => {
    if (entry.timer) return;
    const waitMs = entry.lastSent + publishEveryMs - performance.now();
    if (waitMs <= 0) return send(entry);
    entry.timer = setTimeout(() => send(entry), waitMs);
    entry.timer.unref();
  };

  const endedBy = (thrown: unknown, entry: Entry): Partial<JobStatus> => {
    const error = asDiskError(thrown);
    if (entry.abort.signal.aborted || (isNadirError(error) && error.code === 'cancelled')) return { state: 'cancelled', text: 'Cancelled' };
    const wire: WireError['error'] = isNadirError(error)
      ? { code: error.code, reason: error.reason, message: error.message }
      : { code: 'defect', reason: 'defect', message: 'This stopped because of a fault in the program. What was committed is safe. The local log has the details.', incident: onDefect(error, entry.status.id) };
    return { state: 'failed', text: wire.message, error: wire };
  };

  const forgetOldest = (): void => {
    for (const [id, entry] of entries) {
      if (entries.size <= keptJobs) return;
      if (entry.status.state !== 'running') entries.delete(id);
    }
  };

  const run = async (entry: Entry, work: JobWork): Promise<void> => {
    const report = (progress: Progress): void => {
      if (entry.status.state !== 'running') return;
      entry.status = { ...entry.status, ...progress };
      sendSoon(entry);
    };
    try {
      await work({ id: entry.status.id, signal: entry.abort.signal, report });
      entry.status = { ...entry.status, state: 'done' };
    } catch (error) {
      entry.status = { ...entry.status, ...endedBy(error, entry) };
    }
    send(entry);
    forgetOldest();
  };

  return {
    start(kind, text, work) {
      const id = asId<JobId>(newId());
      const entry: Entry = {
        status: { id, kind, state: 'running', text, done: 0, total: null, error: null },
        abort: new AbortController(), ended: Promise.resolve(), lastSent: 0, timer: null,
      };
      entries.set(id, entry);
      send(entry);
      // The caller gets its answer first; the work begins on the next turn.
      entry.ended = Promise.resolve().then(() => run(entry, work));
      return entry.status;
    },
    status: (id) => find(id).status,
    cancel: (id) => find(id).abort.abort(),
    async shutDown() {
      for (const entry of entries.values()) entry.abort.abort();
      await Promise.all([...entries.values()].map((entry) => entry.ended));
    },
  };
}
