import { createHash } from 'node:crypto';
import { asId, canonicalJson, NadirError, type Json, type LesionId, type SeriesId, type TimepointId } from '../../common/index.ts';
import { isRead, unblindingWord, type Query, type QueryAbout, type QueryMessage, type QueryMessageKind, type ReadSlot, type StudyProtocol, type SubjectCase } from '../../casefile/index.ts';
import { engineVersion } from '../../recist/index.ts';
import { readFactKey, type StudyRow, type SubjectRow } from '../../store/index.ts';
import type { AccountService } from '../accounts/index.ts';
import { assembleCase, assembleCases, lesionOf, timepointOf } from '../caseFile.ts';
import { append, requireSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { announceRead } from '../reads/announce.ts';
import { isDoubleRead, wholeRead } from '../reads/viewpoint.ts';
import { requireStudy } from '../studies.ts';
import { mayAnswer, queriesOf, queryChange, shownQuery, slotsToAsk, slotsToSee, toStored, type StoredQuery } from './threads.ts';

export type RaiseQuery = {
  readonly subjectId: string; readonly slot: ReadSlot; readonly timepointId: string | null; readonly lesionId: string | null;
  readonly image: { readonly seriesId: string; readonly sopInstanceUid: string; readonly frameNumber: number } | null; readonly text: string; readonly password: string;
};
/** `seen`: messages of the thread as the window showed it, so that nobody answers over another. */
export type SayInQuery = { readonly subjectId: string; readonly slot: ReadSlot; readonly queryId: string; readonly kind: Exclude<QueryMessageKind, 'question'>; readonly text: string; readonly seen: number };

export type QueryService = {
  /** Queries about a subject that whoever asks may see, oldest first. Errors: notFound. */
  ofSubject(context: RequestContext, subjectId: string): readonly Query[];
  /** The same of a whole study. Errors: notFound. */
  ofStudy(context: RequestContext, studyId: string): readonly Query[];
  /** Asks the reader of a read, signed where the workstation has accounts. Answers its id. Errors: refused notAsker, noText, notRead, unblinding, wrongPassword, lockedOut; notFound. */
  raise(context: RequestContext, input: RaiseQuery): Promise<string>;
  /** Answers, asks again, closes. Errors: refused notReader, notAsker, noText, closedAlready, unblinding; conflict threadMoved; notFound. */
  say(context: RequestContext, input: SayInQuery): void;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** What would tell a blinded reader more than they may know: arms, site, days of treatment and outcome (R-J02). */
function secretsOf(study: StudyRow, subject: SubjectRow): readonly string[] {
  const { design, sites, reading } = study.protocol as unknown as StudyProtocol;
  if (reading?.blinded !== true) return [];
  const { randomisationDate: _randomised, enrolmentDate: _enrolled, ...dates } = subject.facts as Record<string, Json>;
  const names = sites?.find(({ code }) => code === subject.site)?.name;
  return [...(design?.arms ?? []).map(({ name }) => name), ...(names ? [names] : []), ...Object.values(dates).filter((value): value is string => typeof value === 'string')];
}

/** Errors: refused noText, unblinding. */
function checkText(study: StudyRow, subject: SubjectRow, text: string): string {
  if (text.trim() === '') throw refused('noText', 'A query needs words. Say what is asked, and about which image.');
  const word = unblindingWord(text, secretsOf(study, subject));
  if (word !== null) throw refused('unblinding', `"${word}" would tell a blinded reader of the arm, the site, the treatment or the outcome (R-J02). Ask without it.`);
  return text.trim();
}

/** Errors: notFound; refused notRead. */
function checkAbout(study: StudyRow, read: SubjectCase, input: RaiseQuery): QueryAbout {
  const timepoint = input.timepointId === null ? null : timepointOf(read, input.timepointId);
  const lesion = input.lesionId === null ? null : lesionOf(read, input.lesionId);
  if (timepoint && input.slot !== 'site' && isDoubleRead(study) && !isRead(read, timepoint)) throw refused('notRead', `${timepoint.label} is not read by this reader yet: a query about it would tell them of it (R-J01).`);
  const { image } = input;
  if (image && !timepoint?.series.some(({ id }) => id === image.seriesId)) throw new NadirError('notFound', 'The image is not one of this timepoint.', { reason: 'series' });
  return {
    timepointId: timepoint?.id ?? (null as TimepointId | null), lesionId: lesion?.id ?? (null as LesionId | null),
    image: image === null ? null : { ...image, seriesId: asId<SeriesId>(image.seriesId) },
  };
}

const sha256 = (value: Json): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
const words: Readonly<Record<SayInQuery['kind'], { readonly kind: string; readonly what: string }>> = {
  answer: { kind: 'QueryAnswered', what: 'Query answered' }, again: { kind: 'QueryAskedAgain', what: 'Query asked again' }, closed: { kind: 'QueryClosed', what: 'Query closed' },
};

/** Questions to readers and their answers. */
export function createQueries(deps: ServiceDeps, accounts: Pick<AccountService, 'verifyPassword'>): QueryService {
  const { store } = deps;
  const studyOf = (subjectId: string): { readonly study: StudyRow; readonly subject: SubjectRow } => {
    const subject = requireSubject(deps, subjectId);
    return { study: requireStudy(deps, subject.studyId), subject };
  };
  const shown = (context: RequestContext, study: StudyRow, subjectIds: readonly string[]): readonly Query[] => {
    const slots = slotsToSee(study, context);
    const found = queriesOf(deps, subjectIds).filter(({ slot }) => slots.includes(slot));
    const ids = [...new Set(found.map(({ subjectId }) => subjectId))];
    const cases = new Map(slots.map((slot) => [slot, assembleCases(deps, study, ids, false, wholeRead(slot))]));
    return found.map((query) => shownQuery(study, context, cases.get(query.slot)?.get(query.subjectId), query));
  };
  const announce = (study: StudyRow, query: StoredQuery): void => announceRead(deps, study, query.subjectId, query.slot, []);

  return {
    ofSubject: (context, subjectId) => store.read(() => shown(context, studyOf(subjectId).study, [subjectId])),
    ofStudy: (context, studyId) => store.read(() => shown(context, requireStudy(deps, studyId), store.subjects.ofStudy(studyId).map(({ id }) => id))),

    async raise(context, input) {
      const requireAsker = () => {
        const found = studyOf(input.subjectId);
        if (!slotsToAsk(found.study, context).includes(input.slot)) throw refused('notAsker', 'This read is asked about by who knows the patient and is no reader of the study: investigator or data manager; of central reads only the data manager (R-J02).');
        return { ...found, text: checkText(found.study, found.subject, input.text) };
      };
      store.read(requireAsker);
      const { accountId } = context;
      if (accountId !== null) await accounts.verifyPassword(accountId, input.password, 'signature');
      const { study, query } = store.write(() => {
        const found = requireAsker();
        const about = checkAbout(found.study, assembleCase(deps, input.subjectId, wholeRead(input.slot)), input);
        const id = deps.newId();
        const contentHash = sha256({ id, subjectId: input.subjectId, slot: input.slot, about, text: found.text } as unknown as Json);
        const signature = accountId === null ? null : { meaning: 'queried' as const, contentHash, engineVersion };
        const made: StoredQuery = { subjectId: input.subjectId, slot: input.slot, thread: { id, about, messages: [{ kind: 'question', text: found.text, by: context.actor, role: context.role, accountId, at: deps.clock.nowIso(), signature }] } };
        append(deps, context, { what: 'Query to the reader', undoable: false, reason: found.text, changes: [queryChange('QueryRaised', made)] });
        return { study: found.study, query: made };
      });
      announce(study, query);
      return query.thread.id;
    },

    say(context, { subjectId, slot, queryId, kind, text, seen }) {
      const { study, query } = store.write(() => {
        const found = studyOf(subjectId);
        const row = slotsToSee(found.study, context).includes(slot) ? store.readFacts.byKey('query', readFactKey(subjectId, slot, queryId)) : null;
        if (!row) throw new NadirError('notFound', 'No such query is in this database.', { reason: 'query' });
        const { thread } = toStored(row);
        if (kind === 'answer' && !mayAnswer(found.study, context, slot)) throw refused('notReader', 'A query is answered by whoever reads: the reader of this read.');
        if (kind !== 'answer' && !slotsToAsk(found.study, context).includes(slot)) throw refused('notAsker', 'A query is asked again and closed by investigator or data manager.');
        if (thread.messages.length !== seen) throw new NadirError('conflict', 'Somebody has written in this query since it was shown. Read it again first.', { reason: 'threadMoved' });
        const last = thread.messages.at(-1)?.kind;
        if (last === 'closed' && kind !== 'again') throw refused('closedAlready', 'This query is closed. Ask again to open it.');
        const said = kind === 'closed' && text.trim() === '' ? '' : checkText(found.study, found.subject, text);
        const message: QueryMessage & { accountId: string | null } = { kind, text: said, by: context.actor, role: context.role, accountId: context.accountId, at: deps.clock.nowIso(), signature: null };
        const made: StoredQuery = { subjectId, slot, thread: { ...thread, messages: [...thread.messages, message] } };
        append(deps, context, { what: words[kind].what, undoable: false, ...(said === '' ? {} : { reason: said }), changes: [queryChange(words[kind].kind, made)] });
        return { study: found.study, query: made };
      });
      announce(study, query);
    },
  };
}
