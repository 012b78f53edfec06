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

/** `events` of `n` subjects ended with the event; `times` are the distinct times of anybody, ascending, `atRisk` those observed just before each. */
export type SurvivalCurve = { readonly n: number; readonly events: number; readonly confidence: number; readonly steps: readonly SurvivalStep[]; readonly times: readonly number[]; readonly atRisk: readonly number[] };

/** Subjects counted by time: at each distinct time, ascending, how many ended and how many of them with the event. All that estimates and tests need of them. */
export type TimeTally = { readonly n: number; readonly times: readonly number[]; readonly ended: readonly number[]; readonly events: readonly number[] };

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

/** Counts times; thousands of subjects have few distinct ones, days. */
export function tallyTimes(subjects: readonly SurvivalTime[]): TimeTally {
  const places = new Map<number, number>();
  const [times, ended, events]: [number[], number[], number[]] = [[], [], []];
  for (const { time, event } of subjects) {
    const known = places.get(time);
    const place = known ?? times.length;
    if (known === undefined) {
      places.set(time, place);
      times.push(time); ended.push(0); events.push(0);
    }
    ended[place] = (ended[place] ?? 0) + 1;
    if (event) events[place] = (events[place] ?? 0) + 1;
  }
  const order = times.map((_, place) => place).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const inOrder = (values: readonly number[]): number[] => order.map((place) => values[place] ?? 0);
  return { n: subjects.length, times: inOrder(times), ended: inOrder(ended), events: inOrder(events) };
}

/** Censorings as events and events as censorings. */
export const reversed = ({ ended, events, ...rest }: TimeTally): TimeTally => ({ ...rest, ended, events: ended.map((count, at) => count - (events[at] ?? 0)) });

/**
 * Product-limit estimate with Greenwood's standard error and pointwise intervals, one step per distinct event time; at equal times events precede
 * censorings. At an estimate of 0 the standard error is its limit 0.
 *
 * Sources: Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481. Greenwood M. The natural duration of cancer. 1926. Kalbfleisch JD, Prentice RL.
 * The statistical analysis of failure time data. 1980 (log-log interval).
 */
export const kaplanMeier = (times: readonly SurvivalTime[], confidence = usualConfidence): SurvivalCurve => kaplanMeierOf(tallyTimes(times), confidence);

/** `kaplanMeier` of subjects that have been counted. */
export function kaplanMeierOf({ n, times, ended, events: eventsAt }: TimeTally, confidence = usualConfidence): SurvivalCurve {
  const deviate = normalDeviate(confidence);
  const steps: SurvivalStep[] = [];
  const observed: number[] = [];
  let [survival, greenwood, total, atRisk] = [1, 0, 0, n];
  times.forEach((time, at) => {
    const events = eventsAt[at] ?? 0;
    observed.push(atRisk);
    if (events > 0) {
      total += events;
      survival *= (atRisk - events) / atRisk;
      greenwood += atRisk === events ? 0 : events / (atRisk * (atRisk - events));
      steps.push({ time, atRisk, events, survival, standardError: survival * Math.sqrt(greenwood), ...limitsOf(survival, greenwood, deviate) });
    }
    atRisk -= ended[at] ?? 0;
  });
  return { n, events: total, confidence, steps, times, atRisk: observed };
}

/** How many are observed just before a time: those who end at it count, those who ended earlier do not. */
export const numberAtRisk = ({ times, atRisk }: SurvivalCurve, time: number): number => atRisk[placeOf(times, (one) => one < time)] ?? 0;

/** How many of the values in order fulfil a test that holds for the first of them and for none after. */
function placeOf<T>(values: readonly T[], holds: (value: T) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(values[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Estimate, standard error, both intervals and number at risk at a time; the estimate is 1 before the first event. */
export function survivalAt(curve: SurvivalCurve, time: number): SurvivalRate {
  const atRisk = numberAtRisk(curve, time);
  const beyondFollowUp = atRisk === 0 && curve.steps.at(-1)?.survival !== 0;
  if (curve.n === 0) return { t: time, rate: null, se: null, ...noLimits, atRisk, beyondFollowUp };
  const step = curve.steps[placeOf(curve.steps, (candidate) => candidate.time <= time) - 1];
  if (step === undefined) return { t: time, rate: 1, se: 0, ...noLimits, atRisk, beyondFollowUp };
  const { survival: rate, standardError: se, ciLow, ciHigh, plainLow, plainHigh } = step;
  return { t: time, rate, se, ciLow, ciHigh, plainLow, plainHigh, atRisk, beyondFollowUp };
}
