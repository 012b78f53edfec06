import { expect, test } from 'vitest';
import { everySoManyDays, type StudyProtocol, type WorklistPage } from '../casefile/index.ts';
import type { IsoDate } from '../common/index.ts';
import { bench, instancesOf, measured, reader, stack, studyWithSubject } from '../../test/api/harness.ts';
import { templates } from './templates.ts';

test('the next action follows the reading: read, continue, then wait or confirm; rows are made again only when facts move', () => {
  const b = bench();
  const { studyId, subjectId, series, case: read } = studyWithSubject(b);
  const on = { subjectId, expectedRevision: null };
  const row = () => b.services.worklist.rows(studyId)[0];
  const [baseline, tp1] = read().case.timepoints;
  expect(row()?.next).toMatchObject({ kind: 'read', text: 'Read baseline', timepointId: baseline?.id });

  const place = (organ: 'liver' | 'lung', mm: number) => b.services.lesions.place(reader, on, { timepointId: baseline?.id ?? '', role: 'target', organ, kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, mm, 2) })['lesionId'] ?? '';
  const [first, second] = [place('liver', 30), place('lung', 20)];
  expect(row()?.next).toMatchObject({ kind: 'read', text: 'Read TP1', timepointId: tp1?.id });
  const record = (lesionId: string, mm: number) => b.services.lesions.record(reader, on, lesionId, tp1?.id ?? '', measured(series['fu'] ?? '', 'fu', 3, mm, 2));
  record(first, 45);
  expect(row()).toMatchObject({ next: { kind: 'continue', text: 'Finish TP1 read', detail: '1 of 2 lesions assessed, T2 left' }, cells: [{ assessed: 2, expected: 2 }, { assessed: 1, expected: 2 }] });
  record(second, 30);
  expect(row()).toMatchObject({ next: { kind: 'confirm' }, latestSumMm: 75, pctFromBaseline: 50, progression: { date: '2026-03-01', timepointId: tp1?.id } });

  b.services.subjects.undo(reader, on);
  expect(row()?.next.kind).toBe('continue');
  const view = { viewpoint: 'site', streams: [] };
  const revision = read().case.revision;
  expect(b.store.derived.staleSubjects(studyId, view, 'another engine')).toEqual([{ id: subjectId, revision }]);
  b.store.write(() => b.store.derived.putWorklistRow({ subjectId, viewpoint: 'site', revision, stamp: 'another engine', entry: '[]', row: '{}' }));
  expect(row()?.code).toBe('S-001');
});

test('a subject without images waits for them, by the planned day', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: 'P7' });
  b.services.timepoints.plan(reader, { subjectId, expectedRevision: null }, [{ index: 0, visitName: 'Screening', plannedDate: '2026-01-01' as never }]);
  expect(b.services.worklist.rows(id)[0]?.next).toEqual({ kind: 'waitForImages', text: 'Wait for images baseline', detail: 'Planned 2026-01-01', timepointId: expect.any(String) });
});

const protocol: StudyProtocol = { ...templates.blank.protocol, readWithinDays: 5, visits: { visits: everySoManyDays({ everyDays: 56, untilDay: 56, windowDays: 7, baselineDays: 28 }), then: { everyDays: 56, windowDays: 7 } } };

/** A study with visits; subjects are enrolled by code and randomised on a day, with scans on days. */
function planned() {
  const b = bench();
  const { id: studyId } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'blank', protocol });
  const enrol = (code: string, randomised: string, scans: readonly string[] = []) => {
    const subjectId = b.services.subjects.enrol(reader, { studyId, code, site: code.slice(0, 2), facts: { randomisationDate: randomised as IsoDate } });
    scans.forEach((date, index) => {
      const sink = b.services.importSink(reader, studyId);
      const one = stack(code, `${code}.${index}`, date);
      sink.add(instancesOf(one));
      const [seriesId = ''] = sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
      b.services.assignments.assign(reader, studyId, [{ seriesId: seriesId as never, subjectId, newSubjectCode: null, timepointIndex: index }]);
    });
    return subjectId;
  };
  const page = async (query: string, today = '2026-03-10') => {
    const { status, body } = await b.get<WorklistPage>(`/api/worklist/page?study=${studyId}&today=${today}&${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  return { b, studyId, enrol, page };
}

test('planned visits come from the protocol: due on their day, overdue after their window, waited for from 14 days before', async () => {
  const { b, studyId, enrol, page } = planned();
  const subjectId = enrol('01-1', '2026-01-06', ['2026-01-05']);
  const row = async (today: string) => (await page('', today)).rows[0];
  // Baseline has images: reading it is due five days after its scan.
  expect(await row('2026-01-07')).toMatchObject({ next: { kind: 'read', text: 'Read baseline', detail: 'Images in, 1 series' }, due: '2026-01-10', visit: null });
  const [baseline] = b.services.readCase(subjectId).case.timepoints;
  const on = { subjectId, expectedRevision: null };
  b.services.lesions.place(reader, on, { timepointId: baseline?.id ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(baseline?.series[0]?.id ?? '', '01-1.0', 3, 30, 12) });
  expect(await row('2026-01-07')).toMatchObject({ next: { kind: 'visit', text: 'Next visit 2026-03-03' }, due: '2026-03-03', dueUntil: '2026-03-10', visit: { index: 1, name: 'Wk 8' } });
  const status = async (today: string) => (await page('', today)).facets.filter((facet) => (facet.facet === 'status' || facet.facet === 'due') && facet.count > 0).map((facet) => facet.value);
  expect(await status('2026-02-16')).toEqual(['nothing', 'none']);
  expect(await status('2026-02-17')).toEqual(['waitForImages', 'later']);
  expect(await status('2026-03-03')).toEqual(['waitForImages', 'today']);
  expect(await status('2026-03-10')).toEqual(['waitForImages', 'today']);
  expect(await status('2026-03-11')).toEqual(['waitForImages', 'overdue']);
  // A visit that did not take place makes way for the one after it.
  expect(await b.post('/api/timepoint/record-missed', { subjectId, expectedRevision: b.services.readCase(subjectId).case.revision, index: 1 })).toMatchObject({ status: 200 });
  expect(await row('2026-03-11')).toMatchObject({ next: { kind: 'visit' }, due: '2026-04-28', visit: { index: 2 }, cells: [{ index: 0 }, { index: 1, status: 'notPerformed' }] });
  b.services.subjects.undo(reader, on);
  expect((await row('2026-03-11'))?.due).toBe('2026-03-03');
  b.services.subjects.setFacts(reader, on, { deathDate: '2026-03-01' });
  expect(await row('2026-03-11')).toMatchObject({ next: { kind: 'nothing' }, due: null, visit: null });
  expect((await b.post('/api/timepoint/record-missed', { subjectId, expectedRevision: null, index: 1 })).status).toBe(400);
  expect((await b.get(`/api/worklist/page?study=${studyId}&today=2026-02-30`)).status).toBe(400);
});

test('pages are cut from the whole list as it is filtered and ordered; facets say what a choice would leave', async () => {
  const { enrol, page } = planned();
  for (let n = 1; n <= 7; n += 1) enrol(`0${1 + (n % 2)}-${n}`, '2026-02-20', n <= 4 ? [`2026-01-0${6 - n}`] : []);
  const all = await page('limit=3');
  expect(all).toMatchObject({ matching: 7, offset: 0, columns: 0, hasDue: true, counts: { subjects: 7, timepoints: 4, signed: 0 }, why: '', readers: false });
  // The oldest scan is due first.
  expect(all.rows.map((row) => row.code)).toEqual(['01-4', '02-3', '01-2']);
  expect((await page('limit=3&offset=3')).rows.map((row) => row.code)).toEqual(['02-1', '01-6', '02-5']);
  expect(all.tasks.map((row) => row.code)).toEqual(['01-4', '02-3', '01-2']);
  const count = (found: WorklistPage, facet: string, value: string) => found.facets.find((one) => one.facet === facet && one.value === value)?.count;
  expect([count(all, 'status', 'read'), count(all, 'status', 'waitForImages'), count(all, 'site', '01'), count(all, 'site', '02')]).toEqual([4, 3, 3, 4]);
  const chosen = await page('site=02&text=read');
  expect(chosen.rows.map((row) => row.code)).toEqual(['02-3', '02-1']);
  expect([count(chosen, 'site', '01'), count(chosen, 'site', '02'), count(chosen, 'status', 'read')]).toEqual([2, 2, 2]);
  expect(chosen.counts.subjects).toBe(7);
  const around = await page(`sort=subject&descending=true&around=${all.rows[0]?.subjectId}&limit=1`);
  expect(around).toMatchObject({ at: 5, rows: [{ code: '02-7' }] });
  expect((await page(`site=02&around=${all.rows[0]?.subjectId}`)).at).toBeNull();
});

test('a change of one subject shows in the next page, whoever made its row meanwhile', async () => {
  const { b, studyId, enrol, page } = planned();
  const subjectId = enrol('01-1', '2026-01-06', ['2026-01-05']);
  enrol('01-2', '2026-02-20');
  expect((await page('')).rows).toMatchObject([{ code: '01-1', next: { kind: 'read' } }, { code: '01-2' }]);
  b.services.subjects.setFacts(reader, { subjectId, expectedRevision: null }, { deathDate: '2026-03-01' });
  b.services.worklist.rows(studyId);
  await b.services.worklist.json(reader, studyId);
  const [baseline] = b.services.readCase(subjectId).case.timepoints;
  b.services.lesions.place(reader, { subjectId, expectedRevision: null }, { timepointId: baseline?.id ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(baseline?.series[0]?.id ?? '', '01-1.0', 3, 30, 12) });
  await b.services.worklist.json(reader, studyId);
  expect((await page('status=read')).rows).toEqual([]);
  enrol('01-3', '2026-01-06', ['2026-01-05']);
  expect((await page('status=read')).rows).toMatchObject([{ code: '01-3' }]);
  const list = await b.get<{ codes: string[]; timepoints: number[] }>(`/api/subject/list?study=${studyId}`);
  expect(list.body).toMatchObject({ codes: ['01-1', '01-2', '01-3'], timepoints: [1, 0, 1] });
});

test('the next case is the next task below in the list as it stands, and from the top again', async () => {
  const { b, studyId, enrol } = planned();
  const ids = ['2026-01-01', '2026-01-02', '2026-01-03'].map((date, n) => enrol(`01-${n + 1}`, '2026-01-06', [date]));
  enrol('01-9', '2026-01-06');
  const next = async (after: string | undefined, query = '') => (await b.get<{ row: { code: string } | null }>(`/api/worklist/next?study=${studyId}&today=2026-03-10&after=${after}${query}`)).body.row?.code ?? null;
  expect([await next(ids[0]), await next(ids[1]), await next(ids[2])]).toEqual(['01-2', '01-3', '01-1']);
  expect(await next(ids[0], '&sort=subject&descending=true')).toBe('01-3');
  expect(await next(ids[0], '&text=01-1')).toBeNull();
});

test('reading is assigned to an account, and shows for it alone as its task', async () => {
  const { b, studyId, enrol } = planned();
  const [first = '', second = ''] = ['01-1', '01-2'].map((code) => enrol(code, '2026-01-06', ['2026-01-01']));
  const { id: accountId } = await b.services.accounts.setUp(reader, { username: 'keller', fullName: 'Dr M. Keller', password: 'lamp river window 7' });
  b.services.readingAssignments.assign(reader, studyId, accountId, [{ subjectId: first, timepointId: null }]);
  const look = async (who: typeof reader) => JSON.parse(await b.services.worklist.page(who, studyId, { text: '', choice: {}, sort: 'due', descending: false, today: '2026-03-10' as IsoDate, offset: 0, limit: 9, around: null })) as WorklistPage;
  const mine = await look({ ...reader, accountId });
  expect(mine.facets.filter((facet) => facet.facet === 'mine')).toEqual([{ facet: 'mine', value: 'assigned', count: 1 }]);
  expect(mine.tasks.map((row) => row.code)).toEqual(['01-1', '01-2']);
  expect((await look({ ...reader, accountId: 'another' })).tasks.map((row) => row.subjectId)).toEqual([second]);
  const [timepoint] = b.services.readCase(second).case.timepoints;
  b.services.readingAssignments.assign(reader, studyId, accountId, [{ subjectId: second, timepointId: timepoint?.id ?? '' }]);
  expect((await look({ ...reader, accountId: 'another' })).tasks).toEqual([]);
  b.services.readingAssignments.assign(reader, studyId, null, [{ subjectId: first, timepointId: null }, { subjectId: second, timepointId: timepoint?.id ?? '' }]);
  expect((await look({ ...reader, accountId: 'another' })).tasks).toHaveLength(2);
  expect(() => b.services.readingAssignments.assign(reader, studyId, 'nobody', [{ subjectId: first, timepointId: null }])).toThrow(/no such account/);
  expect(b.store.compareProjections()).toBeNull();
});
