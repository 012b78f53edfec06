/** One pass over all events: the chain is computed again, and what the events say of every entity and row is kept for the checks that follow. */
import type Database from 'better-sqlite3';
import { chainHash, eventHash, genesis, type ChainedEventRow } from '../eventHash.ts';
import { eventColumns } from '../events.ts';
import { splitSeals, type SealedRows, type SealedTable } from '../rowSeals.ts';
import { shown, type Faults } from './fault.ts';
import { alteredColumn } from './faultyEvent.ts';

/** What the events say. Entities are named by type and key with a line feed between them. */
export type Trail = {
  readonly events: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly streams: ReadonlyMap<string, { readonly revision: number; readonly hash: string }>;
  /** Number of the last event of every entity that is there. */
  readonly last: ReadonlyMap<string, number>;
  /** Highest lesion number ever given, by subject, slot and role with line feeds between them. */
  readonly lesionNumbers: ReadonlyMap<string, number>;
  /** Digests of the rows that are there, by table; null: no event has ever said any. */
  readonly seals: ReadonlyMap<SealedTable, ReadonlySet<string>>;
  /** Whose rows events have said digests of: `study:ID#images`, `accounts/ID`. */
  readonly sealing: ReadonlySet<string>;
  /** The first event that does not fit; the walk ends there. */
  readonly broken: { readonly seq: number; readonly eventId: string | null; readonly stream: string | null; readonly reason: string } | null;
};

export const entityName = (type: string, key: string): string => `${type}\n${key}`;
/** The subject a stream is about; null for a study's, the accounts' and the images'. */
export const subjectOfStream = (stream: string | null): string | null => (stream === null || stream === 'accounts' || stream === 'workstation' || stream.startsWith('study:') ? null : (stream.split('#')[0] ?? null));

type State = {
  seq: number; chain: string;
  readonly streams: Map<string, { revision: number; hash: string }>; readonly last: Map<string, number>; readonly numbers: Map<string, number>;
  readonly seals: Map<SealedTable, Set<string>>; readonly sealing: Set<string>;
};

function reasonOf(state: State, event: ChainedEventRow): string | null {
  const stream = state.streams.get(event.stream) ?? { revision: 0, hash: genesis };
  if (event.seq !== state.seq + 1) return event.seq > state.seq + 1 ? `events ${state.seq + 1} to ${event.seq - 1} are missing` : `its number is ${event.seq}, which no event has`;
  if (event.revision !== stream.revision + 1) return `revision ${event.revision} follows revision ${stream.revision} of its subject`;
  if (event.previous_hash !== stream.hash) return 'the link to the event before it is broken';
  if (eventHash(stream.hash, event) !== event.hash) return 'its content does not match its hash';
  if (chainHash(state.chain, event.hash) !== event.chain_hash) return 'its place in the whole chain does not match its hash';
  return null;
}

function noteSeals(state: State, event: ChainedEventRow): void {
  const { sealed } = JSON.parse(event.after ?? '{}') as { sealed?: SealedRows };
  if (!sealed) return;
  state.sealing.add(event.stream === 'accounts' ? `accounts/${event.entity_key}` : event.stream);
  for (const [table, { added, removed }] of Object.entries(sealed) as [SealedTable, { added: string; removed: string }][]) {
    const known = state.seals.get(table) ?? new Set();
    for (const seal of splitSeals(removed)) known.delete(seal);
    for (const seal of splitSeals(added)) known.add(seal);
    state.seals.set(table, known);
  }
}

function noteNumber(state: State, event: ChainedEventRow): void {
  const { subjectId = '', slot = 'site', role = '', number = 0 } = JSON.parse(event.after ?? '{}') as { subjectId?: string; slot?: string; role?: string; number?: number };
  const name = `${subjectId}\n${slot}\n${role}`;
  state.numbers.set(name, Math.max(state.numbers.get(name) ?? 0, number));
}

/** Reads every event in its order. Faults: the first event that does not fit; a "before" that is not what the event before left. */
export function walkEvents(db: Database.Database, faults: Faults, onEvents?: (done: number) => void): Trail {
  const state: State = { seq: 0, chain: genesis, streams: new Map(), last: new Map(), numbers: new Map(), seals: new Map(), sealing: new Set() };
  const afterOf = db.prepare<[number], string | null>('SELECT after FROM event WHERE seq = ?').pluck();
  let broken: Trail['broken'] = null;

  const nearbyOf = (event: ChainedEventRow) => {
    const near = db.prepare<[number, number], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE seq BETWEEN ? - 3 AND ? + 3 ORDER BY seq`).all(event.seq, event.seq).filter((one) => one.seq !== event.seq);
    const next = db.prepare<[string, string, number], string | null>('SELECT before FROM event WHERE entity_type = ? AND entity_key = ? AND seq > ? ORDER BY seq LIMIT 1').pluck().get(event.entity_type, event.entity_key, event.seq);
    const previous = state.last.get(entityName(event.entity_type, event.entity_key));
    return { events: near, before: previous === undefined ? null : (afterOf.get(previous) ?? null), after: next ?? null };
  };

  function report(event: ChainedEventRow, reason: string): void {
    const missing = event.seq > state.seq + 1;
    const stream = state.streams.get(event.stream) ?? { revision: 0, hash: genesis };
    const altered = missing ? null : alteredColumn(event, { seq: state.seq + 1, revision: stream.revision + 1, hash: stream.hash, chain: state.chain }, nearbyOf(event));
    const seq = missing ? state.seq + 1 : event.seq;
    broken = { seq: event.seq, eventId: event.id, stream: event.stream, reason };
    faults.add({
      check: 'chain', table: 'event', row: String(seq), seq, column: altered?.column ?? null, was: shown(altered?.was), is: shown(altered?.is), subjectId: missing ? null : subjectOfStream(event.stream),
      message: missing ? `Audit ${reason}.` : `Audit event ${event.seq} of ${event.stream}: ${altered ? `its ${altered.column} was changed` : reason}.`,
    });
  }

  function note(event: ChainedEventRow): void {
    const entity = entityName(event.entity_type, event.entity_key);
    if (event.entity_type === 'occurrence') {
      if (event.after?.includes('"sealed":') === true) noteSeals(state, event);
    } else {
      const previous = state.last.get(entity);
      if ((previous === undefined ? null : (afterOf.get(previous) ?? null)) !== event.before) {
        faults.add({ check: 'chain', table: 'event', row: String(event.seq), seq: event.seq, column: 'before', subjectId: subjectOfStream(event.stream), message: `Audit event ${event.seq} of ${event.stream}: what it says was there before is not what event ${previous ?? 'none'} left.` });
      }
      if (event.after === null) state.last.delete(entity);
      else state.last.set(entity, event.seq);
      if (event.entity_type === 'lesion' && event.after !== null) noteNumber(state, event);
    }
    state.seq = event.seq;
    state.chain = event.chain_hash;
    state.streams.set(event.stream, { revision: event.revision, hash: event.hash });
  }

  try {
    for (const event of db.prepare<[], ChainedEventRow>(`SELECT ${eventColumns} FROM event NOT INDEXED ORDER BY seq`).iterate()) {
      const reason = reasonOf(state, event);
      if (reason !== null) {
        report(event, reason);
        break;
      }
      note(event);
      if (state.seq % 1000 === 0) onEvents?.(state.seq);
    }
  } catch (error) {
    const seq = state.seq + 1;
    broken = { seq, eventId: null, stream: null, reason: 'it cannot be read' };
    faults.add({ check: 'chain', table: 'event', row: String(seq), seq, message: `Audit event ${seq} cannot be read: ${(error as Error).message}.` });
  }
  return { events: state.seq, head: { seq: state.seq, hash: state.chain }, streams: state.streams, last: state.last, lesionNumbers: state.numbers, seals: state.seals, sealing: state.sealing, broken };
}

