/** Target response at a timepoint (section 6). */
import { meetsPartialResponse, meetsProgression } from './criteria.ts';
import type { TargetResponse } from './model.ts';
import type { TargetSum } from './sum.ts';
import type { TargetValue } from './targetValues.ts';

export type TargetFacts = {
  readonly performed: boolean;
  readonly values: readonly TargetValue[];
  readonly sum: TargetSum;
  readonly baselineUnits: number;
  readonly nadirUnits: number;
  /** An earlier timepoint has overall CR that was not revised. */
  readonly afterCr: boolean;
  /** R-313 holds: an earlier PR or CR was confirmed, and there was no PD. */
  readonly responseContinues: boolean;
};

/** an evaluable target that is disease: non-nodal above 0, a node from 10 mm. */
export const showsDisease = (value: TargetValue): boolean => value.evaluable && !value.fulfilsCr;

type Decision = { readonly response: TargetResponse; readonly rules: readonly string[] };
type Row = Decision & { readonly step: number; readonly when: (facts: TargetFacts) => boolean };

const isComplete = (facts: TargetFacts): boolean => facts.sum.complete;
const progresses = (units: number | null, facts: TargetFacts): boolean => units !== null && meetsProgression(units, facts.nadirUnits);

/** the first row that applies decides. */
export const targetRules: readonly Row[] = [
  { step: 1, response: 'NA', rules: ['R-151'], when: (facts) => facts.values.length === 0 },
  { step: 2, response: 'NE', rules: ['R-216'], when: (facts) => !facts.performed },
  { step: 3, response: 'CR', rules: ['R-305'], when: (facts) => isComplete(facts) && facts.values.every((value) => value.fulfilsCr) },
  { step: 4, response: 'PD', rules: ['R-309'], when: (facts) => facts.afterCr && facts.values.some(showsDisease) },
  { step: 5, response: 'PD', rules: ['R-307', 'R-306'], when: (facts) => facts.nadirUnits === 0 && progresses(facts.sum.units, facts) },
  { step: 5, response: 'PD', rules: ['R-306'], when: (facts) => progresses(facts.sum.units, facts) },
  { step: 6, response: 'PD', rules: ['R-308', 'R-307'], when: (facts) => facts.nadirUnits === 0 && progresses(facts.sum.partialUnits, facts) },
  { step: 6, response: 'PD', rules: ['R-308', 'R-306'], when: (facts) => progresses(facts.sum.partialUnits, facts) },
  { step: 7, response: 'NE', rules: ['R-310'], when: (facts) => !isComplete(facts) },
  { step: 8, response: 'PR', rules: ['R-311'], when: (facts) => facts.sum.units !== null && meetsPartialResponse(facts.sum.units, facts.baselineUnits) },
  { step: 9, response: 'PR', rules: ['R-313'], when: (facts) => facts.responseContinues },
  { step: 10, response: 'SD', rules: ['R-312'], when: () => true },
];

const stable: Decision = { response: 'SD', rules: ['R-312'] };

/** The target response and the rules that gave it. */
export function decideTarget(facts: TargetFacts): Decision {
  for (const row of targetRules) if (row.when(facts)) return row;
  return stable;
}
