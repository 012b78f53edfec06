/** The row that the projectors make of a snapshot, without writing it: they run on a connection that only notes what it is asked to insert. */
import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';
import type { EntityType } from '../entities.ts';
import { applySnapshot, createProjectors } from '../projections/projectors.ts';

export type ExpectedRow = { readonly table: string; readonly values: ReadonlyMap<string, unknown> };

const insertion = /INSERT INTO (\w+) \(([^)]*)\)/;

function createExpectedRows(): (type: EntityType, key: string, after: string) => ExpectedRow | null {
  let noted: ExpectedRow[] = [];
  const connection = {
    prepare(sql: string) {
      const [, table = '', columns = ''] = insertion.exec(sql) ?? [];
      const names = columns.split(',').map((name) => name.trim());
      return { get: () => undefined, run: (...values: readonly unknown[]) => { noted.push({ table, values: new Map(names.map((name, index) => [name, values[index] ?? null])) }); } };
    },
  } as unknown as Database.Database;
  const projectors = createProjectors(connection);
  return (type, key, after) => {
    noted = [];
    applySnapshot(projectors, type, key, JSON.parse(after) as Json);
    return noted[0] ?? null;
  };
}

/** Answers the row of the entity's own table. */
export const expectedRowOf = createExpectedRows();
