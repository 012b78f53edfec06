/** Accounts through the window of both shells: set-up, sign-in, lockout, idle lock, roles. The keyboard alone where a person would use it. */
import type { Page } from 'playwright-core';
import { describe, expect, it, type TestContext } from 'vitest';
import type { SessionInfo, WireError } from '../../src/api/wire.ts';
import { expectAccessible } from './accessible.ts';
import { eachShell, keepPicture, type StartOptions } from './workstation.ts';

const password = 'lamp river window 7';
const person = { fullName: 'Dr Ada Keller', username: 'a.keller' };

async function setUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: Local user/ }).click();
  await page.getByRole('menuitem', { name: 'Set up accounts' }).click();
  await page.getByLabel('Full name').fill(person.fullName);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Account: ${person.fullName}, All roles` }).waitFor();
}

async function signIn(page: Page, username: string, word: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(word);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/session/sign-in'));
  await page.keyboard.press('Enter');
  await answered;
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function signOut(page: Page): Promise<void> {
  await choose(page, 'Sign out');
  await page.getByRole('main', { name: 'Sign in' }).waitFor();
  // The page has started again.
  await page.getByLabel('Username').waitFor();
}

const sessionOf = (page: Page): Promise<SessionInfo> => page.evaluate(async () => (await fetch('/api/session')).json() as Promise<SessionInfo>);
const refusalOf = (page: Page, path: string, body?: object): Promise<string> => page.evaluate(async ([address, sent]) => {
  const response = await fetch(address as string, sent ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) } : {});
  return response.ok ? 'ok' : ((await response.json()) as WireError).error.reason;
}, [path, body ?? null] as const);

/** Tests of a shell wait much and work little (30 s until a password is tried again, an idle lock): they run side by side, each on a workstation of its own. */
describe.each(eachShell().filter((shell) => shell.missing === null))('accounts in the $name shell', (shell) => {
  /** `expect` is the test's own: waiting by the shared one belongs to whichever test ended last. */
  type Own = { readonly page: Page; readonly expect: TestContext['expect']; restart(): Promise<void> };
  const onItsOwn = (options: StartOptions, test: (own: Own) => Promise<void>) => async ({ task, expect: own }: TestContext): Promise<void> => {
    const station = await shell.start({ ...options, env: { NADIR_NO_DEMO: '1', ...options.env } });
    try {
      await test({ page: station.page, expect: own, restart: () => shell.killAndRestart(station) });
    } catch (error) {
      await keepPicture(station, task.name);
      throw error;
    } finally {
      await station.close();
    }
  };

  it.concurrent('sets up the first account, signs out, stops after wrong passwords, hides from another what a role may not do, and signs in again', onItsOwn({}, async ({ page, expect }) => {
    await page.getByRole('button', { name: /^Account: Local user/ }).click();
    await page.getByRole('menuitem', { name: 'Set up accounts' }).click();
    await page.getByLabel('Password', { exact: true }).fill('password1234');
    const rules = page.getByRole('list', { name: 'Rules of the password' }).getByRole('listitem');
    await expect.poll(() => rules.allInnerTexts()).toEqual(['At least 12 characters, met', 'Not the username or the name, met', 'Not a common password, not met'].map((text) => expect.stringContaining(text.split(',')[0] ?? '') as string));
    await expect.poll(() => rules.nth(2).textContent()).toBe('Not a common password, not met');
    expect(await page.getByRole('button', { name: 'Create account' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await setUp(page);
    expect(await sessionOf(page)).toMatchObject({ user: { name: person.fullName, username: person.username }, access: { accounts: true, state: 'open' } });
    // No script of the page reads the session.
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const temporary = await createReader(page);

    await signOut(page);
    await expectAccessible(page);
    expect(await refusalOf(page, '/api/study/list')).toBe('signedOut');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await signIn(page, person.username, `wrong ${attempt}`);
      await page.getByRole('alert').filter({ hasText: 'Username or password is wrong.' }).waitFor();
      await expect.poll(() => page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    }
    const acceptedAgain = Date.now() + 30_500;
    await signIn(page, person.username, password);
    await page.getByRole('alert').filter({ hasText: /Too many wrong attempts\. The next one is accepted in \d+ s\./ }).waitFor();
    await isHeldToItsRole(page, temporary);
    await page.keyboard.press('Escape');
    await signOut(page);
    // Thirty seconds later the right one is accepted.
    await page.waitForTimeout(Math.max(0, acceptedAgain - Date.now()));
    await signIn(page, person.username, password);
    await page.getByRole('button', { name: `Account: ${person.fullName}, All roles` }).waitFor();
  }));

  /** By the administrator: an account with the reader's role alone. */
  async function createReader(page: Page): Promise<string> {
    await choose(page, 'Accounts');
    await page.getByRole('button', { name: 'New account' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('button', { name: 'Create account' }).waitFor();
    await page.getByLabel('Full name').fill('Bo Nilsen');
    await page.getByLabel('Username').fill('b.nilsen');
    await page.getByRole('button', { name: 'Create account' }).click();
    const temporary = await page.getByTestId('temporary-password').innerText();
    await expectAccessible(page);
    return temporary;
  }

  /** From the sign-in: what a role may not do is hidden, and the host refuses it whatever the window shows. Ends in the open account menu. */
  async function isHeldToItsRole(page: Page, temporary: string): Promise<void> {
    await signIn(page, 'b.nilsen', temporary);
    await page.getByRole('main', { name: 'Choose a password' }).waitFor();
    expect(await refusalOf(page, '/api/study/list')).toBe('passwordDue');
    await page.getByLabel('Temporary password', { exact: true }).fill(temporary);
    await page.getByLabel('New password', { exact: true }).fill('another good sentence');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account: Bo Nilsen, Reader' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Places' }).getByRole('link').allInnerTexts()).toEqual(['Worklist', 'Read', 'Confirm']);
    expect(await refusalOf(page, '/api/export/csv?study=x&kind=measurements')).toBe('role');
    expect(await refusalOf(page, '/api/accounts/list')).toBe('role');
    expect(await refusalOf(page, '/api/import/upload/begin', { name: 'CT' })).toBe('role');
    // An address somebody kept from before.
    await page.evaluate(() => { location.hash = '#/export'; });
    await page.getByText('Export is not open to you').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Account: / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Settings', 'Guide', 'Change password', 'Lock now', 'Sign out'].map((item) => expect.stringMatching(`^${item}`) as string));
  }

  it.concurrent('locks by itself without input, hides what was shown, and comes back to the same place', onItsOwn({ env: { NADIR_IDLE_LOCK_SECONDS: '6' } }, async ({ page, expect }) => {
    await setUp(page);
    await choose(page, 'Accounts');
    await page.getByRole('button', { name: 'New account' }).click();
    await page.getByLabel('Full name').fill('Half a name');
    // Input keeps it open for longer than the time.
    for (let i = 0; i < 10; i += 1) {
      await page.mouse.move(300 + i, 300);
      await page.waitForTimeout(900);
    }
    expect((await sessionOf(page)).access.state).toBe('open');
    const lock = page.getByRole('dialog', { name: 'Window locked' });
    await lock.waitFor({ timeout: 30_000 });
    await expect.poll(async () => (await sessionOf(page)).access.state, { timeout: 10_000 }).toBe('locked');
    expect(await refusalOf(page, '/api/accounts/list')).toBe('locked');
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await page.locator('#root').isVisible()).toBe(false);
    expect(await page.locator('#root').evaluate((root) => (root as HTMLElement).inert)).toBe(true);
    await expectAccessible(page);
    // Keys of the screen behind do nothing.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+1');
    expect(page.url()).toContain('#/accounts');
    await lock.getByLabel('Password', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await lock.getByRole('alert').filter({ hasText: 'The password is wrong.' }).waitFor();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await lock.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Full name').inputValue()).toBe('Half a name');
    expect((await sessionOf(page)).access.state).toBe('open');
  }));

  it('keeps the session when the host is started again under the window', onItsOwn({}, async ({ page, restart }) => {
    await setUp(page);
    await restart();
    expect((await sessionOf(page)).access.state).toBe('open');
    await choose(page, 'Accounts');
    await page.getByRole('button', { name: 'New account' }).waitFor();
  }));
});
