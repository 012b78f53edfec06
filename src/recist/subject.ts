/** A subject's timepoints with their assigned responses: back-dating, revision, checks and explanations (R-507, R-508, R-623, section 14). */
import { findBackdating, type Backdating } from './backdating.ts';
import type { CheckContext, PreviousValue } from './checks/context.ts';
import { checksOfTimepoint } from './checks/timepoint.ts';
import { DeferredExplanation } from './explain.ts';
import type { Explanation, OverallResponse, SubjectInput, TimepointResult } from './model.ts';
import type { Parameters } from './parameters.ts';
import { readTimepoints } from './readTimepoints.ts';
import { toMm, toUnits } from './sizes.ts';
import type { TimepointFacts } from './timepointFacts.ts';

/** Names to show instead of lesion and timepoint ids in explanations. */
export type Labels = Readonly<Record<string, string>>;

export type AssessedTimepoint = {
  readonly facts: TimepointFacts;
  readonly overall: OverallResponse;
  readonly result: TimepointResult;
  /** What its checks looked at, for their words. */
  readonly checked: CheckContext;
};

export type SubjectAssessment = {
  readonly hasTargets: boolean;
  readonly baselineSumMm: number | null;
  /** In date order. */
  readonly timepoints: readonly AssessedTimepoint[];
  readonly backdating: Backdating | null;
};

/** a CR that the reader revised is PR; a subject without targets never has PR, there residual disease is NON-CR/NON-PD. */
export const revisedCr = (hasTargets: boolean): OverallResponse => (hasTargets ? 'PR' : 'NON-CR/NON-PD');

type Assigned = { readonly overall: OverallResponse; readonly rules: readonly string[]; readonly isRevised: boolean };

function assign(facts: TimepointFacts, backdating: Backdating | null, hasTargets: boolean): Assigned {
  if (backdating?.toIndex === facts.index) return { overall: 'PD', rules: ['R-507', 'R-508', ...facts.rules], isRevised: false };
  if (facts.overallAsRead === 'CR' && facts.input.reviseCrToPr === true) return { overall: revisedCr(hasTargets), rules: ['R-623', ...facts.rules], isRevised: true };
  return { overall: facts.overallAsRead, rules: facts.rules, isRevised: false };
}

const percent = (units: number, reference: number): number | null => (reference === 0 ? null : (100 * (units - reference)) / reference);

function computedOf(facts: TimepointFacts): TimepointResult['computed'] {
  const { target, nonTarget, overallAsRead, rules } = facts.computed ?? facts;
  return { target: target.response, nonTarget: nonTarget.response, overall: overallAsRead, rules };
}

/** The timepoint as the engine returns it. */
function resultOf(facts: TimepointFacts, assigned: Assigned, checks: readonly string[], explanation: Explanation): TimepointResult {
  const { units, partialUnits, complete } = facts.sum;
  const nadir = facts.nadir === null ? null : facts.nadir.units;
  return {
    id: facts.input.id,
    date: facts.date,
    sum: units === null ? null : toMm(units),
    sumComplete: complete,
    partialSum: partialUnits === null ? null : toMm(partialUnits),
    nadir: nadir === null ? null : toMm(nadir),
    pctFromBaseline: units === null ? null : percent(units, facts.baselineUnits),
    pctFromNadir: units === null || nadir === null ? null : percent(units, nadir),
    absFromNadir: units === null || nadir === null ? null : toMm(units - nadir),
    target: facts.target.response,
    nonTarget: facts.nonTarget.response,
    newLesion: facts.newLesion.response,
    overall: assigned.overall,
    overallAsRead: facts.overallAsRead,
    computed: computedOf(facts),
    overrides: facts.performed ? (facts.input.assigned ?? null) : null,
    rules: assigned.rules,
    checks,
    explanation,
  };
}

function previousAfter(previous: readonly PreviousValue[], facts: TimepointFacts): readonly PreviousValue[] {
  if (!facts.performed) return previous;
  return facts.values.map((value, index) => (value.evaluable ? value : (previous[index] ?? value)));
}

/**
 * Judges every timepoint of a subject (A.4). With a data cut-off, progression after it does not exist, so nothing is dated back from there
 * the timepoints themselves are returned all the same.
 */
export function assessTimepoints(input: SubjectInput, parameters: Parameters, labels: Labels = {}): SubjectAssessment {
  const facts = readTimepoints(input, parameters);
  const { targets } = input.baseline;
  const hasTargets = targets.length > 0;
  const cutoff = parameters.dataCutoff;
  const backdating = parameters.equivocalBackdating ? findBackdating(cutoff === null ? facts : facts.filter(({ date }) => date <= cutoff)) : null;
  const name = (id: string): string => (Object.hasOwn(labels, id) ? (labels[id] ?? id) : id);
  const pdTimepointId = backdating === null ? '' : (facts[backdating.fromIndex]?.input.id ?? '');
  const baselineUnits = targets.map((target) => toUnits(target.sizeMm));
  let previous: readonly PreviousValue[] = baselineUnits.map((units) => ({ units, state: 'measured' }));
  let before: TimepointFacts | null = null;
  let nadirFacts: TimepointFacts | null = null;
  let unitsAtNadir: readonly number[] = baselineUnits;
  let progressedAt: string | null = null;

  const timepoints = facts.map((current, index) => {
    const assigned = assign(current, backdating, hasTargets);
    if (before !== null && current.nadir !== null && current.nadir.timepointId === before.input.id) {
      nadirFacts = before;
      unitsAtNadir = before.values.map((value) => value.units);
    }
    const atNadir = nadirFacts;
    const checked: CheckContext = {
      input, parameters, facts: current, timepoints: facts, before, previous,
      atNadir: unitsAtNadir,
      overall: assigned.overall, progressedAt,
      sharesDate: facts[index - 1]?.date === current.date || facts[index + 1]?.date === current.date,
    };
    const explanation = new DeferredExplanation({
      facts: current, nadirFacts: atNadir, baselineTargets: targets, backdating: backdating !== null && backdating.toIndex === index ? backdating : null,
      pdTimepointId, revised: assigned.isRevised, recordingDecimals: parameters.recordingDecimals, name,
    });
    const result = resultOf(current, assigned, checksOfTimepoint(checked), explanation);
    if (assigned.overall === 'PD') progressedAt ??= current.input.id;
    previous = previousAfter(previous, current);
    if (current.performed) before = current;
    return { facts: current, overall: assigned.overall, result, checked };
  });
  return { hasTargets, baselineSumMm: hasTargets ? toMm(baselineUnits.reduce((sum, units) => sum + units, 0)) : null, timepoints, backdating };
}
