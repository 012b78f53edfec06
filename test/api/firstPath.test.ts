import { expect, test } from 'vitest';
import type { CommandReply, StudySummary, SubjectCaseReply, WorklistRow } from '../../src/api/wire.ts';
import { bench, measured, studyWithSubject } from './harness.ts';

test('a lesion placed and measured over the wire is in the case, the sum, the response and the worklist', async () => {
  const b = bench();
  const { studyId, subjectId, series } = studyWithSubject(b);
  const first = (await b.get<SubjectCaseReply>(`/api/subject/${subjectId}/case`)).body;
  expect(first.case.timepoints.map((one) => [one.label, one.scanDates])).toEqual([['Baseline', ['2026-01-05']], ['TP1', ['2026-03-01']]]);
  expect(first.result).toBeNull();
  const [baseline, tp1] = first.case.timepoints;

  const placed = await b.post<CommandReply>('/api/lesion/place', {
    subjectId, expectedRevision: first.case.revision, timepointId: baseline?.id, role: 'target', organ: 'liver', kind: 'nonNodal', description: 'segment 6',
    assessment: measured(series['bl'] ?? '', 'bl', 3, 40, 20),
  });
  expect(b.incidents).toEqual([]);
  expect(placed.status, JSON.stringify(placed.body)).toBe(200);
  const lesionId = placed.body.ids['lesionId'] ?? '';
  expect(placed.body.case.lesions).toMatchObject([{ id: lesionId, label: 'T1', organ: 'liver' }]);
  expect(placed.body.result?.baseline.sum).toBe(40);

  const followed = await b.post<CommandReply>('/api/assessment/record', {
    subjectId, expectedRevision: placed.body.case.revision, lesionId, timepointId: tp1?.id, assessment: measured(series['fu'] ?? '', 'fu', 4, 24, 10),
  });
  expect(followed.status, JSON.stringify(followed.body)).toBe(200);
  expect(followed.body.result?.timepoints).toMatchObject([{ sum: 24, overall: 'PR', date: '2026-03-01' }]);
  expect(followed.body.case.undo).toEqual({ available: true, what: 'T1 set to 24.0 mm at TP1' });

  const rows = (await b.get<WorklistRow[]>(`/api/worklist?study=${studyId}`)).body;
  expect(rows).toMatchObject([{ code: 'S-001', latestSumMm: 24, pctFromBaseline: -40, cells: [{ status: 'complete' }, { status: 'complete', overall: 'PR' }] }]);
  const studies = (await b.get<StudySummary[]>('/api/study/list')).body;
  expect(studies).toMatchObject([{ id: studyId, subjects: 1, protocolName: 'RECIST 1.1' }]);
  b.close();
});
