/** Reads a backup again, every byte of it. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { NadirError } from '../../common/index.ts';
import { backupFormat, cancelledBackup, damagedBackup, memberNames, type BackupHeader, type BackupWork } from './model.ts';
import { contentOf, tarMembers, type TarMember } from './tar.ts';

/** Exactly what a backup holds; nothing else is read, and no other name becomes a path. */
const knownName = /^(?:nadir-backup\.json|nadir\.sqlite\.gz|images\.txt\.gz|SHA256SUMS|blobs\/([0-9a-f]{2})\/\1[0-9a-f]{62}|quarantine\/[0-9A-Za-z-]{1,64}\/[0-9a-f]{64}(?:\.json)?)$/;

const mostHeaderBytes = 1 << 20;
const mostSumsBytes = 1 << 30;

/** Errors: notFound; unreadable notABackup, newerBackup, backupDamaged. */
async function headerFrom(handle: FileHandle, file: string): Promise<BackupHeader> {
  const notOurs = (): NadirError => new NadirError('unreadable', `${file} is not a backup of Nadir. Nothing was changed.`, { reason: 'notABackup' });
  for await (const member of tarMembers(handle, notOurs)) {
    if (member.name !== memberNames.header || member.bytes > mostHeaderBytes) throw notOurs();
    let header: BackupHeader;
    try {
      header = JSON.parse((await whole(handle, member, file)).toString('utf8')) as BackupHeader;
    } catch (cause) {
      throw damagedBackup(file, cause instanceof SyntaxError ? 'its first part cannot be read' : String(cause));
    }
    if ((header as BackupHeader | null)?.what !== 'nadir-backup') throw notOurs();
    if (header.format > backupFormat) throw new NadirError('unreadable', `${file} was made by Nadir ${header.programVersion} in a newer form (${header.format}; this one reads up to ${backupFormat}). Nothing was changed. Restore it with that Nadir.`, { reason: 'newerBackup' });
    if (!isHeader(header)) throw damagedBackup(file, 'its first part does not say what it must');
    return header;
  }
  throw notOurs();
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether the header has what the rest is measured by. */
function isHeader({ format, createdAt, database, images }: Partial<BackupHeader>): boolean {
  return isCount(format) && typeof createdAt === 'string' && isCount(database?.format) && isCount(database?.bytes) && isCount(database?.events) && typeof database?.chainHash === 'string'
    && ['included', 'beside', 'leftOut'].includes(images?.state ?? '') && isCount(images?.files) && isCount(images?.bytes);
}

async function whole(handle: FileHandle, member: TarMember, file: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(handle, member, (where) => damagedBackup(file, where))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

export async function openBackup(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (cause) {
    throw new NadirError('notFound', `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Give the path of a backup.`, { reason: 'backupFile', cause });
  }
}

/** What the file says of itself, from its first kilobytes. Errors: notFound; unreadable notABackup, newerBackup, backupDamaged. */
export async function readBackupHeader(file: string): Promise<BackupHeader> {
  const handle = await openBackup(file);
  try {
    return await headerFrom(handle, file);
  } finally {
    await handle.close();
  }
}

export type MemberSink = {
  /** The pieces of a member other than the header and the sums; all of them are taken. They are valid until the next is asked for. */
  take(member: TarMember, pieces: AsyncIterable<Buffer>): Promise<void>;
};

function sumsFrom(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').filter((line) => line !== '').map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Goes through every member, hands it to `sink` and compares it with the sums at the file's end. Nothing that was handed over is good before this returns. Errors: as `checkBackup`. */
export async function readBackup(file: string, sink: MemberSink, { signal, report }: Pick<BackupWork, 'signal' | 'report'>): Promise<{ readonly header: BackupHeader; readonly names: ReadonlySet<string> }> {
  const handle = await openBackup(file);
  try {
    const damaged = (where: string): NadirError => damagedBackup(file, where);
    const header = await headerFrom(handle, file);
    const { size } = await handle.stat();
    const found = new Map<string, string>();
    let sums: ReadonlyMap<string, string> | null = null;
    for await (const member of tarMembers(handle, damaged)) {
      if (signal?.aborted === true) throw cancelledBackup();
      if (sums !== null || !knownName.test(member.name) || found.has(member.name)) throw damaged(`it holds ${JSON.stringify(member.name)}, which no backup does`);
      report?.({ text: 'Reading the backup', done: member.start, total: size });
      if (member.name === memberNames.sums) {
        if (member.bytes > mostSumsBytes) throw damaged('the list at its end is too long');
        sums = sumsFrom((await whole(handle, member, file)).toString('utf8'));
        continue;
      }
      const hash = createHash('sha256');
      await sink.take(member, hashed(contentOf(handle, member, damaged), hash));
      found.set(member.name, hash.digest('hex'));
    }
    const wrong = [...found].find(([name, sha256]) => sums?.get(name) !== sha256)?.[0] ?? [...(sums?.keys() ?? [])].find((name) => !found.has(name));
    if (sums === null || wrong !== undefined) throw damaged(wrong === undefined ? 'the list at its end is missing' : `${wrong} is not what was written`);
    for (const name of [memberNames.database, memberNames.images]) if (!found.has(name)) throw damaged(`${name} is missing`);
    return { header, names: new Set(found.keys()) };
  } finally {
    await handle.close();
  }
}

async function* hashed(pieces: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Unpacks a compressed member of at most `most` bytes into `use`: a few bytes can say that they are a disk full. Errors: unreadable backupDamaged. */
export async function unpack(file: string, name: string, pieces: AsyncIterable<Buffer>, most: number, use: (unpacked: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
  async function* atMost(unpacked: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const piece of unpacked) {
      bytes += piece.length;
      if (bytes > most) throw damagedBackup(file, `${name} is larger than the backup says`);
      yield piece;
    }
  }
  try {
    await pipeline(copies(pieces), createGunzip({ chunkSize: 1 << 18 }), atMost, use);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string' && code.startsWith('Z_')) throw damagedBackup(file, `${name} cannot be unpacked`);
    throw cause;
  }
}

/** Each piece is copied, since it is worked on after the next was asked for. */
async function* copies(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** Of the list of images: a line is a SHA-256, a space and a number of bytes. */
export const mostListBytes = ({ images }: BackupHeader): number => images.files * 96;

/** Reads the whole file and unpacks its database. Errors: notFound; unreadable notABackup, newerBackup, backupDamaged; cancelled. */
export async function checkBackup(file: string, work: Pick<BackupWork, 'signal' | 'report'>): Promise<BackupHeader> {
  let database = '';
  const said = await readBackupHeader(file);
  const { header } = await readBackup(file, {
    async take(member, pieces) {
      const hash = createHash('sha256');
      if (member.name === memberNames.database) {
        await unpack(file, member.name, pieces, said.database.bytes, async (unpacked) => { for await (const piece of unpacked) hash.update(piece); });
        database = hash.digest('hex');
      } else for await (const _ of pieces) { /* hashed on the way */ }
    },
  }, work);
  if (database !== header.database.sha256) throw damagedBackup(file, 'its database is not the one that was written');
  return header;
}
