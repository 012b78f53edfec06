import { expect, test } from 'vitest';
import type { OrganCode } from '../../recist/index.ts';
import { bench, measured, reader, stack, studyWithSubject } from '../../../test/api/harness.ts';

function reading(over: Parameters<typeof stack>[3] = {}) {
  const b = bench();
  const s = studyWithSubject(b);
  const regroup = (name: string, date: string, changes: Parameters<typeof stack>[3]) => {
    const one = stack('S-001', name, date, changes);
    b.services.importSink(reader, s.studyId).putStacks(one.dicomStudyUid, one.seriesUid, [one]);
  };
  if (Object.keys(over).length > 0) regroup('bl', '2026-01-05', over);
  const on = { subjectId: s.subjectId, expectedRevision: null };
  const [baseline, tp1] = s.case().case.timepoints;
  const target = (organ: OrganCode, longMm: number, shortMm: number, kind: 'node' | 'nonNodal' = 'nonNodal', slice = 3) => b.services.lesions.place(
    reader, on, { timepointId: baseline?.id ?? '', role: 'target', organ, kind, description: '', group: false, assessment: measured(s.series['bl'] ?? '', 'bl', slice, longMm, shortMm) })['lesionId'] ?? '';
  const follow = (lesionId: string, longMm: number) => b.services.lesions.record(reader, on, lesionId, tp1?.id ?? '', measured(s.series['fu'] ?? '', 'fu', 3, longMm, 2));
  const messages = (code: string) => s.case().findings.filter((one) => one.code === code).map((one) => `${one.severity}: ${one.message}`);
  return { b, ...s, on, target, follow, messages, regroup, baseline, tp1 };
}

test('a lesion too small for its slices is named with its size, the limit and the rule (Q-B03, R-110, R-111)', () => {
  const thin = reading();
  thin.target('liver', 9.9, 5);
  expect(thin.messages('Q-B03')).toEqual(['block: T1 9.9 mm cannot be a target on 1.0 mm slices. A target needs 10.0 mm (R-110). Make it a non-target, or measure again.']);
  const thick = reading({ sliceThicknessMm: 8 });
  thick.target('liver', 15.9, 5);
  expect(thick.messages('Q-B03')[0]).toContain('on 8.0 mm slices. A target needs 16.0 mm (R-111)');
  expect(thick.messages('Q-B07')).toEqual(['warn: T1 was measured on 8.0 mm slices. Above 5.0 mm a target needs twice the thickness, 16.0 mm (R-111). Measure on thinner slices if there are any.']);
});

test('limits are inclusive: 10.0 mm and a 15.0 mm node raise nothing (R-122)', () => {
  const r = reading();
  r.target('liver', 10, 5);
  r.target('lymphNode', 25, 15, 'node', 7);
  expect(r.case().findings.filter((one) => one.severity !== 'info')).toEqual([]);
});

test('a node below 15 mm cannot be a target (Q-B05); below 10 mm it is no disease (Q-B04)', () => {
  const r = reading();
  r.target('lymphNode', 20, 12.9, 'node');
  expect(r.messages('Q-B05')).toEqual(['block: Node T1 12.9 mm short axis cannot be a target. A target needs 15.0 mm (R-114). Make it a non-target, or measure again.']);
  r.target('lymphNode', 20, 9.9, 'node');
  expect(r.messages('Q-B04')).toEqual(['warn: Node T2 9.9 mm short axis is below 10.0 mm: a normal node is not disease (R-114). Remove it, or measure again.']);
});

test('too many targets, and too many in one organ, are counted (Q-B01, Q-B02)', () => {
  const r = reading();
  for (const organ of ['liver', 'liver', 'liver', 'lung', 'lung', 'bone'] as const) r.target(organ, 20, 10);
  expect(r.messages('Q-B01')).toEqual(['block: 6 targets are recorded, the protocol allows 5 (R-131). Make 1 of them non-target.']);
  expect(r.messages('Q-B02')).toEqual(['block: 3 targets are in the organ liver (T1, T2 and T3), the protocol allows 2 (R-132). Make 1 of them non-target.']);
});

test('a follow-up says what is open, and what jumped with both sizes (Q-F01, Q-F04)', () => {
  const r = reading();
  const first = r.target('liver', 30, 10);
  r.target('lung', 20, 10);
  r.follow(first, 46);
  expect(r.messages('Q-F01')).toEqual(['block: TP1: T2 still to assess (R-201).']);
  expect(r.messages('Q-F04')).toEqual(['warn: TP1: T1 went from 30.0 mm (Baseline) to 46.0 mm, +53.3\u2009%. Check that it is the same lesion.']);
});

test('thicker slices than at baseline are named, and the series that would match (Q-F03)', () => {
  const r = reading();
  const first = r.target('liver', 30, 10);
  r.regroup('fu', '2026-03-01', { sliceThicknessMm: 5 });
  r.follow(first, 28);
  expect(r.messages('Q-F03')).toEqual(['warn: TP1: T1 on slices of 5.0 mm, baseline 1.0 mm (+4.0 mm). Measure on slices as thin as at baseline, or say why not.']);
});

test('a sum near the PD limit says how near (Q-F10)', () => {
  const r = reading();
  const first = r.target('liver', 50, 10);
  r.follow(first, 59.5);
  expect(r.messages('Q-F10')).toEqual(['info: TP1: sum 59.5 mm is 0.5 mm below the PD limit of 60.0 mm (R-306). Measure again only where an edge is uncertain.']);
});

test('an old baseline scan is counted in days (Q-B08); after the first dose it blocks', () => {
  const r = reading();
  r.target('liver', 30, 10);
  r.b.services.subjects.setFacts(reader, r.on, { randomisationDate: '2026-02-09' });
  expect(r.messages('Q-B08')).toEqual(['warn: The baseline scan of 2026-01-05 is 35 days before 2026-02-09; the protocol allows 28 (R-101). Assign a later scan, or say why there is none.']);
  r.b.services.subjects.setFacts(reader, r.on, { randomisationDate: null, firstDoseDate: '2026-01-04' });
  expect(r.messages('Q-B08')).toEqual(['block: The baseline scan of 2026-01-05 is after the first dose of 2026-01-04 (R-101). Check both dates, or assign the scan before treatment.']);
});

test('what a lesion is can be said and taken back: bone by its soft-tissue component (Q-B13), cysts and treated areas are no targets (Q-B03, Q-B11)', () => {
  const r = reading();
  const bone = r.target('bone', 30, 10);
  const codes = () => [...new Set(r.case().findings.map((one) => `${one.code} ${one.severity}`))];
  expect(codes()).toEqual(['Q-B13 warn']);
  const say = (traits: object) => r.b.services.lesions.edit(reader, r.on, { lesionId: bone, traits });
  say({ softTissueComponent: true });
  expect(codes()).toEqual([]);
  expect(r.case().case.lesions[0]?.traits).toEqual({ softTissueComponent: true });
  say({ nature: 'boneLytic' });
  expect(codes()).toEqual(['Q-B13 block', 'Q-B14 warn']);
  say({ nature: 'simpleCyst' });
  expect(codes()).toEqual(['Q-B03 block', 'Q-B14 warn']);
  say({ softTissueComponent: true, previousLocalTherapy: true });
  expect(codes()).toEqual(['Q-B03 block', 'Q-B11 warn', 'Q-B14 warn']);
  r.b.services.subjects.undo(reader, r.on);
  expect(codes()).toEqual(['Q-B03 block', 'Q-B14 warn']);
  r.b.services.lesions.edit(reader, r.on, { lesionId: bone, description: 'Sacrum' });
  expect(r.case().case.lesions[0]?.traits).toEqual({ nature: 'simpleCyst' });
  say({});
  expect(codes()).toEqual(['Q-B13 warn']);
});

test('a misspelt trait is refused by the route, a known one stored', async () => {
  const r = reading();
  const lesionId = r.target('liver', 30, 10);
  const post = (traits: object) => r.b.post('/api/lesion/edit', { subjectId: r.subjectId, expectedRevision: r.case().case.revision, lesionId, traits });
  expect((await post({ nature: 'cyst' })).status).toBe(400);
  expect((await post({ cystic: true })).status).toBe(400);
  expect((await post({ nature: 'cysticMetastasis' })).status).toBe(200);
  expect(r.case().case.lesions[0]?.traits).toEqual({ nature: 'cysticMetastasis' });
});
