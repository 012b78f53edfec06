/** Studies through the window: created from a template and from scratch, every parameter with its words, faults, the fixed protocol, amendments, roles. */
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { StudyDetail, StudySummary, StudyTemplate, SubjectCaseReply } from '../../src/api/wire.ts';
import { parameterWords } from '../../src/casefile/index.ts';
import { parameterCatalogue } from '../../src/recist/index.ts';
import { person } from '../api/doubleRead.ts';
import { bench, reader } from '../api/harness.ts';
import { readingAt, studyToRead } from '../api/readBench.ts';
import { expectAccessible, expectNothingLost } from './accessible.ts';
import { ask, refusal } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const password = 'lamp river window 7';
let station: Workstation | undefined;
const open = async (hash: string, dataFolder?: string): Promise<Page> => {
  station = await startLoopback({ viewport: { width: 1920, height: 1080 }, env: { NADIR_NO_DEMO: '1' }, ...(dataFolder ? { dataFolder } : {}) });
  const { page } = station;
  await page.locator('#root > *').first().waitFor();
  await page.evaluate((address) => { location.hash = address; }, hash);
  return page;
};
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });
afterEach(async () => {
  const complaints = station?.complaints ?? [];
  await station?.close();
  station = undefined;
  expect(complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
});

const detailOf = async (page: Page, code: string): Promise<StudyDetail> => {
  const study = (await ask<StudySummary[]>(page, '/api/study/list')).find((one) => one.code === code);
  return ask<StudyDetail>(page, `/api/study/${study?.id}/detail`);
};
/** The row of a parameter: label, control, words. */
const row = (page: Page, label: string): Locator => page.locator('section > div', { has: page.locator('label', { hasText: new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) }) }).first();
const field = (page: Page, label: string): Locator => row(page, label).locator('input, select, textarea').first();
const create = (page: Page): Locator => page.getByRole('button', { name: 'Create study' });

it('creates a study from a template with the keyboard alone', async () => {
  const page = await open('#/setup');
  const templates = await ask<StudyTemplate[]>(page, '/api/study/templates');
  const wanted = templates.findIndex(({ name }) => name === 'everolimusSecondLine');
  await create(page).waitFor();
  expect(await create(page).isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'Find a parameter' }).focus();
  for (let steps = 0; steps < 30 && !(await page.getByRole('radio').first().evaluate((radio) => radio === document.activeElement)); steps += 1) await page.keyboard.press('Tab');
  for (let down = 0; down < wanted; down += 1) await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio').nth(wanted).isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.type('NEC-M02');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Everolimus as second line');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Study NEC-M02 created.' }).waitFor();
  const { protocol, title, template, version } = await detailOf(page, 'NEC-M02');
  expect({ title, template, version }).toEqual({ title: 'Everolimus as second line', template: 'everolimusSecondLine', version: 1 });
  expect(protocol).toEqual({ ...templates[wanted]?.protocol, version: 1 });
  await page.waitForURL(/#\/import/);
});

it('has every parameter of the rules with what it does, its rules and its default; a fault names value and remedy and stores nothing', async () => {
  const page = await open('#/setup');
  await page.getByText('From scratch').click();
  await field(page, 'Code').fill('SCRATCH-1');
  await field(page, 'Title').fill('From scratch');
  for (const { title, meaning, rules, kind } of parameterCatalogue) {
    const words = (await row(page, title).innerText()).replaceAll(/\s+/g, ' ');
    expect(words, title).toContain(meaning.replaceAll(/\s+/g, ' '));
    for (const rule of rules) expect(words, title).toContain(rule);
    expect(words, `${title} ${kind.kind}`).toMatch(/default$/);
  }
  const faults: readonly (readonly [label: string, wrong: string, message: string, right: string])[] = [
    ['Targets at most', '0', 'Targets at most is 0. Set a whole number from 1 to 100.', '4'],
    ['SD lasts at least', '6 weeks', 'SD lasts at least is “6 weeks”. Set a whole number from 0 to 100000.', '49'],
    ['Data cut-off', '2026-13-01', 'Data cut-off is “2026-13-01”. Set a date YYYY-MM-DD, or leave it empty.', '2027-01-31'],
    ['Planned interval and window', '0', 'Planned interval and window is 0 ± 7. Intervals are whole numbers of days from 1 to 100000, the window and days of change from 0 to 100000.', '42'],
  ];
  for (const [label, wrong, message, right] of faults) {
    const control = field(page, label);
    await control.fill(wrong);
    expect((await row(page, label).getByRole('status').innerText()).replace(/^Error:\s*/, '')).toBe(message);
    expect(await control.getAttribute('aria-invalid')).toBe('true');
    expect(await create(page).isDisabled()).toBe(true);
    await control.fill(right);
    expect(await create(page).isDisabled()).toBe(false);
  }
  // Back to the default by the button that names it.
  const targets = parameterCatalogue.find(({ name }) => name === 'maxTargets');
  await row(page, 'Targets at most').getByRole('button', { name: `default: ${targets ? parameterWords(targets.kind, targets.default) : ''}` }).click();
  expect(await field(page, 'Targets at most').inputValue()).toBe('5');
  await field(page, 'CR and PR need confirmation').check();
  await row(page, 'NE in between at most').getByRole('checkbox').check();
  await field(page, 'Rule set of PFS').selectOption({ index: 1 });
  // Another place and back: nothing typed is lost.
  await page.evaluate(() => { location.hash = '#/settings'; });
  await page.getByRole('navigation', { name: 'Settings' }).waitFor();
  await page.evaluate(() => { location.hash = '#/setup'; });
  expect(await field(page, 'Code').inputValue()).toBe('SCRATCH-1');
  await create(page).click();
  await page.getByRole('status').filter({ hasText: 'Study SCRATCH-1 created.' }).waitFor();
  const { params } = (await detailOf(page, 'SCRATCH-1')).protocol;
  expect(params).toEqual({ sdMinDays: 49, dataCutoff: '2027-01-31', schedule: { intervalDays: 42, windowDays: 7 }, confirmationRequired: true, confirmMaxNE: null, pfsRules: expect.any(String) as string });
  // The same code again is refused by the host, in place.
  await page.evaluate(() => { location.hash = '#/setup'; });
  await field(page, 'Code').fill('SCRATCH-1');
  await field(page, 'Title').fill('Again');
  await create(page).click();
  await page.getByRole('alert').filter({ hasText: 'A study with the code SCRATCH-1 exists already. Choose another code.' }).waitFor();
  expect(await ask<StudySummary[]>(page, '/api/study/list')).toHaveLength(1);
});

it('plans visits with windows, arms, markers, sites, codes and what identifies a patient', async () => {
  const page = await open('#/setup');
  await page.getByText('From scratch').click();
  await field(page, 'Code').fill('VISITS-1');
  await field(page, 'Title').fill('Visits');
  const visits = page.getByRole('region', { name: 'Visits' });
  await visits.getByLabel('Interval in weeks').fill('6');
  await visits.getByLabel('Last named week').fill('12');
  await visits.getByLabel('Window in days').fill('5');
  await visits.getByRole('button', { name: 'Make visits' }).click();
  await visits.getByLabel('Day of Wk 12').fill('42');
  await visits.getByText('Wk 12 on day 42 must come after Wk 6 on day 42.').waitFor();
  await visits.getByLabel('Day of Wk 12').fill('84');
  await page.getByRole('button', { name: 'Add an arm' }).click();
  await page.getByLabel('Name of arm 1').fill('Everolimus');
  await page.getByRole('button', { name: 'Add an arm' }).click();
  await page.getByLabel('Name of arm 2').fill('Control');
  await page.getByLabel('Share of arm 1').fill('2');
  const markers = page.getByRole('region', { name: 'Tumour markers' });
  await markers.getByRole('button', { name: 'NSE', exact: true }).click();
  await markers.getByLabel('Unit of NSE').fill('');
  await markers.getByText('NSE needs a unit.').waitFor();
  expect(await create(page).isDisabled()).toBe(true);
  await markers.getByLabel('Unit of NSE').fill('µg/L');
  await field(page, 'Subject codes').selectOption('pattern');
  await field(page, 'Pattern').fill('NEC');
  await page.getByText('One run of # is needed for the running number, as in NEC-###.').waitFor();
  await field(page, 'Pattern').fill('@@-####');
  await page.getByRole('button', { name: 'Add a site' }).click();
  await page.getByLabel('Code of site 1').fill('04');
  await page.getByLabel('Name of site 1').fill('Basel');
  await row(page, 'Pattern').getByText('For example 04-0001, site 04 Basel').waitFor();
  await field(page, 'Images that name the patient').selectOption('refuse');
  await page.getByRole('checkbox', { name: 'chest' }).check();
  const exporting = page.getByRole('region', { name: 'Export' });
  await field(page, 'Rows of a diameter').selectOption('BOTH');
  await field(page, 'Central laboratory').fill('Imaging core lab');
  await field(page, 'Unique subject identifier').fill('{study}-{patient}');
  await row(page, 'Unique subject identifier').getByText('{patient} is not known. Use {study}, {site} and {subject}.').waitFor();
  expect(await create(page).isDisabled()).toBe(true);
  await row(page, 'Unique subject identifier').getByRole('button', { name: 'default: {study}-{site}-{subject}' }).click();
  await exporting.getByLabel('VISIT of TP1').fill('BASELINE');
  await exporting.getByText('Baseline and TP1 would both be visit BASELINE. Names and numbers of visits must be different.').waitFor();
  await exporting.getByLabel('VISIT of TP1').fill('FIRST FOLLOW-UP');
  await field(page, 'Names of the receiving system').fill('{"subjectKey": ');
  await exporting.getByText('This is not JSON. Paste the mapping file whole.').waitFor();
  await field(page, 'Names of the receiving system').fill('{"subjectKey": "{site}/{subject}"}');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Study VISITS-1 created.' }).waitFor();
  const { protocol } = await detailOf(page, 'VISITS-1');
  expect(protocol).toMatchObject({
    visits: { visits: [{ name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 }, { name: 'Wk 6', day: 42, windowBeforeDays: 5, windowAfterDays: 5 }, { name: 'Wk 12', day: 84, windowBeforeDays: 5, windowAfterDays: 5 }], then: { everyDays: 42, windowDays: 5 } },
    design: { arms: [{ name: 'Everolimus', ratio: 2 }, { name: 'Control', ratio: 1 }] }, markers: [{ name: 'NSE', unit: 'µg/L', upperLimit: 16.3 }],
    sites: [{ code: '04', name: 'Basel' }], subjectCodes: { kind: 'pattern', pattern: '@@-####' }, imageIdentity: 'refuse', requiredRegions: ['chest'],
    exporting: { trTest: 'BOTH', laboratory: 'Imaging core lab', visitMap: [{ index: 1, visitNumber: 1, visit: 'FIRST FOLLOW-UP' }], mapping: { subjectKey: '{site}/{subject}' } },
  });
});

it('is fixed by the first signature: organisation is stored, a rule only by an amendment with its reason, and every version stays readable', async () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-e2e-'));
  const b = bench({ dataFolder, blobRoot: path.join(dataFolder, 'blobs') });
  await b.services.accounts.setUp(reader, { fullName: 'Dr Ada Keller', username: 'ada', password });
  const [account] = b.services.accounts.list();
  if (!account) throw new Error('no account');
  const only = await person(b, 'Dr Bo Nilsen', ['reader']);
  const read = studyToRead(b);
  const at = readingAt(b, account, read);
  await at.target(40);
  await at.answerAll();
  expect((await at.sign(0, password)).message).toBe('');
  const { code } = b.services.studies.byId(read.studyId);
  b.close();

  const page = await open(`#/setup/${read.studyId}`, dataFolder);
  const signIn = async (username: string, word: string) => {
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(word);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    await page.evaluate((address) => { location.hash = address; }, `#/setup/${read.studyId}`);
    await page.getByRole('heading', { name: `Protocol of ${code}` }).waitFor();
  };
  await signIn('ada', password);
  await page.getByText('Version 1, fixed: 1 read signed').waitFor();
  const store = page.getByRole('button', { name: 'Store changes' });
  expect(await store.isDisabled()).toBe(true);
  await field(page, 'Read within').fill('3');
  await store.click();
  await page.getByRole('status').filter({ hasText: `Study ${code} changed.` }).waitFor();
  expect(await detailOf(page, code)).toMatchObject({ version: 1, protocol: { readWithinDays: 3 } });

  await field(page, 'Targets at most').fill('3');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Amend the protocol to version 2' });
  expect((await dialog.getByRole('row').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(['Field Before After', 'Lesions and baseline Targets at most 5 lesions 3 lesions']);
  expect(await dialog.getByRole('button', { name: 'Amend to version 2' }).isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.keyboard.type('Amendment 1: three targets');
  await dialog.getByRole('button', { name: 'Amend to version 2' }).click();
  await page.getByText('Version 2, fixed: 1 read signed').waitFor();
  expect(await detailOf(page, code)).toMatchObject({ version: 2, protocol: { version: 2, params: { maxTargets: 3 } } });

  const versions = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect.poll(async () => (await versions.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/Version 2 ?Amended .* by Dr Ada Keller.*Amendment 1: three targets.*Targets at most ?5 lesions ?3 lesions/) as string,
    expect.stringMatching(/Version 1 ?Changed .* by Dr Ada Keller.*Read within ?(\d+ days of the scan|no due date) ?3 days of the scan/) as string,
    expect.stringMatching(/Version 1 ?Created/) as string,
  ]);
  await versions.nth(2).getByRole('button', { name: 'Show the whole protocol' }).click();
  expect((await versions.nth(2).innerText()).replaceAll(/\s+/g, ' ')).toContain('Primary endpoint PFS');
  const { case: subject } = await ask<SubjectCaseReply>(page, `/api/subject/${read.subjectId}/case`);
  expect(Object.values(subject.signOffs).map((one) => one.signed?.protocolVersion)).toEqual([1]);

  // Somebody who only reads sees the protocol and changes nothing, whatever the window shows.
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('main', { name: 'Sign in' }).waitFor();
  await signIn('dr.bo.nilsen', only.password);
  expect(await field(page, 'Targets at most').isDisabled()).toBe(true);
  expect(await field(page, 'Targets at most').inputValue()).toBe('3');
  expect(await store.count()).toBe(0);
  expect(await refusal(page, '/api/study/amend', { studyId: read.studyId, expectedRevision: 0, protocol: (await detailOf(page, code)).protocol, reason: 'x' })).toBe('role');
});

it('keeps every word at twice the size of text, and is accessible', async () => {
  const page = await open('#/setup');
  await create(page).waitFor();
  await expectAccessible(page);
  for (const size of [{ width: 1920, height: 1080 }, { width: 1280, height: 800 }]) {
    await page.setViewportSize(size);
    await expectNothingLost(page, 200);
  }
});
