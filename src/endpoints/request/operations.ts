/** The engine's ten operations (appendix A): what each takes and what it runs. */
import {
  adjudicate, assessImmune, baselinePets, checkTargets, classifyLesion, ctCorrelates, immuneResponses, lookupOverall, newLesionResults,
  nonTargetResponses, overallResponses, readPet, targetResponses,
  type BaselinePet, type CtCorrelate, type ImmuneInput, type Labels, type LesionDescription, type NewLesionResult, type NonTargetResponse, type Parameters,
  type ReaderResult, type TargetCandidate, type TargetResponse,
} from '../../recist/index.ts';
import { summariseCohort, type CohortInput } from '../cohort.ts';
import { immuneBest, type ImmuneSequenceTimepoint } from '../immuneBest.ts';
import { evaluateSequence } from '../responses.ts';
import { evaluateSubject, findingsOfSubject } from '../subjectResult.ts';
import { cohortShape } from './cohortShape.ts';
import { all, amount, boolean, count, date, distinctIds, list, object, oneOf, optional, size, sizeAboveZero, text, wrong, type Check } from './shape.ts';
import { method, traits } from './imagingShape.ts';
import { kind, organOfKind, readSequence, readSubject, sequenceShape, subjectShape } from './subjectShape.ts';

/** How much to say beside the answer: `explain` adds the words behind every timepoint, with `labels` for ids. */
export type Telling = { readonly explain: boolean; readonly labels: Labels };
export type Operation = { readonly shape: Check; readonly run: (input: unknown, parameters: Parameters, telling: Telling) => unknown };

type Argument<F> = F extends (argument: infer A) => unknown ? A : never;

/** Ties a run to the type its shape has proved. */
const operation = <T>(shape: Check, run: (input: T, parameters: Parameters, telling: Telling) => unknown): Operation => ({ shape, run: run as Operation['run'] });

/** What look at besides kind, method and size. */
const description = { sliceThicknessMm: optional(amount), ...traits };

const twoReaders: Check = (value) => (Array.isArray(value) && value.length === 2 ? null : wrong('a list of two readers'));
const reader = object({ bor: optional(oneOf(overallResponses)), progressionDate: optional(date), responseDate: optional(date), measurableAtBaseline: optional(boolean) });
const immuneTimepoint = object({
  id: text, date, targetSum: optional(size), targetCR: optional(boolean), nonTarget: optional(oneOf(nonTargetResponses)), nonTargetFurtherIncrease: optional(boolean),
  newLesions: optional(object({ additional: optional(count), targetSum: optional(size), present: optional(boolean), nonTargetIncrease: optional(boolean), allResolved: optional(boolean) })),
});
const immuneTimepoints = all(list(immuneTimepoint), distinctIds);

/** What the shapes have proved; members that may be missing are filled in by the readers. */
type Subject = Argument<typeof readSubject>;
type Sequence = Argument<typeof readSequence>;

function answerSubject(input: Subject, parameters: Parameters, { explain, labels }: Telling): unknown {
  const result = evaluateSubject(readSubject(input), parameters, labels);
  if (explain) return { ...result, findings: findingsOfSubject(readSubject(input), parameters, labels) };
  return { ...result, timepoints: result.timepoints.map((timepoint) => ({ ...timepoint, explanation: undefined })) };
}

export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['classifyLesion', operation<LesionDescription>(object({ kind, method, sizeMm: size, ...description }), classifyLesion)],
  ['checkTargets', operation<{ readonly targets: readonly TargetCandidate[] }>(
    object({ targets: list(all(object({ id: optional(text), kind, sizeMm: size, method: optional(method), ...description }), organOfKind)) }),
    ({ targets }, parameters) => checkTargets(targets.map((target) => ({ ...target, organ: target.organ ?? 'other' })), parameters))],
  ['overall', operation<{ readonly target: TargetResponse; readonly nonTarget: NonTargetResponse; readonly newLesion: NewLesionResult }>(
    object({ target: oneOf(targetResponses), nonTarget: oneOf(nonTargetResponses), newLesion: oneOf(newLesionResults) }),
    ({ target, nonTarget, newLesion }) => lookupOverall(target, nonTarget, newLesion))],
  ['subject', operation<Subject>(subjectShape, answerSubject)],
  ['responses', operation<Sequence>(sequenceShape, (input, parameters) => evaluateSequence(readSequence(input), parameters))],
  ['pet', operation<{ readonly baselinePet: BaselinePet; readonly ctCorrelate: CtCorrelate }>(
    object({ baselinePet: oneOf(baselinePets), ctCorrelate: oneOf(ctCorrelates) }), ({ baselinePet, ctCorrelate }) => readPet(baselinePet, ctCorrelate))],
  ['adjudicate', operation<{ readonly readers: readonly [ReaderResult, ReaderResult] }>(
    object({ readers: all(twoReaders, list(reader)) }), ({ readers: [first, second] }, parameters) => adjudicate(first, second, parameters))],
  ['irecist', operation<ImmuneInput>(object({ baselineSum: optional(sizeAboveZero), timepoints: immuneTimepoints }), (input, parameters) => ({ timepoints: assessImmune({ baselineSum: input.baselineSum ?? null, timepoints: input.timepoints }, parameters) }))],
  ['ibor', operation<{ readonly timepoints: readonly ImmuneSequenceTimepoint[] }>(
    object({ timepoints: all(list(object({ id: text, date, response: oneOf(immuneResponses) })), distinctIds) }), ({ timepoints }, parameters) => immuneBest(timepoints, parameters))],
  ['cohort', operation<CohortInput>(cohortShape, summariseCohort)],
]);
