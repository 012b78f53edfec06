/** Where a package goes: a folder or a ZIP file that is there whole or not at all, since it is filled beside its place and moved there in one step. */
import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import { NadirError } from '../../common/index.ts';
import { syncFolder } from '../../system/index.ts';

export type PackageTarget = { readonly kind: 'folder' | 'zip'; /** Absolute. */ readonly path: string };

/** A place being filled. Nothing is at the target before `finish`. */
export type Filling = {
  put(file: string, bytes: Uint8Array): void;
  /** Moves what was filled to its place. */
  finish(): void;
  /** Takes away what was filled, and what `finish` put in place. */
  discard(): void;
};

/** What stopped writing, for the person: the target by name, that nothing of it stays, what to do. */
export function asTargetError(target: string, cause: unknown): unknown {
  if (cause instanceof NadirError) return cause;
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  const remedy: Readonly<Record<string, string>> = {
    ENOSPC: 'The disk is full. Free some space, or choose another disk', EDQUOT: 'Your share of the disk is used up. Free some space, or choose another disk', EROFS: 'It cannot be written to. Choose another folder',
    EACCES: 'You may not write there. Choose another folder', EPERM: 'You may not write there. Choose another folder', ENOTDIR: 'A file stands where a folder should be. Choose another place', ENAMETOOLONG: 'The name is too long. Choose a shorter one',
  };
  const reason = code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : remedy[code] ? 'target' : 'storage';
  return new NadirError('storage', `The export could not be written to ${target} (${code}). ${remedy[code] ?? 'Choose another place'}. Nothing was written.`, { reason, cause });
}

const taken = (message: string): NadirError => new NadirError('refused', `${message} Nothing was written.`, { reason: 'targetTaken' });

/** Errors: refused targetTaken, for a file or a folder that holds something. */
function requireFree({ kind, path: target }: PackageTarget): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (!found) return;
  if (kind === 'zip') throw taken(`${target} exists. Choose another name.`);
  if (!found.isDirectory()) throw taken(`${target} is a file. Choose a new folder.`);
  if (readdirSync(target).length > 0) throw taken(`${target} is not empty. Choose a new folder.`);
}

/** Names that every system takes: relative, no way out, nothing that Windows refuses. Errors: defect, for a name a writer made wrongly. */
function requireName(file: string): void {
  const parts = file.split('/');
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const isWrong = (part: string): boolean => part === '' || part === '.' || part === '..' || /[<>:"\\|?*\u0000-\u001f]/.test(part) || /[. ]$/.test(part);
  if (parts.some(isWrong)) throw new NadirError('defect', `A writer named a file ${JSON.stringify(file)}.`, { reason: 'fileName' });
}

function fillFolder(target: string, staging: string): Filling {
  const wasThere = existsSync(target);
  mkdirSync(staging, { mode: 0o700 });
  let isInPlace = false;
  return {
    put(file, bytes) {
      const place = path.join(staging, ...file.split('/'));
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, bytes, { flag: 'wx', flush: true });
    },
    finish() {
      if (wasThere) rmdirSync(target);
      renameSync(staging, target);
      isInPlace = true;
      syncFolder(path.dirname(target));
    },
    discard() {
      rmSync(isInPlace ? target : staging, { recursive: true, force: true });
      if (wasThere) mkdirSync(target, { recursive: true });
    },
  };
}

/** What a ZIP file holds at most without its 64-bit form, which not every system opens. */
const mostBytes = 0xffff_ffff;
const mostFiles = 0xffff;
/** ZIP keeps local times; one for all makes equal packages equal files. */
const zipTime = new Date(1980, 0, 1);

function fillZip(target: string, staging: string): Filling {
  mkdirSync(staging, { mode: 0o700 });
  const inside = path.join(staging, path.basename(target));
  const descriptor = openSync(inside, 'wx', 0o600);
  let [written, files, isOpen, isInPlace] = [0, 0, true, false];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written += chunk.length;
    if (written > mostBytes) throw new NadirError('refused', 'The package is larger than 4 GB, more than a ZIP file holds everywhere. Export it as a folder, or in parts. Nothing was written.', { reason: 'zipTooLarge' });
    for (let from = 0; from < chunk.length;) from += writeSync(descriptor, chunk, from);
  });
  const close = (): void => { if (isOpen) closeSync(descriptor); isOpen = false; };
  return {
    put(file, bytes) {
      if (++files > mostFiles) throw new NadirError('refused', 'The package has more than 65,535 files, more than a ZIP file holds everywhere. Export it as a folder, or in parts. Nothing was written.', { reason: 'zipTooLarge' });
      const entry = new ZipDeflate(file, { level: 6 });
      entry.mtime = zipTime;
      zip.add(entry);
      entry.push(bytes, true);
    },
    finish() {
      zip.end();
      fsyncSync(descriptor);
      close();
      renameSync(inside, target);
      isInPlace = true;
      rmdirSync(staging);
      syncFolder(path.dirname(target));
    },
    discard() {
      close();
      rmSync(staging, { recursive: true, force: true });
      if (isInPlace) rmSync(target, { force: true });
    },
  };
}

/** Begins to fill a target in `staging`, a folder beside it that is not there yet. Errors: refused targetTaken; storage diskFull, target. */
export function fill(target: PackageTarget, staging: string): Filling {
  const guarded = <T>(work: () => T): T => {
    try { return work(); } catch (cause) { throw asTargetError(target.path, cause); }
  };
  const filling = guarded(() => {
    requireFree(target);
    mkdirSync(path.dirname(target.path), { recursive: true });
    return target.kind === 'zip' ? fillZip(target.path, staging) : fillFolder(target.path, staging);
  });
  const names = new Set<string>();
  return {
    put(file, bytes) {
      requireName(file);
      if (names.has(file.toLowerCase())) throw new NadirError('defect', `Two files of the package are called ${file}.`, { reason: 'fileName' });
      names.add(file.toLowerCase());
      guarded(() => filling.put(file, bytes));
    },
    finish: () => guarded(() => filling.finish()),
    discard: () => filling.discard(),
  };
}
