import { expect, test } from 'vitest';
import { NadirError } from '../common/index.ts';
import { bench, caliper, measured, reader, stack, studyWithSubject } from '../../test/api/harness.ts';
import type { AssessmentInput, CaliperInput } from './inputs.ts';

function refusal(work: () => unknown): { code: string; reason: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof NadirError) return { code: error.code, reason: error.reason, message: error.message };
    throw error;
  }
  return { code: 'none', reason: 'none', message: 'was not refused' };
}

function ready(over: Parameters<typeof stack>[3] = {}) {
  const b = bench();
  const s = studyWithSubject(b);
  if (Object.keys(over).length > 0) {
    const changed = stack('S-001', 'bl', '2026-01-05', over);
    b.services.importSink(reader, s.studyId).putStacks(changed.dicomStudyUid, changed.seriesUid, [changed]);
  }
  const [baseline, tp1] = s.case().case.timepoints;
  const place = (assessment: AssessmentInput, kind: 'node' | 'nonNodal' = 'nonNodal') => b.services.lesions.place(
    reader, { subjectId: s.subjectId, expectedRevision: null }, { timepointId: baseline?.id ?? '', role: 'target', organ: 'liver', kind, description: '', group: false, assessment },
  );
  const record = (lesionId: string, assessment: AssessmentInput, timepointId = tp1?.id ?? '') => b.services.lesions.record(reader, { subjectId: s.subjectId, expectedRevision: null }, lesionId, timepointId, assessment);
  return { b, ...s, bl: s.series['bl'] ?? '', fu: s.series['fu'] ?? '', place, record, tp1 };
}
const drawn = (over: Partial<CaliperInput>, bl: string, claims = { claimedLongMm: 30, claimedShortMm: 12 as number | null }): AssessmentInput => ({ state: 'measured', caliper: { ...caliper(bl, 'bl', 3, 30, 12), ...over }, ...claims });

test('lengths come from the points, rounded once to a tenth of a millimetre; the points are kept exactly', () => {
  const { place, bl, case: read } = ready();
  const points: CaliperInput['longAxis'] = [[20.00001, 50, 3], [44.84999, 50, 3]];
  const { lesionId = '' } = place({ state: 'measured', caliper: { ...caliper(bl, 'bl', 3, 30, null), longAxis: points }, claimedLongMm: 24.8, claimedShortMm: null });
  const { case: subject } = read();
  expect(subject.assessments[lesionId]?.[subject.timepoints[0]?.id ?? '']).toMatchObject({ longAxisMm: 24.8, shortAxisMm: null, caliper: { longAxis: points } });
});

test('a length that is not what the reader was shown is refused; one inside the rounding is not', () => {
  const { place, bl } = ready();
  expect(refusal(() => place(drawn({}, bl, { claimedLongMm: 30.06, claimedShortMm: 12 })))).toMatchObject({ code: 'refused', reason: 'lengthMismatch', message: expect.stringContaining('30.0 mm') });
  expect(refusal(() => place(drawn({}, bl, { claimedLongMm: 30, claimedShortMm: 12.2 }))).reason).toBe('lengthMismatch');
  expect(refusal(() => place(drawn({}, bl, { claimedLongMm: 30.05, claimedShortMm: 11.95 }))).reason).toBe('none');
});

test.each([
  ['beside the plane of its image', { longAxis: [[20, 50, 3], [50, 50, 3.2]] }, 'offPlane'],
  ['outside the image', { longAxis: [[80, 50, 3], [110, 50, 3]] }, 'outsideImage'],
  ['on another slice than the image it names', { sopInstanceUid: '1.2.826.0.1.bl.4' }, 'offPlane'],
  ['on an image the series does not have', { sopInstanceUid: '1.2.3.4' }, 'unknownImage'],
  ['on a frame the image does not have', { frameNumber: 2 }, 'unknownImage'],
  ['with axes that are not at a right angle', { shortAxis: [[30, 45, 3], [32, 55, 3]] }, 'notPerpendicular'],
  ['with a short axis longer than the long one', { shortAxis: [[35, 30, 3], [35, 70, 3]] }, 'axesSwapped'],
  ['without a length', { longAxis: [[20, 50, 3], [20.05, 50, 3]] }, 'noLength'],
] as const)('a calliper %s is refused and nothing is recorded', (_name, over, reason) => {
  const { place, bl, case: read } = ready();
  expect(refusal(() => place(drawn(over as Partial<CaliperInput>, bl)))).toMatchObject({ code: 'refused', reason });
  expect(read().case.lesions).toEqual([]);
});

test('a point that is not a number is invalid', () => {
  const { place, bl } = ready();
  expect(refusal(() => place(drawn({ longAxis: [[Number.NaN, 50, 3], [50, 50, 3]] }, bl)))).toMatchObject({ code: 'invalid', reason: 'pointNotFinite' });
});

test('without millimetres nothing is measured, and the reason is the series\' own', () => {
  const sentence = 'No pixel spacing in this image: lengths cannot be given in millimetres.';
  const { place, bl } = ready({ measuringOff: sentence });
  expect(refusal(() => place(drawn({}, bl)))).toEqual({ code: 'refused', reason: 'measuringOff', message: sentence });
});

test('a follow-up is measured on its own series', () => {
  const { place, record, bl, fu } = ready();
  const { lesionId = '' } = place(measured(bl, 'bl', 3, 30, 12));
  expect(refusal(() => record(lesionId, measured(bl, 'bl', 3, 20, 10))).reason).toBe('seriesElsewhere');
  expect(refusal(() => record(lesionId, measured(fu, 'fu', 3, 20, 10))).reason).toBe('none');
});

test('a node counts by its short axis, and not before the reader has placed it (R-203)', () => {
  const { place, record, bl, case: read, b, subjectId } = ready();
  const provisional: AssessmentInput = { state: 'measured', caliper: caliper(bl, 'bl', 3, 30, 20, true), claimedLongMm: 30, claimedShortMm: null };
  const { lesionId = '' } = place(provisional, 'node');
  expect(read().result?.baseline.sum).toBeNull();
  expect(read().findings.find((one) => one.code === 'Q-B06')?.message).toContain('Place the short axis');
  record(lesionId, measured(bl, 'bl', 3, 30, 16), read().case.timepoints[0]?.id);
  expect(read().result?.baseline.sum).toBe(16);
  b.services.subjects.undo(reader, { subjectId, expectedRevision: null });
  expect(read().result?.baseline.sum).toBeNull();
});

test('what is recorded fits the kind of lesion and the timepoint', () => {
  const { place, record, bl, b, subjectId, tp1, case: read } = ready();
  const { lesionId = '' } = place(measured(bl, 'bl', 3, 30, 12));
  expect(refusal(() => record(lesionId, { state: 'status', status: 'present' })).reason).toBe('wrongState');
  expect(refusal(() => record(lesionId, { state: 'absent' }, read().case.timepoints[0]?.id)).reason).toBe('baselineNotMeasured');
  const on = { subjectId, expectedRevision: null };
  const lesion = { organ: 'lung', kind: 'nonNodal', description: '', group: false } as const;
  expect(refusal(() => b.services.lesions.place(reader, on, { ...lesion, role: 'target', timepointId: tp1?.id ?? '' })).reason).toBe('wrongTimepoint');
  expect(refusal(() => b.services.lesions.place(reader, on, { ...lesion, role: 'new', timepointId: read().case.timepoints[0]?.id ?? '' })).reason).toBe('wrongTimepoint');
  b.services.timepoints.setPerformed(reader, on, tp1?.id ?? '', false);
  expect(refusal(() => record(lesionId, { state: 'absent' })).reason).toBe('notPerformed');
});

test('R-136: the target list is fixed once a follow-up was read, and open again when that record is taken back', () => {
  const { b, place, record, bl, fu, subjectId, tp1 } = ready();
  const target = { subjectId, expectedRevision: null };
  const { lesionId = '' } = place(drawn({}, bl));
  record(lesionId, { state: 'measured', caliper: caliper(fu, 'fu', 3, 30, 12), claimedLongMm: 30, claimedShortMm: 12 });
  for (const change of [
    () => place(drawn({}, bl)),
    () => b.services.lesions.remove(reader, target, lesionId),
    () => b.services.lesions.edit(reader, target, { lesionId, role: 'nonTarget' }),
  ]) expect(refusal(change)).toMatchObject({ code: 'refused', reason: 'R-136', message: expect.stringContaining('TP1') });
  expect(refusal(() => b.services.lesions.edit(reader, target, { lesionId, description: 'Segment 7' })).reason).toBe('none');
  b.services.lesions.clear(reader, target, lesionId, tp1?.id ?? '');
  expect(refusal(() => place(drawn({}, bl))).reason).toBe('none');
});
