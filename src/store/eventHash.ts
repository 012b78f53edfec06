import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../common/index.ts';

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

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const hashed = [
  'seq', 'id', 'stream', 'revision', 'command_id', 'kind', 'entity_type', 'entity_key', 'before', 'after', 'what', 'undoable', 'undo_of', 'redo_of', 'actor', 'role',
  'reason', 'program_version', 'engine_version', 'at',
] as const satisfies readonly (keyof EventRow)[];

/** SHA-256 over the previous hash of the stream and the event's canonical JSON. */
export function eventHash(previousHash: string, row: EventRow): string {
  const body: Record<string, Json> = {};
  for (const name of hashed) body[name] = row[name];
  return sha256(`${previousHash}\n${canonicalJson(body)}`);
}

/** Running hash over all streams: the order of everything that happened in this database. */
export const chainHash = (previousChainHash: string, hash: string): string => sha256(`${previousChainHash}\n${hash}`);
