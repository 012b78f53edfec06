/** A database with something of everything, and ways to alter it behind the product's back. */
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { verifyInspected, type VerifyOptions, type VerifyReport } from '../../src/services/index.ts';
import type { Fault } from '../../src/store/index.ts';
import { inspected } from '../../src/store/open.ts';
import { disposableTables, replayedTables, sealedTables, unsealedColumns } from '../../src/store/verify/tables.ts';
import { steppingClock } from '../api/harness.ts';
import { contextOf, oneReader } from '../api/readBench.ts';
import { password } from '../api/windows.ts';

/** Numbers from 0 up to and without `below`, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** One subject read and signed over three timepoints, one amended, its date confirmed, a query asked; accounts, series and instances. The bytes of its file. */
export async function filledDatabase(): Promise<Buffer> {
  const { b, at: read, subjectId, first } = await oneReader();
  b.services.accounts.setPolicy(contextOf(first), { idleLockMinutes: 20 });
  const target = await read.target(40);
  await read.nonTarget();
  for (const [index, mm] of [[0, 40], [1, 24], [2, 36]] as const) {
    if (index > 0) await read.record(target, index, read.drawn(index, mm));
    if (index > 0) await read.record((await read.look()).case.lesions[1]?.id ?? '', index, { state: 'status', status: 'present' });
    await read.answerAll();
    const signed = await read.sign(index, password);
    if (signed.reason !== 'ok') throw new Error(signed.message);
  }
  const { now } = (await read.window.send('GET', `/confirmation/state?subject=${subjectId}`)).body as { now: { contentHash: string } };
  await read.window.send('POST', '/confirmation/confirm', { subjectId, contentHash: now.contentHash, password });
  await read.window.send('POST', '/query/raise', { subjectId, text: 'Is T1 confluent with its neighbour?', password });
  await read.amend(2, 'Slice was blurred');
  const folder = mkdtempSync(join(tmpdir(), 'nadir-tamper-'));
  const file = join(folder, 'copy.sqlite');
  try {
    const db = new Database(join(b.store.dataFolder, 'nadir.sqlite'));
    db.prepare('VACUUM INTO ?').run(file);
    db.close();
    b.close();
    const image = readFileSync(file);
    // A database in memory has no write-ahead log.
    image[18] = image[19] = 1;
    return image;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const deps = { clock: steppingClock(), newId, programVersion: '0.0.0-test', notify: () => undefined };

/** The verification of a database in memory; stored files are tried elsewhere. */
export const verifyOf = (db: Database.Database, options: VerifyOptions = {}): Promise<VerifyReport> =>
  verifyInspected(inspected(db, '/nonexistent'), deps, { files: false, ...options });

type Row = Record<string, unknown>;
export type Tampered = { readonly table: string; /** Rows that may be named: as it was, as it is. */ readonly rows: readonly string[]; readonly what: string };

/** Tables whose rows are facts or bound to them, with their keys. */
export const keptTables: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['event', ['seq']], ['stream_head', ['stream']], ['chain_head', ['one']], ['lesion_number', ['subject_id', 'slot', 'role']],
  ...replayedTables.map(({ name, key }): [string, readonly string[]] => [name, key]), ...Object.entries(sealedTables),
]);
export const notKept = (table: string, column: string): boolean => table in disposableTables || (unsealedColumns as Record<string, readonly string[]>)[table]?.includes(column) === true;

const triggers = (db: Database.Database): readonly { name: string; sql: string }[] => db.prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all();

/** Alters without the triggers that would refuse it, and puts them back as they were. */
export function behindTheTriggers<T>(db: Database.Database, work: () => T): T {
  const kept = triggers(db);
  for (const { name } of kept) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  try {
    return work();
  } finally {
    for (const { sql } of kept) db.exec(sql);
  }
}

const nameOf = (row: Row, key: readonly string[]): string => key.map((column) => String(row[column])).join('/');
const where = (key: readonly string[]): string => key.map((column) => `${column} = @${column}`).join(' AND ');

/** A value like the one given, but another. */
function otherValue(value: unknown, random: (below: number) => number): unknown {
  if (typeof value === 'number') return random(2) === 0 ? value + 1 + random(3) : value - 1;
  if (typeof value !== 'string') return 'put in';
  if (value === '') return ' ';
  const place = random(value.length);
  switch (random(4)) {
    case 0: return value.slice(0, place) + value.slice(place + 1);
    case 1: return `${value.slice(0, place)}7${value.slice(place)}`;
    case 2: return value + value.at(-1);
    default: {
      const letter = value.charCodeAt(place);
      return value.slice(0, place) + String.fromCharCode(letter === 49 ? 50 : 49) + value.slice(place + 1);
    }
  }
}

/** One random change of one table; null where it could not be made, as when two rows would be the same. */
export function tamperRows(db: Database.Database, random: (below: number) => number): Tampered | null {
  const names = [...keptTables.keys()];
  const table = names[random(names.length)] ?? 'event';
  const key = keptTables.get(table) ?? [];
  const rows = db.prepare<[], Row>(`SELECT * FROM ${table}`).all();
  const row = rows[random(rows.length)];
  if (!row) return null;
  const way = random(8);
  const columns = Object.keys(row).filter((column) => !notKept(table, column));
  const one = (what: string, ...also: Row[]): Tampered => ({ table, what, rows: [row, ...also].map((each) => nameOf(each, key)) });
  const put = (values: Row): void => void db.prepare(`INSERT INTO ${table} (${Object.keys(values).join(', ')}) VALUES (${Object.keys(values).map((column) => `@${column}`).join(', ')})`).run(values);
  const take = (gone: Row): void => void db.prepare(`DELETE FROM ${table} WHERE ${where(key)}`).run(Object.fromEntries(key.map((column) => [column, gone[column]])));
  try {
    return behindTheTriggers(db, (): Tampered | null => {
      if (way === 0) { take(row); return one('removed'); }
      if (way === 1) {
        const copy = { ...row, ...Object.fromEntries(key.map((column) => [column, otherValue(row[column], random)])) };
        if (table === 'event') Object.assign(copy, { seq: rows.length + 1, id: 'put in', revision: 9_999 });
        put(copy);
        return { ...one('put in', copy), rows: [nameOf(copy, key)] };
      }
      if (way === 2) {
        const other = rows[random(rows.length)] ?? row;
        if (nameOf(other, key) === nameOf(row, key)) return null;
        take(row);
        take(other);
        put({ ...row, ...Object.fromEntries(key.map((column) => [column, other[column]])) });
        put({ ...other, ...Object.fromEntries(key.map((column) => [column, row[column]])) });
        const same = JSON.stringify(db.prepare(`SELECT * FROM ${table} ORDER BY ${key.join(', ')}`).all()) === JSON.stringify([...rows].sort((a, b) => (nameOf(a, key) < nameOf(b, key) ? -1 : 1)));
        return same ? null : one('swapped', other);
      }
      const column = columns[random(columns.length)] ?? '';
      // A null key would be given a number by SQLite.
      const value = row[column] === null || way > 3 || key.includes(column) ? otherValue(row[column], random) : null;
      const changed = { ...row, [column]: value };
      take(row);
      put(changed);
      return one(`${column} changed`, changed);
    });
  } catch (error) {
    if (/constraint|datatype|cannot store/.test((error as Error).message)) return null;
    throw error;
  }
}

/** Whether a fault names the record that was changed. */
export const names = (fault: Fault, { table, rows }: Tampered): boolean => fault.table === table && fault.row !== null && rows.includes(fault.row);

/** Everything that is kept, as one text: equal text, equal facts. */
export function contentOf(db: Database.Database): string {
  const tables = [...keptTables].map(([table, key]) => [table, db.prepare<[], Row>(`SELECT * FROM ${table} NOT INDEXED ORDER BY ${key.join(', ')}`).all().map((row) => Object.entries(row).filter(([column]) => !notKept(table, column)))]);
  return JSON.stringify([db.pragma('user_version'), db.pragma('application_id'), db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all(), tables]);
}

/** Table that every page belongs to, with those of its indexes; null: no page of a table. */
export function pageOwners(db: Database.Database): ReadonlyMap<number, string> {
  const tableOf = new Map(db.prepare<[], { name: string; tbl_name: string }>('SELECT name, tbl_name FROM sqlite_schema').all().map((part) => [part.name, part.tbl_name]));
  return new Map(db.prepare<[], { name: string; pageno: number }>('SELECT name, pageno FROM dbstat').all().map(({ name, pageno }) => [pageno, tableOf.get(name) ?? name]));
}
