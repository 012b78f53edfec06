/** Kaplan-Meier estimates. */

/** Time from the origin in any one unit, and whether it ended with the event or was censored. */
export type SurvivalTime = { readonly time: number; readonly event: boolean };

/** The curve after one distinct event time. */
export type SurvivalStep = { readonly time: number; readonly atRisk: number; readonly events: number; readonly survival: number; readonly standardError: number };

/** Products of fractions leave 0.5 by rounding: an estimate this close to it is 0.5. */
const roundingSlack = 1e-12;

/** Product-limit estimate with Greenwood's standard error, one step per distinct event time; at equal times events precede censorings. */
export function kaplanMeier(times: readonly SurvivalTime[]): readonly SurvivalStep[] {
  const sorted = [...times].sort((a, b) => a.time - b.time || Number(b.event) - Number(a.event));
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  for (let index = 0; index < sorted.length;) {
    const { time } = sorted[index] ?? { time: 0 };
    const atRisk = sorted.length - index;
    let events = 0;
    for (; sorted[index]?.time === time; index += 1) if (sorted[index]?.event) events += 1;
    if (events === 0) continue;
    survival *= (atRisk - events) / atRisk;
    greenwood += atRisk === events ? 0 : events / (atRisk * (atRisk - events));
    steps.push({ time, atRisk, events, survival, standardError: survival * Math.sqrt(greenwood) });
  }
  return steps;
}

/** Estimate and standard error at a time; 1 before the first event. */
export function survivalAt(steps: readonly SurvivalStep[], time: number): { readonly t: number; readonly rate: number; readonly se: number } {
  const step = steps.findLast((candidate) => candidate.time <= time);
  return { t: time, rate: step?.survival ?? 1, se: step?.standardError ?? 0 };
}

/** First event time with an estimate of 0.5 or less; null when it is not reached. */
export const medianSurvival = (steps: readonly SurvivalStep[]): number | null => steps.find((step) => step.survival <= 0.5 + roundingSlack)?.time ?? null;
