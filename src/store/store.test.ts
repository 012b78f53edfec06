import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NadirError, type Json } from '../common/index.ts';
import type { Change } from './events.ts';
import { openStore, type Store } from './open.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nadir-store-'));
  file = join(folder, 'nadir.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (exclusive = false): Store => openStore({ dataFolder: folder, programVersion: '0.1.0', nowIso: '2026-01-01T00:00:00.000Z', exclusive, busyTimeoutMs: 200 });

let ids = 0;
const newId = (): string => `id-${(ids += 1)}`;
function append(store: Store, what: string, changes: readonly Change[]): void {
  store.write(() => store.log.append({ id: newId(), what, undoable: true, actor: 'a', role: 'reader', reason: 'why', programVersion: '0.1.0', engineVersion: 'e', at: '2026-01-01T00:00:00.000Z', changes }, newId));
}
const study: Change = { stream: 'study:s', kind: 'StudyCreated', type: 'study', key: 's', after: { id: 's', code: 'A', title: 'T', template: 'phase2', isDemo: false, protocol: {} } };
const subject = (id: string): Change => ({ stream: id, kind: 'SubjectEnrolled', type: 'subject', key: id, after: { id, studyId: 's', code: id, site: '', note: '' } });
const dates = (id: string, facts: Json): Change => ({ stream: id, kind: 'SubjectFactsRecorded', type: 'facts', key: id, after: facts });

function filled(): Store {
  const store = open();
  append(store, 'study', [study]);
  append(store, 'one', [subject('p1'), dates('p1', { randomisationDate: '2026-01-01' })]);
  append(store, 'two', [subject('p2')]);
  append(store, 'later', [dates('p1', { randomisationDate: '2026-01-02' })]);
  return store;
}

function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof NadirError ? `${error.code} ${error.reason}` : String(error);
  }
  return 'nothing was refused';
}

describe('the event log', () => {
  test('an event carries what was before and what is after', () => {
    const store = filled();
    const last = store.log.eventsOfStream('p1').at(-1);
    expect(last).toMatchObject({ revision: 3, before: '{"randomisationDate":"2026-01-01"}', after: '{"randomisationDate":"2026-01-02"}' });
    store.close();
  });

  test('a command that changes nothing writes nothing', () => {
    const store = filled();
    const before = store.log.count();
    append(store, 'again', [dates('p1', { randomisationDate: '2026-01-02' })]);
    expect(store.log.count()).toBe(before);
    store.close();
  });

  test('a command that fails half way leaves neither event nor projection', () => {
    const store = filled();
    const orphan: Change = { stream: 'p3', kind: 'SubjectEnrolled', type: 'subject', key: 'p3', after: { id: 'p3', studyId: 'nowhere', code: 'p3', site: '', note: '' } };
    expect(() => append(store, 'bad', [dates('p2', { deathDate: '2026-02-02' }), orphan])).toThrow();
    expect(store.log.revision('p2')).toBe(1);
    expect(store.compareProjections()).toBeNull();
    store.close();
  });

  test('events can be neither updated nor deleted', () => {
    filled().close();
    const db = new Database(file);
    expect(() => db.exec(`UPDATE event SET actor = 'b' WHERE seq = 1`)).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM event WHERE seq = 1')).toThrow(/append-only/);
    db.close();
  });
});

/** Changes the file behind the product's back. */
function tamper(sql: string): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted;');
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

describe('the hash chain', () => {
  const columns = ['id', 'stream', 'command_id', 'kind', 'entity_type', 'entity_key', 'before', 'after', 'what', 'actor', 'role', 'reason', 'program_version', 'engine_version', 'at', 'previous_hash', 'hash', 'chain_hash'];
  test.each(columns)('one altered character in %s is found, and where', (column) => {
    filled().close();
    tamper(`UPDATE event SET ${column} = 'X' || substr(${column}, 2) WHERE seq = 5`);
    const store = open();
    expect(store.verifyChain().fault).toMatchObject({ seq: 5 });
    store.close();
  });

  test.each(['revision = 9', 'undoable = 0', `undo_of = 'x'`, `redo_of = 'x'`, 'seq = 99'])('an altered %s is found', (change) => {
    filled().close();
    tamper(`UPDATE event SET ${change} WHERE seq = 5`);
    const store = open();
    expect(store.verifyChain().fault).not.toBeNull();
    store.close();
  });

  test('a removed event is found in the middle and at the end', () => {
    filled().close();
    tamper('DELETE FROM event WHERE seq = 3');
    const middle = open();
    expect(middle.verifyChain().fault).toMatchObject({ seq: 4, reason: 'events 3 to 3 are missing' });
    middle.close();
    rmSync(folder, { recursive: true });
    filled().close();
    tamper('DELETE FROM event WHERE seq = 5');
    const end = open();
    expect(end.verifyChain().fault?.reason).toBe('the database says 5 events were written, 4 are there');
    end.close();
  });

  test('an untouched database is whole', () => {
    const store = filled();
    expect(store.verifyChain()).toEqual({ events: 5, fault: null });
    store.close();
  });
});

test('a projection that was changed behind the events is found, and rebuilding mends it', () => {
  filled().close();
  const db = new Database(file);
  db.exec(`UPDATE subject_facts SET facts = '{"randomisationDate":"2020-01-01"}' WHERE subject_id = 'p1'`);
  db.close();
  const store = open();
  expect(store.compareProjections()?.table).toBe('subject_facts');
  store.rebuildProjections();
  expect(store.compareProjections()).toBeNull();
  expect(store.subjects.byId('p1')?.facts).toEqual({ randomisationDate: '2026-01-02' });
  store.close();
});

describe('opening', () => {
  test('the writer keeps commits on disk: WAL with synchronous FULL, foreign keys on', () => {
    filled().close();
    const store = open();
    const db = new Database(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
    expect(() => append(store, 'orphan', [{ stream: 'x', kind: 'k', type: 'timepoint', key: 't', after: { id: 't', subjectId: 'nobody', index: 0, label: '', visitName: '', plannedDate: null, performed: true } }])).toThrow(/FOREIGN KEY/);
    store.close();
  });

  test('a second workstation is refused by name, a command beside it is not', () => {
    const first = open(true);
    expect(reasonOf(() => open(true))).toBe('refused secondInstance');
    const beside = open();
    append(beside, 'study', [study]);
    expect(first.read(() => first.studies.list())).toHaveLength(1);
    beside.close();
    first.close();
    open(true).close();
  });

  test('a command waits for a writer, and says so when it waits too long', () => {
    const store = open();
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    expect(reasonOf(() => append(store, 'study', [study]))).toBe('storage busy');
    other.exec('ROLLBACK');
    other.close();
    append(store, 'study', [study]);
    store.close();
  });

  test('a file that is no database, and a database of another program, are refused and left as they are', () => {
    writeFileSync(file, 'this is not a database, it only has the name of one'.repeat(100));
    expect(reasonOf(() => open())).toBe('storage corrupt');
    rmSync(file);
    const other = new Database(file);
    other.exec('CREATE TABLE recipe (id INTEGER)');
    other.close();
    expect(reasonOf(() => open())).toBe('storage foreignDatabase');
    const again = new Database(file);
    expect(again.pragma('journal_mode', { simple: true })).toBe('delete');
    again.close();
  });
});
