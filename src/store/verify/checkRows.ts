/** Every row of the tables that are made from events beside what the last event of its entity says: the row, and the column. */
import type Database from 'better-sqlite3';
import type { EntityType } from '../entities.ts';
import { expectedRowOf, type ExpectedRow } from './expectedRows.ts';
import { shown, type Faults } from './fault.ts';
import { replayedTables, type ReplayedTable } from './tables.ts';
import { entityName, type Trail } from './walkEvents.ts';

type Row = Readonly<Record<string, unknown>>;
const rowName = (row: Row, key: readonly string[]): string => key.map((column) => String(row[column])).join('/');

/** The subject a row is of. */
const subjectOf = (table: string, row: Row): string | null => (table === 'subject' ? shown(row['id']) : shown(row['subject_id']));

function differingColumn(row: Row, { values }: ExpectedRow): string | null {
  for (const [column, value] of Object.entries(row)) if (value !== (values.get(column) ?? null)) return column;
  return null;
}

/** Reads a table row by row; one that cannot be read is a fault and ends the table. */
function eachRow(db: Database.Database, table: string, key: readonly string[], faults: Faults, look: (row: Row) => void): void {
  let last: Row | null = null;
  try {
    for (const row of db.prepare<[], Row>(`SELECT * FROM ${table} NOT INDEXED`).iterate()) {
      look(row);
      last = row;
    }
  } catch (error) {
    faults.add({ check: 'row', table, row: last && rowName(last, key), message: `Table ${table} cannot be read ${last ? `after row ${rowName(last, key)}` : 'at all'}: ${(error as Error).message}.` });
  }
}

/** `onRow` hears every row that was looked at. */
export function checkReplayed(db: Database.Database, trail: Trail, faults: Faults, onRow?: () => void): number {
  const afterOf = db.prepare<[number], string | null>('SELECT after FROM event WHERE seq = ?').pluck();
  const unseen = new Set(trail.last.keys());
  let rows = 0;

  function look({ name, key, entity }: ReplayedTable, row: Row): void {
    rows += 1;
    onRow?.();
    const [type, entityKey] = entity(row);
    const known = entityName(type, entityKey);
    const seq = trail.last.get(known);
    const at = { check: 'row' as const, table: name, row: rowName(row, key), subjectId: subjectOf(name, row) };
    if (seq === undefined) return faults.add({ ...at, message: `Table ${name} has a row ${at.row} that no audit event made.` });
    const expected = expectedRowOf(type, entityKey, afterOf.get(seq) ?? 'null');
    const column = expected?.table === name ? differingColumn(row, expected) : key[0] ?? null;
    if (column === null) { unseen.delete(known); return; }
    // Its key itself was changed: the row that is expected here is another one's.
    if (!key.includes(column)) unseen.delete(known);
    const was = expected?.values.get(column);
    faults.add({ ...at, column, seq, was: shown(was), is: shown(row[column]), message: `Table ${name}, row ${at.row}: ${column} differs from what audit event ${seq} says.` });
  }

  for (const table of replayedTables) eachRow(db, table.name, table.key, faults, (row) => look(table, row));
  for (const name of unseen) {
    const [type = '', key = ''] = name.split('\n');
    const seq = trail.last.get(name) ?? 0;
    const expected = expectedRowOf(type as EntityType, key, afterOf.get(seq) ?? 'null');
    const table = expected?.table ?? null;
    const values: Row = Object.fromEntries(expected?.values ?? []);
    const row = table ? rowName(values, replayedTables.find((one) => one.name === table)?.key ?? []) : key;
    faults.add({ check: 'row', table, row, seq, subjectId: table ? subjectOf(table, values) : null, message: `Table ${table ?? type} has no row ${row}, which audit event ${seq} says is there.` });
  }
  return rows + checkLesionNumbers(db, trail, faults);
}

/** The highest number ever given to a lesion, from all events: a number must never be given twice. */
function checkLesionNumbers(db: Database.Database, trail: Trail, faults: Faults): number {
  const unseen = new Map(trail.lesionNumbers);
  let rows = 0;
  const key = ['subject_id', 'slot', 'role'];
  eachRow(db, 'lesion_number', key, faults, (row) => {
    rows += 1;
    const name = key.map((column) => String(row[column])).join('\n');
    const last = unseen.get(name);
    unseen.delete(name);
    if (last === row['last']) return;
    faults.add({ check: 'row', table: 'lesion_number', row: rowName(row, key), column: last === undefined ? null : 'last', subjectId: shown(row['subject_id']), was: shown(last), is: shown(row['last']), message: `Table lesion_number, row ${rowName(row, key)}: the last number given is ${last ?? 'none'} by the audit events.` });
  });
  for (const [name, last] of unseen) faults.add({ check: 'row', table: 'lesion_number', row: name.replaceAll('\n', '/'), subjectId: name.split('\n')[0] ?? null, was: shown(last), message: `Table lesion_number has no row ${name.replaceAll('\n', '/')}.` });
  return rows;
}

export { eachRow, rowName };
