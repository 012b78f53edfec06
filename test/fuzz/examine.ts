/** One broken file through parser, decoder and series building. What a user would be harmed by is thrown as an error that is no refusal. */
import { isNadirError } from '../../src/common/index.ts';
import { bufferSource, buildStacks, decodeFrame, isArchive, namedFiles, notForReading, readFrame, readInstance, storedBytesPerSample, type InstanceRecord, type PixelFormat } from '../../src/dicom/index.ts';

/** Frames of one file that are decoded, and the samples of all of them. */
const mostFrames = 12;
const mostSamples = 4_000_000;

export type Examined = { readonly opened: boolean; /** Why not, or ''. */ readonly code: string; readonly frames: number };

/** A refusal is fine as long as it says why; anything else that is thrown is a find. */
export function refusal(cause: unknown): string {
  if (!isNadirError(cause) || cause.code !== 'unreadable') throw cause;
  if (!/^[A-Z]{2,3}-\d\d$/.test(cause.reason)) throw new Error(`a refusal without a code: ${cause.reason} ${cause.message}`, { cause });
  if (!/^[A-Z0-9].{8,}\.$/su.test(cause.message) || cause.message.length > 400) throw new Error(`a refusal that is no sentence: ${JSON.stringify(cause.message)}`, { cause });
  return cause.reason;
}

export async function examine(bytes: Buffer): Promise<Examined> {
  if (isArchive(bytes)) return { opened: false, code: 'IMP-09', frames: 0 };
  let read: ReturnType<typeof readInstance>;
  try {
    read = readInstance(bufferSource(bytes));
  } catch (cause) {
    return { opened: false, code: refusal(cause), frames: 0 };
  }
  const { record, header, isDirectory } = read;
  if (isDirectory) namedFiles(header.dataSet);
  checkRecord(record, header.source.size);
  const frames = record.pixels === null ? 0 : await decodeFrames(record, record.pixels, (index) => readFrame(header.source, record.frames[index]?.bytes ?? []));
  if (notForReading(record) === null) checkStacks(record);
  return { opened: true, code: '', frames };
}

function checkRecord(record: InstanceRecord, size: number): void {
  const copy = JSON.parse(JSON.stringify(record)) as unknown;
  if (JSON.stringify(copy) !== JSON.stringify(record)) throw new Error('a record that does not survive JSON');
  for (const { bytes, spacingMm, position, orientation, rescaleSlope, rescaleIntercept } of record.frames) {
    if (bytes.some(({ offset, length }) => !(offset >= 0 && length >= 0 && offset + length <= size))) throw new Error('a frame outside its file');
    const numbers = [...(spacingMm ?? []), ...(position ?? []), ...(orientation?.row ?? []), ...(orientation?.column ?? []), rescaleSlope, rescaleIntercept];
    if (!numbers.every(Number.isFinite)) throw new Error(`a number that is none: ${JSON.stringify(numbers)}`);
    if (spacingMm?.some((mm) => mm <= 0) === true) throw new Error(`a spacing of ${spacingMm.join(' × ')}`);
  }
  if (record.frames.length > 0 && record.measuringOff === null && record.frames.some(({ spacingMm }) => spacingMm === null) && record.frames[0]?.spacingMm == null) throw new Error('measuring without a spacing');
}

async function decodeFrames(record: InstanceRecord, pixels: PixelFormat, read: (index: number) => Uint8Array): Promise<number> {
  const expected = pixels.rows * pixels.columns * pixels.samplesPerPixel * storedBytesPerSample(pixels);
  const count = Math.min(record.frames.length, mostFrames, Math.max(1, Math.floor(mostSamples / (pixels.rows * pixels.columns))));
  for (let index = 0; index < count; index += 1) {
    try {
      const values = await decodeFrame(read(index), pixels);
      if (values.byteLength !== expected) throw new Error(`frame ${index + 1} decoded to ${values.byteLength} bytes, its image has ${expected}`);
      checkDepth(values, pixels);
    } catch (cause) {
      refusal(cause);
    }
  }
  return count;
}

/** No stored value may lie outside the bits stored. */
function checkDepth(values: Uint8Array, { bitsAllocated, bitsStored, signed, float, photometric }: PixelFormat): void {
  if (float || bitsAllocated > 16 || photometric.startsWith('YBR')) return;
  const wide = storedBytesPerSample({ bitsAllocated } as PixelFormat) === 2;
  const aligned = values.byteOffset % 2 === 0 ? values : new Uint8Array(values);
  const samples = wide ? (signed ? Int16Array : Uint16Array) : signed ? Int8Array : Uint8Array;
  const low = signed ? -(2 ** (bitsStored - 1)) : 0;
  const high = 2 ** (signed ? bitsStored - 1 : bitsStored) - 1;
  for (const value of new samples(aligned.buffer as ArrayBuffer, aligned.byteOffset, wide ? aligned.length >> 1 : aligned.length)) if (value < low || value > high) throw new Error(`a stored value of ${value} in ${bitsStored} bits`);
}

/** The series that this file alone makes, and with a neighbour 2 mm away. */
function checkStacks(record: InstanceRecord): void {
  const neighbour: InstanceRecord = { ...record, sopInstanceUid: `${record.sopInstanceUid}.1`, frames: record.frames.slice(0, 100).map((frame) => ({ ...frame, position: frame.position && [frame.position[0], frame.position[1], frame.position[2] + 2] })) };
  for (const instances of [[record], [record, neighbour]]) {
    const stacks = buildStacks(instances);
    const slices = stacks.reduce((sum, stack) => sum + stack.images.slices.length, 0);
    const frames = instances.reduce((sum, instance) => sum + instance.frames.length, 0);
    if (slices !== frames) throw new Error(`${frames} frames became ${slices} slices`);
    for (const { summary, images } of stacks) {
      const numbers = [...(summary.spacingMm ?? []), ...images.slices.flatMap((slice) => [slice.positionMm ?? 0, ...(slice.origin ?? [])])].filter((value) => value !== null);
      if (!numbers.every(Number.isFinite)) throw new Error('a stack with a number that is none');
      if (summary.findings.some((finding) => finding.message === '' || finding.code === '' || /NaN|Infinity|undefined|\[object/.test(finding.message.replaceAll(/\(.*\)|"[^"]*"/gs, '')))) throw new Error(`a finding that says nothing: ${JSON.stringify(summary.findings)}`);
      JSON.stringify([summary, images]);
    }
  }
}
