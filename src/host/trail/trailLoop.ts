/** In a thread of the audit trail: its service over a connection of its own. */
import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { v7 as newId } from 'uuid';
import { isNadirError, NadirError, productVersion } from '../../common/index.ts';
import { createServices, type TrailFile } from '../../services/index.ts';
import { openStore } from '../../store/index.ts';
import { headsInBackups } from '../backups/index.ts';
import { systemClock } from '../systemClock.ts';
import type { FromTrail, ToTrail, TrailProgress, TrailTasks } from './trailMessages.ts';

const { dataFolder } = workerData as { dataFolder: string };
const store = openStore({ dataFolder, programVersion: productVersion, nowIso: systemClock.nowIso(), exclusive: false });
const { trail, integrity, backups } = createServices({ store, clock: systemClock, newId, programVersion: productVersion, notify: () => undefined });

const say = (message: FromTrail): void => parentPort?.postMessage(message);
/** Progress of long work is told at most this often. */
const tellEveryMs = 100;

type Asked = Exclude<ToTrail, 'close'>;

/** The file is whole and on disk, or it is not there. */
function writeFile({ context, query, file }: TrailTasks['csv']['asks'], isCancelled: () => boolean, tell: (progress: TrailProgress) => void): TrailFile {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    const written = trail.csv(context, query, (piece) => writeFileSync(descriptor, piece), { isCancelled, onProgress: (done) => tell({ done, total: null }) });
    fsyncSync(descriptor);
    closeSync(descriptor);
    return written;
  } catch (error) {
    closeSync(descriptor);
    rmSync(file, { force: true });
    throw error;
  }
}

async function verify(isCancelled: () => boolean, tell: (progress: TrailProgress) => void): Promise<TrailTasks['verify']['answers']> {
  const abort = new AbortController();
  const look = (): void => { if (isCancelled()) abort.abort(); };
  return integrity.verify({
    heads: await headsInBackups(dataFolder, backups.plan().place),
    signal: abort.signal, onProgress: (done, total) => { look(); tell({ text: 'Stored files', done, total }); },
    onStage: (stage, done) => { look(); tell({ text: { pages: 'Pages of the database', events: 'Events', rows: 'Rows', signatures: 'Signatures', files: 'Stored files' }[stage], done, total: null }); },
  });
}

/** Errors: cancelled. */
function firstRowFault(isCancelled: () => boolean): string | null {
  const opened = store.openToInspect();
  try {
    return opened.inspect({ onStage: () => { if (isCancelled()) throw new NadirError('cancelled', 'Cancelled.'); } }).faults.kept[0]?.message ?? null;
  } finally {
    opened.close();
  }
}

function work({ task, asks, cancelled }: Asked, tell: (progress: TrailProgress) => void): unknown {
  const isCancelled = (): boolean => Atomics.load(cancelled, 0) !== 0;
  switch (task) {
    case 'page': return trail.page(asks.context, asks.query, asks.after, asks.limit);
    case 'count': return trail.count(asks.context, asks.query);
    case 'choices': return trail.choices(asks.context, asks.query);
    case 'event': return trail.event(asks.context, asks.id);
    case 'csv': return writeFile(asks, isCancelled, tell);
    case 'rows': return firstRowFault(isCancelled);
    case 'verify': return verify(isCancelled, tell);
  }
}

async function answer(asked: Asked): Promise<void> {
  let last = 0;
  const tell = (progress: TrailProgress): void => {
    const now = performance.now();
    if (now - last < tellEveryMs) return;
    last = now;
    say({ number: asked.number, progress });
  };
  try {
    say({ number: asked.number, answer: await work(asked, tell) });
  } catch (error) {
    say({ number: asked.number, failed: { code: isNadirError(error) ? error.code : null, reason: isNadirError(error) ? error.reason : '', message: error instanceof Error ? error.message : String(error), stack: (error instanceof Error && error.stack) || '' } });
  }
}

parentPort?.on('message', (message: ToTrail) => {
  if (message !== 'close') return void answer(message);
  store.close();
  process.exit(0);
});
