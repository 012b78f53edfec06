/** Rates of a group of subjects (R-940 to R-945, operation `cohort`). */
import type { OverallResponse, Parameters } from '../recist/index.ts';
import { clopperPearson, type Proportion } from './intervals.ts';
import { isDiseaseControl, isObjectiveResponse } from './responses.ts';
import { kaplanMeier, medianSurvival, survivalAt, type SurvivalTime } from './survival.ts';

export type CohortInput = { readonly bor?: readonly OverallResponse[]; readonly times?: readonly SurvivalTime[]; readonly at?: readonly number[] };
export type CohortResult = {
  readonly ORR?: Proportion;
  readonly DCR?: Proportion;
  readonly rates?: readonly { readonly t: number; readonly rate: number; readonly se: number }[];
  readonly median?: number | null;
};

/** Response and disease control rates with exact intervals (NE stays in the denominator), Kaplan-Meier rates and median: whichever the input allows. */
export function summariseCohort(input: CohortInput, parameters: Pick<Parameters, 'dcrIncludeNonCrNonPd'>): CohortResult {
  const { bor, times, at = [] } = input;
  const responses = bor === undefined ? {} : {
    ORR: clopperPearson(bor.filter(isObjectiveResponse).length, bor.length),
    DCR: clopperPearson(bor.filter((response) => isDiseaseControl(response, parameters)).length, bor.length),
  };
  if (times === undefined) return responses;
  const steps = kaplanMeier(times);
  return { ...responses, rates: at.map((time) => survivalAt(steps, time)), median: medianSurvival(steps) };
}
