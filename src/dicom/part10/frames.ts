/** Where every frame's bytes are in the file: native by arithmetic, encapsulated by offset tables or by looking at the fragments. */
import type { Finding } from '../../common/index.ts';
import type { ByteRange, PixelFormat } from '../model.ts';
import { isEncapsulated, transferSyntaxOf } from '../transferSyntaxes.ts';
import type { ByteSource } from './byteSource.ts';
import { bytesOf } from './values.ts';
import { unreadable } from './failure.ts';
import type { Header } from './header.ts';
import { limits } from './limits.ts';

export type FrameLocations = { readonly frames: readonly (readonly ByteRange[])[]; readonly findings: readonly Finding[] };

const itemTag = 0xfffee000;
const sequenceEnd = 0xfffee0dd;

/** Bytes of one native frame as it lies in the file; 1-bit frames are not byte aligned and count up. */
export function nativeFrameBytes(format: PixelFormat): number {
  const samples = format.rows * format.columns * (format.photometric === 'YBR_FULL_422' && format.samplesPerPixel === 3 ? 2 : format.samplesPerPixel);
  return Math.ceil((samples * format.bitsAllocated) / 8);
}

/**
 * The byte ranges of all frames. Throws `unreadable`: IMP-04 when pixels are missing, IMP-09 for absurd sizes, TS-02 when the data contradicts
 * the transfer syntax. Longer pixel data than expected is a finding (IMP-05).
 */
export function locateFrames(header: Header, format: PixelFormat, frameCount: number): FrameLocations {
  if (frameCount > limits.frames) throw unreadable('IMP-04', `File is incomplete: it declares ${frameCount} frames.`);
  if (nativeFrameBytes(format) > limits.frameBytes) throw unreadable('IMP-04', `File is incomplete: it declares ${format.rows} × ${format.columns} pixels (${Math.round(nativeFrameBytes(format) / 1024 / 1024)} MB a frame) in ${header.source.size} bytes.`);
  const element = header.pixelElement;
  if (element === null) throw unreadable('IMP-04', 'File is incomplete: an image without pixel data.');
  const { source } = header;
  const start = element.dataOffset;
  const encapsulated = isEncapsulated(format.transferSyntaxUid);
  const declared = element.hadUndefinedLength === true ? null : element.length;
  if (encapsulated && declared !== null) throw unreadable('TS-02', `The file says ${transferSyntaxOf(format.transferSyntaxUid)?.name ?? 'compressed'}, but its pixel data is not encapsulated.`, { tag: element.tag, offset: start });
  const begins = source.read(start, 4);
  const hasItems = begins.length === 4 && begins.readUInt16LE(0) === 0xfffe && begins.readUInt16LE(2) === 0xe000;
  if (!encapsulated && !(declared === null && hasItems)) return nativeFrames(source, start, declared, format, frameCount);
  return { frames: encapsulatedFrames(header, start, format, frameCount), findings: [] };
}

function nativeFrames(source: ByteSource, start: number, declared: number | null, format: PixelFormat, frameCount: number): FrameLocations {
  const frameBytes = nativeFrameBytes(format);
  const bits = format.bitsAllocated === 1 ? format.rows * format.columns * format.samplesPerPixel : 0;
  const expected = bits > 0 ? Math.ceil((bits * frameCount) / 8) : frameBytes * frameCount;
  const present = Math.min(declared ?? source.size - start, Math.max(0, source.size - start));
  if (present < expected) throw unreadable('IMP-04', `File is incomplete: ${present} of ${expected} bytes of pixel data are there.`, { offset: start, present, expected });
  const findings: Finding[] = [];
  if (declared !== null && declared > expected + 1 && declared <= source.size - start) findings.push({ severity: 'warn', code: 'IMP-05', message: `Pixel data is ${declared - expected} bytes longer than the image needs; the rest was ignored.` });
  if (declared !== null && declared > source.size - start) findings.push({ severity: 'warn', code: 'IMP-05', message: 'Pixel data declares more bytes than the file has; the image itself is whole.' });
  // A single frame of whole words keeps its padding byte, so that words can be swapped.
  const padded = frameCount === 1 && format.words && frameBytes % 2 === 1 && present > frameBytes ? frameBytes + 1 : frameBytes;
  const frames = Array.from({ length: frameCount }, (_, index) => [{ offset: start + (bits > 0 ? Math.floor((bits * index) / 8) : frameBytes * index), length: padded }]);
  return { frames, findings };
}

type Fragments = { readonly offsetTable: readonly number[]; readonly fragments: readonly ByteRange[]; readonly firstFragment: number };

function encapsulatedFrames(header: Header, start: number, format: PixelFormat, frameCount: number): readonly (readonly ByteRange[])[] {
  const read = readFragments(header.source, start);
  const { fragments } = read;
  if (fragments.length === 0) throw unreadable('IMP-04', 'File is incomplete: the pixel data holds no fragment.', { offset: start });
  if (frameCount === 1) return [fragments];
  if (fragments.length === frameCount) return fragments.map((fragment) => [fragment]);
  const byTable = splitByOffsets(read, extendedOffsets(header, frameCount) ?? read.offsetTable, frameCount);
  const frames = byTable ?? (format.transferSyntaxUid.endsWith('.5') ? null : splitByImageStarts(header.source, fragments));
  if (frames?.length !== frameCount) throw unreadable('IMP-04', `File is incomplete: ${frames?.length ?? fragments.length} of ${frameCount} frames can be found.`, { offset: start });
  return frames;
}

/** Walks the items: the first is the basic offset table, the rest are fragments, until the sequence delimiter or the end of the file. */
function readFragments(source: ByteSource, start: number): Fragments {
  const fragments: ByteRange[] = [];
  let offsetTable: number[] = [];
  let firstFragment = 0;
  let offset = start;
  for (let index = 0; offset + 8 <= source.size; index += 1) {
    const head = source.read(offset, 8);
    const tag = head.readUInt16LE(0) * 0x10000 + head.readUInt16LE(2);
    if (tag === sequenceEnd) break;
    const length = head.readUInt32LE(4);
    // Bytes after the last fragment without a delimiter: padding or rubbish, the frames before it are whole.
    if (tag !== itemTag) { if (fragments.length > 0) break; throw unreadable('IMP-04', `File is damaged: no pixel data item at offset ${offset}.`, { offset }); }
    if (offset + 8 + length > source.size) throw unreadable('IMP-04', `File is incomplete: the pixel data item at offset ${offset} goes past the end (${source.size} bytes).`, { offset });
    if (index === 0) {
      const table = source.read(offset + 8, Math.min(length, limits.frames * 4));
      offsetTable = Array.from({ length: Math.floor(table.length / 4) }, (_, entry) => table.readUInt32LE(entry * 4));
      firstFragment = offset + 8 + length;
    } else {
      if (fragments.length >= limits.fragments) throw unreadable('IMP-09', `The pixel data has more than ${limits.fragments.toLocaleString('en')} fragments.`);
      fragments.push({ offset: offset + 8, length });
    }
    offset += 8 + length;
  }
  return { offsetTable, fragments, firstFragment };
}

/** Extended Offset Table (7FE0,0001): 64-bit offsets of the frames' items. */
function extendedOffsets(header: Header, frameCount: number): readonly number[] | null {
  const bytes = Buffer.from(bytesOf(header.dataSet, 'x7fe00001'));
  return bytes.length === frameCount * 8 ? Array.from({ length: frameCount }, (_, index) => Number(bytes.readBigUInt64LE(index * 8))) : null;
}

/** Frames by a table whose every entry is the start of an item, in order; null when the table does not fit the fragments. */
function splitByOffsets({ fragments, firstFragment }: Fragments, offsets: readonly number[], frameCount: number): ByteRange[][] | null {
  if (offsets.length !== frameCount || offsets[0] !== 0) return null;
  const starts = new Map(fragments.map((fragment, index) => [fragment.offset - 8 - firstFragment, index]));
  const indices = offsets.map((offset) => starts.get(offset));
  if (indices.some((index, position) => index === undefined || (position > 0 && index <= (indices[position - 1] ?? 0)))) return null;
  return indices.map((index, position) => fragments.slice(index, indices[position + 1] ?? fragments.length));
}

/** Frames by where a code stream begins: SOI (JPEG, JPEG-LS) or SOC followed by SIZ (JPEG 2000). */
function splitByImageStarts(source: ByteSource, fragments: readonly ByteRange[]): ByteRange[][] {
  const frames: ByteRange[][] = [];
  for (const fragment of fragments) {
    const head = source.read(fragment.offset, 4);
    const begins = head.length >= 3 && ((head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) || (head[0] === 0xff && head[1] === 0x4f && head[2] === 0xff));
    const last = frames.at(-1);
    if (begins || last === undefined) frames.push([fragment]);
    else last.push(fragment);
  }
  return frames;
}

/** The bytes of one frame, its fragments joined. A single range of a buffer source is not copied. */
export function readFrame(source: ByteSource, ranges: readonly ByteRange[]): Buffer {
  const [first] = ranges;
  if (ranges.length === 1 && first !== undefined) return source.read(first.offset, first.length);
  return Buffer.concat(ranges.map((range) => source.read(range.offset, range.length)));
}
