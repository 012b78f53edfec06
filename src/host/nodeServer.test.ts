import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { offerDirect } from '../api/index.ts';
import { createNodeServer } from './nodeServer.ts';

let server: http.Server | null = null;
afterEach(() => { server?.closeAllConnections(); server?.close(); });

async function serve(answer: (request: Request) => Response): Promise<string> {
  server = createNodeServer(async (request) => answer(request), { hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => { server?.listen(0, '127.0.0.1', resolve); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const neverRead = (): ReadableStream<Uint8Array> => new ReadableStream({ pull() { throw new Error('the body was read'); } }, { highWaterMark: 0 });

test('a body that offers it goes straight to the socket, headers and all, from memory that is filled again', async () => {
  const piece = new Uint8Array(300_000);
  const url = await serve(() => new Response(offerDirect({
    body: neverRead(), byteLength: 3 * piece.length,
    async sendTo(write) { for (const value of [1, 2, 3]) { piece.fill(value); await write(piece); } },
  }), { headers: { 'content-length': String(3 * piece.length) } }));
  for (let again = 0; again < 2; again += 1) {
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-length'), response.headers.get('x-content-type-options')]).toEqual([200, '900000', 'nosniff']);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([bytes.length, bytes[0], bytes[299_999], bytes[300_000], bytes[899_999]]).toEqual([900_000, 1, 1, 2, 3]);
  }
});

test('a window that goes away ends the work; work that fails ends the answer before its length', async () => {
  const piece = new Uint8Array(1_000_000);
  const failure = vi.fn();
  const url = await serve((request) => new Response(offerDirect({
    body: neverRead(), byteLength: 1e9,
    async sendTo(write) {
      if (request.url.endsWith('broken')) { await write(piece); throw new Error('disk'); }
      try { for (;;) await write(piece); } catch (cause) { failure(); throw cause; }
    },
  }), { headers: { 'content-length': '1000000000' } }));
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  await response.body?.getReader().read();
  expect(failure).not.toHaveBeenCalled();
  abort.abort();
  await vi.waitFor(() => expect(failure).toHaveBeenCalledOnce());
  await expect(fetch(`${url}broken`).then((broken) => broken.arrayBuffer())).rejects.toThrow();
});
