/** Studies and their worklists through the API: what the first signature fixes, amendments, and what each person's list shows. */
import { expect, test } from 'vitest';
import type { StudyDetail, WireError, WorklistPage } from '../../src/api/wire.ts';
import { everySoManyDays, type StudyProtocol } from '../../src/casefile/index.ts';
import { twoReaders, readThrough } from './doubleRead.ts';
import { oneReader } from './readBench.ts';
import { password, type Window } from './windows.ts';

const visits = { visits: everySoManyDays({ everyDays: 56, untilDay: 168, windowDays: 7, baselineDays: 28 }), then: null };
const pageOf = async (window: Window, studyId: string, query = ''): Promise<WorklistPage> => (await window.send('GET', `/worklist/page?study=${studyId}&today=2026-03-10${query}`)).body as WorklistPage;

test('the first signature fixes the protocol: rules change only by a numbered amendment, the organisation at any time, and each signature names its version', async () => {
  const stage = await oneReader({ visits } as never);
  const { at, b, studyId } = stage;
  const detail = async () => (await at.window.send('GET', `/study/${studyId}/detail`)).body as StudyDetail;
  const send = async (path: string, change: (protocol: StudyProtocol) => StudyProtocol, more: object = {}) => {
    const { revision, protocol } = await detail();
    const { status, body } = await at.window.send('POST', path, { studyId, expectedRevision: revision, protocol: change(protocol), ...more });
    return { status, reason: (body as Partial<WireError>).error?.reason ?? 'ok', message: (body as Partial<WireError>).error?.message ?? '', detail: body as StudyDetail };
  };
  const fewer = (protocol: StudyProtocol): StudyProtocol => ({ ...protocol, params: { ...protocol.params, maxTargets: 3 } });
  const everyTwelve = (protocol: StudyProtocol): StudyProtocol => ({ ...protocol, visits: { visits: everySoManyDays({ everyDays: 84, untilDay: 168, windowDays: 7, baselineDays: 28 }), then: null } });

  const target = await at.target(40);
  await at.answerAll();
  expect((await send('/study/edit', fewer)).reason).toBe('ok');
  expect((await at.sign(0, password)).reason).toBe('ok');
  expect(await detail()).toMatchObject({ version: 1, signedReads: 1, versions: [{ kind: 'created' }, { kind: 'edited', version: 1 }] });

  const refused = await send('/study/edit', (protocol) => ({ ...protocol, liveEffect: false, params: { ...protocol.params, maxTargets: 2 } }));
  expect([refused.status, refused.reason]).toEqual([422, 'protocolFixed']);
  expect(refused.message).toBe('1 read is signed under version 1 of the protocol. Live effect, Targets at most can be changed only by an amendment with a reason.');
  expect((await send('/study/edit', (protocol) => ({ ...protocol, readWithinDays: 3, sites: [{ code: '01', name: 'Lund' }], imageIdentity: 'refuse' }))).reason).toBe('ok');
  expect((await send('/study/amend', everyTwelve, { reason: ' ' })).reason).toBe('schema');

  const planned = async () => (await at.look()).case.timepoints.map((one) => one.plannedDate);
  expect(await planned()).toEqual(['2026-01-10', '2026-03-07', '2026-05-02', '2026-06-27']);
  const amended = await send('/study/amend', everyTwelve, { reason: 'Amendment 1: scans every 12 weeks' });
  expect(amended.detail).toMatchObject({ version: 2, protocol: { version: 2 } });
  expect(amended.detail.versions.at(-1)).toMatchObject({ kind: 'amended', version: 2, reason: 'Amendment 1: scans every 12 weeks', changes: [{ title: 'Visit plan' }] });
  expect(await planned()).toEqual(['2026-01-10', '2026-04-04', '2026-06-27', null]);

  await at.record(target, 1, at.drawn(1, 24));
  await at.answerAll();
  const { reply, message } = await at.sign(1, password);
  expect(message).toBe('');
  expect(Object.values(reply.case.signOffs).map((one) => one.signed?.protocolVersion)).toEqual([1, 2]);
  expect(b.store.compareProjections()).toBeNull();
  expect(b.store.verifyChain().fault).toBeNull();
  b.close();
});

test('in a double-read study each reader has a list of their own; who sees the whole study sees where both stand, and no response', async () => {
  const stage = await twoReaders('lists', async ({ one, people }) => { await readThrough(one, people.one.password, [40, 24]); }, { sequentialLock: false, blinded: true });
  const { b, studyId, one, two, manager, stranger } = stage;
  const [first] = (await pageOf(one.window, studyId)).rows;
  expect(first?.cells.slice(0, 2)).toMatchObject([{ sign: 'signed', assessed: 1 }, { sign: 'signed', overall: 'PR' }]);
  const [second] = (await pageOf(two.window, studyId)).rows;
  expect(second).toMatchObject({ next: { kind: 'read', text: 'Read baseline' }, signers: [], latestSumMm: null, assignedTo: stage.people.two.account.id });
  // Random ids hold any figures.
  expect(JSON.stringify(await pageOf(two.window, studyId)).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')).not.toMatch(/Olga|signed":1|"PR"|40|24,/);
  const overview = await pageOf(manager, studyId);
  expect(overview.readers).toBe(true);
  expect(overview.rows[0]?.cells[1]).toMatchObject({ overall: null, readers: { reader1: 'signed', reader2: 'toRead' } });
  expect(JSON.stringify(overview)).not.toContain('"PR"');
  const none = await pageOf(stranger, studyId);
  expect(none).toMatchObject({ rows: [], matching: 0, counts: { subjects: 0 } });
  expect(none.why).toContain('none of them');
  expect(await manager.tries('POST', '/worklist/assign', { studyId, accountId: stage.people.one.account.id, subjects: [{ subjectId: stage.subjectId, timepointId: null }] })).toBe('doubleRead');
  b.close();
});
