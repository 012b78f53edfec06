/** Where elements, items and fragments lie in a DICOM file, read leniently and apart from the product: the places worth breaking. */
import { inflateRawSync } from 'node:zlib';

export type Place = {
  readonly kind: 'element' | 'item';
  readonly tag: number;
  readonly vr: string;
  readonly offset: number;
  readonly lengthAt: number;
  readonly lengthBytes: 2 | 4;
  readonly valueAt: number;
  /** As declared. */
  readonly length: number;
  readonly depth: number;
  readonly bigEndian: boolean;
};

export type Map10 = { readonly places: readonly Place[]; /** Items of encapsulated pixel data, offset table first. */ readonly fragments: readonly Place[]; readonly metaEnd: number };

const longVrs = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'SQ', 'UC', 'UN', 'UR', 'UT', 'SV', 'UV']);
const mostPlaces = 4000;
const undefinedLength = 0xffffffff;
const pixelData = 0x7fe00010;

type Syntax = { readonly explicit: boolean; readonly bigEndian: boolean };

/** Reads what can be read; damage ends it early. */
export function mapFile(bytes: Buffer): Map10 {
  const places: Place[] = [];
  const fragments: Place[] = [];
  let at = bytes.toString('latin1', 128, 132) === 'DICM' ? 132 : 0;
  let uid = '';
  while (at + 8 <= bytes.length && bytes.readUInt16LE(at) === 2) {
    const place = readPlace(bytes, at, { explicit: true, bigEndian: false }, 0);
    if (place === null || place.valueAt + place.length > bytes.length) break;
    places.push(place);
    if (place.tag === 0x00020010) uid = bytes.toString('latin1', place.valueAt, place.valueAt + place.length).replace(/\0+$/, '');
    at = place.valueAt + place.length;
  }
  const metaEnd = at;
  walk(bytes, metaEnd, { explicit: uid !== '1.2.840.10008.1.2', bigEndian: uid === '1.2.840.10008.1.2.2' }, places, fragments);
  return { places, fragments, metaEnd };
}

function readPlace(bytes: Buffer, offset: number, { explicit, bigEndian }: Syntax, depth: number): Place | null {
  if (offset + 12 > bytes.length) return null;
  const u16 = (at: number): number => (bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
  const u32 = (at: number): number => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const tag = u16(offset) * 0x10000 + u16(offset + 2);
  const isItem = tag >>> 16 === 0xfffe;
  const vr = bytes.toString('latin1', offset + 4, offset + 6);
  if (isItem || !explicit) return { kind: isItem ? 'item' : 'element', tag, vr: '', offset, lengthAt: offset + 4, lengthBytes: 4, valueAt: offset + 8, length: u32(offset + 4), depth, bigEndian };
  if (longVrs.has(vr)) return { kind: 'element', tag, vr, offset, lengthAt: offset + 8, lengthBytes: 4, valueAt: offset + 12, length: u32(offset + 8), depth, bigEndian };
  return { kind: 'element', tag, vr, offset, lengthAt: offset + 6, lengthBytes: 2, valueAt: offset + 8, length: u16(offset + 6), depth, bigEndian };
}

/** One pass: sequences and items are stepped into, everything else over. */
function walk(bytes: Buffer, start: number, syntax: Syntax, places: Place[], fragments: Place[]): void {
  let at = start;
  let depth = 0;
  let inPixels = false;
  while (places.length + fragments.length < mostPlaces) {
    const place = readPlace(bytes, at, syntax, depth);
    if (place === null) return;
    if (inPixels) {
      if (place.tag !== 0xfffee000) return;
      fragments.push(place);
      at = place.valueAt + place.length;
      continue;
    }
    places.push(place);
    const isSequence = place.vr === 'SQ' || (place.length === undefinedLength && place.tag !== pixelData);
    if (place.tag === pixelData && place.length === undefinedLength) { inPixels = true; at = place.valueAt; continue; }
    if (place.kind === 'item') {
      depth = Math.max(0, depth + (place.tag === 0xfffee000 ? 1 : -1));
      at = place.valueAt;
    } else at = isSequence ? place.valueAt : place.valueAt + place.length;
  }
}

/** A deflated file with its data set inflated, and where that begins; null when it is not deflated. */
export function inflated(bytes: Buffer): { readonly bytes: Buffer; readonly from: number } | null {
  const { places, metaEnd } = mapFile(bytes.subarray(0, 2048));
  const syntax = places.find((place) => place.tag === 0x00020010);
  if (syntax === undefined || !bytes.toString('latin1', syntax.valueAt, syntax.valueAt + syntax.length).startsWith('1.2.840.10008.1.2.1.99')) return null;
  return { bytes: Buffer.concat([bytes.subarray(0, metaEnd), inflateRawSync(bytes.subarray(metaEnd))]), from: metaEnd };
}
