/** The worklist through the window: states, filters, search, order, keys, assignment, the next case by itself, and what each person of a double-read study is shown. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { StudyDetail, WorklistPage, WorklistRow } from '../../src/api/wire.ts';
import { demoPlan } from '../../src/demo/index.ts';
import { person, type Person } from '../api/doubleRead.ts';
import { bench, reader } from '../api/harness.ts';
import { readingAt } from '../api/readBench.ts';
import { expectAccessible, expectNothingLost } from './accessible.ts';
import { demoFolder } from './demoFolder.ts';
import { ask, caseReply, refusal, subjectByCode } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const password = 'lamp river window 7';
let dataFolder = '';
let station: Workstation;
let people: Readonly<Record<'bo' | 'cem' | 'max', Person>>;
let studyId = '';
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

beforeAll(async () => {
  dataFolder = await demoFolder();
  const b = bench({ dataFolder, blobRoot: path.join(dataFolder, 'blobs') });
  await b.services.accounts.setUp(reader, { fullName: 'Dr Ada Keller', username: 'ada', password });
  const [ada] = b.services.accounts.list();
  people = { bo: await person(b, 'Dr Bo Nilsen', ['reader']), cem: await person(b, 'Dr Cem Aydin', ['reader']), max: await person(b, 'Max Manager', ['dataManager']) };
  studyId = b.services.studies.byCode('DEMO').id;
  // P-05 is read by the demo: all but its last timepoint are signed here.
  const subjectId = b.services.worklist.rows(studyId).find(({ code }) => code === 'P-05')?.subjectId ?? '';
  if (!ada) throw new Error('no account');
  const at = readingAt(b, ada, { studyId: b.services.studies.byCode('DEMO').id, subjectId, series: [] });
  await at.answerAll();
  for (const index of [0, 1, 2]) expect((await at.sign(index, password)).message).toBe('');
  b.close();
  station = await startLoopback({ dataFolder, viewport: { width: 1920, height: 1080 }, env: { NADIR_NO_DEMO: '1' } });
  await signIn(station.page, 'ada', password);
});
afterAll(async () => {
  await station?.close({ keepData: true });
  rmSync(dataFolder, { recursive: true, force: true });
});

async function signIn(page: Page, username: string, word: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  await page.evaluate(() => { location.hash = '#/worklist'; });
}
async function signInAs(page: Page, { account, password: word }: Person): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('main', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Username').waitFor();
  await signIn(page, account.username, word);
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Subjects' });
const line = (page: Page, code: string): Locator => grid(page).getByRole('row', { name: new RegExp(`^${code}\\b`) });
const cells = async (page: Page, code: string): Promise<readonly string[]> => (await line(page, code).getByRole('gridcell').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
const codes = (page: Page): Promise<readonly string[]> => grid(page).locator('[role=row][aria-selected] [data-column=subject]').allInnerTexts();
const selected = (page: Page): Promise<string> => grid(page).locator('[role=row][aria-selected=true] [data-column=subject]').innerText();
const facets = (page: Page): Locator => page.getByRole('navigation', { name: 'Filters' });
const column = (page: Page, name: string): Locator => grid(page).getByRole('columnheader', { name });
const list = (page: Page): Promise<WorklistPage> => ask<WorklistPage>(page, `/api/worklist/page?study=${studyId}&today=2026-03-10`);

it('shows every timepoint by its state, in words beside form and colour', async () => {
  const { page } = station;
  await line(page, 'P-05').waitFor();
  expect(await cells(page, 'P-05')).toEqual(['P-05', '03', expect.stringContaining('TP3') as string, 'signed', 'SD', 'SD', 'PD provisional', '·', '', '72.0', '−6.5']);
  expect((await cells(page, 'P-01')).slice(2, 8)).toEqual([expect.stringContaining('Read baseline') as string, 'read', 'read', 'read', 'read', '·']);
  expect((await cells(page, 'P-03')).slice(3, 8)).toEqual(['complete', 'SD provisional', 'SD provisional', 'read', 'read']);
  await page.getByText('6 subjects, 25 timepoints, 3 signed').waitFor();
});

it('filters by facet, by text and by both, with counts that are true, and says what it left', async () => {
  const { page } = station;
  const count = async (name: string): Promise<number> => Number((await facets(page).getByRole('button', { name: new RegExp(`^${name}`) }).innerText()).replace(/\D+(\d+)$/s, '$1'));
  const toRead = await count('To read');
  await facets(page).getByRole('button', { name: /^To read/ }).click();
  await expect.poll(async () => (await codes(page)).length).toBe(toRead);
  await page.getByText(`1 to ${toRead} of ${toRead}, 6 in the study`).waitFor();
  for (const code of await codes(page)) expect((await cells(page, code))[2]).toContain('Read');
  // A second facet narrows the first, and the counts of the first stay what choosing them would leave.
  await facets(page).getByRole('button', { name: /^01/ }).click();
  await expect.poll(() => codes(page)).toEqual(['P-01', 'P-02']);
  expect(await count('To read')).toBe(2);
  await page.keyboard.press('/');
  await page.keyboard.type('p-02');
  await expect.poll(() => codes(page)).toEqual(['P-02']);
  await page.keyboard.type('x');
  await page.getByText('No subject matches.').waitFor();
  await page.getByRole('button', { name: 'Show all 6' }).click();
  await expect.poll(async () => (await codes(page)).length).toBe(6);
});

it('keeps the order of the list for the person, across starts', async () => {
  const { page } = station;
  await column(page, 'Subject').getByRole('button').click();
  await expect.poll(() => codes(page)).toEqual(['P-01', 'P-02', 'P-03', 'P-04', 'P-05', 'P-06']);
  await column(page, 'Subject').getByRole('button').click();
  await expect.poll(() => codes(page)).toEqual(['P-06', 'P-05', 'P-04', 'P-03', 'P-02', 'P-01']);
  await expect.poll(async () => (await ask<{ worklist?: object }>(page, '/api/preferences')).worklist).toEqual({ [studyId]: { sort: 'subject', descending: true } });
  await page.reload();
  await expect.poll(() => codes(page)).toEqual(['P-06', 'P-05', 'P-04', 'P-03', 'P-02', 'P-01']);
  expect(await column(page, 'Subject').getAttribute('aria-sort')).toBe('descending');
});

it('is worked by keys alone: rows, tasks, timeline, dates', async () => {
  const { page } = station;
  await grid(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => selected(page)).toBe('P-06');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => selected(page)).toBe('P-04');
  const active = await grid(page).getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
  await page.getByRole('complementary', { name: 'Subject P-04' }).waitFor();
  await page.keyboard.press('End');
  await expect.poll(() => selected(page)).toBe('P-01');
  await page.keyboard.press('t');
  await page.waitForURL(/#\/confirm\//);
  await expect.poll(async () => { await page.keyboard.press('Escape'); return page.url(); }).toContain('#/worklist');
  await expect.poll(() => selected(page)).toBe('P-01');
  await page.keyboard.press('d');
  const dates = page.getByRole('dialog', { name: 'Clinical facts of P-01' });
  await dates.getByLabel('Randomisation').fill('2025-1-9');
  await dates.getByText('Randomisation: write it as YYYY-MM-DD').waitFor();
  await dates.getByLabel('Randomisation').fill('2025-01-15');
  await page.keyboard.press('Enter');
  await dates.waitFor({ state: 'detached' });
  const { subjectId } = await subjectByCode(page, 'P-01');
  expect((await caseReply(page, subjectId)).case.facts.randomisationDate).toBe('2025-01-15');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`#/read/${subjectId}`));
  await page.keyboard.press('Alt+1');
  await grid(page).waitFor();
});

it('opens the date of every demo subject with what decided it', async () => {
  const { page } = station;
  const panel = page.getByRole('complementary', { name: 'Progression date' });
  const shown: Record<string, string> = {};
  for (const { code } of demoPlan().subjects) {
    const { subjectId } = await subjectByCode(page, code);
    const { result } = await caseReply(page, subjectId);
    await page.evaluate((id) => { location.hash = `#/confirm/${id}`; }, subjectId);
    await page.getByRole('main').getByText(code, { exact: true }).waitFor();
    // One subject waits to be read; its timeline says so.
    if (!result) { await page.getByText('Baseline is not read yet').waitFor(); continue; }
    await panel.getByText(result.reasons.progression.sentence.slice(0, 30)).first().waitFor();
    shown[code] = await panel.locator('.nd-hero').innerText();
    if (result.progression) await panel.getByRole('listitem').filter({ hasText: 'Used: ' }).first().getByText(result.progression.date).waitFor();
  }
  const truth = demoPlan().subjects.filter(({ code }) => shown[code] !== undefined).map(({ code, progressionDate }) => [code, progressionDate ?? 'None']);
  expect(shown).toEqual(Object.fromEntries(truth));
  expect(Object.keys(shown)).toEqual(expect.arrayContaining(['P-04', 'P-05']) as string[]);
  await page.keyboard.press('Alt+1');
  await grid(page).waitFor();
});

it('assigns a reader: their task, nobody else\'s, found by filter, and kept from nobody', async () => {
  const { page } = station;
  await page.evaluate(() => { location.hash = '#/worklist'; });
  await line(page, 'P-02').click();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Who reads P-02' });
  await expectAccessible(page);
  for (let down = 0; down < 5 && !(await dialog.getByRole('radio', { name: 'Dr Bo Nilsen' }).isChecked()); down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'P-02 assigned to Dr Bo Nilsen.' }).waitFor();
  await page.getByRole('complementary', { name: 'Subject P-02' }).getByText('Dr Bo Nilsen').waitFor();
  expect((await list(page)).tasks.map(({ code }) => code)).not.toContain('P-02');
  await page.getByRole('button', { name: 'Reader', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Dr Bo Nilsen/ }).click();
  await expect.poll(() => codes(page)).toEqual(['P-02']);
  await signInAs(page, people.bo);
  // The order Ada keeps is hers.
  await line(page, 'P-02').waitFor();
  expect(await column(page, 'Subject').getAttribute('aria-sort')).toBe('none');
  await facets(page).getByRole('button', { name: /^Assigned to me/ }).click();
  await expect.poll(() => codes(page)).toEqual(['P-02']);
  expect((await list(page)).tasks.map(({ code }) => code)).toContain('P-02');
  // A reader assigns nobody.
  await page.keyboard.press('a');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await refusal(page, '/api/worklist/assign', { studyId, accountId: null, subjects: [] })).toBe('role');
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Username').waitFor();
  await signIn(page, 'ada', password);
});

it('opens the next case by itself when a subject is read to its end', async () => {
  const { page } = station;
  const { subjectId } = await subjectByCode(page, 'P-05');
  const { case: subject } = await caseReply(page, subjectId);
  const last = subject.timepoints.at(-1);
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${last?.id}`);
  await page.getByRole('application', { name: `Current, ${last?.label}` }).waitFor();
  await page.keyboard.press('f');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Control+Enter');
  const notice = page.getByRole('status').filter({ hasText: /P-05 TP3 signed as PD\. Next: P-0\d, read / });
  await notice.waitFor();
  // In the order Ada keeps, by subject from the end, what follows P-05 is P-04, whose date waits for confirmation and is nothing to read; P-03 is.
  const { row } = await ask<{ row: WorklistRow }>(page, `/api/worklist/next?study=${studyId}&today=2026-03-10&sort=subject&descending=true&after=${subjectId}`);
  expect(row.code).toBe('P-03');
  expect(await notice.first().innerText()).toContain(`Next: ${row.code}`);
  await page.waitForURL(new RegExp(`#/read/${row.subjectId}`));
  await page.getByRole('button', { name: 'Back' }).click();
  await page.waitForURL(new RegExp(`#/read/${subjectId}/${last?.id}`));
});

it('of two readers shows where each stands and no response; each reader has a list of their own, a stranger none', async () => {
  const { page } = station;
  const detail = await ask<StudyDetail>(page, `/api/study/${studyId}/detail`);
  const protocol = { ...detail.protocol, reading: { scheme: 'double', sequentialLock: true, blinded: true }, readers: { reader1: people.bo.account.id, reader2: null, adjudicator: null } };
  expect(await refusal(page, '/api/study/amend', { studyId, expectedRevision: detail.revision, protocol, reason: 'Central review' })).toBe('ok');
  await signInAs(page, people.bo);
  await line(page, 'P-04').waitFor();
  const answers: string[] = [];
  const listen = (response: Response) => { if (response.url().includes('/api/worklist')) void response.text().then((text) => answers.push(text), () => undefined); };
  page.on('response', listen);
  await page.reload();
  await line(page, 'P-04').waitFor();
  // No site either.
  expect((await cells(page, 'P-04')).slice(1)).toEqual([expect.stringContaining('Read baseline') as string, 'read', 'locked', 'locked', 'locked', '·', '', '', '']);
  expect(answers.length).toBeGreaterThan(0);
  for (const text of answers) expect(text).not.toMatch(/"(PR|PD|SD|CR)"|umMm":\d|"signers":\["|"site":"0/);
  page.off('response', listen);
  await signInAs(page, people.cem);
  await page.getByText('Nothing for you in DEMO').waitFor();
  await signInAs(page, people.max);
  await line(page, 'P-01').waitFor();
  expect((await cells(page, 'P-01'))[3]).toMatch(/^1 to read 2 to read$/);
  await expectAccessible(page);
});

it('keeps every word at twice the size of text, and is accessible', async () => {
  const { page } = station;
  for (const size of [{ width: 1920, height: 1080 }, { width: 1280, height: 800 }]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
    await expectNothingLost(page, 200);
  }
  expect(station.complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});
