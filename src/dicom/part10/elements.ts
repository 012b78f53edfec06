/**
 * The elements of a data set up to its pixel data, by dicom-parser's element readers, driven one element at a time so that a failure names its tag and
 * offset and a damaged sequence of known length can be stepped over.
 */
import type { DataSet, Element } from 'dicom-parser';
import { isNadirError } from '../../common/index.ts';
import { dicomParser, makeDataSet } from './dicomParser.ts';
import { tagText, unreadable } from './failure.ts';
import { limits } from './limits.ts';

export const pixelTags = new Set(['x7fe00010', 'x7fe00008', 'x7fe00009']);
const undefinedLength = 0xffffffff;

export type Encoding = { readonly explicit: boolean; readonly bigEndian: boolean };

export type ParsedElements = {
  readonly dataSet: DataSet;
  /** The pixel data element, whose value was not read; null when the data set has none. */
  readonly pixelElement: Element | null;
  /** Tags of sequences that were damaged and left out. */
  readonly skipped: readonly string[];
  /** Tag of the last element before the end or the pixel data. */
  readonly lastTag: string;
};

/** The bytes at hand end before the header does: read more, or the file is incomplete. */
export class NeedMoreBytes extends Error {
  readonly tag: string;
  readonly offset: number;
  constructor(tag: string, offset: number, cause?: unknown) {
    super(`data set goes on past the bytes at hand at ${tagText(tag)}, offset ${offset}`, cause === undefined ? undefined : { cause });
    this.tag = tag;
    this.offset = offset;
  }
}

/**
 * Parses from `start` until pixel data or the end of `bytes`. `bytes` may be the beginning of the file only.
 * Throws NeedMoreBytes when an element reaches past it, `unreadable` (IMP-04) when the structure is broken whatever follows.
 */
export function parseElements(bytes: Buffer, start: number, encoding: Encoding): ParsedElements {
  const reader = encoding.bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(reader, bytes, start);
  stream.warnings = [];
  countElements(stream);
  const elements: Record<string, Element> = {};
  const skipped: string[] = [];
  let lastTag = '';
  while (stream.position + 8 <= bytes.length) {
    const offset = stream.position;
    const tag = dicomParser.readTag(stream);
    stream.position = offset;
    if (pixelTags.has(tag)) return { dataSet: makeDataSet(reader, bytes, elements, stream.warnings), pixelElement: readPixelElement(stream, encoding, bytes), skipped, lastTag };
    const element = readElement(stream, encoding, tag, skipped);
    // The first of repeated elements wins: a later one is out of order and may be an attack on whoever reads the last.
    elements[tag] ??= element;
    lastTag = tag;
  }
  // Before the end: too few bytes for another element. Behind it: the last element is longer than what is there.
  if (stream.position !== bytes.length) throw new NeedMoreBytes(lastTag, stream.position);
  return { dataSet: makeDataSet(reader, bytes, elements, stream.warnings), pixelElement: null, skipped, lastTag };
}

type Stream = InstanceType<typeof dicomParser.ByteStream>;

/** Of a stream before it is parsed: bounds what the parser makes of many tiny elements, however nested: it reads a VR or a 32-bit length for each. Throws IMP-09. */
export function countElements(stream: Stream): void {
  let count = 0;
  const counted = <Args extends unknown[], Result>(read: (...args: Args) => Result) => (...args: Args): Result => {
    if ((count += 1) > limits.headerElements) throw unreadable('IMP-09', `The header holds more than ${limits.headerElements.toLocaleString('en')} elements.`);
    return read.apply(stream, args);
  };
  Object.assign(stream, { readUint32: counted(stream.readUint32), readFixedString: counted(stream.readFixedString) });
}

function readElement(stream: Stream, encoding: Encoding, tag: string, skipped: string[]): Element {
  const offset = stream.position;
  if (encoding.explicit && longVrs.has(vrAt(stream, offset))) return readLongElement(stream, tag);
  const warnings = stream.warnings.length;
  try {
    const element = encoding.explicit ? dicomParser.readDicomElementExplicit(stream, stream.warnings) : dicomParser.readDicomElementImplicit(stream);
    if (endedEarly(stream, element, warnings)) throw new NeedMoreBytes(tag, offset);
    return element;
  } catch (cause) {
    if (cause instanceof NeedMoreBytes || isNadirError(cause)) throw cause;
    // Nesting that exhausts the stack is no damage to step over.
    const known = cause instanceof RangeError && /call stack/i.test(cause.message) ? null : stepOver(stream, encoding, tag, offset);
    if (known === null) throw new NeedMoreBytes(tag, offset, cause);
    skipped.push(tag);
    return known;
  }
}

/** OV, SV and UV have a 32-bit length, which dicom-parser does not know. */
const longVrs = new Set(['OV', 'SV', 'UV']);

/** dicom-parser closes an element of undefined length at the end of the bytes with a warning or silently; for us that is a header cut short. */
function endedEarly(stream: Stream, element: Element, warningsBefore: number): boolean {
  if (element.hadUndefinedLength !== true) return false;
  const warned = stream.warnings.slice(warningsBefore).some((warning) => warning.startsWith('eof encountered'));
  return warned || (element.items === undefined && stream.position >= stream.byteArray.length);
}

const vrAt = (stream: Stream, offset: number): string => String.fromCharCode(stream.byteArray[offset + 4] ?? 0, stream.byteArray[offset + 5] ?? 0);

function readLongElement(stream: Stream, tag: string): Element {
  const offset = stream.position;
  const vr = vrAt(stream, offset);
  stream.position += 8;
  const element: Element = { tag, vr, length: stream.readUint32(), dataOffset: stream.position };
  if (element.length > stream.byteArray.length - stream.position) throw new NeedMoreBytes(tag, offset);
  stream.position += element.length;
  return element;
}

/** A sequence whose content is damaged but whose length is known and inside the bytes: leave it out and go on behind it. */
function stepOver(stream: Stream, encoding: Encoding, tag: string, offset: number): Element | null {
  const size = stream.byteArray.length;
  if (offset + 12 > size) return null;
  const vr = encoding.explicit ? vrAt(stream, offset) : 'SQ';
  if (vr !== 'SQ' && vr !== 'UN') return null;
  stream.position = offset + (encoding.explicit ? 8 : 4);
  const length = stream.readUint32();
  if (length === undefinedLength || length > size - stream.position) return null;
  const element: Element = { tag, vr, length, dataOffset: stream.position, items: [] };
  stream.position += length;
  return element;
}

function readPixelElement(stream: Stream, encoding: Encoding, bytes: Buffer): Element {
  const offset = stream.position;
  const tag = dicomParser.readTag(stream);
  if (offset + 12 > bytes.length) throw new NeedMoreBytes(tag, offset);
  const vr = encoding.explicit ? String.fromCharCode(bytes[offset + 4] ?? 0, bytes[offset + 5] ?? 0) : undefined;
  stream.position = offset + 4;
  // Explicit VR: two bytes VR, two reserved, then 32-bit length; a file that says explicit and means implicit has the length here.
  if (vr !== undefined && /^[A-Z]{2}$/.test(vr)) stream.position += 4;
  const length = stream.readUint32();
  return { tag, ...(vr === undefined ? {} : { vr }), length, dataOffset: stream.position, ...(length === undefinedLength ? { hadUndefinedLength: true } : {}) };
}

/** Deepest nesting of sequences, for the bound. Iterative, so that hostile depth costs no stack. */
export function checkDepth(dataSet: DataSet, deepest: number): void {
  let level: DataSet[] = [dataSet];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw unreadable('IMP-04', `File is damaged: sequences are nested more than ${deepest} deep.`);
    const next: DataSet[] = [];
    for (const set of level) for (const element of Object.values(set.elements)) for (const item of element.items ?? []) if (item.dataSet !== undefined) next.push(item.dataSet);
    level = next;
  }
}
