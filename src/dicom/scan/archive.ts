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
 * lead outside are left out with a reason. Throws `unreadable` IMP-09 when the archive is damaged, empty or beyond the limits; what was yielded before stays good.
 */
export async function* unpackArchive(path: string, name: string, { newPath, onLeftOut, signal, limits = scanLimits }: ArchiveOptions): AsyncGenerator<ScannedFile> {
  const archive = await openChecked(path, limits);
  const budget = { left: Math.min(limits.archiveTotalBytes, Math.max(limits.archiveRatioFromBytes, (await stat(path)).size * limits.archiveRatio)) };
  let files = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      signal?.throwIfAborted();
      const inner = entryName(entry);
      if (/[\\/]$/.test(inner)) continue;
      files += 1;
      const shown = `${name}/${inner.replace(/^[\\/.]+/, '').slice(0, 512)}`;
      const refusal = refuse(entry, inner, limits);
      if (refusal !== null) { onLeftOut({ name: shown, code: 'IMP-09', reason: refusal }); continue; }
      const target = newPath();
      const failure = await unpackEntry(archive, entry, target, budget, signal);
      if (failure === null) yield { path: target, name: shown };
      else onLeftOut({ name: shown, code: 'IMP-09', reason: failure });
    }
  } catch (cause) {
    if (isNadirError(cause) || signal?.aborted === true || (cause as NodeJS.ErrnoException).code !== undefined) throw cause;
    throw unreadable('IMP-09', 'The archive is damaged.', {}, cause);
  }
  if (files === 0) throw unreadable('IMP-09', 'The archive holds no file.');
}

async function openChecked(path: string, limits: ScanLimits): Promise<ZipFile> {
  const archive = await openPromise(path, { decodeStrings: false, validateEntrySizes: true, autoClose: true }).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause;
    throw unreadable('IMP-09', 'The archive is damaged.', {}, cause);
  });
  if (archive.entryCount <= limits.archiveEntries) return archive;
  archive.close();
  throw unreadable('IMP-09', `The archive holds ${archive.entryCount} entries; at most ${limits.archiveEntries} are read.`);
}

const utf8Flag = 0x800;
const encryptedFlag = 0x1;

const entryName = (entry: Entry): string => {
  const bytes = entry.fileName as unknown as Buffer;
  return bytes.toString((entry.generalPurposeBitFlag & utf8Flag) === 0 ? 'latin1' : 'utf8').replace(/\p{Cc}/gu, '_');
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
        if (budget.left < 0) done(unreadable('IMP-09', 'The archive unpacks to far more than its own size and was given up.'));
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
