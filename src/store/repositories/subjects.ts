import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';
import type { AssessmentSnapshot, LesionSnapshot, SubjectSnapshot, TimepointSnapshot } from '../entities.ts';
import { lesionColumns, toLesionSnapshot, type LesionRow } from '../projections/lesions.ts';

export type SubjectRow = SubjectSnapshot & { readonly revision: number; readonly facts: Json };

/** Everything recorded about some subjects, read by one query per table. */
export type SubjectRows = {
  readonly subjects: readonly SubjectRow[];
  readonly timepoints: readonly TimepointSnapshot[];
  readonly lesions: readonly LesionSnapshot[];
  readonly assessments: readonly AssessmentSnapshot[];
};

export type Subjects = {
  byId(id: string): SubjectRow | null;
  /** Case does not matter. */
  byCode(studyId: string, code: string): SubjectRow | null;
  /** By code. */
  ofStudy(studyId: string): readonly SubjectRow[];
  /** Rows of these subjects; the same number of queries for one and for ten thousand. */
  rows(ids: readonly string[]): SubjectRows;
  /** Highest lesion number ever given to the role in a slot; 0 for none. */
  lastLesionNumber(subjectId: string, role: string, slot: string): number;
  /** How many records and key images were made on an assigned series, in any read. */
  recordsOnSeries(seriesId: string): number;
};

type RawSubject = { id: string; study_id: string; code: string; site: string; note: string; revision: number; facts: string | null };
type RawTimepoint = { id: string; subject_id: string; idx: number; label: string; visit_name: string; planned_date: string | null; performed: number };
type RawAssessment = { subject_id: string; lesion_id: string; timepoint_id: string; series_id: string | null; record: string };

const toSubject = (row: RawSubject): SubjectRow => ({
  id: row.id, studyId: row.study_id, code: row.code, site: row.site, note: row.note, revision: row.revision, facts: row.facts === null ? {} : (JSON.parse(row.facts) as Json),
});
const toTimepoint = (row: RawTimepoint): TimepointSnapshot => ({
  id: row.id, subjectId: row.subject_id, index: row.idx / 100, label: row.label, visitName: row.visit_name, plannedDate: row.planned_date, performed: row.performed === 1,
});
const toAssessment = (row: RawAssessment): AssessmentSnapshot => ({
  subjectId: row.subject_id, lesionId: row.lesion_id, timepointId: row.timepoint_id, seriesId: row.series_id, record: JSON.parse(row.record) as Json,
});

const subjectColumns = `s.id, s.study_id, s.code, s.site, s.note, h.revision, f.facts
  FROM subject s JOIN stream_head h ON h.stream = s.id LEFT JOIN subject_facts f ON f.subject_id = s.id`;
/** Several ids travel as one JSON array, so that the statement is prepared once. */
const amongIds = 'IN (SELECT value FROM json_each(?))';

export function createSubjects(db: Database.Database): Subjects {
  const byId = db.prepare<[string], RawSubject>(`SELECT ${subjectColumns} WHERE s.id = ?`);
  const byCode = db.prepare<[string, string], RawSubject>(`SELECT ${subjectColumns} WHERE s.study_id = ? AND s.code = ?`);
  const ofStudy = db.prepare<[string], RawSubject>(`SELECT ${subjectColumns} WHERE s.study_id = ? ORDER BY s.code`);
  const subjectsIn = db.prepare<[string], RawSubject>(`SELECT ${subjectColumns} WHERE s.id ${amongIds} ORDER BY s.code`);
  const timepointsIn = db.prepare<[string], RawTimepoint>(`SELECT id, subject_id, idx, label, visit_name, planned_date, performed FROM timepoint WHERE subject_id ${amongIds} ORDER BY subject_id, idx`);
  const lesionsIn = db.prepare<[string], LesionRow>(`SELECT ${lesionColumns} FROM lesion WHERE subject_id ${amongIds} ORDER BY subject_id, slot, role, number`);
  const assessmentsIn = db.prepare<[string], RawAssessment>(`SELECT subject_id, lesion_id, timepoint_id, series_id, record FROM assessment WHERE subject_id ${amongIds}`);
  const lastNumber = db.prepare<[string, string, string], { last: number }>('SELECT last FROM lesion_number WHERE subject_id = ? AND role = ? AND slot = ?');
  const onSeries = db.prepare<[string], { n: number }>(`SELECT
      (SELECT count(*) FROM assessment r WHERE r.subject_id = a.subject_id AND (r.series_id = a.series_id OR instr(r.record, a.series_id) > 0))
      + (SELECT count(*) FROM read_fact f WHERE f.subject_id = a.subject_id AND f.type = 'keyImage' AND instr(f.body, a.series_id) > 0) AS n
    FROM series_assignment a WHERE a.series_id = ?`);
  const one = (row: RawSubject | undefined): SubjectRow | null => (row ? toSubject(row) : null);
  return {
    byId: (id) => one(byId.get(id)),
    byCode: (studyId, code) => one(byCode.get(studyId, code)),
    ofStudy: (studyId) => ofStudy.all(studyId).map(toSubject),
    rows(ids) {
      const among = JSON.stringify(ids);
      return {
        subjects: subjectsIn.all(among).map(toSubject), timepoints: timepointsIn.all(among).map(toTimepoint), lesions: lesionsIn.all(among).map(toLesionSnapshot),
        assessments: assessmentsIn.all(among).map(toAssessment),
      };
    },
    lastLesionNumber: (subjectId, role, slot) => lastNumber.get(subjectId, role, slot)?.last ?? 0,
    recordsOnSeries: (seriesId) => onSeries.get(seriesId)?.n ?? 0,
  };
}
