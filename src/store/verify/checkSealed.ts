/** Rows of imported images and of credentials beside the digests that audit events say: what was altered, removed or put in. */
import type Database from 'better-sqlite3';
import { sealOf, type SealedTable } from '../rowSeals.ts';
import { eachRow, rowName } from './checkRows.ts';
import { shown, type Faults } from './fault.ts';
import { sealedTables } from './tables.ts';
import { entityName, type Trail } from './walkEvents.ts';

type Row = Readonly<Record<string, unknown>>;

export type SealedCount = {
  readonly rows: number;
  /** Rows of an earlier version of the program, of which no event says anything yet. */
  readonly unsealed: number;
};

/** Columns that a stored instance holds a second time in its JSON. */
const doubled: Readonly<Record<string, string>> = { sop_instance_uid: 'sopInstanceUid', dicom_study_uid: 'dicomStudyUid', series_uid: 'seriesUid', patient_id: 'patientId', sha256: 'sha256', bytes: 'bytes' };

/** The column of an altered instance that its own JSON contradicts; else the JSON, unless that cannot be said. */
function alteredColumn(table: SealedTable, row: Row): { readonly column: string | null; readonly was: unknown } {
  if (table !== 'instance') return { column: null, was: null };
  try {
    const record = JSON.parse(String(row['record'])) as Record<string, unknown>;
    const column = Object.keys(doubled).find((name) => record[doubled[name] ?? ''] !== undefined && record[doubled[name] ?? ''] !== row[name]);
    return { column: column ?? null, was: column === undefined ? null : record[doubled[column] ?? ''] };
  } catch {
    return { column: 'record', was: null };
  }
}

/** Under what name events say digests of a row; null: the row's study cannot be known. */
function sealedAs(table: SealedTable, row: Row, studyOfSeries: (id: string) => string | null): string | null {
  if (table === 'credential') return `accounts/${String(row['account_id'])}`;
  const study = table === 'series_images' ? studyOfSeries(String(row['series_id'])) : String(row['study_id']);
  return study === null ? null : `study:${study}#images`;
}

/** Stored before events said anything of such rows: its study or account is there, and no event has ever said a digest of it. */
function isOlder(trail: Trail, table: SealedTable, row: Row, name: string): boolean {
  if (trail.sealing.has(name)) return false;
  if (table === 'credential') return trail.last.has(entityName('account', String(row['account_id'])));
  return trail.last.has(entityName('study', name.slice('study:'.length, -'#images'.length)));
}

/** Instances that a stored stack shows and that are not there: which rows were taken away. */
function missingInstances(db: Database.Database): readonly string[] {
  return db.prepare<[], { study_id: string; uid: string }>(`SELECT DISTINCT s.study_id, json_extract(slice.value, '$.sopInstanceUid') AS uid
    FROM series s JOIN series_images i ON i.series_id = s.id, json_each(i.images, '$.slices') slice
    WHERE NOT EXISTS (SELECT 1 FROM instance x WHERE x.study_id = s.study_id AND x.sop_instance_uid = json_extract(slice.value, '$.sopInstanceUid')) LIMIT 100`).all().map((row) => `${row.study_id}/${row.uid}`);
}

const missingSeries = (db: Database.Database): readonly string[] =>
  db.prepare<[], string>('SELECT series_id FROM series_images WHERE series_id NOT IN (SELECT id FROM series) UNION SELECT series_id FROM series_assignment WHERE series_id NOT IN (SELECT id FROM series)').pluck().all();
const missingImages = (db: Database.Database): readonly string[] => db.prepare<[], string>('SELECT id FROM series WHERE id NOT IN (SELECT series_id FROM series_images)').pluck().all();
const missingCredentials = (db: Database.Database): readonly string[] => db.prepare<[], string>('SELECT id FROM account WHERE id NOT IN (SELECT account_id FROM credential)').pluck().all();

const missingIn: Readonly<Record<SealedTable, (db: Database.Database) => readonly string[]>> = { instance: missingInstances, series: missingSeries, series_images: missingImages, credential: missingCredentials };

export function checkSealed(db: Database.Database, trail: Trail, faults: Faults): SealedCount {
  const studies = new Map<string, string>();
  let [rows, unsealed] = [0, 0];
  for (const [table, key] of Object.entries(sealedTables) as [SealedTable, readonly string[]][]) {
    const expected = new Set(trail.seals.get(table));
    let strangers = 0;
    eachRow(db, table, key, faults, (row) => {
      rows += 1;
      if (table === 'series') studies.set(String(row['id']), String(row['study_id']));
      if (expected.delete(sealOf(table, row))) return;
      const name = sealedAs(table, row, (id) => studies.get(id) ?? null);
      if (name !== null && isOlder(trail, table, row, name)) { unsealed += 1; return; }
      strangers += 1;
      const { column, was } = alteredColumn(table, row);
      faults.add({ check: 'row', table, row: rowName(row, key), column, was: shown(was), is: column === null ? null : shown(row[column]), message: `Table ${table}, row ${rowName(row, key)}: ${column === null ? 'it' : column} is not what was stored by the audit events.` });
    });
    if (expected.size <= strangers) continue;
    const missing = missingIn[table](db);
    for (const row of missing.slice(0, expected.size)) faults.add({ check: 'row', table, row, message: `Table ${table} has no row ${row}, which the audit events say is there.` });
    if (missing.length === 0) faults.add({ check: 'row', table, message: `Table ${table} lacks ${expected.size - strangers} rows that the audit events say are there.` });
  }
  return { rows, unsealed };
}
