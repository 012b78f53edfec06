/** A backup becomes a data folder again: put together beside its place, checked, moved there in one step. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { copyFile, mkdir, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { blobPath, checkBlob } from '../blobs.ts';
import { latestFormat } from '../migrate.ts';
import { mostListBytes, openBackup, readBackup, readBackupHeader, unpack } from './check.ts';
import { asPlaceError, damagedBackup, memberNames, type BackupHeader, type BackupWork, type ImageFault } from './model.ts';
import { checkDatabase, copyDatabase, sha256Of, type StoredImage } from './snapshot.ts';
import { clearStaging, stageBeside, syncFolder } from '../../system/index.ts';

export type RestoreOrder = {
  /** Absolute. A backup, or a database by itself, as it is kept before its format changes. */
  readonly file: string;
  /** Absolute; not there, or an empty folder. */
  readonly dataFolder: string;
  /** Folders that hold stored images by their SHA-256, for a backup without them; looked at in this order. */
  readonly images: readonly string[];
  readonly programVersion: string;
};

export type Restored = {
  /** Null for a database by itself. */
  readonly header: BackupHeader | null;
  readonly database: BackupHeader['database'];
  /** Stored images that the database names, and those that are not there or not what was stored. */
  readonly images: number;
  readonly imageFaults: readonly ImageFault[];
};

/** Room on the disk beyond what is known to be needed: migration, log. */
const spareBytes = 32 << 20;

/** Errors: refused targetTaken. */
export function requireEmpty(dataFolder: string): void {
  const found = lstatSync(dataFolder, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory() || readdirSync(dataFolder).length > 0) throw new NadirError('refused', `${dataFolder} is ${found.isDirectory() ? 'not empty' : 'not a folder'}. Restore into a new or empty folder with --data; nothing was changed.`, { reason: 'targetTaken' });
}

function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes + spareBytes) throw new NadirError('storage', `The disk of ${folder} has ${Math.floor((bavail * bsize) / 1e6)} MB free; the backup needs ${Math.ceil((bytes + spareBytes) / 1e6)} MB. Free some space, or choose another disk. Nothing was restored.`, { reason: 'diskFull' });
}

/** Errors: storage newerDatabase, before anything is unpacked. */
function requireKnownFormat(header: BackupHeader, file: string, programVersion: string): void {
  if (header.database.format <= latestFormat) return;
  throw new NadirError('storage', `${file} holds a database written by Nadir ${header.database.writtenBy} (format ${header.database.format}); this is Nadir ${programVersion}, which knows formats up to ${latestFormat}. Nothing was restored. Restore it with the newer Nadir.`, { reason: 'newerDatabase' });
}

/**
 * `finish` gets the folder while it is still beside its place: what must be done to it before anybody sees it; what it throws leaves nothing behind.
 * Errors: refused targetTaken; notFound; unreadable notABackup, newerBackup, backupDamaged; storage newerDatabase, diskFull, backupPlace; cancelled. Whatever fails, the place is as it was.
 */
export async function restoreBackup<T>(order: RestoreOrder, work: BackupWork, finish: (folder: string, restored: Restored) => Promise<T>): Promise<T> {
  const { file, dataFolder } = order;
  requireEmpty(dataFolder);
  const isDatabase = await isPlainDatabase(file);
  const header = isDatabase ? null : await readBackupHeader(file);
  if (header) requireKnownFormat(header, file, order.programVersion);
  const folder = path.dirname(dataFolder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    requireRoom(folder, header ? header.database.bytes + (header.images.state === 'included' ? header.images.bytes : 0) : (await stat(file)).size);
    clearStaging(folder, `${path.basename(dataFolder)}.part-`);
    const staging = stageBeside(dataFolder);
    try {
      const restored = header ? await unpackAll(order, header, staging, work) : await takeDatabase(order, staging, work);
      const finished = await finish(staging, restored);
      if (existsSync(dataFolder)) rmdirSync(dataFolder);
      renameSync(staging, dataFolder);
      syncFolder(folder);
      return finished;
    } catch (cause) {
      rmSync(staging, { recursive: true, force: true });
      throw cause;
    }
  } catch (cause) {
    throw asPlaceError(dataFolder, cause);
  }
}

async function isPlainDatabase(file: string): Promise<boolean> {
  const handle = await openBackup(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return bytesRead === 16 && buffer.toString('latin1') === 'SQLite format 3\0';
  } finally {
    await handle.close();
  }
}

/** The database that was kept before its format changed: no images, as it is. */
async function takeDatabase({ file, images, programVersion }: RestoreOrder, staging: string, work: BackupWork): Promise<Restored> {
  const snapshot = await copyDatabase(file, path.join(staging, 'nadir.sqlite'), programVersion, work);
  return { header: null, database: snapshot.database, images: snapshot.images.length, imageFaults: await collectImages(images, staging, snapshot.images, work) };
}

async function unpackAll({ file, images }: RestoreOrder, header: BackupHeader, staging: string, work: BackupWork): Promise<Restored> {
  const database = path.join(staging, 'nadir.sqlite');
  const altered = new Set<string>();
  let named: readonly StoredImage[] = [];
  const { names } = await readBackup(file, {
    async take(member, pieces) {
      if (member.name === memberNames.images) named = await imagesFrom(file, member.name, pieces, mostListBytes(header));
      else if (member.name === memberNames.database) await unpack(file, member.name, pieces, header.database.bytes, async (unpacked) => void (await store(database, unpacked)));
      else {
        const sha256 = await store(path.join(staging, ...member.name.split('/')), pieces);
        if (member.name.startsWith('blobs/') && !member.name.endsWith(sha256)) altered.add(path.basename(member.name));
      }
    },
  }, work);
  if ((await sha256Of(database)) !== header.database.sha256) throw damagedBackup(file, 'its database is not the one that was written');
  checkDatabase(database, header.database);
  const missing = named.filter(({ sha256 }) => !names.has(`blobs/${sha256.slice(0, 2)}/${sha256}`));
  const found = await collectImages(images, staging, missing, work);
  return { header, database: header.database, images: named.length, imageFaults: [...[...altered].map((sha256): ImageFault => ({ sha256, state: 'altered' })), ...found] };
}

async function imagesFrom(file: string, name: string, pieces: AsyncIterable<Buffer>, most: number): Promise<readonly StoredImage[]> {
  let text = '';
  await unpack(file, name, pieces, most, async (unpacked) => { for await (const piece of unpacked) text += piece.toString('latin1'); });
  const lines = text.split('\n').filter((line) => line !== '');
  if (!lines.every((line) => /^[0-9a-f]{64} \d{1,15}$/.test(line))) throw damagedBackup(file, `${name} is no list of images`);
  return lines.map((line) => ({ sha256: line.slice(0, 64), bytes: Number(line.slice(65)) }));
}

/** Writes a new file, forced to disk; answers its SHA-256. */
async function store(target: string, pieces: AsyncIterable<Buffer>): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const handle = await open(target, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      for (let from = 0; from < piece.length;) {
        const { bytesWritten } = await handle.write(piece, from, piece.length - from);
        from += bytesWritten;
      }
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Copies images from folders that have them, each checked by its name; answers those that no folder has whole. */
async function collectImages(folders: readonly string[], staging: string, wanted: readonly StoredImage[], { report, signal }: BackupWork): Promise<readonly ImageFault[]> {
  const faults: ImageFault[] = [];
  const blobs = path.join(staging, 'blobs');
  for (const [index, { sha256 }] of wanted.entries()) {
    signal?.throwIfAborted();
    report?.({ text: 'Copying images', done: index, total: wanted.length });
    const state = await copyFirstWhole(folders, blobs, sha256);
    if (state !== null) faults.push({ sha256, state });
  }
  return faults;
}

async function copyFirstWhole(folders: readonly string[], blobs: string, sha256: string): Promise<ImageFault['state'] | null> {
  const target = blobPath(blobs, sha256);
  for (const folder of folders) {
    const from = blobPath(folder, sha256);
    if (!existsSync(from)) continue;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(from, target);
    const handle = await open(target, 'r+');
    await handle.datasync().finally(() => handle.close());
    if ((await checkBlob(blobs, sha256)).state === 'whole') return null;
    rmSync(target);
  }
  return 'missing';
}
