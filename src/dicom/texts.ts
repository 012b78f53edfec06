/** Single attributes of a header as text, for what copies them on (DICOM SR, secondary captures). */
import type { DataSet } from 'dicom-parser';
import type { ByteSource } from './part10/byteSource.ts';
import { readHeader } from './part10/header.ts';
import { ascii, textReader } from './part10/values.ts';

/** Tag as eight hexadecimal digits, and its value representation. */
export type TextTag = readonly [tag: string, vr: string];

const freeText = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

/** Values of top-level attributes by the names given, decoded by the file's character set; several values stay separated by a backslash. What is absent or empty is left out. Errors: those of `readInstance`. */
export function readTexts(file: ByteSource, tags: Readonly<Record<string, TextTag>>): Readonly<Record<string, string>> {
  const { dataSet } = readHeader(file);
  const text = textReader(ascii(dataSet, 'x00080005'), []);
  const read = (set: DataSet, [tag, vr]: TextTag): string => (freeText.has(vr) ? text(set, `x${tag}`, vr) : ascii(set, `x${tag}`)).trim();
  return Object.fromEntries(Object.entries(tags).flatMap(([name, tag]) => {
    const value = read(dataSet, tag);
    return value === '' ? [] : [[name, value]];
  }));
}
