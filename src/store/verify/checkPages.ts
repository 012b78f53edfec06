/** SQLite's own check of pages and indexes, put to the tables they belong to. */
import type Database from 'better-sqlite3';
import type { Faults } from './fault.ts';

const most = 50;

function owners(db: Database.Database) {
  const parts = db.prepare<[], { name: string; tbl_name: string; rootpage: number }>('SELECT name, tbl_name, rootpage FROM sqlite_schema').all();
  return { byRoot: new Map(parts.map((part) => [part.rootpage, part.tbl_name])), byName: new Map(parts.map((part) => [part.name, part.tbl_name])) };
}

/** Table and row that a line of the check speaks of. */
function placeOf(line: string, { byRoot, byName }: ReturnType<typeof owners>): { readonly table: string | null; readonly row: string | null } {
  const tree = /Tree (\d+)/.exec(line)?.[1];
  const named = /(?:index|in|value in|table) ([a-zA-Z_0-9]+)/.exec(line)?.[1];
  const row = /row (\d+)/.exec(line)?.[1] ?? null;
  return { table: (tree === undefined ? undefined : byRoot.get(Number(tree))) ?? (named === undefined ? undefined : byName.get(named)) ?? null, row };
}

/** Faults: one for each line of the check. */
export function checkPages(db: Database.Database, faults: Faults): void {
  try {
    const lines = db.prepare<[], string>(`PRAGMA integrity_check(${most})`).pluck().all().flatMap((text) => text.split('\n')).filter((line) => line !== 'ok' && !line.startsWith('*** in database'));
    if (lines.length === 0) return;
    const known = owners(db);
    for (const line of lines) {
      const { table, row } = placeOf(line, known);
      faults.add({ check: 'file', table, row, message: `${table ? `Table ${table}` : 'The database file'} is damaged: ${line}.` });
    }
  } catch (error) {
    faults.add({ check: 'file', message: `The pages of the database cannot be read: ${(error as Error).message}.` });
  }
}
