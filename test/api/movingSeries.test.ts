/** Series and timepoints put right after somebody has measured: with a reason, with what was measured, and never under a signature. */
import { expect, test } from 'vitest';
import type { SubjectCaseReply } from '../../src/api/wire.ts';
import { bench, instancesOf, measured, reader, stack, studyWithSubject } from './harness.ts';
import { oneReader } from './readBench.ts';
import { password } from './windows.ts';

const at = (reply: SubjectCaseReply) => reply.case.timepoints.map((one) => [one.label, one.scanDates.join(' '), one.series.length]);

/** Baseline of 40 mm, TP1 of 30 mm, TP2 of 20 mm; TP3 has images. */
async function read() {
  const stage = await oneReader();
  const target = await stage.at.target(40);
  await stage.at.record(target, 1, stage.at.drawn(1, 30));
  await stage.at.record(target, 2, stage.at.drawn(2, 20));
  const move = (seriesIds: readonly string[], timepointIndex: number, reason = '') => stage.at.command('/series/move', { seriesIds, timepointIndex, reason });
  return { ...stage, target, move };
}

test('measurements go with their series, for a reason, and responses are computed again', async () => {
  const { at: window, b, series, target, move, subjectId } = await read();
  const before = await window.look();
  expect((await move([series[2] ?? ''], 4)).reason).toBe('reasonNeeded');
  const { reply } = await move([series[2] ?? ''], 4, 'Visit 4, labelled wrongly');
  // By date where there are images; what has none stands where its number puts it.
  expect(at(reply)).toEqual([['Baseline', '2026-01-05', 1], ['TP1', '2026-03-01', 1], ['TP2', '', 0], ['TP4', '2026-05-01', 1], ['TP3', '2026-07-01', 1]]);
  const tp4 = reply.case.timepoints.find((one) => one.label === 'TP4')?.id ?? '';
  expect(Object.keys(reply.case.assessments[target] ?? {})).toEqual(expect.arrayContaining([tp4]));
  expect([before.result?.timepoints.length, reply.result?.timepoints.map((one) => [one.id === tp4, one.sum])]).toEqual([2, [[false, 30], [true, 20]]]);
  expect(b.services.audit.ofSubject(reader, subjectId).at(-1)?.reason).toBe('Visit 4, labelled wrongly');
  expect([b.store.compareProjections(), b.store.verifyChain().fault]).toEqual([null, null]);
  b.close();
});

test('dates and visit numbers that disagree are shown in order of date and block the signature until one is put right', async () => {
  const { at: window, b, series, move } = await read();
  // TP1 of 1 March becomes visit 4: after TP2 and TP3 by number, before them by date.
  const { reply } = await move([series[1] ?? ''], 4, 'Wrong visit');
  expect(reply.case.timepoints.map((one) => one.label)).toEqual(['Baseline', 'TP1', 'TP4', 'TP2', 'TP3']);
  const conflict = reply.findings.filter((one) => one.code === 'TP-03');
  expect(conflict.map((one) => [one.severity, one.acceptsReason])).toEqual([['block', false], ['block', false]]);
  expect(conflict[0]?.message).toContain('TP4 of 2026-03-01 was scanned before TP3 of 2026-07-01');
  await window.answerAll();
  await window.sign(0, password);
  expect((await window.command('/timepoint/sign', { timepointId: reply.case.timepoints[2]?.id, meaning: 'assessed', password })).message).toContain('TP-03');
  const back = await move([series[1] ?? ''], 1, 'It was right');
  expect(back.reply.findings.filter((one) => one.code === 'TP-03')).toEqual([]);
  b.close();
});

test.each([
  ['a record there already', 1, 2, 'alreadyRecorded', 'T1 is recorded at TP2 already'], ['the baseline of a lesion', 0, 3, 'baselineRecords', 'T1 was placed at baseline'], ['to the baseline', 1, 0, 'baselineRecords', 'T1 was followed up on this series'],
  ['where it is', 1, 1, 'nothingToMove', 'belong to TP1 already'],
])('refused: %s', async (_what, from, to, reason, words) => {
  const { b, series, move } = await read();
  const refusal = await move([series[from] ?? ''], to, 'because');
  expect([refusal.reason, refusal.message]).toEqual([reason, expect.stringContaining(words)]);
  b.close();
});

test('a signature later than it, or on it, blocks a move and says which', async () => {
  const { at: window, b, series, move } = await read();
  await window.answerAll();
  await window.sign(0, password);
  await window.answerAll();
  expect((await window.sign(1, password)).reason).toBe('ok');
  expect((await move([series[1] ?? ''], 4, 'x')).reason).toBe('signed');
  await window.answerAll();
  expect((await window.sign(2, password)).reason).toBe('ok');
  await window.amend(1, 'Wrong phase');
  const blocked = await move([series[1] ?? ''], 1.1, 'x');
  expect([blocked.reason, blocked.message]).toEqual(['laterSigned', expect.stringContaining('Moving series to TP1.1 is blocked by TP2, signed by Dr Ada First')]);
  b.close();
});

test('a timepoint gets another number with everything recorded at it; a number is there once', async () => {
  const { at: window, b, series } = await read();
  const timepointId = await window.timepoint(2);
  const edit = (body: object) => window.command('/timepoint/edit', { timepointId, ...body });
  expect((await edit({ index: 3, reason: 'x' })).message).toContain('Visit number 3 is TP3 already');
  expect((await edit({ index: 2.123, reason: 'x' })).reason).toBe('visitNumber');
  expect((await edit({ index: 1.1 })).reason).toBe('reasonNeeded');
  const { reply } = await edit({ index: 1.1, reason: 'Unscheduled scan' });
  expect(reply.case.timepoints[2]).toMatchObject({ id: timepointId, index: 1.1, label: 'TP1.1', visitName: 'UNSCHEDULED 1.1' });
  expect(reply.result?.timepoints.map((one) => one.sum)).toEqual([30, 20]);
  expect(series).toHaveLength(4);
  expect(b.store.compareProjections()).toBeNull();
  b.close();
});

test('a scan after the first dose becomes the baseline only with a reason; a day nobody knows is said by hand', async () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: 'P7', facts: { firstDoseDate: '2026-02-01' as never } });
  const bring = (name: string, date: string | null) => {
    const one = stack('P7', name, date);
    const sink = b.services.importSink(reader, id);
    sink.add(instancesOf(one));
    return sink.putStacks(one.dicomStudyUid, one.seriesUid, [one])[0] ?? '';
  };
  const assign = (seriesId: string, timepointIndex: number, more: object = {}) => b.services.assignments.assign(reader, id, [{ seriesId: seriesId as never, subjectId, newSubjectCode: null, timepointIndex, ...more }]);
  const after = bring('after', '2026-02-10');
  expect(() => assign(after, 0)).toThrow(/after the first dose of 2026-02-01/);
  assign(after, 0, { reason: 'No earlier scan exists' });
  expect(b.services.audit.ofSubject(reader, subjectId).at(-1)).toMatchObject({ kind: 'SeriesAssigned', reason: 'No earlier scan exists' });
  assign(bring('undated', null), 1);
  const open = b.services.readCase(subjectId);
  // The plan gives its day meanwhile; nothing dates the scan itself.
  expect([open.case.timepoints[1]?.scanDates, open.case.timepoints[1]?.series[0]?.date]).toEqual([[], null]);
  const seriesId = open.case.timepoints[1]?.series[0]?.id ?? '';
  const set = (date: string | null) => b.services.timepoints.setScanDate(reader, { subjectId, expectedRevision: null }, { seriesId, date, reason: '' });
  expect(() => set('2027-01-01')).toThrow(/in the future/);
  set('2026-04-01');
  expect(b.services.readCase(subjectId).case.timepoints[1]).toMatchObject({ scanDates: ['2026-04-01'], series: [{ date: '2026-04-01', dateByHand: true }] });
  expect(b.store.compareProjections()).toBeNull();
  b.close();
});

test('a timepoint of several days has its date by the study, each lesion its own, for the engine and in exports', () => {
  const b = bench();
  const { studyId, subjectId, series, case: read } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const brain = stack('S-001', 'brain', '2026-03-10', { modality: 'MR', description: 'Brain' });
  const sink = b.services.importSink(reader, studyId);
  sink.add(instancesOf(brain));
  const [mr = ''] = sink.putStacks(brain.dicomStudyUid, brain.seriesUid, [brain]);
  b.services.assignments.assign(reader, studyId, [{ seriesId: mr as never, subjectId: subjectId as never, newSubjectCode: null, timepointIndex: 1 }]);
  const [tp0, tp1] = read().case.timepoints.map((one) => one.id);
  const { lesionId = '' } = b.services.lesions.place(reader, on, { timepointId: tp0 ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, 30, 12) });
  b.services.lesions.record(reader, on, lesionId, tp1 ?? '', measured(series['fu'] ?? '', 'fu', 3, 40, 12));
  const dates = () => [read().case.timepoints[1]?.scanDates, read().result?.timepoints[0]?.date, read().result?.progression?.date];
  expect(dates()).toEqual([['2026-03-01', '2026-03-10'], '2026-03-10', '2026-03-01']);
  const csv = (kind: 'measurements' | 'responses') => b.services.exports.csv(reader, studyId, kind).text.split('\r\n').filter((line) => line.includes('TP1'));
  expect([csv('measurements')[0], csv('responses')[0]]).toEqual([expect.stringContaining(',2026-03-01,T1,'), expect.stringContaining(',2026-03-10,40,')]);
  const detail = b.services.studies.detail(studyId);
  b.services.studies.edit(reader, { studyId, expectedRevision: detail.revision }, { protocol: { ...detail.protocol, assigning: { dateBy: 'ct' } } });
  expect(dates()).toEqual([['2026-03-01', '2026-03-10'], '2026-03-01', '2026-03-01']);
  b.close();
});
