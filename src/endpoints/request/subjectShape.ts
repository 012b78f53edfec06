/** Shape of the inputs of operations `subject` and `responses` (A.4, A.5). */
import { leadOf, nonTargetResponses, organCodes, overallResponses, targetResponses, type BaselineNonTarget, type BaselineTarget, type Overrides, type SequenceInput, type SubjectInput, type TimepointInput } from '../../recist/index.ts';
import { axis, caliper, imaging, lesionTraits, region, regions } from './imagingShape.ts';
import { all, anyText, boolean, date, distinctIds, isRecord, list, mapOf, object, oneOf, only, optional, reason, sizeAboveZero, size, text, within, wrong, type Check, type Problem } from './shape.ts';

export const kind = oneOf(['nonNodal', 'node']);
const organ = oneOf(organCodes);

/** the organ is from the fixed list; what a node says of its organ does not matter. Missing counts as `other`. */
export const organOfKind: Check = (value, notes) => (isRecord(value) && value['kind'] === 'node' ? null : within(optional(organ)((value as { organ?: unknown }).organ, notes), '.organ'));

const subjectFacts = object({
  randomisationDate: optional(date), enrolmentDate: optional(date), firstDoseDate: optional(date), baselineAssessmentDate: optional(date),
  baselineAdequate: optional(boolean), deathDate: optional(date), lastKnownAliveDate: optional(date), newTherapyStartDate: optional(date),
  clinicalProgressionDate: optional(date), studyEndDate: optional(date),
  nextLine: optional(object({ startDate: date, secondProgressionDate: optional(date), lastAssessmentDate: optional(date) })),
});

const baseline = object({
  date,
  targets: optional(all(list(all(object({ id: text, kind, sizeMm: sizeAboveZero, axis, caliper, ...imaging, ...lesionTraits }), organOfKind)), distinctIds)),
  nonTargets: optional(all(list(all(object({ id: text, kind: optional(kind), group: optional(boolean), description: optional(anyText), sizeMm: optional(sizeAboveZero), caliper, ...imaging, ...lesionTraits }), organOfKind)), distinctIds)),
  tumourMarker: optional(oneOf(['none', 'normal', 'elevated'])),
  unmeasured: optional(all(list(object({ id: text, kind, longAxisMm: optional(sizeAboveZero) })), distinctIds)),
  regionsImaged: regions, regionsRequired: regions,
});

const scanDate = optional(date);
const scan = { scanDate, ...imaging };
const simpleRecords: Readonly<Record<string, Check>> = {
  measured: object({ value: sizeAboveZero, ...scan }),
  tooSmall: object(scan),
  absent: object(scan),
  notEvaluable: object({ reason: optional(anyText), ...scan }),
};

const byState = (states: Readonly<Record<string, Check>>): Check => {
  const names = Object.keys(states);
  return (value, notes) => {
    if (!isRecord(value)) return wrong('an object');
    const { state } = value;
    const check = typeof state === 'string' && Object.hasOwn(states, state) ? states[state] : undefined;
    return check === undefined ? wrong(`one of ${names.join(', ')}`, '.state') : check(value, notes);
  };
};

const notEmpty: Check = (value) => (Array.isArray(value) && value.length === 0 ? wrong('a list of at least one fragment') : null);

/** a fragment is measured, tooSmall, absent or notEvaluable, nothing else. */
const record = byState({
  ...simpleRecords,
  split: object({ parts: all(list(byState(simpleRecords)), notEmpty), ...scan }),
  merged: object({ mergedInto: text, ...scan }),
});

/** A timepoint needs a date; one that was not performed may stand at its planned date. */
const isDated: Check = (value) => {
  const { date: own, scanDates, plannedDate, performed } = value as TimepointInput;
  const stands = (own ?? null) !== null || (scanDates ?? []).length > 0 || (performed === false && (plannedDate ?? null) !== null);
  return stands ? null : wrong('a date, or scanDates with at least one date', '.date');
};

const newLesion = object({
  id: text, status: oneOf(['unequivocal', 'equivocal', 'dismissed', 'notEvaluable']), scanDate,
  kind: optional(kind), organ: optional(organ), sizeMm: optional(size), region,
});

/** a category assigned by hand always has its reason. */
const assigned = (categories: readonly string[]): Check => optional(only({ value: oneOf(categories), reason }));

const timepoint = all(object({
  id: text, date: optional(date), scanDates: optional(list(date)), plannedDate: optional(date), performed: optional(boolean),
  targets: optional(mapOf(record)),
  nonTargets: optional(mapOf(object({ status: oneOf(['present', 'absent', 'equivocalProgression', 'unequivocalProgression', 'notEvaluable']), scanDate, reason: optional(anyText) }))),
  newLesions: optional(all(list(newLesion), distinctIds)),
  tumourMarker: optional(oneOf(['normal', 'elevated', 'notAssessed'])),
  reviseCrToPr: optional(boolean),
  regionsImaged: regions,
  assigned: optional(only({ target: assigned(targetResponses), nonTarget: assigned(nonTargetResponses), overall: assigned(overallResponses) })),
}), isDated);

const shape = object({ subject: optional(subjectFacts), baseline, timepoints: optional(all(list(timepoint), distinctIds)) });

/** Lesions of a timepoint must exist at baseline, and merging must lead to one of them. */
function strayRecord(records: TimepointInput['targets'], targets: ReadonlyMap<string, BaselineTarget>): Problem | null {
  for (const id of Object.keys(records)) {
    if (!targets.has(id)) return wrong('a target of the baseline', `[${JSON.stringify(id)}]`);
    if (records[id]?.state === 'merged' && leadOf(id, records, targets) === null) return wrong('another target of the baseline, without a circle', `[${JSON.stringify(id)}].mergedInto`);
  }
  return null;
}

/** An assigned category must be one that the subject can have: a component without lesions stays NA. */
function strayCategory({ assigned: by }: TimepointInput, has: { readonly targets: boolean; readonly nonTargets: boolean }): Problem | null {
  const problem = (name: keyof Overrides, expected: string): Problem => wrong(expected, `.assigned.${name}.value`);
  if (by?.target && (by.target.value === 'NA') === has.targets) return problem('target', has.targets ? 'another category than NA: the subject has targets' : 'NA: the subject has no targets');
  if (by?.nonTarget && (by.nonTarget.value === 'NA') === has.nonTargets) return problem('nonTarget', has.nonTargets ? 'another category than NA: the subject has non-target disease' : 'NA: the subject has no non-target disease');
  const possible = overallResponses.filter((response) => (has.targets ? response !== 'NON-CR/NON-PD' && response !== 'NED' : response !== 'PR' && response !== 'SD' && (response !== 'NED' || !has.nonTargets)));
  return by?.overall && !possible.includes(by.overall.value) ? problem('overall', `one of ${possible.join(', ')} for this subject`) : null;
}

const lesionsExist: Check = (value) => {
  const input = value as SubjectInput;
  const targets = new Map((input.baseline.targets ?? []).map((target) => [target.id, target]));
  const nonTargets = new Set((input.baseline.nonTargets ?? []).map((lesion) => lesion.id));
  const has = { targets: targets.size > 0, nonTargets: nonTargets.size > 0 || input.baseline.tumourMarker === 'elevated' };
  for (const [index, timepoint] of (input.timepoints ?? []).entries()) {
    const { targets: records, nonTargets: statuses } = timepoint;
    const impossible = timepoint.assigned ? strayCategory(timepoint, has) : null;
    if (impossible !== null) return within(impossible, `.timepoints[${index}]`);
    const stray = strayRecord(records ?? {}, targets);
    if (stray !== null) return within(stray, `.timepoints[${index}].targets`);
    const unknown = Object.keys(statuses ?? {}).find((id) => !nonTargets.has(id));
    if (unknown !== undefined) return wrong('a non-target of the baseline', `.timepoints[${index}].nonTargets[${JSON.stringify(unknown)}]`);
  }
  return null;
};

export const subjectShape: Check = all(shape, lesionsExist);

export const sequenceShape: Check = object({
  subject: optional(subjectFacts),
  timepoints: all(list(object({ id: text, date, overall: oneOf(overallResponses), performed: optional(boolean), plannedDate: optional(date) })), distinctIds),
  hasTargets: optional(boolean),
});

type Partly<T> = { readonly [K in keyof T]?: T[K] };

const readTarget = (target: BaselineTarget): BaselineTarget => ((target.organ as unknown) === undefined ? { ...target, organ: 'other' } : target);
const readNonTarget = (lesion: Partly<BaselineNonTarget> & { readonly id: string }): BaselineNonTarget => (lesion.kind === undefined ? { ...lesion, kind: 'nonNodal' } : (lesion as BaselineNonTarget));

function readTimepoint(timepoint: Partly<TimepointInput> & { readonly id: string }): TimepointInput {
  const { targets, nonTargets, newLesions } = timepoint;
  if (targets !== undefined && nonTargets !== undefined && newLesions !== undefined) return timepoint as TimepointInput;
  return { ...timepoint, targets: targets ?? {}, nonTargets: nonTargets ?? {}, newLesions: newLesions ?? [] };
}

/** The checked input with empty lists and maps where none were given. */
export function readSubject(input: Partly<SubjectInput> & Pick<SubjectInput, 'baseline'>): SubjectInput {
  const { subject = {}, baseline: base, timepoints = [] } = input;
  const { targets = [], nonTargets = [] } = base;
  return { subject, baseline: { ...base, targets: targets.map(readTarget), nonTargets: nonTargets.map(readNonTarget) }, timepoints: timepoints.map(readTimepoint) };
}

/** The checked input of `responses`, with an empty subject where none was given. */
export const readSequence = (input: Omit<SequenceInput, 'subject'> & Partly<SequenceInput>): SequenceInput => ({ ...input, subject: input.subject ?? {} });
