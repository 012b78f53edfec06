/** The lesions that decided a response, by id, the most decisive first. */
import type { BaselineTarget } from './model.ts';
import { toUnits } from './sizes.ts';
import { showsDisease } from './target.ts';
import type { TargetValue } from './targetValues.ts';
import { reappearingNonTargets, type TimepointFacts } from './timepointFacts.ts';

export type DecidingContext = {
  readonly facts: TimepointFacts;
  /** Facts of the timepoint that holds the nadir; null for the baseline. */
  readonly nadirFacts: TimepointFacts | null;
  readonly baselineTargets: readonly BaselineTarget[];
};

/** Targets that changed most in the given direction first; ids only. */
function changed(values: readonly TargetValue[], before: (index: number) => number, direction: 1 | -1): readonly string[] {
  return values
    .map((value, index) => ({ id: value.id, change: value.evaluable ? direction * (value.units - before(index)) : 0 }))
    .filter((entry) => entry.change > 0)
    .sort((a, b) => b.change - a.change)
    .map((entry) => entry.id);
}

/** What the target at `index` of the baseline list counted at the nadir. */
export const unitsAtNadir = (context: Pick<DecidingContext, 'nadirFacts' | 'baselineTargets'>, index: number): number =>
  context.nadirFacts?.values[index]?.units ?? toUnits(context.baselineTargets[index]?.sizeMm ?? 0);

/** Targets behind the target response: those that grew for PD, shrank for PR, are missing for NE; all of them for CR and SD. */
export function decidingTargets(context: DecidingContext): readonly string[] {
  const { facts, baselineTargets } = context;
  if (!facts.performed) return [];
  switch (facts.target.response) {
    case 'PD':
      return facts.target.rules.includes('R-309') ? facts.values.filter(showsDisease).map((value) => value.id) : changed(facts.values, (index) => unitsAtNadir(context, index), 1);
    case 'PR': return changed(facts.values, (index) => toUnits(baselineTargets[index]?.sizeMm ?? 0), -1);
    case 'NE': return facts.values.filter((value) => !value.evaluable).map((value) => value.id);
    case 'CR':
    case 'SD': return facts.values.map((value) => value.id);
    case 'NA': return [];
  }
}

/** Non-targets behind the non-target response. */
export function decidingNonTargets(facts: TimepointFacts): readonly string[] {
  if (!facts.performed) return [];
  const having = (...statuses: readonly string[]): readonly string[] => facts.nonTargets.filter((value) => statuses.includes(value.status)).map((value) => value.id);
  switch (facts.nonTarget.response) {
    case 'PD': return having('unequivocalProgression');
    case 'NE': return having('notEvaluable');
    case 'NON-CR/NON-PD': return having('present', 'equivocalProgression');
    case 'CR': return facts.nonTargets.map((value) => value.id);
    case 'NA': return [];
  }
}

/** New lesions with the status that counts at the timepoint. */
export const decidingNewLesions = (facts: TimepointFacts): readonly string[] =>
  (facts.performed ? facts.input.newLesions.filter((record) => record.status === facts.newLesion.response).map((record) => record.id) : []);

/** Lesions behind the overall response as read. */
export function decidingLesions(context: DecidingContext): readonly string[] {
  const { facts } = context;
  if (!facts.performed) return [];
  if (facts.overallAsRead === 'PD') {
    return [...new Set([
      ...(facts.target.response === 'PD' ? decidingTargets(context) : []),
      ...(facts.nonTarget.response === 'PD' ? decidingNonTargets(facts) : []),
      ...(facts.diseaseAfterCr ? reappearingNonTargets(facts).map((value) => value.id) : []),
      ...(facts.newLesion.response === 'unequivocal' ? decidingNewLesions(facts) : []),
    ])];
  }
  const targetAlone = facts.target.response === 'PR' || facts.target.response === 'SD' || facts.target.response === 'NE';
  return targetAlone ? decidingTargets(context) : [...decidingTargets(context), ...decidingNonTargets(facts)];
}
