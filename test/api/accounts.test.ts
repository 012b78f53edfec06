/** Accounts through the API, as windows live with them: set-up, sign-in, lockout, idle lock, passwords, administrators. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AccountSummary, NewAccountReply } from '../../src/api/wire.ts';
import { bench, reader, studyWithSubject, type Bench } from './harness.ts';
import { openWindow, password, standingClock, windowOf, withAccounts, type Window } from './windows.ts';

let open: Bench[] = [];
afterEach(() => {
  for (const b of open) b.close();
  open = [];
});

const first = { fullName: 'Dr Ada First', username: 'ada', password };
function empty(clock = standingClock()) {
  const b = bench({ clock });
  open.push(b);
  return { b, clock };
}
async function staged() {
  const stage = await withAccounts();
  open.push(stage.b);
  return stage;
}
const signIn = (window: Window, username: string, word: string) => window.tries('POST', '/session/sign-in', { username, password: word });
const kinds = (b: Bench) => b.store.log.eventsOfStream('accounts').map((event) => event.kind);
const minute = 60_000;

test('a personal workstation becomes one with accounts when the first is made; every other window is then signed out', async () => {
  const { b } = empty();
  const [mine, other] = [openWindow(b), openWindow(b)];
  expect(await mine.session()).toMatchObject({ user: { name: 'r.reader', accountId: null }, access: { accounts: false, state: 'personal' } });
  expect(await mine.tries('POST', '/accounts/set-up', { ...first, password: 'short' })).toBe('weakPassword');
  const made = await mine.send('POST', '/accounts/set-up', first);
  expect(made.status).toBe(204);
  expect(made.setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(await mine.session()).toMatchObject({
    user: { name: 'Dr Ada First', username: 'ada', roles: ['reader', 'investigator', 'adjudicator', 'dataManager', 'administrator'] }, access: { accounts: true, state: 'open', idleLockMinutes: 15 },
  });
  expect(await other.session()).toMatchObject({ user: null, access: { state: 'signedOut', may: [] }, auditEvents: 0 });
  expect(await other.tries('GET', '/study/list')).toBe('signedOut');
  expect(await other.tries('POST', '/accounts/set-up', { ...first, username: 'eve', fullName: 'Eve' })).toBe('signedOut');
  expect(await mine.tries('POST', '/accounts/set-up', { ...first, username: 'eve', fullName: 'Eve' })).toBe('accountsExist');
});

test('two windows that make the first account at once make one', async () => {
  const { b } = empty();
  const answers = await Promise.all(['ada', 'eve'].map((username) => openWindow(b).tries('POST', '/accounts/set-up', { fullName: username, username, password })));
  expect(answers.sort()).toEqual(['accountsExist', 'ok']);
  expect(b.services.accounts.list()).toHaveLength(1);
});

test('no event, no answer and no ordinary text of the database holds a password, and the session is kept as a digest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-secrets-'));
  const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs'), clock: standingClock() });
  const window = openWindow(b);
  // Whoever made the folder, and whoever may enter it: what holds facts is its owner's alone.
  if (process.platform !== 'win32') expect(['', '-wal', '-shm'].map((end) => statSync(join(folder, `nadir.sqlite${end}`)).mode & 0o77)).toEqual([0, 0, 0]);
  await window.send('POST', '/accounts/set-up', first);
  const created = (await window.send('POST', '/accounts/create', { fullName: 'Bo Second', username: 'bo', roles: ['reader'] })).body as NewAccountReply;
  await signIn(openWindow(b), 'ada', 'a wrong lamp window');
  await signIn(openWindow(b), 'my secret typed as a name', password);
  const cookie = window.cookie() ?? '';
  b.close();
  const bytes = Buffer.concat(readdirSync(folder).filter((name) => name.startsWith('nadir.sqlite')).map((name) => readFileSync(join(folder, name)))).toString('latin1');
  for (const secret of [password, created.temporaryPassword, 'a wrong lamp window', 'my secret typed as a name', cookie]) expect(bytes.includes(secret), secret).toBe(false);
  expect(bytes).toContain('$argon2id$v=19$m=65536,t=3,p=4$');
  expect(created.temporaryPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  rmSync(folder, { recursive: true });
});

describe('signing in', () => {
  test('the same words for an unknown name, a wrong password and an account that is not active', async () => {
    const { b, first: ada, only } = await staged();
    b.services.accounts.setActive(reader, only.reader.id, false);
    const messages = await Promise.all([['nobody', password], ['ada', 'not the password'], [only.reader.username, 'not the password']].map(async ([username, word]) => (await openWindow(b).send('POST', '/session/sign-in', { username, password: word })).body));
    expect(new Set(messages.map((message) => JSON.stringify(message))).size).toBe(1);
    expect(messages[0]).toMatchObject({ error: { code: 'refused', reason: 'wrongPassword', message: 'Username or password is wrong.' } });
    expect(await signIn(openWindow(b), 'ADA', password)).toBe('ok');
    expect(b.services.accounts.list().find((one) => one.id === ada.id)?.lastSignInAt).not.toBeNull();
  });

  test('gives a new session each time, and ends the one before', async () => {
    const { b } = await staged();
    const window = openWindow(b);
    await signIn(window, 'ada', password);
    const before = window.cookie();
    await signIn(window, 'ada', password);
    expect(window.cookie()).not.toBe(before);
    const old = openWindow(b);
    old.setCookie(before);
    expect((await old.session()).access.state).toBe('signedOut');
  });

  test('a session that somebody made up, or fixed beforehand, is nobody and stays so after a sign-in', async () => {
    const { b } = await staged();
    const window = openWindow(b);
    window.setCookie('fixed');
    expect((await window.session()).access.state).toBe('signedOut');
    await signIn(window, 'ada', password);
    const attacker = openWindow(b);
    attacker.setCookie('fixed');
    expect((await attacker.session()).access.state).toBe('signedOut');
  });

  test('five wrong passwords stop attempts for 30 s, each further one for twice as long, to 15 min; the right one starts afresh', async () => {
    const { b, clock } = await staged();
    const window = openWindow(b);
    for (let i = 0; i < 4; i += 1) expect(await signIn(window, 'ada', 'wrong')).toBe('wrongPassword');
    expect(await signIn(window, 'ada', 'wrong')).toBe('wrongPassword');
    expect((await window.send('POST', '/session/sign-in', { username: 'Ada', password })).body).toMatchObject({ error: { reason: 'lockedOut', message: 'Too many wrong attempts. The next one is accepted in 30 s.' } });
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      clock.advance(seconds * 1000 - 1);
      expect(await signIn(window, 'ada', 'wrong')).toBe('lockedOut');
      clock.advance(1);
      expect(await signIn(window, 'ada', 'wrong')).toBe('wrongPassword');
    }
    clock.advance(900_000);
    expect(await signIn(window, 'ada', password)).toBe('ok');
    expect(await signIn(window, 'ada', 'wrong')).toBe('wrongPassword');
    expect(await signIn(window, 'ada', password)).toBe('ok');
    expect(kinds(b).filter((kind) => kind === 'LockedOut')).toHaveLength(8);
  });

  test('names that no account has are stopped alike, and attempts sent together are counted one by one', async () => {
    const { b } = await staged();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(openWindow(b), 'nobody', 'wrong')));
    expect(answers.filter((answer) => answer === 'wrongPassword')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'lockedOut')).toHaveLength(7);
    expect(await signIn(openWindow(b), 'ada', password)).toBe('ok');
  });

  test('a clock that was put back does not lock for longer than the longest delay', async () => {
    const { b, clock } = await staged();
    for (let i = 0; i < 5; i += 1) await signIn(openWindow(b), 'ada', 'wrong');
    clock.putBack(365 * 24 * 60 * minute);
    clock.advance(0);
    expect((await openWindow(b).send('POST', '/session/sign-in', { username: 'ada', password })).body).toMatchObject({ error: { reason: 'lockedOut', message: expect.stringContaining('15 min') as string } });
  });
});

describe('the lock', () => {
  test('comes after the minutes of the rule without input, refuses everything, and opens with the password under a new session', async () => {
    const { b, clock, first: ada } = await staged();
    const window = windowOf(b, ada);
    clock.advance(15 * minute - 1);
    expect(await window.tries('GET', '/study/list')).toBe('ok');
    clock.advance(1);
    expect(await window.tries('GET', '/study/list')).toBe('locked');
    expect(await window.session()).toMatchObject({ user: { name: 'Dr Ada First' }, access: { state: 'locked' }, auditEvents: 0 });
    expect(await window.tries('POST', '/session/activity')).toBe('locked');
    expect(await window.tries('POST', '/session/unlock', { password: 'wrong' })).toBe('wrongPassword');
    const before = window.cookie();
    expect(await window.tries('POST', '/session/unlock', { password })).toBe('ok');
    expect(window.cookie()).not.toBe(before);
    expect(await window.tries('GET', '/study/list')).toBe('ok');
    expect(kinds(b).slice(-3)).toEqual(['SessionLocked', 'PasswordRefused', 'SessionUnlocked']);
  });

  test('queries do not put it off; commands and reported input do', async () => {
    const { b, clock, first: ada } = await staged();
    const window = windowOf(b, ada);
    for (let i = 0; i < 3; i += 1) {
      clock.advance(10 * minute);
      expect(await window.tries('POST', '/session/activity')).toBe('ok');
    }
    clock.advance(10 * minute);
    expect(await window.tries('POST', '/preferences', {})).toBe('ok');
    clock.advance(10 * minute);
    expect(await window.tries('GET', '/study/list')).toBe('ok');
    clock.advance(5 * minute);
    expect(await window.tries('GET', '/study/list')).toBe('locked');
  });

  test('comes without a request, when the host looks; after the computer slept; and not because its clock was put back', async () => {
    const { b, clock, first: ada } = await staged();
    const [one, two] = [windowOf(b, ada), windowOf(b, ada)];
    clock.putBack(60 * minute);
    b.services.sessions.lockIdle();
    expect((await one.session()).access.state).toBe('open');
    clock.sleep(60 * minute + 15 * minute);
    b.services.sessions.lockIdle();
    expect((await one.session()).access.state).toBe('locked');
    expect((await two.session()).access.state).toBe('locked');
    expect(b.store.log.eventsOfStream('accounts').at(-1)).toMatchObject({ kind: 'SessionLocked', actor: 'Dr Ada First', what: 'Window locked after 15 min without input' });
  });

  test('goes by the administrators’ rule', async () => {
    const { b, clock, first: ada, only } = await staged();
    const window = windowOf(b, ada);
    expect(await windowOf(b, only.reader).tries('POST', '/accounts/set-policy', { idleLockMinutes: 240 })).toBe('role');
    expect(await window.tries('POST', '/accounts/set-policy', { idleLockMinutes: 0 })).toBe('schema');
    expect(await window.tries('POST', '/accounts/set-policy', { idleLockMinutes: 3 })).toBe('ok');
    expect((await window.session()).access.idleLockMinutes).toBe(3);
    clock.advance(3 * minute);
    expect((await window.session()).access.state).toBe('locked');
  });

  test('wrong passwords of a locked window count as wrong sign-ins do', async () => {
    const { b, first: ada } = await staged();
    const window = windowOf(b, ada);
    await window.send('POST', '/session/lock');
    for (let i = 0; i < 5; i += 1) expect(await window.tries('POST', '/session/unlock', { password: 'wrong' })).toBe('wrongPassword');
    expect(await window.tries('POST', '/session/unlock', { password })).toBe('lockedOut');
    expect(await signIn(openWindow(b), 'ada', password)).toBe('lockedOut');
  });
});

test('a host started again under its window knows the session; an ordinary start ends it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-restart-'));
  const clock = standingClock();
  const options = { dataFolder: folder, blobRoot: join(folder, 'blobs'), clock };
  const before = bench(options);
  const window = openWindow(before);
  await window.send('POST', '/accounts/set-up', first);
  before.close();
  clock.advance(5 * minute);
  const after = bench(options);
  const same = openWindow(after);
  same.setCookie(window.cookie());
  expect(await same.session()).toMatchObject({ user: { username: 'ada' }, access: { state: 'open' } });
  clock.advance(10 * minute);
  expect((await same.session()).access.state).toBe('locked');
  after.services.sessions.end(null, 'the workstation was started again');
  expect((await same.session()).access.state).toBe('signedOut');
  after.close();
  rmSync(folder, { recursive: true });
});

describe('administrators', () => {
  test('make accounts whose first password works once, until its owner has chosen another', async () => {
    const { b, first: ada } = await staged();
    const created = (await windowOf(b, ada).send('POST', '/accounts/create', { fullName: 'Bo Second', username: 'bo', roles: ['dataManager', 'reader'] })).body as NewAccountReply;
    expect(created.account.roles).toEqual(['reader', 'dataManager']);
    const bo = openWindow(b);
    expect(await signIn(bo, 'bo', created.temporaryPassword)).toBe('ok');
    expect((await bo.session()).access.state).toBe('passwordDue');
    expect(await bo.tries('GET', '/study/list')).toBe('passwordDue');
    const change = (current: string, next: string) => bo.tries('POST', '/session/change-password', { current, next });
    expect(await change('wrong', 'another good sentence')).toBe('wrongPassword');
    expect(await change(created.temporaryPassword, created.temporaryPassword)).toBe('samePassword');
    expect(await change(created.temporaryPassword, 'bosecond12345')).toBe('weakPassword');
    expect(await change(created.temporaryPassword, 'another good sentence')).toBe('ok');
    expect((await bo.session()).access.state).toBe('open');
    expect(await signIn(openWindow(b), 'bo', created.temporaryPassword)).toBe('wrongPassword');
    expect(await signIn(openWindow(b), 'bo', 'another good sentence')).toBe('ok');
  });

  test('a changed password ends the other sessions of its account', async () => {
    const { b, first: ada } = await staged();
    const [here, elsewhere] = [windowOf(b, ada), windowOf(b, ada)];
    expect(await here.tries('POST', '/session/change-password', { current: password, next: 'another good sentence' })).toBe('ok');
    expect((await here.session()).access.state).toBe('open');
    expect((await elsewhere.session()).access.state).toBe('signedOut');
  });

  test('a reset gives a password for one use, ends the sessions and the delay', async () => {
    const { b, first: ada, only } = await staged();
    const theirs = windowOf(b, only.reader);
    for (let i = 0; i < 5; i += 1) await signIn(openWindow(b), only.reader.username, 'wrong');
    expect(((await windowOf(b, ada).send('GET', '/accounts/list')).body as AccountSummary[]).find((one) => one.id === only.reader.id)?.lockedForSeconds).toBe(30);
    const reset = (await windowOf(b, ada).send('POST', '/accounts/reset-password', { accountId: only.reader.id })).body as NewAccountReply;
    expect((await theirs.session()).access.state).toBe('signedOut');
    const window = openWindow(b);
    expect(await signIn(window, only.reader.username, reset.temporaryPassword)).toBe('ok');
    expect((await window.session()).access.state).toBe('passwordDue');
  });

  test('roles that are taken away are gone with the next request; a deactivated account is signed out at once and may not sign in', async () => {
    const { b, first: ada, only } = await staged();
    const admin = windowOf(b, ada);
    const theirs = windowOf(b, only.dataManager);
    expect(await theirs.tries('GET', '/series/unassigned?study=x')).not.toBe('role');
    await admin.send('POST', '/accounts/edit', { accountId: only.dataManager.id, roles: ['reader'] });
    expect(await theirs.tries('GET', '/series/unassigned?study=x')).toBe('role');
    await admin.send('POST', '/accounts/set-active', { accountId: only.dataManager.id, active: false });
    expect((await theirs.session()).access.state).toBe('signedOut');
    expect(kinds(b).slice(-3)).toEqual(['AccountRolesChanged', 'AccountDeactivated', 'SessionEnded']);
  });

  test('the last administrator stays one, active', async () => {
    const { b, first: ada, only } = await staged();
    const admin = windowOf(b, ada);
    expect(await admin.tries('POST', '/accounts/set-active', { accountId: only.administrator.id, active: false })).toBe('ok');
    expect(await admin.tries('POST', '/accounts/set-active', { accountId: ada.id, active: false })).toBe('lastAdministrator');
    expect(await admin.tries('POST', '/accounts/edit', { accountId: ada.id, roles: ['reader'] })).toBe('lastAdministrator');
    expect(await admin.tries('POST', '/accounts/edit', { accountId: ada.id, fullName: 'Dr Ada Countess' })).toBe('ok');
    expect((await admin.session()).user?.name).toBe('Dr Ada Countess');
    // What she signed as stands in the trail: nobody else gets the name she had.
    expect(await admin.tries('POST', '/accounts/create', { fullName: 'Dr Ada First', username: 'x9', roles: ['reader'] })).toBe('nameTaken');
    expect(await admin.tries('POST', '/accounts/edit', { accountId: ada.id, fullName: 'Dr Ada First', roles: ['administrator'] })).toBe('ok');
    expect(b.store.log.eventsOfStream('accounts').at(-1)).toMatchObject({ kind: 'AccountRolesChanged', what: expect.stringMatching(/^Roles and name of /) as string });
  });

  test.each([
    [{ fullName: 'dr ada first', username: 'x1', roles: ['reader'] }, 'nameTaken'],
    [{ fullName: 'Local user', username: 'x2', roles: ['reader'] }, 'nameTaken'],
    [{ fullName: 'Command line (root)', username: 'x3', roles: ['reader'] }, 'nameTaken'],
    [{ fullName: 'Other', username: 'ADA', roles: ['reader'] }, 'usernameTaken'],
    [{ fullName: 'Other', username: 'x 4', roles: ['reader'] }, 'schema'],
    [{ fullName: 'Other\u202egnp', username: 'x5', roles: ['reader'] }, 'schema'],
    [{ fullName: 'Other', username: 'x6', roles: [] }, 'schema'],
    [{ fullName: 'Other', username: 'x7', roles: ['owner'] }, 'schema'],
    [{ fullName: 'Other', username: 'x8', roles: ['reader'], password: 'mine' }, 'schema'],
  ])('%o is refused: %s', async (account, reason) => {
    const { b, first: ada } = await staged();
    expect(await windowOf(b, ada).tries('POST', '/accounts/create', account)).toBe(reason);
  });
});

test('the trail of accounts is chained, replays to the accounts there are, and names who did it', async () => {
  const { b, first: ada, only } = await staged();
  const admin = windowOf(b, ada);
  await admin.send('POST', '/accounts/edit', { accountId: only.reader.id, roles: ['reader', 'investigator'] });
  await admin.send('POST', '/accounts/set-policy', { idleLockMinutes: 20 });
  await admin.send('POST', '/session/sign-out');
  expect(b.store.verifyChain().fault).toBeNull();
  expect(b.store.compareProjections()).toBeNull();
  b.store.rebuildProjections();
  expect(b.services.accounts.list()).toHaveLength(6);
  expect(await signIn(openWindow(b), 'ada', password)).toBe('ok');
  const changed = b.store.log.eventsOfStream('accounts').find((event) => event.kind === 'AccountRolesChanged');
  expect(changed).toMatchObject({ actor: 'Dr Ada First', role: 'administrator' });
  expect(JSON.parse(changed?.before ?? '{}')).toMatchObject({ roles: ['reader'] });
  expect(JSON.parse(changed?.after ?? '{}')).toMatchObject({ roles: ['reader', 'investigator'] });
  expect(b.store.log.eventsOfStream('accounts').every((event) => event.undoable === 0)).toBe(true);
});

test('an event stream tells a window only what its person may ask, while that person is there', async () => {
  const { b, first: ada, only } = await staged();
  const heard = async (window: Window, act: () => void | Promise<void>): Promise<string[]> => {
    const response = await b.fetch(new Request('http://nadir.local/api/events', { headers: { cookie: `nadir-account=${window.cookie() ?? ''}` } }));
    const body = response.body?.getReader();
    await act();
    b.hub.publish({ type: 'hello', version: 'end' });
    let text = '';
    while (!text.includes('"end"')) {
      const piece = await body?.read();
      text += new TextDecoder().decode(piece?.value);
    }
    await body?.cancel();
    return [...text.matchAll(/"type":"(\w+)"/g)].map((match) => match[1] ?? '').slice(1, -1);
  };
  const placed = () => { studyWithSubject(b); };
  expect(new Set(await heard(windowOf(b, ada), placed))).toEqual(new Set(['study', 'subject']));
  expect(new Set(await heard(windowOf(b, only.administrator), placed))).toEqual(new Set(['study']));
  expect(await heard(openWindow(b), placed)).toEqual([]);
  const locking = windowOf(b, ada);
  expect(await heard(locking, async () => {
    await locking.send('POST', '/session/lock');
    placed();
  })).toEqual(['accounts']);
});
