/** The flat CSV for an EDC (interoperability 2.5): RFC 4180, columns and codes by the study's mapping where it has one. Pure. */
import { NadirError, writeCsv } from '../../common/index.ts';
import type { ExportConfig, MappedValue } from '../../casefile/index.ts';
import type { ExportStudy } from '../model.ts';
import type { TumourDatasets } from '../tumourForms/index.ts';
import { encoded } from './encoding.ts';
import { flatColumns, flatRows, type FlatColumn, type FlatRow } from './flatColumns.ts';
import { mappedText, writtenValue } from './mappedValue.ts';

type Written = MappedValue & { readonly from: FlatColumn };
const isDate = (column: FlatColumn): boolean => column === 'SCAN_DATE' || column === 'RESP_DATE';
const isColumn = (name: string): name is FlatColumn => (flatColumns as readonly string[]).includes(name);

/** Columns in the order they are written. Errors: invalid where a mapping leaves a column out without saying so, or names one that is none. */
export function writtenColumns({ mapping, flatDates }: ExportConfig): readonly Written[] {
  const plain = (from: FlatColumn): Written => ({ from, to: from, ...(isDate(from) ? { dates: flatDates } : {}) });
  if (!mapping?.columns) return flatColumns.map(plain);
  const foreign = [...mapping.columns.map(({ from }) => from), ...(mapping.ignoredColumns ?? [])].find((name) => !isColumn(name));
  if (foreign !== undefined) throw new NadirError('invalid', `The mapping names a column ${foreign}, which the flat CSV does not have. Columns: ${flatColumns.join(', ')}.`, { reason: 'mapping' });
  const known = new Set<string>([...mapping.columns.map(({ from }) => from), ...(mapping.ignoredColumns ?? [])]);
  const missing = flatColumns.filter((name) => !known.has(name));
  if (missing.length > 0) throw new NadirError('invalid', `The mapping says nothing of ${missing.join(', ')}. Add ${missing.length === 1 ? 'it' : 'them'} to columns, or to ignoredColumns.`, { reason: 'unmapped' });
  return mapping.columns.flatMap((column) => (isColumn(column.from) ? [{ ...plain(column.from), ...column, from: column.from }] : []));
}

const cellOf = (column: Written, row: FlatRow): string | null => {
  const value = row[column.from] ?? null;
  return value === null || value === '' ? (column.empty ?? null) : writtenValue(column, value, column.to);
};

/** The file in the study's encoding, and its rows without the head. Errors: invalid. */
export function flatCsv(study: ExportStudy, datasets: TumourDatasets): { readonly bytes: Uint8Array; readonly rows: number } {
  const { mapping, flatEncoding } = study.config;
  const columns = writtenColumns(study.config);
  const keys = new Map(study.subjects.map((subject) => [subject.code, mappedText(mapping?.subjectKey ?? '{subject}', subject)]));
  const rows = [...flatRows(study, datasets)].map((row): FlatRow => ({ ...row, SITE: mapping?.sites?.[row.SITE ?? ''] ?? row.SITE ?? null, SUBJECT: keys.get(row.SUBJECT ?? '') ?? row.SUBJECT ?? null }));
  // A program reads it: text that begins with = stays as it is, so that a minus stays a minus.
  return { bytes: encoded(writeCsv(columns.map((column) => ({ name: column.to, cell: (row: FlatRow) => cellOf(column, row) })), rows, { forSpreadsheets: false }), flatEncoding), rows: rows.length };
}
