/** `nadir inspect`: what files are, without importing them. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNadirError } from '../common/index.ts';
import { walkFiles } from '../dicom/index.ts';
import { notOpened, type InspectedFile } from './inspectModel.ts';
import type { InspectTask } from './workers/inspect.worker.ts';
import { createPool, type WorkerPool } from './workers/pool.ts';

export type { InspectedFile, PixelStatistics } from './inspectModel.ts';

/** A file that takes more work is given up: hostile input answers in under 5 s. Waiting for a slow disk is not work. */
const busyLimitMs = 3500;
const timeoutMs = 60_000;
const alwaysBusy = new SharedArrayBuffer(4);
new Int32Array(alwaysBusy)[0] = 1;

/**
 * Reads every file, those in folders too, in the order given. Never throws for what a file holds: `opens: false` with a code and a reason instead.
 * `onFile` hears each result as soon as it is there and in order.
 */
export async function inspectFiles(paths: readonly string[], { pixels, onFile }: { readonly pixels: boolean; readonly onFile?: (file: InspectedFile) => void }): Promise<InspectedFile[]> {
  const pool = createPool<InspectTask, InspectedFile>('inspect.worker.ts');
  const results: InspectedFile[] = [];
  try {
    const files = await listFiles(paths);
    await warmUp(pool);
    const running = new Map<number, Promise<InspectedFile>>();
    let next = 0;
    for (let index = 0; index < files.length; index += 1) {
      // As many as there are threads: a task that waits must not use up its time.
      for (; next < files.length && next < index + pool.size; next += 1) running.set(next, inspectOne(files[next] as Listed, pixels, pool));
      const result = await (running.get(index) as Promise<InspectedFile>);
      running.delete(index);
      results.push(result);
      onFile?.(result);
    }
    return results;
  } finally {
    await pool.close();
  }
}

/** Starts the threads with a task of no consequence, so that no file's time goes into that. */
async function warmUp(pool: WorkerPool<InspectTask, InspectedFile>): Promise<void> {
  await Promise.all(Array.from({ length: pool.size }, () => pool.run({ path: '', pixels: false })));
}

type Listed = { readonly path: string; readonly failure?: { readonly code: string; readonly reason: string } };

async function listFiles(paths: readonly string[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const path of paths) {
    const isFolder = await lstat(path).then((state) => state.isDirectory(), () => false);
    if (!isFolder) { listed.push({ path }); continue; }
    const { files, leftOut } = await walkFiles(path);
    listed.push(...files.map((file) => ({ path: file.path })), ...leftOut.map(({ name, code, reason }) => ({ path: join(path, name), failure: { code, reason } })));
  }
  return listed;
}

async function inspectOne({ path, failure }: Listed, pixels: boolean, pool: WorkerPool<InspectTask, InspectedFile>): Promise<InspectedFile> {
  if (failure !== undefined) return notOpened(path, failure.code, failure.reason);
  try {
    return await pool.run({ path, pixels }, { timeoutMs, busy: { cell: alwaysBusy, limitMs: busyLimitMs } });
  } catch (cause) {
    // Its thread was ended, or died of it: the next file must not pay for the start of a new one.
    if (!isNadirError(cause)) throw cause;
    await warmUp(pool);
    return notOpened(path, cause.reason, cause.message);
  }
}
