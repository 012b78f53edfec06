/** How stored values are meant to be seen: windows, lookup tables, palette, the unit of values (interoperability rows 23, 28, 30, 31). */
import type { DataSet, Element } from 'dicom-parser';
import type { Finding } from '../common/index.ts';
import type { DisplayWindow, LookupTable, Palette, PixelFormat } from './model.ts';
import { ascii, bytesOf, code, decimals, firstItem, unsigned } from './part10/values.ts';
import { expandSegments } from './segmentedPalette.ts';

const mostWindows = 16;

/**
 * Centre and width pairs in file order with their explanations. LINEAR needs a width of at least 1, LINEAR_EXACT and SIGMOID one above 0
 * (PS3.3 C.11.2.1.3); a pair without partner or with an impossible width is dropped.
 */
export function windowsOf(dataSet: DataSet): DisplayWindow[] {
  const centers = decimals(dataSet, 'x00281050')?.values ?? [];
  const widths = decimals(dataSet, 'x00281051')?.values ?? [];
  const names = ascii(dataSet, 'x00281055').split('\\', mostWindows);
  const given = code(dataSet, 'x00281056');
  const shape = given === 'SIGMOID' || given === 'LINEAR_EXACT' ? given : null;
  return centers.slice(0, mostWindows).flatMap((center, index) => {
    const width = widths[index];
    const isPossible = width !== undefined && Number.isFinite(center) && Number.isFinite(width) && (shape === null ? width >= 1 : width > 0);
    return isPossible ? [{ center, width, name: (names[index] ?? '').trim().slice(0, 64), ...(shape === null ? {} : { shape }) }] : [];
  });
}

const mostEntries = 65_536;

/** One lookup table (PS3.3 C.11.1.1): descriptor of entries, first value mapped and bits, then the entries. Null when it is not whole. */
function lookupTable(dataSet: DataSet, descriptorTag: string, dataTag: string, isFirstSigned: boolean, read = entriesOf): LookupTable | null {
  const descriptor = bytesOf(dataSet, descriptorTag);
  if (descriptor.length < 6) return null;
  const [count, first, bits] = [dataSet.uint16(descriptorTag, 0) || mostEntries, isFirstSigned ? dataSet.int16(descriptorTag, 1) : dataSet.uint16(descriptorTag, 1), dataSet.uint16(descriptorTag, 2)];
  if (first === undefined || bits === undefined || bits < 1 || bits > 16) return null;
  const entries = read(dataSet, dataTag, count, bits);
  return entries === null ? null : { first, bits, entries: Buffer.from(entries.buffer).toString('base64') };
}

/** 16-bit entries, little endian; tables of 8-bit entries may be packed two in a word. */
function entriesOf(dataSet: DataSet, tag: string, count: number, _bits: number): Uint16Array | null {
  const { length } = bytesOf(dataSet, tag);
  if (length >= count * 2) return Uint16Array.from({ length: count }, (_, index) => dataSet.uint16(tag, index) ?? 0);
  if (length < count) return null;
  const bytes = bytesOf(dataSet, tag);
  return Uint16Array.from({ length: count }, (_, index) => bytes[index] ?? 0);
}

function segmented(dataSet: DataSet, tag: string, count: number, bits: number): Uint16Array | null {
  const bytes = bytesOf(dataSet, tag);
  if (bytes.length === 0) return null;
  return bits <= 8 ? expandSegments(bytes, count, 1) : expandSegments(Array.from({ length: bytes.length >> 1 }, (_, index) => dataSet.uint16(tag, index) ?? 0), count, 2);
}

/** What Modality and VOI LUT sequences say, the first item of each. `isSigned`: values that go in have a sign. */
export function lookupsOf(dataSet: DataSet, isSigned: boolean, findings: Finding[]): { readonly modalityLut?: LookupTable; readonly voiLut?: LookupTable; readonly modalityLutType?: string } {
  const modality = firstItem(dataSet, 'x00283000');
  const voi = firstItem(dataSet, 'x00283010');
  const [modalityLut, voiLut] = [modality && lookupTable(modality, 'x00283002', 'x00283006', isSigned), voi && lookupTable(voi, 'x00283002', 'x00283006', modality === null && (isSigned || (decimals(dataSet, 'x00281052')?.values[0] ?? 0) < 0))];
  if (modality !== null && modalityLut === null) findings.push({ severity: 'warn', code: 'PIX-01', message: 'The modality lookup table is not whole and was not used: values are not calibrated. Lengths are not affected.' });
  return { ...(modalityLut ? { modalityLut, modalityLutType: modality === null ? '' : code(modality, 'x00283004') } : {}), ...(voiLut ? { voiLut } : {}) };
}

/** The colours of a palette image, 8 bits each; null for other images and where the tables are not whole. */
export function paletteOf(dataSet: DataSet, pixels: PixelFormat, findings: Finding[]): Palette | null {
  if (pixels.photometric !== 'PALETTE COLOR' || pixels.samplesPerPixel !== 1) return null;
  const channels = (['1', '2', '3'] as const).map((channel) => lookupTable(dataSet, `x0028110${channel}`, `x0028120${channel}`, pixels.signed) ?? lookupTable(dataSet, `x0028110${channel}`, `x0028122${channel}`, pixels.signed, segmented));
  const [red, green, blue] = channels;
  if (!red || !green || !blue) {
    findings.push({ severity: 'warn', code: 'PIX-05', message: 'The colour palette cannot be read; the image is shown in grey. Lengths are not affected.' });
    return null;
  }
  return { first: red.first, red: toBytes(red), green: toBytes(green), blue: toBytes(blue) };
}

/** Entries brought to 8 bits. Some writers say 16 bits and fill only the low byte. */
function toBytes({ bits, entries }: LookupTable): string {
  const bytes = Buffer.from(entries, 'base64');
  const values = Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readUInt16LE(index * 2));
  const isWide = bits > 8 && values.some((value) => value > 255);
  return Buffer.from(values.map((value) => (isWide ? value >> (bits - 8) : value) & 0xff)).toString('base64');
}

/** Defined terms of RescaleType (PS3.3 C.11.1.1.2) that are units a person reads. */
const unitNames: Readonly<Record<string, string>> = { OD: '× 0.001 OD', MGML: 'mg/ml', ED: '10²³ electrons/ml', PCT: '%' };

/** Unit of the modality values as a person reads it under the cursor: HU for calibrated CT, what RescaleType names, else ''. */
export function valueUnitOf(dataSet: DataSet, isCalibrated: boolean, lutType: string | undefined): string {
  const type = (lutType ?? code(dataSet, 'x00281054')).trim();
  if (!isCalibrated) return '';
  if (/^(HU|HOUNSFIELD|HOUNDSFIELD)/.test(type) || (type === '' && lutType === undefined && code(dataSet, 'x00080060') === 'CT')) return type === 'HU_MOD' ? 'HU (modified)' : 'HU';
  return unitNames[type] ?? '';
}

/** PixelPaddingValue and its range limit in the sign of the pixels (PS3.3 C.7.5.1.1.2), smaller first; null where there is none. */
export function paddingOf(dataSet: DataSet, pixels: PixelFormat): { readonly value: number | null; readonly limit: number | null } {
  const signed = (value: number | null): number | null => (value !== null && pixels.signed && value > 0x7fff ? value - 0x10000 : value);
  const value = signed(unsigned(dataSet, 'x00280120'));
  return { value, limit: value === null ? null : signed(unsigned(dataSet, 'x00280121')) };
}

/** Overlays in the high bits of the pixels (retired): they are masked away and not shown. */
export const hasOverlayBits = (dataSet: DataSet): boolean => Object.values(dataSet.elements).some((element: Element) => /^x60[01][02468ace]0102$/.test(element.tag) && (unsigned(dataSet, element.tag) ?? 0) > 0);
