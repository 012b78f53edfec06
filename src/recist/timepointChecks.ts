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
/** A check of one target; it applies to the timepoint when it applies to any. */
type LesionCheck = { readonly id: string; readonly applies: (value: TargetValue, previous: PreviousValue) => boolean };

const unknown: PreviousValue = { units: 0, state: 'notEvaluable' };
const someRecord = (record: TargetRecord | undefined, test: (record: TargetRecord) => boolean): boolean =>
  record !== undefined && (test(record) || (record.state === 'split' && record.parts.some(test)));

const isMeasuredBelow5mm = (record: TargetRecord): boolean => record.state === 'measured' && toUnits(record.value) < 5 * unitsPerMm;
const isTreatedLocally = (record: TargetRecord): boolean => record.state === 'notEvaluable' && record.reason === 'treatedLocally';

const isPdBySum = ({ target }: TimepointFacts): boolean => target.rules.includes('R-306') || target.rules.includes('R-307');

const isWithoutReason = ({ record }: TargetValue): boolean => record === undefined || (record.state === 'notEvaluable' && (record.reason ?? '') === '');

/** More than 50 % and more than 10 mm since the last result of the lesion. */
function isJump(value: TargetValue, previous: PreviousValue): boolean {
  if (!value.evaluable || value.state === 'merged' || previous.state === 'merged') return false;
  const change = Math.abs(value.units - previous.units);
  return 2 * change > previous.units && change > 10 * unitsPerMm;
}

/** PD that would not stand without growth that is only the 5 mm default (Q-F08). */
function restsOnDefault(context: CheckContext): boolean {
  const { facts } = context;
  if (facts.target.rules.includes('R-309')) return facts.values.filter(showsDisease).every((value) => value.units === value.defaultUnits);
  if (!isPdBySum(facts)) return false;
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

/** Checks of the targets of a timepoint that was performed. */
const lesionChecks: readonly LesionCheck[] = [
  { id: 'Q-F01', applies: isWithoutReason },
  { id: 'Q-F04', applies: isJump },
  { id: 'Q-F05', applies: ({ kind, record }) => kind === 'nonNodal' && someRecord(record, isMeasuredBelow5mm) },
  { id: 'Q-F06', applies: ({ state }, previous) => state === 'measured' && previous.state === 'absent' },
  { id: 'Q-F07', applies: ({ kind, state }, previous) => kind === 'node' && state === 'absent' && previous.units >= nodeDiseaseUnits },
  { id: 'Q-F27', applies: ({ state }) => state === 'split' || state === 'merged' },
  { id: 'Q-F28', applies: ({ record }) => someRecord(record, isTreatedLocally) },
];

/** Checks of what was found at a timepoint that was performed. */
const performedChecks: readonly Check[] = [
  { id: 'Q-F01', applies: ({ facts }) => facts.nonTargets.some((value) => !value.recorded) },
  { id: 'Q-F08', applies: restsOnDefault },
  { id: 'Q-F09', applies: growsOnlyInNormalNodes },
  { id: 'Q-F10', applies: isNearPd },
  { id: 'Q-F11', applies: isNearPr },
  { id: 'Q-F12', applies: ({ facts }) => facts.diseaseAfterCr },
  { id: 'Q-F13', applies: ({ facts }) => facts.nonTarget.response === 'PD' && (facts.target.response === 'CR' || facts.target.response === 'PR' || facts.target.response === 'SD') },
  { id: 'Q-F15', applies: restsOnSmallNewNode },
  { id: 'Q-F16', applies: hasOpenEquivocal },
  { id: 'Q-F17', applies: isNewBoneOrLiver },
  { id: 'Q-F18', applies: isSingleNodeAgain },
  { id: 'Q-F19', applies: scansAreFarApart },
  { id: 'Q-F23', applies: ({ facts, input, overall }) => overall === 'CR' && input.baseline.tumourMarker === 'elevated' && facts.input.tumourMarker !== 'normal' },
  { id: 'Q-F26', applies: ({ facts }) => facts.computed !== null },
];

/** Checks of when a timepoint was. */
const dateChecks: readonly Check[] = [
  { id: 'Q-F20', applies: isOutsideWindow },
  { id: 'Q-F21', applies: ({ facts, input, sharesDate }) => sharesDate || facts.date < input.baseline.date },
  { id: 'Q-F24', applies: ({ isAfterProgression }) => isAfterProgression },
  { id: 'Q-F25', applies: ({ facts, input }) => input.subject.newTherapyStartDate !== undefined && facts.date > input.subject.newTherapyStartDate },
];

function appliesToAny(check: LesionCheck, { facts, previous }: CheckContext): boolean {
  for (let index = 0; index < facts.values.length; index += 1) {
    const value = facts.values[index];
    if (value !== undefined && check.applies(value, previous[index] ?? unknown)) return true;
  }
  return false;
}

/** Ids of the checks that apply to a timepoint, sorted. */
export function checksOfTimepoint(context: CheckContext): readonly string[] {
  const found: string[] = [];
  if (context.facts.performed) {
    for (const check of lesionChecks) if (appliesToAny(check, context)) found.push(check.id);
    for (const check of performedChecks) if (check.applies(context) && !found.includes(check.id)) found.push(check.id);
  }
  for (const check of dateChecks) if (check.applies(context)) found.push(check.id);
  return found.sort();
}
