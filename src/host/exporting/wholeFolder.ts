/** A folder of files that is there whole or not at all. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { noteUnfinished } from './unfinished.ts';

export type WrittenFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** Writes a file and says what it is. */
export function writeFile(folder: string, name: string, content: string | Uint8Array): WrittenFile {
  writeFileSync(path.join(folder, name), content, { flush: true });
  return { name, bytes: Buffer.byteLength(content), sha256: createHash('sha256').update(content).digest('hex') };
}

/** Whether the folder is there already. Errors: storage, refused when it holds something. */
function refuseTaken(target: string): boolean {
  let names: string[];
  try {
    names = readdirSync(target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw new NadirError('storage', `${target} cannot be used as a folder. Nothing was written.`, { cause });
    return false;
  }
  if (names.length > 0) throw new NadirError('refused', `${target} is not empty. Choose a new folder; nothing was written.`);
  return true;
}

/** Fills a folder beside the target and moves it there in one step; the data folder knows of it meanwhile. Errors: storage; nothing of it stays. */
export async function writeWhole<T>(dataFolder: string, target: string, fill: (folder: string) => T | Promise<T>): Promise<T> {
  const isThere = refuseTaken(target);
  const unfinished = noteUnfinished(dataFolder, target);
  const { staging } = unfinished;
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    mkdirSync(staging, { mode: 0o700 });
    const filled = await fill(staging);
    if (isThere) rmdirSync(target);
    renameSync(staging, target);
    return filled;
  } catch (cause) {
    rmSync(staging, { recursive: true, force: true });
    if (cause instanceof NadirError) throw cause;
    throw new NadirError('storage', `The files could not be written to ${target} (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Nothing was written.`, { cause });
  } finally {
    unfinished.done();
  }
}
