/** Comparison of two readers (section 15, R-J04, R-J05; operation `adjudicate`). */
import { daysBetween, type IsoDate } from '../common/index.ts';
import { dayCount, listText } from './format.ts';
import type { OverallResponse, Reason } from './model.ts';
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

const variableWords: Readonly<Record<AdjudicationVariable, string>> = {
  bor: 'best overall response', progression: 'progression', progressionDate: 'date of progression', responseDate: 'date of the first response', measurableAtBaseline: 'measurable disease at baseline',
};

function valueOf(reader: ReaderResult, variable: AdjudicationVariable): string {
  switch (variable) {
    case 'bor': return reader.bor ?? 'none';
    case 'progression': return reader.progressionDate == null ? 'none' : `on ${reader.progressionDate}`;
    case 'progressionDate': return reader.progressionDate ?? 'none';
    case 'responseDate': return reader.responseDate ?? 'none';
    case 'measurableAtBaseline': return reader.measurableAtBaseline == null ? 'not said' : reader.measurableAtBaseline ? 'yes' : 'no';
  }
}

/** Why an adjudicator is needed or not: each variable that differs with both readers' values. */
export function adjudicationReason(first: ReaderResult, second: ReaderResult, result: AdjudicationResult, parameters: Pick<Parameters, 'adjudicationVariables' | 'adjudicationDateToleranceDays'>): Reason {
  const { adjudicationVariables: compared, adjudicationDateToleranceDays: days } = parameters;
  const tolerance = days > 0 ? ` Dates up to ${dayCount(days)} apart agree.` : '';
  const sentence = result.required
    ? `The readers differ in ${result.variables.map((variable) => `${variableWords[variable]} (${valueOf(first, variable)}, ${valueOf(second, variable)})`).join('; ')}: an adjudicator decides.${tolerance}`
    : `The readers agree in ${listText(compared.map((variable) => variableWords[variable])) || 'everything that is compared'}: the first reader\u2019s read is the result.${tolerance}`;
  return { sentence, rules: result.rules, lesions: [] };
}
