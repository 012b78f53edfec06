/** The explanation behind a timepoint's response: sentence, arithmetic, deciding lesions and the distance to the next limits. */
import type { Backdating } from './backdating.ts';
import { meetsProgression, partialResponseLimit, progressionLimit } from './criteria.ts';
import { percentText, signedUnitsText, unitsText } from './format.ts';
import type { BaselineTarget, Explanation, TargetRecord, ThresholdDistance } from './model.ts';
import { overrideText } from './overrideText.ts';
import { sentenceOf, shortOfPd, type NameOf } from './sentences.ts';
import { toMm, toUnits, unitsPerMm } from './sizes.ts';
import { showsDisease } from './target.ts';
import type { TargetValue } from './targetValues.ts';
import { reappearingNonTargets, type TimepointFacts } from './timepointFacts.ts';

export type ExplanationContext = {
  readonly facts: TimepointFacts;
  /** Facts of the timepoint that holds the nadir; null for the baseline. */
  readonly nadirFacts: TimepointFacts | null;
  readonly baselineTargets: readonly BaselineTarget[];
  /** Given when progression was dated back to this timepoint. */
  readonly backdating: Backdating | null;
  readonly pdTimepointId: string;
  readonly revised: boolean;
  readonly recordingDecimals: number;
  readonly name: NameOf;
};

function recordText(record: TargetRecord | undefined, name: NameOf): string {
  switch (record?.state) {
    case 'measured': return unitsText(toUnits(record.value));
    case 'absent': return '0.0';
    case 'tooSmall': return '5.0 (too small)';
    case 'split': return `(${record.parts.map((part) => recordText(part, name)).join(' + ')})`;
    case 'merged': return `0.0 (in ${name(record.mergedInto)})`;
    case 'notEvaluable':
    case undefined: return 'NE';
  }
}

/** "31.0 + 15.2 = 46.2 mm": the sum as written down. */
function sumText(facts: TimepointFacts, name: NameOf): string {
  const terms = facts.values.map((value) => recordText(value.record, name)).join(' + ');
  if (facts.sum.units !== null) return facts.values.length === 1 && facts.values[0]?.state === 'measured' ? `${terms} mm` : `${terms} = ${unitsText(facts.sum.units)} mm`;
  return facts.sum.partialUnits === null ? `${terms}: no sum` : `${terms}: no sum, partial sum ${unitsText(facts.sum.partialUnits)} mm`;
}

function verdict(units: number, nadir: number): string {
  if (meetsProgression(units, nadir)) return nadir === 0 ? 'at least 5 mm, so PD' : 'at least 20\u2009% and at least 5 mm, so PD';
  return `below ${shortOfPd(units, nadir)}, so not PD`;
}

function overNadir(units: number, facts: TimepointFacts): string {
  const nadir = facts.nadir?.units ?? 0;
  if (units <= nadir) return `${signedUnitsText(units - nadir)} mm from nadir ${unitsText(nadir)}: no increase, so not PD`;
  const percent = percentText(units, nadir, 'nadir');
  return `${percent === null ? '' : `${percent}, `}${signedUnitsText(units - nadir)} mm over nadir ${unitsText(nadir)}: ${verdict(units, nadir)}`;
}

function arithmeticOf(facts: TimepointFacts, name: NameOf): string {
  if (facts.values.length === 0) return 'No targets, no sum.';
  if (!facts.performed) return 'Not done, no sum.';
  const { units, partialUnits } = facts.sum;
  if (facts.target.rules.includes('R-309')) return `${sumText(facts, name)}; disease after overall CR, so PD whatever the sum`;
  if (units === null) return partialUnits === null ? sumText(facts, name) : `${sumText(facts, name)}; ${overNadir(partialUnits, facts)}`;
  const fromBaseline = percentText(units, facts.baselineUnits, 'baseline');
  const baseline = fromBaseline === null ? '' : `; ${fromBaseline} from ${unitsText(facts.baselineUnits)}`;
  if (facts.target.response === 'CR') return `${sumText(facts, name)}${baseline}; non-nodal targets 0 mm, target nodes below 10 mm: CR`;
  return `${sumText(facts, name)}${baseline}; ${overNadir(units, facts)}`;
}

/** Targets that changed most in the given direction first; ids only. */
function changed(values: readonly TargetValue[], before: (index: number) => number, direction: 1 | -1): readonly string[] {
  return values
    .map((value, index) => ({ id: value.id, change: value.evaluable ? direction * (value.units - before(index)) : 0 }))
    .filter((entry) => entry.change > 0)
    .sort((a, b) => b.change - a.change)
    .map((entry) => entry.id);
}

/** What the target at `index` of the baseline list counted at the nadir. */
export const unitsAtNadir = (context: Pick<ExplanationContext, 'nadirFacts' | 'baselineTargets'>, index: number): number =>
  context.nadirFacts?.values[index]?.units ?? toUnits(context.baselineTargets[index]?.sizeMm ?? 0);

function decidingTargets(context: ExplanationContext): readonly string[] {
  const { facts, baselineTargets } = context;
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

function decidingNonTargets(facts: TimepointFacts): readonly string[] {
  const having = (...statuses: readonly string[]): readonly string[] => facts.nonTargets.filter((value) => statuses.includes(value.status)).map((value) => value.id);
  switch (facts.nonTarget.response) {
    case 'PD': return having('unequivocalProgression');
    case 'NE': return having('notEvaluable');
    case 'NON-CR/NON-PD': return having('present', 'equivocalProgression');
    case 'CR': return facts.nonTargets.map((value) => value.id);
    case 'NA': return [];
  }
}

function decidingLesions(context: ExplanationContext): readonly string[] {
  const { facts, backdating } = context;
  if (backdating) return backdating.findings.map((finding) => finding.lesionId);
  if (!facts.performed) return [];
  if (facts.overallAsRead === 'PD') {
    return [...new Set([
      ...(facts.target.response === 'PD' ? decidingTargets(context) : []),
      ...(facts.nonTarget.response === 'PD' ? decidingNonTargets(facts) : []),
      ...(facts.diseaseAfterCr ? reappearingNonTargets(facts).map((value) => value.id) : []),
      ...facts.input.newLesions.filter((record) => record.status === 'unequivocal').map((record) => record.id),
    ])];
  }
  const targetAlone = facts.target.response === 'PR' || facts.target.response === 'SD' || facts.target.response === 'NE';
  return targetAlone ? decidingTargets(context) : [...decidingTargets(context), ...decidingNonTargets(facts)];
}

/**
 * Distances from the current sum (PD also from a partial one) to the sums where PR and PD begin, in steps of the recording precision.
 * Null without a sum, and after an overall CR, where any disease is PD and the limits do not decide.
 */
function limitsOf(facts: TimepointFacts, recordingDecimals: number): { readonly prLimit: ThresholdDistance | null; readonly pdLimit: ThresholdDistance | null } {
  const step = unitsPerMm / 10 ** recordingDecimals;
  const reached = facts.sum.units ?? facts.sum.partialUnits;
  if (facts.nadir === null || reached === null || facts.crBefore !== null) return { prLimit: null, pdLimit: null };
  const pr = partialResponseLimit(facts.baselineUnits, step);
  const pd = progressionLimit(facts.nadir.units, step);
  return {
    prLimit: facts.sum.units === null ? null : { limitMm: toMm(pr), distanceMm: toMm(facts.sum.units - pr) },
    pdLimit: { limitMm: toMm(pd), distanceMm: toMm(pd - reached) },
  };
}

/** Puts a timepoint's response into words and numbers (R-002, R-006). */
export function explain(context: ExplanationContext): Explanation {
  const { facts, name } = context;
  return {
    sentence: overrideText(facts) + sentenceOf(facts, context.backdating, name(context.pdTimepointId), context.revised, name),
    arithmetic: arithmeticOf(facts, name),
    decidingLesions: decidingLesions(context),
    ...limitsOf(facts, context.recordingDecimals),
  };
}

/**
 * An explanation that is put into words when it is first asked for: a calliper being dragged needs the category of every timepoint at once,
 * the words of one. Reads and serialises like a plain object; a copy by spreading or structured cloning must go through `toJSON`.
 */
export class DeferredExplanation implements Explanation {
  readonly #context: ExplanationContext;
  #words: Explanation | undefined;

  constructor(context: ExplanationContext) {
    this.#context = context;
  }

  toJSON(): Explanation {
    this.#words ??= explain(this.#context);
    return this.#words;
  }

  get sentence(): string {
    return this.toJSON().sentence;
  }

  get arithmetic(): string {
    return this.toJSON().arithmetic;
  }

  get decidingLesions(): readonly string[] {
    return this.toJSON().decidingLesions;
  }

  get prLimit(): ThresholdDistance | null {
    return this.toJSON().prLimit;
  }

  get pdLimit(): ThresholdDistance | null {
    return this.toJSON().pdLimit;
  }
}
