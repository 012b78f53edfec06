/** Below the routes: smuggled requests, methods and targets of no browser, slow and silent connections, streams without end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventHub } from '../../src/api/index.ts';
import { hold, ownHead, speak, statusesIn, type Held } from './answers.ts';
import { startRunning, type Running } from './running.ts';

let running: Running;
let port: number;
let head: string;
let dawdlers: readonly Held[];
beforeAll(async () => {
  running = await startRunning();
  port = running.serving.port;
  head = ownHead(running);
  dawdlers = [await hold(port), await hold(port, 'GET /api/session HTTP/1.1\r\nX-A: ')];
});
afterAll(() => running.close());

const command = 'POST /api/session/activity HTTP/1.1\r\n';
const stowaway = 'GET /api/study/list HTTP/1.1\r\n';

describe.concurrent('requests within requests', () => {
  it.each([
    ['two lengths', `${command}%Content-Length: 5\r\nContent-Length: 0\r\n\r\n`],
    ['length and chunks', `${command}%Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${stowaway}%\r\n`],
    ['chunked, twice encoded', `${command}%Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${stowaway}%\r\n`],
    ['chunked by another spelling', `${command}%Transfer-Encoding: xchunked\r\n\r\n${stowaway}%\r\n`],
    ['a space before the colon', `${command}%Content-Length : 60\r\n\r\n${stowaway}%\r\n`],
    ['a folded header', `${command}%X-A: 1\r\n Content-Length: 60\r\n\r\n`],
    ['lines without return', `${command.replace('\r\n', '\n')}${'%'}Content-Length: 0\n\n`],
    ['a chunk that is not what it says', `${command}%Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n${stowaway}%\r\n`],
    ['a null in a header', `${command}%X-A: a\0b\r\n\r\n`],
    ['two hosts', `GET /api/session HTTP/1.1\r\n%Host: evil.example\r\n\r\n`],
    ['no host', `GET /api/session HTTP/1.1\r\nCookie: x=1\r\n\r\n`],
    ['another version', `GET /api/session HTTP/3.0\r\n%\r\n`],
    ['bytes that are no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('%s: refused or cut, and no second answer', async (_name, bytes) => {
    const { text } = await speak(port, bytes.replaceAll('%', head));
    const statuses = statusesIn(text);
    expect(statuses.length, text.slice(0, 300)).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status < 400)).toEqual([]);
  });

  it('answers a pair that is well-formed one after the other, each guarded on its own', async () => {
    const { text } = await speak(port, `GET /api/session HTTP/1.1\r\n${head}\r\nGET /api/study/list HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    expect(statusesIn(text)).toEqual([200, 401]);
  });
});

describe.concurrent('methods and targets', () => {
  it.each(['TRACE /api/session', 'CONNECT 127.0.0.1:22', 'OPTIONS *', 'OPTIONS /api/study/create', 'PUT /api/study/create', 'DELETE /api/study/list', 'PATCH /api/study/edit', 'HEAD /api/study/create', 'PROPFIND /', 'GET http://evil.example/api/session', 'GET //evil.example/api/session', `GET /${'a'.repeat(20_000)}`])('%s changes nothing and shows nothing', async (line) => {
    const { text } = await speak(port, `${line} HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`);
    expect(statusesIn(text).filter((status) => status < 400 || status >= 500), text.slice(0, 200)).toEqual([]);
    expect(text).not.toMatch(/access-control-allow/i);
  });

  it('takes no word of a header for the method, and no upgrade', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const answer = await running.asWindow({ path: '/api/session/sign-out', headers: { [name]: 'POST' } });
      expect(answer.status, name).toBe(404);
    }
    const answer = await speak(port, `GET /api/events HTTP/1.1\r\n${head}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    expect(statusesIn(answer.text)).not.toContain(101);
  });

  it('writes no header that a request made up', async () => {
    for (const target of ['/%0d%0aX-Evil:%201', '/?token=a%0d%0aSet-Cookie:%20x=1', '/api/export/csv?study=%0d%0aX-Evil:1&kind=lesions', '/api/%0aX-Evil:1']) {
      const { text } = await speak(port, `GET ${target} HTTP/1.1\r\n${head}\r\n`);
      const [heads = ''] = text.split('\r\n\r\n');
      expect(heads, target).not.toMatch(/^(x-evil|set-cookie):/im);
    }
  });
});

describe('somebody who takes their time', () => {
  it('answers beside hundreds of silent connections, half requests and bodies that never come, and cuts them', async () => {
    const silent = await Promise.all(Array.from({ length: 200 }, () => hold(port)));
    const slowHeads = await Promise.all(Array.from({ length: 100 }, () => hold(port, 'GET /api/session HTTP/1.1\r\nHost: 127.0.0.1')));
    const strangers = await Promise.all(Array.from({ length: 50 }, () => hold(port, `${command}Host: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{`)));
    const ownSlow = await Promise.all(Array.from({ length: 50 }, () => hold(port, `POST /api/study/create HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n{`)));
    expect((await running.asWindow({ path: '/api/session' })).status).toBe(200);
    // Whoever has no session is hung up on at once, whatever they promised to send.
    await Promise.all(strangers.map(({ ended }) => ended));
    // The rest of the limit: others are refused at the door, not served into exhaustion.
    const more = await Promise.all(Array.from({ length: 300 }, () => hold(port)));
    await expect.poll(() => more.some(({ isCut }) => isCut())).toBe(true);
    for (const one of [...silent, ...slowHeads, ...ownSlow, ...more]) one.close();
    await expect.poll(async () => (await running.asWindow({ path: '/api/session' })).status).toBe(200);
  });

  it('lets nobody wait longer over the beginning of a request than some seconds', async () => {
    await Promise.all(dawdlers.map(({ ended }) => ended));
    expect((await running.asWindow({ path: '/api/session' })).status).toBe(200);
  }, 30_000);
});

it('keeps a bounded number of event streams: the oldest ends, the newest hears', async () => {
  const hub = createEventHub();
  const open = Array.from({ length: 80 }, () => {
    const stop = new AbortController();
    const reader = hub.stream(stop.signal, { type: 'accounts' }).body?.getReader();
    return { stop, reader };
  });
  const finished = await Promise.all(open.slice(0, 16).map(async ({ reader }) => {
    await reader?.read();
    return (await reader?.read())?.done;
  }));
  expect(finished).toEqual(Array.from({ length: 16 }, () => true));
  const last = open.at(-1)?.reader;
  await last?.read();
  hub.publish({ type: 'accounts' });
  expect((await last?.read())?.done).toBe(false);
  hub.close();
});
