/** Kaplan-Meier estimates. Times are in any one unit, days or months; what comes out is in the unit that went in. */
import { normalDeviate, usualConfidence } from './distributions.ts';

/** Time from the origin and whether it ended with the event or was censored. */
export type SurvivalTime = { readonly time: number; readonly event: boolean };

/**
 * Two pointwise intervals of an estimate: `ciLow`, `ciHigh` on the log-log scale, `plainLow`, `plainHigh` symmetric and cut at 0 and 1. All null
 * where the estimate is 1 or 0: Greenwood's variance says nothing there.
 */
export type PointwiseLimits = { readonly ciLow: number | null; readonly ciHigh: number | null; readonly plainLow: number | null; readonly plainHigh: number | null };

/** The curve from one distinct event time to the next. `atRisk` counts those observed just before it, `standardError` is Greenwood's. */
export type SurvivalStep = PointwiseLimits & { readonly time: number; readonly atRisk: number; readonly events: number; readonly survival: number; readonly standardError: number };

/** `sortedTimes` ascends; `events` of `n` subjects ended with the event. */
export type SurvivalCurve = { readonly n: number; readonly events: number; readonly confidence: number; readonly steps: readonly SurvivalStep[]; readonly sortedTimes: readonly number[] };

/** The estimate at a chosen time. `rate` and `se` are null without subjects; `beyondFollowUp`: nobody was observed so long and not everybody had the event, the last estimate is carried on. */
export type SurvivalRate = PointwiseLimits & { readonly t: number; readonly rate: number | null; readonly se: number | null; readonly atRisk: number; readonly beyondFollowUp: boolean };

const noLimits: PointwiseLimits = { ciLow: null, ciHigh: null, plainLow: null, plainHigh: null };

/** `greenwood` is the variance of log S, the sum of d / (n (n - d)). */
function limitsOf(survival: number, greenwood: number, deviate: number): PointwiseLimits {
  if (survival === 0) return noLimits;
  const margin = deviate * Math.sqrt(greenwood);
  const factor = Math.exp(margin / -Math.log(survival));
  return {
    ciLow: survival ** factor, ciHigh: survival ** (1 / factor),
    plainLow: Math.max(0, survival * (1 - margin)), plainHigh: Math.min(1, survival * (1 + margin)),
  };
}

/**
 * Product-limit estimate with Greenwood's standard error and pointwise intervals, one step per distinct event time; at equal times events precede
 * censorings. At an estimate of 0 the standard error is its limit 0.
 *
 * Sources: Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481. Greenwood M. The natural duration of cancer. 1926. Kalbfleisch JD, Prentice RL.
 * The statistical analysis of failure time data. 1980 (log-log interval).
 */
export function kaplanMeier(times: readonly SurvivalTime[], confidence = usualConfidence): SurvivalCurve {
  const sorted = [...times].sort((a, b) => a.time - b.time);
  const deviate = normalDeviate(confidence);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  let total = 0;
  for (let index = 0; index < sorted.length;) {
    const { time } = sorted[index] ?? { time: 0 };
    const atRisk = sorted.length - index;
    let events = 0;
    do {
      if (sorted[index]?.event) events += 1;
      index += 1;
    } while (sorted[index]?.time === time);
    if (events === 0) continue;
    total += events;
    survival *= (atRisk - events) / atRisk;
    greenwood += atRisk === events ? 0 : events / (atRisk * (atRisk - events));
    steps.push({ time, atRisk, events, survival, standardError: survival * Math.sqrt(greenwood), ...limitsOf(survival, greenwood, deviate) });
  }
  return { n: sorted.length, events: total, confidence, steps, sortedTimes: sorted.map(({ time }) => time) };
}

/** How many are observed just before a time: those who end at it count, those who ended earlier do not. */
export function numberAtRisk({ sortedTimes }: SurvivalCurve, time: number): number {
  let low = 0;
  let high = sortedTimes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sortedTimes[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return sortedTimes.length - low;
}

/** Estimate, standard error, both intervals and number at risk at a time; the estimate is 1 before the first event. */
export function survivalAt(curve: SurvivalCurve, time: number): SurvivalRate {
  const atRisk = numberAtRisk(curve, time);
  const beyondFollowUp = atRisk === 0 && curve.steps.at(-1)?.survival !== 0;
  if (curve.n === 0) return { t: time, rate: null, se: null, ...noLimits, atRisk, beyondFollowUp };
  const step = curve.steps.findLast((candidate) => candidate.time <= time);
  if (step === undefined) return { t: time, rate: 1, se: 0, ...noLimits, atRisk, beyondFollowUp };
  const { survival: rate, standardError: se, ciLow, ciHigh, plainLow, plainHigh } = step;
  return { t: time, rate, se, ciLow, ciHigh, plainLow, plainHigh, atRisk, beyondFollowUp };
}
