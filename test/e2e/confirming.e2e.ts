/** An investigator confirms a date, asks the reader, the answer changes a measurement, and the date is confirmed again: through the window. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { ConfirmationState } from '../../src/api/wire.ts';
import { expectAccessible } from './accessible.ts';
import { currentPane, shownSlice } from './phantom.ts';
import { handOn, makeReadFolder, type Hand } from './readFolder.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const person = { fullName: 'Dr Ada Keller', username: 'a.keller', password: 'lamp river window 7' };
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Progression date' });
const goTo = async (page: Page, hash: string): Promise<void> => { await page.evaluate((to) => { location.hash = to; }, hash); };
const stateOf = async (page: Page, subjectId: string): Promise<ConfirmationState> => page.evaluate(async (id) => (await fetch(`/api/confirmation/state?subject=${id}`)).json() as Promise<ConfirmationState>, subjectId);

describe('confirming a progression date', () => {
  let station: Workstation;
  let folder: Awaited<ReturnType<typeof makeReadFolder>>;
  let hand: Hand;
  let subjectId = '';

  beforeAll(async () => {
    folder = await makeReadFolder([{ code: 'CONF', template: 'blank', subjects: [{ code: 'S-01', scans: [{ timepoint: 0 }, { timepoint: 1 }, { timepoint: 2 }] }] }]);
    subjectId = folder.subjects['S-01'] ?? '';
    station = await startLoopback({ dataFolder: folder.dataFolder, viewport: { width: 1280, height: 800 }, env: { NADIR_NO_DEMO: '1' } });
    hand = await handOn(station.page, subjectId);
    await hand.target(40, { slice: 7 });
    await hand.measure('T1', 1, 24);
    await hand.measure('T1', 2, 36);
    await hand.facts({ randomisationDate: '2025-01-10', firstDoseDate: '2025-01-14' });
  });
  afterAll(async () => {
    await station?.close();
    folder?.remove();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('is confirmed by keyboard under a signature; the first one asks for an account', async () => {
    const { page } = station;
    await goTo(page, `#/confirm/${subjectId}`);
    const panel = panelOf(page);
    await panel.getByText('2025-04-28').first().waitFor();
    await panel.getByRole('button', { name: /^Confirm and sign/ }).waitFor();
    await expectAccessible(page);
    await page.locator('body').press('Enter');
    const form = page.getByRole('form', { name: 'Confirm and sign' });
    await form.getByText('I have seen the evidence and confirm: progression 2025-04-28.').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Set up accounts' }).waitFor();
    for (const [index, text] of [person.fullName, person.username, person.password].entries()) {
      if (index > 0) await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    const password = form.getByLabel('Password', { exact: true });
    await page.getByRole('dialog', { name: 'Set up accounts' }).waitFor({ state: 'detached' });
    await password.fill('not the password');
    await form.getByRole('button', { name: /^Sign/ }).click();
    await form.getByRole('alert').waitFor();
    expect((await stateOf(page, subjectId)).state).toBe('none');
    await password.fill(person.password);
    await page.keyboard.press('Control+Enter');
    await panel.getByRole('region', { name: 'Confirmation' }).getByText(/progression 2025-04-28 by Dr Ada Keller/).waitFor();
    expect(await stateOf(page, subjectId)).toMatchObject({ state: 'confirmed', history: [{ by: person.fullName, outcome: { progression: { date: '2025-04-28' } } }] });
  });

  it('asks the reader, who answers beside the images and measures again; the confirmation is open again and says what changed and by whom', async () => {
    const { page } = station;
    await page.locator('body').press('q');
    const sheet = page.getByRole('form', { name: 'Query to the reader' });
    await sheet.getByLabel('Lesion').selectOption({ label: 'T1 segment 6' });
    await sheet.getByLabel('Question').fill('Is the artefact included at TP2?');
    await sheet.getByLabel('Password', { exact: true }).fill(person.password);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    const thread = panelOf(page).getByRole('article', { name: 'Query about TP2, T1, open' });
    await thread.getByText('Is the artefact included at TP2?').waitFor();

    await goTo(page, '#/worklist');
    await page.getByRole('row').filter({ hasText: 'Answer query TP2' }).getByText('1 query').waitFor();
    // Each point of the chain leads to the slice, the query to that which was asked about, also when it is measured elsewhere by then.
    const slice = async () => (await shownSlice(currentPane(page)))[0];
    await goTo(page, `#/confirm/${subjectId}`);
    await panelOf(page).getByRole('button', { name: 'Earliest component' }).click();
    await currentPane(page).waitFor();
    await expect.poll(slice).toBe(8);
    const queries = page.getByRole('region', { name: 'Queries' });
    await queries.getByRole('textbox').fill('It was. Measured again without it.');
    await expectAccessible(page);
    await hand.refresh();
    await hand.measure('T1', 2, 26, { slice: 3 });
    await currentPane(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(slice).toBe(1);
    await queries.getByRole('button', { name: 'TP2, T1' }).click();
    await expect.poll(slice).toBe(8);
    await queries.getByRole('button', { name: 'Send answer' }).click();
    await queries.getByText('answered', { exact: true }).waitFor();

    await goTo(page, `#/confirm/${subjectId}`);
    const standing = panelOf(page).getByRole('region', { name: 'Confirmation' });
    await standing.getByText(/Was confirmed as progression 2025-04-28 by Dr Ada Keller/).waitFor();
    expect(await standing.innerText()).toContain('Progression 2025-04-28 → no progression; T1 at TP2: 36.0 mm → 26.0 mm');
    expect(await standing.getByRole('list', { name: 'Changed by' }).innerText()).toContain('T1 set to 26.0 mm at TP2');
    await expectAccessible(page);
  });

  it('is confirmed again, the query closed, and both confirmations stay readable', async () => {
    const { page } = station;
    const panel = panelOf(page);
    const thread = panel.getByRole('article', { name: 'Query about TP2, T1, answered' });
    await thread.getByRole('button', { name: 'Ask again' }).first().click();
    await thread.getByRole('button', { name: 'Close query' }).click();
    await panel.getByRole('article', { name: 'Query about TP2, T1, closed' }).waitFor();
    await page.locator('body').press('Enter');
    const form = page.getByRole('form', { name: 'Confirm and sign' });
    await form.getByText('I have seen the evidence and confirm: no progression up to TP2.').waitFor();
    await form.getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Enter');
    await panel.getByText('Confirmed', { exact: true }).first().waitFor();
    await panel.getByText('1 earlier confirmation').click();
    expect(await panel.getByRole('region', { name: 'Confirmation' }).innerText()).toMatch(/no progression up to TP2 by Dr Ada Keller[\s\S]*progression 2025-04-28 by Dr Ada Keller/);
    expect(station.complaints.filter((said) => !said.includes('422'))).toEqual([]);
  });

  it('moves over the points of the timeline by arrow keys, zooms, shows a lesion alone, opens a point\'s images, and prints on white', async () => {
    const { page } = station;
    const points = page.getByRole('toolbar', { name: 'Points of the sum' }).getByRole('button');
    await expect.poll(() => points.count()).toBe(3);
    await points.last().focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('TP1, 2025-03-03, 24.0 mm, PR');
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('+');
    await expect.poll(() => points.count()).toBeLessThan(3);
    await page.keyboard.press('0');
    await expect.poll(() => points.count()).toBe(3);
    await page.getByRole('group', { name: 'Lines of lesions' }).getByRole('button', { name: 'T1' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await expect.poll(() => page.locator('path[stroke="#14181f"]').count()).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: /^Confirm/ }).first().isVisible()).toBe(false);
    // Who signed what stands on paper: name, meaning, time with its offset, the whole hash.
    const signatures = page.getByRole('region', { name: 'Signatures' });
    await expect.poll(() => signatures.isVisible()).toBe(true);
    expect(await signatures.innerText()).toMatch(/Baseline[\s\S]*(?:Reader assessment|Not signed)[\s\S]*Confirmation[\s\S]*Dr Ada Keller[\s\S]*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d[\s\S]*[0-9a-f]{64}/);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => page.evaluate(() => document.documentElement.hasAttribute('data-print'))).toBe(false);
    // A point of a lesion's own line is one too.
    await page.getByRole('toolbar', { name: 'Points of the sum' }).getByRole('button', { name: 'T1, 2025-03-03, 24.0 mm' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: 'Current, TP1' }).waitFor();
    await expect.poll(async () => (await shownSlice(currentPane(page)))[0]).toBe(8);
  });

  it('stores clinical facts typed by keyboard, and shows what contradicts before it is stored', async () => {
    const { page } = station;
    await goTo(page, `#/confirm/${subjectId}`);
    await panelOf(page).getByText('Progression date').waitFor();
    await page.locator('body').press('d');
    const sheet = page.getByRole('dialog', { name: 'Clinical facts of S-01' });
    await sheet.getByLabel('Death', { exact: true }).fill('2025-01-05');
    await sheet.getByText(/death on 2025-01-05 before the time origin of 2025-01-10/).waitFor();
    await expectAccessible(page);
    await sheet.getByLabel('Death', { exact: true }).fill('2025-08-01');
    await sheet.getByText(/contradict/).waitFor({ state: 'detached' });
    await sheet.getByLabel('Cause of death').fill('progression');
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('death, progression').waitFor();
  });

  it('names row and column of a table that is wrong, takes nothing of it, and takes all of it once it is read as it is written', async () => {
    const { page } = station;
    await page.getByRole('button', { name: 'From a table…' }).click();
    const form = page.getByRole('form', { name: 'Clinical facts from a table' });
    const table = 'Subject;Last contact;Cause of death\r\nS-01;15.07.2025;H\u00e4moptoe\r\n';
    await form.getByLabel('Table of clinical facts').setInputFiles({ name: 'facts.csv', mimeType: 'text/csv', buffer: Buffer.from(table, 'latin1') });
    const problem = form.getByRole('table', { name: 'Problems' }).getByRole('row').nth(1);
    await problem.waitFor();
    expect(await problem.innerText()).toMatch(/2\s+Last contact\s+15\.07\.2025\s+15\.07\.2025 is not written as YYYY-MM-DD; as DD\.MM\.YYYY it is a day/);
    expect(await form.getByRole('button', { name: 'Store all' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await form.getByLabel('Dates').selectOption('DD.MM.YYYY');
    const changes = form.getByRole('table', { name: 'Changes' });
    await changes.getByText('2025-07-15').waitFor();
    expect(await changes.innerText()).toContain('H\u00e4moptoe');
    await form.getByRole('button', { name: 'Store all' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('death, H\u00e4moptoe').waitFor();
  });
});
