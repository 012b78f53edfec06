/** Where the two reads of a subject stand, and which one is the subject's result. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../common/index.ts';
import { isImaged, parametersOf, signOffOf, toEngineInput, type AdjudicationState, type DecisionMeaning, type DecisionOutcome, type ReadSlot, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { adjudicate, checkTargets, withDefaults, type AdjudicationResult, type ReaderResult, type SubjectResult } from '../../recist/index.ts';
import { adjudicationStream, readFactKey, type Change, type ReadFactRow, type StudyRow } from '../../store/index.ts';
import { assembleCases } from '../caseFile.ts';
import type { ServiceDeps } from '../context.ts';
import { evaluateCase } from '../evaluate.ts';
import { isDoubleRead, wholeRead } from './viewpoint.ts';

export type ReaderSlot = 'reader1' | 'reader2';
/** The order in which an adjudicator sees the reads: drawn once per subject, stored, and never changed. */
export type AdjudicationOrder = { readonly a: ReaderSlot; readonly b: ReaderSlot };
export type StoredDecision = {
  readonly round: number; readonly accepted: ReaderSlot; readonly basis: string; readonly reason: string; readonly by: string; readonly accountId: string; readonly at: string;
  readonly variables: readonly string[]; readonly engineVersion: string; readonly meaning: DecisionMeaning; readonly outcome: DecisionOutcome;
};

export type ReadOf = { readonly case: SubjectCase; readonly result: SubjectResult | null; readonly compared: ReaderResult };
export type TwoReads = {
  readonly reader1: ReadOf;
  readonly reader2: ReadOf;
  readonly comparison: AdjudicationResult;
  readonly state: AdjudicationState;
  /** Hash of what both signed: a decision holds while it is the same (R-J08). */
  readonly basis: string;
  readonly order: AdjudicationOrder | null;
  readonly decisions: readonly StoredDecision[];
  /** The read that is the subject's result: the accepted one, else the first reader's (R-J07). */
  readonly resultSlot: ReaderSlot;
};

/** Timepoints that were imaged: each is to be signed. */
export const timepointsToSign = (subject: SubjectCase): readonly Timepoint[] => subject.timepoints.filter((one) => one.performed && isImaged(one));

/** Every timepoint that was imaged is signed. */
const isFinished = (subject: SubjectCase): boolean => {
  const toRead = timepointsToSign(subject);
  return toRead.length > 0 && toRead.every((one) => signOffOf(subject, one.id).state === 'signed');
};

function comparedOf(subject: SubjectCase, result: SubjectResult | null): ReaderResult {
  const input = toEngineInput(subject);
  const parameters = withDefaults(parametersOf(subject));
  const response = result?.response[parameters.confirmationRequired ? 'confirmed' : 'unconfirmed'];
  return {
    bor: result?.bestOverallResponse ?? null, progressionDate: result?.progression?.date ?? null, responseDate: response?.date ?? null,
    measurableAtBaseline: input ? checkTargets(input.baseline.targets, parameters).perTarget.some((one) => one.classification.class === 'measurable') : null,
  };
}

/** A read without a result: nothing is compared before both are finished. */
const unfinished = (subject: SubjectCase): ReadOf => ({ case: subject, result: null, compared: {} });
const readOf = (subject: SubjectCase): ReadOf => {
  const result = evaluateCase(subject);
  return { case: subject, result, compared: comparedOf(subject, result) };
};

const signaturesOf = (subject: SubjectCase): Json => subject.timepoints.map((one) => signOffOf(subject, one.id).signed?.contentHash ?? null);
const sha256 = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** The dates and parameters behind a comparison move it too: they are part of what a decision rests on. */
const basisOf = (one: ReadOf, other: ReadOf): string => sha256([signaturesOf(one.case), signaturesOf(other.case), one.compared as Json, other.compared as Json]);

function adjudicationsOf(rows: readonly ReadFactRow[]): Pick<TwoReads, 'order' | 'decisions'> {
  const facts = rows.filter((row) => row.type === 'adjudication').map((row) => ({ key: row.key, body: row.body }));
  const order = facts.find((one) => one.key.endsWith('/order'))?.body as unknown as AdjudicationOrder | undefined;
  const decisions = facts.filter((one) => !one.key.endsWith('/order')).map((one) => one.body as unknown as StoredDecision).sort((a, b) => a.round - b.round);
  return { order: order ?? null, decisions };
}

function stateOf(comparison: AdjudicationResult, decision: StoredDecision | undefined, basis: string): AdjudicationState {
  if (decision?.basis === basis) return 'decided';
  return comparison.required ? 'due' : 'agreed';
}

/** The two reads of subjects of a double-read study, by subject id; their results only where both are finished. Must run inside a read or write. */
export function twoReads(deps: ServiceDeps, study: StudyRow, subjectIds: readonly string[]): ReadonlyMap<string, TwoReads> {
  const [first, second] = (['reader1', 'reader2'] as const).map((slot) => assembleCases(deps, study, subjectIds, false, wholeRead(slot)));
  const rows = Map.groupBy(deps.store.readFacts.ofType('adjudication', subjectIds), (row) => row.subjectId);
  return new Map(subjectIds.flatMap((id): [string, TwoReads][] => {
    const [one, other] = [first?.get(id), second?.get(id)];
    if (!one || !other) return [];
    const { order, decisions } = adjudicationsOf(rows.get(id) ?? []);
    if (!isFinished(one) || !isFinished(other)) {
      return [[id, { reader1: unfinished(one), reader2: unfinished(other), comparison: { required: false, variables: [], rules: [] }, state: 'reading', basis: '', order, decisions, resultSlot: 'reader1' }]];
    }
    const [reader1, reader2] = [readOf(one), readOf(other)];
    const comparison = adjudicate(reader1.compared, reader2.compared, withDefaults(parametersOf(one)));
    const basis = basisOf(reader1, reader2);
    const state = stateOf(comparison, decisions.at(-1), basis);
    return [[id, { reader1, reader2, comparison, state, basis, order, decisions, resultSlot: state === 'decided' ? (decisions.at(-1)?.accepted ?? 'reader1') : 'reader1' }]];
  }));
}

/** The read that is the result of each subject: the site's of a single-read study, else the accepted or the first reader's. Must run inside a read or write. */
export function resultSlots(deps: ServiceDeps, study: StudyRow, subjectIds: readonly string[]): ReadonlyMap<string, ReadSlot> {
  if (!isDoubleRead(study)) return new Map(subjectIds.map((id) => [id, 'site']));
  return new Map([...twoReads(deps, study, subjectIds)].map(([id, reads]) => [id, reads.resultSlot]));
}

/** A fact of the decisions between two reads; `name` is `order` or the number of the round. */
export const adjudicationChange = (kind: string, subjectId: string, name: string, body: Json): Change => ({
  stream: adjudicationStream(subjectId), kind, type: 'adjudication', key: readFactKey(subjectId, 'adjudication', name),
  after: { subjectId, slot: 'adjudication', timepointId: null, body },
});
