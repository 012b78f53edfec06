/**
 * Reads a whole DICOM file into a tree, within bounds. Own code and not dicom-parser, because here every byte must be accounted for: what this reader does
 * not understand does not exist in the output.
 */
import { inflateRawSync } from 'node:zlib';
import { transferSyntaxOf } from '../dicom/index.ts';
import { dictionaryOf } from './facts.ts';
import { pixelTags, type Content, type Element, type Encoding, type Item } from './tree.ts';

/** Bounds on hostile files. */
export const readLimits = { elements: 1_500_000, depth: 100, inflatedBytes: 256 * 1024 * 1024 } as const;

export type DicomFile = {
  readonly transferSyntaxUid: string;
  readonly encoding: Encoding;
  readonly deflated: boolean;
  readonly metaSopClassUid: string;
  readonly metaSopInstanceUid: string;
  readonly elements: readonly Element[];
};

/** The file cannot be read as DICOM. `code` is of this room's table; the message names tags and offsets, never values. */
export class Unreadable extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const undefinedLength = 0xffffffff;
const itemTag = 0xfffee000;
const itemEnd = 0xfffee00d;
const sequenceEnd = 0xfffee0dd;
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const implicitLittle: Encoding = { explicit: false, bigEndian: false };
const tagText = (tag: number): string => `(${(tag >>> 16).toString(16).padStart(4, '0').toUpperCase()},${(tag & 0xffff).toString(16).padStart(4, '0').toUpperCase()})`;
const damaged = (what: string): Unreadable => new Unreadable('DEID-01', `File is damaged or incomplete: ${what}.`);

/** Reads the file; with `until`, elements of the top level after that tag are left out. Throws Unreadable (DEID-01, DEID-02). */
export function readFile(file: Uint8Array, until = undefinedLength): DicomFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const meta = readMeta(bytes);
  const deflated = meta.transferSyntaxUid === '1.2.840.10008.1.2.1.99';
  const body = deflated ? inflated(bytes, meta.end) : bytes.subarray(meta.end);
  const { encoding, transferSyntaxUid } = settle(body, meta.transferSyntaxUid);
  const elements = new Reader(body, until).readAll(encoding);
  return { transferSyntaxUid, encoding, deflated, metaSopClassUid: meta.sopClassUid, metaSopInstanceUid: meta.sopInstanceUid, elements };
}

const isCapital = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x41 && byte <= 0x5a;
const hasVr = (bytes: Buffer, at: number): boolean => isCapital(bytes[at + 4]) && isCapital(bytes[at + 5]);
const groupAt = (bytes: Buffer, at: number): number => (at + 2 <= bytes.length ? bytes.readUInt16LE(at) : -1);

function isDataSet(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const group = bytes.readUInt16LE(0);
  if (group === 0x0002 || group === 0x0008) return hasVr(bytes, 0) || bytes.readUInt32LE(4) <= 1024;
  return bytes.readUInt16BE(0) === 0x0008 && hasVr(bytes, 0);
}

/** The file meta group, explicit little endian by the standard, also where a writer left out preamble or VR. */
function readMeta(bytes: Buffer): { end: number; transferSyntaxUid: string; sopClassUid: string; sopInstanceUid: string } {
  const hasPreamble = bytes.toString('latin1', 128, 132) === 'DICM';
  if (!hasPreamble && !isDataSet(bytes)) throw new Unreadable('DEID-02', 'This is not a DICOM file.');
  const texts = new Map<number, string>();
  let at = hasPreamble ? 132 : 0;
  while (groupAt(bytes, at) === 0x0002 && at + 8 <= bytes.length) {
    const explicit = hasVr(bytes, at);
    const long = explicit && longVrs.has(bytes.toString('latin1', at + 4, at + 6));
    const value = at + (long ? 12 : 8);
    if (value > bytes.length) throw damaged(`it ends in the file meta group at offset ${at}`);
    const length = long ? bytes.readUInt32LE(at + 8) : explicit ? bytes.readUInt16LE(at + 6) : bytes.readUInt32LE(at + 4);
    if (length > bytes.length - value) throw damaged(`it ends in the file meta group at offset ${at}`);
    texts.set(bytes.readUInt16LE(at + 2), bytes.toString('latin1', value, value + Math.min(length, 128)).replace(/[\0 ]+$/, ''));
    at = value + length;
  }
  return { end: at, transferSyntaxUid: texts.get(0x10) ?? '', sopClassUid: texts.get(0x02) ?? '', sopInstanceUid: texts.get(0x03) ?? '' };
}

function inflated(bytes: Buffer, start: number): Buffer {
  try {
    return inflateRawSync(bytes.subarray(start), { maxOutputLength: readLimits.inflatedBytes });
  } catch {
    throw damaged('its deflated data set cannot be inflated');
  }
}

/** What the meta group says, corrected by the first element: some writers say explicit and write implicit, or say nothing. */
function settle(body: Buffer, said: string): { encoding: Encoding; transferSyntaxUid: string } {
  if (body.length < 8) throw damaged('it holds no data set');
  const explicit = hasVr(body, 0);
  const bigEndian = explicit && body.readUInt16LE(0) > 0xff && body.readUInt16BE(0) <= 0xff;
  const native = `1.2.840.10008.1.2${bigEndian ? '.2' : explicit ? '.1' : ''}`;
  const known = said === '' ? undefined : transferSyntaxOf(said);
  if (said !== '' && known === undefined) throw new Unreadable('DEID-02', 'The transfer syntax of this file is not known.');
  const agrees = known !== undefined && known.explicit === explicit && known.bigEndian === bigEndian;
  return { encoding: { explicit, bigEndian }, transferSyntaxUid: agrees || (known !== undefined && (known.codec !== 'native' || known.deflated)) ? said : native };
}

class Reader {
  private readonly bytes: Buffer;
  private readonly until: number;
  private count = 0;

  constructor(bytes: Buffer, until: number) {
    this.bytes = bytes;
    this.until = until;
  }

  /** The top level. The pixel data ends it: nothing behind it belongs to the image. */
  readAll(encoding: Encoding): readonly Element[] {
    const elements: Element[] = [];
    let at = 0;
    while (at + 8 <= this.bytes.length) {
      const tag = this.tagAt(at, encoding);
      if (tag > this.until) return elements;
      if (pixelTags.has(tag)) return [...elements, this.pixelData(at, tag, encoding)];
      const read = this.element(at, this.bytes.length, encoding, 0);
      elements.push(read.element);
      at = read.end;
    }
    if (at < this.bytes.length) throw damaged(`it ends inside an element at offset ${at}`);
    return elements;
  }

  private tagAt(at: number, { bigEndian }: Encoding): number {
    const { bytes } = this;
    return bigEndian ? bytes.readUInt16BE(at) * 0x10000 + bytes.readUInt16BE(at + 2) : bytes.readUInt16LE(at) * 0x10000 + bytes.readUInt16LE(at + 2);
  }

  private longAt = (at: number, { bigEndian }: Encoding): number => (bigEndian ? this.bytes.readUInt32BE(at) : this.bytes.readUInt32LE(at));

  /** Tag, VR, length and where the value begins. */
  private head(at: number, end: number, encoding: Encoding): { tag: number; vr: string; length: number; value: number } {
    const tag = this.tagAt(at, encoding);
    this.count += 1;
    if (this.count > readLimits.elements) throw new Unreadable('DEID-01', `The file holds more than ${readLimits.elements} elements.`);
    if (!encoding.explicit) return { tag, vr: '', length: this.longAt(at + 4, encoding), value: at + 8 };
    // Letters that are no VR are read as one with a short length; what the value is then says the dictionary.
    const vr = hasVr(this.bytes, at) ? this.bytes.toString('latin1', at + 4, at + 6) : '??';
    if (!longVrs.has(vr)) return { tag, vr, length: encoding.bigEndian ? this.bytes.readUInt16BE(at + 6) : this.bytes.readUInt16LE(at + 6), value: at + 8 };
    if (at + 12 > end) throw damaged(`it ends inside the element ${tagText(tag)} at offset ${at}`);
    return { tag, vr, length: this.longAt(at + 8, encoding), value: at + 12 };
  }

  private element(at: number, end: number, encoding: Encoding, depth: number): { element: Element; end: number } {
    const { tag, vr, length, value } = this.head(at, end, encoding);
    if (length === undefinedLength) {
      const read = this.undefinedLength(tag, vr, value, end, encoding, depth);
      return { element: { tag, vr, content: read.content }, end: read.end };
    }
    if (length > end - value) throw damaged(`the element ${tagText(tag)} at offset ${at} goes past the end`);
    return { element: { tag, vr, content: this.known(tag, vr, value, value + length, encoding, depth) }, end: value + length };
  }

  /** A value of known length. A sequence that breaks inside it is damaged, and what follows it can still be read. */
  private known(tag: number, vr: string, value: number, end: number, encoding: Encoding, depth: number): Content {
    // The byte order inside UN is little endian, which a big endian file could not take over as it is.
    const isSequence = vr === 'SQ' || ((vr === '' || (vr === 'UN' && !encoding.bigEndian)) && dictionaryOf(tag)?.vrs[0] === 'SQ');
    if (!isSequence) return { kind: 'value', bytes: this.bytes.subarray(value, end) };
    try {
      const read = this.items(value, end, vr === 'UN' ? implicitLittle : encoding, depth + 1, false);
      return { kind: 'items', items: read.items, undefinedLength: false };
    } catch (cause) {
      if (cause instanceof Unreadable && this.count <= readLimits.elements) return { kind: 'damaged' };
      throw cause;
    }
  }

  private undefinedLength(tag: number, vr: string, value: number, end: number, encoding: Encoding, depth: number): { content: Content; end: number } {
    if (/^O[BWFDLV]$/.test(vr)) {
      const read = this.fragments(value, end);
      return { content: { kind: 'fragments', bytes: this.bytes.subarray(value, read.last) }, end: read.end };
    }
    if (vr !== '' && vr !== 'SQ' && vr !== 'UN') throw damaged(`the element ${tagText(tag)} has no length`);
    try {
      const read = this.items(value, end, vr === 'UN' ? implicitLittle : encoding, depth + 1, true);
      return { content: vr === 'UN' && encoding.bigEndian ? { kind: 'damaged' } : { kind: 'items', items: read.items, undefinedLength: true }, end: read.end };
    } catch (cause) {
      // UN of undefined length is implicit by the standard (PS3.5 6.2.2); some writers kept the explicit items.
      if (vr !== 'UN' || !(cause instanceof Unreadable)) throw cause;
      return { content: { kind: 'damaged' }, end: this.items(value, end, encoding, depth + 1, true).end };
    }
  }

  private items(start: number, end: number, encoding: Encoding, depth: number, delimited: boolean): { items: readonly Item[]; end: number } {
    if (depth > readLimits.depth) throw new Unreadable('DEID-01', `Sequences are nested more than ${readLimits.depth} deep.`);
    const items: Item[] = [];
    let at = start;
    while (at + 8 <= end) {
      const tag = this.tagAt(at, encoding);
      const length = this.longAt(at + 4, encoding);
      at += 8;
      if (tag === sequenceEnd) { if (delimited) return { items, end: at }; break; }
      if (tag !== itemTag) throw damaged(`no item at offset ${at - 8}`);
      const open = length === undefinedLength;
      if (!open && length > end - at) throw damaged(`the item at offset ${at - 8} goes past its sequence`);
      const read = this.set(at, open ? end : at + length, encoding, depth, open);
      items.push({ elements: read.elements, undefinedLength: open });
      at = read.end;
    }
    if (delimited || (at !== end && !(at + 8 > end && at <= end && this.bytes.subarray(at, end).every((byte) => byte === 0)))) throw damaged(`a sequence has no end at offset ${at}`);
    return { items, end };
  }

  private set(start: number, end: number, encoding: Encoding, depth: number, delimited: boolean): { elements: readonly Element[]; end: number } {
    const elements: Element[] = [];
    let at = start;
    while (at + 8 <= end) {
      if (delimited && this.tagAt(at, encoding) === itemEnd) return { elements, end: at + 8 };
      const read = this.element(at, end, encoding, depth);
      elements.push(read.element);
      at = read.end;
    }
    if (delimited || at !== end) throw damaged(`an item has no end at offset ${at}`);
    return { elements, end };
  }

  /** Pixel data in items: where the last whole one ends, and where the delimiter does. Bytes without a delimiter behind whole fragments are rubbish. */
  private fragments(start: number, end: number): { last: number; end: number } {
    let at = start;
    while (at + 8 <= end) {
      const tag = this.tagAt(at, implicitLittle);
      const length = this.longAt(at + 4, implicitLittle);
      if (tag === sequenceEnd) return { last: at, end: at + 8 };
      if (tag !== itemTag) { if (at > start) return { last: at, end }; break; }
      if (length > end - at - 8) throw damaged(`the pixel data item at offset ${at} goes past the end`);
      at += 8 + length;
    }
    if (at === start) throw damaged('its pixel data holds no fragment');
    return { last: at, end };
  }

  /** The pixel data: in fragments, or native bytes up to their length or the end of the file, whichever comes first. */
  private pixelData(at: number, tag: number, encoding: Encoding): Element {
    const { bytes } = this;
    if (at + 12 > bytes.length) throw damaged('it ends where its pixel data begins');
    const vr = encoding.explicit && hasVr(bytes, at) ? bytes.toString('latin1', at + 4, at + 6) : '';
    const start = at + (vr === '' ? 8 : 12);
    const length = this.longAt(start - 4, encoding);
    const hasItems = start + 8 <= bytes.length && this.tagAt(start, implicitLittle) === itemTag;
    if (length === undefinedLength && hasItems) return { tag, vr, content: { kind: 'fragments', bytes: bytes.subarray(start, this.fragments(start, bytes.length).last) } };
    return { tag, vr, content: { kind: 'value', bytes: bytes.subarray(start, Math.min(bytes.length, start + length)) } };
  }
}
