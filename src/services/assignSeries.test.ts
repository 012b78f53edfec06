import { expect, test } from 'vitest';
import { bench, instancesOf, measured, reader, stack } from '../../test/api/harness.ts';

function study() {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const bring = (...stacks: ReturnType<typeof stack>[]) => {
    const sink = b.services.importSink(reader, id);
    return stacks.flatMap((one) => {
      sink.add(instancesOf(one));
      return sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
    });
  };
  const proposals = () => b.services.assignments.unassigned(id);
  const accept = () => b.services.assignments.assign(reader, id, proposals().map((one) => ({
    seriesId: one.series.id, subjectId: one.subject?.id ?? null, newSubjectCode: one.subject?.id ? null : (one.subject?.code ?? ''), timepointIndex: one.timepoint?.index ?? 0,
  })));
  return { b, id, bring, proposals, accept };
}
const said = (proposals: ReturnType<ReturnType<typeof study>['proposals']>) => proposals.map((one) => [one.series.seriesUid.split('.').at(-1), one.subject?.code ?? null, one.timepoint?.label ?? null]);

test('scans of a new patient become its timepoints in order of date; scans within 14 days share one', () => {
  const { bring, proposals } = study();
  bring(stack('P 7', 'c', '2026-05-01'), stack('P 7', 'a', '2026-01-01'), stack('P 7', 'brain', '2026-01-09', { modality: 'MR' }), stack('P 7', 'b', '2026-03-01'));
  expect(said(proposals())).toEqual([['a', 'P-7', 'Baseline'], ['brain', 'P-7', 'Baseline'], ['b', 'P-7', 'TP1'], ['c', 'P-7', 'TP2']]);
  expect(proposals()[1]?.why).toContain('8 days from the scan of Baseline');
});

test('nothing is assigned by proposing; confirming enrols the subject once and later imports follow its patient', () => {
  const { b, id, bring, proposals, accept } = study();
  bring(stack('P7', 'a', '2026-01-01'), stack('P7', 'b', '2026-03-01'));
  expect(b.services.studies.byId(id).subjects).toBe(0);
  const [subjectId = ''] = accept();
  expect(b.services.studies.byId(id).subjects).toBe(1);
  expect(proposals()).toEqual([]);
  bring(stack('P7', 'c', '2026-05-02'));
  expect(proposals()[0]).toMatchObject({ subject: { id: subjectId, code: 'P7' }, timepoint: { label: 'TP2', id: null } });
});

test('a planned visit draws the scan near its day; a late scan and one without a date are left to the person', () => {
  const { b, id, bring, proposals } = study();
  const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: 'P7' });
  b.services.timepoints.plan(reader, { subjectId, expectedRevision: null }, [
    { index: 0, visitName: '', plannedDate: '2026-01-01' as never }, { index: 1, visitName: 'Wk 8', plannedDate: '2026-02-26' as never }, { index: 2, visitName: 'Wk 16', plannedDate: '2026-04-23' as never },
  ]);
  bring(stack('P7', 'w16', '2026-04-20'), stack('P7', 'a', '2026-01-02'), stack('P7', 'undated', null));
  expect(said(proposals())).toEqual([['a', 'P7', 'Baseline'], ['w16', 'P7', 'TP2'], ['undated', 'P7', null]]);
  bring(stack('P7', 'late', '2026-03-20'));
  const late = proposals().find((one) => one.series.seriesUid.endsWith('.late'));
  expect(late).toMatchObject({ timepoint: null, why: expect.stringContaining('choose the timepoint') });
});

test('a copy of a scan under another UID is flagged as a duplicate', () => {
  const { bring, proposals, accept } = study();
  bring(stack('P7', 'a', '2026-01-01', { description: 'Thorax' }));
  accept();
  bring(stack('P7', 'copy', '2026-01-01', { description: 'Thorax' }));
  expect(proposals()[0]?.duplicateOf).toBe('series 2 (Thorax) of Baseline');
});

test('importing again keeps the series, its subject and what was measured on it; a series that was measured cannot be moved', () => {
  const { b, id, bring, accept } = study();
  const [seriesId = ''] = bring(stack('P7', 'a', '2026-01-01'));
  const [subjectId = ''] = accept();
  const on = { subjectId, expectedRevision: null };
  const timepointId = b.services.readCase(subjectId).case.timepoints[0]?.id ?? '';
  b.services.lesions.place(reader, on, { timepointId, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(seriesId, 'a', 3, 30, 12) });
  expect(bring(stack('P7', 'a', '2026-01-01', {}, 12))).toEqual([seriesId]);
  const { case: subject, result } = b.services.readCase(subjectId);
  expect([subject.timepoints[0]?.series[0]?.slices, result?.baseline.sum]).toEqual([12, 30]);
  expect(b.services.audit.ofSubject(reader, subjectId).at(-1)).toMatchObject({ kind: 'SeriesExtended', after: { slicesBefore: 10, slicesAfter: 12 } });
  const move = () => b.services.assignments.assign(reader, id, [{ seriesId: seriesId as never, subjectId: subjectId as never, newSubjectCode: null, timepointIndex: 1 }]);
  expect(move).toThrow(/Measurements were made on this series/);
});

test('a series that grows under an open case is announced with the case\'s new revision', () => {
  const { b, id, bring, accept } = study();
  bring(stack('P7', 'a', '2026-01-01'));
  const [subjectId = ''] = accept();
  const heard: unknown[] = [];
  b.hub.publish = (event) => heard.push(event);
  const sink = b.services.importSink(reader, id);
  const grown = stack('P7', 'a', '2026-01-01', {}, 12);
  sink.putStacks(grown.dicomStudyUid, grown.seriesUid, [grown]);
  sink.finish({ source: 'CD', files: { seen: 12, imported: 2, duplicate: 10, rejected: 0 } });
  expect(heard).toEqual([{ type: 'subject', subjectId, revision: b.services.readCase(subjectId).case.revision }, { type: 'study', studyId: id }]);
});

test('discarding takes an unassigned series and its files away, and leaves assigned ones', async () => {
  const { b, id, bring, accept } = study();
  const [kept = ''] = bring(stack('P7', 'a', '2026-01-01'));
  accept();
  const [gone = ''] = bring(stack('P8', 'b', '2026-01-01'));
  await b.services.series.discard(reader, id, [gone]);
  expect(b.services.assignments.unassigned(id)).toEqual([]);
  expect(b.store.instances.files(id)).toHaveLength(10);
  await expect(b.services.series.discard(reader, id, [kept])).rejects.toThrow(/belongs to a timepoint/);
  expect(b.services.series.images(kept).slices).toHaveLength(10);
});

test('localisers and secondary captures are proposed last, decide no timepoint, and go there when a person says so', () => {
  const { b, id, bring, proposals } = study();
  const scout = (off: string | null) => {
    const one = stack('P7', `scout${off === null ? 'Old' : ''}`, '2025-06-01');
    return { ...one, hidden: true, summary: { ...one.summary, measuringOff: off } };
  };
  bring(scout('Localiser: for looking only, nothing is measured on it.'), stack('P7', 'a', '2026-01-01'));
  expect(said(proposals())).toEqual([['a', 'P7', 'Baseline'], ['scout', 'P7', 'Baseline']]);
  expect(proposals().map((one) => one.series.aside)).toEqual([undefined, true]);
  const put = () => b.services.assignments.assign(reader, id, proposals().map((one) => ({ seriesId: one.series.id, subjectId: one.subject?.id ?? null, newSubjectCode: 'P7', timepointIndex: 0 })));
  put();
  expect(proposals()).toEqual([]);
  // One of an earlier version does not say that nothing may be measured on it.
  bring(scout(null));
  expect(put).toThrow('must be imported again');
});

test('a scan dated after tomorrow says so; tomorrow may be today where it was made (TP-01)', () => {
  const { bring, proposals } = study();
  bring(stack('P7', 'tomorrow', '2026-12-02'), stack('P8', 'later', '2026-12-03'));
  expect(proposals().map(({ series }) => series.findings.filter(({ code }) => code === 'TP-01').map(({ message }) => message))).toEqual([[], ['The scan date 2026-12-03 lies in the future: choose the timepoint by hand. Lengths are not affected.']]);
});
