/** A progression date confirmed, queried, answered, reopened and confirmed again; who may; what a blinded reader is told. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ConfirmationState, QueryList, RaisedQuery, WorklistPage, WorklistRow } from '../../src/api/wire.ts';
import { canonicalJson, type Json } from '../../src/common/index.ts';
import type { StudyDesign } from '../../src/casefile/index.ts';
import { bench, type Bench, measured, reader, studyWithSubject } from './harness.ts';
import { readThrough, twoReaders } from './doubleRead.ts';
import { oneReader, readingAt } from './readBench.ts';
import { password, refusalOf, standingClock, windowOf, type Window } from './windows.ts';

type Body = Record<string, unknown>;
const at = (window: Window, subjectId: string) => {
  const state = async (): Promise<ConfirmationState> => (await window.send('GET', `/confirmation/state?subject=${subjectId}`)).body as ConfirmationState;
  return {
    state, queries: async () => (await window.send('GET', `/query/list?subject=${subjectId}`)).body as QueryList,
    confirm: async (over: Body = {}) => window.tries('POST', '/confirmation/confirm', { subjectId, contentHash: (await state()).now?.contentHash, password, ...over }),
    raise: async (over: Body = {}) => (await window.send('POST', '/query/raise', { subjectId, text: 'Is T1 confluent with its neighbour?', password, ...over })).body as RaisedQuery,
    say: async (what: string, queryId: string, over: Body = {}) => window.tries('POST', `/query/${what}`, { subjectId, queryId, seen: 1, ...over }),
  };
};

/** One target 40 → 24 → 36 mm: PR, then progression at TP2 (2026-05-01); all signed by the reader. Played once: a signature takes long to check. */
const played = (async () => {
  const { b, at: read, first, only, studyId, subjectId, series } = await oneReader();
  const target = await read.target(40);
  for (const [index, mm] of [[0, 40], [1, 24], [2, 36]] as const) {
    if (index > 0) await read.record(target, index, read.drawn(index, mm));
    await read.answerAll();
    expect((await read.sign(index, password)).reason).toBe('ok');
  }
  const folder = mkdtempSync(join(tmpdir(), 'shared-confirming-'));
  b.store.close();
  copyFileSync(join(b.store.dataFolder, 'nadir.sqlite'), join(folder, 'nadir.sqlite'));
  b.close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { folder, first, only, studyId, subjectId, series, target };
})();

async function progressed() {
  const { folder: seed, first, only, ...facts } = await played;
  const { studyId, subjectId } = facts;
  const folder = mkdtempSync(join(tmpdir(), 'nadir-confirming-'));
  copyFileSync(join(seed, 'nadir.sqlite'), join(folder, 'nadir.sqlite'));
  const made = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock: standingClock() });
  const b: Bench = { ...made, close: () => { made.close(); rmSync(folder, { recursive: true, force: true }); } };
  const read = readingAt(b, first, facts);
  const signed = async (index: number) => { await read.answerAll(); const done = await read.sign(index, password); expect(done.reason, done.message).toBe('ok'); };
  const row = async () => ((await read.window.send('GET', `/worklist/page?study=${studyId}&today=2026-08-01&offset=0&limit=5`)).body as { rows: WorklistRow[] }).rows[0];
  return { b, first, only, ...facts, at: read, signed, row, who: at(read.window, subjectId) };
}

test('a date is confirmed with its provenance, an amendment that changes a measurement reopens it, and it is confirmed again', async () => {
  const { b, at: read, who, target, signed, row, subjectId } = await progressed();
  const before = await who.state();
  expect(before).toMatchObject({ state: 'none', history: [], now: { outcome: { progression: { date: '2026-05-01' } }, upTo: { label: 'TP2' }, obstacles: [] } });
  expect([await who.confirm({ password: 'wrong' }), await who.confirm({ contentHash: '0'.repeat(64) })]).toEqual(['wrongPassword', 'basisMoved']);
  expect(await who.confirm()).toBe('ok');
  const confirmed = await who.state();
  expect(confirmed).toMatchObject({ state: 'confirmed', changes: [], history: [{ number: 1, by: 'Dr Ada First', meaning: 'confirmed', chosen: null, outcome: { progression: { date: '2026-05-01' }, bestOverallResponse: 'PR' } }] });
  expect((await row())?.confirmation).toMatchObject({ state: 'confirmed', date: '2026-05-01' });
  expect(await who.confirm()).toBe('confirmedAlready');
  // What was frozen can be read again and has the hash that was signed.
  const kept = b.store.readFacts.byKey('confirmedContent', `${subjectId}/site/1`)?.body as Record<string, Json>;
  const { labels: _labels, ...facts } = kept;
  expect(createHash('sha256').update(canonicalJson(facts)).digest('hex')).toBe(confirmed.history[0]?.contentHash);

  await read.amend(2, 'Measured on another slice');
  expect(await who.state()).toMatchObject({ state: 'confirmed', now: { obstacles: ['TP2 is being amended'] } });
  await read.record(target, 2, read.drawn(2, 26));
  const reopened = await who.state();
  expect(reopened.state).toBe('reopened');
  expect(reopened.changes).toEqual(['Progression 2026-05-01 → no progression', 'T1 at TP2: 36.0 mm → 26.0 mm']);
  expect(reopened.changedBy).toMatchObject([{ by: 'Dr Ada First', reason: 'Measured on another slice' }, { what: 'T1 set to 26.0 mm at TP2' }]);
  expect((await row())?.confirmation?.state).toBe('reopened');
  expect(await who.confirm()).toBe('notReady');
  await signed(2);
  expect((await row())?.next).toMatchObject({ kind: 'read' });
  expect(await who.confirm()).toBe('ok');
  expect((await who.state()).history).toMatchObject([{ number: 1, outcome: { progression: { date: '2026-05-01' } } }, { number: 2, outcome: { progression: null }, upTo: { label: 'TP2' } }]);
  expect([b.store.compareProjections(), b.store.verifyChain().fault]).toEqual([null, null]);
  b.close();
});

test('taking a change back makes the confirmation hold again; a timepoint read later leaves it standing and says so', async () => {
  const { b, at: read, who, target } = await progressed();
  await who.confirm();
  await read.record(target, 3, read.drawn(3, 50));
  expect(await who.state()).toMatchObject({ state: 'confirmed', readSince: ['TP3'] });
  await read.amend(1, 'Look again');
  await read.record(target, 1, read.drawn(1, 23));
  expect((await who.state()).state).toBe('reopened');
  await read.command('/subject/undo', {});
  expect((await who.state()).state).toBe('confirmed');
  b.close();
});

test('another date, or none, needs a reason; both dates are kept', async () => {
  const { b, who } = await progressed();
  expect(await who.confirm({ chosen: { date: '2026-04-20', reason: ' ' } })).toBe('noReason');
  expect(await who.confirm({ chosen: { date: '2026-02-30', reason: 'x' } })).toBe('date');
  expect(await who.confirm({ chosen: { date: '2026-05-01', reason: 'x' } })).toBe('sameDate');
  expect(await who.confirm({ chosen: { date: '2026-04-20', reason: 'Biopsy of the same lesion' } })).toBe('ok');
  expect(await who.confirm({ chosen: { date: null, reason: 'Pseudoprogression on review' } })).toBe('ok');
  expect((await who.state()).history).toMatchObject([
    { meaning: 'otherDate', chosen: { date: '2026-04-20', reason: 'Biopsy of the same lesion' }, outcome: { progression: { date: '2026-05-01' } } }, { meaning: 'otherDate', chosen: { date: null } },
  ]);
  b.close();
});

test('dates that contradict each other and open queries stand in the way, each named', async () => {
  const { b, at: read, who } = await progressed();
  await read.command('/subject/set-facts', { deathDate: '2026-04-01' });
  await who.raise();
  expect((await who.state()).now?.obstacles).toEqual(['1 query is open', expect.stringMatching(/^Q-S05: .*after the death on 2026-04-01/)]);
  expect(await who.confirm()).toBe('notReady');
  b.close();
});

test('a query is a thread: asked with a signature, answered by the reader, asked again, closed; each step an event', async () => {
  const stage = await progressed();
  const { b, subjectId, studyId, target, only } = stage;
  const investigator = at(windowOf(b, only.investigator), subjectId);
  const rd = at(windowOf(b, only.reader), subjectId);
  // The investigator's password is not known to the test: who has none of the words cannot sign.
  expect(refusalOf(await investigator.raise({ timepointId: await stage.at.timepoint(2), lesionId: target, password: 'wrong' }))).toBe('wrongPassword');
  expect(refusalOf(await rd.raise())).toBe('role');
  const { queryId } = await stage.who.raise({ timepointId: await stage.at.timepoint(2), lesionId: target });
  const [query] = await rd.queries();
  expect(query).toMatchObject({ id: queryId, status: 'open', aboutText: 'TP2, T1', may: { answer: true, ask: false }, messages: [{ kind: 'question', by: 'Dr Ada First', signature: { meaning: 'queried', contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) } }] });
  expect((await stage.row())).toMatchObject({ next: { kind: 'query', text: 'Answer query TP2' }, queries: { open: 1, answered: 0 } });
  expect(await rd.say('answer', queryId, { text: '' })).toBe('noText');
  expect(await investigator.say('answer', queryId, { text: 'x' })).toBe('notReader');
  expect(await rd.say('answer', queryId, { text: 'Separate on the thin slices', seen: 3 })).toBe('threadMoved');
  expect(await rd.say('answer', queryId, { text: 'Separate on the thin slices' })).toBe('ok');
  expect((await stage.row())).toMatchObject({ next: { text: 'Read TP3' }, queries: { open: 0, answered: 1 } });
  expect(await rd.say('close', queryId, { seen: 2 })).toBe('role');
  expect(await investigator.say('ask-again', queryId, { text: 'On which slice?', seen: 2 })).toBe('ok');
  expect(await rd.say('answer', queryId, { text: 'Image 3', seen: 3 })).toBe('ok');
  expect(await investigator.say('close', queryId, { seen: 4 })).toBe('ok');
  expect(await rd.say('answer', queryId, { text: 'late', seen: 5 })).toBe('closedAlready');
  const all = (await windowOf(b, only.dataManager).send('GET', `/query/list?study=${studyId}`)).body as QueryList;
  expect(all).toMatchObject([{ status: 'closed', code: 'S-001', messages: [{}, {}, {}, {}, { kind: 'closed', by: 'Only investigator' }] }]);
  const kinds = b.services.audit.ofSubject({ actor: '', accountId: null, roles: ['dataManager'], role: 'dataManager' }, subjectId).map(({ kind }) => kind).filter((kind) => kind.startsWith('Query'));
  expect(kinds).toEqual(['QueryRaised', 'QueryAnswered', 'QueryAskedAgain', 'QueryAnswered', 'QueryClosed']);
  b.close();
});

test('a central reader hears of a query without person, site or outcome; the other reader and the investigator hear nothing', async () => {
  const stage = await twoReaders();
  const { b, subjectId, people } = stage;
  const before = await Promise.all([stage.two.look(), stage.site.look()]);
  const manager = at(stage.manager, subjectId);
  const one = stage.one;
  const target = await one.target(30);
  b.services.subjects.setFacts({ actor: 'x', accountId: null, roles: ['dataManager'], role: 'dataManager' }, { subjectId, expectedRevision: null }, { newTherapyStartDate: '2026-06-20' });
  const raise = (over: Body) => manager.raise({ slot: 'reader1', timepointId: undefined, password: people.manager.password, ...over });
  expect(refusalOf(await raise({ text: 'New therapy began 2026-06-20, is T1 larger?' }))).toBe('unblinding');
  expect(refusalOf(await raise({ text: 'And at TP1?', timepointId: await stage.site.timepoint(1) }))).toBe('notRead');
  const { queryId } = await raise({ text: 'Is T1 one lesion?', timepointId: await one.timepoint(0), lesionId: target });
  const reader1 = at(one.window, subjectId);
  expect(await reader1.queries()).toMatchObject([{ id: queryId, slot: 'reader1', aboutText: 'Baseline, T1', messages: [{ by: 'Data manager' }], may: { answer: true, ask: false } }]);
  expect(JSON.stringify(await reader1.queries())).not.toContain('Max Manager');
  expect([await at(stage.two.window, subjectId).queries(), await at(stage.site.window, subjectId).queries(), await at(stage.judge, subjectId).queries(), await at(stage.stranger, subjectId).queries()]).toMatchObject([[], [], { error: { reason: 'role' } }, []]);
  const investigator = at(stage.site.window, subjectId);
  expect(refusalOf(await investigator.raise({ slot: 'reader1', password: people.site.password }))).toBe('notAsker');
  expect(await at(stage.two.window, subjectId).say('answer', queryId, { slot: 'reader1', text: 'mine' })).toBe('query');
  expect(await reader1.say('answer', queryId, { slot: 'reader1', text: 'One, on three slices' })).toBe('ok');
  expect(await manager.queries()).toMatchObject([{ status: 'answered', messages: [{ by: 'Max Manager' }, { by: 'Dr Olga Eins', kind: 'answer' }] }]);
  expect(await Promise.all([stage.two.look(), stage.site.look()])).toMatchObject([{ case: { revision: before[0].case.revision } }, { case: { lesions: [] } }]);
  expect(await one.window.tries('GET', `/confirmation/state?subject=${subjectId}`)).toBe('role');
  b.close();
});

const central: StudyDesign = { phase: 'III', arms: [], primaryEndpoint: 'PFS', secondaryEndpoints: [], evaluatedBy: 'central' };

test('where central review is the result, its accepted read is confirmed; a change of it, of its reader or of its acceptance reopens it; a site first finishes its own (R-J09)', async () => {
  const stage = await twoReaders('confirming central', async ({ one, two, people }) => {
    await readThrough(one, people.one.password, [40, 24, 36, 37]);
    await readThrough(two, people.two.password, [40, 24, 25, 26]);
  }, {}, { design: central });
  const { b, subjectId, studyId, people, site, one, manager } = stage;
  const who = at(site.window, subjectId);
  const row = async () => ((await manager.send('GET', `/worklist/page?study=${studyId}&today=2026-08-01&offset=0&limit=5`)).body as WorklistPage);
  expect(await who.state()).toMatchObject({ read: 'site', reads: [{ read: 'central', isResult: true, why: 'The readers differ: an adjudicator decides first (R-J06).' }, { read: 'site', isResult: false, why: '' }] });
  expect(await site.window.tries('GET', `/confirmation/central-case?subject=${subjectId}`)).toBe('centralOnly');
  const found = await stage.open();
  await stage.decide((found.reads.a.result?.progression ?? null) === null ? 'B' : 'A', found.basis);

  // The site reads nothing of its own: nothing could be swayed.
  expect(await who.state()).toMatchObject({ read: 'central', state: 'none', now: { outcome: { progression: { date: '2026-05-01' } }, obstacles: [] } });
  expect((await site.window.send('GET', `/confirmation/central-case?subject=${subjectId}`)).body).toMatchObject({ case: { read: { editable: false }, lesions: [{ slot: 'reader1' }] }, result: { progression: { date: '2026-05-01' } } });
  expect(await row()).toMatchObject({ counts: { toConfirm: 1 }, rows: [{ toConfirm: true, next: { kind: 'confirm', detail: 'central read, 2026-05-01' } }] });
  expect(await at(manager, subjectId).confirm({ password: people.manager.password })).toBe('role');
  expect(await who.confirm({ password: people.site.password })).toBe('ok');
  const confirmed = await row();
  expect(confirmed).toMatchObject({ counts: { toConfirm: 0 }, rows: [{ confirmation: { state: 'confirmed', date: '2026-05-01' }, next: { kind: 'nothing' } }] });
  expect(confirmed.rows[0]?.toConfirm).toBeUndefined();
  expect(await stage.two.window.tries('GET', `/confirmation/central-case?subject=${subjectId}`)).toBe('role');

  const target = (await one.look()).case.lesions[0]?.id ?? '';
  await one.amend(2, 'Measured on another slice');
  expect((await who.state()).reads[0]?.why).toBe('The central readers have not finished.');
  await one.record(target, 2, one.drawn(2, 26));
  await one.answerAll();
  expect((await one.sign(2, people.one.password)).reason).toBe('ok');
  await one.amend(3, 'As well');
  await one.record(target, 3, one.drawn(3, 27));
  expect((await one.sign(3, people.one.password)).reason).toBe('ok');
  const reopened = await who.state();
  expect(reopened).toMatchObject({ read: 'central', state: 'reopened', history: [{ read: 'central', by: 'Dr Ines Site' }] });
  expect(reopened.changes).toEqual(expect.arrayContaining(['Central read: adjudicated → the readers agree', 'Progression 2026-05-01 → no progression', 'T1 at TP2: 36.0 mm → 26.0 mm']));
  expect(reopened.changedBy).toEqual(expect.arrayContaining([expect.objectContaining({ by: 'Dr Olga Eins', what: 'T1 set to 26.0 mm at TP2' })]));

  // The site begins a read of its own: it signs that before it sees the central date.
  await site.target(30);
  expect(await who.state()).toMatchObject({ read: 'site', reads: [{ why: 'Sign the site\'s own read first (R-J09).' }, {}] });
  expect((await at(manager, subjectId).state()).read).toBe('central');
  expect([b.store.compareProjections(), b.store.verifyChain().fault]).toEqual([null, null]);
  b.close();
});

test('without accounts a query is kept unsigned and a confirmation first asks for accounts', async () => {
  const b = bench();
  const { subjectId, series, case: read } = studyWithSubject(b);
  b.services.lesions.place(reader, { subjectId, expectedRevision: null }, { timepointId: read().case.timepoints[0]?.id ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, 30, 12) });
  const raised = (await b.post<RaisedQuery>('/api/query/raise', { subjectId, text: 'Which phase?' })).body;
  expect(raised.queries).toMatchObject([{ status: 'open', messages: [{ by: 'r.reader', signature: null }] }]);
  const { body: state } = await b.get<ConfirmationState>(`/api/confirmation/state?subject=${subjectId}`);
  const { body } = await b.post<{ error: { reason: string } }>('/api/confirmation/confirm', { subjectId, contentHash: state.now?.contentHash, password: '' });
  expect(body.error.reason).toBe('accountNeeded');
  b.close();
});

test('a blinded reader of a study read once does not hear of the confirmation', async () => {
  const { b, only, who, studyId, subjectId } = await oneReader({ reading: { scheme: 'single', sequentialLock: false, blinded: true } }).then(async (stage) => {
    await stage.at.target(40);
    await stage.at.answerAll();
    await stage.at.sign(0, password);
    return { ...stage, who: at(stage.at.window, stage.subjectId) };
  });
  expect(await who.confirm()).toBe('ok');
  const window = readingAt(b, only.reader, { studyId, subjectId, series: [] }).window;
  const page = (await window.send('GET', `/worklist/page?study=${studyId}&today=2026-08-01&offset=0&limit=5`)).body as { rows: WorklistRow[] };
  expect(page.rows[0]?.confirmation).toBeUndefined();
  expect(page.rows[0]?.next.kind).not.toBe('confirm');
  b.close();
});
