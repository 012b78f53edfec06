import type Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';
import type { ReadFactSnapshot, ReadFactType } from '../entities.ts';

export type ReadFactRow = ReadFactSnapshot & { readonly type: ReadFactType; readonly key: string };

export type ReadFacts = {
  /** Every read fact of these subjects but what was signed or confirmed as a whole; by type, then as they were first recorded where people make them one after another (key images, late images), else by key. */
  ofSubjects(subjectIds: readonly string[]): readonly ReadFactRow[];
  /** Those of one type. */
  ofType(type: ReadFactType, subjectIds: readonly string[]): readonly ReadFactRow[];
  /** Those of one type of every subject, one after another. */
  every(type: ReadFactType): IterableIterator<ReadFactRow>;
  /** One by its key; null when it is not there. */
  byKey(type: ReadFactType, key: string): ReadFactRow | null;
};

type Raw = { type: string; key: string; subject_id: string; slot: string; timepoint_id: string | null; body: string };

const toRow = (row: Raw): ReadFactRow => ({
  type: row.type as ReadFactType, key: row.key, subjectId: row.subject_id, slot: row.slot, timepointId: row.timepoint_id, body: JSON.parse(row.body) as Json,
});

/** Their keys have identifiers in them, which follow the clock: the chain says which was first. */
const inOrder = `CASE WHEN type IN ('keyImage', 'lateSeries') THEN (SELECT min(seq) FROM event WHERE entity_type = read_fact.type AND entity_key = read_fact.key) END, key`;

export function createReadFacts(db: Database.Database): ReadFacts {
  const columns = 'type, key, subject_id, slot, timepoint_id, body';
  const ofSubjects = db.prepare<[string], Raw>(`SELECT ${columns} FROM read_fact
    WHERE subject_id IN (SELECT value FROM json_each(?)) AND type NOT IN ('signedContent', 'confirmedContent') ORDER BY subject_id, type, ${inOrder}`);
  const ofType = db.prepare<[string, string], Raw>(`SELECT ${columns} FROM read_fact WHERE subject_id IN (SELECT value FROM json_each(?)) AND type = ? ORDER BY subject_id, ${inOrder}`);
  const byKey = db.prepare<[string, string], Raw>(`SELECT ${columns} FROM read_fact WHERE type = ? AND key = ?`);
  const everyOf = db.prepare<[string], Raw>(`SELECT ${columns} FROM read_fact WHERE type = ? ORDER BY key`);
  return {
    *every(type) { for (const row of everyOf.iterate(type)) yield toRow(row); },
    ofSubjects: (ids) => ofSubjects.all(JSON.stringify(ids)).map(toRow),
    ofType: (type, ids) => ofType.all(JSON.stringify(ids), type).map(toRow),
    byKey(type, key) {
      const row = byKey.get(type, key);
      return row ? toRow(row) : null;
    },
  };
}
