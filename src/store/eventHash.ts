import { hash as digest } from 'node:crypto';

/** A stored event, every column that its hash covers. */
export type EventRow = {
  readonly seq: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly command_id: string;
  readonly kind: string;
  readonly entity_type: string;
  readonly entity_key: string;
  /** Canonical JSON, or null: the entity was not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly what: string;
  readonly undoable: number;
  readonly undo_of: string | null;
  readonly redo_of: string | null;
  readonly actor: string;
  readonly role: string;
  readonly reason: string | null;
  readonly program_version: string;
  readonly engine_version: string;
  readonly at: string;
};
export type ChainedEventRow = EventRow & { readonly previous_hash: string; readonly hash: string; readonly chain_hash: string };

/** What a chain starts from. */
export const genesis = '0'.repeat(64);

const sha256 = (text: string): string => digest('sha256', text, 'hex');

/** Columns that an event's hash covers, in the order of canonical JSON: with values that are no objects, plain JSON of them in this order is canonical. */
export const hashedColumns = [
  'actor', 'after', 'at', 'before', 'command_id', 'engine_version', 'entity_key', 'entity_type', 'id', 'kind', 'program_version', 'reason', 'redo_of', 'revision', 'role', 'seq', 'stream', 'undo_of', 'undoable', 'what',
] as const satisfies readonly (keyof EventRow)[];

/** The canonical JSON that an event's hash covers, after the hash before it and a line feed. */
export const coveredByHash = (row: EventRow): string => JSON.stringify({
  actor: row.actor, after: row.after, at: row.at, before: row.before, command_id: row.command_id, engine_version: row.engine_version, entity_key: row.entity_key, entity_type: row.entity_type, id: row.id, kind: row.kind,
  program_version: row.program_version, reason: row.reason, redo_of: row.redo_of, revision: row.revision, role: row.role, seq: row.seq, stream: row.stream, undo_of: row.undo_of, undoable: row.undoable, what: row.what,
});

/** SHA-256 over the previous hash of the stream and the event's canonical JSON. */
export const eventHash = (previousHash: string, row: EventRow): string => sha256(`${previousHash}\n${coveredByHash(row)}`);

/** Running hash over all streams: the order of everything that happened in this database. */
export const chainHash = (previousChainHash: string, hash: string): string => sha256(`${previousChainHash}\n${hash}`);
