import { createHash } from 'node:crypto';
import { isIsoDate, NadirError, type IsoDate, type Json } from '../../common/index.ts';
import {
  confirmationChanges, confirmationText, confirmedFacts, isRead, labelsOf, openForConfirmation, outcomeOf, protocolVersion, queryStatus, restsOn, type ChosenDate, type Confirmation, type ConfirmationState, type ConfirmedContent, type SubjectCase,
} from '../../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../../recist/index.ts';
import { readFactKey, type Change, type EntityType, type ReadFactRow, type StudyRow } from '../../store/index.ts';
import type { AccountService } from '../accounts/index.ts';
import { assembleCase } from '../caseFile.ts';
import { withResult } from '../caseReply.ts';
import { append, requireSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { announceRead } from '../reads/announce.ts';
import { requireOverview } from '../reads/viewpoint.ts';
import { requireStudy } from '../studies.ts';
import { queriesOf } from './threads.ts';

export type ConfirmProgression = { readonly subjectId: string; /** Of what was shown: a date that moved meanwhile is noticed. */ readonly contentHash: string; readonly chosen: { readonly date: string | null; readonly reason: string } | null; readonly password: string };

export type ConfirmationService = {
  /** Where the confirmation of a subject stands. Errors: notFound; refused blinded. */
  state(context: RequestContext, subjectId: string): ConfirmationState;
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
export function confirmationHash(subject: SubjectCase, result: SubjectResult | null, upToId: string): string | null {
  const facts = confirmedFacts(subject, result, upToId);
  return facts && sha256(confirmationText(facts));
}

/** Confirmations of a subject from its rows, oldest first. */
export const toConfirmations = (rows: readonly ReadFactRow[]): readonly Confirmation[] => rows.filter(({ type }) => type === 'confirmation')
  .map(({ body }) => { const { accountId: _account, ...confirmation } = body as unknown as Stored; return confirmation; }).sort((a, b) => a.number - b.number);

/** Where the last confirmation stands: for a row of the worklist. */
export function confirmationStands(subject: SubjectCase, result: SubjectResult | null, confirmations: readonly Confirmation[]): { readonly state: ConfirmationState['state']; readonly last: Confirmation | null } {
  const last = confirmations.at(-1) ?? null;
  if (!last) return { state: 'none', last };
  return { state: confirmationHash(subject, result, last.upTo.timepointId) === last.contentHash ? 'confirmed' : 'reopened', last };
}

const confirmationPlace = (subjectId: string, number: number): string => readFactKey(subjectId, 'site', String(number));
const change = (type: 'confirmation' | 'confirmedContent', subjectId: string, number: number, body: Json): Change => ({
  stream: subjectId, kind: 'ProgressionConfirmed', type, key: confirmationPlace(subjectId, number), after: { subjectId, slot: 'site', timepointId: null, body },
});

/** Kinds of fact that change what a date rests on. */
const movesAssessment: ReadonlySet<EntityType> = new Set(['assessment', 'lesion', 'timepoint', 'seriesAssignment', 'override', 'marker', 'revisedCr', 'treatment', 'facts', 'imaging', 'amendment']);
const mostActs = 12;

/** What was done to the site's read since a confirmation was signed. */
function actsSince({ store }: ServiceDeps, subjectId: string, number: number): ConfirmationState['changedBy'] {
  const events = store.log.eventsOfStream(subjectId);
  const at = events.findLastIndex((event) => event.entity_type === 'confirmation' && event.entity_key === confirmationPlace(subjectId, number));
  const acts = events.slice(at + 1).filter((event) => movesAssessment.has(event.entity_type as EntityType));
  const commands = acts.filter((event, index) => acts.findIndex((one) => one.command_id === event.command_id) === index);
  return commands.slice(-mostActs).map(({ actor, at: when, what, reason, undo_of }) => ({ by: actor, at: when, what: undo_of === null ? what : `${what}, undone`, reason }));
}

/** First and last entry of a record at a timepoint, in the site's read. */
function enteredAt({ store }: ServiceDeps, subjectId: string, timepointId: string): { readonly first: string; readonly last: string; readonly by: string } | null {
  const entries = store.log.eventsOfStream(subjectId).filter((event) => event.entity_type === 'assessment' && event.entity_key.endsWith(`/${timepointId}`));
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? { first: first.at, last: last.at, by: last.actor } : null;
}

/** Confirming progression, and whether it still holds. */
export function createConfirmations(deps: ServiceDeps, accounts: Pick<AccountService, 'verifyPassword'>): ConfirmationService {
  const { store } = deps;
  const studyOf = (subjectId: string): StudyRow => requireStudy(deps, requireSubject(deps, subjectId).studyId);

  function look(context: RequestContext, subjectId: string) {
    const study = studyOf(subjectId);
    requireOverview(study, context);
    const { case: subject, result, findings } = withResult(assembleCase(deps, subjectId));
    const history = toConfirmations(store.readFacts.ofType('confirmation', [subjectId]));
    const openQueries = queriesOf(deps, [subjectId]).filter(({ slot, thread }) => slot === 'site' && queryStatus(thread) === 'open').length;
    const upTo = result ? restsOn(subject, result) : undefined;
    const contentHash = upTo ? confirmationHash(subject, result, upTo.id) : null;
    return { study, subject, result, history, upTo, contentHash, obstacles: openForConfirmation(subject, result, findings, openQueries), stands: confirmationStands(subject, result, history) };
  }

  function changesOf(subject: SubjectCase, result: SubjectResult | null, last: Confirmation): readonly string[] {
    const content = store.readFacts.byKey('confirmedContent', confirmationPlace(subject.subjectId, last.number));
    return content ? confirmationChanges(subject, content.body as unknown as ConfirmedContent, confirmedFacts(subject, result, last.upTo.timepointId)) : [];
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
    state: (context, subjectId) => store.read(() => {
      const { subject, result, history, upTo, contentHash, obstacles, stands } = look(context, subjectId);
      const reopened = stands.state === 'reopened' ? stands.last : null;
      const place = subject.timepoints.findIndex(({ id }) => id === stands.last?.upTo.timepointId);
      return {
        state: stands.state, history,
        now: result && upTo && contentHash !== null ? { outcome: outcomeOf(result), contentHash, upTo: { timepointId: upTo.id, label: upTo.label }, obstacles, entered: enteredAt(deps, subjectId, result.progression?.timepointId ?? upTo.id) } : null,
        changes: reopened ? changesOf(subject, result, reopened) : [], changedBy: reopened ? actsSince(deps, subjectId, reopened.number) : [],
        readSince: stands.last && place >= 0 ? subject.timepoints.slice(place + 1).filter((one) => isRead(subject, one)).map(({ label }) => label) : [],
      };
    }),

    async confirm(context, input) {
      const { accountId } = context;
      if (accountId === null) throw refused('accountNeeded', 'A signature names a person: set up accounts first. The first account is yours, and your reads stay as they are.');
      store.read(() => look(context, input.subjectId));
      await accounts.verifyPassword(accountId, input.password, 'signature');
      const study = store.write(() => {
        const { study: found, subject, result, history, upTo, contentHash, obstacles, stands } = look(context, input.subjectId);
        if (obstacles.length > 0 || !result || !upTo || contentHash === null) throw refused('notReady', `The date cannot be confirmed yet. ${obstacles.join('. ')}.`);
        if (contentHash !== input.contentHash) throw new NadirError('conflict', 'What the date rests on has changed since it was shown. Look at it again, then confirm.', { reason: 'basisMoved' });
        const chosen = chosenOf(input, result);
        if (stands.state === 'confirmed' && stands.last?.contentHash === contentHash && JSON.stringify(stands.last.chosen) === JSON.stringify(chosen)) throw refused('confirmedAlready', 'This was confirmed, and nothing it rests on has changed since.');
        const number = (history.at(-1)?.number ?? 0) + 1;
        const stored: Stored = {
          number, by: context.actor, accountId, at: deps.clock.nowIso(), meaning: chosen === null ? 'confirmed' : 'otherDate', contentHash, engineVersion, protocolVersion: protocolVersion(subject.protocol),
          upTo: { timepointId: upTo.id, label: upTo.label }, outcome: outcomeOf(result), chosen,
        };
        const facts = confirmedFacts(subject, result, upTo.id);
        const content = { ...facts, labels: labelsOf(subject) } as unknown as Json;
        const date = chosen === null ? (result.progression?.date ?? null) : chosen.date;
        const what = `${date === null ? `No progression up to ${upTo.label}` : `Progression ${date}`} confirmed${chosen === null ? '' : ` in place of ${result.progression?.date ?? 'none'}`}`;
        append(deps, context, { what, undoable: false, ...(chosen === null ? {} : { reason: chosen.reason }), changes: [change('confirmation', input.subjectId, number, stored as unknown as Json), change('confirmedContent', input.subjectId, number, content)] });
        return found;
      });
      announceRead(deps, study, input.subjectId, 'site', []);
    },
  };
}
