/** The key list in clear, for the data manager's own files. */
import { writeCsv, type Cell } from '../common/index.ts';
import type { KeyList } from '../keys/index.ts';

const table = <Row>(columns: Readonly<Record<string, (row: Row) => Cell>>, rows: readonly Row[]): string =>
  writeCsv(Object.entries(columns).map(([name, cell]) => ({ name, cell })), rows, { forSpreadsheets: true });

export const patientsCsv = ({ patients }: KeyList): string => table({
  subject_id: (one) => one.subjectId, patient_id: (one) => one.patientId, issuer: (one) => one.issuer, sex: (one) => one.sex, birth_year: (one) => one.birthYear, shift_days: (one) => one.shiftDays, linked_at: (one) => one.linkedAt,
}, patients);

/** One line per series. */
export const examinationsCsv = ({ examinations }: KeyList): string => table({
  subject_id: ({ one }) => one.subjectId, true_study_date: ({ one }) => one.date, source_study_uid: ({ one }) => one.sourceUid, study_uid: ({ one }) => one.uid, source_series_uid: ({ series }) => series.sourceUid, series_uid: ({ series }) => series.uid,
}, examinations.flatMap((one) => one.series.map((series) => ({ one, series }))));
