/** What a start says when it cannot go on: the command itself, as a person meets it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCore } from '../../src/host/index.ts';

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const env = { ...process.env, NADIR_NO_DEMO: '1' };
let folder: string;
let first: ChildProcess | undefined;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-refused-')); });
afterEach(async () => {
  if (first && first.exitCode === null) await new Promise<void>((resolve) => { first?.once('exit', () => resolve()).kill(); });
  first = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = (...more: string[]) => spawnSync(process.execPath, [command, 'start', '--no-window', '--data', folder, ...more], { env, encoding: 'utf8', timeout: 60_000 });

/** Starts a workstation that stays; answers its address. */
function startAndStay(): Promise<string> {
  const child = spawn(process.execPath, [command, 'start', '--no-window', '--data', folder], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  first = child;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve((JSON.parse(chunk.toString()) as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

it('names the process and the address of the workstation that has the data, and leaves it alone', async () => {
  const url = new URL(await startAndStay());
  const second = start();
  expect(second.status).toBe(3);
  expect(second.stdout).toBe('');
  const { pid } = JSON.parse(readFileSync(path.join(folder, 'address.json'), 'utf8')) as { pid: number };
  expect(second.stderr).toContain(`process ${pid}`);
  expect(() => process.kill(pid, 0)).not.toThrow();
  expect(second.stderr).toContain(`${url.origin}/`);
  expect(second.stderr).not.toContain(url.searchParams.get('token'));
  expect(second.stderr).not.toMatch(/^\s+at /m);
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
});

it('starts again at once after the first was killed', async () => {
  await startAndStay();
  await new Promise<void>((resolve) => { first?.once('exit', () => resolve()).kill('SIGKILL'); });
  expect(await startAndStay()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
});

it('asks everybody to sign in, but not after a crash under an open window', async () => {
  const cookies = new Map<string, string>();
  const ask = async (url: string | URL, body?: object): Promise<Response> => {
    const { origin } = new URL(url);
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), connection: 'close', ...(body ? { origin, 'content-type': 'application/json' } : {}) }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) });
    for (const set of answer.headers.getSetCookie()) cookies.set(set.split('=')[0] ?? '', set.slice(set.indexOf('=') + 1).split(';')[0] ?? '');
    return answer;
  };
  const stateAt = async (url: string): Promise<string> => ((await (await ask(new URL('/api/session', url))).json()) as { access: { state: string } }).access.state;
  const url = await startAndStay();
  await ask(url);
  expect((await ask(new URL('/api/accounts/set-up', url), { fullName: 'Dr Ada Keller', username: 'a.keller', password: 'lamp river window 7' })).ok).toBe(true);
  expect(await stateAt(url)).toBe('open');
  process.kill((JSON.parse(readFileSync(path.join(folder, 'address.json'), 'utf8')) as { pid: number }).pid, 'SIGKILL');
  await expect.poll(() => stateAt(url).catch(() => 'away'), { timeout: 30_000 }).toBe('open');
  await new Promise<void>((resolve) => { first?.once('exit', () => resolve()).kill('SIGKILL'); });
  const next = await startAndStay();
  await ask(next);
  expect(await stateAt(next)).toBe('signedOut');
});

it('ends cleanly when asked, and says so by its status', async () => {
  await startAndStay();
  const status = await new Promise<number | null>((resolve) => { first?.once('exit', resolve).kill('SIGTERM'); });
  expect(status).toBe(0);
});

it('leaves a database of a newer Nadir as it is and names both versions', () => {
  openCore(folder, { exclusive: true }).store.close();
  const file = path.join(folder, 'nadir.sqlite');
  const db = new Database(file);
  db.pragma('user_version = 9999');
  db.prepare(`UPDATE meta SET value = '99.0.0' WHERE key = 'programVersion'`).run();
  db.close();
  const refused = start();
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain('99.0.0');
  expect(refused.stderr).toContain('Nothing was changed');
  const after = new Database(file, { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(9999);
  after.close();
});

it('says which port is taken', async () => {
  const blocker = http.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { blocker.once('listening', resolve); });
  const { port } = blocker.address() as AddressInfo;
  const refused = start('--port', String(port));
  blocker.close();
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain(`Port ${port}`);
});

it('calls a wrong option wrong usage', () => {
  expect(start('--port', 'eighty').status).toBe(2);
  expect(start('--windowless').status).toBe(2);
});
