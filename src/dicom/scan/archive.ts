/** The files of a ZIP archive, unpacked one by one under names of our own, so that nothing an archive says can become a path. */
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { isNadirError } from '../../common/index.ts';
import { unreadable } from '../part10/failure.ts';
import { scanLimits, type LeftOut, type ScannedFile, type ScanLimits } from './limits.ts';

/** ZIP signature: a local file header, or the end record of an empty archive. */
export const isArchive = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

export type ArchiveOptions = {
  /** A new path for an unpacked file. */
  readonly newPath: () => string;
  readonly onLeftOut: (entry: LeftOut) => void;
  readonly signal?: AbortSignal;
  readonly limits?: ScanLimits;
};

/**
 * Unpacks the archive at `path` and yields each file as soon as it is whole; the consumer removes it. Entries that are encrypted, links or named to
 * lead outside are left out with a reason. Throws `unreadable` IMP-09, before the first file, when the archive's directory is damaged, empty, says one
 * piece of the archive is several files, or goes beyond the limits.
 */
export async function* unpackArchive(path: string, name: string, { newPath, onLeftOut, signal, limits = scanLimits }: ArchiveOptions): AsyncGenerator<ScannedFile> {
  const { size } = await stat(path);
  const entries = await judgeArchive(path, size, limits, signal);
  const budget = { left: budgetFor(size, limits) };
  const archive = await open(path);
  try {
    for (const entry of entries) {
      signal?.throwIfAborted();
      const inner = entryName(entry);
      const shown = `${name}/${inner.replace(/^[\\/.]+/, '').slice(0, 512)}`;
      const refusal = refuse(entry, inner, limits);
      if (refusal !== null) { onLeftOut({ name: shown, code: 'IMP-09', reason: refusal }); continue; }
      const target = newPath();
      const failure = await unpackEntry(archive, entry, target, budget, signal);
      if (failure === null) yield { path: target, name: shown };
      else onLeftOut({ name: shown, code: 'IMP-09', reason: failure });
    }
  } finally {
    archive.close();
  }
}

const budgetFor = (size: number, limits: ScanLimits): number => Math.min(limits.archiveTotalBytes, Math.max(limits.archiveRatioFromBytes, size * limits.archiveRatio));
const givenUp = () => unreadable('IMP-09', 'The archive unpacks to far more than its own size and was given up.');

const open = (path: string): Promise<ZipFile> =>
  openPromise(path, { decodeStrings: false, validateEntrySizes: true, autoClose: false }).catch((cause: unknown) => { throw asArchiveError(cause); });

const asArchiveError = (cause: unknown): unknown => (isNadirError(cause) || (cause as NodeJS.ErrnoException).code !== undefined ? cause : unreadable('IMP-09', 'The archive is damaged.', {}, cause));

/** The files that the archive's directory lists. Read whole before anything is unpacked: an archive that must be given up leaves nothing behind. */
async function judgeArchive(path: string, size: number, limits: ScanLimits, signal?: AbortSignal): Promise<Entry[]> {
  const archive = await open(path);
  try {
    if (archive.entryCount > limits.archiveEntries) throw unreadable('IMP-09', `The archive holds ${archive.entryCount} entries; at most ${limits.archiveEntries} are read.`);
    const entries: Entry[] = [];
    for await (const entry of archive.eachEntry()) {
      signal?.throwIfAborted();
      if (!/[\\/]$/.test(entryName(entry))) entries.push(entry);
    }
    if (entries.length === 0) throw unreadable('IMP-09', 'The archive holds no file.');
    if (overlap(entries, size)) throw unreadable('IMP-09', 'The archive is damaged: its entries overlap or go past its end.');
    if (entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0) > budgetFor(size, limits)) throw givenUp();
    return entries;
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw asArchiveError(cause);
  } finally {
    archive.close();
  }
}

const localHeaderBytes = 30;

/** One piece of the archive counted as several files makes a bomb of any size. */
function overlap(entries: readonly Entry[], size: number): boolean {
  let end = 0;
  for (const entry of [...entries].sort((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader < end) return true;
    end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.compressedSize;
  }
  return end > size;
}

const utf8Flag = 0x800;
const encryptedFlag = 0x1;

/** Control characters and those that turn the direction of writing round would make a name look like another. */
const entryName = (entry: Entry): string => {
  const bytes = entry.fileName as unknown as Buffer;
  return bytes.toString((entry.generalPurposeBitFlag & utf8Flag) === 0 ? 'latin1' : 'utf8').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '_');
};

function refuse(entry: Entry, name: string, limits: ScanLimits): string | null {
  const unixMode = entry.externalFileAttributes >>> 16;
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) return 'This entry is encrypted. Unpack the archive with its password first.';
  if ((unixMode & 0xf000) === 0xa000) return 'This entry is a link; links are not followed.';
  if (/^[\\/]|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)/.test(name)) return 'The name of this entry leads outside the archive.';
  if (entry.uncompressedSize > limits.archiveEntryBytes) return 'This entry is too large.';
  return null;
}

/** Null when the entry is whole at `target`, else why it is not; the target is then gone. Throws when the archive as a whole must be given up. */
async function unpackEntry(archive: ZipFile, entry: Entry, target: string, budget: { left: number }, signal?: AbortSignal): Promise<string | null> {
  try {
    const stream = await archive.openReadStreamPromise(entry);
    const metered = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        budget.left -= chunk.byteLength;
        if (budget.left < 0) done(givenUp());
        else done(null, chunk);
      },
    });
    await pipeline(stream, metered, createWriteStream(target, { flags: 'wx', mode: 0o600 }), signal === undefined ? {} : { signal });
    return null;
  } catch (cause) {
    await rm(target, { force: true });
    const isSystem = typeof (cause as NodeJS.ErrnoException).syscall === 'string';
    if (isNadirError(cause) || signal?.aborted === true || isSystem) throw cause;
    return 'This entry is damaged.';
  }
}
