/** Agreement of two measurements of the same quantity. */
import { normalDeviate, studentDeviate, usualConfidence } from './distributions.ts';
import type { UndefinedReason } from './reasons.ts';

/** Two measurements of one lesion or subject, in one unit (mm for diameters). */
export type MeasurementPair = { readonly first: number; readonly second: number };

/** A value with its two-sided interval, in the unit of the measurements; limits are null with a single pair. */
export type Estimate = { readonly value: number | null; readonly ciLow: number | null; readonly ciHigh: number | null };

/**
 * Differences first - second of `n` pairs: their mean (`bias`), standard deviation (`sd`) and the limits between which 95 % of them are expected,
 * all in the unit of the measurements. Null where undefined; `why` says why.
 */
export type LimitsOfAgreement = { readonly n: number; readonly bias: Estimate; readonly sd: number | null; readonly lower: Estimate; readonly upper: Estimate; readonly why: UndefinedReason | null };

const none: Estimate = { value: null, ciLow: null, ciHigh: null };
const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

/** The limits of agreement hold this part of the differences. */
const covered = 0.95;

/**
 * Bias and limits of agreement. The intervals are the authors': Student's t with n - 1 degrees of freedom and the standard errors s / √n and
 * s √((1 + k² / 2) / n), where the limits are bias ± k s; k is 1.96 (`multiplier`: 2 in the paper of 1986).
 *
 * Sources: Bland JM, Altman DG. Lancet 1986;1:307-310 and Stat Methods Med Res 1999;8:135-160.
 */
export function blandAltman(pairs: readonly MeasurementPair[], confidence = usualConfidence, multiplier = normalDeviate(covered)): LimitsOfAgreement {
  const n = pairs.length;
  const differences = pairs.map(({ first, second }) => first - second);
  const bias = mean(differences);
  const nothing = (why: UndefinedReason): LimitsOfAgreement => ({ n, bias: none, sd: null, lower: none, upper: none, why });
  if (n === 0) return nothing('noPairs');
  if (!Number.isFinite(bias)) return nothing('tooLarge');
  if (n === 1) return { ...nothing('onePair'), bias: { ...none, value: bias } };
  const sd = Math.sqrt(differences.reduce((total, difference) => total + (difference - bias) ** 2, 0) / (n - 1));
  const deviate = studentDeviate(confidence, n - 1);
  const estimate = (value: number, error: number): Estimate => ({ value, ciLow: value - deviate * error, ciHigh: value + deviate * error });
  const errorOfLimit = sd * Math.sqrt((1 + multiplier ** 2 / 2) / n);
  const [lower, upper] = [estimate(bias - multiplier * sd, errorOfLimit), estimate(bias + multiplier * sd, errorOfLimit)];
  if (![lower.ciLow, upper.ciHigh].every(Number.isFinite)) return nothing('tooLarge');
  return { n, bias: estimate(bias, sd / Math.sqrt(n)), sd, lower, upper, why: null };
}
