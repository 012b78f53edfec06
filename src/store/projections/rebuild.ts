import Database from 'better-sqlite3';
import type { Json } from '../../common/index.ts';
import type { EntityType } from '../entities.ts';
import type { Log } from '../events.ts';
import { migrations } from '../migrations/index.ts';
import { applySnapshot, createProjectors, type Projectors } from './projectors.ts';

/** Projection tables with their keys, parents before children. */
const tables = [
  { name: 'account', order: 'id' },
  { name: 'account_policy', order: 'key' },
  { name: 'study', order: 'id' },
  { name: 'subject', order: 'id' },
  { name: 'subject_facts', order: 'subject_id' },
  { name: 'timepoint', order: 'id' },
  { name: 'lesion', order: 'id' },
  { name: 'lesion_number', order: 'subject_id, slot, role' },
  { name: 'assessment', order: 'subject_id, lesion_id, timepoint_id' },
  { name: 'series_assignment', order: 'series_id' },
  { name: 'read_fact', order: 'type, key' },
] as const;

export type ProjectionDifference = { readonly table: string; readonly live: Json | null; readonly replayed: Json | null };

function replay(log: Log, projectors: Projectors): void {
  const page = 5000;
  for (let seq = 0; ;) {
    const events = log.eventsAfter(seq, page);
    for (const event of events) {
      applySnapshot(projectors, event.entity_type as EntityType, event.entity_key, event.after === null ? null : (JSON.parse(event.after) as Json));
      seq = event.seq;
    }
    if (events.length < page) return;
  }
}

/** A database in memory whose projections are made from the events alone. */
function replayed(log: Log): Database.Database {
  const copy = new Database(':memory:');
  for (const step of migrations) copy.exec(step.sql);
  // Series are no facts and are not replayed; their assignments are.
  copy.pragma('foreign_keys = OFF');
  copy.transaction(() => replay(log, createProjectors(copy)))();
  return copy;
}

/** The first row in which the live projections differ from those replayed from the events; null when they are equal. */
export function compareProjections(db: Database.Database, log: Log): ProjectionDifference | null {
  const copy = replayed(log);
  try {
    for (const { name, order } of tables) {
      const select = `SELECT * FROM ${name} ORDER BY ${order}`;
      const live = db.prepare(select).all() as Json[];
      const other = copy.prepare(select).all() as Json[];
      for (let row = 0; row < Math.max(live.length, other.length); row += 1) {
        const [a, b] = [live[row] ?? null, other[row] ?? null];
        if (JSON.stringify(a) !== JSON.stringify(b)) return { table: name, live: a, replayed: b };
      }
    }
    return null;
  } finally {
    copy.close();
  }
}

/** Throws the live projections away and makes them from the events again. Must run inside a write: foreign keys are checked when it commits. */
export function rebuildProjections(db: Database.Database, log: Log, projectors: Projectors): void {
  for (const { name } of tables.toReversed()) db.prepare(`DELETE FROM ${name}`).run();
  replay(log, projectors);
}
