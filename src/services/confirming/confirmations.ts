import { createHash } from 'node:crypto';
import { isIsoDate, NadirError, type IsoDate, type Json } from '../../common/index.ts';
import {
  confirmationChanges, confirmationText, confirmedFacts, isRead, labelsOf, openForConfirmation, outcomeOf, protocolVersion, queryStatus, restsOn,
  type CentralBasis, type ChosenDate, type Confirmation, type ConfirmationState, type ConfirmedContent, type ConfirmRead, type SubjectCase, type SubjectCaseReply,
} from '../../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../../recist/index.ts';
import { adjudicationStream, readFactKey, readStream, type Change, type EntityType, type ReadFactRow, type StudyRow } from '../../store/index.ts';
import type { AccountService } from '../accounts/index.ts';
import { withResult } from '../caseReply.ts';
import { append, requireSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { announceRead } from '../reads/announce.ts';
import { requireStudy } from '../studies.ts';
import { readToConfirm } from './readToConfirm.ts';
import { queriesOf } from './threads.ts';

export type ConfirmProgression = { readonly subjectId: string; /** Null: the read that is the trial's result. */ readonly read: ConfirmRead | null; /** Of what was shown: a date that moved meanwhile is noticed. */ readonly contentHash: string; readonly chosen: { readonly date: string | null; readonly reason: string } | null; readonly password: string };

export type ConfirmationService = {
  /** Where the confirmation of a read of a subject stands; null: of the read that is the trial's result, where whoever asks may look at it. Errors: notFound; refused blinded, centralOnly. */
  state(context: RequestContext, subjectId: string, read: ConfirmRead | null): ConfirmationState;
  /** The accepted central read, to look at. Errors: notFound; refused blinded, centralOnly. */
  centralCase(context: RequestContext, subjectId: string): SubjectCaseReply;
  /**
   * Signs the progression date, or that there is none, or another one with a reason: the engine is run on the stored facts and what it rests on frozen.
   * Errors: refused accountNeeded, wrongPassword, lockedOut, blinded, notReady, noReason, confirmedAlready; invalid date; conflict basisMoved; notFound.
   */
  confirm(context: RequestContext, input: ConfirmProgression): Promise<void>;
};

type Stored = Confirmation & { readonly accountId: string };

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash that a confirmation up to a timepoint has by the facts as they are; null when it cannot be made any more. */
export function confirmationHash(subject: SubjectCase, result: SubjectResult | null, upToId: string, central: CentralBasis | null = null): string | null {
  const facts = confirmedFacts(subject, result, upToId, central);
  return facts && sha256(confirmationText(facts));
}

/** Where a confirmation is kept: the central one beside the decisions between the readers, where neither the site nor a reader hears of it. */
const slotOf = (read: ConfirmRead): 'site' | 'adjudication' => (read === 'central' ? 'adjudication' : 'site');
const streamOf = (subjectId: string, read: ConfirmRead): string => (read === 'central' ? adjudicationStream(subjectId) : subjectId);

/** Confirmations of one read of a subject from its rows, oldest first. */
export const toConfirmations = (rows: readonly ReadFactRow[], read: ConfirmRead = 'site'): readonly Confirmation[] => rows.filter(({ type, slot }) => type === 'confirmation' && slot === slotOf(read))
  .map(({ body }) => { const { accountId: _account, ...confirmation } = body as unknown as Stored; return confirmation; }).sort((a, b) => a.number - b.number);

/** Where the last confirmation stands: for a row of the worklist. */
export function confirmationStands(subject: SubjectCase, result: SubjectResult | null, confirmations: readonly Confirmation[], central: CentralBasis | null = null): { readonly state: ConfirmationState['state']; readonly last: Confirmation | null } {
  const last = confirmations.at(-1) ?? null;
  if (!last) return { state: 'none', last };
  return { state: confirmationHash(subject, result, last.upTo.timepointId, central) === last.contentHash ? 'confirmed' : 'reopened', last };
}

const confirmationPlace = (subjectId: string, read: ConfirmRead, number: number): string => readFactKey(subjectId, slotOf(read), String(number));
const change = (type: 'confirmation' | 'confirmedContent', subjectId: string, read: ConfirmRead, number: number, body: Json): Change => ({
  stream: streamOf(subjectId, read), kind: 'ProgressionConfirmed', type, key: confirmationPlace(subjectId, read, number), after: { subjectId, slot: slotOf(read), timepointId: null, body },
});

/** Kinds of fact that change what a date rests on. */
const movesAssessment: ReadonlySet<EntityType> = new Set(['assessment', 'lesion', 'timepoint', 'seriesAssignment', 'override', 'marker', 'revisedCr', 'treatment', 'facts', 'imaging', 'amendment']);
const mostActs = 12;

/** Kinds of fact of the subject's own stream that a central read stands on too. */
const movesEvery: ReadonlySet<EntityType> = new Set(['timepoint', 'seriesAssignment', 'treatment', 'facts', 'imaging', 'marker']);

/** What was done to the read since a confirmation was signed. */
function actsSince({ store }: ServiceDeps, subjectId: string, read: ConfirmRead, number: number): ConfirmationState['changedBy'] {
  const own = store.log.eventsOfStream(streamOf(subjectId, read));
  const signed = own.findLast((event) => event.entity_type === 'confirmation' && event.entity_key === confirmationPlace(subjectId, read, number));
  const events = read === 'site' ? own : [
    ...own.filter(({ entity_type }) => entity_type === 'adjudication'), ...(['reader1', 'reader2'] as const).flatMap((slot) => store.log.eventsOfStream(readStream(subjectId, slot))),
    ...store.log.eventsOfStream(subjectId).filter(({ entity_type }) => movesEvery.has(entity_type as EntityType)),
  ].toSorted((a, b) => a.seq - b.seq);
  const acts = events.filter((event) => event.seq > (signed?.seq ?? 0) && (movesAssessment.has(event.entity_type as EntityType) || event.entity_type === 'adjudication'));
  const commands = acts.filter((event, index) => acts.findIndex((one) => one.command_id === event.command_id) === index);
  return commands.slice(-mostActs).map(({ actor, at: when, what, reason, undo_of }) => ({ by: actor, at: when, what: undo_of === null ? what : `${what}, undone`, reason }));
}

/** First and last entry of a record at a timepoint, in a read. */
function enteredAt({ store }: ServiceDeps, stream: string, timepointId: string): { readonly first: string; readonly last: string; readonly by: string } | null {
  const entries = store.log.eventsOfStream(stream).filter((event) => event.entity_type === 'assessment' && event.entity_key.endsWith(`/${timepointId}`));
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? { first: first.at, last: last.at, by: last.actor } : null;
}

/** Confirming progression, and whether it still holds. */
export function createConfirmations(deps: ServiceDeps, accounts: Pick<AccountService, 'verifyPassword'>): ConfirmationService {
  const { store } = deps;
  const studyOf = (subjectId: string): StudyRow => requireStudy(deps, requireSubject(deps, subjectId).studyId);

  function look(context: RequestContext, subjectId: string, asked: ConfirmRead | null) {
    const study = studyOf(subjectId);
    const { read, subject: found, central, reads } = readToConfirm(deps, context, study, subjectId, asked);
    const { case: subject, result, findings } = withResult(found);
    const history = toConfirmations(store.readFacts.ofType('confirmation', [subjectId]), read);
    const slots: readonly string[] = read === 'central' ? ['reader1', 'reader2'] : ['site'];
    const openQueries = queriesOf(deps, [subjectId]).filter(({ slot, thread }) => slots.includes(slot) && queryStatus(thread) === 'open').length;
    const upTo = result ? restsOn(subject, result) : undefined;
    const contentHash = upTo ? confirmationHash(subject, result, upTo.id, central) : null;
    return { study, read, reads, central, subject, result, history, upTo, contentHash, obstacles: openForConfirmation(subject, result, findings, openQueries), stands: confirmationStands(subject, result, history, central) };
  }

  function changesOf({ read, subject, result, central }: Pick<ReturnType<typeof look>, 'read' | 'subject' | 'result' | 'central'>, last: Confirmation): readonly string[] {
    const content = store.readFacts.byKey('confirmedContent', confirmationPlace(subject.subjectId, read, last.number));
    return content ? confirmationChanges(subject, content.body as unknown as ConfirmedContent, confirmedFacts(subject, result, last.upTo.timepointId, central)) : [];
  }

  /** Errors: invalid date; refused noReason. */
  function chosenOf({ chosen }: ConfirmProgression, result: SubjectResult): ChosenDate | null {
    if (chosen === null) return null;
    if (chosen.date !== null && !isIsoDate(chosen.date)) throw new NadirError('invalid', `${chosen.date} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date' });
    if (chosen.reason.trim() === '') throw refused('noReason', 'Another date needs a reason.');
    if (chosen.date === (result.progression?.date ?? null)) throw refused('sameDate', `The rules give ${chosen.date ?? 'no progression'} already. Confirm it as it is.`);
    return { date: chosen.date as IsoDate | null, reason: chosen.reason.trim() };
  }

  return {
    state: (context, subjectId, asked) => store.read(() => {
      const found = look(context, subjectId, asked);
      const { read, reads, central, subject, result, history, upTo, contentHash, obstacles, stands } = found;
      const reopened = stands.state === 'reopened' ? stands.last : null;
      const place = subject.timepoints.findIndex(({ id }) => id === stands.last?.upTo.timepointId);
      const entered = upTo && enteredAt(deps, central === null ? subjectId : readStream(subjectId, central.slot), result?.progression?.timepointId ?? upTo.id);
      return {
        read, reads, state: stands.state, history,
        now: result && upTo && contentHash !== null ? { outcome: outcomeOf(result), contentHash, upTo: { timepointId: upTo.id, label: upTo.label }, obstacles, entered: entered ?? null } : null,
        changes: reopened ? changesOf(found, reopened) : [], changedBy: reopened ? actsSince(deps, subjectId, read, reopened.number) : [],
        readSince: stands.last && place >= 0 ? subject.timepoints.slice(place + 1).filter((one) => isRead(subject, one)).map(({ label }) => label) : [],
      };
    }),

    centralCase: (context, subjectId) => store.read(() => {
      const { subject } = readToConfirm(deps, context, studyOf(subjectId), subjectId, 'central');
      return withResult({ ...subject, read: { ...subject.read, editable: false, why: 'A central read is its reader\'s.' } });
    }),

    async confirm(context, input) {
      const { accountId } = context;
      if (accountId === null) throw refused('accountNeeded', 'A signature names a person: set up accounts first. The first account is yours, and your reads stay as they are.');
      store.read(() => look(context, input.subjectId, input.read));
      await accounts.verifyPassword(accountId, input.password, 'signature');
      const study = store.write(() => {
        const { study: found, read, subject, result, central, history, upTo, contentHash, obstacles, stands } = look(context, input.subjectId, input.read);
        if (obstacles.length > 0 || !result || !upTo || contentHash === null) throw refused('notReady', `The date cannot be confirmed yet. ${obstacles.join('. ')}.`);
        if (contentHash !== input.contentHash) throw new NadirError('conflict', 'What the date rests on has changed since it was shown. Look at it again, then confirm.', { reason: 'basisMoved' });
        const chosen = chosenOf(input, result);
        if (stands.state === 'confirmed' && stands.last?.contentHash === contentHash && JSON.stringify(stands.last.chosen) === JSON.stringify(chosen)) throw refused('confirmedAlready', 'This was confirmed, and nothing it rests on has changed since.');
        const number = (history.at(-1)?.number ?? 0) + 1;
        const stored: Stored = {
          ...(read === 'central' ? { read } : {}), number, by: context.actor, accountId, at: deps.clock.nowIso(), meaning: chosen === null ? 'confirmed' : 'otherDate', contentHash, engineVersion, protocolVersion: protocolVersion(subject.protocol),
          upTo: { timepointId: upTo.id, label: upTo.label }, outcome: outcomeOf(result), chosen,
        };
        const facts = confirmedFacts(subject, result, upTo.id, central);
        const content = { ...facts, labels: labelsOf(subject) } as unknown as Json;
        const date = chosen === null ? (result.progression?.date ?? null) : chosen.date;
        const what = `${date === null ? `No progression up to ${upTo.label}` : `Progression ${date}`} confirmed${read === 'central' ? ', central read' : ''}${chosen === null ? '' : ` in place of ${result.progression?.date ?? 'none'}`}`;
        append(deps, context, { what, undoable: false, ...(chosen === null ? {} : { reason: chosen.reason }), changes: [change('confirmation', input.subjectId, read, number, stored as unknown as Json), change('confirmedContent', input.subjectId, read, number, content)] });
        return found;
      });
      announceRead(deps, study, input.subjectId, 'site', []);
    },
  };
}
