/** A whole data set as plain values, sequences and all: for objects whose content is a tree, as structured reports are. */
import type { DataSet } from 'dicom-parser';
import type { ByteSource } from './byteSource.ts';
import { readHeader } from './header.ts';
import { ascii, bytesOf, items, textReader, type TextReader } from './values.ts';

/** Tag as eight hexadecimal digits in lower case → its value. `text`: decoded, several values separated by a backslash; `numbers` of binary numbers; `items` of a sequence. */
export type PlainDataSet = { readonly [tag: string]: { readonly text: string; readonly numbers: readonly number[]; readonly items: readonly PlainDataSet[] } | undefined };

const freeText = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const binary: Readonly<Record<string, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>> = {
  FL: { bytes: 4, read: (view, at) => view.getFloat32(at, true) }, FD: { bytes: 8, read: (view, at) => view.getFloat64(at, true) }, US: { bytes: 2, read: (view, at) => view.getUint16(at, true) }, SL: { bytes: 4, read: (view, at) => view.getInt32(at, true) }, UL: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
};

function numbersOf(dataSet: DataSet, tag: string, vr: string): readonly number[] {
  const kind = binary[vr];
  if (kind === undefined) return [];
  const bytes = bytesOf(dataSet, tag);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / kind.bytes) }, (_, index) => kind.read(view, index * kind.bytes));
}

function plain(dataSet: DataSet, text: TextReader): PlainDataSet {
  return Object.fromEntries(Object.entries(dataSet.elements).map(([tag, { vr = 'UN' }]) => [tag.slice(1), {
    text: vr === 'SQ' || vr in binary ? '' : freeText.has(vr) ? text(dataSet, tag, vr) : ascii(dataSet, tag), numbers: numbersOf(dataSet, tag, vr), items: items(dataSet, tag).map((item) => plain(item, text)),
  }]));
}

/** Of files with explicit value representations, little endian; within the limits of any file that is read. Errors: those of `readInstance`. */
export function readPlain(file: ByteSource): PlainDataSet {
  const { dataSet } = readHeader(file);
  return plain(dataSet, textReader(ascii(dataSet, 'x00080005'), []));
}
