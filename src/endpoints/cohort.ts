/** Rates, times and agreement of a group of subjects (R-940 to R-945, operation `cohort`). */
import type { OverallResponse, Parameters } from '../recist/index.ts';
import { isDiseaseControl, isObjectiveResponse } from './responses.ts';
import { blandAltman, type LimitsOfAgreement, type MeasurementPair } from './statistics/blandAltman.ts';
import { clopperPearson, type Proportion } from './statistics/clopperPearson.ts';
import { hazardRatio, type HazardRatio, type TieMethod } from './statistics/cox.ts';
import { usualConfidence } from './statistics/distributions.ts';
import { kaplanMeierOf, survivalAt, tallyTimes, type SurvivalRate, type SurvivalStep, type SurvivalTime, type TimeTally } from './statistics/kaplanMeier.ts';
import { cohenKappa, weightedKappa, type Kappa, type RatingPair } from './statistics/kappa.ts';
import { logRank, type LogRank } from './statistics/logRank.ts';
import { armsOf, type ArmTime } from './statistics/riskSets.ts';
import { medianFollowUpOf, medianSurvival, survivalQuantile, type SurvivalQuantile } from './statistics/survivalQuantile.ts';

/** A time with the arm and stratum of its subject, where there are any. */
export type CohortTime = SurvivalTime & { readonly arm?: string; readonly stratum?: string };

/**
 * What is known of the group. Times, `at` and `quantiles` of times are in one unit, days or months; `measurements` in one unit, mm. `confidence` is that
 * of every interval; `reference` the arm others are compared with (else the first by code unit); `curve` asks for every step.
 */
export type CohortInput = {
  readonly bor?: readonly OverallResponse[];
  readonly times?: readonly CohortTime[]; readonly at?: readonly number[]; readonly quantiles?: readonly number[]; readonly curve?: boolean;
  readonly reference?: string; readonly ties?: TieMethod;
  readonly pairs?: readonly RatingPair[]; readonly categories?: readonly string[];
  readonly measurements?: readonly MeasurementPair[];
  readonly confidence?: number;
};

/** Kaplan-Meier summary of one group: numbers, median with its interval and the reason if there is none, rates, follow-up. */
export type SurvivalSummary = {
  readonly n: number; readonly events: number;
  readonly median: number | null; readonly medianCiLow: number | null; readonly medianCiHigh: number | null; readonly medianWhy: SurvivalQuantile['why'];
  readonly rates: readonly SurvivalRate[]; readonly followUp: SurvivalQuantile;
  readonly quantiles?: readonly SurvivalQuantile[]; readonly curve?: readonly SurvivalStep[];
};
export type ArmSummary = SurvivalSummary & { readonly arm: string };

/** `kappa.linear` and `kappa.quadratic` are there when the order of the categories is known. */
export type Agreement = { readonly kappa: Kappa; readonly linear?: Kappa; readonly quadratic?: Kappa };

export type CohortResult = Partial<SurvivalSummary> & {
  readonly ORR?: Proportion; readonly DCR?: Proportion;
  readonly arms?: readonly ArmSummary[]; readonly logRank?: LogRank; readonly hazardRatio?: HazardRatio;
  readonly agreement?: Agreement; readonly limitsOfAgreement?: LimitsOfAgreement;
};

/** Summary of a group whose subjects have been counted. */
export function summariseTally(tally: TimeTally, { at = [], quantiles, curve: wanted = false }: Pick<CohortInput, 'at' | 'quantiles' | 'curve'>, confidence: number): SurvivalSummary {
  const curve = kaplanMeierOf(tally, confidence);
  const median = medianSurvival(curve);
  return {
    n: curve.n, events: curve.events, median: median.time, medianCiLow: median.ciLow, medianCiHigh: median.ciHigh, medianWhy: median.why,
    rates: at.map((time) => survivalAt(curve, time)), followUp: medianFollowUpOf(tally, confidence),
    ...(quantiles === undefined ? {} : { quantiles: quantiles.map((p) => survivalQuantile(curve, p)) }),
    ...(wanted ? { curve: curve.steps } : {}),
  };
}

const hasArm = (time: CohortTime): time is ArmTime => time.arm !== undefined;

/** Arms side by side; the hazard ratio of two arms. */
function compareArms(times: readonly ArmTime[], input: CohortInput, confidence: number): Pick<CohortResult, 'arms' | 'logRank' | 'hazardRatio'> {
  const arms = armsOf(times);
  const { reference = arms[0], ties = 'efron' } = input;
  const other = arms.find((arm) => arm !== reference);
  return {
    arms: arms.map((arm) => ({ arm, ...summariseTally(tallyTimes(times.filter((time) => time.arm === arm)), input, confidence) })),
    logRank: logRank(times),
    ...(arms.length === 2 && reference !== undefined && other !== undefined ? { hazardRatio: hazardRatio(times, { arm: other, reference, ties, confidence }) } : {}),
  };
}

function agreementOf(pairs: readonly RatingPair[], categories: readonly string[] | undefined, confidence: number): Agreement {
  const kappa = cohenKappa(pairs, confidence);
  if (categories === undefined) return { kappa };
  return { kappa, linear: weightedKappa(pairs, categories, 'linear', confidence), quadratic: weightedKappa(pairs, categories, 'quadratic', confidence) };
}

/**
 * Whichever the input allows: response and disease control rates with exact intervals (NE stays in the denominator), Kaplan-Meier summary, comparison of
 * arms, agreement of two raters and of two measurements.
 */
export function summariseCohort(input: CohortInput, parameters: Pick<Parameters, 'dcrIncludeNonCrNonPd'>): CohortResult {
  const { bor, times, pairs, measurements, confidence = usualConfidence } = input;
  const proportion = (counts: (response: OverallResponse) => boolean): Proportion => clopperPearson((bor ?? []).filter(counts).length, bor?.length ?? 0, confidence);
  const armTimes = times?.filter(hasArm) ?? [];
  return {
    ...(bor === undefined ? {} : { ORR: proportion(isObjectiveResponse), DCR: proportion((response) => isDiseaseControl(response, parameters)) }),
    ...(times === undefined ? {} : summariseTally(tallyTimes(times), input, confidence)),
    ...(armTimes.length === 0 ? {} : compareArms(armTimes, input, confidence)),
    ...(pairs === undefined ? {} : { agreement: agreementOf(pairs, input.categories, confidence) }),
    ...(measurements === undefined ? {} : { limitsOfAgreement: blandAltman(measurements, confidence) }),
  };
}
