/** Comparison of two readers (section 15, R-J04, R-J05; operation `adjudicate`). */
import { daysBetween, type IsoDate } from '../common/index.ts';
import type { OverallResponse } from './model.ts';
import type { AdjudicationVariable, Parameters } from './parameters.ts';

/** One reader's result for a subject; a missing date means that there was none. */
export type ReaderResult = {
  readonly bor?: OverallResponse | null;
  readonly progressionDate?: IsoDate | null;
  readonly responseDate?: IsoDate | null;
  readonly measurableAtBaseline?: boolean | null;
};

type Comparison = (a: ReaderResult, b: ReaderResult, toleranceDays: number) => boolean;

const isApart = (a: IsoDate, b: IsoDate, toleranceDays: number): boolean => Math.abs(daysBetween(a, b)) > toleranceDays;

const disagreements: Readonly<Record<AdjudicationVariable, Comparison>> = {
  bor: (a, b) => (a.bor ?? null) !== (b.bor ?? null),
  progression: (a, b) => (a.progressionDate == null) !== (b.progressionDate == null),
  progressionDate: (a, b, days) => a.progressionDate != null && b.progressionDate != null && isApart(a.progressionDate, b.progressionDate, days),
  responseDate: (a, b, days) =>
    a.responseDate != null && b.responseDate != null ? isApart(a.responseDate, b.responseDate, days) : (a.responseDate == null) !== (b.responseDate == null),
  measurableAtBaseline: (a, b) => (a.measurableAtBaseline ?? null) !== (b.measurableAtBaseline ?? null),
};

export type AdjudicationResult = { readonly required: boolean; readonly variables: readonly AdjudicationVariable[]; readonly rules: readonly string[] };

/** Whether two reads need an adjudicator, and the variables that differ in the configured order. */
export function adjudicate(first: ReaderResult, second: ReaderResult, parameters: Pick<Parameters, 'adjudicationVariables' | 'adjudicationDateToleranceDays'>): AdjudicationResult {
  const variables = parameters.adjudicationVariables.filter((name) => disagreements[name](first, second, parameters.adjudicationDateToleranceDays));
  return { required: variables.length > 0, variables, rules: variables.length > 0 ? ['R-J05', 'R-J04'] : ['R-J07', 'R-J04'] };
}
