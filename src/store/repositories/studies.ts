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

type Raw = { id: string; code: string; title: string; template: string; is_demo: number; protocol: string; subjects: number };

const toStudy = (row: Raw): StudyRow => ({
  id: row.id, code: row.code, title: row.title, template: row.template, isDemo: row.is_demo === 1, protocol: JSON.parse(row.protocol) as Json, subjects: row.subjects,
});

/** Studies with the number of their subjects. */
export function createStudies(db: Database.Database): Studies {
  const columns = `id, code, title, template, is_demo, protocol, (SELECT count(*) FROM subject WHERE study_id = study.id) AS subjects`;
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
