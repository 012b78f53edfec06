/** Reads one file for import: header, hash, and a staged copy, touching its bytes once. Runs in a worker thread. */
import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { isNadirError } from '../../common/index.ts';
import { bufferSource, decodeFrame, fileSource, isArchive, namedFiles, notForReading, openRegular, readFrame, readInstance, type InstanceRecord } from '../../dicom/index.ts';
import type { SourcePatient } from '../../keys/model.ts';
import { blobPath } from '../../store/blobs.ts';
import type { DeidentifiedFile, DeidentifyTask } from '../deidentifySession.ts';
import { deidentifyFile } from './deidentifyFile.ts';
import { markBusy, portable } from './pool.ts';

export type ReadTask = {
  readonly kind: 'read';
  readonly path: string;
  /** Root of the stored files; a file that is there already is not copied. */
  readonly blobsRoot: string;
  /** Where the copy goes; on the same file system as the stored files. */
  readonly staged: string;
  /** The file is ours (unpacked, uploaded): it is moved instead of copied, and removed when it is not wanted. */
  readonly owned: boolean;
  /** Told while the worker is busy with bytes that it has, not while it waits for the disk. */
  readonly busy: SharedArrayBuffer;
  /** Set where the study de-identifies: the file's own bytes are hashed and stored nowhere. */
  readonly deidentify?: DeidentifyTask;
};
/** A digest of what two files with one UID must share to be the same image: decoded pixels and geometry of the first frame. */
export type DigestTask = { readonly kind: 'digest'; readonly path: string };
export type ImportTask = ReadTask | DigestTask;

export type ReadOutcome =
  | { readonly kind: 'instance'; readonly record: InstanceRecord; readonly sha256: string; readonly bytes: number; readonly isStaged: boolean; readonly deidentified?: DeidentifiedFile }
  | { readonly kind: 'unlinked'; readonly patient: SourcePatient }
  | { readonly kind: 'leftOut'; readonly code: string; readonly reason: string }
  /** A DICOMDIR and the files that it names, as it names them. */
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'archive' };

const wholeFileBytes = 64 * 2 ** 20;
const chunkBytes = 4 * 2 ** 20;

export default async function work(task: ImportTask): Promise<ReadOutcome | string> {
  try {
    return task.kind === 'read' ? read(task) : await digest(task);
  } catch (error) {
    throw portable(error);
  }
}

function read(task: ReadTask): ReadOutcome {
  const opened = open(task.path);
  if (typeof opened !== 'number') return opened;
  try {
    const before = fstatSync(opened);
    const outcome = task.deidentify ? readDeidentifying(task, task.deidentify, opened) : before.size <= wholeFileBytes ? readWhole(task, opened) : readInChunks(task, opened, before.size);
    const after = fstatSync(opened);
    return outcome.kind === 'instance' && (before.size !== after.size || before.mtimeMs !== after.mtimeMs) ? changedMeanwhile(task) : outcome;
  } catch (cause) {
    if (!isNadirError(cause) || cause.code !== 'unreadable') throw cause;
    if (task.owned) rmSync(task.path, { force: true });
    return { kind: 'leftOut', code: cause.reason, reason: cause.message };
  } finally {
    closeSync(opened);
  }
}

/** Another program is still writing it: what was read may be of two states. */
function changedMeanwhile(task: ReadTask): ReadOutcome {
  rmSync(task.staged, { force: true });
  return { kind: 'leftOut', code: 'IMP-10', reason: 'File changed while it was read. Import it again when nothing writes it any more.' };
}

function open(path: string): number | ReadOutcome {
  try {
    return openRegular(path) ?? { kind: 'leftOut', code: 'IMP-09', reason: 'This is not a regular file.' };
  } catch (cause) {
    return { kind: 'leftOut', code: 'IMP-10', reason: notOpened(cause) };
  }
}

function notOpened(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'File is no longer there.';
  if (code === 'EBUSY') return 'File is locked by another program. Close it there and import again.';
  return `File cannot be opened (${code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (code ?? 'unknown reason')}).`;
}

function readWhole(task: ReadTask, descriptor: number): ReadOutcome {
  const file = fileSource(descriptor);
  const bytes = file.read(0, file.size);
  const judged = judge(task, bytes, () => readInstance(bufferSource(bytes)));
  if (judged.kind !== 'wanted') return settle(task, judged);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const isStaged = stage(task, sha256, () => writeFileSync(task.staged, bytes, { flag: 'wx', mode: 0o600 }));
  return { kind: 'instance', record: judged.record, sha256, bytes: bytes.length, isStaged };
}

function readInChunks(task: ReadTask, descriptor: number, size: number): ReadOutcome {
  const file = fileSource(descriptor);
  const judged = judge(task, file.read(0, 4), () => readInstance(file));
  if (judged.kind !== 'wanted') return settle(task, judged);
  const output = task.owned ? null : openSync(task.staged, 'wx', 0o600);
  const hash = createHash('sha256');
  try {
    for (let offset = 0; offset < size; ) {
      const chunk = file.read(offset, chunkBytes);
      if (chunk.length === 0) break;
      hash.update(chunk);
      if (output !== null) for (let written = 0; written < chunk.length; ) written += writeSync(output, chunk, written);
      offset += chunk.length;
    }
  } finally {
    if (output !== null) closeSync(output);
  }
  const sha256 = hash.digest('hex');
  return { kind: 'instance', record: judged.record, sha256, bytes: size, isStaged: stage(task, sha256, () => undefined) };
}

/** A file that is de-identified is held twice for a moment. */
const largestDeidentified = 2 ** 30;

function readDeidentifying(task: ReadTask, how: DeidentifyTask, descriptor: number): ReadOutcome {
  const file = fileSource(descriptor);
  if (file.size > largestDeidentified) return settle(task, isArchive(file.read(0, 4)) ? { kind: 'archive' } : { kind: 'leftOut', code: 'DID-10', reason: 'Files above 1 GB cannot be de-identified here.' });
  if (isArchive(file.read(0, 4))) return { kind: 'archive' };
  const bytes = file.read(0, file.size);
  const judged = judge(task, bytes, () => readInstance(bufferSource(bytes)));
  if (judged.kind !== 'wanted') return settle(task, judged);
  const result = markBusy(task.busy, () => deidentifyFile(bytes, judged.record, how));
  if (result.kind === 'unlinked') return result;
  if (task.owned) rmSync(task.path, { force: true });
  if (result.kind === 'leftOut') return result;
  const { record, deidentified } = result;
  const sha256 = createHash('sha256').update(result.bytes).digest('hex');
  const isStaged = stage({ ...task, owned: false }, sha256, () => writeFileSync(task.staged, result.bytes, { flag: 'wx', mode: 0o600 }));
  return { kind: 'instance', record, sha256, bytes: result.bytes.length, isStaged, deidentified };
}

type Judged = { readonly kind: 'wanted'; readonly record: InstanceRecord } | Exclude<ReadOutcome, { kind: 'instance' }>;

function judge(task: ReadTask, head: Uint8Array, readHeader: () => ReturnType<typeof readInstance>): Judged {
  if (isArchive(head)) return { kind: 'archive' };
  const { record, isDirectory, header } = markBusy(task.busy, readHeader);
  if (isDirectory) return { kind: 'directory', names: namedFiles(header.dataSet) };
  const not = notForReading(record);
  return not === null ? { kind: 'wanted', record } : { kind: 'leftOut', ...not };
}

/** A file of ours that is not stored goes away, except an archive, which is unpacked next. */
function settle(task: ReadTask, judged: Exclude<ReadOutcome, { kind: 'instance' }>): ReadOutcome {
  if (task.owned && judged.kind !== 'archive') rmSync(task.path, { force: true });
  return judged;
}

/** Puts the copy in place unless the store has these bytes already. */
function stage(task: ReadTask, sha256: string, write: () => void): boolean {
  if (existsSync(blobPath(task.blobsRoot, sha256))) {
    rmSync(task.owned ? task.path : task.staged, { force: true });
    return false;
  }
  if (!task.owned) write();
  else moveFile(task.path, task.staged);
  return true;
}

function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    copyFileSync(from, to);
    rmSync(from, { force: true });
  }
}

async function digest({ path }: DigestTask): Promise<string> {
  const { record, header } = readInstance(bufferSource(readFileSync(path)));
  const hash = createHash('sha256');
  for (const frame of record.frames) {
    if (record.pixels !== null) hash.update(await decodeFrame(readFrame(header.source, frame.bytes), record.pixels));
    hash.update(JSON.stringify([frame.position, frame.orientation, frame.spacingMm, frame.rescaleSlope, frame.rescaleIntercept]));
  }
  return hash.update(JSON.stringify([record.dicomStudyUid, record.seriesUid, record.patientId])).digest('hex');
}
