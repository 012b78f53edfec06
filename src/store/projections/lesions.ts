import type Database from 'better-sqlite3';
import { canonicalJson, type Json } from '../../common/index.ts';
import type { LesionSnapshot } from '../entities.ts';
import type { Projector } from './projectors.ts';

export type LesionRow = {
  id: string; subject_id: string; slot: string; role: string; number: number; organ: string; kind: string; description: string; is_group: number; placed_at: string; traits: string | null;
};
export const lesionColumns = 'id, subject_id, slot, role, number, organ, kind, description, is_group, placed_at, traits';

/** A row as the snapshot that events carry: what was not said is not a member, so that events of older databases still compare equal. */
export const toLesionSnapshot = (row: LesionRow): LesionSnapshot => ({
  id: row.id, subjectId: row.subject_id, role: row.role, number: row.number, organ: row.organ, kind: row.kind, description: row.description, group: row.is_group === 1, placedAt: row.placed_at,
  ...(row.slot === 'site' ? {} : { slot: row.slot }), ...(row.traits === null ? {} : { traits: JSON.parse(row.traits) as Json }),
});

export function lesions(db: Database.Database): Projector<LesionSnapshot> {
  const read = db.prepare<[string], LesionRow>(`SELECT ${lesionColumns} FROM lesion WHERE id = ?`);
  const put = db.prepare(`INSERT INTO lesion (${lesionColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET role = excluded.role, number = excluded.number, organ = excluded.organ, kind = excluded.kind, description = excluded.description, is_group = excluded.is_group, placed_at = excluded.placed_at, traits = excluded.traits`);
  const remove = db.prepare('DELETE FROM lesion WHERE id = ?');
  const number = db.prepare(`INSERT INTO lesion_number (subject_id, slot, role, last) VALUES (?, ?, ?, ?)
    ON CONFLICT (subject_id, slot, role) DO UPDATE SET last = max(last, excluded.last)`);
  return {
    read(key) {
      const row = read.get(key);
      return row ? toLesionSnapshot(row) : null;
    },
    put(_key, s) {
      const slot = s.slot ?? 'site';
      put.run(s.id, s.subjectId, slot, s.role, s.number, s.organ, s.kind, s.description, s.group ? 1 : 0, s.placedAt, s.traits === undefined ? null : canonicalJson(s.traits));
      number.run(s.subjectId, slot, s.role, s.number);
    },
    remove: (key) => void remove.run(key),
  };
}
