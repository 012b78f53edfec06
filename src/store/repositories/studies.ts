import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';

export type StudyRow = { readonly id: string; readonly code: string; readonly title: string; readonly template: string; readonly isDemo: boolean; readonly protocol: Json; readonly subjects: number };

export type Studies = {
  list(): readonly StudyRow[];
  byId(id: string): StudyRow | null;
  /** Case does not matter. */
  byCode(code: string): StudyRow | null;
  /** Timepoints of the study whose read is or was signed by anybody. */
  signedTimepoints(studyId: string): ReadonlySet<string>;
  /** How many there are. */
  signedReads(studyId: string): number;
};

type Raw = { id: string; code: string; title: string; template: string; is_demo: number; protocol: string };

/** Studies with the number of their subjects, which is counted when it is asked for: a command on one subject of ten thousand would else count them all. */
export function createStudies(db: Database.Database): Studies {
  const columns = 'id, code, title, template, is_demo, protocol';
  const count = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM subject WHERE study_id = ?');
  /** A protocol is read often and changes seldom. */
  const parsed = new Map<string, { readonly text: string; readonly protocol: Json }>();
  function protocolOf({ id, protocol: text }: Raw): Json {
    const known = parsed.get(id);
    if (known?.text === text) return known.protocol;
    const protocol = JSON.parse(text) as Json;
    parsed.set(id, { text, protocol });
    return protocol;
  }
  const toStudy = (row: Raw): StudyRow => ({
    id: row.id, code: row.code, title: row.title, template: row.template, isDemo: row.is_demo === 1, protocol: protocolOf(row), get subjects() { return count.get(row.id)?.n ?? 0; },
  });
  const list = db.prepare<[], Raw>(`SELECT ${columns} FROM study ORDER BY is_demo, code`);
  const byId = db.prepare<[string], Raw>(`SELECT ${columns} FROM study WHERE id = ?`);
  const byCode = db.prepare<[string], Raw>(`SELECT ${columns} FROM study WHERE code = ?`);
  const one = (row: Raw | undefined): StudyRow | null => (row ? toStudy(row) : null);
  const signedTimepoints = db.prepare<[string], { id: string }>(`SELECT DISTINCT f.timepoint_id AS id FROM subject s JOIN read_fact f ON f.subject_id = s.id AND f.type = 'signOff' WHERE s.study_id = ?`);
  const signedReads = db.prepare<[string], { n: number }>(`SELECT count(DISTINCT f.timepoint_id || ' ' || f.slot) AS n FROM subject s JOIN read_fact f ON f.subject_id = s.id AND f.type = 'signOff' WHERE s.study_id = ?`);
  return {
    list: () => list.all().map(toStudy), byId: (id) => one(byId.get(id)), byCode: (code) => one(byCode.get(code)),
    signedTimepoints: (studyId) => new Set(signedTimepoints.all(studyId).map((row) => row.id)), signedReads: (studyId) => signedReads.get(studyId)?.n ?? 0,
  };
}
