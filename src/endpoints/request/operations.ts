/** The engine's ten operations (appendix A): what each takes and what it runs. */
import {
  adjudicate, adjudicationReason, assessImmune, baselinePets, checkTargets, classifyLesion, ctCorrelates, immuneReasons, immuneResponses, lookupOverall, newLesionResults,
  nonTargetResponses, overallResponses, readPet, ruleEntry, targetResponses,
  type BaselinePet, type CtCorrelate, type ImmuneInput, type Labels, type LesionDescription, type NewLesionResult, type NonTargetResponse, type Parameters,
  type ReaderResult, type SubjectReasons, type TargetCandidate, type TargetResponse,
} from '../../recist/index.ts';
import { summariseCohort, type CohortInput } from '../cohort.ts';
import { immuneBest, immuneBestReason, type ImmuneSequenceTimepoint } from '../immuneBest.ts';
import { evaluateSequence, nameIn } from '../responses.ts';
import { evaluateSubject, findingsOfSubject } from '../subjectResult.ts';
import { cohortShape } from './cohortShape.ts';
import { all, amount, boolean, count, date, distinctIds, list, object, oneOf, optional, size, sizeAboveZero, text, wrong, type Check } from './shape.ts';
import { method, traits } from './imagingShape.ts';
import { kind, organOfKind, readSequence, readSubject, sequenceShape, subjectShape } from './subjectShape.ts';

/** How much to say beside the answer: `explain` adds the words behind every value and the sources of the rules, with `labels` for ids. */
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

/** Title and source of every rule an answer cites, once each. */
function sourcesOf(...lists: readonly (readonly string[])[]): Readonly<Record<string, { readonly title: string; readonly source: string }>> {
  const cited = [...new Set(lists.flat())].flatMap((id) => ruleEntry(id) ?? []);
  return Object.fromEntries(cited.map(({ id, title, source }) => [id, { title, source }]));
}

const rulesOf = ({ bor, progression, endpoints }: SubjectReasons): readonly (readonly string[])[] =>
  [bor.unconfirmed.rules, bor.confirmed.rules, progression.rules, ...Object.values(endpoints).map(({ rules }) => rules)];

/** An answer that cites rules, with their sources where the request asks for explanations. */
const cited = <T extends { readonly rules: readonly string[] }>(answer: T, { explain }: Telling): unknown => (explain ? { ...answer, sources: sourcesOf(answer.rules) } : answer);

function answerSubject(input: Subject, parameters: Parameters, { explain, labels }: Telling): unknown {
  const result = evaluateSubject(readSubject(input), parameters, labels);
  if (!explain) return { ...result, timepoints: result.timepoints.map((timepoint) => ({ ...timepoint, explanation: undefined })), reasons: undefined };
  return { ...result, findings: findingsOfSubject(readSubject(input), parameters, labels), sources: sourcesOf(...result.timepoints.map(({ rules }) => rules), ...rulesOf(result.reasons)) };
}

function answerSequence(input: Sequence, parameters: Parameters, { explain, labels }: Telling): unknown {
  const result = evaluateSequence(readSequence(input), parameters, labels);
  return explain ? { ...result, sources: sourcesOf(...rulesOf(result.reasons)) } : { ...result, reasons: undefined };
}

function answerAdjudication({ readers: [first, second] }: { readonly readers: readonly [ReaderResult, ReaderResult] }, parameters: Parameters, telling: Telling): unknown {
  const result = adjudicate(first, second, parameters);
  return telling.explain ? cited({ ...result, reason: adjudicationReason(first, second, result, parameters) }, telling) : result;
}

function answerImmune(input: ImmuneInput, parameters: Parameters, { explain }: Telling): unknown {
  const course: ImmuneInput = { baselineSum: input.baselineSum ?? null, timepoints: input.timepoints };
  const timepoints = assessImmune(course, parameters);
  if (!explain) return { timepoints };
  const reasons = immuneReasons(course, parameters);
  return { timepoints: timepoints.map((timepoint, index) => ({ ...timepoint, reason: reasons[index] })), sources: sourcesOf(...timepoints.map(({ rules }) => rules)) };
}

function answerImmuneBest({ timepoints }: { readonly timepoints: readonly ImmuneSequenceTimepoint[] }, parameters: Parameters, { explain, labels }: Telling): unknown {
  const best = immuneBest(timepoints, parameters);
  if (!explain) return best;
  const reason = immuneBestReason(timepoints, best, parameters, nameIn(labels));
  return { ...best, reason, sources: sourcesOf(reason.rules) };
}

export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['classifyLesion', operation<LesionDescription>(object({ kind, method, sizeMm: size, ...description }), (lesion, _parameters, telling) => cited(classifyLesion(lesion), telling))],
  ['checkTargets', operation<{ readonly targets: readonly TargetCandidate[] }>(
    object({ targets: list(all(object({ id: optional(text), kind, sizeMm: size, method: optional(method), ...description }), organOfKind)) }),
    ({ targets }, parameters) => checkTargets(targets.map((target) => ({ ...target, organ: target.organ ?? 'other' })), parameters))],
  ['overall', operation<{ readonly target: TargetResponse; readonly nonTarget: NonTargetResponse; readonly newLesion: NewLesionResult }>(
    object({ target: oneOf(targetResponses), nonTarget: oneOf(nonTargetResponses), newLesion: oneOf(newLesionResults) }),
    ({ target, nonTarget, newLesion }, _parameters, telling) => cited(lookupOverall(target, nonTarget, newLesion), telling))],
  ['subject', operation<Subject>(subjectShape, answerSubject)],
  ['responses', operation<Sequence>(sequenceShape, answerSequence)],
  ['pet', operation<{ readonly baselinePet: BaselinePet; readonly ctCorrelate: CtCorrelate }>(
    object({ baselinePet: oneOf(baselinePets), ctCorrelate: oneOf(ctCorrelates) }), ({ baselinePet, ctCorrelate }, _parameters, telling) => cited(readPet(baselinePet, ctCorrelate), telling))],
  ['adjudicate', operation<{ readonly readers: readonly [ReaderResult, ReaderResult] }>(
    object({ readers: all(twoReaders, list(reader)) }), answerAdjudication)],
  ['irecist', operation<ImmuneInput>(object({ baselineSum: optional(sizeAboveZero), timepoints: immuneTimepoints }), answerImmune)],
  ['ibor', operation<{ readonly timepoints: readonly ImmuneSequenceTimepoint[] }>(
    object({ timepoints: all(list(object({ id: text, date, response: oneOf(immuneResponses) })), distinctIds) }), answerImmuneBest)],
  ['cohort', operation<CohortInput>(cohortShape, summariseCohort)],
]);
