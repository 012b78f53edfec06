import { formatMm, formatMonths, formatSignedMm, type OverallResponse } from '../../src/recist/index.ts';

/** True minus sign; a hyphen would read as a dash beside figures. */
const minus = '\u2212';
/** Narrow no-break space: the thin gap before a per cent sign that never wraps. */
const thin = '\u202f';

/** What an empty value shows. Absence is never drawn as 0. */
export const noValue = '';

function fixed(value: number, decimals: number): string {
  // The values are already rounded by the rules engine at its own precision; half steps go away from zero as R-003 has it.
  const factor = 10 ** decimals;
  const rounded = Math.sign(value) * Math.round((Math.abs(value) + Number.EPSILON * Math.abs(value) * 4) * factor) / factor;
  return Math.abs(rounded).toFixed(decimals);
}

/** A recorded size or sum in mm without unit: `30.9`; more decimals only where it was recorded with more. Null gives an empty text. */
export const mm = (value: number | null | undefined): string => (value == null ? noValue : formatMm(value));

/** A recorded size or sum with its unit, for sentences: `30.9 mm`. */
export const mmWithUnit = (value: number | null | undefined): string => (value == null ? noValue : `${formatMm(value)} mm`);

/** A change in mm, sign always: `+6.1`, `−3.3`. Changes in per cent come from the rules: `formatPercentChange`, `formatPercentDigits`. */
export const mmChange = (value: number | null | undefined): string => (value == null ? noValue : formatSignedMm(value));

/** Any other figure with a number of decimals: `2.5`. */
export const decimal = (value: number | null | undefined, decimals = 1): string => (value == null ? noValue : `${value < 0 && Number(fixed(value, decimals)) !== 0 ? minus : ''}${fixed(value, decimals)}`);

/** A share in per cent: `83.3 %`. */
export const pct = (value: number | null | undefined): string => (value == null ? noValue : `${value < 0 ? minus : ''}${fixed(value, 1)}${thin}%`);

/** Whole numbers with thousands: `1,847`. */
export const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `1 series`, `4 series`, `1 file`, `2 files`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** Clinical dates are ISO text already; this keeps a missing one empty. */
export const date = (value: string | null | undefined): string => value ?? noValue;

/** Days as months of 30.4375 days with one decimal, as survival times are reported. */
export const months = formatMonths;

/** Milliseconds as seconds with one decimal: `3.0 s`. */
export const seconds = (milliseconds: number): string => `${fixed(milliseconds / 1000, 1)} s`;

/** Local wall-clock time of an instant, `10:42:17`. */
export function clockTime(instant: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(instant.getHours())}:${two(instant.getMinutes())}:${two(instant.getSeconds())}`;
}

/** Local minute of a UTC instant: `10:42` on the day of `now`, with its date on another. */
export function recentMinute(utc: string, now: Date): string {
  const [day = '', minute = ''] = localMinute(utc).split(' ');
  return localMinute(now.toISOString()).startsWith(day) ? minute : `${day} ${minute}`;
}

/** Local date and minute of a UTC instant, `2026-03-14 10:42`. */
export function localMinute(utc: string): string {
  const instant = new Date(utc);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())} ${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** Local date and time of a UTC instant with its offset from UTC, `2026-03-14 10:42:17 +01:00`, as signatures are printed. */
export function localSecondWithOffset(utc: string): string {
  const instant = new Date(utc);
  const two = (n: number) => String(n).padStart(2, '0');
  const eastMin = -instant.getTimezoneOffset();
  return `${localMinute(utc)}:${two(instant.getSeconds())} ${eastMin < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(eastMin) / 60))}:${two(Math.abs(eastMin) % 60)}`;
}

/** The category in words, for card titles and accessible names. The letters themselves are never translated. */
export function responseName(response: OverallResponse): string {
  switch (response) {
    case 'CR': return 'Complete response';
    case 'PR': return 'Partial response';
    case 'SD': return 'Stable disease';
    case 'NON-CR/NON-PD': return 'Non-CR/non-PD';
    case 'PD': return 'Progressive disease';
    case 'NE': return 'Not evaluable';
    case 'NED': return 'No evidence of disease';
  }
}
