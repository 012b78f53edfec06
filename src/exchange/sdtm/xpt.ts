/** SAS transport format version 5 (TS-140), one dataset a file: 80-byte records, ASCII, IBM doubles (interoperability 1.7). */
import { NadirError } from '../../common/index.ts';
import { textLengths, type SdtmDataset, type SdtmVariable } from './dataset.ts';
import { putIbmDouble } from './ibmFloat.ts';
import { longestText, toAscii } from './text.ts';

const recordBytes = 80;
const namestrBytes = 140;
const numericBytes = 8;
const blank = 0x20;
const [version, system] = ['9.4', 'Nadir'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Column = { readonly variable: SdtmVariable; readonly bytes: number; readonly at: number };

/** "19FEB26:08:30:00" of a UTC instant. */
function sasDate(instant: string): string {
  const [date = '', time = ''] = instant.split('T');
  const [year = '', month = '1', day = ''] = date.split('-');
  return `${day}${months[Number(month) - 1] ?? ''}${year.slice(2)}:${time.slice(0, 8)}`;
}

const padded = (text: string, length: number): string => text.slice(0, length).padEnd(length);
const header = (name: string, rest: string): string => padded(`HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!${rest}`, recordBytes);
const zeros = '0'.repeat(30);

function columnsOf(dataset: SdtmDataset): readonly Column[] {
  const lengths = textLengths(dataset);
  let at = 0;
  return dataset.variables.map((variable) => {
    const bytes = lengths.get(variable.name) ?? numericBytes;
    if (bytes > longestText) throw new NadirError('refused', `${dataset.name}: a value of ${variable.name} has ${bytes} characters; a SAS transport file takes ${longestText}. Shorten it.`, { reason: 'xptLength' });
    const column = { variable, bytes, at };
    at += bytes;
    return column;
  });
}

function putText(into: Uint8Array, offset: number, text: string): void {
  const ascii = toAscii(text);
  for (let index = 0; index < ascii.length; index += 1) into[offset + index] = ascii.charCodeAt(index);
}

function putNamestr(bytes: Uint8Array, view: DataView, offset: number, { variable, bytes: length, at }: Column, number: number): void {
  view.setInt16(offset, variable.type === 'N' ? 1 : 2);
  view.setInt16(offset + 4, length);
  view.setInt16(offset + 6, number);
  putText(bytes, offset + 8, padded(variable.name, 8) + padded(variable.label, 40) + padded('', 8));
  putText(bytes, offset + 72, padded('', 8));
  view.setInt32(offset + 84, at);
}

const toRecords = (size: number): number => Math.ceil(size / recordBytes) * recordBytes;

/**
 * The dataset as a transport file. `created`: UTC instant for the dates in its headers. Text is transliterated to ASCII, numbers are exact.
 * @throws NadirError when a text is longer than 200 characters or a number cannot be represented.
 */
export function writeXpt(dataset: SdtmDataset, created: string): Uint8Array {
  const columns = columnsOf(dataset);
  const rowBytes = columns.reduce((sum, { bytes }) => sum + bytes, 0);
  const date = sasDate(created);
  const real = (name: string, kind: string): string => `${padded('SAS', 8)}${padded(name, 8)}${padded(kind, 8)}${padded(version, 8)}${padded(system, 8)}${' '.repeat(24)}${date}`;
  const head = [
    header('LIBRARY', zeros), real('SAS', 'SASLIB'), padded(date, recordBytes),
    header('MEMBER', '000000000000000001600000000140'), header('DSCRPTR', zeros), real(dataset.name, 'SASDATA'), `${date}${' '.repeat(16)}${padded(dataset.label, 40)}${' '.repeat(8)}`,
    header('NAMESTR', `000000${String(columns.length).padStart(4, '0')}${'0'.repeat(20)}`),
  ].join('');
  const namestrs = toRecords(columns.length * namestrBytes);
  const firstRow = head.length + namestrs + recordBytes;
  const bytes = new Uint8Array(firstRow + toRecords(dataset.rows.length * rowBytes)).fill(blank);
  const view = new DataView(bytes.buffer);
  putText(bytes, 0, head);
  bytes.fill(0, head.length, head.length + columns.length * namestrBytes);
  columns.forEach((column, index) => putNamestr(bytes, view, head.length + index * namestrBytes, column, index + 1));
  putText(bytes, head.length + namestrs, header('OBS', zeros));
  let offset = firstRow;
  for (const row of dataset.rows) {
    for (const { variable: { name, type }, at } of columns) {
      const value = row[name] ?? null;
      if (type === 'N') putIbmDouble(view, offset + at, value as number | null);
      else if (value !== null) putText(bytes, offset + at, String(value));
    }
    offset += rowBytes;
  }
  return bytes;
}
