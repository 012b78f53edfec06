import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../common/index.ts';
import type { ReadFactSnapshot, ReadFactType } from '../entities.ts';
import type { Projector } from './projectors.ts';

/** The projector of one type of read fact: all share a table. */
export function readFacts(db: Database.Database, type: ReadFactType): Projector<ReadFactSnapshot> {
  type Row = { subject_id: string; slot: string; timepoint_id: string | null; body: string };
  const read = db.prepare<[string, string], Row>('SELECT subject_id, slot, timepoint_id, body FROM read_fact WHERE type = ? AND key = ?');
  const put = db.prepare(`INSERT INTO read_fact (type, key, subject_id, slot, timepoint_id, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (type, key) DO UPDATE SET subject_id = excluded.subject_id, slot = excluded.slot, timepoint_id = excluded.timepoint_id, body = excluded.body`);
  const remove = db.prepare('DELETE FROM read_fact WHERE type = ? AND key = ?');
  return {
    read(key) {
      const row = read.get(type, key);
      return row ? { subjectId: row.subject_id, slot: row.slot, timepointId: row.timepoint_id, body: JSON.parse(row.body) as Json } : null;
    },
    put: (key, s) => void put.run(type, key, s.subjectId, s.slot, s.timepointId, canonicalJson(s.body)),
    remove: (key) => void remove.run(type, key),
  };
}
