/**
 * What a program that was killed leaves of files it was writing outside the data folder. Each place being filled is noted in the data folder first; the next start
 * takes away parts whose process is gone, and writes into the trail the package that was moved to its place without anybody left to record it.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import type { Manifest } from '../../exchange/index.ts';
import type { RequestContext } from '../../services/index.ts';
import { studyStream } from '../../store/index.ts';
import { isRunning } from '../../system/index.ts';
import type { Core } from '../core.ts';

/** What the trail is told of a package once it is in its place. */
export type PackageRecord = { readonly context: RequestContext; readonly studyId: string; readonly manifest: Manifest; readonly manifestSha256: string };
type Note = { readonly pid: number; readonly machine: string; readonly target: string; readonly staging: string; readonly record: PackageRecord | null };

export type Unfinished = {
  /** Folder beside the target, not made yet. */
  readonly staging: string;
  /** From here on the package may be in its place. */
  moving(record: PackageRecord): void;
  /** Nothing is unfinished any more. */
  done(): void;
};

const folderOf = (dataFolder: string): string => path.join(dataFolder, 'unfinished');
/** Another machine's process numbers say nothing here: its parts are left to it. */
const machine = os.hostname();

/** Errors: storage. */
function write(file: string, note: Note): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    rmSync(`${file}.new`, { force: true });
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new NadirError('storage', `${isFull ? 'The disk of the data folder is full' : `The data folder cannot be written (${code})`}. Nothing was exported. ${isFull ? 'Free some space' : 'Check the disk and the permissions of the folder'} and export again.`, { reason: isFull ? 'diskFull' : 'dataFolder', cause });
  }
}

/** Notes a target that is about to be filled. */
export function noteUnfinished(dataFolder: string, target: string): Unfinished {
  const id = randomBytes(6).toString('hex');
  const note: Note = { pid: process.pid, machine, target, staging: `${target}.part-${id}`, record: null };
  const file = path.join(folderOf(dataFolder), `${id}.json`);
  write(file, note);
  return { staging: note.staging, moving: (record) => write(file, { ...note, record }), done: () => rmSync(file, { force: true }) };
}

function noteIn(file: string): Note | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return null;
  }
}

/** The target is there, and it is what was being moved: nothing may have been there before. */
const isInPlace = ({ target, staging }: Note): boolean => existsSync(/\.zip$/i.test(target) ? target : path.join(target, 'manifest.json')) && !existsSync(path.join(staging, path.basename(target)));

function recordMissing(core: Core, { context, studyId, manifest, manifestSha256 }: PackageRecord): void {
  const isRecorded = core.store.log.eventsOfStream(studyStream(studyId)).some(({ kind, after }) => kind === 'ExportCreated' && after?.includes(manifest.export.id));
  if (!isRecorded) core.services.exports.record(context, studyId, manifest, manifestSha256);
}

/** `isStart`: this process has only just begun, so that what carries its number is another's. */
export function settleUnfinished(core: Core, { isStart }: { readonly isStart: boolean }): void {
  const folder = folderOf(core.dataFolder);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const note = noteIn(file);
    if (note && (note.machine !== machine || (note.pid === process.pid ? !isStart : isRunning(note.pid)))) continue;
    try {
      if (note?.record && isInPlace(note)) recordMissing(core, note.record);
      // Only a name of ours, beside its target, is ever taken away.
      if (note && note.staging.startsWith(`${note.target}.part-`)) rmSync(note.staging, { recursive: true, force: true });
      rmSync(file, { force: true });
    } catch (error) {
      // A disk that is not there today: the note stays, the next start looks again.
      core.log.error('unfinished files were not settled', error);
    }
  }
}
