/** The loopback shell against everything that is not its own window. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRunning, type Running } from './running.ts';

let running: Running;
beforeAll(async () => { running = await startRunning(); });
afterAll(() => running.close());

const own = { path: '/api/session' };

describe('who is let in', () => {
  it('answers the window', async () => {
    const answer = await running.asWindow(own);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ shell: 'loopback' });
  });

  it('refuses a wrong token, a missing cookie and a wrong cookie with 401, without a hint', async () => {
    const wrong = await running.raw({ path: `/?token=${'A'.repeat(43)}`, headers: { accept: 'text/html' } });
    expect(wrong.status).toBe(401);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect((await running.raw(own)).status).toBe(401);
    expect((await running.raw({ ...own, headers: { cookie: `${running.cookie.slice(0, -1)}#` } })).status).toBe(401);
    // Not even the pages: what is installed here is nobody's business.
    expect((await running.raw({ path: '/' })).status).toBe(401);
    expect((await running.raw({ path: '/assets/index-0123abcd.js' })).status).toBe(401);
  });

  it('refuses another Host, as a rebound DNS name would send it', async () => {
    for (const host of ['evil.example', `evil.example:${running.serving.port}`, `localhost:${running.serving.port}`, `[::1]:${running.serving.port}`, '127.0.0.1']) {
      expect((await running.asWindow({ ...own, headers: { host } })).status, host).toBe(403);
    }
  });

  it('refuses another Origin on reads and on commands, and gives no CORS header away', async () => {
    for (const origin of ['https://evil.example', 'null', `http://localhost:${running.serving.port}`, 'http://127.0.0.1:1']) {
      const read = await running.asWindow({ ...own, headers: { origin } });
      expect(read.status, origin).toBe(403);
      expect(Object.keys(read.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    const preflight = await running.raw({ method: 'OPTIONS', path: '/api/study/create', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
    expect(preflight.status).toBe(403);
  });

  it('refuses a form of another site even if it had the cookie', async () => {
    const answer = await running.asWindow({ method: 'POST', path: '/api/study/create', body: 'code=X', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(answer.status).toBe(400);
    expect(JSON.parse((await running.asWindow({ path: '/api/study/list' })).text)).toEqual([]);
  });

  it('puts the security headers on every answer, refusals included, and keeps facts out of the cache', async () => {
    for (const answer of [await running.asWindow({ path: '/' }), await running.asWindow(own), await running.raw(own), await running.asWindow({ path: '/nothing' })]) {
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
      expect(answer.headers['content-security-policy']).not.toContain('unsafe-inline');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['x-frame-options']).toBe('DENY');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
    }
    expect((await running.asWindow(own)).headers['cache-control']).toBe('no-store');
    expect((await running.asWindow({ path: '/assets/index-0123abcd.js' })).headers).toMatchObject({ 'cache-control': expect.stringContaining('immutable') as string, 'content-type': expect.stringContaining('text/javascript') as string });
  });
});

describe('paths', () => {
  it.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/assets/..%5c..%5csecret.txt', '//secret.txt', '/assets/%00/../../../secret.txt', '/.%2e/data/nadir.sqlite'])('does not serve %s', async (target) => {
    const answer = await running.asWindow({ path: target });
    expect([400, 404]).toContain(answer.status);
    expect(answer.text).not.toContain('top secret');
  });

  it('serves nothing that was not there when it was built', async () => {
    expect((await running.asWindow({ path: '/index.html' })).status).toBe(200);
    expect((await running.asWindow({ path: '/assets/' })).status).toBe(404);
    expect((await running.asWindow({ method: 'PUT', path: '/index.html', body: 'x' })).status).toBe(405);
  });

  it('confines uploads to their own folder', async () => {
    const source = JSON.parse((await running.asWindow({ method: 'POST', path: '/api/import/upload/begin', body: '{"name":"CT"}' })).text) as { id: string };
    const put = (name: string) => running.asWindow({ method: 'PUT', path: `/api/import/upload/${source.id}?path=${encodeURIComponent(name)}`, body: 'x', headers: { 'content-type': 'application/octet-stream' } });
    for (const bad of ['../../escaped', '/tmp/escaped', '..\\escaped', 'a/../../../escaped']) expect((await put(bad)).status, bad).toBe(400);
    expect((await put('series/IM1')).status).toBe(204);
    const names = readdirSync(path.dirname(running.dataFolder), { recursive: true }).map(String);
    expect(names.filter((name) => name.includes('escaped'))).toEqual([]);
    expect(names.some((name) => name.endsWith(path.join('series', 'IM1')))).toBe(true);
  });

  it('takes no upload for a source it never gave out, and no id that is a path', async () => {
    for (const id of ['00000000-0000-7000-8000-000000000000', '..%2f..', encodeURIComponent('../../data')]) {
      const answer = await running.asWindow({ method: 'PUT', path: `/api/import/upload/${id}?path=x`, body: 'x' });
      expect([400, 404], id).toContain(answer.status);
    }
  });

  it('keeps the Electron shell’s internal route out of reach', async () => {
    const answer = await running.asWindow({ method: 'POST', path: '/internal/import-source', body: JSON.stringify({ paths: ['/etc'] }) });
    expect(answer.status).toBe(404);
  });
});

describe('size', () => {
  /** The answer, or the connection cut while still sending: either way it was not taken. */
  const refusals = [413, 0];

  it('refuses a command larger than any real one, announced or not, and goes on working', async () => {
    const big = Buffer.from(JSON.stringify({ code: 'X', title: 'y'.repeat(2_000_000), template: 'phase2' }));
    expect(refusals).toContain((await running.asWindow({ method: 'POST', path: '/api/study/create', body: big })).status);
    expect(refusals).toContain((await running.asWindow({ method: 'POST', path: '/api/study/create', body: big, headers: { 'transfer-encoding': 'chunked' } })).status);
    expect(JSON.parse((await running.asWindow({ path: '/api/study/list' })).text)).toEqual([]);
  });

  it('refuses headers that no browser sends', async () => {
    expect([431, 0]).toContain((await running.asWindow({ ...own, headers: { 'x-filler': 'x'.repeat(100_000) } })).status);
    expect((await running.asWindow(own)).status).toBe(200);
  });
});

it('opens no port to other machines', () => {
  expect(new URL(running.serving.openingUrl).hostname).toBe('127.0.0.1');
});

it.skipIf(process.platform === 'win32')('keeps the data folder to this account', () => {
  for (const name of ['', 'logs', 'blobs']) expect(statSync(path.join(running.dataFolder, name)).mode & 0o077, name).toBe(0);
});
