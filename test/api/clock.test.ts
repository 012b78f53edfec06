/** A clock that is put back or forward while somebody reads: the chain says the order, times say only what the clock showed. */
import { expect, test } from 'vitest';
import { asId } from '../../src/common/index.ts';
import type { SubjectCaseReply } from '../../src/api/wire.ts';
import { keepTemporaryPassword } from './keepTemporaryPassword.ts';
import { contextOf, oneReader, readingAt } from './readBench.ts';
import { password } from './windows.ts';

const day = 24 * 3600 * 1000;

test.each([['back a year', -400], ['ten years forward', 3650], ['back to before 1990', -14_000]])('%s between two signatures: order, undo, signatures and the case stand as recorded', async (_what, days) => {
  const { b, at, clock, subjectId, first } = await oneReader();
  const target = await at.target(40);
  await at.answerAll();
  expect((await at.sign(0, password)).reason).toBe('ok');
  /** A clock that says that years have passed locks the window, as a computer that slept does: nothing more. */
  const unlock = () => at.window.send('POST', '/session/unlock', { password });
  const before = b.store.log.eventsOfStream(subjectId).length;
  clock.putBack(-days * day);
  await unlock();
  expect((await at.record(target, 1, at.drawn(1, 30))).status).toBe(200);
  expect((await at.record(target, 1, at.drawn(1, 24))).status).toBe(200);
  expect((await at.command('/subject/undo', {})).reply.case.assessments[target]?.[await at.timepoint(1)]).toMatchObject({ longAxisMm: 30 });
  expect((await at.command('/subject/redo', {})).reply.case.assessments[target]?.[await at.timepoint(1)]).toMatchObject({ longAxisMm: 24 });
  await at.answerAll();
  expect((await at.sign(1, password)).reason).toBe('ok');
  // The clock is right again; what was recorded under the wrong one is not touched.
  clock.putBack(days * day);
  await unlock();
  expect((await at.amend(1, 'measured again')).reason).toBe('ok');
  expect((await at.record(target, 1, at.drawn(1, 22))).status).toBe(200);
  await at.answerAll();
  const signed = await at.sign(1, password);
  expect(signed.reply.case.signOffs[await at.timepoint(1)]).toMatchObject({ state: 'signed', version: 2, signed: { sumMm: 22, result: { overall: 'PR' } }, versions: [{ version: 1 }, { version: 2 }] });
  const events = b.store.log.eventsOfStream(subjectId);
  expect(events.length).toBeGreaterThan(before);
  // The order is that of the chain, whatever the times and identifiers say.
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index + 1));
  expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((one, other) => one - other));
  expect(b.store.verifyChain().fault).toBeNull();
  expect(b.store.compareProjections()).toBeNull();
  const shown = (await at.window.send('GET', `/subject/${subjectId}/case`)).body as SubjectCaseReply;
  expect(shown.result?.timepoints).toMatchObject([{ overall: 'PR', date: '2026-03-01' }]);
  // Everybody is still who they were: the session neither ended by itself nor lives for ever.
  expect((await at.window.session()).user?.name).toBe(first.fullName);
  b.close();
});

test('whoever signed last signed last in an export too, when the clock was put back before; the facts are of the instant of the last one', async () => {
  const { b, at, clock, subjectId, studyId, series, first, only } = await oneReader();
  await b.services.accounts.resetPassword(contextOf(first), only.reader.id, password);
  keepTemporaryPassword(b.store, only.reader.id);
  const target = await at.target(40);
  await at.answerAll();
  expect((await at.sign(0, password)).reason).toBe('ok');
  clock.putBack(400 * day);
  const other = readingAt(b, only.reader, { studyId: asId(studyId), subjectId, series });
  expect((await other.record(target, 1, other.drawn(1, 24))).reason).toBe('ok');
  await other.answerAll();
  expect((await other.sign(1, password)).reason).toBe('ok');
  const collected = b.services.exports.collect(contextOf(first), studyId, {});
  expect(collected.subjects[0]?.reads).toMatchObject([{ readerName: 'Only reader', lastSigned: { timepointId: await other.timepoint(1), version: 1 }, lesionOrder: [target] }]);
  const last = b.store.log.eventsOfStream(subjectId).at(-1)?.at;
  expect([collected.asOf, collected.subjects[0]?.asOf]).toEqual([last, last]);
  expect(last).toMatch(/^2025-/);
  b.close();
});
