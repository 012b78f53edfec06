/** Writes a tree as a DICOM file (PS3.10): a preamble of zeros, a file meta group of our own, the data set in the given encoding. Inverse of `read.ts`. */
import { deflateRawSync } from 'node:zlib';
import { pixelTags, type Element, type Encoding, type Item } from './tree.ts';

const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const paddedWithZero = new Set(['UI', 'OB', 'UN', '']);
const undefinedLength = 0xffffffff;

export type FileToWrite = { readonly transferSyntaxUid: string; readonly encoding: Encoding; readonly deflated: boolean; readonly sopClassUid: string; readonly sopInstanceUid: string; readonly elements: readonly Element[] };

/** This product's implementation class: a constant of the UUID arc. */
const implementationClassUid = '2.25.204160926273428617219371847196837480023';

const metaElement = (element: number, vr: string, value: Uint8Array): Element => ({ tag: 0x00020000 + element, vr, content: { kind: 'value', bytes: value } });
const uidElement = (element: number, uid: string): Element => metaElement(element, 'UI', Buffer.from(uid, 'latin1'));

/** The bytes of the file. Elements must be in order; pixel bytes and values are copied as they are, odd lengths padded to even ones. */
export function writeFile(file: FileToWrite): Uint8Array {
  const explicitLittle: Encoding = { explicit: true, bigEndian: false };
  const meta = new Writer(explicitLittle);
  for (const element of [
    metaElement(0x01, 'OB', new Uint8Array([0, 1])),
    ...(file.sopClassUid === '' ? [] : [uidElement(0x02, file.sopClassUid)]), ...(file.sopInstanceUid === '' ? [] : [uidElement(0x03, file.sopInstanceUid)]),
    uidElement(0x10, file.transferSyntaxUid), uidElement(0x12, implementationClassUid), metaElement(0x13, 'SH', Buffer.from('NADIR', 'latin1')),
  ]) meta.element(element);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.size);
  const start = new Writer(explicitLittle);
  start.element(metaElement(0x00, 'UL', length));
  const body = new Writer(file.encoding);
  for (const element of file.elements) body.element(element);
  const data = file.deflated ? [deflateRawSync(Buffer.concat(body.chunks))] : body.chunks;
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM', 'latin1'), ...start.chunks, ...meta.chunks, ...data]);
}

class Writer {
  readonly chunks: Uint8Array[] = [];
  size = 0;
  private readonly encoding: Encoding;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
  }

  private push(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.size += bytes.length;
  }

  private head(tag: number, vr: string, length: number): void {
    const { explicit, bigEndian } = this.encoding;
    const long = explicit && vr !== '' && (longVrs.has(vr) || pixelTags.has(tag));
    const head = Buffer.alloc(long ? 12 : 8);
    const short = (value: number, at: number): void => { if (bigEndian) head.writeUInt16BE(value, at); else head.writeUInt16LE(value, at); };
    short(tag >>> 16, 0);
    short(tag & 0xffff, 2);
    if (explicit && vr !== '') head.write(vr, 4, 'latin1');
    if (explicit && vr !== '' && !long) short(length, 6);
    else if (bigEndian) head.writeUInt32BE(length, head.length - 4);
    else head.writeUInt32LE(length, head.length - 4);
    this.push(head);
  }

  element({ tag, vr, content }: Element): void {
    if (content.kind === 'value') {
      const odd = content.bytes.length % 2 === 1;
      this.head(tag, vr, content.bytes.length + (odd ? 1 : 0));
      this.push(content.bytes);
      if (odd) this.push(new Uint8Array([paddedWithZero.has(vr) || pixelTags.has(tag) ? 0 : 0x20]));
    } else if (content.kind === 'fragments') {
      this.head(tag, vr, undefinedLength);
      this.push(content.bytes);
      this.head(0xfffee0dd, '', 0);
    } else if (content.kind === 'items') this.sequence(tag, vr, content.items, content.undefinedLength);
  }

  private sequence(tag: number, vr: string, items: readonly Item[], open: boolean): void {
    const inner = new Writer(this.encoding);
    for (const item of items) inner.item(item);
    this.head(tag, vr, open ? undefinedLength : inner.size);
    for (const chunk of inner.chunks) this.push(chunk);
    if (open) this.head(0xfffee0dd, '', 0);
  }

  private item(item: Item): void {
    const inner = new Writer(this.encoding);
    for (const element of item.elements) inner.element(element);
    this.head(0xfffee000, '', item.undefinedLength ? undefinedLength : inner.size);
    for (const chunk of inner.chunks) this.push(chunk);
    if (item.undefinedLength) this.head(0xfffee00d, '', 0);
  }
}
