/** Random subjects of the kind that makes rules disagree: few dates, sizes near the limits, every state and status. */
import fc from 'fast-check';
import { addDays, type IsoDate } from '../../src/common/index.ts';
import {
  lesionNatures, measuringMethods,
  type BaselineTarget, type ImmuneTimepoint, type NewLesionRecord, type NonTargetResponse, type NonTargetStatus, type OverallResponse, type Parameters, type SequenceInput, type SubjectFacts, type SubjectInput, type TargetRecord, type TimepointInput,
} from '../../src/recist/index.ts';
import { origin } from './notation.ts';

const tenth = fc.integer({ min: 1, max: 600 }).map((value) => value / 10);
/** Mostly tenths, often round, at times down to 0.0001 mm, so that sums meet limits exactly. */
export const sizeMm = fc.oneof({ weight: 4, arbitrary: tenth }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) }, { weight: 2, arbitrary: fc.constantFrom(4.9, 5, 5.1, 9.9, 10, 10.1, 9.9999, 10.0001, 14.9, 15) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 600_000 }).map((value) => value / 10_000) });

/** A Monday within 40 weeks of the origin: few enough that dates coincide. */
export const anyDate = fc.integer({ min: 0, max: 40 }).map((weeks) => addDays(origin, 7 * weeks));
const date = anyDate;
const optionalDate = fc.option(date, { nil: undefined, freq: 4 });
const dated = <T extends object>(value: T, scanDate: IsoDate | undefined): T & { scanDate?: IsoDate } => (scanDate === undefined ? value : { ...value, scanDate });

const fragment: fc.Arbitrary<TargetRecord> = fc.oneof(
  sizeMm.map((value): TargetRecord => ({ state: 'measured', value })),
  fc.constantFrom<TargetRecord>({ state: 'tooSmall' }, { state: 'absent' }, { state: 'notEvaluable', reason: 'notImaged' }),
);

/** A size that follows from the baseline's, as responses and slow growth do. */
const followed = (baselineMm: number): fc.Arbitrary<TargetRecord> =>
  fc.integer({ min: 45, max: 110 }).map((percent): TargetRecord => ({ state: 'measured', value: Math.max(1, Math.round((baselineMm * percent) / 10)) / 10 }));

const recordFor = (ids: readonly string[], index: number, baselineMm: number): fc.Arbitrary<TargetRecord | null> => fc.oneof(
  { weight: 12, arbitrary: followed(baselineMm) },
  { weight: 12, arbitrary: fc.tuple(sizeMm, optionalDate).map(([value, scanDate]): TargetRecord => dated({ state: 'measured' as const, value }, scanDate)) },
  { weight: 6, arbitrary: fc.constant<TargetRecord>({ state: 'absent' }) },
  { weight: 2, arbitrary: fc.constant<TargetRecord>({ state: 'tooSmall' }) },
  { weight: 2, arbitrary: fc.constant<TargetRecord>({ state: 'notEvaluable', reason: 'notImaged' }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(fragment, { minLength: 1, maxLength: 3 }).map((parts): TargetRecord => ({ state: 'split', parts })) },
  // Only into an earlier target, so that merging never goes round in a circle.
  { weight: index > 0 ? 1 : 0, arbitrary: fc.nat(Math.max(0, index - 1)).map((lead): TargetRecord => ({ state: 'merged', mergedInto: ids[lead] ?? 'T1' })) },
);

const status: fc.Arbitrary<NonTargetStatus | null> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<NonTargetStatus>('present', 'absent', 'absent') },
  { weight: 2, arbitrary: fc.constantFrom<NonTargetStatus>('equivocalProgression', 'notEvaluable') },
  { weight: 1, arbitrary: fc.constantFrom<NonTargetStatus | null>('unequivocalProgression', null) },
);
const newLesion = (id: string): fc.Arbitrary<NewLesionRecord | null> => fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('equivocal' as const, 'dismissed' as const, 'notEvaluable' as const), optionalDate).map(([state, scanDate]): NewLesionRecord => dated({ id, status: state }, scanDate)) },
  { weight: 1, arbitrary: fc.constant<NewLesionRecord>({ id, status: 'unequivocal' }) },
);

const present = <T>(pairs: readonly (readonly [string, T | null])[]): Record<string, T> => Object.fromEntries(pairs.filter((pair): pair is [string, T] => pair[1] !== null));

/** An undisturbed visit: every target measured, nothing new. Responses last only where nothing else happens. */
const calmTimepoint = (targets: readonly BaselineTarget[], nonTargets: readonly string[]): fc.Arbitrary<Omit<TimepointInput, 'id'>> =>
  fc.tuple(date, fc.tuple(...targets.map(({ id, sizeMm: size }) => followed(size).map((record) => [id, record] as const)))).map(([on, records]) => ({
    date: on, targets: present(records), nonTargets: Object.fromEntries(nonTargets.map((id) => [id, { status: 'present' as const }])), newLesions: [],
  }));

const timepoint = (targets: readonly BaselineTarget[], nonTargets: readonly string[]): fc.Arbitrary<Omit<TimepointInput, 'id'>> => fc.record({
  date,
  scanDates: fc.option(fc.array(date, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 5 }),
  performed: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  targets: fc.tuple(...targets.map(({ id, sizeMm: size }, index) => recordFor(targets.map((target) => target.id), index, size).map((record) => [id, record] as const))).map(present),
  nonTargets: fc.tuple(...nonTargets.map((id) => status.map((state) => [id, state === null ? null : { status: state }] as const))).map(present),
  newLesions: fc.tuple(newLesion('A'), newLesion('B')).map((records) => records.filter((record) => record !== null)),
  tumourMarker: fc.constantFrom('normal' as const, 'elevated' as const, 'notAssessed' as const, undefined),
  reviseCrToPr: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
}).map(({ scanDates, tumourMarker, ...rest }) => ({ ...rest, ...(scanDates === undefined ? {} : { scanDates }), ...(tumourMarker === undefined ? {} : { tumourMarker }) }));

const baselineTargets = fc.array(fc.tuple(fc.boolean(), sizeMm), { maxLength: 4 }).map((items) => items.map(([isNode, size], index): BaselineTarget => ({
  id: `T${index + 1}`, kind: isNode ? 'node' : 'nonNodal', organ: isNode ? 'lymphNode' : 'liver', sizeMm: size,
})));

export const subjects: fc.Arbitrary<SubjectInput> = fc.tuple(baselineTargets, fc.nat(2), fc.constantFrom('none' as const, 'elevated' as const, 'normal' as const)).chain(([targets, nonTargetCount, tumourMarker]) => {
  const nonTargets = Array.from({ length: nonTargetCount }, (_, index) => ({ id: `X${index + 1}`, kind: 'nonNodal' as const, organ: 'bone' as const }));
  const ids = nonTargets.map(({ id }) => id);
  const visits = fc.oneof({ weight: 2, arbitrary: fc.array(timepoint(targets, ids), { maxLength: 7 }) }, { weight: 1, arbitrary: fc.array(calmTimepoint(targets, ids), { maxLength: 7 }) });
  return visits.map((timepoints): SubjectInput => ({
    subject: { randomisationDate: origin },
    baseline: { date: addDays(origin, -7), targets, nonTargets, tumourMarker },
    timepoints: timepoints.map((one, index) => ({ id: `V${index + 1}`, ...one })),
  }));
});

/** Subjects whose timepoints all have different dates, so that their order in the input says nothing. */
export const subjectsWithDistinctDates: fc.Arbitrary<SubjectInput> = subjects.map((input) => ({
  ...input, timepoints: input.timepoints.map(({ scanDates: _scans, ...one }, index) => ({ ...one, date: addDays(one.date ?? origin, index % 7) })).filter((one, index, all) => all.findIndex((other) => other.date === one.date) === index),
}));

/**
 * Subjects of non-nodal targets so large that no absolute limit is ever met: sums from 25 mm on, where 20 % over the nadir is 5 mm at least,
 * nothing vanished and nothing too small.
 */
export const largeSubjects: fc.Arbitrary<SubjectInput> = fc.array(fc.integer({ min: 300, max: 1200 }).map((value) => value / 10), { minLength: 1, maxLength: 4 }).chain((sizes) => {
  const record = (baselineMm: number): fc.Arbitrary<TargetRecord> => fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 26, max: 140 }).map((percent): TargetRecord => ({ state: 'measured', value: Math.max(25, Math.round((baselineMm * percent) / 10) / 10) })) },
    // Shares at which limits are met exactly.
    { weight: 9, arbitrary: fc.constantFrom(70, 100, 120, 84).map((percent): TargetRecord => ({ state: 'measured', value: Math.max(25, Math.round(baselineMm * percent * 100) / 10_000) })) },
    { weight: 1, arbitrary: fc.constant<TargetRecord>({ state: 'notEvaluable', reason: 'notImaged' }) },
  );
  const visit = fc.tuple(date, fc.tuple(...sizes.map(record)), fc.constantFrom<NonTargetStatus>('present', 'absent', 'notEvaluable'));
  return fc.array(visit, { minLength: 1, maxLength: 6 }).map((visits): SubjectInput => ({
    subject: { randomisationDate: origin },
    baseline: { date: addDays(origin, -7), targets: sizes.map((size, index) => ({ id: `T${index + 1}`, kind: 'nonNodal', organ: 'liver', sizeMm: size })), nonTargets: [{ id: 'X1', kind: 'nonNodal', organ: 'bone' }] },
    timepoints: visits.map(([on, records, state], index) => ({
      id: `V${index + 1}`, date: on, targets: Object.fromEntries(records.map((one, at) => [`T${at + 1}`, one])), nonTargets: { X1: { status: state } }, newLesions: [],
    })),
  }));
});

export const parameterChoices: fc.Arbitrary<Partial<Parameters>> = fc.record({
  prContinuation: fc.constantFrom('afterConfirmed' as const, 'literal' as const),
  equivocalBackdating: fc.boolean(),
  tumourMarkerForCR: fc.boolean(),
  timepointDate: fc.constantFrom('latest' as const, 'earliest' as const),
  confirmationMinDays: fc.constantFrom(14, 28, 56),
  confirmationRequired: fc.boolean(),
});

const scheduleChoices = fc.constantFrom<Parameters['schedule']>({ intervalDays: 56, windowDays: 7 }, { intervalDays: 42, windowDays: 3 }, { intervalDays: 56, windowDays: 7, changes: [{ fromDay: 90, intervalDays: 84 }] });

/** Any of the parameters of section 3, each missing as often as not. */
export const allParameters: fc.Arbitrary<Partial<Parameters>> = fc.record({
  maxTargets: fc.constantFrom(1, 2, 5), maxPerOrgan: fc.constantFrom(1, 2), recordingDecimals: fc.constantFrom(0, 1, 4), baselineMaxDaysBefore: fc.constantFrom(6, 7, 28), measurableDiseaseRequired: fc.boolean(),
  tumourMarkerForCR: fc.boolean(), prContinuation: fc.constantFrom('afterConfirmed' as const, 'literal' as const), equivocalBackdating: fc.boolean(),
  timepointDate: fc.constantFrom('latest' as const, 'earliest' as const), targetPdDate: fc.constantFrom('latest' as const, 'earliest' as const),
  timeOrigin: fc.constantFrom('auto' as const, 'randomisation' as const, 'enrolment' as const, 'firstDose' as const), ttpOrigin: fc.constantFrom('firstDose' as const, 'randomisation' as const),
  confirmationRequired: fc.boolean(), confirmationMinDays: fc.constantFrom(14, 28, 56), confirmMaxNE: fc.constantFrom(0, 1, null), confirmMaxSD: fc.constantFrom(0, 1, null),
  crThenNonCr: fc.constantFrom('pd' as const, 'revise' as const, 'asis' as const), sdMinDays: fc.constantFrom(42, 49, 56), sdMinFrom: fc.constantFrom('origin' as const, 'baselineScan' as const),
  borStopAtNewTherapy: fc.boolean(), newTherapySameDay: fc.constantFrom('include' as const, 'exclude' as const),
  pfsRules: fc.constantFrom<Parameters['pfsRules']>('TRIAL', 'EMA', 'FDA-A', 'FDA-B', 'FDA-C', { missed: 'censor' }, { base: 'FDA-C', scheduled: false }),
  censorOn: fc.constantFrom('evaluable' as const, 'performed' as const), schedule: scheduleChoices, dorDeathIsEvent: fc.boolean(), dcrIncludeNonCrNonPd: fc.boolean(), cbMinDays: fc.constantFrom(112, 168),
  dataCutoff: fc.option(date, { freq: 3 }), adjudicationVariables: fc.subarray(['bor', 'progression', 'progressionDate', 'responseDate', 'measurableAtBaseline'] as const),
  adjudicationDateToleranceDays: fc.constantFrom(0, 7), irecistMinDays: fc.constantFrom(14, 28),
}, { requiredKeys: [] });

/** What happened to a subject besides its assessments. */
export const subjectFacts: fc.Arbitrary<SubjectFacts> = fc.record({
  randomisationDate: fc.constant(origin), enrolmentDate: fc.constant(addDays(origin, -3)), firstDoseDate: fc.constantFrom(addDays(origin, 1), addDays(origin, 7)), baselineAssessmentDate: fc.constant(addDays(origin, -7)),
  baselineAdequate: fc.boolean(), deathDate: date, lastKnownAliveDate: date, newTherapyStartDate: date, clinicalProgressionDate: date, studyEndDate: date,
  nextLine: fc.record({ startDate: date, secondProgressionDate: date, lastAssessmentDate: date }, { requiredKeys: ['startDate'] }),
}, { requiredKeys: [] });

const planned = <T extends { readonly date?: IsoDate }>(timepoint: T, daysLate: number): T & { plannedDate?: IsoDate } =>
  (daysLate > 20 || timepoint.date === undefined ? timepoint : { ...timepoint, plannedDate: addDays(timepoint.date, -daysLate) });

/** Subjects with everything that appendix A.4 can say of them. */
export const wholeSubjects: fc.Arbitrary<SubjectInput> = fc.tuple(subjects, subjectFacts, fc.integer({ min: -10, max: 60 })).map(([input, subject, late]) => ({
  ...input, subject, timepoints: input.timepoints.map((timepoint, index) => planned(timepoint, late + index)),
}));

/** Response sequences as operation `responses` takes them. */
export const sequences: fc.Arbitrary<SequenceInput> = fc.tuple(
  subjectFacts, fc.constantFrom(undefined, true, false), fc.integer({ min: -10, max: 60 }),
  fc.array(fc.tuple(date, fc.constantFrom<OverallResponse>('CR', 'CR', 'PR', 'PR', 'PR', 'SD', 'SD', 'NE', 'NON-CR/NON-PD', 'PD', 'NED'), fc.nat(9)), { maxLength: 7 }),
).map(([subject, hasTargets, late, visits]) => ({
  subject, ...(hasTargets === undefined ? {} : { hasTargets }),
  timepoints: visits.map(([on, overall, done], index) => planned({ id: `V${index + 1}`, date: on, overall, ...(done === 0 ? { performed: false } : {}) }, late + index)),
}));

const immuneTimepoint: fc.Arbitrary<Omit<ImmuneTimepoint, 'id'>> = fc.record({
  date, targetSum: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 16 }).map((step) => 5 * step) }, { weight: 1, arbitrary: fc.constant(null) }), targetCR: fc.boolean(),
  nonTarget: fc.constantFrom<NonTargetResponse>('CR', 'NON-CR/NON-PD', 'NON-CR/NON-PD', 'PD', 'NE', 'NA'), nonTargetFurtherIncrease: fc.boolean(),
  newLesions: fc.record({ additional: fc.constantFrom(0, 0, 1), targetSum: fc.constantFrom(0, 10, 12, 15, 17, null), present: fc.boolean(), nonTargetIncrease: fc.boolean(), allResolved: fc.boolean() }, { requiredKeys: [] }),
}, { requiredKeys: ['date', 'targetSum'] });

const lesion = fc.record({
  kind: fc.constantFrom('nonNodal' as const, 'node' as const), method: fc.constantFrom(...measuringMethods), sizeMm, sliceThicknessMm: fc.constantFrom(1, 5, 5.1, 6, 8), nature: fc.constantFrom(...lesionNatures),
  softTissueComponent: fc.boolean(), previousLocalTherapy: fc.boolean(), progressedSinceLocalTherapy: fc.boolean(),
}, { requiredKeys: ['kind', 'method', 'sizeMm'] });

const readerResult = fc.record({ bor: fc.constantFrom<OverallResponse | null>('CR', 'PR', 'SD', null), progressionDate: fc.option(date), responseDate: fc.option(date), measurableAtBaseline: fc.boolean() }, { requiredKeys: [] });

/** Good inputs of each of the ten operations. */
export const inputs = {
  classifyLesion: lesion,
  checkTargets: fc.record({ targets: fc.array(fc.tuple(lesion, fc.constantFrom('liver', 'lung', 'bone')).map(([one, organ]) => ({ id: 'T', organ, ...one })), { maxLength: 6 }) }),
  overall: fc.record({ target: fc.constantFrom('CR', 'PR', 'SD', 'PD', 'NE', 'NA'), nonTarget: fc.constantFrom('CR', 'NON-CR/NON-PD', 'PD', 'NE', 'NA'), newLesion: fc.constantFrom('none', 'equivocal', 'unequivocal') }),
  subject: wholeSubjects,
  responses: sequences,
  pet: fc.record({ baselinePet: fc.constantFrom('negative', 'none', 'positiveSameSite'), ctCorrelate: fc.constantFrom('newSite', 'noCorrelate', 'preexistingNotProgressing', 'preexistingProgressing') }),
  adjudicate: fc.record({ readers: fc.tuple(readerResult, readerResult) }),
  irecist: fc.record({ baselineSum: fc.constantFrom(null, 40, 50, 50), timepoints: fc.array(immuneTimepoint, { maxLength: 6 }).map((visits) => visits.map((visit, index) => ({ id: `V${index + 1}`, ...visit }))) }),
  ibor: fc.record({ timepoints: fc.array(fc.tuple(date, fc.constantFrom('iCR', 'iPR', 'iSD', 'NON-iCR/NON-iUPD', 'iUPD', 'iUPD', 'iCPD', 'NE', 'NED')), { maxLength: 6 }).map((visits) => visits.map(([on, response], index) => ({ id: `V${index + 1}`, date: on, response }))) }),
  cohort: fc.record({ bor: fc.array(fc.constantFrom<OverallResponse>('CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD', 'NED'), { maxLength: 20 }), times: fc.array(fc.record({ time: fc.nat(20), event: fc.boolean() }), { maxLength: 20 }), at: fc.array(fc.nat(20), { maxLength: 3 }) }, { requiredKeys: ['bor'] }),
} satisfies Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Good requests of all ten operations, those with most rules most often, with any parameters. */
export const requests: fc.Arbitrary<{ readonly op: string; readonly input: unknown }> = fc.oneof(
  ...Object.entries(inputs).map(([op, input]) => ({
    weight: op === 'subject' ? 10 : op === 'responses' ? 5 : op === 'irecist' ? 4 : 1,
    arbitrary: fc.record({ op: fc.constant(op), input: input as fc.Arbitrary<unknown>, params: allParameters, explain: fc.constant(true) }),
  })),
);
