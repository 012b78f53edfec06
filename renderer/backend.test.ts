import { afterEach, expect, it, vi } from 'vitest';
import { csvUrl, getJson, postJson, withQuery } from './backend.ts';

afterEach(() => vi.unstubAllGlobals());
const answer = (body: BodyInit | null, status: number) => {
  const response = new Response(body, { status });
  Object.defineProperty(response, 'url', { value: 'http://127.0.0.1/api/x' });
  vi.stubGlobal('fetch', () => Promise.resolve(response));
};

it('says what the host said, with its code and reason', async () => {
  answer(JSON.stringify({ error: { code: 'storage', reason: 'diskFull', message: 'The disk is full. Free 2.1 GB and import again.' } }), 507);
  await expect(postJson('/api/x')).rejects.toMatchObject({ code: 'storage', reason: 'diskFull', message: 'The disk is full. Free 2.1 GB and import again.' });
});

it('does not take an answer without the wire format for a success', async () => {
  answer('<html>', 502);
  await expect(getJson('/api/x')).rejects.toMatchObject({ code: 'defect', reason: 'http502' });
});

it('tells a host that is gone from a host that refuses', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(getJson('/api/x')).rejects.toMatchObject({ reason: 'hostGone' });
});

it('reports an aborted request as cancelled, so that no toast is shown', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')));
  const stop = new AbortController();
  stop.abort();
  await expect(getJson('/api/x', {}, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

it('escapes what goes into an address and leaves out what is not there', () => {
  expect(withQuery('/api/x', { path: 'a b/ü&c', from: 0, none: null })).toBe('/api/x?path=a%20b%2F%C3%BC%26c&from=0');
  expect(csvUrl('st&1', 'responses')).toBe('/api/export/csv?study=st%261&kind=responses');
});
