import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NadirError } from '../common/index.ts';

const sha256Pattern = /^[0-9a-f]{64}$/;

/** Path of a stored file, from its hash alone. Throws for anything that is not a SHA-256 in lower-case hex, so no other text can become a path. */
export function blobPath(root: string, sha256: string): string {
  if (!sha256Pattern.test(sha256)) throw new NadirError('defect', 'A stored file is named by its SHA-256.', { reason: 'badHash' });
  return join(root, sha256.slice(0, 2), sha256);
}

/** A new path in the staging folder, on the same file system as the stored files. */
export const stagingPath = (root: string): string => join(root, 'incoming', randomBytes(16).toString('hex'));

const originalsName = /^originals-(\d+)$/;

/** A new path for an unpacked original that must not outlive its import: in a folder that names the process, so that any later one can clear it. Makes the folder. */
export function originalPath(root: string): string {
  const folder = join(root, 'incoming', `originals-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, randomBytes(16).toString('hex'));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Creates the folders. `clearStaging` throws away what an interrupted import left in staging: only the workstation's host asks for it, while it holds the instance
 * lock. Originals of a process that is gone are thrown away by whoever comes next.
 */
export function prepareBlobs(root: string, clearStaging: boolean): void {
  const incoming = join(root, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(incoming)) {
    const pid = originalsName.exec(name)?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !isRunning(Number(pid))) rmSync(join(incoming, name), { recursive: true, force: true });
  }
  if (clearStaging) for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { recursive: true, force: true });
}

/**
 * Moves a staged file to where its hash says. A file already there stays and the staged one is removed; answers whether it was new.
 * The caller has hashed the bytes while writing them; `durable` forces them to disk first.
 */
export async function adoptBlob(root: string, staged: string, sha256: string, durable = true): Promise<boolean> {
  const target = blobPath(root, sha256);
  await mkdir(join(root, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
  if (durable) {
    const handle = await open(staged, 'r');
    await handle.datasync().finally(() => handle.close());
  }
  try {
    await link(staged, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return await rm(staged, { force: true }).then(() => false);
    // Some file systems have no hard links; there a rename is as good, since equal names mean equal bytes.
    await rename(staged, target);
    return true;
  }
  await rm(staged, { force: true });
  return true;
}

/** Removes a stored file; a missing one is no error. */
export const removeBlob = (root: string, sha256: string): Promise<void> => rm(blobPath(root, sha256), { force: true });

export type BlobState = { readonly state: 'whole' } | { readonly state: 'missing' } | { readonly state: 'altered'; readonly sha256: string };

/** Reads the stored file again and compares its bytes with its name. */
export async function checkBlob(root: string, sha256: string): Promise<BlobState> {
  const path = blobPath(root, sha256);
  const present = await stat(path).then(() => true, () => false);
  if (!present) return { state: 'missing' };
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const found = hash.digest('hex');
  return found === sha256 ? { state: 'whole' } : { state: 'altered', sha256: found };
}
