/** Every subject of a study as its analysis takes it, kept in the table that can be thrown away: only subjects that have moved are judged again. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IsoDate } from '../../common/index.ts';
import type { AnalysedSubject } from '../../endpoints/index.ts';
import { engineVersion, type Parameters } from '../../recist/index.ts';
import type { StudyRow } from '../../store/index.ts';
import { assembleCases } from '../caseFile.ts';
import type { ServiceDeps } from '../context.ts';
import { twoReads } from '../reads/reading.ts';
import { isDoubleRead } from '../reads/viewpoint.ts';
import { protocolOf, requireStudy } from '../studies.ts';
import { analysedSubject, judged, type SubjectInputs } from './subjectFacts.ts';

/** Raised when what is kept of a subject is made differently. */
const rowVersion = 2;
/** Subjects judged before other requests get their turn: some tens of milliseconds. */
const atOnce = 50;
/** Subjects judged again with a cut-off in one turn. */
const judgedAtOnce = 200;
const name = 'analysis';

type Kept = { readonly seq: number; readonly dataVersion: number; readonly stamp: string; readonly subjects: readonly AnalysedSubject[]; readonly byCutoff: Map<IsoDate, readonly AnalysedSubject[]> };
export type StudySubjects = {
  /** Stays the same object as long as nothing moved: what is derived from it may be kept with it. */
  readonly subjects: readonly AnalysedSubject[];
};

const stampOf = (deps: ServiceDeps, study: StudyRow): string => createHash('sha256').update(`${name} ${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`).digest('hex').slice(0, 16);
const streamsOf = (study: StudyRow): readonly string[] => (isDoubleRead(study) ? ['#reader1', '#reader2', '#adjudication'] : []);

/** The analysed subjects of studies, by code; kept in memory while nothing moves. */
export function createStudySubjects(deps: ServiceDeps): (studyId: string, cutoff: IsoDate | null) => Promise<StudySubjects> {
  const { store } = deps;
  const kept = new Map<string, Kept>();

  function make(study: StudyRow, stale: readonly { readonly id: string; readonly revision: number }[], stamp: string): void {
    store.write(() => {
      const ids = stale.map(({ id }) => id);
      const cases = assembleCases(deps, study, ids, false);
      const reads = isDoubleRead(study) ? twoReads(deps, study, ids) : null;
      for (const { id, revision } of stale) {
        const site = cases.get(id);
        if (!site) continue;
        const { subject, inputs } = analysedSubject(site, reads?.get(id));
        store.derived.putWorklistRow({ subjectId: id, viewpoint: name, revision, stamp, entry: JSON.stringify(subject), row: JSON.stringify(inputs) });
      }
    });
  }

  /** Judges what has moved, letting other requests in between; answers the subjects that were. */
  async function freshen(studyId: string): Promise<{ readonly stamp: string; readonly made: readonly string[] }> {
    const made: string[] = [];
    for (;;) {
      const { study, stamp, stale } = store.read(() => {
        const row = requireStudy(deps, studyId);
        const at = stampOf(deps, row);
        return { study: row, stamp: at, stale: store.derived.staleSubjects(studyId, { viewpoint: name, streams: streamsOf(row) }, at) };
      });
      if (stale.length === 0) return { stamp, made };
      for (let from = 0; from < stale.length; from += atOnce) {
        const part = stale.slice(from, from + atOnce);
        make(study, part, stamp);
        made.push(...part.map(({ id }) => id));
        if (stale.length > atOnce) await nextTurn();
      }
    }
  }

  const parse = (text: string): readonly AnalysedSubject[] => JSON.parse(text) as readonly AnalysedSubject[];

  function reread(studyId: string, before: Kept | undefined, made: readonly string[]): readonly AnalysedSubject[] {
    const whole = (): readonly AnalysedSubject[] => parse(store.derived.worklistEntries(studyId, name));
    if (!before || made.length > 200) return whole();
    if (made.length === 0) return before.subjects;
    const known = new Set(before.subjects.map(({ id }) => id));
    if (made.some((id) => !known.has(id))) return whole();
    const fresh = new Map(parse(`[${store.derived.worklistEntriesOf(name, made).join(',')}]`).map((subject) => [subject.id, subject]));
    return before.subjects.map((subject) => fresh.get(subject.id) ?? subject);
  }

  async function current(studyId: string): Promise<Kept> {
    const before = kept.get(studyId);
    const [seq, dataVersion] = [store.read(() => store.log.count()), store.dataVersion()];
    if (before && before.seq === seq && before.dataVersion === dataVersion) return before;
    const { stamp, made } = await freshen(studyId);
    const known = before?.dataVersion === dataVersion && before.stamp === stamp ? before : undefined;
    const subjects = store.read(() => reread(studyId, known, made));
    const now: Kept = { seq, dataVersion, stamp, subjects, byCutoff: subjects === before?.subjects ? before.byCutoff : new Map() };
    kept.set(studyId, now);
    return now;
  }

  /** The same subjects with nothing after a day. */
  async function cutAt(studyId: string, { subjects }: Kept, cutoff: IsoDate): Promise<readonly AnalysedSubject[]> {
    const parameters = { ...(protocolOf(store.read(() => requireStudy(deps, studyId))).params as Partial<Parameters>), dataCutoff: cutoff };
    const cut: AnalysedSubject[] = [];
    for (let from = 0; from < subjects.length; from += judgedAtOnce) {
      const part = subjects.slice(from, from + judgedAtOnce);
      const inputs = JSON.parse(store.read(() => store.derived.worklistRows(name, part.map(({ id }) => id)))) as readonly SubjectInputs[];
      part.forEach((subject, at) => cut.push({ ...subject, reads: judged(inputs[at] ?? {}, parameters) }));
      await nextTurn();
    }
    return cut;
  }

  return async (studyId, cutoff) => {
    const now = await current(studyId);
    if (cutoff === null) return { subjects: now.subjects };
    const known = now.byCutoff.get(cutoff) ?? await cutAt(studyId, now, cutoff);
    // The last few days that were asked for.
    now.byCutoff.delete(cutoff);
    now.byCutoff.set(cutoff, known);
    for (const day of [...now.byCutoff.keys()].slice(0, -3)) now.byCutoff.delete(day);
    return { subjects: known };
  };
}
