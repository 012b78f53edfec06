import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NadirError } from '../common/index.ts';
import { generateDemo } from './generate.ts';
import { clearLeftOver, makeStaging } from './staging.ts';
import { demoPlan } from './truth.ts';

export type WriteProgress = { readonly done: number; readonly total: number; readonly text: string };
export type WriteOptions = { readonly onProgress?: (progress: WriteProgress) => void; readonly signal?: AbortSignal; readonly threads?: number; readonly subjectCodes?: readonly string[] };
export type WrittenDemo = { readonly directory: string; readonly files: number; readonly bytes: number; readonly truthFile: string };

/**
 * Writes the demo study's DICOM files and `truth.json` into a folder: whole or not at all. They are written beside it first and
 * moved into place at the end; what a run that was killed left there is removed. Errors: refused when the folder holds something already; cancelled; storage.
 */
export async function writeDemoDicom(directory: string, options: WriteOptions = {}): Promise<WrittenDemo> {
  const target = path.resolve(directory);
  await refuseIfNotEmpty(target);
  const staging = await stageBeside(target);
  try {
    let files = 0;
    let bytes = 0;
    let done = 0;
    const { onProgress, ...generating } = options;
    const plan = demoPlan();
    const wanted = plan.subjects.filter(({ code }) => options.subjectCodes?.includes(code) ?? true);
    const total = wanted.reduce((sum, { timepoints }) => sum + timepoints.length, 0);
    for await (const series of generateDemo({ directory: staging, ...generating })) {
      files += series.files.length;
      bytes += series.bytes;
      done += 1;
      onProgress?.({ done, total, text: `${series.subjectCode}, ${done} of ${total} series` });
    }
    await writeFile(path.join(staging, 'truth.json'), `${JSON.stringify({ ...plan, subjects: wanted }, null, 1)}\n`);
    options.signal?.throwIfAborted();
    // Empty or missing, as seen above: a plain rename puts the whole folder in place at once.
    await rm(target, { recursive: false, force: true }).catch(() => undefined);
    await rename(staging, target);
    return { directory: target, files, bytes, truthFile: path.join(target, 'truth.json') };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (options.signal?.aborted === true && !(error instanceof NadirError)) throw new NadirError('cancelled', 'Cancelled. Nothing was written.', { cause: error });
    throw error;
  }
}

async function refuseIfNotEmpty(target: string): Promise<void> {
  const entries = await readdir(target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new NadirError('refused', `${target} is not a folder that can be written to (${cause.code}). Name another one.`, { reason: 'notAFolder', cause });
  });
  if (entries.length > 0) throw new NadirError('refused', `${target} holds ${entries.length} entries already. Name a folder that is empty or does not exist.`, { reason: 'notEmpty' });
}

async function stageBeside(target: string): Promise<string> {
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await clearLeftOver(path.dirname(target));
    return makeStaging(path.dirname(target));
  } catch (cause) {
    throw new NadirError('storage', `Nothing can be written beside ${target} (${(cause as NodeJS.ErrnoException).code}). Name another folder.`, { reason: 'notWritable', cause });
  }
}
