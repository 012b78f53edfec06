/** Shifting DA and DT values, checking TM and AS (PS3.5 6.2). What is not exactly a date, a time or an age is null: the caller removes it. */

const dayMs = 86_400_000;

/** Days since 1970-01-01 of a calendar day, or null when there is no such day. Proleptic Gregorian, years 1 to 9999. */
function dayNumber(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exact = year >= 1 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exact ? Math.round(date.getTime() / dayMs) : null;
}

function dayText(days: number): string | null {
  const date = new Date(days * dayMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return `${String(year).padStart(4, '0')}${String(date.getUTCMonth() + 1).padStart(2, '0')}${String(date.getUTCDate()).padStart(2, '0')}`;
}

/** Days since 1970-01-01 of "YYYYMMDD" (or "YYYY.MM.DD" of ACR-NEMA), else null. */
export function daysOfDate(text: string): number | null {
  const found = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/.exec(text);
  return found === null ? null : dayNumber(Number(found[1]), Number(found[3]), Number(found[4]));
}

/** One DA value moved by whole days; '' stays ''. */
export function shiftDate(text: string, days: number): string | null {
  if (text === '') return '';
  const from = daysOfDate(text);
  return from === null ? null : dayText(from + days);
}

/** One TM value: hours to fractions of a second, also with the colons of ACR-NEMA and the finer fractions of some writers. */
export const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3])(?:(:?)[0-5]\d(?:\1(?:[0-5]\d|60)(?:\.\d{1,9})?)?)?$/.test(text);

const offset = /[+-](?:0\d|1[0-4])[0-5]\d$/;

/** One DT value without its time zone offset, or null. A value coarser than a day cannot be shifted by days and is null too. */
export function localDateTime(text: string): { readonly date: string; readonly time: string } | null {
  const local = text.replace(offset, '');
  const date = local.slice(0, 8);
  const time = local.slice(8);
  return /^\d{8}$/.test(date) && daysOfDate(date) !== null && (time === '' || (isTime(time) && !time.includes(':'))) ? { date, time } : null;
}

/** One DT value moved by whole days, its time unchanged, its time zone offset removed; '' stays ''. */
export function shiftDateTime(text: string, days: number): string | null {
  if (text === '') return '';
  const parts = localDateTime(text);
  const date = parts === null ? null : shiftDate(parts.date, days);
  return parts === null || date === null ? null : `${date}${parts.time}`;
}

const yearsPer = { D: 1 / 365.25, W: 7 / 365.25, M: 1 / 12, Y: 1 } as const;

/** One AS value; above 89 years it says 090Y. Null when it is no age. */
export function cappedAge(text: string): string | null {
  const found = /^(\d{3})([DWMY])$/.exec(text);
  if (found === null) return null;
  const years = Number(found[1]) * yearsPer[found[2] as keyof typeof yearsPer];
  return years > 89 ? '090Y' : text;
}

/** Completed years from birth to the day of the scan as an AS value, above 89 as 090Y; null when either is no date or the order is impossible. */
export function ageAt(birth: string, scan: string): string | null {
  const from = daysOfDate(birth);
  const to = daysOfDate(scan);
  if (from === null || to === null || to < from) return null;
  const plain = (text: string): string => text.replaceAll('.', '');
  const years = Math.floor((Number(plain(scan)) - Number(plain(birth))) / 10_000);
  return years > 150 ? null : years > 89 ? '090Y' : `${String(years).padStart(3, '0')}Y`;
}
