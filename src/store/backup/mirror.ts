/** Stored images beside the backups, each once, by their SHA-256: brought up to date before a backup that names them is in place, and thinned when no backup names them any more. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { blobPath } from '../blobs.ts';
import { mostListBytes, openBackup, readBackupHeader, unpack } from './check.ts';
import { cancelledBackup, damagedBackup, memberNames, type BackupWork, type ImageFault } from './model.ts';
import { createPace } from './pace.ts';
import type { StoredImage } from './snapshot.ts';
import { contentOf, tarMembers } from './tar.ts';

const isMissing = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT';

/** Copies what `mirror` does not have. Answers the images that are not whole in the data folder; they are not taken over. Errors: cancelled; the system's. */
export async function mirrorImages(blobs: string, mirror: string, images: readonly StoredImage[], work: BackupWork): Promise<readonly ImageFault[]> {
  const faults: ImageFault[] = [];
  await mkdir(mirror, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(mirror)) if (name.endsWith('.part')) rmSync(path.join(mirror, name), { force: true });
  for (const [index, { sha256, bytes }] of images.entries()) {
    if (work.signal?.aborted === true) throw cancelledBackup();
    const target = blobPath(mirror, sha256);
    if (statSync(target, { throwIfNoEntry: false })?.size === bytes) continue;
    work.report?.({ text: 'Copying images', done: index, total: images.length });
    try {
      if ((await copyOne(blobPath(blobs, sha256), target, path.join(mirror, `${sha256}.part`), work)) !== sha256) faults.push({ sha256, state: 'altered' });
    } catch (cause) {
      if (!isMissing(cause) || existsSync(blobPath(blobs, sha256))) throw cause;
      faults.push({ sha256, state: 'missing' });
    }
  }
  return faults;
}

async function copyOne(from: string, target: string, staged: string, work: BackupWork): Promise<string> {
  const source = await open(from, 'r');
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const copy = await open(staged, 'w', 0o600);
    const hash = createHash('sha256');
    try {
      const rest = createPace(copy, work);
      for await (const piece of source.createReadStream({ highWaterMark: 1 << 20, autoClose: false })) {
        const bytes = piece as Buffer;
        hash.update(bytes);
        await copy.appendFile(bytes);
        await rest(bytes.length);
      }
      await copy.datasync();
    } finally {
      await copy.close();
    }
    const sha256 = hash.digest('hex');
    if (sha256 === path.basename(target)) renameSync(staged, target);
    else rmSync(staged);
    return sha256;
  } finally {
    await source.close();
  }
}

/** SHA-256 of every image that the database in a backup names. Errors: as `readBackupHeader`. */
export async function imagesNamedIn(file: string): Promise<readonly string[]> {
  const handle = await openBackup(file);
  try {
    const damaged = (where: string): Error => damagedBackup(file, where);
    for await (const member of tarMembers(handle, damaged)) {
      if (member.name !== memberNames.images) continue;
      const parts: string[] = [];
      await unpack(file, member.name, contentOf(handle, member, damaged), mostListBytes(await readBackupHeader(file)), async (pieces) => { for await (const piece of pieces) parts.push(piece.toString('latin1')); });
      return parts.join('').split('\n').filter((line) => line !== '').map((line) => line.slice(0, 64));
    }
    throw damaged('its list of images is missing');
  } finally {
    await handle.close();
  }
}

/** Removes images that none of these backups names. Answers how many. */
export function thinMirror(mirror: string, named: ReadonlySet<string>): number {
  let removed = 0;
  for (const two of readdirSync(mirror).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of readdirSync(path.join(mirror, two))) {
      if (!/^[0-9a-f]{64}$/.test(name) || named.has(name)) continue;
      rmSync(path.join(mirror, two, name), { force: true });
      removed += 1;
    }
  }
  return removed;
}
