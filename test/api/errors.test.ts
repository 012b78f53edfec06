/** What the window is told when something is not carried out: the code, a reason that stays the same, a sentence; never a stack, a path or a patient. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireError } from '../../src/api/wire.ts';
import { NadirError, type ErrorCode } from '../../src/common/index.ts';
import { bench, measured, studyWithSubject, type Bench } from './harness.ts';

let b: Bench;
let subjectId: string;
let studyId: string;
let series: Record<string, string>;
let timepointId: string;
let thrown: unknown = new Error('unset');
beforeAll(() => {
  b = bench({ ports: { job: () => { throw thrown; } } });
  ({ subjectId, studyId, series } = studyWithSubject(b));
  timepointId = b.services.readCase(subjectId).case.timepoints[0]?.id ?? '';
});
afterAll(() => b.close());

const lesion = (over: object = {}) => ({ subjectId, expectedRevision: b.services.readCase(subjectId).case.revision, timepointId, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', ...over });
const assessment = (over: object = {}) => ({ ...measured(series['bl'] ?? '', 'bl', 3, 20, 10), ...over });

type Negative = readonly [name: string, path: string, body: () => unknown, place: string];
const negatives: readonly Negative[] = [
  ['an unknown member', '/api/lesion/place', () => lesion({ colour: 'red' }), 'body: '],
  ['a missing member', '/api/lesion/place', () => lesion({ organ: undefined }), 'organ'],
  ['an organ outside the fixed list', '/api/lesion/place', () => lesion({ organ: 'elbow' }), 'organ'],
  ['a role that does not exist', '/api/lesion/place', () => lesion({ role: 'primary' }), 'role'],
  ['a negative revision', '/api/lesion/place', () => lesion({ expectedRevision: -1 }), 'expectedRevision'],
  ['a point with two coordinates', '/api/lesion/place', () => lesion({ assessment: assessment({ caliper: { ...assessment().caliper, longAxis: [[1, 2], [3, 4, 5]] } }) }), 'assessment.caliper.longAxis'],
  ['a length of 0', '/api/lesion/place', () => lesion({ assessment: assessment({ claimedLongMm: 0 }) }), 'assessment.claimedLongMm'],
  ['a length as text', '/api/lesion/place', () => lesion({ assessment: assessment({ claimedLongMm: '20' }) }), 'assessment.claimedLongMm'],
  ['a measured record without points', '/api/lesion/place', () => lesion({ assessment: { state: 'measured', claimedLongMm: 20, claimedShortMm: null } }), 'assessment.caliper'],
  ['a state that does not exist', '/api/lesion/place', () => lesion({ assessment: { state: 'zero' } }), 'assessment.state'],
  ['a frame number of 0', '/api/lesion/place', () => lesion({ assessment: assessment({ caliper: { ...assessment().caliper, frameNumber: 0 } }) }), 'assessment.caliper.frameNumber'],
  ['a description without end', '/api/lesion/place', () => lesion({ description: 'x'.repeat(201) }), 'description'],
  ['a date in another order', '/api/subject/set-facts', () => ({ subjectId, expectedRevision: 0, deathDate: '31.12.2026' }), 'deathDate'],
  ['a study code with a blank', '/api/study/create', () => ({ code: 'A 1', title: 'x', template: 'phase2' }), 'code'],
  ['a template that does not exist', '/api/study/create', () => ({ code: 'A1', title: 'x', template: 'phase9' }), 'template'],
  ['an empty list of assignments', '/api/series/assign', () => ({ studyId, assignments: [] }), 'assignments'],
  ['a timepoint index below 0', '/api/series/assign', () => ({ studyId, assignments: [{ seriesId: 's', subjectId: null, newSubjectCode: 'x', timepointIndex: -1 }] }), 'assignments.0.timepointIndex'],
  ['a path instead of a source', '/api/import/start', () => ({ path: '/etc', studyId }), 'sourceId'],
  ['a list as preferences', '/api/preferences', () => [1, 2], 'body'],
];

test.each(negatives)('%s is invalid, and the message names the place', async (_name, path, body, place) => {
  const before = b.store.log.count();
  const { status, body: answer } = await b.post<WireError>(path, body());
  expect([status, answer.error?.code, answer.error?.reason]).toEqual([400, 'invalid', 'schema']);
  expect(answer.error.message).toContain(place);
  expect(b.store.log.count()).toBe(before);
});

test('what is no JSON, is too large, or is sent as a form does not reach a command', async () => {
  const send = async (body: string, type: string) => {
    const response = await b.fetch(new Request('http://nadir.local/api/lesion/place', { method: 'POST', headers: { 'content-type': type }, body }));
    return [response.status, ((await response.json()) as WireError).error.reason];
  };
  expect(await send('{"subjectId":', 'application/json')).toEqual([400, 'notJson']);
  expect(await send('a=b', 'application/x-www-form-urlencoded')).toEqual([400, 'contentType']);
  expect(await send(JSON.stringify(lesion()), 'text/plain')).toEqual([400, 'contentType']);
  expect(await send(JSON.stringify({ description: 'x'.repeat(1 << 20) }), 'application/json')).toEqual([413, 'tooLarge']);
});

test('a query without its study, an unknown kind and an unknown route say so', async () => {
  expect((await b.get<WireError>('/api/worklist')).body.error).toMatchObject({ code: 'invalid', reason: 'schema' });
  expect((await b.get<WireError>(`/api/export/csv?study=${studyId}&kind=everything`)).body.error).toMatchObject({ code: 'invalid' });
  expect(await b.get<WireError>('/api/nothing')).toMatchObject({ status: 404, body: { error: { code: 'notFound', reason: 'route' } } });
});

const unknown: readonly (readonly [string, () => Promise<{ status: number; body: WireError }>])[] = [
  ['subject', () => b.get('/api/subject/nobody/case')],
  ['worklist', () => b.get('/api/worklist?study=none')],
  ['series', () => b.get('/api/series/none/images')],
  ['audit trail', () => b.get('/api/audit?subject=nobody')],
  ['lesion', () => b.post('/api/lesion/remove', { subjectId, expectedRevision: b.services.readCase(subjectId).case.revision, lesionId: 'none' })],
  ['timepoint', () => b.post('/api/lesion/place', lesion({ timepointId: 'none' }))],
  ['study of an import', () => b.post('/api/import/start', { sourceId: 'x', studyId: 'none' })],
];
test.each(unknown)('an unknown %s is notFound', async (_name, ask) => {
  const { status, body } = await ask();
  expect([status, body.error.code]).toEqual([404, 'notFound']);
});

test('a rule that forbids is 422 with the rule in its words', async () => {
  const { status, body } = await b.post<WireError>('/api/lesion/place', lesion({ role: 'new' }));
  expect([status, body.error.code, body.error.reason]).toEqual([422, 'refused', 'wrongTimepoint']);
  expect(body.error.message).toContain('R-501');
});

test('facts that moved are 409', async () => {
  const { status, body } = await b.post<WireError>('/api/lesion/place', lesion({ expectedRevision: 0 }));
  expect([status, body.error.code, body.error.reason]).toEqual([409, 'conflict', 'revisionMoved']);
});

const shapes: readonly (readonly [ErrorCode, number])[] = [['invalid', 400], ['refused', 422], ['conflict', 409], ['notFound', 404], ['unreadable', 422], ['storage', 503], ['cancelled', 499]];
test.each(shapes)('%s crosses the wire as %i with its sentence and nothing of its cause', async (code, status) => {
  thrown = new NadirError(code, 'The sentence.', { reason: 'why', details: { path: '/home/someone' }, cause: new Error('stack of /home/someone') });
  const answer = await b.get<WireError>('/api/job/1');
  expect(answer).toEqual({ status, body: { error: { code, reason: 'why', message: 'The sentence.' } } });
});

test.each([new TypeError('cannot read /home/someone/Doe^John.dcm'), 'a bare string', new NadirError('defect', 'inner words')])('a defect shows an incident id and keeps the rest in the log', async (defect) => {
  thrown = defect;
  b.incidents.length = 0;
  const { status, body } = await b.get<WireError>('/api/job/1');
  expect([status, body.error.code]).toEqual([500, 'defect']);
  expect(body.error.message).toContain(body.error.incident);
  expect(JSON.stringify(body)).not.toMatch(/someone|Doe|bare|inner/);
  expect(b.incidents.map((one) => (typeof defect === 'string' ? (one as Error).cause : one))).toEqual([defect]);
});
