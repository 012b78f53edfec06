/** Every subject of a study as its analysis takes it, kept beside the facts where it can be thrown away: only subjects that have moved are judged again. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IsoDate } from '../../common/index.ts';
import { studyAnalyser, type AnalysedSubject, type StudyAnalyser } from '../../endpoints/index.ts';
import { engineVersion, type Parameters } from '../../recist/index.ts';
import type { StudyRow } from '../../store/index.ts';
import { assembleCases } from '../caseFile.ts';
import type { ServiceDeps } from '../context.ts';
import { twoReads } from '../reads/reading.ts';
import { isDoubleRead } from '../reads/viewpoint.ts';
import { protocolOf, requireStudy } from '../studies.ts';
import { analysedSubject, judged, type SubjectInputs } from './subjectFacts.ts';

/** Raised when what is kept of a subject is made differently. */
const rowVersion = 3;
/** Subjects judged before other requests get their turn: some ten milliseconds. */
const atOnce = 25;
/** Subjects judged again with a cut-off in one turn. */
const judgedAtOnce = 100;
/** Studies whose subjects stay in memory, the last asked for last. */
const mostStudies = 3;
/** Cut-offs kept of a study. */
const mostCutoffs = 3;

export type StudySubjects = { readonly subjects: readonly AnalysedSubject[]; /** Stays the same as long as nothing moved, with what it has made. */ readonly analyse: StudyAnalyser };

export type StudySubjectsOf = {
  /** The subjects of a study by code, nothing after the cut-off. Errors: notFound. */
  of(studyId: string, cutoff: IsoDate | null): Promise<StudySubjects>;
  /** Judges what has moved in a study, without keeping it in memory. Errors: notFound. */
  judge(studyId: string): Promise<void>;
};

type Entry = { readonly revision: number; /** Null where only the revision was asked for. */ readonly subject: AnalysedSubject | null };
type Entries = Map<string, Entry>;
type Fresh = { readonly seq: number; readonly stamp: string; readonly ids: readonly string[]; readonly entries: Entries; /** Nothing was judged or has come since. */ readonly isSame: boolean };
type Kept = Omit<Fresh, 'isSame'> & { readonly whole: StudySubjects; readonly byCutoff: Map<IsoDate, StudySubjects> };

const stampOf = (deps: ServiceDeps, study: StudyRow): string => createHash('sha256').update(`${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`).digest('hex').slice(0, 16);
const streamsOf = (study: StudyRow): readonly string[] => (isDoubleRead(study) ? ['#reader1', '#reader2', '#adjudication'] : []);
const withAnalyser = (subjects: readonly AnalysedSubject[]): StudySubjects => ({ subjects, analyse: studyAnalyser(subjects) });

/** The last `most` entries of a map that is kept in the order of use. */
function trim(map: Map<unknown, unknown>, most: number): void {
  for (const old of [...map.keys()].slice(0, -most)) map.delete(old);
}

export function createStudySubjects(deps: ServiceDeps): StudySubjectsOf {
  const { store } = deps;
  const kept = new Map<string, Kept>();
  /** Works on one study follow each other: two askings judge nothing twice. */
  const turns = new Map<string, Promise<unknown>>();

  const judge = (study: StudyRow, ids: readonly string[]) => store.read(() => {
    const cases = assembleCases(deps, study, ids, false);
    const reads = isDoubleRead(study) ? twoReads(deps, study, ids) : null;
    return new Map(ids.flatMap((id) => { const site = cases.get(id); return site ? [[id, analysedSubject(site, reads?.get(id))] as const] : []; }));
  });

  const look = (studyId: string) => store.read(() => {
    const study = requireStudy(deps, studyId);
    return { study, seq: store.log.count(), stamp: stampOf(deps, study), heads: store.derived.revisions(studyId, streamsOf(study)) };
  });

  function load(studyId: string, stamp: string, isWhole: boolean): Entries {
    if (!isWhole) return new Map([...store.judged.revisions(studyId, stamp)].map(([id, revision]) => [id, { revision, subject: null }]));
    return new Map(store.judged.subjects(studyId, stamp).map(({ subjectId, revision, subject }) => [subjectId, { revision, subject: JSON.parse(subject) as AnalysedSubject }]));
  }

  /** Judges what has moved, letting other requests in between. */
  async function freshen(studyId: string, before: Kept | undefined, isWhole: boolean): Promise<Fresh> {
    let [entries, entriesStamp, isSame] = [before && new Map(before.entries), before?.stamp, before !== undefined];
    for (;;) {
      const { study, seq, stamp, heads } = look(studyId);
      if (!entries || entriesStamp !== stamp) [entries, entriesStamp, isSame] = [load(studyId, stamp, isWhole), stamp, false];
      const stale = heads.filter(({ id, revision }) => entries?.get(id)?.revision !== revision);
      if (stale.length === 0) return { seq, stamp, ids: heads.map(({ id }) => id), entries, isSame };
      isSame = false;
      for (let from = 0; from < stale.length; from += atOnce) {
        const part = stale.slice(from, from + atOnce);
        const found = judge(study, part.map(({ id }) => id));
        const made = part.flatMap(({ id, revision }) => { const one = found.get(id); return one ? [{ id, revision, ...one }] : []; });
        // A revision that has moved meanwhile is found by the next look.
        store.judged.put(studyId, stamp, made.map(({ id, revision, subject, inputs }) => ({ subjectId: id, revision, subject: JSON.stringify(subject), inputs: JSON.stringify(inputs) })));
        for (const { id, revision, subject } of made) entries.set(id, { revision, subject: isWhole ? subject : null });
        await nextTurn();
      }
    }
  }

  async function current(studyId: string): Promise<Kept> {
    const before = kept.get(studyId);
    const now = before && before.seq === store.read(() => store.log.count()) ? before : await brought(studyId, before);
    kept.delete(studyId);
    kept.set(studyId, now);
    trim(kept, mostStudies);
    return now;
  }
  async function brought(studyId: string, before: Kept | undefined): Promise<Kept> {
    const { isSame, ...fresh } = await freshen(studyId, before, true);
    if (before && isSame) return { ...before, ...fresh };
    return { ...fresh, whole: withAnalyser(fresh.ids.flatMap((id) => fresh.entries.get(id)?.subject ?? [])), byCutoff: new Map() };
  }

  /** The same subjects with nothing after a day. */
  async function cutAt(studyId: string, { stamp, whole: { subjects } }: Kept, cutoff: IsoDate): Promise<StudySubjects> {
    const study = store.read(() => requireStudy(deps, studyId));
    const parameters = { ...(protocolOf(study).params as Partial<Parameters>), dataCutoff: cutoff };
    const cut: AnalysedSubject[] = [];
    for (let from = 0; from < subjects.length; from += judgedAtOnce) {
      const part = subjects.slice(from, from + judgedAtOnce);
      const inputs = store.judged.inputs(studyId, stamp, part.map(({ id }) => id));
      const lost = judge(study, part.flatMap(({ id }) => (inputs.has(id) ? [] : [id])));
      for (const subject of part) {
        const text = inputs.get(subject.id);
        cut.push({ ...subject, reads: judged(text === undefined ? (lost.get(subject.id)?.inputs ?? {}) : (JSON.parse(text) as SubjectInputs), parameters) });
      }
      await nextTurn();
    }
    return withAnalyser(cut);
  }

  function inTurn<T>(studyId: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(studyId) ?? Promise.resolve()).then(work, work);
    turns.set(studyId, turn);
    void turn.catch(() => undefined).finally(() => { if (turns.get(studyId) === turn) turns.delete(studyId); });
    return turn;
  }

  return {
    of: (studyId, cutoff) => inTurn(studyId, async () => {
      const now = await current(studyId);
      if (cutoff === null) return now.whole;
      const known = now.byCutoff.get(cutoff) ?? await cutAt(studyId, now, cutoff);
      now.byCutoff.delete(cutoff);
      now.byCutoff.set(cutoff, known);
      trim(now.byCutoff, mostCutoffs);
      return known;
    }),
    judge: (studyId) => inTurn(studyId, async () => void (kept.has(studyId) ? await current(studyId) : await freshen(studyId, undefined, false))),
  };
}
