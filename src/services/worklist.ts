import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isNadirError, type IsoDate } from '../common/index.ts';
import { createWorklistFinder, isCentralFinal, type SubjectCase, type SubjectList, type WorklistEntry, type WorklistFinder, type WorklistPage, type WorklistQuery, type WorklistRow } from '../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../recist/index.ts';
import type { ReadFactRow, StudyRow } from '../store/index.ts';
import { assembleCases } from './caseFile.ts';
import { centralOf, confirmationStands, isSiteDone, queriesOf, resultReadOf, toConfirmations } from './confirming/index.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { assignmentsOf } from './readingAssignments.ts';
import type { Correspondence } from './nextAction.ts';
import { centralNext } from './reads/centralNext.ts';
import { twoReads, type TwoReads } from './reads/reading.ts';
import { requireStudy } from './studies.ts';
import { packEntry, unpackEntry, worklistEntry, worklistRow, type RowContext } from './worklistRow.ts';
import { rowViewOf, wholeView, type RowView } from './worklistView.ts';

/** Raised when the row itself is made differently. */
const rowVersion = 5;

export type PageRequest = WorklistQuery & {
  /** The day of whoever looks. */
  readonly today: IsoDate;
  readonly offset: number;
  readonly limit: number;
  /** Subject whose place among the matching ones is asked for. */
  readonly around: string | null;
};

export type WorklistService = {
  /** The rows of a study by subject code as whoever asks may see them, as the text of one JSON array: stored rows are not even parsed. Other requests are served while rows are made. Errors: notFound. */
  json(context: RequestContext, studyId: string): Promise<Uint8Array>;
  /** The same as values, with the site's read whole: for the terminal and the demo. */
  rows(studyId: string): readonly WorklistRow[];
  /** Some rows of the list as it is filtered and ordered, as the text of a `WorklistPage`. Errors: notFound. */
  page(context: RequestContext, studyId: string, request: PageRequest): Promise<string>;
  /** The case to open after one that was finished; null when nothing else is to be read. Errors: notFound. */
  next(context: RequestContext, studyId: string, query: WorklistQuery & { readonly today: IsoDate }, afterId: string): Promise<WorklistRow | null>;
  /** Every subject by code, in few bytes. Errors: notFound. */
  subjects(context: RequestContext, studyId: string): Promise<SubjectList>;
};

/** Everything a row depends on besides the subject's own events. */
const stampOf = (deps: ServiceDeps, study: StudyRow): string =>
  createHash('sha256').update(`${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`).digest('hex').slice(0, 16);

/** Rows made before other requests get their turn: some ten milliseconds. */
const rowsAtOnce = 25;
/** Entries read before other requests get their turn. */
const entriesAtOnce = 1000;
type Stale = { readonly id: string; readonly revision: number };

function readersOf(both: TwoReads | undefined, site: SubjectCase, correspondence: Correspondence): Pick<RowContext, 'readers' | 'central'> {
  return both ? { readers: { reader1: both.reader1.case, reader2: both.reader2.case }, central: centralNext(site, both, correspondence) } : {};
}

/** Whose date is to be confirmed, and where that stands: the central one once it is final and the site can no longer be swayed by it (R-J09). */
function confirmationOf(study: StudyRow, subject: SubjectCase, result: SubjectResult | null, both: TwoReads | undefined, rows: readonly ReadFactRow[]): Pick<Correspondence, 'confirmation' | 'confirmable' | 'isCentral'> {
  if (!both || resultReadOf(study) !== 'central') return { confirmation: confirmationStands(subject, result, toConfirmations(rows)), confirmable: result, isCentral: false };
  const { central, subject: read } = centralOf(both);
  const accepted = both[both.resultSlot].result;
  return { confirmation: confirmationStands(read, accepted, toConfirmations(rows, 'central'), central), confirmable: central && isCentralFinal(central) && isSiteDone(subject) ? accepted : null, isCentral: true };
}

/** Queries to the slots the view shows, and the confirmation where it shows the whole study. */
function correspondenceOf(deps: ServiceDeps, study: StudyRow, { viewpoint, streams }: RowView, ids: readonly string[]): (subject: SubjectCase, result: SubjectResult | null, both: TwoReads | undefined) => Correspondence {
  const isOverview = viewpoint.slot === 'site' && !viewpoint.blinded;
  const slots = [viewpoint.slot, ...(isOverview ? streams.map((stream) => stream.slice(1)) : [])];
  const queries = Map.groupBy(queriesOf(deps, ids).filter(({ slot }) => slots.includes(slot)), ({ subjectId }) => subjectId);
  const confirmations = isOverview ? Map.groupBy(deps.store.readFacts.ofType('confirmation', ids), ({ subjectId }) => subjectId) : new Map<string, never>();
  return (subject, result, both) => ({ queries: queries.get(subject.subjectId) ?? [], ...confirmationOf(study, subject, result, both, confirmations.get(subject.subjectId) ?? []), isOverview });
}

/** A row carries the revision it was asked for: one that has moved meanwhile is made again by the next look. */
function makeRows(deps: ServiceDeps, study: StudyRow, view: RowView, subjects: readonly Stale[], stamp: string): void {
  const { store } = deps;
  const make = (): void => {
    const ids = subjects.map((one) => one.id);
    const cases = assembleCases(deps, study, ids, false, view.viewpoint);
    const reads = view.showsReaders ? twoReads(deps, study, ids) : null;
    const assignments = assignmentsOf(deps, ids);
    const correspondence = correspondenceOf(deps, study, view, ids);
    for (const { id, revision } of subjects) {
      const subject = cases.get(id);
      if (!subject) continue;
      const result = evaluateCase(subject);
      const both = reads?.get(id);
      const said = correspondence(subject, result, both);
      const row = worklistRow(subject, result, { ...readersOf(both, subject, said), assignments: assignments.get(id) ?? new Map(), correspondence: said, slotAccount: view.viewpoint.accountId });
      deps.store.derived.putWorklistRow({ subjectId: id, viewpoint: view.name, revision, stamp, entry: packEntry(worklistEntry(row)), row: JSON.stringify(row) });
    }
  };
  try {
    store.write(make);
  } catch (error) {
    // Whoever reads must find their subjects also while the disk takes nothing.
    if (!isNadirError(error) || !diskReasons.has(error.reason)) throw error;
    store.derived.keepRowsInMemory();
    store.read(make);
  }
}

/** Failures of the disk under which looking goes on. */
const diskReasons: ReadonlySet<string> = new Set(['diskFull', 'readOnly', 'ioError']);

/** The entries of a study in memory, and the looks prepared on them. */
type Kept = { readonly seq: number; readonly dataVersion: number; readonly stamp: string; readonly entries: readonly WorklistEntry[]; readonly finders: Map<string, WorklistFinder> };

const nobody: Kept = { seq: 0, dataVersion: 0, stamp: '', entries: [], finders: new Map() };

const unpackAll = (text: string): readonly WorklistEntry[] => (JSON.parse(text) as unknown[][]).map(unpackEntry);

/** Worklist rows, kept in a table that can be thrown away: a row is made again when its subject's revision, the engine or the protocol has moved. */
export function createWorklist(deps: ServiceDeps): WorklistService {
  const { store } = deps;
  const kept = new Map<string, Kept>();
  /** Readings of one list follow each other. */
  const turns = new Map<string, Promise<Kept>>();
  /** Subjects whose rows were made since the list in memory was read, by list. */
  const madeSince = new Map<string, Set<string>>();

  /** What is stale, in one consistent state with the study: of everybody, or of some after a code. */
  const look = (studyId: string, viewOf: (study: StudyRow) => RowView, afterCode?: string) => store.read(() => {
    const study = requireStudy(deps, studyId);
    const stamp = stampOf(deps, study);
    const view = viewOf(study);
    return { study, stamp, view, ...store.derived.staleAmong(studyId, { viewpoint: view.name, streams: view.streams }, stamp, afterCode ?? '', afterCode === undefined ? -1 : entriesAtOnce) };
  });

  /** The same of everybody, letting other requests in between. */
  async function lookThrough(studyId: string, viewOf: (study: StudyRow) => RowView) {
    const stale: Stale[] = [];
    for (let afterCode = ''; ;) {
      const part = look(studyId, viewOf, afterCode);
      stale.push(...part.stale);
      if (part.lastCode === null) return { ...part, stale };
      afterCode = part.lastCode;
      await nextTurn();
    }
  }

  const listKey = (studyId: string, view: RowView): string => `${studyId} ${view.name}`;

  function make(study: StudyRow, view: RowView, subjects: readonly Stale[], stamp: string): void {
    makeRows(deps, study, view, subjects, stamp);
    const made = madeSince.get(listKey(study.id, view)) ?? new Set<string>();
    madeSince.set(listKey(study.id, view), made);
    for (const { id } of subjects) made.add(id);
  }

  /** Makes every row that is missing or of another state, letting other requests in between. */
  async function freshen(studyId: string, viewOf: (study: StudyRow) => RowView): Promise<{ view: RowView; stamp: string }> {
    for (;;) {
      const { study, stamp, view, stale } = await lookThrough(studyId, viewOf);
      if (stale.length === 0) return { view, stamp };
      for (let from = 0; from < stale.length; from += rowsAtOnce) {
        make(study, view, stale.slice(from, from + rowsAtOnce), stamp);
        if (stale.length > rowsAtOnce) await nextTurn();
      }
    }
  }

  /** Every entry of the list, letting other requests in between. Rows that are made meanwhile are remembered, and exchanged by the next look. */
  async function readAll(studyId: string, view: RowView): Promise<readonly WorklistEntry[]> {
    const entries: WorklistEntry[] = [];
    for (;;) {
      await nextTurn();
      const part = unpackAll(store.read(() => store.derived.worklistEntries(studyId, view.name, entries.at(-1)?.code ?? '', entriesAtOnce)));
      entries.push(...part);
      if (part.length < entriesAtOnce) return entries;
    }
  }

  /** Few subjects made again are exchanged in the list that is kept; otherwise the whole is read. */
  async function reread(studyId: string, view: RowView, before: Kept | undefined, made: readonly string[]): Promise<readonly WorklistEntry[]> {
    if (before && made.length === 0) return before.entries;
    if (!before || made.length > 200) return readAll(studyId, view);
    const known = new Set(before.entries.map((entry) => entry.subjectId));
    if (made.some((id) => !known.has(id))) return readAll(studyId, view);
    const fresh = new Map(unpackAll(`[${store.read(() => store.derived.worklistEntriesOf(view.name, made)).join(',')}]`).map((entry) => [entry.subjectId, entry]));
    return before.entries.map((entry) => fresh.get(entry.subjectId) ?? entry);
  }

  async function entriesFor(context: RequestContext, studyId: string): Promise<{ view: RowView; kept: Kept }> {
    const view = store.read(() => rowViewOf(requireStudy(deps, studyId), context));
    if (view.why !== '') return { view, kept: nobody };
    const key = listKey(studyId, view);
    const work = (): Promise<Kept> => brought(studyId, context, view, key);
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    return { view, kept: await turn };
  }

  async function brought(studyId: string, context: RequestContext, view: RowView, key: string): Promise<Kept> {
    const before = kept.get(key);
    const [seq, dataVersion] = [store.read(() => store.log.count()), store.dataVersion()];
    if (before && before.seq === seq && before.dataVersion === dataVersion) return before;
    const { stamp } = await freshen(studyId, (study) => rowViewOf(study, context));
    const made = [...(madeSince.get(key) ?? [])];
    madeSince.delete(key);
    // Rows that another program made are not in our memory of what was made.
    const known = before?.dataVersion === dataVersion && before.stamp === stamp ? before : undefined;
    const entries = await reread(studyId, view, known, made);
    const now: Kept = { seq, dataVersion, stamp, entries, finders: entries === before?.entries ? before.finders : new Map() };
    kept.set(key, now);
    return now;
  }

  /** A person's finder of one day; made once, because its orders are. Other requests are served between making and using it. */
  async function finderOf({ entries, finders }: Kept, context: RequestContext, today: IsoDate, query: WorklistQuery): Promise<WorklistFinder> {
    const key = `${today} ${context.accountId ?? ''} ${context.actor}`;
    const known = finders.get(key);
    if (known) return known;
    const isLong = entries.length > entriesAtOnce;
    if (isLong) await nextTurn();
    const made = createWorklistFinder(entries, { today, accountId: context.accountId, name: context.actor });
    finders.set(key, made);
    if (!isLong) return made;
    await nextTurn();
    made.order(query);
    await nextTurn();
    return made;
  }

  const rowsText = (view: RowView, entries: readonly WorklistEntry[]): string => (entries.length === 0 ? '[]' : store.derived.worklistRows(view.name, entries.map((entry) => entry.subjectId)));

  return {
    async json(context, studyId) {
      const viewOf = (study: StudyRow) => rowViewOf(study, context);
      if (store.read(() => viewOf(requireStudy(deps, studyId))).why !== '') return new TextEncoder().encode('[]');
      const { view } = await freshen(studyId, viewOf);
      return store.read(() => store.derived.worklist(studyId, view.name));
    },
    rows(studyId) {
      const { study, stamp, view, stale } = look(studyId, wholeView);
      if (stale.length > 0) make(study, view, stale, stamp);
      return JSON.parse(new TextDecoder().decode(store.read(() => store.derived.worklist(studyId, view.name)))) as readonly WorklistRow[];
    },
    async page(context, studyId, { today, offset, limit, around, ...query }) {
      const { view, kept: list } = await entriesFor(context, studyId);
      const found = (await finderOf(list, context, today, query)).find(query, 3);
      const place = around === null ? -1 : found.matching.findIndex((entry) => entry.subjectId === around);
      const { matching, tasks, ...counts } = found;
      const rest: Omit<WorklistPage, 'rows' | 'tasks'> = { ...counts, offset, matching: matching.length, at: place < 0 ? null : place, today, why: view.why, readers: view.showsReaders };
      // The rows are stored as JSON and put together as text: none is parsed here.
      return store.read(() => `{"rows":${rowsText(view, matching.slice(offset, offset + limit))},"tasks":${rowsText(view, tasks)},${JSON.stringify(rest).slice(1)}`);
    },
    async next(context, studyId, { today, ...query }, afterId) {
      const { view, kept: list } = await entriesFor(context, studyId);
      const found = (await finderOf(list, context, today, query)).next(query, afterId);
      return found ? ((JSON.parse(store.read(() => rowsText(view, [found]))) as WorklistRow[])[0] ?? null) : null;
    },
    async subjects(context, studyId) {
      const { kept: { entries } } = await entriesFor(context, studyId);
      return {
        ids: entries.map((entry) => entry.subjectId), codes: entries.map((entry) => entry.code), sites: entries.map((entry) => entry.site), timepoints: entries.map((entry) => entry.timepoints),
        progressed: entries.map((entry) => entry.progressed),
      } as unknown as SubjectList;
    },
  };
}
