import { expect, test } from 'vitest';
import type { ServerEvent, SessionInfo } from '../../src/api/wire.ts';
import { bench, studyWithSubject } from './harness.ts';

async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = text.slice(0, end).split('\n').find((line) => line.startsWith('data: '));
      text = text.slice(end + 2);
      if (data) yield JSON.parse(data.slice(6)) as ServerEvent;
    }
  }
}

test('a command is heard by every open window with the revision that was committed', async () => {
  const b = bench();
  const { subjectId, studyId, case: read } = studyWithSubject(b);
  const abort = new AbortController();
  const windows = await Promise.all([1, 2].map(async () => eventsOf(await b.fetch(new Request('http://nadir.local/api/events', { signal: abort.signal })))));
  for (const one of windows) expect((await one.next()).value).toEqual({ type: 'hello', version: '0.0.0-test' });
  await b.post('/api/subject/set-facts', { subjectId, expectedRevision: read().case.revision, deathDate: '2026-05-05' });
  for (const one of windows) {
    expect((await one.next()).value).toEqual({ type: 'subject', subjectId, revision: read().case.revision });
    expect((await one.next()).value).toEqual({ type: 'study', studyId });
  }
  b.hub.close();
  for (const one of windows) expect((await one.next()).done).toBe(true);
  b.close();
});

test('a command that is refused is not announced', async () => {
  const b = bench();
  const { subjectId } = studyWithSubject(b);
  const heard: string[] = [];
  const reading = (async () => {
    for await (const event of eventsOf(await b.fetch(new Request('http://nadir.local/api/events')))) heard.push(event.type);
  })();
  await new Promise((resolve) => setImmediate(resolve));
  await b.post('/api/subject/set-facts', { subjectId, expectedRevision: 0, deathDate: '2026-05-05' });
  b.hub.close();
  await reading;
  expect(heard).toEqual(['hello']);
  b.close();
});

test('an upload reaches the host whole, with its path as sent; one that lies about its size is stopped', async () => {
  const got: { path: string; bytes: number }[] = [];
  const b = bench({ ports: { putUpload: async (_id, path, body) => {
    let bytes = 0;
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
    got.push({ path, bytes });
  } } });
  const put = (query: string, body: Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = {}) => b.fetch(new Request(`http://nadir.local/api/import/upload/src-1${query}`, { method: 'PUT', body, headers }));
  expect((await put('?path=a/b%20c.dcm', new Uint8Array(70_000))).status).toBe(204);
  expect((await put('?path=empty.dcm', null)).status).toBe(204);
  expect(got).toEqual([{ path: 'a/b c.dcm', bytes: 70_000 }, { path: 'empty.dcm', bytes: 0 }]);
  expect((await put('', new Uint8Array(1))).status).toBe(400);
  expect((await put('?path=x', new Uint8Array(1), { 'content-length': String(5 * 2 ** 30) })).status).toBe(413);
  b.close();
});

test('a volume is passed on as it comes, with its length', async () => {
  const asked: unknown[] = [];
  const b = bench({ ports: { volume: async (id, wanted) => {
    asked.push([id, wanted]);
    return { body: new Blob([new Uint8Array([1, 2, 3])]).stream(), byteLength: 3 };
  } } });
  const id = studyWithSubject(b).series['bl'] ?? '';
  const volume = (query: string) => b.fetch(new Request(`http://nadir.local/api/bytes/volume/${query}`));
  const response = await volume(`${id}?from=7`);
  expect(response.headers.get('content-length')).toBe('3');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  expect((await volume(`${id}?from=7&without=0-3,9-12`)).status).toBe(200);
  expect(asked).toEqual([[id, { from: 7, without: [] }], [id, { from: 7, without: [[0, 3], [9, 12]] }]]);
  for (const wrong of ['from=-1', 'without=3', 'without=1-2,', 'without=a-b']) expect((await volume(`${id}?${wrong}`)).status).toBe(400);
  expect((await volume('unknown?from=0')).status).toBe(404);
  b.close();
});

test('preferences are kept as they were given; the session counts the audit events', async () => {
  const b = bench();
  studyWithSubject(b);
  const preferences = { keys: { T: 'target' }, reference: 'nadir', panes: 2 };
  expect((await b.post('/api/preferences', preferences)).status).toBe(204);
  expect((await b.get('/api/preferences')).body).toEqual(preferences);
  const { body } = await b.get<SessionInfo>('/api/session');
  expect(body).toMatchObject({ shell: 'test', user: { name: 'r.reader', role: 'reader' }, auditEvents: b.store.log.count() });
  expect(body.auditEvents).toBeGreaterThan(4);
  b.close();
});
