import { randomInt } from 'node:crypto';
import { asId, NadirError, type Json, type StudyId, type SubjectId } from '../../common/index.ts';
import { displayDate, parametersOf, signOffOf, type AdjudicationCase, type AdjudicationDecision, type AdjudicationList, type DecisionMeaning, type DoubleReadStatus, type SubjectCase } from '../../casefile/index.ts';
import { agreementMetrics, differencesOf } from '../../endpoints/index.ts';
import { adjudicationReason, engineVersion, withDefaults } from '../../recist/index.ts';
import type { StudyRow } from '../../store/index.ts';
import type { AccountService } from '../accounts/index.ts';
import { append, requireSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { adjudicationRows } from './adjudicationRows.ts';
import { anonymousRead, comparedRead, pairsOf } from './anonymous.ts';
import { adjudicationChange, timepointsToSign, twoReads, type AdjudicationOrder, type ReaderSlot, type StoredDecision, type TwoReads } from './reading.ts';
import { assignedSlot, isDoubleRead, viewpointOf } from './viewpoint.ts';

export type DecideAdjudication = { readonly subjectId: string; readonly accepted: 'A' | 'B'; readonly reason: string; readonly basis: string; readonly meaning: DecisionMeaning; readonly password: string };

export type AdjudicationService = {
  /** Every subject of a double-read study with where its reads stand. Errors: notFound; refused notDouble, notAdjudicator. */
  list(context: RequestContext, studyId: string): Promise<AdjudicationList>;
  /** How far both readers are and whether it was decided, without anything of what they found. Errors: notFound; refused notDouble, notAdjudicator. */
  status(context: RequestContext, subjectId: string): DoubleReadStatus;
  /** Both reads of a subject, as A and B in the order that was drawn for it once. Errors: notFound; refused notDouble, notAdjudicator, notDue. */
  case(context: RequestContext, subjectId: string): AdjudicationCase;
  /** Accepts one whole read, with a reason and the adjudicator's password. Errors: refused accountNeeded, wrongPassword, notAdjudicator, notDue, noReason; conflict basisMoved. */
  decide(context: RequestContext, input: DecideAdjudication): Promise<void>;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** Errors: refused notDouble. */
function requireDouble(study: StudyRow): void {
  if (!isDoubleRead(study)) throw refused('notDouble', `Study ${study.code} is read once: there is nothing to adjudicate.`);
}

/** Errors: refused notAdjudicator. */
function requireAdjudicator(study: StudyRow, context: RequestContext): void {
  requireDouble(study);
  if (assignedSlot(study, context.accountId) !== 'adjudicator') throw refused('notAdjudicator', `Only the adjudicator of study ${study.code} sees both reads.`);
}

/** Manages the study and reads nothing of it. */
const isOverseer = (study: StudyRow, context: RequestContext): boolean =>
  assignedSlot(study, context.accountId) === null && (context.roles.includes('dataManager') || context.roles.includes('administrator'));

/** Who sees how far the reads are: the adjudicator, and a data manager who reads nothing of the study. */
function requireLister(study: StudyRow, context: RequestContext): void {
  requireDouble(study);
  if (assignedSlot(study, context.accountId) === 'adjudicator') return;
  if (isOverseer(study, context)) return;
  throw refused('notAdjudicator', `How the reads of study ${study.code} compare is shown to its adjudicator and its data manager.`);
}

const slotName = (order: AdjudicationOrder, slot: 'reader1' | 'reader2'): 'A' | 'B' => (order.a === slot ? 'A' : 'B');
const toDecision = (order: AdjudicationOrder) => ({ round, accepted, reason, by, at, meaning, outcome, basis }: StoredDecision): AdjudicationDecision => ({ round, accepted: slotName(order, accepted), reason, by, at, meaning, outcome, basis });

function progressOf(subject: SubjectCase): DoubleReadStatus['readers']['reader1'] {
  const states = timepointsToSign(subject).map((one) => signOffOf(subject, one.id).state);
  return { signed: states.filter((state) => state === 'signed').length, toSign: states.length, amending: states.includes('amending') };
}

const statusOf = ({ reader1, reader2, state, decisions }: TwoReads): DoubleReadStatus => {
  const last = decisions.at(-1);
  return {
    state, repeated: last !== undefined && state !== 'decided', readers: { reader1: progressOf(reader1.case), reader2: progressOf(reader2.case) },
    decided: last && state === 'decided' ? { by: last.by, at: last.at } : null,
  };
};

/** Errors: notFound. */
function readsOf(deps: ServiceDeps, study: StudyRow, subjectId: string): TwoReads {
  const reads = twoReads(deps, study, [subjectId]).get(subjectId);
  if (!reads) throw new NadirError('notFound', 'No such subject is in this database.', { reason: 'subject' });
  return reads;
}

/** Errors: notFound; refused notDue. */
function requireReads(deps: ServiceDeps, study: StudyRow, subjectId: string): TwoReads {
  const reads = readsOf(deps, study, subjectId);
  if (reads.state === 'due' || reads.state === 'decided') return reads;
  throw refused('notDue', reads.state === 'reading' ? 'Both reads are not finished yet: they are compared when every timepoint is signed in both.' : 'The readers agree: the first reader\'s read is the result (R-J07).');
}

/** The stored order of a subject; drawn and stored when it is first needed. Must run inside a write. */
function orderOf(deps: ServiceDeps, context: RequestContext, subjectId: string, reads: TwoReads): AdjudicationOrder {
  if (reads.order) return reads.order;
  const order: AdjudicationOrder = randomInt(2) === 0 ? { a: 'reader1', b: 'reader2' } : { a: 'reader2', b: 'reader1' };
  append(deps, context, { what: 'Order of the reads drawn', undoable: false, changes: [adjudicationChange('AdjudicationOrdered', subjectId, 'order', order)] });
  return order;
}

function toCase(study: StudyRow, context: RequestContext, subjectId: string, reads: TwoReads, order: AdjudicationOrder): AdjudicationCase {
  const { blinded } = viewpointOf(study, context);
  const [a, b] = [reads[order.a], reads[order.b]];
  const [inA, inB] = [comparedRead(a), comparedRead(b)];
  const timepoints = a.case.timepoints.map((one) => ({ id: one.id, label: one.label, index: one.index, date: displayDate(one) }));
  const parameters = withDefaults(parametersOf(a.case));
  return {
    subjectId: asId<SubjectId>(subjectId), code: a.case.code, state: reads.state, variables: reads.comparison.variables,
    sentence: adjudicationReason(a.compared, b.compared, reads.comparison, parameters).sentence,
    reads: { a: anonymousRead(a, blinded), b: anonymousRead(b, blinded) }, differences: inA && inB ? differencesOf(inA, inB, timepoints) : [],
    pairs: inA && inB ? pairsOf(inA, inB) : [], comparedVariables: parameters.adjudicationVariables,
    basis: reads.basis, decisions: reads.decisions.map(toDecision(order)),
  };
}

/** The decision itself, once it is known who decides; `accepted` as the adjudicator saw the reads, or by slot. Errors: those of `decide` but the password's. */
export function decideNow(deps: ServiceDeps, context: RequestContext & { readonly accountId: string }, study: StudyRow, { subjectId, accepted, reason, basis, meaning }: Omit<DecideAdjudication, 'password' | 'accepted'> & { readonly accepted: 'A' | 'B' | ReaderSlot }): void {
  deps.store.write(() => {
    const reads = requireReads(deps, study, subjectId);
    if (reads.basis !== basis) throw new NadirError('conflict', 'A read has changed since it was shown. Look at both again, then decide.', { reason: 'basisMoved' });
    if (reads.state === 'decided') throw refused('notDue', 'This was decided, and nothing has changed since.');
    const order = orderOf(deps, context, subjectId, reads);
    const round = (reads.decisions.at(-1)?.round ?? 0) + 1;
    const slot = accepted === 'A' ? order.a : accepted === 'B' ? order.b : accepted;
    const { bor = null, progressionDate = null } = reads[slot].compared;
    const decision: StoredDecision = {
      round, accepted: slot, basis, meaning, outcome: { bor, progressionDate }, reason: reason.trim(), by: context.actor, accountId: context.accountId, at: deps.clock.nowIso(), variables: reads.comparison.variables, engineVersion,
    };
    append(deps, context, { what: `Read ${slotName(order, slot)} accepted`, undoable: false, reason: decision.reason, changes: [adjudicationChange('AdjudicationDecided', subjectId, String(round), decision as unknown as Json)] });
  });
}

/** Comparing two reads, and deciding between them. */
export function createAdjudication(deps: ServiceDeps, accounts: Pick<AccountService, 'verifyPassword'>): AdjudicationService {
  const { store } = deps;
  const announceStudy = (study: StudyRow): void => deps.notify({ type: 'study', studyId: asId<StudyId>(study.id), slot: 'adjudication' });
  return {
    async list(context, studyId) {
      const study = store.read(() => requireStudy(deps, studyId));
      requireLister(study, context);
      const isAdjudicator = assignedSlot(study, context.accountId) === 'adjudicator';
      const rows = await adjudicationRows(deps, studyId);
      return {
        // What differs and which read was accepted is for the adjudicator; the others hear how far it is.
        subjects: rows.map(({ subjectId, code, state, variables, repeated, accepted, decidedAt, shownFirst }) => ({
          subjectId: asId<SubjectId>(subjectId), code, state, variables: isAdjudicator ? variables : [], repeated, accepted: !isAdjudicator || accepted === null ? null : accepted === shownFirst ? 'A' as const : 'B' as const, decidedAt,
        })),
        metrics: isAdjudicator ? null : agreementMetrics(rows.filter((row) => row.state !== 'reading').map((row) => ({ needed: row.state === 'due' || row.state === 'decided', accepted: row.accepted }))),
      };
    },

    status: (context, subjectId) => store.read(() => {
      const study = requireStudy(deps, requireSubject(deps, subjectId).studyId);
      requireDouble(study);
      if (!isOverseer(study, context)) throw refused('notAdjudicator', `How far the reads of study ${study.code} are is shown to those who manage it and read nothing of it.`);
      return statusOf(readsOf(deps, study, subjectId));
    }),

    case: (context, subjectId) => store.write(() => {
      const study = requireStudy(deps, requireSubject(deps, subjectId).studyId);
      requireAdjudicator(study, context);
      const reads = requireReads(deps, study, subjectId);
      return toCase(study, context, subjectId, reads, orderOf(deps, context, subjectId, reads));
    }),

    async decide(context, { subjectId, accepted, reason, basis, meaning, password }) {
      const { accountId } = context;
      if (accountId === null) throw refused('accountNeeded', 'A decision names a person: set up accounts first.');
      const study = store.read(() => requireStudy(deps, requireSubject(deps, subjectId).studyId));
      requireAdjudicator(study, context);
      if (reason.trim() === '') throw refused('noReason', 'A decision needs a reason.');
      await accounts.verifyPassword(accountId, password, 'signature');
      decideNow(deps, { ...context, accountId }, study, { subjectId, accepted, reason, basis, meaning });
      announceStudy(study);
    },
  };
}
