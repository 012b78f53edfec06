/** The audit trail as people look through it: what each role sees, what a filter finds, what an event proves, and how a million of them are looked up. */
import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { JobStatus, TrailChoices, TrailEvent, TrailPage, TrailRow } from '../../src/api/wire.ts';
import { changeWords, eventTitle, kindsOfGroup, snapshotChanges, trailGroups } from '../../src/casefile/index.ts';
import { hash } from 'node:crypto';
import { createHost, openCore } from '../../src/host/index.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { createTrail, type TrailScope } from '../../src/store/trail.ts';
import { twoReaders, type Stage } from './doubleRead.ts';
import type { Window } from './windows.ts';

const page = async (window: Window, asked = ''): Promise<TrailPage> => (await window.send('GET', `/audit/page?limit=200${asked}`)).body as TrailPage;
const rows = async (window: Window, asked = ''): Promise<readonly TrailRow[]> => (await page(window, asked)).rows;

async function bothRead(stage: Stage): Promise<void> {
  await stage.one.target(37.3, 'liver', 3);
  await stage.two.target(20);
  await stage.two.command('/subject/undo', {});
  await stage.site.look();
}

test('each role sees its part of the trail; who reads one of two sees nothing, whatever other role they have', async () => {
  const stage = await twoReaders();
  await bothRead(stage);
  const parts = async (window: Window) => [...new Set((await rows(window)).map(({ part }) => part))].sort();
  expect(await parts(stage.manager)).toEqual(['reader1', 'reader2', 'site', 'study']);
  expect(await parts(stage.site.window)).toEqual(['site', 'study']);
  for (const window of [stage.one.window, stage.two.window, stage.judge, stage.stranger]) expect(await window.tries('GET', '/audit/page')).toBe('role');
  const trail = stage.b.services.trail;
  const first = stage.b.store.accounts.list().find(({ fullName }) => fullName === 'Dr Olga Eins');
  if (!first) throw new Error('no first reader');
  const both = { actor: first.fullName, accountId: first.id, roles: ['reader', 'dataManager', 'administrator'] as const, role: 'dataManager' as const };
  const seen = trail.page(both, {}, null, 200).rows;
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(({ part, seq }) => part === 'accounts' && seq === null)).toBe(true);
  const hidden = stage.b.store.log.eventsOfStream(`${stage.subjectId}#reader2`).at(-1)?.id ?? '';
  expect(() => trail.event(both, hidden)).toThrow(/no such event/);
  expect(() => trail.page(both, {}, hidden, 10)).toThrow(/no such event/);
  const administrator = { actor: 'A', accountId: null, roles: ['administrator'] as const, role: 'administrator' as const };
  const administered = trail.page(administrator, {}, null, 200).rows;
  expect(new Set(administered.map(({ part }) => part))).toEqual(new Set(['accounts', 'study']));
  expect(administered.filter(({ part }) => part === 'study').every(({ kind }) => /^(Study|Keys|Export)/.test(kind))).toBe(true);
  stage.b.close();
});

test('a filter finds exactly its events, pages meet without gap or repeat, counts and choices agree, and the CSV has the same events', async () => {
  const stage = await twoReaders();
  await bothRead(stage);
  const all = await rows(stage.manager);
  const by = (test: (row: TrailRow) => boolean) => all.filter(test).map(({ id }) => id);
  const found = async (asked: string) => (await rows(stage.manager, asked)).map(({ id }) => id);
  const measured = kindsOfGroup('measuring') ?? [];
  const [day] = all[0]?.at.split('T') ?? [];
  expect(await found('&group=measuring')).toEqual(by(({ kind }) => measured.includes(kind)));
  expect(await found('&undo=true')).toEqual(by(({ takes }) => takes !== null));
  expect((await found('&undo=true')).length).toBeGreaterThan(0);
  expect(await found('&reason=true')).toEqual(by(({ reason }) => reason !== null));
  expect(await found(`&person=${encodeURIComponent('Dr Olga Eins')}`)).toEqual(by(({ actor }) => actor === 'Dr Olga Eins'));
  expect(await found(`&subject=${stage.subjectId}`)).toEqual(by(({ subjectId }) => subjectId === stage.subjectId));
  expect(await found(`&study=${stage.studyId}`)).toEqual(by(({ studyId }) => studyId === stage.studyId));
  expect(await found(`&from=${day}&to=${day}`)).toEqual(by(({ at }) => at.startsWith(day ?? 'x')));
  expect(await found('&to=2001-01-01')).toEqual([]);
  expect(await found('&text=liver')).toEqual(by(({ what, reason }) => /liver/i.test(`${what} ${reason}`)));
  expect(await found('&text=100%25_')).toEqual([]);
  const pages: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const one: TrailPage = (await stage.manager.send('GET', `/audit/page?limit=7${next === '' ? '' : `&after=${next}`}`)).body as TrailPage;
    pages.push(...one.rows.map(({ id }) => id));
    next = one.next;
  }
  expect(pages).toEqual(all.map(({ id }) => id));
  expect((await stage.manager.send('GET', '/audit/count?group=measuring')).body).toEqual({ events: by(({ kind }) => measured.includes(kind)).length });
  const choices = (await stage.manager.send('GET', '/audit/choices')).body as TrailChoices;
  expect(choices.events).toBe(all.length);
  expect(choices.people.find(({ value }) => value === 'Dr Olga Eins')?.events).toBe(by(({ actor }) => actor === 'Dr Olga Eins').length);
  const { services, store } = stage.b;
  const manager = { actor: 'Manager', accountId: null, roles: ['dataManager'] as const, role: 'dataManager' as const };
  const pieces: string[] = [];
  const before = store.log.count();
  const file = services.trail.csv(manager, { group: 'measuring' }, (piece) => pieces.push(piece));
  const lines = pieces.join('').trimEnd().split('\r\n');
  expect(lines).toHaveLength(file.events + 1);
  // Of the whole file, byte for byte, with the mark a spreadsheet wants in front: as `sha256sum` says it.
  expect([file.sha256, pieces[0]]).toEqual([hash('sha256', pieces.join('')), '\ufeff']);
  for (const id of by(({ kind }) => measured.includes(kind))) expect(pieces.join('')).toContain(id);
  expect(() => services.trail.csv(manager, {}, () => undefined, { isCancelled: () => true })).toThrow(/Nothing was written/);
  services.trail.recordExport(manager, { group: 'measuring' }, { ...file, name: 'audit.csv' });
  expect(store.log.eventsAfter(before, 10)).toMatchObject([{ kind: 'AuditExported', stream: 'workstation', actor: 'Manager' }]);
  stage.b.close();
});

test('an event says who, when, what it was and is, and its hashes are worked out again', async () => {
  const stage = await twoReaders();
  await bothRead(stage);
  const [row] = await rows(stage.manager, `&kind=MeasurementRecorded&person=${encodeURIComponent('Dr Olga Eins')}`);
  const event = (await stage.manager.send('GET', `/audit/event/${row?.id}`)).body as TrailEvent;
  expect(event.changes.map(changeWords)).toContain('Long axis 37.3 mm');
  expect(event).toMatchObject({ actor: 'Dr Olga Eins', role: 'reader', part: 'reader1', entity: 'T1 at Baseline', proof: { contentHolds: true, linkHolds: true, chain: { holds: true } } });
  expect(hash('sha256', `${event.proof.previousHash}\n${event.proof.covered}`)).toBe(event.hash);
  const undo = (await rows(stage.manager, '&undo=true'))[0];
  const undone = (await stage.manager.send('GET', `/audit/event/${undo?.id}`)).body as TrailEvent;
  expect(undone.takesBack?.what).toContain('placed');
  expect((await stage.manager.send('GET', '/audit/event/no-such-event')).status).toBe(404);
  stage.b.close();
});

describe('words', () => {
  test('what differs is said value by value; what is the same is not; sizes come first', () => {
    const record = (longAxisMm: number) => ({ lesionId: 'l', timepointId: 't', record: { state: 'measured', caliper: { longAxis: [[0, 0, 0], [longAxisMm, 0, 0]] }, longAxisMm } });
    expect(snapshotChanges('assessment', record(30), record(30.9)).map(changeWords)).toEqual(['Long axis 30.0 mm → 30.9 mm', 'Ends of the long axis (0.0, 0.0, 0.0) mm to (30.0, 0.0, 0.0) mm → (0.0, 0.0, 0.0) mm to (30.9, 0.0, 0.0) mm']);
    expect(snapshotChanges('assessment', record(30), null).map(changeWords)[0]).toBe('Long axis 30.0 mm removed');
    expect(snapshotChanges('facts', { deathDate: '2026-01-02' }, { deathDate: '2026-01-03', arm: null }).map(changeWords)).toEqual(['Death date 2026-01-02 → 2026-01-03']);
    expect(snapshotChanges('subject', { note: '=cmd' }, { note: '' }).map(changeWords)).toEqual(['Note =cmd → empty']);
    const nameOf = (id: string) => ({ [one]: 'P-01', [two]: 'P-02' })[id] ?? null;
    const [one, two] = ['01a201c5-8e22-7576-bf82-059506dd7290', '01a201c5-b633-76ed-a498-09aecd744ad9'];
    expect(snapshotChanges('seriesAssignment', { subjectId: one, seriesId: 's' }, { subjectId: two, seriesId: 's', scanDate: '2026-01-02' }, nameOf).map(changeWords)).toEqual(['Subject P-01 → P-02', 'Scan date as its images say → 2026-01-02']);
    expect(snapshotChanges('readingAssignment', { body: { accountId: one } }, { body: { accountId: two } }, nameOf).map(changeWords)).toEqual(['Reader P-01 → P-02']);
    const backups = (place: string | null, daily: number) => ({ isOn: true, place, keep: { daily, weekly: 4 } });
    expect(snapshotChanges('occurrence', null, { before: backups(null, 7), plan: backups('/disk', 5) }).map(changeWords)).toEqual(['Place none → /disk', 'Keep, daily 7 → 5']);
  });

  test('every kind has one title, and what undo writes is told as such', () => {
    const kinds = trailGroups.flatMap((group) => Object.keys(group.kinds));
    expect(new Set(kinds).size).toBe(kinds.length);
    expect([eventTitle('MeasurementRecordedUndone'), eventTitle('SomethingNewHappened')]).toEqual(['Measurement, undone', 'Something new happened']);
  });
});

test('no look-up of the trail reads snapshots or sorts what it need not: every plan uses an index', () => {
  const db = new Database(':memory:');
  for (const step of migrations) db.exec(step.sql);
  const trail = createTrail(db);
  const whole: TrailScope = { accounts: true, workstation: true, studies: 'all', subjects: true, central: true, without: [] };
  const plan = (filter: Parameters<typeof trail.plan>[1], scope = whole) => trail.plan(scope, filter).join('; ');
  // Few events: what is rare is found by its own index.
  expect(plan({ actor: 'a' })).toMatch(/event_by_actor \(actor=\? AND seq<\?\)/);
  expect(plan({ kinds: ['a'] })).toMatch(/event_by_kind \(kind=\? AND seq<\?\)/);
  expect(plan({ streams: ['a'] })).toMatch(/sqlite_autoindex_event_2 \(stream=\?\)/);
  expect(plan({ entityTypes: ['lesion'], entityKey: 'a' })).toMatch(/event_by_entity \(entity_type=\? AND entity_key=\? AND seq<\?\)/);
  // Anything else is read newest first from the narrow index alone.
  for (const filter of [{}, { text: { words: 'a', streams: [] } }, { withReason: true }, { undo: true }, { from: 'a', to: 'b' }, { role: 'reader' }]) {
    for (const scope of [whole, { ...whole, accounts: false, central: false, studies: ['StudyCreated'] as const, without: ['x'] }]) {
      expect(plan(filter, scope)).toMatch(/^SEARCH event USING COVERING INDEX event_trail \(seq<\?\)/);
      expect(plan(filter, scope)).not.toMatch(/ORDER BY/);
    }
  }
  db.close();
});

test('an export of many events is cancelled while it is written: no file, and no word of it in the trail', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nadir-audit-'));
  const host = await createHost({ dataFolder: folder, shell: 'test', withDemo: false });
  try {
    const ask = (route: string, body?: unknown) => host.handler(new Request(`http://nadir.local/api${route}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
    const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
    const many = 20_000;
    const core = openCore(folder, { exclusive: false });
    core.store.write(() => core.store.log.append({
      id: uuidv7(), what: 'Many', undoable: false, actor: 'A', role: 'dataManager', programVersion: '0', engineVersion: '0', at: '2026-01-01T00:00:00.000Z',
      changes: Array.from({ length: many }, (_, number) => ({ stream: 'workstation', kind: 'AuditChecked', type: 'occurrence' as const, key: `k${number}`, after: { events: number, fault: null } })),
    }, uuidv7));
    core.store.close();
    const exported = async () => (await json<TrailPage>(ask('/audit/page?limit=10&kind=AuditExported'))).rows.map(({ what }) => what);
    const { id } = await json<JobStatus>(ask('/audit/export', {}));
    const job = () => json<JobStatus>(ask(`/job/${id}`));
    await expect.poll(async () => (await job()).done, { interval: 20, timeout: 30_000 }).toBeGreaterThan(0);
    await ask(`/job/${id}/cancel`, {});
    await expect.poll(async () => (await job()).state, { timeout: 20_000 }).toBe('cancelled');
    expect((await job()).done).toBeLessThan(many);
    expect([await exported(), readdirSync(path.join(folder, 'spool', 'audit')), (await ask(`/audit/${id}/csv`)).status]).toEqual([[], [], 404]);
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
