/** Reads the header of a DICOM file: everything before the pixel data, within limits, and where the pixel data begins. */
import { inflateRawSync } from 'node:zlib';
import type { DataSet, Element } from 'dicom-parser';
import type { Finding } from '../../common/index.ts';
import { deflatedLittleEndian, explicitBigEndian, explicitLittleEndian, implicitLittleEndian, transferSyntaxOf } from '../transferSyntaxes.ts';
import { bufferSource, type ByteSource } from './byteSource.ts';
import { checkDepth, NeedMoreBytes, parseElements, type Encoding, type ParsedElements } from './elements.ts';
import { tagText, unreadable } from './failure.ts';
import { limits } from './limits.ts';

export type Header = {
  readonly dataSet: DataSet;
  readonly transferSyntaxUid: string;
  /** MediaStorageSOPClassUID of the file meta group, '' when there is none. */
  readonly mediaSopClassUid: string;
  readonly pixelElement: Element | null;
  /** Where the pixel data is read from: the file, or its inflated copy. */
  readonly source: ByteSource;
  readonly lastTag: string;
  readonly findings: readonly Finding[];
};

type Start = { readonly dataSetStart: number; readonly transferSyntaxUid: string; readonly mediaSopClassUid: string; readonly hasPreamble: boolean };

/**
 * The header of one file. Throws `unreadable` with IMP-04 (incomplete or damaged, with tag and offset), IMP-06 (not DICOM), IMP-10 (empty),
 * TS-01 or TS-02 (transfer syntax). Reads no pixel data, except that a deflated data set is inflated whole, up to a limit.
 */
export function readHeader(file: ByteSource): Header {
  if (file.size === 0) throw unreadable('IMP-10', 'File is empty.');
  const start = readStart(file.read(0, limits.firstReadBytes));
  const findings: Finding[] = [];
  if (!start.hasPreamble) findings.push({ severity: 'info', code: 'IMP-07', message: 'File has no preamble; it was read as a plain data set.' });
  const source = start.transferSyntaxUid === deflatedLittleEndian ? inflated(file, start.dataSetStart) : file;
  const { encoding, transferSyntaxUid } = settleEncoding(source, start, findings);
  const parsed = parseGrowing(source, start.dataSetStart, encoding);
  checkDepth(parsed.dataSet, limits.sequenceDepth);
  for (const tag of parsed.skipped) findings.push({ severity: 'warn', code: 'IMP-04', message: `The sequence ${tagText(tag)} is damaged and was left out.` });
  checkPlausible(parsed, start);
  return { dataSet: parsed.dataSet, transferSyntaxUid, mediaSopClassUid: start.mediaSopClassUid, pixelElement: parsed.pixelElement, source, lastTag: parsed.lastTag, findings };
}

const group = (bytes: Buffer, offset: number): number => (offset + 2 <= bytes.length ? bytes.readUInt16LE(offset) : -1);
const hasVr = (bytes: Buffer, offset: number): boolean => /^[A-Z]{2}$/.test(bytes.toString('latin1', offset + 4, offset + 6));

/** Reads preamble and file meta group, or recognises a data set without them (interoperability rows 44 and 45). */
function readStart(bytes: Buffer): Start {
  const hasPreamble = bytes.toString('latin1', 128, 132) === 'DICM';
  const metaStart = hasPreamble ? 132 : 0;
  if (hasPreamble && bytes.length < 140) throw unreadable('IMP-04', 'File is incomplete: it ends after the preamble.');
  if (!hasPreamble && !looksLikeDataSet(bytes)) throw unreadable('IMP-06', 'This is not a DICOM file.');
  const meta = readMeta(bytes, metaStart);
  return { ...meta, hasPreamble };
}

/** Plausible first element of a data set without preamble: groups 0002 or 0008, either byte order, and a length that the file can hold. */
function looksLikeDataSet(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const little = group(bytes, 0);
  const swapped = bytes.readUInt16BE(0);
  if (little === 0x0002 || little === 0x0008) return hasVr(bytes, 0) || bytes.readUInt32LE(4) <= 1024;
  return swapped === 0x0008 && hasVr(bytes, 0);
}

function readMeta(bytes: Buffer, metaStart: number): Omit<Start, 'hasPreamble'> {
  let offset = metaStart;
  let transferSyntaxUid = '';
  let mediaSopClassUid = '';
  while (group(bytes, offset) === 0x0002 && offset + 8 <= bytes.length) {
    const tag = bytes.readUInt16LE(offset + 2);
    // The meta group is always explicit little endian; a file without VR there is read all the same.
    const explicit = hasVr(bytes, offset);
    const long = explicit && /^(O[BDFLVW]|SQ|U[CNRT]|[SU]V)$/.test(bytes.toString('latin1', offset + 4, offset + 6));
    const headerLength = long ? 12 : 8;
    if (offset + headerLength > bytes.length) throw cutInMeta(tag, offset);
    const length = long ? bytes.readUInt32LE(offset + 8) : explicit ? bytes.readUInt16LE(offset + 6) : bytes.readUInt32LE(offset + 4);
    const value = offset + headerLength;
    if (length > bytes.length - value) throw cutInMeta(tag, offset);
    const text = bytes.toString('latin1', value, value + Math.min(length, 128)).replace(/[\0 ]+$/, '');
    if (tag === 0x0010) transferSyntaxUid = text;
    if (tag === 0x0002) mediaSopClassUid = text;
    offset = value + length;
  }
  return { dataSetStart: offset, transferSyntaxUid, mediaSopClassUid };
}

const cutInMeta = (element: number, offset: number) =>
  unreadable('IMP-04', `File is incomplete: it ends inside the file meta element (0002,${element.toString(16).padStart(4, '0').toUpperCase()}) at offset ${offset}.`, { offset });

const storedBlockBytes = 0xffff;

/** Inflates the data set behind the meta group; offsets then count in the inflated file. */
function inflated(file: ByteSource, start: number): ByteSource {
  if (file.size > limits.inflatedBytes) throw unreadable('IMP-09', 'The deflated file is too large to be read.');
  // The meta group goes ahead as blocks that are stored, not compressed (RFC 1951, 3.2.4), so that one buffer comes out.
  const blocks: Buffer[] = [];
  for (let offset = 0; offset < start; offset += storedBlockBytes) {
    const bytes = file.read(offset, Math.min(storedBlockBytes, start - offset));
    const head = Buffer.alloc(5);
    head.writeUInt16LE(bytes.length, 1);
    head.writeUInt16LE(bytes.length ^ 0xffff, 3);
    blocks.push(head, bytes);
  }
  try {
    return bufferSource(inflateRawSync(Buffer.concat([...blocks, file.read(start, file.size - start)]), { maxOutputLength: limits.inflatedBytes }));
  } catch (cause) {
    const tooLarge = cause instanceof RangeError || (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLarge) throw unreadable('IMP-09', `The data set inflates to more than ${limits.inflatedBytes / 1024 / 1024} MB.`, {}, cause);
    throw unreadable('IMP-04', 'File is damaged: it says Deflated, but its data set cannot be inflated.', { offset: start }, cause);
  }
}

/** What the meta group says, checked against the first element: some writers say explicit and write implicit, or say nothing. */
function settleEncoding(source: ByteSource, start: Start, findings: Finding[]): { encoding: Encoding; transferSyntaxUid: string } {
  const head = source.read(start.dataSetStart, 8);
  if (head.length < 8) throw unreadable('IMP-04', 'File is incomplete: it has no data set.', { offset: start.dataSetStart });
  const explicit = hasVr(head, 0);
  const bigEndian = explicit && head.readUInt16LE(0) > 0x00ff && head.readUInt16BE(0) <= 0x00ff;
  if (start.transferSyntaxUid === '') {
    const guessed = bigEndian ? explicitBigEndian : explicit ? explicitLittleEndian : implicitLittleEndian;
    findings.push({ severity: 'warn', code: 'TS-02', message: 'The file does not name its transfer syntax; it was detected.' });
    return { encoding: { explicit, bigEndian }, transferSyntaxUid: guessed };
  }
  const known = transferSyntaxOf(start.transferSyntaxUid);
  if (known === undefined) throw unreadable('TS-02', `Transfer syntax ${start.transferSyntaxUid.slice(0, 64).replace(/[^\x20-\x7e]/g, '?')} is not known.`);
  // Its data set would have to be inflated first, for pixels that lie on a server.
  if (known.codec === null && known.deflated) throw unreadable('TS-01', `This image uses ${known.name}, which is not supported.`);
  if (known.explicit !== explicit || known.bigEndian !== bigEndian) {
    findings.push({ severity: 'warn', code: 'TS-02', message: `The file says ${known.name}, but its data set is ${explicit ? 'explicit' : 'implicit'} VR ${bigEndian ? 'big' : 'little'} endian; it was read as that.` });
    const uid = known.codec === 'native' && !known.deflated ? (bigEndian ? explicitBigEndian : explicit ? explicitLittleEndian : implicitLittleEndian) : start.transferSyntaxUid;
    return { encoding: { explicit, bigEndian }, transferSyntaxUid: uid };
  }
  return { encoding: { explicit, bigEndian }, transferSyntaxUid: start.transferSyntaxUid };
}

/** Parses from a growing beginning of the file, so that a small header of a large file costs one small read. */
function parseGrowing(source: ByteSource, start: number, encoding: Encoding): ParsedElements {
  const most = Math.min(source.size, limits.headerBytes);
  for (let length = limits.firstReadBytes; ; length *= 4) {
    const bytes = source.read(0, Math.min(length, most));
    try {
      const parsed = parseElements(bytes, start, encoding);
      if (parsed.pixelElement !== null || bytes.length >= most) return parsed;
    } catch (cause) {
      if (!(cause instanceof NeedMoreBytes)) throw cause;
      if (bytes.length < most) continue;
      if (most < source.size) throw unreadable('IMP-09', `The header is larger than ${limits.headerBytes / 1024 / 1024} MB.`, { tag: cause.tag, offset: cause.offset }, cause);
      throw incomplete(cause, source);
    }
  }
}

function incomplete(cause: NeedMoreBytes, source: ByteSource) {
  const deep = cause.cause instanceof RangeError && /call stack/i.test(cause.cause.message);
  const message = deep
    ? `File is damaged: sequences are nested too deep at ${tagText(cause.tag)}, offset ${cause.offset}.`
    : `File is incomplete: the element ${tagText(cause.tag)} at offset ${cause.offset} goes past the end (${source.size} bytes).`;
  return unreadable('IMP-04', message, { tag: cause.tag, offset: cause.offset }, cause.cause ?? cause);
}

/** A data set that holds nothing of group 0008 nor an image nor a directory is random bytes that happened to parse. */
function checkPlausible(parsed: ParsedElements, start: Start): void {
  const { elements } = parsed.dataSet;
  const identifies = ['x00080016', 'x00080018', 'x00080060', 'x0020000d', 'x00280010', 'x00041220', 'x00100010', 'x00100020'].some((tag) => elements[tag] !== undefined);
  const anyKnownGroup = Object.keys(elements).some((tag) => /^x00(0[48]|10|18|20|28)/.test(tag));
  if (!identifies && !(start.hasPreamble && anyKnownGroup)) throw unreadable('IMP-06', 'This is not a DICOM file: it holds no known element.');
}
