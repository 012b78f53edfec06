import type Database from 'better-sqlite3';
import { canonicalJson, NadirError, type Json } from '../common/index.ts';
import type { EntityType } from './entities.ts';
import { chainHash, eventHash, genesis, type ChainedEventRow, type EventRow } from './eventHash.ts';
import { applySnapshot, readEntity, type Projectors } from './projections/projectors.ts';

/** One fact to be: what the entity is afterwards. What it was before is read from the database in the same transaction. */
export type Change = {
  readonly stream: string;
  readonly kind: string;
  readonly type: EntityType;
  readonly key: string;
  /** Null: the entity is gone. */
  readonly after: Json | null;
};

/** One act of one person: all its events together or none. */
export type Command = {
  readonly id: string;
  /** For the undo button and the audit trail: "T1 placed". */
  readonly what: string;
  readonly undoable: boolean;
  readonly undoOf?: string;
  readonly redoOf?: string;
  readonly actor: string;
  readonly role: string;
  readonly reason?: string;
  readonly programVersion: string;
  readonly engineVersion: string;
  /** UTC instant. */
  readonly at: string;
  readonly changes: readonly Change[];
};

export type Log = {
  /** Appends what really changes and updates the projections. Answers the revision of every stream it touched; empty when nothing changed. Must run inside a write. */
  append(command: Command, newEventId: () => string): ReadonlyMap<string, number>;
  /** Events of a stream so far; 0 for an unknown one. */
  revision(stream: string): number;
  /** Events of a stream about these types of entity. */
  countOf(stream: string, types: readonly EntityType[]): number;
  /** Events of one person. */
  countBy(actor: string): number;
  /** Events after `seq`, oldest first. */
  eventsAfter(seq: number, limit: number): readonly ChainedEventRow[];
  eventsOfCommand(stream: string, commandId: string): readonly ChainedEventRow[];
  eventsOfStream(stream: string): readonly ChainedEventRow[];
  /** The event of this revision of a stream; null when there is none. */
  eventAt(stream: string, revision: number): ChainedEventRow | null;
  /** The last event of each of these streams that has one. */
  lastOf(streams: readonly string[]): ReadonlyMap<string, { readonly seq: number; readonly revision: number; readonly hash: string; readonly at: string }>;
  /** Where in the chain each of these entities was first recorded. The order of facts is this one: neither times nor identifiers, which follow the clock, say it. */
  firstSeqs(type: EntityType, keys: readonly string[]): ReadonlyMap<string, number>;
  count(): number;
  heads(): { readonly chain: { readonly seq: number; readonly hash: string }; readonly streams: ReadonlyMap<string, { readonly revision: number; readonly hash: string }> };
};

type Head = { revision: number; hash: string };

export const eventColumns = `seq, id, stream, revision, command_id, kind, entity_type, entity_key, before, after, what, undoable, undo_of, redo_of, actor, role, reason,
  program_version, engine_version, at, previous_hash, hash, chain_hash`;

const text = (value: Json | null): string | null => (value === null ? null : canonicalJson(value));

/** The append-only log on one connection. */
export function createLog(db: Database.Database, projectors: Projectors): Log {
  const insert = db.prepare(`INSERT INTO event (${eventColumns}) VALUES (@seq, @id, @stream, @revision, @command_id, @kind, @entity_type, @entity_key, @before, @after, @what,
    @undoable, @undo_of, @redo_of, @actor, @role, @reason, @program_version, @engine_version, @at, @previous_hash, @hash, @chain_hash)`);
  const streamHead = db.prepare<[string], Head>('SELECT revision, hash FROM stream_head WHERE stream = ?');
  const putStreamHead = db.prepare('INSERT INTO stream_head (stream, revision, hash) VALUES (?, ?, ?) ON CONFLICT (stream) DO UPDATE SET revision = excluded.revision, hash = excluded.hash');
  const chainHead = db.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM chain_head WHERE one = 1');
  const putChainHead = db.prepare('INSERT INTO chain_head (one, seq, hash) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash');
  const after = db.prepare<[number, number], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE seq > ? ORDER BY seq LIMIT ?`);
  const ofStream = db.prepare<[string], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE stream = ? ORDER BY revision`);
  const ofCommand = db.prepare<[string, string], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE stream = ? AND command_id = ? ORDER BY revision`);
  const atRevision = db.prepare<[string, number], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE stream = ? AND revision = ?`);
  const streams = db.prepare<[], { stream: string; revision: number; hash: string }>('SELECT stream, revision, hash FROM stream_head ORDER BY stream');

  const ofTypes = db.prepare<[string, string], { n: number }>('SELECT count(*) AS n FROM event WHERE stream = ? AND entity_type IN (SELECT value FROM json_each(?))');

  const ends = db.prepare<[string], { stream: string; seq: number; revision: number; hash: string; at: string }>(
    'SELECT h.stream, e.seq, h.revision, h.hash, e.at FROM stream_head h JOIN event e ON e.stream = h.stream AND e.revision = h.revision WHERE h.stream IN (SELECT value FROM json_each(?))');

  const firsts = db.prepare<[string, string], { key: string; seq: number }>('SELECT entity_key AS key, min(seq) AS seq FROM event WHERE entity_type = ? AND entity_key IN (SELECT value FROM json_each(?)) GROUP BY entity_key');

  const byActor = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM event WHERE actor = ?');

  const readChainHead = () => chainHead.get() ?? { seq: 0, hash: genesis };

  function appendOne(command: Command, change: Change, newEventId: () => string): boolean {
    const before = text(readEntity(projectors, change.type, change.key));
    const afterText = text(change.after);
    if (before === afterText) return false;
    const head = streamHead.get(change.stream) ?? { revision: 0, hash: genesis };
    const chain = readChainHead();
    const row: EventRow = {
      seq: chain.seq + 1, id: newEventId(), stream: change.stream, revision: head.revision + 1, command_id: command.id, kind: change.kind,
      entity_type: change.type, entity_key: change.key, before, after: afterText, what: command.what, undoable: command.undoable ? 1 : 0,
      undo_of: command.undoOf ?? null, redo_of: command.redoOf ?? null, actor: command.actor, role: command.role, reason: command.reason ?? null,
      program_version: command.programVersion, engine_version: command.engineVersion, at: command.at,
    };
    const hash = eventHash(head.hash, row);
    const chainedHash = chainHash(chain.hash, hash);
    insert.run({ ...row, previous_hash: head.hash, hash, chain_hash: chainedHash });
    putStreamHead.run(change.stream, row.revision, hash);
    putChainHead.run(row.seq, chainedHash);
    applySnapshot(projectors, change.type, change.key, change.after);
    return true;
  }

  return {
    append(command, newEventId) {
      if (!db.inTransaction) throw new NadirError('defect', 'Events are appended inside a write.', { reason: 'noTransaction' });
      const touched = new Set<string>();
      for (const change of command.changes) if (appendOne(command, change, newEventId)) touched.add(change.stream);
      return new Map([...touched].map((stream) => [stream, streamHead.get(stream)?.revision ?? 0]));
    },
    revision: (stream) => streamHead.get(stream)?.revision ?? 0,
    countOf: (stream, types) => ofTypes.get(stream, JSON.stringify(types))?.n ?? 0,
    countBy: (actor) => byActor.get(actor)?.n ?? 0,
    eventsAfter: (seq, limit) => after.all(seq, limit),
    eventsOfCommand: (stream, commandId) => ofCommand.all(stream, commandId),
    eventsOfStream: (stream) => ofStream.all(stream),
    eventAt: (stream, revision) => atRevision.get(stream, revision) ?? null,
    lastOf: (some) => new Map(ends.all(JSON.stringify(some)).map(({ stream, ...end }) => [stream, end])),
    firstSeqs: (type, keys) => new Map(firsts.all(type, JSON.stringify(keys)).map(({ key, seq }) => [key, seq])),
    count: () => readChainHead().seq,
    heads: () => ({ chain: readChainHead(), streams: new Map(streams.all().map(({ stream, revision, hash }) => [stream, { revision, hash }])) }),
  };
}
