import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NadirError } from '../common/index.ts';
import { isRunning } from '../system/index.ts';

const sha256Pattern = /^[0-9a-f]{64}$/;

/** Path of a stored file, from its hash alone. Throws for anything that is not a SHA-256 in lower-case hex, so no other text can become a path. */
export function blobPath(root: string, sha256: string): string {
  if (!sha256Pattern.test(sha256)) throw new NadirError('defect', 'A stored file is named by its SHA-256.', { reason: 'badHash' });
  return join(root, sha256.slice(0, 2), sha256);
}

/** A new path in the staging folder, on the same file system as the stored files. It names the process, so that another's start leaves it alone. */
export const stagingPath = (root: string): string => join(root, 'incoming', `staged-${process.pid}-${randomBytes(16).toString('hex')}`);

/** What lies in staging and whose process it is. */
const ownedName = /^(originals|staged|adopting)-(\d+)(?:-|$)/;

/** A new path for an unpacked original that must not outlive its import: in a folder that names the process, so that any later one can clear it. Makes the folder. */
export function originalPath(root: string): string {
  const folder = join(root, 'incoming', `originals-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, randomBytes(16).toString('hex'));
}

/**
 * Creates the folders. `clearStaging` throws away what interrupted imports left in staging: only the workstation's host asks for it, while it holds the instance
 * lock; a command that imports beside it keeps what it has. Originals of a process that is gone are thrown away by whoever comes next.
 */
export function prepareBlobs(root: string, clearStaging: boolean): void {
  const incoming = join(root, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(incoming)) {
    const [, kind, pid] = ownedName.exec(name) ?? [];
    // `clearAdoptions` needs to read it first.
    if (kind === 'adopting') continue;
    const isInUse = pid !== undefined && isRunning(Number(pid)) && !(clearStaging && Number(pid) === process.pid);
    if (!isInUse && (clearStaging || kind === 'originals')) rmSync(join(incoming, name), { recursive: true, force: true });
  }
}

/**
 * Notes which stored files an import is about to add: if it is killed before their rows are there, the next start takes them back. Answers what forgets the note.
 */
export function noteAdoption(root: string, hashes: Iterable<string>): () => void {
  const note = join(root, 'incoming', `adopting-${process.pid}-${randomBytes(8).toString('hex')}`);
  writeFileSync(note, [...hashes].join('\n'), { mode: 0o600, flush: true });
  return () => rmSync(note, { force: true });
}

/** Hashes in the notes of imports; `wanted` says of which process. */
function notedHashes(root: string, wanted: (pid: number) => boolean): { readonly files: readonly string[]; readonly hashes: ReadonlySet<string> } {
  const incoming = join(root, 'incoming');
  const files = readdirSync(incoming).filter((name) => {
    const [, kind, pid] = ownedName.exec(name) ?? [];
    return kind === 'adopting' && wanted(Number(pid));
  }).map((name) => join(incoming, name));
  return { files, hashes: new Set(files.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((hash) => sha256Pattern.test(hash))) };
}

/** Takes back stored files that a killed import added and no row came to name. Only the workstation's host asks for it, before it imports anything. `holdsFile`: whether a row names it. */
export function clearAdoptions(root: string, holdsFile: (sha256: string) => boolean): void {
  const isGone = (pid: number): boolean => pid === process.pid || !isRunning(pid);
  const { files, hashes } = notedHashes(root, isGone);
  for (const hash of hashes) {
    const [place, aside] = [blobPath(root, hash), stagingPath(root)];
    if (holdsFile(hash) || !existsSync(place)) continue;
    // Out of the way first: a command that is importing the same file either finds it gone, or has noted it by now and gets it back.
    renameSync(place, aside);
    if (notedHashes(root, (pid) => !isGone(pid)).hashes.has(hash) || holdsFile(hash)) renameSync(aside, place);
    else rmSync(aside, { force: true });
  }
  for (const file of files) rmSync(file, { force: true });
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

/** `sha256`: of the bytes that are there; null for what is no plain file. */
export type BlobState = { readonly state: 'whole' } | { readonly state: 'missing' } | { readonly state: 'altered'; readonly sha256: string | null };

/** Reads the stored file again and compares its bytes with its name. What is no plain file (a link, a pipe, a device) is not what was stored, and is not read. */
export async function checkBlob(root: string, sha256: string): Promise<BlobState> {
  const path = blobPath(root, sha256);
  const found = await lstat(path).catch(() => null);
  if (found === null) return { state: 'missing' };
  if (!found.isFile()) return { state: 'altered', sha256: null };
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const now = hash.digest('hex');
  return now === sha256 ? { state: 'whole' } : { state: 'altered', sha256: now };
}
