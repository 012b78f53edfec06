/** Median and other quantiles of a Kaplan-Meier curve, and follow-up. Times are in the unit that went in, days or months. */
import { usualConfidence } from './distributions.ts';
import { kaplanMeierOf, reversed, tallyTimes, type SurvivalCurve, type SurvivalTime, type TimeTally } from './kaplanMeier.ts';
import type { UndefinedReason } from './reasons.ts';

/**
 * The time by which a fraction `p` of the subjects has had the event, with its two-sided interval. A limit that is null is not reached; `why` says
 * why `time` is null.
 */
export type SurvivalQuantile = { readonly p: number; readonly time: number | null; readonly ciLow: number | null; readonly ciHigh: number | null; readonly why: UndefinedReason | null };

/** Products of fractions leave 0.5 by rounding: an estimate this close to it is 0.5. */
const roundingSlack = 1e-12;

function reasonOf({ n, events }: SurvivalCurve): UndefinedReason {
  if (n === 0) return 'noSubjects';
  return events === 0 ? 'noEvents' : 'notReached';
}

/**
 * First event time with an estimate of 1 - p or less; where the curve lies exactly on 1 - p its left end, not the middle that some programs
 * print. The interval is Brookmeyer and Crowley's on the log-log scale: from the first event time whose lower pointwise limit is 1 - p or less to the
 * first whose upper limit is.
 *
 * Source: Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982;38:29-41.
 */
export function survivalQuantile(curve: SurvivalCurve, p: number): SurvivalQuantile {
  const level = 1 - p + roundingSlack;
  const first = (value: (step: SurvivalCurve['steps'][number]) => number | null): number | null => curve.steps.find((step) => (value(step) ?? Infinity) <= level)?.time ?? null;
  const time = first(({ survival }) => survival);
  return { p, time, ciLow: first(({ ciLow }) => ciLow), ciHigh: first(({ ciHigh }) => ciHigh), why: time === null ? reasonOf(curve) : null };
}

/** The median, p = 0.5. */
export const medianSurvival = (curve: SurvivalCurve): SurvivalQuantile => survivalQuantile(curve, 0.5);

/**
 * Median follow-up by the reverse Kaplan-Meier method: a censoring is the end of follow-up, an event cuts it short.
 *
 * Source: Schemper M, Smith TL. A note on quantifying follow-up in studies of failure time. Control Clin Trials 1996;17:343-346.
 */
export const medianFollowUp = (times: readonly SurvivalTime[], confidence = usualConfidence): SurvivalQuantile => medianFollowUpOf(tallyTimes(times), confidence);
/** The same of subjects that have been counted. */
export const medianFollowUpOf = (tally: TimeTally, confidence = usualConfidence): SurvivalQuantile => medianSurvival(kaplanMeierOf(reversed(tally), confidence));
