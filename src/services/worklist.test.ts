import { expect, test } from 'vitest';
import { bench, measured, reader, studyWithSubject } from '../../test/api/harness.ts';

test('the next action follows the reading: read, continue, then wait or confirm; rows are made again only when facts move', () => {
  const b = bench();
  const { studyId, subjectId, series, case: read } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const row = () => b.services.worklist.rows(studyId)[0];
  const [baseline, tp1] = read().case.timepoints;
  expect(row()?.next).toMatchObject({ kind: 'read', text: 'Read Baseline', timepointId: baseline?.id });

  const place = (organ: 'liver' | 'lung', mm: number) => b.services.lesions.place(reader, on, { timepointId: baseline?.id ?? '', role: 'target', organ, kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, mm, 2) })['lesionId'] ?? '';
  const [first, second] = [place('liver', 30), place('lung', 20)];
  expect(row()?.next).toMatchObject({ kind: 'read', text: 'Read TP1', timepointId: tp1?.id });
  const record = (lesionId: string, mm: number) => b.services.lesions.record(reader, on, lesionId, tp1?.id ?? '', measured(series['fu'] ?? '', 'fu', 3, mm, 2));
  record(first, 45);
  expect(row()).toMatchObject({ next: { kind: 'continue', text: 'Continue TP1', detail: 'T2 open' }, cells: [{ assessed: 2, expected: 2 }, { assessed: 1, expected: 2 }] });
  record(second, 30);
  expect(row()).toMatchObject({ next: { kind: 'confirm' }, latestSumMm: 75, pctFromBaseline: 50, progression: { date: '2026-03-01', timepointId: tp1?.id } });

  b.services.subjects.undo(reader, on);
  expect(row()?.next.kind).toBe('continue');
  const view = { viewpoint: 'site', streams: [] };
  const revision = read().case.revision;
  expect(b.store.derived.staleSubjects(studyId, view, 'another engine')).toEqual([{ id: subjectId, revision }]);
  b.store.write(() => b.store.derived.putWorklistRow({ subjectId, viewpoint: 'site', revision, stamp: 'another engine', row: '{}' }));
  expect(row()?.code).toBe('S-001');
});

test('a subject without images waits for them, by the planned day', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: 'P7' });
  b.services.timepoints.plan(reader, { subjectId, expectedRevision: null }, [{ index: 0, visitName: 'Screening', plannedDate: '2026-01-01' as never }]);
  expect(b.services.worklist.rows(id)[0]?.next).toEqual({ kind: 'waitForImages', text: 'No images for Baseline', detail: 'planned 2026-01-01', timepointId: expect.any(String) });
});
