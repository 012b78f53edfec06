import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';

/** A stack of images as stored. `summary`, `stack` and `images` are JSON whose shapes `dicom` and `services` know. */
export type SeriesRow = {
  readonly id: string;
  readonly studyId: string;
  readonly stackKey: string;
  readonly dicomStudyUid: string;
  readonly seriesUid: string;
  readonly patientId: string;
  readonly hidden: boolean;
  readonly summary: Json;
  /** The stack without its summary and images. */
  readonly stack: Json;
};
export type AssignedSeriesRow = { readonly seriesId: string; readonly subjectId: string; readonly timepointId: string; /** Day of the scan as a person said it; null where the images say it. */ readonly scanDate: string | null; readonly summary: Json };

export type SeriesStore = {
  byId(id: string): SeriesRow | null;
  byStackKey(studyId: string, stackKey: string): SeriesRow | null;
  /** All stacks of one DICOM series. */
  ofDicomSeries(studyId: string, dicomStudyUid: string, seriesUid: string): readonly SeriesRow[];
  images(id: string): Json | null;
  put(row: SeriesRow, images: Json): void;
  /** Removes the stack; its instances are the caller's. */
  remove(id: string): void;
  assignment(id: string): { readonly subjectId: string; readonly timepointId: string; readonly scanDate: string | null } | null;
  assignedTo(subjectIds: readonly string[]): readonly AssignedSeriesRow[];
  /** Shown series of the study that belong to no timepoint yet. */
  unassigned(studyId: string): readonly SeriesRow[];
  /** Every patient id that images of the study carry. */
  patients(studyId: string): readonly string[];
  /** Patients of a study whose series have been assigned: the next proposal follows them. */
  assignedPatients(studyId: string): readonly { readonly patientId: string; readonly subjectId: string }[];
};

type Raw = { id: string; study_id: string; stack_key: string; dicom_study_uid: string; series_uid: string; patient_id: string; hidden: number; summary: string; stack: string };

const toSeries = (row: Raw): SeriesRow => ({
  id: row.id, studyId: row.study_id, stackKey: row.stack_key, dicomStudyUid: row.dicom_study_uid, seriesUid: row.series_uid, patientId: row.patient_id,
  hidden: row.hidden === 1, summary: JSON.parse(row.summary) as Json, stack: JSON.parse(row.stack) as Json,
});

export function createSeries(db: Database.Database): SeriesStore {
  const columns = 'id, study_id, stack_key, dicom_study_uid, series_uid, patient_id, hidden, summary, stack';
  const byId = db.prepare<[string], Raw>(`SELECT ${columns} FROM series WHERE id = ?`);
  const byKey = db.prepare<[string, string], Raw>(`SELECT ${columns} FROM series WHERE study_id = ? AND stack_key = ?`);
  const ofDicomSeries = db.prepare<[string, string, string], Raw>(`SELECT ${columns} FROM series WHERE study_id = ? AND dicom_study_uid = ? AND series_uid = ?`);
  const images = db.prepare<[string], { images: string }>('SELECT images FROM series_images WHERE series_id = ?');
  const put = db.prepare(`INSERT INTO series (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET patient_id = excluded.patient_id, hidden = excluded.hidden, summary = excluded.summary, stack = excluded.stack`);
  const putImages = db.prepare('INSERT INTO series_images (series_id, images) VALUES (?, ?) ON CONFLICT (series_id) DO UPDATE SET images = excluded.images');
  const remove = db.prepare('DELETE FROM series WHERE id = ?');
  const assignment = db.prepare<[string], { subject_id: string; timepoint_id: string; scan_date: string | null }>('SELECT subject_id, timepoint_id, scan_date FROM series_assignment WHERE series_id = ?');
  const assignedTo = db.prepare<[string], { series_id: string; subject_id: string; timepoint_id: string; scan_date: string | null; summary: string }>(
    `SELECT a.series_id, a.subject_id, a.timepoint_id, a.scan_date, s.summary FROM series_assignment a JOIN series s ON s.id = a.series_id WHERE a.subject_id IN (SELECT value FROM json_each(?)) ORDER BY a.series_id`);
  const unassigned = db.prepare<[string], Raw>(`SELECT ${columns} FROM series WHERE study_id = ? AND NOT EXISTS (SELECT 1 FROM series_assignment a WHERE a.series_id = series.id) ORDER BY id`);
  const patients = db.prepare<[string], { patient_id: string; subject_id: string }>(
    'SELECT DISTINCT s.patient_id, a.subject_id FROM series_assignment a JOIN series s ON s.id = a.series_id WHERE s.study_id = ?');
  const all = db.prepare<[string], { patient_id: string }>('SELECT DISTINCT patient_id FROM series WHERE study_id = ?');
  const one = (row: Raw | undefined): SeriesRow | null => (row ? toSeries(row) : null);
  return {
    byId: (id) => one(byId.get(id)),
    byStackKey: (studyId, stackKey) => one(byKey.get(studyId, stackKey)),
    ofDicomSeries: (studyId, dicomStudyUid, seriesUid) => ofDicomSeries.all(studyId, dicomStudyUid, seriesUid).map(toSeries),
    images(id) {
      const row = images.get(id);
      return row ? (JSON.parse(row.images) as Json) : null;
    },
    put(row, imageFacts) {
      put.run(row.id, row.studyId, row.stackKey, row.dicomStudyUid, row.seriesUid, row.patientId, row.hidden ? 1 : 0, JSON.stringify(row.summary), JSON.stringify(row.stack));
      putImages.run(row.id, JSON.stringify(imageFacts));
    },
    remove: (id) => void remove.run(id),
    assignment(id) {
      const row = assignment.get(id);
      return row ? { subjectId: row.subject_id, timepointId: row.timepoint_id, scanDate: row.scan_date } : null;
    },
    assignedTo: (ids) => assignedTo.all(JSON.stringify(ids)).map((row) => ({ seriesId: row.series_id, subjectId: row.subject_id, timepointId: row.timepoint_id, scanDate: row.scan_date, summary: JSON.parse(row.summary) as Json })),
    unassigned: (studyId) => unassigned.all(studyId).map(toSeries),
    patients: (studyId) => all.all(studyId).map((row) => row.patient_id),
    assignedPatients: (studyId) => patients.all(studyId).map((row) => ({ patientId: row.patient_id, subjectId: row.subject_id })),
  };
}
