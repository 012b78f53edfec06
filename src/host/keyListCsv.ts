/** The key list in clear, for the data manager's own files. */
import type { KeyList } from '../keys/index.ts';

/** Quoted, and never taken for a formula by a spreadsheet. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
const table = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string => [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';

export const patientsCsv = ({ patients }: KeyList): string => table(['subject_id', 'patient_id', 'issuer', 'sex', 'birth_year', 'shift_days', 'linked_at'],
  patients.map((one) => [one.subjectId, one.patientId, one.issuer, one.sex, one.birthYear, one.shiftDays, one.linkedAt]));

/** One line per series. */
export const examinationsCsv = ({ examinations }: KeyList): string => table(['subject_id', 'true_study_date', 'source_study_uid', 'study_uid', 'source_series_uid', 'series_uid'],
  examinations.flatMap((one) => one.series.map((series) => [one.subjectId, one.date, one.sourceUid, one.uid, series.sourceUid, series.uid])));
