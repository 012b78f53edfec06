import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bench, measured, reader, studyWithSubject } from '../../test/api/harness.ts';

test('undo and redo go on after a restart, step by step, and each is an entry of the audit trail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-undo-'));
  const options = { dataFolder: folder, blobRoot: join(folder, 'blobs') };
  let b = bench(options);
  const { subjectId, series } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const read = () => b.services.readCase(subjectId).case;
  const restart = () => {
    b.close();
    b = bench(options);
  };
  const [baseline, tp1] = read().timepoints.map((one): string => one.id) as [string, string];
  const { lesionId = '' } = b.services.lesions.place(reader, on, { timepointId: baseline, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, 30, 12) });
  b.services.lesions.record(reader, on, lesionId, tp1, measured(series['fu'] ?? '', 'fu', 3, 24, 12));
  b.services.lesions.record(reader, on, lesionId, tp1, measured(series['fu'] ?? '', 'fu', 3, 21, 12));
  const sizes = () => Object.values(read().assessments[lesionId] ?? {}).map((one) => (one.state === 'measured' ? one.longAxisMm : one.state));

  restart();
  expect(sizes()).toEqual([30, 21]);
  b.services.subjects.undo(reader, on);
  restart();
  expect(sizes()).toEqual([30, 24]);
  expect(read()).toMatchObject({ undo: { what: 'T1 set to 24.0 mm at TP1' }, redo: { what: 'T1 set to 21.0 mm at TP1' } });
  b.services.subjects.undo(reader, on);
  b.services.subjects.undo(reader, on);
  expect(read()).toMatchObject({ lesions: [], undo: { available: false } });
  expect(() => b.services.subjects.undo(reader, on)).toThrow(/nothing to undo/);
  restart();
  for (let step = 0; step < 3; step += 1) b.services.subjects.redo(reader, on);
  expect(sizes()).toEqual([30, 21]);
  expect(() => b.services.subjects.redo(reader, on)).toThrow(/nothing to redo/);

  b.services.subjects.undo(reader, on);
  b.services.lesions.record(reader, on, lesionId, tp1, { state: 'absent' });
  expect(read().redo.available).toBe(false);
  const undone = b.services.audit.ofSubject(reader, subjectId).filter((one) => one.undoOf !== null);
  expect(undone.map((one) => one.kind)).toEqual(['MeasurementRecordedUndone', 'MeasurementRecordedUndone', 'MeasurementRecordedUndone', 'LesionPlacedUndone', 'MeasurementRecordedUndone']);
  expect(undone[0]).toMatchObject({ actor: 'r.reader', before: { record: { longAxisMm: 21 } }, after: { record: { longAxisMm: 24 } } });
  b.close();
  rmSync(folder, { recursive: true });
});

test('a label is not given twice: after T1 was taken back the next target is T2', () => {
  const b = bench();
  const { subjectId, case: read } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const place = () => b.services.lesions.place(reader, on, { timepointId: read().case.timepoints[0]?.id ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false });
  place();
  expect(read().case).not.toHaveProperty('nextNumbers');
  b.services.subjects.undo(reader, on);
  // The window says the number before it is given.
  expect(read().case.nextNumbers).toEqual({ target: 2 });
  place();
  expect(read().case).not.toHaveProperty('nextNumbers');
  expect(read().case.lesions.map((one) => one.label)).toEqual(['T2']);
  b.close();
});

test('a target made a non-target keeps what still has a meaning, and comes back with its sizes', () => {
  const b = bench();
  const { subjectId, series, case: read } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const { lesionId = '' } = b.services.lesions.place(reader, on, { timepointId: read().case.timepoints[0]?.id ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, 12, 8) });
  b.services.lesions.edit(reader, on, { lesionId, role: 'nonTarget' });
  expect(read().case.lesions[0]?.label).toBe('N1');
  expect(Object.values(read().case.assessments[lesionId] ?? {})).toMatchObject([{ state: 'status', status: 'present', caliper: { longAxis: [[20, 50, 3], [32, 50, 3]] } }]);
  b.services.lesions.edit(reader, on, { lesionId, role: 'target' });
  expect(read().case.lesions[0]?.label).toBe('T2');
  expect(Object.values(read().case.assessments[lesionId] ?? {})).toMatchObject([{ state: 'measured', longAxisMm: 12, shortAxisMm: 8 }]);
  b.close();
});

test('a command that saw an older revision is refused with both revisions and changes nothing', () => {
  const b = bench();
  const { subjectId, case: read } = studyWithSubject(b);
  const seen = read().case.revision;
  b.services.subjects.setFacts(reader, { subjectId, expectedRevision: seen }, { randomisationDate: '2026-01-02' });
  const late = () => b.services.subjects.setFacts(reader, { subjectId, expectedRevision: seen }, { randomisationDate: '2026-01-03' });
  expect(late).toThrow(`(revision ${seen}, now ${seen + 1})`);
  expect(read().case.facts.randomisationDate).toBe('2026-01-02');
  b.close();
});
