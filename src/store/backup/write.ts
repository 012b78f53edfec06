/** Makes a backup: one file, there whole or not at all, while others go on working. */
import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { blobPath } from '../blobs.ts';
import { checkBackup } from './check.ts';
import { asPlaceError, backupFormat, cancelledBackup, memberNames, type BackupDone, type BackupHeader, type BackupWork, type ImageFault } from './model.ts';
import { copyDatabase, stillNames, type Snapshot, type StoredImage } from './snapshot.ts';
import { clearStaging, stageBeside, syncFolder } from '../../system/index.ts';
import { createWriter, type BackupWriter } from './writer.ts';

/** A file beside the database that belongs to the data: `name` is its member, `content` a small one as it was, else `path` and the SHA-256 of its bytes, which are a stored image once it is taken in. */
export type HeldMember = { readonly name: string; readonly content: Uint8Array } | { readonly name: string; readonly path: string; readonly sha256: string };

export type BackupOrder = {
  readonly dataFolder: string;
  /** Absolute; not there yet. */
  readonly file: string;
  readonly images: BackupHeader['images']['state'];
  readonly madeBy: BackupHeader['madeBy'];
  readonly programVersion: string;
  /** UTC instant. */
  readonly atIso: string;
  /** Read before the database is, so that what is taken in meanwhile is in one of the two. */
  readonly held: () => readonly HeldMember[];
  /** Hears what the database names before the file is in place: the images beside it are brought up to date. */
  readonly alsoDo?: (snapshot: Snapshot) => Promise<readonly ImageFault[]>;
};

/** Somebody discarded images between the snapshot and their turn. */
class ChangedMeanwhile extends Error {}
const mostAttempts = 3;

/**
 * Errors: refused targetTaken; storage (newer, foreign, damaged database; diskFull; backupPlace); cancelled. Whatever fails, nothing is at the file's place. A stored image that is missing or altered does not
 * stop a backup of everything else; the answer names it.
 */
export async function writeBackup(order: BackupOrder, work: BackupWork): Promise<BackupDone> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptBackup(order, work);
    } catch (cause) {
      if (!(cause instanceof ChangedMeanwhile)) throw asPlaceError(order.file, cause);
      if (attempt === mostAttempts) throw new NadirError('refused', 'Images were discarded while the backup was made. Nothing was written. Make it again.', { reason: 'changedMeanwhile', cause });
    }
  }
}

async function attemptBackup(order: BackupOrder, work: BackupWork): Promise<BackupDone> {
  const { file, dataFolder } = order;
  const folder = path.dirname(file);
  if (existsSync(file)) throw new NadirError('refused', `${file} exists. Choose another name. Nothing was written.`, { reason: 'targetTaken' });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  clearStaging(folder, '');
  const staging = stageBeside(file);
  try {
    const held = order.held();
    const copy = path.join(staging, 'nadir.sqlite');
    const snapshot = await copyDatabase(path.join(dataFolder, 'nadir.sqlite'), copy, order.programVersion, work);
    const besideFaults = (await order.alsoDo?.(snapshot)) ?? [];
    const inside = path.join(staging, 'backup.tar');
    const { header, bytes, imageFaults } = await fill(inside, copy, order, snapshot, held, work);
    rmSync(copy);
    await checkBackup(inside, work);
    if (existsSync(file)) throw new NadirError('refused', `${file} exists. Choose another name. Nothing was written.`, { reason: 'targetTaken' });
    renameSync(inside, file);
    syncFolder(folder);
    return { file, bytes, header, imageFaults: [...besideFaults, ...imageFaults] };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

const sumOf = (images: readonly StoredImage[]): number => images.reduce((sum, { bytes }) => sum + bytes, 0);

async function fill(inside: string, copy: string, order: BackupOrder, { database, images }: Snapshot, held: readonly HeldMember[], work: BackupWork) {
  const isWhole = order.images === 'included';
  const header: BackupHeader = {
    what: 'nadir-backup', format: backupFormat, createdAt: order.atIso, programVersion: order.programVersion, madeBy: order.madeBy, database,
    images: { state: order.images, files: images.length, bytes: sumOf(images) }, quarantine: { state: isWhole ? 'included' : 'leftOut', files: held.filter((one) => 'path' in one).length }, keyLists: 'never included',
  };
  const writer = await createWriter(inside, Math.floor(Date.parse(order.atIso) / 1000), work, () => { if (work.signal?.aborted === true) throw cancelledBackup(); });
  try {
    await writer.putBytes(memberNames.header, Buffer.from(`${JSON.stringify(header, null, 1)}\n`));
    work.report?.({ text: 'Writing the database', done: 0, total: images.length });
    await writer.putCompressed(memberNames.database, createReadStream(copy, { highWaterMark: 1 << 20 }));
    await writer.putCompressed(memberNames.images, lines(images));
    const imageFaults = isWhole ? await putImages(writer, order.dataFolder, images, held, work) : [];
    await writer.putBytes(memberNames.sums, Buffer.from(writer.sums()));
    return { header, bytes: await writer.finish(), imageFaults };
  } finally {
    await writer.close();
  }
}

async function* lines(images: readonly StoredImage[]): AsyncGenerator<Buffer> {
  for (let from = 0; from < images.length; from += 5000) yield Buffer.from(images.slice(from, from + 5000).map(({ sha256, bytes }) => `${sha256} ${bytes}\n`).join(''));
}

const blobName = (sha256: string): string => `blobs/${sha256.slice(0, 2)}/${sha256}`;
const isMissing = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT';

async function putImages(writer: BackupWriter, dataFolder: string, images: readonly StoredImage[], held: readonly HeldMember[], work: BackupWork): Promise<readonly ImageFault[]> {
  const faults: ImageFault[] = [];
  const blobs = path.join(dataFolder, 'blobs');
  const total = images.length + held.length;
  for (const [index, { sha256 }] of images.entries()) {
    work.report?.({ text: 'Copying images', done: index, total });
    try {
      if ((await writer.putFile(blobName(sha256), blobPath(blobs, sha256))) !== sha256) faults.push({ sha256, state: 'altered' });
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      if (!stillNames(path.join(dataFolder, 'nadir.sqlite'), sha256)) throw new ChangedMeanwhile();
      faults.push({ sha256, state: 'missing' });
    }
  }
  for (const [index, one] of held.entries()) {
    work.report?.({ text: 'Copying images in quarantine', done: images.length + index, total });
    if ('content' in one) await writer.putBytes(one.name, one.content);
    else await putHeld(writer, one, blobs);
  }
  return faults;
}

/** An image that was released from quarantine meanwhile is a stored image now, of the same name. One that was discarded is not wanted any more. */
async function putHeld(writer: BackupWriter, { name, path: from, sha256 }: Extract<HeldMember, { path: string }>, blobs: string): Promise<void> {
  try {
    await writer.putFile(name, from);
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    await writer.putFile(name, blobPath(blobs, sha256)).catch((again: unknown) => { if (!isMissing(again)) throw again; throw new ChangedMeanwhile(); });
  }
}
