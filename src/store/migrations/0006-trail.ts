import type { Migration } from './migration.ts';

/**
 * The audit trail is looked through without its snapshots: one narrow index in the order of events answers most questions by itself, the others find a person,
 * a kind of event or one record's history where they are rare.
 */
export const trail: Migration = {
  version: 6,
  sql: `
CREATE INDEX event_trail ON event (seq, stream, kind, entity_type, actor, role, at, reason, undo_of, redo_of, what);
CREATE INDEX event_by_actor ON event (actor, seq);
CREATE INDEX event_by_kind ON event (kind, seq);
CREATE INDEX event_by_entity ON event (entity_type, entity_key, seq);
`,
};
