/** Tables, indexes and triggers beside those that the migrations make: a dropped trigger is how tampering begins. */
import Database from 'better-sqlite3';
import { NadirError } from '../../common/index.ts';
import { migrations } from '../migrations/index.ts';
import type { Faults } from './fault.ts';

type Part = { readonly type: string; readonly name: string; readonly tbl_name: string; readonly sql: string | null };

const parts = (db: Database.Database): readonly Part[] => db.prepare<[], Part>('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();

const expectedByVersion = new Map<number, readonly Part[]>();
/** What a database of a format is made of. */
export function schemaOf(version: number): readonly Part[] {
  const known = expectedByVersion.get(version);
  if (known) return known;
  const db = new Database(':memory:');
  for (const step of migrations) if (step.version <= version) db.exec(step.sql);
  const made = parts(db);
  db.close();
  expectedByVersion.set(version, made);
  return made;
}

/** What SQLite makes for itself when it is asked to plan better. */
const isStatistics = (name: string): boolean => /^sqlite_stat\d$/.test(name);

/** Refuses a database that would change its records by itself: a trigger or view that Nadir did not make runs with every command. Changes nothing. Errors: storage foreignTrigger. */
export function refuseForeignTriggers(db: Database.Database, version: number): void {
  const ours = new Map(schemaOf(version).map((part) => [part.name, part.sql]));
  const found = parts(db).find(({ type, name, sql }) => (type === 'trigger' || type === 'view') && ours.get(name) !== sql);
  if (!found) return;
  throw new NadirError('storage', `The database has a ${found.type} ${found.name} that is not Nadir's: it could change records by itself. Nothing was changed. Run "nadir verify", then restore the latest backup from the folder "backups".`, { reason: 'foreignTrigger' });
}

export function checkSchema(db: Database.Database, version: number, faults: Faults): void {
  const expected = new Map(schemaOf(version).map((part) => [part.name, part]));
  for (const part of parts(db)) {
    const wanted = expected.get(part.name);
    expected.delete(part.name);
    if (!wanted && isStatistics(part.name)) continue;
    if (!wanted) faults.add({ check: 'schema', table: part.tbl_name, row: part.name, message: `The database has a ${part.type} ${part.name} that is not Nadir's.` });
    else if (wanted.sql !== part.sql || wanted.type !== part.type || wanted.tbl_name !== part.tbl_name) faults.add({ check: 'schema', table: part.tbl_name, row: part.name, message: `The ${wanted.type} ${part.name} is made otherwise than Nadir makes it.` });
  }
  for (const part of expected.values()) faults.add({ check: 'schema', table: part.tbl_name, row: part.name, message: `The ${part.type} ${part.name} is missing.` });
}
