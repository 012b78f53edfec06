/** The events as an audit trail is looked through: newest first, by what somebody asks for and may see. Indexes of migration 6. */
import type Database from 'better-sqlite3';
import type { ChainedEventRow } from './eventHash.ts';
import { accountStream, workstationStream } from './entities.ts';
import { eventColumns } from './events.ts';

/** The part of the trail that somebody may see. */
export type TrailScope = {
  readonly accounts: boolean;
  readonly workstation: boolean;
  /** Studies' own records: all, none, or only events of these kinds. */
  readonly studies: 'all' | 'none' | readonly string[];
  /** Streams of subjects, which hold the site's read. */
  readonly subjects: boolean;
  /** Streams of central readers' reads and of the decisions between them. */
  readonly central: boolean;
  /** Streams that are kept from the person whatever the rest says. */
  readonly without: readonly string[];
};

/** What is asked for; a member left out asks for everything. */
export type TrailFilter = {
  readonly streams?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  readonly role?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly entityTypes?: readonly string[] | undefined;
  readonly entityKey?: string | undefined;
  /** UTC instants: from the first on, up to and without the second. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly withReason?: boolean | undefined;
  /** Undo and redo only. */
  readonly undo?: boolean | undefined;
  /** Stands in what was done, why or by whom; or the event is of one of these streams. */
  readonly text?: { readonly words: string; readonly streams: readonly string[] } | undefined;
};

/** How many events a person has of a kind, in a role. */
export type TrailTally = { readonly actor: string; readonly role: string; readonly kind: string; readonly entityType: string; readonly events: number };

export type Trail = {
  /** Up to `limit` events before `before` (null: from the newest), newest first. */
  page(scope: TrailScope, filter: TrailFilter, before: number | null, limit: number): readonly ChainedEventRow[];
  count(scope: TrailScope, filter: TrailFilter): number;
  tally(scope: TrailScope, filter: TrailFilter): readonly TrailTally[];
  /** All of them, oldest first, in pages. */
  oldestFirst(scope: TrailScope, filter: TrailFilter, pageSize: number): Generator<readonly ChainedEventRow[]>;
  byId(id: string): ChainedEventRow | null;
  bySeq(seq: number): ChainedEventRow | null;
  isVisible(scope: TrailScope, seq: number): boolean;
  /** Subjects ever recorded with their study and code, also those that were taken back, after the event `afterSeq`. */
  subjectsAfter(afterSeq: number): readonly { readonly seq: number; readonly id: string; readonly studyId: string; readonly code: string }[];
  /** The newest snapshot of a record that had one: how a record that is gone was called. */
  lastSnapshot(entityType: string, entityKey: string): string | null;
  streams(): readonly { readonly stream: string; readonly revision: number }[];
  /** How SQLite would look a page up, for tests. */
  plan(scope: TrailScope, filter: TrailFilter): readonly string[];
};

/** Up to so many events are found by a rare person, kind or stream; beyond, the narrow index is read through. */
const few = 4000;

type Parameter = string | number;
type Clauses = { readonly sql: readonly string[]; readonly values: readonly Parameter[] };

const among = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`;

function scopeClauses({ accounts, workstation, studies, subjects, central, without }: TrailScope): Clauses {
  const either: string[] = [];
  const values: Parameter[] = [];
  if (accounts) either.push(`stream = '${accountStream}'`);
  if (workstation) either.push(`stream = '${workstationStream}'`);
  if (studies === 'all') either.push(`stream GLOB 'study:*'`);
  else if (studies !== 'none') {
    either.push(`(stream GLOB 'study:*' AND ${among('kind')})`);
    values.push(JSON.stringify(studies));
  }
  const isSubject = `(stream NOT GLOB 'study:*' AND stream NOT IN ('${accountStream}', '${workstationStream}')`;
  if (subjects) either.push(central ? `${isSubject})` : `${isSubject} AND instr(stream, '#') = 0)`);
  const sees = accounts && workstation && studies === 'all' && subjects && central ? [] : [either.length === 0 ? '0' : `(${either.join(' OR ')})`];
  if (sees.length === 0) values.length = 0;
  if (without.length === 0) return { sql: sees, values };
  return { sql: [...sees, `stream NOT IN (SELECT value FROM json_each(?))`], values: [...values, JSON.stringify(without)] };
}

const likeOf = (words: string): string => `%${words.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`;

function filterClauses(filter: TrailFilter): Clauses {
  const sql: string[] = [];
  const values: Parameter[] = [];
  const add = (clause: string, ...some: Parameter[]): void => { sql.push(clause); values.push(...some); };
  if (filter.streams) add(among('stream'), JSON.stringify(filter.streams));
  if (filter.actor !== undefined) add('actor = ?', filter.actor);
  if (filter.role !== undefined) add('role = ?', filter.role);
  if (filter.kinds) add(among('kind'), JSON.stringify(filter.kinds));
  if (filter.entityTypes) add(among('entity_type'), JSON.stringify(filter.entityTypes));
  if (filter.entityKey !== undefined) add('entity_key = ?', filter.entityKey);
  if (filter.from !== undefined) add('at >= ?', filter.from);
  if (filter.to !== undefined) add('at < ?', filter.to);
  if (filter.withReason) add('reason IS NOT NULL');
  if (filter.undo) add('(undo_of IS NOT NULL OR redo_of IS NOT NULL)');
  if (filter.text) {
    const like = likeOf(filter.text.words);
    add(`(what LIKE ? ESCAPE '\\' OR reason LIKE ? ESCAPE '\\' OR actor LIKE ? ESCAPE '\\' OR ${among('stream')})`, like, like, like, JSON.stringify(filter.text.streams));
  }
  return { sql, values };
}

export function createTrail(db: Database.Database): Trail {
  const byId = db.prepare<[string], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE id = ?`);
  const bySeq = db.prepare<[number], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE seq = ?`);
  const bySeqs = db.prepare<[string], ChainedEventRow>(`SELECT ${eventColumns} FROM event WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`);
  const heads = db.prepare<[], { stream: string; revision: number }>('SELECT stream, revision FROM stream_head');
  const revisionsOf = db.prepare<[string], { n: number | null }>('SELECT sum(revision) AS n FROM stream_head WHERE stream IN (SELECT value FROM json_each(?))');
  const ofActor = db.prepare<[string, number], { n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM event INDEXED BY event_by_actor WHERE actor = ? LIMIT ?)');
  const ofKinds = db.prepare<[string, number], { n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM event INDEXED BY event_by_kind WHERE kind IN (SELECT value FROM json_each(?)) LIMIT ?)');
  const subjects = db.prepare<[number], { seq: number; id: string; studyId: string; code: string }>(
    `SELECT seq, entity_key AS id, json_extract(coalesce(after, before), '$.studyId') AS studyId, json_extract(coalesce(after, before), '$.code') AS code
     FROM event INDEXED BY event_by_entity WHERE entity_type = 'subject' AND seq > ? AND json_valid(coalesce(after, before)) ORDER BY seq`);
  const last = db.prepare<[string, string], { snapshot: string | null }>(
    `SELECT coalesce(after, before) AS snapshot FROM event INDEXED BY event_by_entity WHERE entity_type = ? AND entity_key = ? ORDER BY seq DESC LIMIT 1`);

  /** Where to look: what is rare is found by its own index. */
  function sourceOf(filter: TrailFilter): string {
    if (filter.entityKey !== undefined && filter.entityTypes) return 'event INDEXED BY event_by_entity';
    if (filter.streams && (revisionsOf.get(JSON.stringify(filter.streams))?.n ?? 0) <= few) return 'event INDEXED BY sqlite_autoindex_event_2';
    if (filter.actor !== undefined && (ofActor.get(filter.actor, few + 1)?.n ?? 0) <= few) return 'event INDEXED BY event_by_actor';
    if (filter.kinds && (ofKinds.get(JSON.stringify(filter.kinds), few + 1)?.n ?? 0) <= few) return 'event INDEXED BY event_by_kind';
    return 'event INDEXED BY event_trail';
  }

  function select(what: string, scope: TrailScope, filter: TrailFilter, bound: { readonly sql: string; readonly value: number } | null, tail: string): { sql: string; values: Parameter[] } {
    const parts = [scopeClauses(scope), filterClauses(filter)];
    const where = [...parts.flatMap((part) => part.sql), ...(bound ? [bound.sql] : [])];
    return { sql: `SELECT ${what} FROM ${sourceOf(filter)}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`} ${tail}`, values: [...parts.flatMap((part) => part.values), ...(bound ? [bound.value] : [])] };
  }

  function seqs(scope: TrailScope, filter: TrailFilter, bound: { readonly sql: string; readonly value: number } | null, order: 'ASC' | 'DESC', limit: number): number[] {
    const { sql, values } = select('seq', scope, filter, bound, `ORDER BY seq ${order} LIMIT ${limit}`);
    return db.prepare<Parameter[], number>(sql).pluck().all(...values) as number[];
  }

  return {
    page: (scope, filter, before, limit) => [...bySeqs.all(JSON.stringify(seqs(scope, filter, before === null ? null : { sql: 'seq < ?', value: before }, 'DESC', limit)))].reverse(),
    count(scope, filter) {
      const { sql, values } = select('count(*) AS n', scope, filter, null, '');
      return db.prepare<Parameter[], { n: number }>(sql).get(...values)?.n ?? 0;
    },
    tally(scope, filter) {
      const { sql, values } = select('actor, role, kind, entity_type AS entityType, count(*) AS events', scope, filter, null, 'GROUP BY 1, 2, 3, 4');
      return db.prepare<Parameter[], TrailTally>(sql).all(...values);
    },
    *oldestFirst(scope, filter, pageSize) {
      for (let after = 0; ;) {
        const found = seqs(scope, filter, { sql: 'seq > ?', value: after }, 'ASC', pageSize);
        if (found.length > 0) yield bySeqs.all(JSON.stringify(found));
        if (found.length < pageSize) return;
        after = found.at(-1) ?? after;
      }
    },
    byId: (id) => byId.get(id) ?? null,
    bySeq: (seq) => bySeq.get(seq) ?? null,
    isVisible(scope, seq) {
      const { sql, values } = scopeClauses(scope);
      return db.prepare<Parameter[], { n: number }>(`SELECT count(*) AS n FROM event WHERE ${['seq = ?', ...sql].join(' AND ')}`).get(seq, ...values)?.n === 1;
    },
    subjectsAfter: (afterSeq) => subjects.all(afterSeq),
    lastSnapshot: (type, key) => last.get(type, key)?.snapshot ?? null,
    streams: () => heads.all(),
    plan(scope, filter) {
      const { sql, values } = select('seq', scope, filter, { sql: 'seq < ?', value: 1 }, 'ORDER BY seq DESC LIMIT 50');
      return db.prepare<Parameter[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map(({ detail }) => detail);
    },
  };
}
