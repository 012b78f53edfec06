/** Two readers who can never see each other: whatever a window may ask, its bytes say nothing of the other read. */
import { describe, expect, test } from 'vitest';
import { access, type RouteKey } from '../../src/api/access.ts';
import type { StudySummary, SubjectCaseReply } from '../../src/api/wire.ts';
import { templates } from '../../src/services/index.ts';
import { readThrough, twoReaders, type Stage } from './doubleRead.ts';
import type { Window } from './windows.ts';

/** Every GET route with what it asks for filled in, so that none is forgotten when one is added. */
function questions({ studyId, subjectId, series }: Stage, timepointId: string): Readonly<Record<string, readonly string[]>> {
  const fill: Readonly<Record<string, readonly string[]>> = {
    'GET /session': ['/session'], 'GET /preferences': ['/preferences'], 'GET /study/list': ['/study/list'], 'GET /study/templates': ['/study/templates'],
    'GET /study/:id/detail': [`/study/${studyId}/detail`], 'GET /worklist': [`/worklist?study=${studyId}`], 'GET /worklist/page': [`/worklist/page?study=${studyId}&today=2026-08-01&offset=0&limit=50`],
    'GET /worklist/next': [`/worklist/next?study=${studyId}&today=2026-08-01&after=${subjectId}`], 'GET /subject/list': [`/subject/list?study=${studyId}`],
    'GET /study/analysis': [`/study/analysis?study=${studyId}`, `/study/analysis?study=${studyId}&by=reader`],
    'GET /study/figures': [`/study/figures?study=${studyId}`],
    'GET /export/csv': ['measurements', 'responses', 'lesions', 'endpoints'].map((kind) => `/export/csv?study=${studyId}&kind=${kind}`), 'GET /export/formats': ['/export/formats'], 'GET /export/:jobId/result': ['/export/job-1/result'], 'GET /export/:jobId/package': ['/export/job-1/package'],
    'GET /audit': [`/audit?subject=${subjectId}`],
    'GET /audit/page': ['/audit/page', `/audit/page?study=${studyId}`, `/audit/page?subject=${subjectId}`, '/audit/page?group=measuring'], 'GET /audit/count': ['/audit/count', `/audit/count?study=${studyId}`],
    'GET /audit/choices': ['/audit/choices', `/audit/choices?subject=${subjectId}`], 'GET /audit/event/:id': ['/audit/event/x'], 'GET /audit/check': ['/audit/check'], 'GET /audit/:jobId/csv': ['/audit/job-1/csv'],
    'GET /subject/:id/case': [`/subject/${subjectId}/case`], 'GET /timepoint/signed': [1, 2].map((version) => `/timepoint/signed?subject=${subjectId}&timepoint=${timepointId}&version=${version}`),
    'GET /adjudication/status': [`/adjudication/status?subject=${subjectId}`], 'GET /adjudication/list': [`/adjudication/list?study=${studyId}`], 'GET /series/unassigned': [`/series/unassigned?study=${studyId}`],
    'GET /series/:id/images': series.map((id) => `/series/${id}/images`), 'GET /bytes/volume/:id': series.map((id) => `/bytes/volume/${id}`), 'GET /bytes/thumbnail/:id': series.map((id) => `/bytes/thumbnail/${id}`),
    'GET /import/:jobId/result': ['/import/job-1/result'], 'GET /job/:id': ['/job/job-1'], 'GET /accounts/list': ['/accounts/list'], 'GET /accounts/people': ['/accounts/people'],
    'GET /accounts/trail': ['/accounts/trail'], 'GET /backups': ['/backups'], 'GET /backups/state': ['/backups/state'], 'GET /accounts/policy': ['/accounts/policy'],
    'GET /query/list': [`/query/list?subject=${subjectId}`, `/query/list?study=${studyId}`], 'GET /confirmation/state': [`/confirmation/state?subject=${subjectId}`], 'GET /confirmation/central-case': [`/confirmation/central-case?subject=${subjectId}`],
    'GET /keys/status': [`/keys/status?study=${studyId}`], 'GET /quarantine/list': [`/quarantine/list?study=${studyId}`], 'GET /bytes/quarantine/:image': [`/bytes/quarantine/${'0'.repeat(64)}?study=${studyId}`],
  };
  return Object.fromEntries((Object.keys(access) as RouteKey[]).filter((route) => route.startsWith('GET ') && route !== 'GET /events').map((route) => [route, fill[route] ?? []]));
}

const answers = async (window: Window, asked: Readonly<Record<string, readonly string[]>>): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const path of Object.values(asked).flat()) found[path] = JSON.stringify((await window.send('GET', path)).body ?? null);
  return found;
};

/** Words and numbers that stand only in the first reader's read. */
const planted = ['PLANTED-LESION', 'PLANTED-NOTE', 'PLANTED-REASON', 'PLANTED-CAPTION', 'PLANTED-AMENDMENT', '37.3', 'Dr Olga Eins', 'PLANTED-FINDING'];

async function plantRead({ one, people }: Stage): Promise<readonly string[]> {
  const target = await one.target(37.3, 'liver', 3);
  await one.command('/lesion/edit', { lesionId: target, description: 'PLANTED-LESION' });
  const nonTarget = await one.nonTarget('bone');
  await one.record(nonTarget, 0, { state: 'status', status: 'present', note: 'PLANTED-NOTE' });
  const series = (await one.look()).case.timepoints[0]?.series[0]?.id;
  await one.command('/key-image/add', { timepointId: await one.timepoint(0), seriesId: series, sopInstanceUid: '1.2.826.0.1.bl.3', frameNumber: 1, caption: 'PLANTED-CAPTION' });
  await one.answerAll();
  await one.sign(0, people.one.password);
  await one.amend(0, 'PLANTED-AMENDMENT');
  await one.sign(0, people.one.password);
  await one.record(target, 1, one.drawn(1, 35.1));
  await one.record(nonTarget, 1, { state: 'status', status: 'present' });
  const finding = await one.newLesion(1, 'equivocal');
  await one.command('/lesion/edit', { lesionId: finding, description: 'PLANTED-FINDING' });
  await one.command('/timepoint/override', { timepointId: await one.timepoint(1), component: 'overall', value: 'NE', reason: 'PLANTED-REASON' });
  await one.answerAll();
  return [target, nonTarget, finding];
}

test('every GET route is asked', async () => {
  const stage = await twoReaders();
  const empty = Object.entries(questions(stage, 'x')).filter(([, paths]) => paths.length === 0).map(([route]) => route);
  expect(empty).toEqual([]);
  stage.b.close();
});

test('what the first reader does changes no byte of any answer to the second reader, the adjudicator or a reader of other studies', async () => {
  const stage = await twoReaders();
  const asked = questions(stage, (await stage.two.timepoint(0)));
  const windows = { two: stage.two.window, judge: stage.judge, stranger: stage.stranger };
  const before = await Promise.all(Object.values(windows).map((window) => answers(window, asked)));
  const ids = await plantRead(stage);
  expect((await stage.one.look()).case.lesions).toHaveLength(3);
  const after = await Promise.all(Object.values(windows).map((window) => answers(window, asked)));
  expect(after).toEqual(before);
  for (const [index, name] of Object.keys(windows).entries()) {
    for (const [path, text] of Object.entries(after[index] ?? {})) {
      // The choice of people for a study names accounts; it says nothing of a read.
      const words = path === '/accounts/people' ? planted.filter((word) => word !== 'Dr Olga Eins') : planted;
      for (const word of [...words, ...ids]) expect(text.includes(word), `${name} ${path} holds ${word}`).toBe(false);
    }
  }
  stage.b.close();
});

test('the second reader has a T1 of their own and a revision that counts only their own steps; each undo is one\'s own', async () => {
  const stage = await twoReaders();
  const start = (await stage.two.look()).case.revision;
  await stage.one.target(30);
  await stage.one.nonTarget();
  expect((await stage.two.look()).case).toMatchObject({ revision: start, lesions: [], undo: { available: false }, read: { slot: 'reader2', reader: 'Dr Thomas Zwei', editable: true, blinded: true } });
  await stage.two.target(20);
  expect((await stage.two.look()).case.lesions.map((one) => one.label)).toEqual(['T1']);
  await stage.two.command('/subject/undo', {});
  expect([(await stage.one.look()).case.lesions.length, (await stage.two.look()).case.lesions.length]).toEqual([2, 0]);
  // A lesion of the other read is not there, whoever guesses its id.
  const lesionId = (await stage.one.look()).case.lesions[0]?.id;
  expect((await stage.two.command('/lesion/edit', { lesionId, description: 'mine' })).reason).toBe('lesion');
  expect((await stage.two.record(lesionId ?? '', 0, stage.two.drawn(0, 20))).reason).toBe('lesion');
  expect(stage.b.store.compareProjections()).toBeNull();
  expect(stage.b.store.verifyChain().fault).toBeNull();
  stage.b.close();
});

test('the events of a read go to its own reader and to who sees the study whole, never to the other reader', async () => {
  const stage = await twoReaders();
  const heard: Record<string, string[]> = { one: [], two: [], manager: [], stranger: [] };
  const aborts = Object.entries({ one: stage.one.window, two: stage.two.window, manager: stage.manager, stranger: stage.stranger }).map(([name, window]) => {
    const abort = new AbortController();
    void (async () => {
      const response = await stage.b.fetch(new Request('http://nadir.local/api/events', { signal: abort.signal, headers: { cookie: `nadir-account=${window.cookie()}` } }));
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard[name]?.push(...decoder.decode(chunk as Uint8Array).split('\n').filter((line) => line.startsWith('data: ')).map((line) => (JSON.parse(line.slice(6)) as { type: string }).type));
    })();
    return abort;
  });
  const settle = () => new Promise((resolve) => { setTimeout(resolve, 30); });
  await settle();
  await stage.one.target(30);
  await settle();
  expect(heard).toEqual({ one: ['hello', 'subject', 'study'], two: ['hello'], manager: ['hello', 'study'], stranger: ['hello'] });
  for (const abort of aborts) abort.abort();
  stage.b.close();
});

describe('what else is withheld', () => {
  test('a blinded reader has no site, no dates of treatment, no protocol of arms; the investigator has them', async () => {
    const stage = await twoReaders();
    stage.b.services.subjects.setFacts({ actor: 'Local user', accountId: null, roles: ['dataManager'], role: 'dataManager' }, { subjectId: stage.subjectId, expectedRevision: null }, { firstDoseDate: '2026-01-12', newTherapyStartDate: '2026-06-20', deathDate: '2026-09-09' });
    const blind = (await stage.one.look()).case;
    expect([blind.facts, blind.site, blind.protocol.readers]).toEqual([{ randomisationDate: '2026-01-10' }, '', undefined]);
    for (const date of ['2026-01-12', '2026-06-20', '2026-09-09']) expect(JSON.stringify(await stage.one.look())).not.toContain(date);
    expect((await stage.site.look()).case.facts).toMatchObject({ newTherapyStartDate: '2026-06-20' });
    stage.b.close();
  });

  test('visits that count from the first dose have no planned day for a blinded reader, and those from randomisation keep theirs', async () => {
    const stage = await twoReaders();
    const manager = { actor: 'Local user', accountId: null, roles: ['dataManager' as const], role: 'dataManager' as const };
    const { services } = stage.b;
    const { visits } = templates.phase3.protocol;
    const detail = services.studies.detail(stage.studyId);
    services.studies.edit(manager, { studyId: stage.studyId, expectedRevision: detail.revision }, { protocol: { ...detail.protocol, ...(visits ? { visits } : {}) } });
    const planned = async () => (await stage.one.look()).case.timepoints[0]?.plannedDate ?? null;
    expect(await planned()).toBe('2026-01-10');
    services.subjects.setFacts(manager, { subjectId: stage.subjectId, expectedRevision: null }, { randomisationDate: null, firstDoseDate: '2026-01-13' });
    expect((await stage.site.look()).case.timepoints[0]?.plannedDate).toBe('2026-01-13');
    expect(await planned()).toBeNull();
    for (const path of [`/subject/${stage.subjectId}/case`, `/worklist/page?study=${stage.studyId}&today=2026-08-01&offset=0&limit=50`]) expect(JSON.stringify((await stage.one.window.send('GET', path)).body), path).not.toContain('2026-01-13');
    stage.b.close();
  });

  test('R-J01: a later timepoint has its label and nothing else, and its images are refused, until the one before is signed', async () => {
    const stage = await twoReaders();
    const { one, series, people } = stage;
    const closed = (await one.look()).case.timepoints[1];
    expect(closed).toMatchObject({ label: 'TP1', closed: true, series: [], scanDates: [], visitName: '', plannedDate: null });
    const images = (index: number) => [`/series/${series[index]}/images`, `/bytes/volume/${series[index]}`, `/bytes/thumbnail/${series[index]}`];
    const tries = async (index: number) => Promise.all(images(index).map((path) => one.window.tries('GET', path)));
    expect([await tries(0), await tries(1)]).toEqual([['ok', 'ok', 'ok'], ['series', 'series', 'series']]);
    const target = await one.target(30);
    expect((await one.record(target, 1, { state: 'absent' })).reason).toBe('closed');
    await one.answerAll();
    expect((await one.sign(0, people.one.password)).reason).toBe('ok');
    expect([await tries(1), await tries(2)]).toEqual([['ok', 'ok', 'ok'], ['series', 'series', 'series']]);
    // The other reader has not signed: nothing opened there.
    expect(await stage.two.window.tries('GET', `/bytes/volume/${series[1]}`)).toBe('series');
    expect((await one.look()).case.timepoints.map((timepoint) => timepoint.closed ?? false)).toEqual([false, false, true, true]);
    stage.b.close();
  });

  test('the first account, with every role, reads blinded too once it is assigned: role does not lift the assignment', async () => {
    const stage = await twoReaders();
    const ada = stage.b.services.accounts.byUsername('ada');
    const detail = stage.b.services.studies.detail(stage.studyId);
    const all = { actor: 'x', accountId: null, roles: ['dataManager' as const], role: 'dataManager' as const };
    stage.b.services.studies.edit(all, { studyId: stage.studyId, expectedRevision: detail.revision }, { protocol: { ...detail.protocol, readers: { ...detail.protocol.readers, reader2: ada.id } } });
    await stage.one.target(37.3);
    const { windowOf } = await import('./windows.ts');
    const window = windowOf(stage.b, ada);
    const refusals = [];
    for (const path of [`/audit?subject=${stage.subjectId}`, `/export/csv?study=${stage.studyId}&kind=measurements`, `/series/unassigned?study=${stage.studyId}`, `/adjudication/list?study=${stage.studyId}`]) refusals.push(await window.tries('GET', path));
    expect(refusals).toEqual(['blinded', 'blinded', 'blinded', 'notAdjudicator']);
    expect(((await window.send('GET', `/subject/${stage.subjectId}/case`)).body as SubjectCaseReply).case.lesions).toEqual([]);
    expect(await window.tries('POST', '/adjudication/case', { subjectId: stage.subjectId })).toBe('notAdjudicator');
    stage.b.close();
  });

  test('somebody who reads other studies sees no lesion, no image and no list of this one', async () => {
    const stage = await twoReaders();
    await stage.one.target(30);
    const seen = (await stage.stranger.send('GET', `/subject/${stage.subjectId}/case`)).body as SubjectCaseReply;
    expect(seen.case).toMatchObject({ lesions: [], read: { editable: false }, timepoints: [{ closed: true, series: [] }, { closed: true }, { closed: true }, { closed: true }] });
    expect(await stage.stranger.tries('GET', `/bytes/volume/${stage.series[0]}`)).toBe('series');
    expect(await stage.stranger.tries('POST', '/lesion/place', { subjectId: stage.subjectId, expectedRevision: 0, timepointId: await stage.one.timepoint(0), role: 'nonTarget', organ: 'bone', kind: 'nonNodal', description: '' })).toBe('notReader');
    stage.b.close();
  });

  test('in a study that is read once, an investigator looks and does not measure; the list of studies says who sees what', async () => {
    const { withAccounts, windowOf } = await import('./windows.ts');
    const { readingAt, studyToRead } = await import('./readBench.ts');
    const { b, only } = await withAccounts();
    const read = studyToRead(b, { reading: { scheme: 'single', sequentialLock: false, blinded: true } });
    const [looker, reader] = [readingAt(b, only.investigator, read), readingAt(b, only.reader, read)];
    await reader.target(30);
    const seen = (await looker.look()).case;
    expect([seen.lesions.length, seen.read.editable, seen.read.why]).toEqual([1, false, 'Investigators look at the read and confirm its date; a reader measures.']);
    const refused = await Promise.all([looker.command('/lesion/place', { timepointId: seen.timepoints[0]?.id, role: 'nonTarget', organ: 'bone', kind: 'nonNodal', description: '' }), looker.record(seen.lesions[0]?.id ?? '', 0, looker.drawn(0, 31))]);
    expect(refused.map((one) => one.reason)).toEqual(['notReader', 'notReader']);
    expect(await looker.window.tries('GET', `/bytes/volume/${read.series[0]}`)).not.toBe('series');
    const you = async (who: 'investigator' | 'reader' | 'adjudicator') => ((await windowOf(b, only[who]).send('GET', '/study/list')).body as StudySummary[])[0]?.you;
    expect([await you('investigator'), await you('reader')]).toEqual([{ slot: 'site', double: false, blinded: false }, { slot: 'site', double: false, blinded: true }]);
    b.close();
  });

  test('the investigator\'s own read is a third one: no reader sees it, and it sees none', async () => {
    const stage = await twoReaders();
    await readThrough(stage.one, stage.people.one.password, [30, 28]);
    expect((await stage.site.look()).case).toMatchObject({ lesions: [], read: { slot: 'site', editable: true } });
    await stage.site.target(44.4);
    expect(JSON.stringify(await stage.one.look())).not.toContain('44.4');
    expect(JSON.stringify((await stage.site.window.send('GET', `/audit?subject=${stage.subjectId}`)).body)).not.toContain(stage.people.one.account.fullName);
    stage.b.close();
  });
});
