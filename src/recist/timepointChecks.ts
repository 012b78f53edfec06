/** Conformity checks of a follow-up timepoint that the engine's input can answer (section 14, Q-F…). They never change a result. */
import { daysBetween, type IsoDate } from '../common/index.ts';
import { meetsProgression, nodeDiseaseUnits, nodeMeasurableUnits, pdAbsoluteUnits } from './criteria.ts';
import type { NewLesionRecord, OverallResponse, SubjectInput, TargetRecord } from './model.ts';
import type { Parameters } from './parameters.ts';
import { toUnits, unitsPerMm } from './sizes.ts';
import { showsDisease } from './target.ts';
import type { TargetValue } from './targetValues.ts';
import { reappearingNonTargets, type TimepointFacts } from './timepointFacts.ts';

/** A target's last evaluable result before a timepoint. */
export type PreviousValue = { readonly units: number; readonly state: TargetRecord['state'] };

export type CheckContext = {
  readonly input: SubjectInput;
  readonly parameters: Parameters;
  readonly facts: TimepointFacts;
  /** The timepoint before in date order that was performed. */
  readonly before: TimepointFacts | null;
  /** Last evaluable result of every target, the baseline's where there is none since. */
  readonly previous: readonly PreviousValue[];
  /** What every target counted at the nadir. */
  readonly atNadir: readonly number[];
  readonly overall: OverallResponse;
  readonly isAfterProgression: boolean;
  readonly sharesDate: boolean;
};

type Check = { readonly id: string; readonly applies: (context: CheckContext) => boolean };

const previousOf = (context: CheckContext, index: number): PreviousValue => context.previous[index] ?? { units: 0, state: 'notEvaluable' };
const someValue = (context: CheckContext, test: (value: TargetValue, previous: PreviousValue) => boolean): boolean =>
  context.facts.values.some((value, index) => test(value, previousOf(context, index)));
const someRecord = (record: TargetRecord | undefined, test: (record: TargetRecord) => boolean): boolean =>
  record !== undefined && (test(record) || (record.state === 'split' && record.parts.some(test)));

const isPdBySum = ({ target }: TimepointFacts): boolean => target.response === 'PD' && !target.rules.includes('R-309');

function hasNoResult(context: CheckContext): boolean {
  const withoutReason = someValue(context, (value) => value.record === undefined || (value.record.state === 'notEvaluable' && (value.record.reason ?? '') === ''));
  return withoutReason || context.facts.nonTargets.some((value) => !value.recorded);
}

/** More than 50 % and more than 10 mm since the last result of the lesion. */
function isJump(value: TargetValue, previous: PreviousValue): boolean {
  if (!value.evaluable || value.state === 'merged' || previous.state === 'merged') return false;
  const change = Math.abs(value.units - previous.units);
  return 2 * change > previous.units && change > 10 * unitsPerMm;
}

/** PD that would not stand without growth that is only the 5 mm default (Q-F08). */
function restsOnDefault(context: CheckContext): boolean {
  const { facts } = context;
  if (facts.target.response !== 'PD') return false;
  if (!isPdBySum(facts)) return facts.values.filter(showsDisease).every((value) => value.units === value.defaultUnits);
  const assumed = facts.values.reduce((sum, value, index) => sum + Math.min(value.defaultUnits, Math.max(0, value.units - (context.atNadir[index] ?? 0))), 0);
  const units = facts.sum.units ?? facts.sum.partialUnits ?? 0;
  return assumed > 0 && !meetsProgression(units - assumed, facts.nadir?.units ?? 0);
}

/** Q-F09. */
function growsOnlyInNormalNodes({ facts, atNadir }: CheckContext): boolean {
  if (!isPdBySum(facts)) return false;
  const grown = facts.values.filter((value, index) => value.evaluable && value.units > (atNadir[index] ?? 0));
  return grown.length > 0 && grown.every((value) => value.kind === 'node' && value.fulfilsCr);
}

/** Sum within 1 mm or 2 percentage points of the sum at which both limits of PD are met (Q-F10); in fifths of a unit to stay whole. */
function isNearPd({ facts }: CheckContext): boolean {
  if (facts.sum.units === null || facts.nadir === null) return false;
  const nadir = facts.nadir.units;
  const distance = Math.abs(5 * facts.sum.units - Math.max(6 * nadir, 5 * (nadir + pdAbsoluteUnits)));
  return distance <= 5 * unitsPerMm || 10 * distance <= nadir;
}

/** Sum within 2 percentage points of the PR limit (Q-F11). */
const isNearPr = ({ facts }: CheckContext): boolean =>
  facts.sum.units !== null && facts.baselineUnits > 0 && 10 * Math.abs(10 * facts.sum.units - 7 * facts.baselineUnits) <= 2 * facts.baselineUnits;

const isSmallNode = (record: NewLesionRecord): boolean =>
  record.kind === 'node' && record.sizeMm !== undefined && toUnits(record.sizeMm) >= nodeDiseaseUnits && toUnits(record.sizeMm) < nodeMeasurableUnits;

/** PD for nothing but new nodes of 10 to below 15 mm (Q-F15). */
function restsOnSmallNewNode({ facts }: CheckContext): boolean {
  if (facts.newLesion.response !== 'unequivocal' || facts.target.response === 'PD' || facts.nonTarget.response === 'PD') return false;
  const unequivocal = facts.input.newLesions.filter((record) => record.status === 'unequivocal');
  return unequivocal.every(isSmallNode) && !(facts.diseaseAfterCr && reappearingNonTargets(facts).length > 0);
}

const isEquivocalNonTarget = (facts: TimepointFacts, id: string): boolean => facts.nonTargets.some((value) => value.id === id && value.status === 'equivocalProgression');
const isEquivocalNewLesion = (facts: TimepointFacts, id: string): boolean => facts.input.newLesions.some((record) => record.id === id && record.status === 'equivocal');

/** A finding that is equivocal now was so at the assessment before (Q-F16). */
function hasOpenEquivocal({ facts, before }: CheckContext): boolean {
  if (before === null) return false;
  return facts.nonTargets.some(({ id, status }) => status === 'equivocalProgression' && isEquivocalNonTarget(before, id))
    || facts.input.newLesions.some(({ id, status }) => status === 'equivocal' && isEquivocalNewLesion(before, id));
}

/** Q-F17. */
const isNewBoneOrLiver = ({ facts }: CheckContext): boolean =>
  (facts.target.response === 'PR' || facts.target.response === 'CR')
  && facts.input.newLesions.some((record) => (record.status === 'unequivocal' || record.status === 'equivocal') && (record.organ === 'bone' || record.organ === 'liver'));

/** Q-F18. */
function isSingleNodeAgain({ facts, input }: CheckContext): boolean {
  if (!facts.diseaseAfterCr || facts.nonTarget.response === 'PD' || facts.newLesion.response === 'unequivocal') return false;
  const nodes = new Set(input.baseline.nonTargets.filter((lesion) => lesion.kind === 'node' && lesion.group !== true).map((lesion) => lesion.id));
  const back = [...facts.values.filter(showsDisease).map((value) => value.kind === 'node'), ...reappearingNonTargets(facts).map((value) => nodes.has(value.id))];
  return back.length === 1 && back[0] === true;
}

/** Q-F19. */
function scansAreFarApart({ facts }: CheckContext): boolean {
  let [first, last] = [facts.date, facts.date];
  const include = (date: IsoDate): void => {
    if (date < first) first = date;
    if (date > last) last = date;
  };
  for (const date of facts.input.scanDates ?? []) include(date);
  for (const value of facts.values) {
    include(value.earliestScan);
    include(value.latestScan);
  }
  for (const value of facts.nonTargets) include(value.scanDate);
  for (const record of facts.input.newLesions) include(record.scanDate ?? facts.date);
  return first !== last && daysBetween(first, last) > 14;
}

function isOutsideWindow({ facts, parameters }: CheckContext): boolean {
  const planned = facts.input.plannedDate;
  return planned !== undefined && planned !== facts.date && Math.abs(daysBetween(planned, facts.date)) > parameters.schedule.windowDays;
}

const whenPerformed = (id: string, applies: Check['applies']): Check => ({ id, applies: (context) => context.facts.performed && applies(context) });

/** In the order of their ids, which is the order they are reported in. */
export const timepointChecks: readonly Check[] = [
  whenPerformed('Q-F01', hasNoResult),
  whenPerformed('Q-F04', (context) => someValue(context, isJump)),
  whenPerformed('Q-F05', (context) => someValue(context, (value) => value.kind === 'nonNodal' && someRecord(value.record, (record) => record.state === 'measured' && toUnits(record.value) < 5 * unitsPerMm))),
  whenPerformed('Q-F06', (context) => someValue(context, (value, previous) => value.state === 'measured' && previous.state === 'absent')),
  whenPerformed('Q-F07', (context) => someValue(context, (value, previous) => value.kind === 'node' && value.state === 'absent' && previous.units >= nodeDiseaseUnits)),
  { id: 'Q-F08', applies: restsOnDefault },
  { id: 'Q-F09', applies: growsOnlyInNormalNodes },
  { id: 'Q-F10', applies: isNearPd },
  { id: 'Q-F11', applies: isNearPr },
  { id: 'Q-F12', applies: ({ facts }) => facts.diseaseAfterCr },
  { id: 'Q-F13', applies: ({ facts }) => facts.nonTarget.response === 'PD' && ['CR', 'PR', 'SD'].includes(facts.target.response) },
  { id: 'Q-F15', applies: restsOnSmallNewNode },
  whenPerformed('Q-F16', hasOpenEquivocal),
  whenPerformed('Q-F17', isNewBoneOrLiver),
  { id: 'Q-F18', applies: isSingleNodeAgain },
  whenPerformed('Q-F19', scansAreFarApart),
  { id: 'Q-F20', applies: isOutsideWindow },
  { id: 'Q-F21', applies: ({ facts, input, sharesDate }) => sharesDate || facts.date < input.baseline.date },
  { id: 'Q-F23', applies: ({ facts, input, overall }) => overall === 'CR' && input.baseline.tumourMarker === 'elevated' && facts.input.tumourMarker !== 'normal' },
  { id: 'Q-F24', applies: ({ isAfterProgression }) => isAfterProgression },
  { id: 'Q-F25', applies: ({ facts, input }) => input.subject.newTherapyStartDate !== undefined && facts.date > input.subject.newTherapyStartDate },
  whenPerformed('Q-F27', (context) => someValue(context, (value) => value.state === 'split' || value.state === 'merged')),
  whenPerformed('Q-F28', (context) => someValue(context, (value) => someRecord(value.record, (record) => record.state === 'notEvaluable' && record.reason === 'treatedLocally'))),
];

/** Ids of the checks that apply to a timepoint, in their order. */
export function checksOfTimepoint(context: CheckContext): readonly string[] {
  const found: string[] = [];
  for (const check of timepointChecks) if (check.applies(context)) found.push(check.id);
  return found;
}
