/** Settings of a person, each seen to work on the image, and kept for the account by the host. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { person } from '../api/doubleRead.ts';
import { bench, reader } from '../api/harness.ts';
import { expectAccessible, expectNothingLost } from './accessible.ts';
import { makeHangingCase } from './hangingCase.ts';
import { ask, caseReply, currentPane, subjectByCode } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const password = 'lamp river window 7';
let station: Workstation;
let remove = (): void => undefined;
let other: { readonly username: string; readonly password: string };
let baseline = '';
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

async function signIn(page: Page, username: string, word: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('main', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Username').waitFor();
}

beforeAll(async () => {
  const made = await makeHangingCase();
  remove = made.remove;
  const b = bench({ dataFolder: made.dataFolder, blobRoot: `${made.dataFolder}/blobs` });
  await b.services.accounts.setUp(reader, { fullName: 'Dr Ada Keller', username: 'ada', password });
  const two = await person(b, 'Dr Bo Nilsen', ['reader']);
  other = { username: two.account.username, password: two.password };
  b.close();
  station = await startLoopback({ dataFolder: made.dataFolder, viewport: { width: 1600, height: 900 }, env: { NADIR_NO_DEMO: '1' } });
  await signIn(station.page, 'ada', password);
  const { subjectId } = await subjectByCode(station.page, 'H-01');
  baseline = `#/read/${subjectId}/${(await caseReply(station.page, subjectId)).case.timepoints[0]?.id ?? ''}`;
});
afterAll(async () => {
  await station?.close({ keepData: true });
  remove();
});

const go = async (page: Page, hash: string): Promise<void> => page.evaluate((address) => { location.hash = address; }, hash);
/** A section of the settings. */
async function open(page: Page, section: string): Promise<Locator> {
  await go(page, '#/settings');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section }).click();
  return page.getByRole('region', { name: section, exact: true });
}
/** The baseline's pane, with its image on it, whole and in the middle of the stack. */
async function pane(page: Page): Promise<Locator> {
  await go(page, baseline);
  const current = currentPane(page);
  await current.waitFor();
  await expect.poll(() => current.locator('[data-pane=bottomLeft]').textContent(), { timeout: 60_000 }).toMatch(/Img \d+/);
  await current.focus();
  return current;
}
const corner = async (current: Locator): Promise<string> => ((await current.locator('[data-pane=bottomLeft]').textContent()) ?? '').replaceAll('−', '-').replaceAll(/\s+/g, ' ');
const slice = async (current: Locator): Promise<number> => Number(/Img (\d+)/.exec(await corner(current))?.[1]);
const press = async (page: Page, key: string, current: Locator, shows: string | RegExp): Promise<void> => {
  await page.keyboard.press(key);
  await expect.poll(() => corner(current)).toMatch(shows);
};
async function dragged(page: Page, current: Locator, button: 'left' | 'middle' | 'right'): Promise<void> {
  const box = await current.locator('[data-pane=stage]').boundingBox();
  if (!box) throw new Error('no image');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.75);
  await page.mouse.down({ button });
  await page.mouse.move(box.x + box.width * 0.55, box.y + box.height * 0.8, { steps: 5 });
  await page.mouse.up({ button });
}
const preferences = (page: Page): Promise<{ keys?: Record<string, string>; settings?: Record<string, unknown> }> => ask(page, '/api/preferences');

it('changes keys: a taken key is swapped or left, one of the system refused, and the image follows', async () => {
  const { page } = station;
  let current = await pane(page);
  await press(page, '2', current, /LUNG/i);
  const keys = await open(page, 'Keys');
  await keys.getByRole('textbox', { name: 'Find an action or a key' }).fill('window');
  const lung = keys.getByRole('button', { name: /^lung window: / });
  await lung.click();
  await page.keyboard.press('Control+t');
  await keys.getByRole('alert').filter({ hasText: 'opens a tab and cannot be used' }).waitFor();
  await keys.getByRole('button', { name: 'Leave as it was' }).click();
  await lung.click();
  await page.keyboard.press('3');
  const taken = keys.getByRole('alert').filter({ hasText: 'is bone window (Images). Swapped, that takes the key of lung window.' });
  await taken.waitFor();
  await expectAccessible(page);
  await taken.getByRole('button', { name: 'Swap keys' }).click();
  expect(await lung.getAttribute('aria-label')).toBe('lung window: 3. Change');
  expect(await keys.getByRole('button', { name: /^bone window: / }).getAttribute('aria-label')).toBe('bone window: 2. Change');
  await keys.getByRole('button', { name: /^brain window: / }).click();
  await page.keyboard.press('9');
  current = await pane(page);
  await press(page, '3', current, /LUNG/i);
  await press(page, '2', current, /BONE/i);
  await press(page, '9', current, /BRAIN/i);
  await page.keyboard.press('5');
  expect(await corner(current)).toMatch(/BRAIN/i);
  expect((await preferences(page)).keys).toEqual({ 'read.window2': '3', 'read.window3': '2', 'read.window5': '9' });
  // One back to its own, which gives the other back too; then all.
  await (await open(page, 'Keys')).getByRole('button', { name: 'Reset lung window to 2' }).click();
  await expect.poll(async () => (await preferences(page)).keys).toEqual({ 'read.window5': '9' });
  await page.getByRole('button', { name: 'Reset keys' }).click();
  await expect.poll(async () => (await preferences(page)).keys).toEqual({});
  current = await pane(page);
  await press(page, '2', current, /LUNG/i);
});

it('changes what the buttons and the wheel of the mouse do', async () => {
  const { page } = station;
  let current = await pane(page);
  await press(page, '1', current, /SOFT/i);
  const before = await corner(current);
  await dragged(page, current, 'right');
  await expect.poll(() => corner(current)).not.toBe(before);
  const first = await slice(current);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => slice(current)).toBe(first + 1);

  const mouse = await open(page, 'Mouse and wheel');
  await mouse.getByRole('group', { name: 'Right button' }).getByRole('button', { name: 'Measure' }).click();
  await mouse.getByRole('group', { name: 'Left button' }).getByRole('button', { name: 'Window' }).click();
  await mouse.getByRole('group', { name: 'Wheel towards you' }).getByRole('button', { name: 'Previous slice' }).click();
  await expect.poll(async () => (await preferences(page)).settings).toMatchObject({ mouse: { left: 'window', right: 'measure', middle: 'pan' }, wheel: 'reversed' });
  current = await pane(page);
  await press(page, '1', current, /SOFT/i);
  const standing = await corner(current);
  await dragged(page, current, 'left');
  await expect.poll(() => corner(current)).not.toBe(standing);
  const at = await slice(current);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => slice(current)).toBe(at - 1);
  // One button always measures: taken away, it changes places.
  const again = await open(page, 'Mouse and wheel');
  await again.getByRole('group', { name: 'Right button' }).getByRole('button', { name: 'Zoom' }).click();
  expect(await again.getByRole('button', { name: 'Measure', pressed: true }).count()).toBe(1);
  await page.getByRole('button', { name: 'Reset mouse and wheel' }).click();
  current = await pane(page);
  const now = await slice(current);
  await current.hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(() => slice(current)).toBe(now + 1);
});

it('changes the windows behind the keys; a value no CT has is refused with its limits', async () => {
  const { page } = station;
  const windows = await open(page, 'Windows');
  const width = windows.getByRole('textbox', { name: 'Lung, width in HU' });
  await width.fill('9000');
  await windows.getByText('Width is 1 to 8000 HU.').waitFor();
  await width.press('Enter');
  expect(JSON.stringify((await preferences(page)).settings ?? {})).not.toContain('9000');
  await width.fill('1234');
  await width.press('Enter');
  await windows.getByRole('textbox', { name: 'Lung, centre in HU' }).fill('−456');
  await windows.getByRole('textbox', { name: 'Lung, centre in HU' }).press('Enter');
  const current = await pane(page);
  await press(page, '2', current, /LUNG W 1234 L -456/i);
  await (await open(page, 'Windows')).getByRole('button', { name: /^Reset Lung to/ }).click();
  await pane(page);
  await press(page, '1', current, /SOFT/i);
  await press(page, '2', current, /LUNG W 1500/i);
});

it('changes the size of overlays, the colours and the size of text', async () => {
  const { page } = station;
  const overlaySize = async (current: Locator): Promise<number> => current.locator('[data-pane=topLeft]').evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  const lesionColour = (current: Locator): Promise<readonly string[]> => current.locator('[data-pane=calipers]').evaluate((drawn) => [...new Set([...drawn.querySelectorAll('path, line, text, circle')].flatMap((one) => { const { stroke, fill } = getComputedStyle(one); return [stroke, fill]; }))]);
  let current = await pane(page);
  // The calliper of T1 on the image.
  await page.keyboard.press('Tab');
  await expect.poll(() => current.locator('[data-pane=calipers] *').count()).toBeGreaterThan(0);
  const small = await overlaySize(current);
  expect(await lesionColour(current)).toContain('rgb(255, 209, 102)');
  const look = await open(page, 'Look');
  await look.getByRole('group', { name: 'Overlays on images' }).getByRole('button', { name: 'Large' }).click();
  await look.getByRole('radio', { name: /High contrast/ }).check();
  await look.getByRole('group', { name: 'Text' }).getByRole('button', { name: /125/ }).click();
  await expectAccessible(page);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20px');
  current = await pane(page);
  await page.keyboard.press('Tab');
  await expect.poll(() => current.locator('[data-pane=calipers] *').count()).toBeGreaterThan(0);
  // Half as large again, and a quarter for the size of all text.
  expect(await overlaySize(current)).toBeCloseTo(small * 1.5 * 1.25, 1);
  expect(await lesionColour(current)).toContain('rgb(255, 225, 77)');
  expect((await preferences(page)).settings).toMatchObject({ overlay: 'large', palette: 'highContrast', text: '125' });
});

it('keeps them for the account in the host: after another start, and not for somebody else', async () => {
  const { page } = station;
  const palette = () => page.evaluate(() => document.documentElement.dataset['palette'] ?? 'standard');
  await page.reload();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  await expect.poll(palette).toBe('highContrast');
  await signOut(page);
  await signIn(page, other.username, other.password);
  await expect.poll(palette).toBe('standard');
  expect((await preferences(page)).settings).toBeUndefined();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('16px');
  await signOut(page);
  await signIn(page, 'ada', password);
  await expect.poll(palette).toBe('highContrast');
  const look = await open(page, 'Look');
  expect(await look.getByRole('button', { name: 'Large', pressed: true }).count()).toBe(1);
  await page.getByRole('button', { name: 'Reset look' }).click();
  await expect.poll(palette).toBe('standard');
});

it('backups: made now, then to another folder with the images; one that fails is said everywhere and made when its folder is back', async () => {
  const { page } = station;
  const place = mkdtempSync(path.join(tmpdir(), 'nadir-place-'));
  try {
    const section = await open(page, 'Backups');
    const status = page.getByRole('contentinfo');
    await section.getByRole('button', { name: 'Back up now' }).click();
    await expect.poll(() => section.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d, [\d.]+\u2009MB, \d+ audit events?$/).count(), { timeout: 30_000 }).toBe(1);
    await expect.poll(() => status.textContent()).toMatch(/Backup \d{2}:\d{2}/);
    await section.getByRole('button', { name: 'Choose another' }).click();
    await section.getByRole('textbox', { name: 'Folder' }).fill(path.join(place, 'nothing here'));
    await section.getByRole('button', { name: 'Use this folder' }).click();
    await expect.poll(() => section.getByRole('alert').textContent()).toMatch(/There is no folder/);
    await section.getByRole('textbox', { name: 'Folder' }).fill(place);
    await section.getByRole('button', { name: 'Use this folder' }).click();
    await section.getByText(place, { exact: true }).waitFor();
    await section.getByRole('button', { name: 'Back up now' }).click();
    await section.getByRole('cell', { name: 'beside the file' }).waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    renameSync(place, `${place}-gone`);
    await section.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('Backups fail: their folder cannot be used.').waitFor({ timeout: 30_000 });
    await section.getByText(/is not there/).waitFor();
    await expect.poll(() => status.textContent()).toContain('Backup failed');
    await expectAccessible(page);
    renameSync(`${place}-gone`, place);
    await section.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.getByText('Backups fail: their folder cannot be used.').count(), { timeout: 30_000 }).toBe(0);
    await section.getByRole('button', { name: 'Back to the data folder' }).click();
    await section.getByText(/On the disk of the data/).waitFor();
  } finally {
    for (const folder of [place, `${place}-gone`]) rmSync(folder, { recursive: true, force: true });
  }
});

it('is reached and worked by keys alone, keeps every word at twice the size of text, and is accessible', async () => {
  const { page } = station;
  await page.keyboard.press('Alt+0');
  for (const [key, name] of [['1', 'Keys'], ['2', 'Mouse and wheel'], ['3', 'Windows'], ['4', 'Look'], ['6', 'Backups']] as const) {
    await page.keyboard.press(key);
    await page.getByRole('region', { name, exact: true }).waitFor();
    await expectAccessible(page);
    for (const size of [{ width: 1920, height: 1080 }, { width: 1280, height: 800 }]) {
      await page.setViewportSize(size);
      await expectNothingLost(page, 200);
    }
  }
  expect(station.complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});

it('finds a section of the guide by its words, by keys alone, also on the pages that need no workstation', async () => {
  const { page } = station;
  await page.keyboard.press('Alt+0');
  await page.getByRole('navigation', { name: 'Settings' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('button', { name: 'Guide', exact: false }).first().click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('lost password');
  await page.getByRole('link', { name: /^A lost password/ }).click();
  await page.getByRole('heading', { name: 'A lost password' }).waitFor();
  await expect.poll(() => page.getByRole('heading', { name: 'A lost password' }).evaluate((heading) => { const { top } = heading.getBoundingClientRect(); return top > 0 && top < innerHeight * 0.8; })).toBe(true);
  await expectAccessible(page);
  await expectNothingLost(page, 200);
  // The same as a page of its own, with its own search; the policy of the window holds there too.
  await page.goto(new URL('/guide/', page.url()).href);
  await page.getByLabel('Find').fill('lost password');
  await page.getByRole('link', { name: /A lost password/ }).click();
  await page.getByRole('heading', { name: 'A lost password' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'To the workstation' }).click();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  expect(station.complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});
