/** Which values of numbers and codes are well formed (PS3.5 6.2): only those may stay. What is not can hold anything and is removed. */
import type { DictionaryEntry } from './facts.ts';
import { mustSurvive } from './rules.ts';
import { asciiOf, type Element, type Encoding } from './tree.ts';

const widths: Readonly<Record<string, number>> = { US: 2, SS: 2, AT: 4, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8 };
const decimal = /^ *[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? *$/;
const integer = /^ *[+-]?\d{1,12} *$/;
const code = /^ *[A-Za-z0-9 _]{0,16} *$/;
/** ImageType as machines write it: also "ABDOM/RAD", "M-FFE" and longer ones. */
const imageType = /^ *[A-Za-z0-9 _./+-]{0,32} *$/;
/** Numbers measurements depend on stay also when they are wrong ("0,7", three of two), so that the reader still says so: nothing but numbers fits this. */
const numeric = /^[\d+\-eE., \\]{0,128}$/;

/** Pixel-like values that are not text: lookup tables, colour profile, offset tables. All other OB, OW, OF, OD, OL and OV values go. */
const binaryAllowed: ReadonlySet<number> = new Set([
  0x00281201, 0x00281202, 0x00281203, 0x00281204, 0x00281221, 0x00281222, 0x00281223, 0x00281224, 0x00282000, 0x00283006, 0x00281408, 0x7fe00001, 0x7fe00002, 0x7fe00003, 0x00660016, 0x00660040,
]);

/** The VR to read a value by: the file's where the dictionary knows it for this tag, else the dictionary's. */
export function vrOf(element: Element, entry: DictionaryEntry, signedPixels: boolean): string {
  const [first = 'UN', second] = entry.vrs;
  if (entry.vrs.includes(element.vr)) return element.vr;
  if (second === undefined) return first;
  if (first === 'US' && second === 'SS' && entry.vrs.length === 2) return signedPixels ? 'SS' : 'US';
  return 'OW';
}

/** "OK" as it stands, or null: not a well-formed value of this VR and multiplicity. Codes that are no codes are blanked one by one. */
export function wellFormed(tag: number, vr: string, bytes: Uint8Array, entry: DictionaryEntry, written: { readonly vr: string; readonly encoding: Encoding }): Uint8Array | null {
  if (bytes.length === 0) return bytes;
  const width = widths[vr];
  if (width !== undefined) {
    // The byte order of UN is not known in a big endian file.
    if (written.vr === 'UN' && written.encoding.bigEndian) return null;
    const count = bytes.length / width;
    return Number.isInteger(count) && count <= entry.most ? bytes : null;
  }
  switch (vr) {
    case 'DS': if (mustSurvive(tag) && numeric.test(asciiOf(bytes))) return bytes;
      return everyPart(bytes, entry, (part) => part.length <= 64 && (part.trim() === '' || decimal.test(part)));
    case 'IS': return everyPart(bytes, entry, (part) => part.trim() === '' || integer.test(part));
    case 'CS': return wellFormedCodes(bytes, entry, tag === 0x00080008 ? imageType : code);
    case 'OB': case 'OW': case 'OF': case 'OD': case 'OL': case 'OV': return binaryAllowed.has(tag) ? bytes : null;
    default: return null;
  }
}

function everyPart(bytes: Uint8Array, entry: DictionaryEntry, isGood: (part: string) => boolean): Uint8Array | null {
  const parts = asciiOf(bytes).split('\\');
  return parts.length <= Math.max(entry.most, 1) && parts.every(isGood) ? bytes : null;
}

function wellFormedCodes(bytes: Uint8Array, entry: DictionaryEntry, shape: RegExp): Uint8Array | null {
  const parts = asciiOf(bytes).split('\\');
  if (parts.length > Math.max(entry.most, 1)) return null;
  if (parts.every((part) => shape.test(part))) return bytes;
  const kept = parts.map((part) => (shape.test(part) ? part : ''));
  return kept.every((part) => part.trim() === '') ? null : Buffer.from(kept.join('\\'), 'latin1');
}
