import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';

/** One SOP instance of a study and the file that holds it. `record` is JSON whose shape `dicom` knows. */
export type InstanceRow = {
  readonly studyId: string;
  readonly sopInstanceUid: string;
  readonly dicomStudyUid: string;
  readonly seriesUid: string;
  readonly patientId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly record: Json;
};
export type KnownInstance = Pick<InstanceRow, 'sopInstanceUid' | 'sha256' | 'dicomStudyUid' | 'seriesUid' | 'patientId'>;

export type Instances = {
  /** Those of the given SOP instance UIDs that the study holds already. */
  known(studyId: string, sopInstanceUids: readonly string[]): readonly KnownInstance[];
  /** Patient id under which the study holds a DICOM study; null when it holds none of it (IMP-03). */
  patientOf(studyId: string, dicomStudyUid: string): string | null;
  ofDicomSeries(studyId: string, dicomStudyUid: string, seriesUid: string): readonly InstanceRow[];
  byUids(studyId: string, sopInstanceUids: readonly string[]): readonly InstanceRow[];
  add(row: InstanceRow): void;
  remove(studyId: string, sopInstanceUid: string): void;
  /** True while any study still has an instance in this file. */
  holdsFile(sha256: string): boolean;
  /** Hashes of all stored files, each once. */
  files(studyId?: string): readonly string[];
};

type Raw = { study_id: string; sop_instance_uid: string; dicom_study_uid: string; series_uid: string; patient_id: string; sha256: string; bytes: number; record: string };

const toInstance = (row: Raw): InstanceRow => ({
  studyId: row.study_id, sopInstanceUid: row.sop_instance_uid, dicomStudyUid: row.dicom_study_uid, seriesUid: row.series_uid, patientId: row.patient_id,
  sha256: row.sha256, bytes: row.bytes, record: JSON.parse(row.record) as Json,
});

export function createInstances(db: Database.Database): Instances {
  const columns = 'study_id, sop_instance_uid, dicom_study_uid, series_uid, patient_id, sha256, bytes, record';
  const known = db.prepare<[string, string], Omit<Raw, 'record' | 'bytes' | 'study_id'>>(
    'SELECT sop_instance_uid, dicom_study_uid, series_uid, patient_id, sha256 FROM instance WHERE study_id = ? AND sop_instance_uid IN (SELECT value FROM json_each(?))');
  const patientOf = db.prepare<[string, string], { patient_id: string }>('SELECT patient_id FROM instance WHERE study_id = ? AND dicom_study_uid = ? LIMIT 1');
  const ofSeries = db.prepare<[string, string, string], Raw>(`SELECT ${columns} FROM instance WHERE study_id = ? AND dicom_study_uid = ? AND series_uid = ? ORDER BY sop_instance_uid`);
  const byUids = db.prepare<[string, string], Raw>(`SELECT ${columns} FROM instance WHERE study_id = ? AND sop_instance_uid IN (SELECT value FROM json_each(?))`);
  const add = db.prepare(`INSERT INTO instance (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const remove = db.prepare('DELETE FROM instance WHERE study_id = ? AND sop_instance_uid = ?');
  const holds = db.prepare<[string], { n: number }>('SELECT EXISTS (SELECT 1 FROM instance WHERE sha256 = ?) AS n');
  const files = db.prepare<[], { sha256: string }>('SELECT DISTINCT sha256 FROM instance ORDER BY sha256');
  const filesOf = db.prepare<[string], { sha256: string }>('SELECT DISTINCT sha256 FROM instance WHERE study_id = ? ORDER BY sha256');
  return {
    known: (studyId, uids) => known.all(studyId, JSON.stringify(uids)).map((row) => ({
      sopInstanceUid: row.sop_instance_uid, dicomStudyUid: row.dicom_study_uid, seriesUid: row.series_uid, patientId: row.patient_id, sha256: row.sha256,
    })),
    patientOf: (studyId, uid) => patientOf.get(studyId, uid)?.patient_id ?? null,
    ofDicomSeries: (studyId, dicomStudyUid, seriesUid) => ofSeries.all(studyId, dicomStudyUid, seriesUid).map(toInstance),
    byUids: (studyId, uids) => byUids.all(studyId, JSON.stringify(uids)).map(toInstance),
    add: (row) => void add.run(row.studyId, row.sopInstanceUid, row.dicomStudyUid, row.seriesUid, row.patientId, row.sha256, row.bytes, JSON.stringify(row.record)),
    remove: (studyId, uid) => void remove.run(studyId, uid),
    holdsFile: (sha256) => holds.get(sha256)?.n === 1,
    files: (studyId) => (studyId === undefined ? files.all() : filesOf.all(studyId)).map((row) => row.sha256),
  };
}
