/** Random subjects of the kind that makes rules disagree: few dates, sizes near the limits, every state and status. */
import fc from 'fast-check';
import { addDays, type IsoDate } from '../../src/common/index.ts';
import type { BaselineTarget, NewLesionRecord, NonTargetStatus, Parameters, SubjectInput, TargetRecord, TimepointInput } from '../../src/recist/index.ts';
import { origin } from './notation.ts';

const tenth = fc.integer({ min: 1, max: 600 }).map((value) => value / 10);
/** Mostly tenths, often round, at times down to 0.0001 mm, so that sums meet limits exactly. */
export const sizeMm = fc.oneof({ weight: 4, arbitrary: tenth }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) }, { weight: 2, arbitrary: fc.constantFrom(4.9, 5, 5.1, 9.9, 10, 10.1, 9.9999, 10.0001, 14.9, 15) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 600_000 }).map((value) => value / 10_000) });

const date = fc.integer({ min: 0, max: 40 }).map((weeks) => addDays(origin, 7 * weeks));
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

export const parameterChoices: fc.Arbitrary<Partial<Parameters>> = fc.record({
  prContinuation: fc.constantFrom('afterConfirmed' as const, 'literal' as const),
  equivocalBackdating: fc.boolean(),
  tumourMarkerForCR: fc.boolean(),
  timepointDate: fc.constantFrom('latest' as const, 'earliest' as const),
  confirmationMinDays: fc.constantFrom(14, 28, 56),
  confirmationRequired: fc.boolean(),
});
