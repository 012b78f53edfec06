/** Strict readers for the values of a data set: what is not well formed is absent, never guessed (interoperability row 37). */
import type { DataSet } from 'dicom-parser';
import { isIsoDate, type Finding, type IsoDate } from '../../common/index.ts';
import type { DecimalFact } from '../../geometry/index.ts';
import { decodeText } from './charset.ts';
import { countElements } from './elements.ts';
import { dicomParser } from './dicomParser.ts';
import { limits } from './limits.ts';

const decimalPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Control characters could break a line of a log, a table or a terminal. */
const withoutControls = (text: string): string => text.replace(/\p{Cc}/gu, ' ').trim().slice(0, limits.textCharacters);

/** No length, time or value of an image is larger; beyond it sums and squares overflow. */
const largestDecimal = 1e15;

/** One decimal, or NaN when the text is none ("1A", "0,5"). */
export function parseDecimal(text: string): number {
  const trimmed = text.trim();
  const value = decimalPattern.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Math.abs(value) > largestDecimal ? Number.NaN : value;
}

/** The data set's own bytes of an element that lies inside them, else empty. */
export function bytesOf(dataSet: DataSet, tag: string): Uint8Array {
  const element = dataSet.elements[tag];
  if (element === undefined || element.length <= 0 || element.dataOffset + element.length > dataSet.byteArray.length) return new Uint8Array();
  return dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
}

/** Characters of codes, UIDs, dates and numbers, which are ASCII whatever the character set; trailing zero bytes and blanks removed. */
export function ascii(dataSet: DataSet, tag: string): string {
  const bytes = bytesOf(dataSet, tag);
  const read = (): string => withoutPadding(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1 << 20)).toString('latin1'));
  return bytes.length < longValueBytes ? read() : once(longTexts, dataSet, tag, read);
}

/** Not by an expression: one that looks for blanks before the end takes the square of the time on a megabyte of them. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === '\0' || text[end - 1] === ' ')) end -= 1;
  return text.slice(0, end).trimStart();
}

/** Values longer than this are read once: what a hundred thousand frames share would otherwise be read as often. */
const longValueBytes = 4096;
const longTexts = new WeakMap<DataSet, Map<string, string>>();
const longDecimals = new WeakMap<DataSet, Map<string, DecimalFact>>();

function once<T>(known: WeakMap<DataSet, Map<string, T>>, dataSet: DataSet, tag: string, read: () => T): T {
  const ofSet = known.get(dataSet) ?? new Map<string, T>();
  known.set(dataSet, ofSet);
  const value = ofSet.get(tag) ?? read();
  ofSet.set(tag, value);
  return value;
}

/** A UID; padding removed. */
export const uid = (dataSet: DataSet, tag: string): string => withoutControls(ascii(dataSet, tag)).slice(0, 128);

/** A code string: first value, upper case. */
export const code = (dataSet: DataSet, tag: string): string => withoutControls(ascii(dataSet, tag).split('\\')[0] ?? '').toUpperCase();

export const codes = (dataSet: DataSet, tag: string): string[] => {
  const text = ascii(dataSet, tag);
  return text === '' ? [] : text.split('\\', 64).map((part) => withoutControls(part).toUpperCase());
};

/** Decimal strings with their text; null when the attribute is absent. An empty value is present and has no numbers. */
export function decimals(dataSet: DataSet, tag: string): DecimalFact {
  if (dataSet.elements[tag] === undefined) return null;
  const text = ascii(dataSet, tag);
  const read = (): DecimalFact => ({ values: text === '' ? [] : text.split('\\', 4096).map(parseDecimal), text: withoutControls(text) });
  return text.length < longValueBytes ? read() : once(longDecimals, dataSet, tag, read);
}

/** First finite decimal, or null. */
export function decimal(dataSet: DataSet, tag: string): number | null {
  const first = decimals(dataSet, tag)?.values[0];
  return first !== undefined && Number.isFinite(first) ? first : null;
}

/** An integer string, or null when absent or not an integer. */
export function integer(dataSet: DataSet, tag: string): number | null {
  const value = decimal(dataSet, tag);
  return value !== null && Number.isInteger(value) ? value : null;
}

/** An unsigned 16-bit binary value, or null. */
export function unsigned(dataSet: DataSet, tag: string): number | null {
  const bytes = bytesOf(dataSet, tag);
  return bytes.length >= 2 ? (dataSet.uint16(tag) ?? null) : null;
}

/** A binary double (FD), or null. */
export function double(dataSet: DataSet, tag: string): number | null {
  const value = bytesOf(dataSet, tag).length >= 8 ? dataSet.double(tag) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** A date YYYYMMDD (or the old YYYY.MM.DD) as ISO, null when impossible or before 1900: partial, slashed and longer texts are not guessed. */
export function parseDate(text: string): IsoDate | null {
  const match = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const iso = `${match[1]}-${match[3]}-${match[4]}`;
  return isIsoDate(iso) && Number(match[1]) >= 1900 ? iso : null;
}

export const date = (dataSet: DataSet, tag: string): IsoDate | null => parseDate(ascii(dataSet, tag));

/** The day of a date with time (DT); null when the time behind it is no time. */
export function dayOf(dataSet: DataSet, tag: string): IsoDate | null {
  const text = ascii(dataSet, tag);
  return /^\d{8}(\d{2,6}(\.\d{1,6})?)?([+-]\d{4})?$/.test(text) ? parseDate(text.slice(0, 8)) : null;
}

/** Seconds since midnight of a time HHMMSS.FFFFFF, shorter allowed, colons of the old form too; null when it is none. */
export function secondsOf(text: string): number | null {
  const match = /^(\d{2}):?(?:(\d{2}):?(?:(\d{2}(?:\.\d{1,6})?))?)?$/.exec(text.trim());
  if (match === null) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  return hours < 24 && minutes < 60 && seconds < 61 ? hours * 3600 + minutes * 60 + seconds : null;
}

/** Far beyond what is kept of a text in any encoding. */
const longestTextBytes = 64 * 1024;

export type TextReader = (dataSet: DataSet, tag: string, vr: string) => string;

/** Reads text by a character set and collects each finding once. Items of sequences may bring their own set. */
export function textReader(specificCharacterSet: string, findings: Finding[]): TextReader {
  return (dataSet, tag, vr) => {
    const own = dataSet.elements['x00080005'] === undefined ? specificCharacterSet : ascii(dataSet, 'x00080005');
    const { text, finding } = decodeText(bytesOf(dataSet, tag).subarray(0, longestTextBytes), own, vr);
    if (finding !== null && !findings.some((known) => known.code === finding.code)) findings.push(finding);
    // Empty component groups at the end of a name say nothing (PS3.5 6.2.1).
    return vr === 'PN' ? withoutControls(text).replace(/[\^=\s]+$/, '') : withoutControls(text);
  };
}

/** The data sets of a sequence's items; empty when absent. A sequence written as UN by a system that did not know its tag is read all the same (row 36). */
export function items(dataSet: DataSet, tag: string): DataSet[] {
  const element = dataSet.elements[tag];
  if (element?.vr === 'UN' && element.items === undefined && bytesOf(dataSet, tag).length >= 8) readUnknownSequence(dataSet, element);
  return (element?.items ?? []).flatMap((item) => (item.dataSet === undefined ? [] : [item.dataSet]));
}

/** Items under UN are implicit little endian whatever the file is (PS3.5 6.2.2, note 5). What is no sequence stays bytes. */
function readUnknownSequence(dataSet: DataSet, element: NonNullable<DataSet['elements'][string]>): void {
  const isItem = [0xfe, 0xff, 0x00, 0xe0].every((byte, index) => dataSet.byteArray[element.dataOffset + index] === byte);
  if (!isItem) return;
  const read = { ...element };
  try {
    const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, dataSet.byteArray, element.dataOffset);
    countElements(stream);
    dicomParser.readSequenceItemsImplicit(stream, read);
    if (read.items !== undefined) element.items = read.items;
  } catch {
    element.items = [];
  }
}

/** The value of a private element of the block its creator reserved in the group (PS3.5 7.8.1); null when that creator reserved none. `element`: the low byte. */
export function privateTag(dataSet: DataSet, group: string, creator: RegExp, element: string): string | null {
  for (let block = 0x10; block <= 0xff; block += 1) {
    const reserved = `x${group}00${block.toString(16)}`;
    if (dataSet.elements[reserved] === undefined || !creator.test(ascii(dataSet, reserved))) continue;
    const tag = `x${group}${block.toString(16)}${element}`;
    if (dataSet.elements[tag] !== undefined) return tag;
  }
  return null;
}

/** The first item, or null. */
export const firstItem = (dataSet: DataSet | null | undefined, tag: string): DataSet | null => (dataSet ? (items(dataSet, tag)[0] ?? null) : null);
