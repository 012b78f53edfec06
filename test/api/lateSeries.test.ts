/** Images that come after a timepoint was read or signed: shown as a change, decided by a person, nothing reopened or replaced silently. */
import { expect, test } from 'vitest';
import type { SeriesProposal, SubjectCaseReply } from '../../src/api/wire.ts';
import { lateWords } from '../../src/casefile/index.ts';
import { findingKey } from '../../src/common/index.ts';
import { instancesOf, reader, stack } from './harness.ts';
import { twoReaders } from './doubleRead.ts';
import { oneReader } from './readBench.ts';
import { password } from './windows.ts';

/** Baseline and TP1 read and signed; TP2 with one record. */
async function signed() {
  const stage = await oneReader();
  const { at, b, studyId } = stage;
  const target = await at.target(40);
  await at.answerAll();
  await at.sign(0, password);
  await at.record(target, 1, at.drawn(1, 30));
  await at.answerAll();
  expect((await at.sign(1, password)).reason).toBe('ok');
  await at.record(target, 2, at.drawn(2, 31));
  const bring = (name: string, date: string, slices = 10) => {
    const one = stack('S-001', name, date, {}, slices);
    const sink = b.services.importSink(reader, studyId);
    sink.add(instancesOf(one));
    return sink.putStacks(one.dicomStudyUid, one.seriesUid, [one])[0] ?? '';
  };
  const assign = (seriesId: string, timepointIndex: number) => at.window.send('POST', '/series/assign', { studyId, assignments: [{ seriesId, subjectId: stage.subjectId, newSubjectCode: null, timepointIndex }] });
  const waiting = async () => ((await at.window.send('GET', `/series/unassigned?study=${studyId}`)).body as SeriesProposal[]).map((one) => one.series.seriesUid.split('.').at(-1));
  return { ...stage, target, bring, assign, waiting };
}
const codes = ({ findings }: SubjectCaseReply, code: string) => findings.filter((one) => one.code === code);

test('a series for a signed timepoint waits there with what came, when, and whose signature holds; the signed read stays as it is', async () => {
  const { at, b, bring, assign, waiting } = await signed();
  const before = await at.look();
  const late = bring('resent', '2026-03-01');
  const [proposal] = ((await at.window.send('GET', `/series/unassigned?study=${before.case.studyId}`)).body as SeriesProposal[]);
  expect(proposal).toMatchObject({ timepoint: { label: 'TP1' }, decision: null });
  expect(proposal?.choices.map((one) => one.state).slice(0, 3)).toEqual(['signed', 'signed', 'open']);
  expect((await assign(late, 1)).status).toBe(200);
  const after = await at.look();
  expect([after.case.timepoints, after.case.signOffs, after.case.assessments, after.result]).toEqual([before.case.timepoints, before.case.signOffs, before.case.assessments, before.result]);
  expect(after.case.late).toMatchObject([{ kind: 'new', state: 'waiting', wasSigned: true, signedReads: [{ signer: 'Dr Ada First', version: 1 }], decision: null }]);
  expect(lateWords(after.case.late![0]!)).toBe('CT 2 Thorax resent, 10 images, scanned 2026-03-01');
  expect(codes(after, 'TP-05')).toMatchObject([{ severity: 'warn', acceptsReason: false }]);
  // It is offered nowhere else while it waits.
  expect(await waiting()).toEqual([]);
  b.close();
});

test('taking it in is an amendment with a reason: version 1 stays readable, and the reader says what follows', async () => {
  const { at, b, bring, assign, subjectId, target } = await signed();
  const late = bring('resent', '2026-03-01');
  await assign(late, 1);
  const timepointId = await at.timepoint(1);
  expect((await at.command('/late/take-in', { timepointId, seriesIds: [late], reason: ' ' })).status).toBe(400);
  const { reply } = await at.command('/late/take-in', { timepointId, seriesIds: [late], reason: 'Thin slices from the site' });
  expect(reply.case.signOffs[timepointId]).toMatchObject({ state: 'amending', version: 2, amendment: { reason: 'Thin slices from the site' }, versions: [{ version: 1, sumMm: 30 }] });
  expect(reply.case.timepoints[1]?.series.map((one) => one.id)).toContain(late);
  expect(reply.case.late).toMatchObject([{ state: 'takenIn', decision: { reason: 'Thin slices from the site', by: 'Dr Ada First' } }]);
  expect(b.services.audit.ofSubject(reader, subjectId).filter((one) => one.reason === 'Thin slices from the site').map((one) => one.kind)).toEqual(['TimepointAmended', 'SeriesAssigned', 'LateImagesTakenIn']);
  await at.record(target, 1, at.drawn(1, 29));
  await at.answerAll();
  expect((await at.sign(1, password)).reply.case.signOffs[timepointId]).toMatchObject({ state: 'signed', version: 2 });
  expect(b.store.compareProjections()).toBeNull();
  b.close();
});

test('left aside it is part of nothing, with its reason, and can be taken in later', async () => {
  const { at, b, bring, assign, waiting } = await signed();
  const late = bring('resent', '2026-03-01');
  await assign(late, 1);
  const timepointId = await at.timepoint(1);
  const { reply } = await at.command('/late/leave-aside', { timepointId, seriesIds: [late], reason: 'Motion' });
  expect([reply.case.late?.[0]?.state, reply.case.signOffs[timepointId]?.state, codes(reply, 'TP-05').length]).toEqual(['leftAside', 'signed', 0]);
  expect(await waiting()).toEqual([]);
  expect((await at.command('/late/leave-aside', { timepointId, seriesIds: [late], reason: 'again' })).reason).toBe('nothingLate');
  expect((await at.command('/late/take-in', { timepointId, seriesIds: [late], reason: 'Wanted after all' })).reply.case.late?.[0]?.state).toBe('takenIn');
  b.close();
});

test('a series for a timepoint that was read but not signed is part of it, and the reader says what follows before signing', async () => {
  const { at, b, bring, assign, target } = await signed();
  await assign(bring('more', '2026-05-01'), 2);
  const [finding] = codes(await at.look(), 'TP-04');
  expect(finding).toMatchObject({ severity: 'warn', acceptsReason: true });
  expect((await at.sign(2, password)).message).toContain('TP-04 needs a reason');
  // An answer settles it.
  expect(codes((await at.command('/check/give-reason', { findingKey: findingKey(finding!), reason: 'Same lesions' })).reply, 'TP-04')).toHaveLength(1);
  expect((await at.sign(2, password)).reason).toBe('ok');
  expect(target).not.toBe('');
  b.close();
});

test('more images of a signed series are kept apart until they are taken in; what was measured is untouched', async () => {
  const { at, b, bring, series } = await signed();
  const before = await at.look();
  expect(bring('fu1', '2026-03-01', 14)).toBe(series[1]);
  const held = await at.look();
  expect([held.case.timepoints, held.case.assessments, held.case.signOffs]).toEqual([before.case.timepoints, before.case.assessments, before.case.signOffs]);
  expect(held.case.late).toMatchObject([{ kind: 'grown', state: 'waiting', images: 14, imagesBefore: 10 }]);
  expect(b.services.series.images(series[1] ?? '').slices).toHaveLength(10);
  // The same again asks nothing new.
  bring('fu1', '2026-03-01', 14);
  expect((await at.look()).case.late).toHaveLength(1);
  const unsigned = await at.look();
  bring('fu2', '2026-05-01', 12);
  const grown = await at.look();
  expect([grown.case.timepoints[2]?.series[0]?.slices, grown.case.assessments, codes(grown, 'TP-04').length]).toEqual([12, unsigned.case.assessments, 1]);
  b.close();
});

test('of two readers only those who had read hear of it; each opens their own read, and the data manager takes the images in when none is signed', async () => {
  const stage = await twoReaders();
  const { b, one, two, manager, people, studyId, subjectId } = stage;
  await one.target(40);
  await one.answerAll();
  expect((await one.sign(0, people.one.password)).reason).toBe('ok');
  const quiet = await two.look();
  const late = (() => {
    const images = stack('S-001', 'resent', '2026-01-05', { description: 'Late' });
    const sink = b.services.importSink(reader, studyId);
    sink.add(instancesOf(images));
    return sink.putStacks(images.dicomStudyUid, images.seriesUid, [images])[0] ?? '';
  })();
  expect((await manager.send('POST', '/series/assign', { studyId, assignments: [{ seriesId: late, subjectId, newSubjectCode: null, timepointIndex: 0 }] })).status).toBe(200);
  expect([(await one.look()).case.late?.length, (await two.look()).case.late, (await two.look()).findings]).toEqual([1, undefined, quiet.findings]);
  const timepointId = await one.timepoint(0);
  const revision = async () => ((await manager.send('GET', `/subject/${subjectId}/case`)).body as SubjectCaseReply).case.revision;
  const takeIn = async () => manager.send('POST', '/late/take-in', { subjectId, expectedRevision: await revision(), timepointId, seriesIds: [late], reason: 'Resent by the site' });
  expect((await takeIn()).body).toMatchObject({ error: { reason: 'signedByReader', message: expect.stringContaining('signed by Dr Olga Eins') } });
  expect((await two.command('/late/take-in', { timepointId, seriesIds: [late], reason: 'x' })).reason).toBe('nothingLate');
  expect((await one.command('/late/leave-aside', { timepointId, seriesIds: [late], reason: 'x' })).reason).toBe('notReader');
  const opened = await one.command('/late/take-in', { timepointId, seriesIds: [late], reason: 'To look at them' });
  expect([opened.reply.case.signOffs[timepointId]?.state, opened.reply.case.timepoints[0]?.series.length]).toEqual(['amending', 1]);
  expect((await takeIn()).status).toBe(200);
  expect([(await one.look()).case.timepoints[0]?.series.length, (await two.look()).case.timepoints[0]?.series.length, (await two.look()).case.late]).toEqual([2, 2, undefined]);
  b.close();
});
