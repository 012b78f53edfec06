/** Non-target response at a timepoint (section 7). */
import type { IsoDate } from '../common/index.ts';
import type { BaselineNonTarget, NonTargetResponse, NonTargetStatus, TimepointInput } from './model.ts';

/** A non-target at one timepoint; without a record it is not evaluable. */
export type NonTargetValue = { readonly id: string; readonly status: NonTargetStatus; readonly scanDate: IsoDate; readonly recorded: boolean; readonly reason: string | undefined };

/** the marker's part in the non-target response; `inactive` unless the protocol uses it and it was raised at baseline. */
export type MarkerPart = 'inactive' | 'normal' | 'elevated' | 'notAssessed';

export function resolveNonTargets(nonTargets: readonly BaselineNonTarget[], timepoint: TimepointInput, timepointDate: IsoDate): readonly NonTargetValue[] {
  return nonTargets.map(({ id }) => {
    const record = Object.hasOwn(timepoint.nonTargets, id) ? timepoint.nonTargets[id] : undefined;
    return { id, status: record?.status ?? 'notEvaluable', scanDate: record?.scanDate ?? timepointDate, recorded: record !== undefined, reason: record?.reason };
  });
}

export type NonTargetFacts = { readonly performed: boolean; readonly values: readonly NonTargetValue[]; readonly marker: MarkerPart };

type Decision = { readonly response: NonTargetResponse; readonly rules: readonly string[] };
type Row = Decision & { readonly when: (facts: NonTargetFacts) => boolean };

const some = (facts: NonTargetFacts, status: NonTargetStatus): boolean => facts.values.some((value) => value.status === status);
const allAbsent = (facts: NonTargetFacts): boolean => facts.values.every((value) => value.status === 'absent');

/** the first row that applies decides. */
export const nonTargetRules: readonly Row[] = [
  { response: 'NA', rules: ['R-406'], when: (facts) => facts.values.length === 0 && facts.marker === 'inactive' },
  { response: 'NE', rules: ['R-216'], when: (facts) => !facts.performed },
  { response: 'PD', rules: ['R-403'], when: (facts) => some(facts, 'unequivocalProgression') },
  { response: 'NE', rules: ['R-407'], when: (facts) => some(facts, 'notEvaluable') },
  { response: 'NE', rules: ['R-404'], when: (facts) => allAbsent(facts) && facts.marker === 'notAssessed' },
  { response: 'CR', rules: ['R-405'], when: (facts) => allAbsent(facts) && facts.marker === 'inactive' },
  { response: 'CR', rules: ['R-405', 'R-404'], when: (facts) => allAbsent(facts) && facts.marker === 'normal' },
  { response: 'NON-CR/NON-PD', rules: ['R-408', 'R-404'], when: (facts) => allAbsent(facts) },
  { response: 'NON-CR/NON-PD', rules: ['R-408'], when: () => true },
];

const persisting: Decision = { response: 'NON-CR/NON-PD', rules: ['R-408'] };

/** The non-target response and the rules that gave it. */
export function decideNonTarget(facts: NonTargetFacts): Decision {
  for (const row of nonTargetRules) if (row.when(facts)) return row;
  return persisting;
}
