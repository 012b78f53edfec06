/** Sizes and changes as a reader writes them: at least one decimal, true minus, thin space before the percent sign. Display only: no rule reads them. */
import { toUnits, unitsPerMm } from './sizes.ts';

const minus = '\u2212';
const thinSpace = '\u2009';

const signOf = (value: number): string => (value > 0 ? '+' : value < 0 ? minus : '');

/** 0.0001 mm units as millimetres with one decimal, more only where the recorded value has more: a shown size is never rounded. */
export function unitsText(units: number): string {
  const magnitude = Math.abs(units);
  const fraction = String(magnitude % unitsPerMm).padStart(4, '0').replace(/0{1,3}$/, '');
  return `${units < 0 ? minus : ''}${Math.floor(magnitude / unitsPerMm)}.${fraction}`;
}

/** Like {@link unitsText}, with its sign: "+7.2", "−3.1", "0.0". */
export const signedUnitsText = (units: number): string => `${signOf(units)}${unitsText(Math.abs(units))}`;

/** "46.2": a recorded size or sum in mm. */
export const formatMm = (valueMm: number): string => unitsText(toUnits(valueMm));

/** "+7.2", "−3.1", "0.0": a change in mm. */
export const formatSignedMm = (valueMm: number): string => signedUnitsText(Math.sign(valueMm) * toUnits(Math.abs(valueMm)));

/** 100 · change / reference to a number of decimals as an integer, rounded half away from zero; exact also beyond the safe integers. */
function scaledPercent(change: number, reference: number, decimals: number): number {
  const [scale, twice] = [BigInt(100 * 10 ** decimals), 2n * BigInt(reference)];
  const rounded = Number((2n * BigInt(Math.abs(change)) * scale + BigInt(reference)) / twice);
  return change < 0 ? -rounded : rounded;
}

/** What a shown percentage is taken against. It must not say that a limit is met which is not: 30 % below baseline, 20 % above the nadir. */
export type PercentReference = 'baseline' | 'nadir';
/** The baseline may be the nadir, so a change from it can contradict both limits. */
const limitPercents: Readonly<Record<PercentReference, readonly number[]>> = { baseline: [-30, 20], nadir: [20] };
const mostDecimals = 4;

/** The limit that the shown value says is met although it is not; undefined when it says the truth. */
const contradicted = (shown: number, decimals: number, change: number, reference: number, against: PercentReference): number | undefined =>
  limitPercents[against].find((limit) => shown === limit * 10 ** decimals && (limit < 0 ? 100 * change > limit * reference : 100 * change < limit * reference));

/** The change in steps of 10^-decimals %, with as few decimals as do not contradict a limit. Past the last decimal it is cut off instead of rounded, which cannot contradict. */
function shownPercent(change: number, reference: number, against: PercentReference): { readonly shown: number; readonly decimals: number } {
  for (let decimals = 1; ; decimals += 1) {
    const shown = scaledPercent(change, reference, decimals);
    const limit = contradicted(shown, decimals, change, reference, against);
    if (limit === undefined) return { shown, decimals };
    if (decimals === mostDecimals) return { shown: shown - Math.sign(limit), decimals };
  }
}

/**
 * Percent change of integer units against a reference as digits, without sign unless `signed`; one decimal, more (at most four) while the shown value
 * would contradict the limit of `against`. Null when the reference is 0: the change is undefined, never infinite.
 */
function percentDigits(units: number, referenceUnits: number, against: PercentReference, signed: boolean): string | null {
  if (referenceUnits === 0) return null;
  const { shown, decimals } = shownPercent(units - referenceUnits, referenceUnits, against);
  return `${signed ? signOf(shown) : ''}${(Math.abs(shown) / 10 ** decimals).toFixed(decimals)}`;
}

/** Like {@link percentDigits} with the percent sign: "20.2 %", signed "+20.2 %". */
export function percentText(units: number, referenceUnits: number, against: PercentReference, signed = true): string | null {
  const digits = percentDigits(units, referenceUnits, against, signed);
  return digits === null ? null : `${digits}${thinSpace}%`;
}

/** "−42.3": for a column whose head has the percent sign. Empty when a sum is missing or the reference is 0. */
export const formatPercentDigits = (sumMm: number | null, referenceMm: number | null, against: PercentReference): string =>
  (sumMm === null || referenceMm === null ? '' : percentDigits(toUnits(sumMm), toUnits(referenceMm), against, true) ?? '');

/** "−42.3 %": change of a sum in mm against the baseline sum or the nadir, for display. Null when the reference is 0. */
export const formatPercentChange = (sumMm: number, referenceMm: number, against: PercentReference): string | null =>
  percentText(toUnits(sumMm), toUnits(referenceMm), against);

/** "T1", "T1 and T2", "T1, T2 and T3". */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** "57.7": a sum as percent of another, for an axis that counts that way; decimals as for the change. Empty when the reference is 0. */
export function formatPercentOf(sumMm: number, referenceMm: number): string {
  if (referenceMm === 0) return '';
  const [units, reference] = [toUnits(sumMm), toUnits(referenceMm)];
  const { shown, decimals } = shownPercent(units - reference, reference, 'baseline');
  return ((shown + 100 * 10 ** decimals) / 10 ** decimals).toFixed(decimals);
}

/** "1 day", "133 days". */
export const dayCount = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** Days as months of 30.4375 days with one decimal: "7.4". */
export const formatMonths = (days: number): string => (Math.floor((20 * 10_000 * days + 304_375) / (2 * 304_375)) / 10).toFixed(1);
