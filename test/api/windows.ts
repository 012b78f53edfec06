/** Windows of people on one workstation with accounts: each keeps its cookie as a browser would. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roles, type Account, type Role } from '../../src/accounts/index.ts';
import type { SessionInfo, WireError } from '../../src/api/wire.ts';
import type { Clock } from '../../src/common/index.ts';
import { bench, reader, type Bench } from './harness.ts';
import { keepTemporaryPassword } from './keepTemporaryPassword.ts';

export type Reply = { readonly status: number; readonly body: unknown; readonly setCookie: string | null };
export type Window = {
  send(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Reason of the refusal, or `ok`. */
  tries(method: string, path: string, body?: unknown): Promise<string>;
  session(): Promise<SessionInfo>;
  cookie(): string | null;
  setCookie(value: string | null): void;
};

/** A clock that stands until it is told to go on. */
export function standingClock(start = Date.UTC(2026, 11, 1)): Clock & { advance(ms: number): void; sleep(ms: number): void; putBack(ms: number): void } {
  let wall = start;
  let monotonic = 1000;
  return {
    nowIso: () => new Date(wall).toISOString(), monotonicMs: () => monotonic,
    advance: (ms) => { wall += ms; monotonic += ms; },
    // The computer sleeps: the monotonic clock stands.
    sleep: (ms) => { wall += ms; },
    putBack: (ms) => { wall -= ms; },
  };
}

export const refusalOf = (body: unknown): string => (body as Partial<WireError> | null | undefined)?.error?.reason ?? 'ok';

export function openWindow(b: Bench): Window {
  let cookie: string | null = null;
  const send = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const headers = { 'content-type': 'application/json', ...(cookie === null ? {} : { cookie: `nadir-account=${cookie}` }) };
    const response = await b.fetch(new Request(`http://nadir.local/api${path}`, { method, headers, ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }) }));
    const setCookie = response.headers.get('set-cookie');
    const given = setCookie && /^nadir-account=([^;]*);/.exec(setCookie)?.[1];
    if (setCookie !== null) cookie = given && !/Max-Age=0/.test(setCookie) ? given : null;
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, body: undefined, setCookie };
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: text === '' || !isJson ? undefined : JSON.parse(text), setCookie };
  };
  return {
    send, tries: async (method, path, body) => refusalOf((await send(method, path, body)).body),
    session: async () => (await send('GET', '/session')).body as SessionInfo,
    cookie: () => cookie, setCookie: (value) => { cookie = value; },
  };
}

export const password = 'lamp river window 7';

/** Signs somebody in without the work of a password: the session the host would have made. */
export function windowOf(b: Bench, account: Account): Window {
  const window = openWindow(b);
  window.setCookie(b.services.sessions.begin(account));
  return window;
}

/** The data folder of a workstation with accounts, made once per process: six passwords take a second to hash. It goes with the run's folder. */
const seed = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-accounts-'));
  const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock: standingClock() });
  await b.services.accounts.setUp(reader, { fullName: 'Dr Ada First', username: 'ada', password });
  for (const role of roles) {
    const { account } = await b.services.accounts.create(reader, { fullName: `Only ${role}`, username: `only.${role}`, roles: [role] });
    keepTemporaryPassword(b.store, account.id);
  }
  b.close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
let seeded: Promise<string> | null = null;

/** A workstation with an administrator who has every role, and one account per role that has only that one. */
export async function withAccounts(clock = standingClock()) {
  seeded ??= seed();
  const folder = mkdtempSync(join(tmpdir(), 'nadir-accounts-'));
  copyFileSync(join(await seeded, 'nadir.sqlite'), join(folder, 'nadir.sqlite'));
  const made = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock });
  const b: Bench = { ...made, close: () => { made.close(); rmSync(folder, { recursive: true, force: true }); } };
  const accounts = b.services.accounts.list();
  const named = (username: string): Account => {
    const found = accounts.find((one) => one.username === username);
    if (!found) throw new Error(`no account ${username}`);
    return found;
  };
  return { b, clock, first: named('ada'), only: Object.fromEntries(roles.map((role) => [role, named(`only.${role}`)])) as Record<Role, Account> };
}
