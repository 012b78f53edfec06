/** One cell of a table of clinical facts as a value. Every other way of writing a date is chosen, never guessed: 03.04.2026 and 04.03.2026 are both days. */
import { isIsoDate, type IsoDate } from '../../common/index.ts';

export const dateFormats = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MMM-YYYY', 'YYYYMMDD'] as const;
export type DateFormat = (typeof dateFormats)[number];
export const decimalMarks = ['.', ','] as const;
export type DecimalMark = (typeof decimalMarks)[number];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const two = (text: string): string => text.padStart(2, '0');
const iso = (year: string, month: string, day: string): IsoDate | null => {
  const text = `${year}-${two(month)}-${two(day)}`;
  return isIsoDate(text) ? text : null;
};

const readers: Readonly<Record<DateFormat, { readonly pattern: RegExp; readonly read: (parts: readonly string[]) => IsoDate | null }>> = {
  'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$/, read: ([y = '', m = '', d = '']) => iso(y, m, d) },
  'DD.MM.YYYY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, read: ([d = '', m = '', y = '']) => iso(y, m, d) },
  'DD/MM/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, read: ([d = '', m = '', y = '']) => iso(y, m, d) },
  'MM/DD/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, read: ([m = '', d = '', y = '']) => iso(y, m, d) },
  'DD-MMM-YYYY': { pattern: /^(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{4})$/, read: ([d = '', name = '', y = '']) => { const month = months.indexOf(name.toLowerCase()); return month < 0 ? null : iso(y, String(month + 1), d); } },
  YYYYMMDD: { pattern: /^(\d{4})(\d{2})(\d{2})$/, read: ([y = '', m = '', d = '']) => iso(y, m, d) },
};

/** A date written in a format; null when it is none. */
export function readDate(text: string, format: DateFormat): IsoDate | null {
  const { pattern, read } = readers[format];
  const found = pattern.exec(text.trim());
  return found ? read(found.slice(1)) : null;
}

/** Formats in which all of these cells are days; empty cells say nothing. */
export const formatsThatFit = (cells: readonly string[]): readonly DateFormat[] => {
  const written = cells.filter((cell) => cell.trim() !== '');
  return written.length === 0 ? [] : dateFormats.filter((format) => written.every((cell) => readDate(cell, format) !== null));
};

/** Why a cell is no date in the format, and what it could be. */
export function dateFault(text: string, format: DateFormat): string {
  const others = dateFormats.filter((other) => other !== format && readDate(text, other) !== null);
  return others.length > 0 ? `${text} is not written as ${format}; as ${others.join(' or ')} it is a day.` : `${text} is no day of the calendar, written as ${format}.`;
}

/** A number with the decimal mark of the file; null when it is none. Thousands are not grouped. */
export function readNumber(text: string, decimal: DecimalMark): number | null {
  const trimmed = text.trim();
  const pattern = decimal === '.' ? /^\d+(\.\d+)?$/ : /^\d+(,\d+)?$/;
  return pattern.test(trimmed) ? Number(trimmed.replace(',', '.')) : null;
}

export const numberFault = (text: string, decimal: DecimalMark): string =>
  (readNumber(text, decimal === '.' ? ',' : '.') === null ? `${text} is not a number.` : `${text} is written with a decimal ${decimal === '.' ? 'comma' : 'point'}; choose it for the file.`);
