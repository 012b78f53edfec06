import type { Brand } from './brand.ts';
import { asDays, type Days } from './units.ts';

/** Full calendar date YYYY-MM-DD without time zone. Never a JavaScript Date. */
export type IsoDate = Brand<string, 'IsoDate'>;

const pattern = /^\d{4}-\d{2}-\d{2}$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48;
const yearOf = (date: string): number => 1000 * digitAt(date, 0) + 100 * digitAt(date, 1) + 10 * digitAt(date, 2) + digitAt(date, 3);
const monthOf = (date: string): number => 10 * digitAt(date, 5) + digitAt(date, 6);
const dayOf = (date: string): number => 10 * digitAt(date, 8) + digitAt(date, 9);

/** True for a real calendar date from year 1 on; partial and impossible dates are false. */
export function isIsoDate(text: unknown): text is IsoDate {
  if (typeof text !== 'string' || !pattern.test(text)) return false;
  const [year, month, day] = [yearOf(text), monthOf(text), dayOf(text)];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const length = month === 2 && isLeapYear(year) ? 29 : (daysInMonth[month - 1] ?? 0);
  return day <= length;
}

/** Days since 1970-01-01, proleptic Gregorian; integer arithmetic only (after Howard Hinnant's civil-days algorithm). */
export function dayNumber(date: IsoDate): Days {
  const year = yearOf(date);
  const month = monthOf(date);
  const day = dayOf(date);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return asDays(era * 146097 + dayOfEra - 719468);
}

/** Calendar difference `to - from` in days. */
export const daysBetween = (from: IsoDate, to: IsoDate): Days => asDays(dayNumber(to) - dayNumber(from));

/** The date `days` after `date`; negative goes back. */
export function addDays(date: IsoDate, days: number): IsoDate {
  const z = dayNumber(date) + days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as IsoDate;
}
