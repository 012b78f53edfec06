/** A value in the words of a receiving system: its codes, decimals and dates (interoperability 2.3, 2.5). Pure. */
import { NadirError } from '../../common/index.ts';
import type { MappedValue } from '../../casefile/index.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A day as a receiving system writes it: `iso` 2026-02-19, `ddMMMyyyy` 19 Feb 2026, `dd/MM/yyyy` 19/02/2026. Anything that is no whole date stays. */
export function writtenDate(date: string, format: NonNullable<MappedValue['dates']>): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (format === 'iso' || year === undefined) return date;
  return format === 'dd/MM/yyyy' ? `${day}/${month}/${year}` : `${day} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** A decimal text with so many decimals, zeros included: 40 with one is 40.0. Decimals that are there are never cut off. */
export function withDecimals(value: string, decimals: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  return fraction.length > decimals || decimals === 0 ? value : `${whole}.${fraction.padEnd(decimals, '0')}`;
}

/** The value as the mapping wants it. Errors: invalid where it has no code for the value. */
export function writtenValue({ values, decimals, dates }: MappedValue, value: string, name: string): string {
  if (values) {
    const code = Object.hasOwn(values, value) ? values[value] : undefined;
    if (code === undefined) throw new NadirError('invalid', `The mapping of ${name} has no code for “${value}”. Add it to the mapping in the study's export settings.`, { reason: 'unmapped', details: { name, value } });
    return code;
  }
  if (dates !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value)) return writtenDate(value, dates);
  return decimals !== undefined && /^-?\d+(\.\d+)?$/.test(value) ? withDecimals(value, decimals) : value;
}

/** `{site}` and `{subject}` of a pattern filled in. */
export const mappedText = (pattern: string, { siteCode, code }: { readonly siteCode: string; readonly code: string }): string =>
  pattern.replace(/\{(site|subject)\}/g, (_, name: string) => (name === 'site' ? siteCode : code));
