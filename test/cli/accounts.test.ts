/** Accounts from a terminal: the documented way back in, audited, and only while nobody has the workstation open. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCore } from '../../src/host/index.ts';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-cli-accounts-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { readonly status: number; readonly out: string; readonly err: string };
const nadir = (words: readonly string[], input = ''): Promise<Ran> => new Promise((resolve) => {
  const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'accounts', ...words, '--data', folder], (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }));
  child.stdin?.end(input);
});
const add = (user: string, fullName: string, roles: string) => nadir(['add', '--user', user, '--full-name', fullName, '--roles', roles, '--json']);

it('makes the first administrator, lists, deactivates, and refuses what would leave nobody to administer', async () => {
  expect(await add('bo', 'Bo Second', 'reader')).toMatchObject({ status: 3, err: expect.stringContaining('must be an administrator') as string });
  expect(await add('bo', 'Bo Second', 'owner')).toMatchObject({ status: 3, err: expect.stringContaining('There is no role owner') as string });
  const ada = await add('ada', 'Dr Ada First', 'administrator,reader');
  expect(JSON.parse(ada.out)).toMatchObject({ username: 'ada', roles: ['reader', 'administrator'], active: true, temporaryPassword: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) as string });
  await add('bo', 'Bo Second', 'reader');
  expect(await nadir(['disable', '--user', 'ada'])).toMatchObject({ status: 3, err: expect.stringContaining('last administrator') as string });
  expect((await nadir(['disable', '--user', 'BO'])).out).toBe('Account bo is deactivated.\n');
  expect((await nadir(['list'])).out).toContain('bo\tBo Second\treader\tdeactivated\tnever signed in');
  expect(await nadir(['disable', '--user', 'nobody'])).toMatchObject({ status: 3, err: 'nadir: There is no account with the username nobody.\n' });
  expect((await nadir(['reset-password'])).status).toBe(2);
}, 120_000);

it('resets a lost password only while the workstation is closed, says so in the trail, and lets the person in', async () => {
  await add('ada', 'Dr Ada First', 'administrator');
  const open = openCore(folder, { exclusive: true });
  expect(await nadir(['reset-password', '--user', 'ada'])).toMatchObject({ status: 3, err: expect.stringContaining('already open') as string });
  open.store.close();
  const reset = await nadir(['reset-password', '--user', 'ada']);
  const password = reset.out.trim().split('\n').at(-1) ?? '';
  expect(reset.out).toContain('Password of ada reset; it must be changed at the next sign-in.');
  expect((await nadir(['passwd', '--user', 'ada', '--password-stdin'], 'short\n')).err).toContain('too easy to guess');

  const core = openCore(folder, { exclusive: false });
  await core.services.accounts.verifyPassword(core.services.accounts.byUsername('ada').id, password);
  const session = await core.services.sessions.signIn(null, 'ada', password);
  expect(core.services.sessions.caller(session).state).toBe('passwordDue');
  const event = core.store.log.eventsOfStream('accounts').find((one) => one.kind === 'PasswordReset');
  expect(event).toMatchObject({ actor: `Command line (${os.userInfo().username})`, role: 'administrator', what: 'Password of ada reset; to be changed at the next sign-in' });
  expect(core.store.verifyChain().fault).toBeNull();
  core.store.close();

  expect((await nadir(['passwd', '--user', 'ada', '--password-stdin'], 'lamp river window\n')).out).toBe('Password of ada reset; it must be changed at the next sign-in.\n');
}, 120_000);
