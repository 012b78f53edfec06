/** Reads one file for `nadir inspect`. Runs in a worker thread, so that a hostile file can be given up after its time. */
import { closeSync, realpathSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { isNadirError } from '../../common/index.ts';
import { decodeFrame, fileSource, isArchive, openRegular, readFrame, readInstance, type InstanceRecord, type PixelFormat, type ReadInstance } from '../../dicom/index.ts';
import type { InspectedFile, PixelStatistics } from '../inspectModel.ts';
import { notOpened } from '../inspectModel.ts';

export type InspectTask = { readonly path: string; readonly pixels: boolean };

export default async function inspect(task: InspectTask): Promise<InspectedFile> {
  let descriptor: number | null;
  try {
    descriptor = openRegular(realpathSync(task.path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    return notOpened(task.path, 'IMP-10', code === 'ENOENT' ? 'There is no such file.' : `File cannot be opened (${code ?? 'unknown reason'}).`);
  }
  if (descriptor === null) return notOpened(task.path, 'IMP-09', 'This is not a regular file.');
  try {
    const file = fileSource(descriptor);
    if (isArchive(file.read(0, 4))) return notOpened(task.path, 'IMP-09', 'This is a ZIP archive, not a DICOM file. Import it, or unpack it first.');
    return await describe(task, readInstance(file));
  } catch (cause) {
    if (!isNadirError(cause)) return notOpened(task.path, 'IMP-04', 'File is damaged and cannot be read.');
    return notOpened(task.path, cause.reason, cause.message);
  } finally {
    closeSync(descriptor);
  }
}

async function describe(task: InspectTask, read: ReadInstance): Promise<InspectedFile> {
  const { record, header } = read;
  const facts = factsOf(task.path, record, header.transferSyntaxUid);
  const [first] = record.frames;
  if (!task.pixels || record.pixels === null || first === undefined) return { ...facts, opens: true };
  try {
    const values = await decodeFrame(readFrame(header.source, first.bytes), record.pixels);
    const last = record.frames.length > 1 ? record.frames.at(-1) : undefined;
    const lastFrame = last === undefined ? {} : { lastFrameSha256: sha256(await decodeFrame(readFrame(header.source, last.bytes), record.pixels)) };
    return { ...facts, opens: true, pixels: { ...statistics(values, record.pixels), ...lastFrame } };
  } catch (cause) {
    if (!isNadirError(cause)) throw cause;
    return { ...facts, opens: false, code: cause.reason, reason: cause.message };
  }
}

function factsOf(path: string, record: InstanceRecord, transferSyntax: string): Omit<InspectedFile, 'opens'> {
  const { pixels, frames } = record;
  return {
    path, sopClass: record.sopClassUid || null, transferSyntax, modality: record.modality || null,
    rows: pixels?.rows ?? null, columns: pixels?.columns ?? null, frames: pixels === null ? null : frames.length,
    bitsAllocated: pixels?.bitsAllocated ?? null, bitsStored: pixels?.bitsStored ?? null, signed: pixels?.signed ?? null, photometric: pixels?.photometric ?? null,
    spacingMm: frames[0]?.spacingMm ?? null, spacingSource: record.spacingSource, spacingReason: record.spacingReason ?? null, measuringOff: record.measuringOff,
    patientName: record.patientName, ...(record.regions === undefined ? {} : { regions: record.regions }), ...(record.valueUnit === undefined ? {} : { valueUnit: record.valueUnit }),
    ...(record.suvFactor === undefined ? {} : { suvFactor: record.suvFactor }), findings: record.findings,
  };
}

const sha256 = (values: Uint8Array): string => createHash('sha256').update(values).digest('hex');

/** Over the decoded stored values of one frame, as little-endian bytes, samples interleaved. */
function statistics(values: Uint8Array, format: PixelFormat): PixelStatistics {
  const samples = typedView(values, format);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of samples) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { min, max, mean: sum / samples.length, sha256: sha256(values) };
}

type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

function typedView(values: Uint8Array, { bitsAllocated, signed, float }: PixelFormat): Samples {
  const { buffer, byteOffset, byteLength } = byteOffsetAligned(values);
  if (float) return bitsAllocated === 64 ? new Float64Array(buffer, byteOffset, byteLength >> 3) : new Float32Array(buffer, byteOffset, byteLength >> 2);
  if (bitsAllocated <= 8) return signed ? new Int8Array(buffer, byteOffset, byteLength) : new Uint8Array(buffer, byteOffset, byteLength);
  if (bitsAllocated <= 16) return signed ? new Int16Array(buffer, byteOffset, byteLength >> 1) : new Uint16Array(buffer, byteOffset, byteLength >> 1);
  return signed ? new Int32Array(buffer, byteOffset, byteLength >> 2) : new Uint32Array(buffer, byteOffset, byteLength >> 2);
}

const byteOffsetAligned = (values: Uint8Array): Uint8Array => (values.byteOffset % 8 === 0 ? values : new Uint8Array(values));
