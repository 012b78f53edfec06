/** How far the sum of a timepoint stands from the next category, both ways, counted in whole 0.0001 mm. */
import { absoluteProgressionLimit, nodeDiseaseUnits, partialResponseLimit, progressionLimit, relativeProgressionLimit } from './criteria.ts';
import type { ProgressionDistance, TargetRecord, TargetResponse, ThresholdDistance, ThresholdStep, Thresholds } from './model.ts';
import { toMm, toUnits, unitsPerMm } from './sizes.ts';
import type { TargetValue } from './targetValues.ts';
import type { TimepointFacts } from './timepointFacts.ts';

const none: Thresholds = { up: null, down: null, pd: null, pr: null, cr: null };

/** One recording step in units; a single unit where the sums at hand are recorded finer than that, so that every limit is a sum that can be met. */
function stepOf(facts: TimepointFacts, reached: number, recordingDecimals: number): number {
  const step = unitsPerMm / 10 ** recordingDecimals;
  const isOnStep = (units: number): boolean => units % step === 0;
  return isOnStep(reached) && isOnStep(facts.baselineUnits) && isOnStep(facts.nadir?.units ?? 0) ? step : 1;
}

const step = (to: TargetResponse, limit: number, reached: number, ...rules: readonly string[]): ThresholdStep => ({ to, limitMm: toMm(limit), distanceMm: toMm(Math.abs(limit - reached)), rules });

/** What must still go from a target until it is no disease: all of a non-nodal one, a node or each of its fragments to the step below 10 mm. */
function unitsAboveCr(value: TargetValue, stepUnits: number): number {
  if (value.fulfilsCr) return 0;
  if (value.kind === 'nonNodal') return value.units;
  const largest = nodeDiseaseUnits - stepUnits;
  const above = (record: TargetRecord | undefined): number => {
    if (record?.state === 'measured') return Math.max(0, toUnits(record.value) - largest);
    return record?.state === 'split' ? record.parts.reduce((sum, part) => sum + above(part), 0) : 0;
  };
  return above(value.record);
}

function toCr(facts: TimepointFacts, stepUnits: number): Thresholds['cr'] {
  if (facts.sum.units === null || facts.target.response === 'CR') return null;
  const open = facts.values.map((value) => ({ id: value.id, units: unitsAboveCr(value, stepUnits) })).filter(({ units }) => units > 0);
  return { distanceMm: toMm(open.reduce((sum, { units }) => sum + units, 0)), lesions: open.map(({ id }) => id), rules: ['R-305'] };
}

type Limits = { readonly facts: TimepointFacts; readonly reached: number; readonly stepUnits: number; readonly pd: number; readonly pr: number; readonly pdRules: readonly string[] };

/** The category that growth of the sum leads to next, and the sum where it begins. Null where growth changes nothing more. */
function nextUp({ facts, reached, stepUnits, pd, pr, pdRules }: Limits): ThresholdStep | null {
  const toPd = step('PD', pd, reached, ...pdRules);
  switch (facts.target.response) {
    case 'SD': return toPd;
    case 'NE': return step('PD', pd, reached, 'R-308', ...pdRules);
    case 'PR': {
      const outOfPr = pr + stepUnits;
      return facts.target.rules.includes('R-313') || facts.responseContinues || pd <= outOfPr ? toPd : step('SD', outOfPr, reached, 'R-312');
    }
    case 'CR':
    case 'PD':
    case 'NA': return null;
  }
}

/** The category that shrinkage of the sum leads to next, while no lesion vanishes. */
function nextDown({ facts, reached, stepUnits, pd, pr }: Limits): ThresholdStep | null {
  const below = pd - stepUnits;
  switch (facts.target.response) {
    case 'SD': return pr > 0 ? step('PR', pr, reached, 'R-311') : null;
    case 'PD': {
      if (facts.sum.units === null) return step('NE', below, reached, 'R-310');
      if (below <= pr) return step('PR', below, reached, 'R-311');
      return facts.responseContinues ? step('PR', below, reached, 'R-313') : step('SD', below, reached, 'R-312');
    }
    case 'PR':
    case 'CR':
    case 'NE':
    case 'NA': return null;
  }
}

/**
 * The sums where PR and PD begin, in steps of the recording precision, and the distances from the current sum (PD also from a partial one). Null without
 * a sum, and after an overall CR, where any disease is PD and the limits do not decide.
 */
export function recordedLimits(facts: TimepointFacts, recordingDecimals: number): { readonly prLimit: ThresholdDistance | null; readonly pdLimit: ThresholdDistance | null } {
  const stepUnits = unitsPerMm / 10 ** recordingDecimals;
  const reached = facts.sum.units ?? facts.sum.partialUnits;
  if (facts.nadir === null || reached === null || facts.crBefore !== null) return { prLimit: null, pdLimit: null };
  const pr = partialResponseLimit(facts.baselineUnits, stepUnits);
  const pd = progressionLimit(facts.nadir.units, stepUnits);
  return {
    prLimit: facts.sum.units === null ? null : { limitMm: toMm(pr), distanceMm: toMm(facts.sum.units - pr) },
    pdLimit: { limitMm: toMm(pd), distanceMm: toMm(pd - reached) },
  };
}

/**
 * Every threshold of the target response around the sum of a timepoint (around the partial sum for PD, R-308). All null without a sum, and up, down,
 * pd and pr also after an overall CR, where any disease is PD and the sum does not decide. Limits are sums that can be recorded: steps of the recording
 * precision, or of 0.0001 mm where a size is finer.
 */
export function thresholdsOf(facts: TimepointFacts, recordingDecimals: number): Thresholds {
  const reached = facts.sum.units ?? facts.sum.partialUnits;
  if (facts.nadir === null || reached === null) return none;
  const stepUnits = stepOf(facts, reached, recordingDecimals);
  const cr = toCr(facts, stepUnits);
  if (facts.crBefore !== null) return { ...none, cr };
  const nadir = facts.nadir.units;
  const pd = progressionLimit(nadir, stepUnits);
  const pr = partialResponseLimit(facts.baselineUnits, stepUnits);
  const distanceTo = (limit: number): ThresholdDistance => ({ limitMm: toMm(limit), distanceMm: toMm(limit - reached) });
  const relative = nadir === 0 ? null : distanceTo(relativeProgressionLimit(nadir, stepUnits));
  const progression: ProgressionDistance = { ...distanceTo(pd), relative, absolute: distanceTo(absoluteProgressionLimit(nadir, stepUnits)) };
  const limits: Limits = { facts, reached, stepUnits, pd, pr, pdRules: nadir === 0 ? ['R-307', 'R-306'] : ['R-306'] };
  return {
    up: nextUp(limits), down: nextDown(limits), pd: progression, cr,
    pr: facts.sum.units === null ? null : { limitMm: toMm(pr), distanceMm: toMm(reached - pr) },
  };
}
