import { asMm, type Mm, type MmUnits } from '../common/index.ts';

/** sizes are counted in 0.0001 mm. */
export const unitsPerMm = 10_000;
/** Largest size taken, 1 km: far above any lesion, far below where integer sums would lose a unit. */
export const largestSizeMm = 1_000_000;

/** Integer count of 0.0001 mm of a recorded size. Exact for every size that {@link isRecordableSize} accepts. */
export const toUnits = (sizeMm: number): MmUnits => Math.round(sizeMm * unitsPerMm) as MmUnits;

/** Millimetres of an integer count of 0.0001 mm: the double whose shortest decimal form has at most four decimals. */
export const toMm = (units: number): Mm => asMm(units / unitsPerMm);

/**
 * True for a size the engine can count: finite, not negative, at most four decimals in its shortest decimal form.
 * A double has such a form exactly when it is the double nearest to a multiple of 0.0001.
 */
export function isRecordableSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= largestSizeMm && toMm(toUnits(value)) === value;
}

/**
 * Rounds a length in mm to the recording precision, half away from zero, on its shortest decimal form: 2.675 at two decimals is 2.68 although
 * the double lies below it. Values that are not finite are returned as they are.
 */
export function roundMm(valueMm: number, decimals: number): number {
  const text = String(Math.abs(valueMm));
  if (!Number.isFinite(valueMm) || text.includes('e+')) return valueMm;
  const [whole = '0', fraction = ''] = text.includes('e-') ? ['0', ''] : text.split('.');
  if (fraction.length <= decimals) return Number(`${whole}.${fraction}0`) * Math.sign(valueMm) + 0;
  const kept = Number(whole + fraction.slice(0, decimals)) + (fraction.charAt(decimals) >= '5' ? 1 : 0);
  return (kept / 10 ** decimals) * Math.sign(valueMm) + 0;
}
