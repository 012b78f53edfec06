/** A read is finished and signed in the window: what blocks, reasons, markers, override, password, lock, amendment, versions; and the host killed while it signs. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { signOffOf, type AuditEvent } from '../../src/casefile/index.ts';
import { findingKey } from '../../src/common/index.ts';
import { engineVersion } from '../../src/recist/index.ts';
import type { SignedVersionReply } from '../../src/api/wire.ts';
import { expectAccessible } from './accessible.ts';
import { ask, caseReply, currentPane } from './phantom.ts';
import { command, handOn, makeReadFolder, type Hand, type PlannedStudy, type PlannedSubject } from './readFolder.ts';
import { eachShell, keepPicture, startLoopback, type Workstation } from './workstation.ts';

const person = { fullName: 'Dr Ada Keller', username: 'a.keller', password: 'lamp river window 7' };

const study = (subjects: readonly PlannedSubject[], isFollowingMarkers = true): PlannedStudy => ({
  code: 'SIGN', template: 'blank', subjects, protocol: { params: { measurableDiseaseRequired: false }, ...(isFollowingMarkers ? { markers: [{ name: 'CA-125', unit: 'kU/L', upperLimit: 35 }] } : {}) },
});

async function openRead(page: Page, subjectId: string, index: number): Promise<void> {
  const { case: subject } = await caseReply(page, subjectId);
  const timepoint = subject.timepoints.find((one) => one.index === index);
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${timepoint?.id ?? ''}`);
  await page.getByRole('application', { name: `Current, ${timepoint?.label ?? ''}` }).waitFor();
}

const sheetOf = (page: Page, code: string, label: string): Locator => page.getByRole('dialog', { name: `Review ${code}, ${label}` });
const signForm = (sheet: Locator, label: string): Locator => sheet.getByRole('form', { name: `Sign ${label}` });
const statusOf = (sheet: Locator, label: string): Locator => signForm(sheet, label).getByRole('status');
const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement);

describe('finish and sign', () => {
  let station: Workstation;
  let folder: Awaited<ReturnType<typeof makeReadFolder>>;
  let hand: Hand;
  let [subjectId, shownHash] = ['', ''];
  const code = 'S-01';

  beforeAll(async () => {
    folder = await makeReadFolder([study([{ code, scans: [{ timepoint: 0 }, { timepoint: 1 }, { timepoint: 2 }] }, { code: 'S-02', scans: [{ timepoint: 0 }] }])]);
    subjectId = folder.subjects[code] ?? '';
    station = await startLoopback({ dataFolder: folder.dataFolder, viewport: { width: 1280, height: 800 }, env: { NADIR_NO_DEMO: '1' } });
    hand = await handOn(station.page, subjectId);
    await hand.target(30);
    await hand.target(24);
    await hand.target(20);
    await hand.nonTarget({ description: '', organ: 'peritoneum' });
  });
  afterAll(async () => {
    await station?.close();
    folder?.remove();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('lists every check by key, leads to its lesion by keyboard, and never stands in front of the images', async () => {
    const { page } = station;
    await openRead(page, subjectId, 0);
    await currentPane(page).focus();
    await page.keyboard.press('c');
    const panel = page.getByRole('region', { name: 'All checks' });
    await panel.waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Checks: / }).getAttribute('aria-label')).toBe('Checks: 1 error, 1 warning, 2 open');
    expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Q-B02') as string, expect.stringContaining('Q-B17') as string]);
    await expectAccessible(page);
    // What is open first has the keyboard; Tab goes on through the panel.
    const reason = panel.getByRole('textbox', { name: 'Reason, Q-B17' });
    expect(await isFocused(reason)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator(`tr[data-lesion="${hand.lesionId('N1')}"][data-selected]`).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('blocks the finish while an error or an unanswered warning is open, and says which', async () => {
    const { page } = station;
    await currentPane(page).focus();
    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'Baseline');
    await expect.poll(() => statusOf(sheet, 'Baseline').innerText()).toBe('Q-B02 to resolve, 1 reason open');
    expect(await sheet.getByRole('button', { name: /^Sign/ }).isDisabled()).toBe(true);
    // What the window keeps back the host refuses as well.
    const { refusal } = await command(page, subjectId, '/api/timepoint/sign', { timepointId: hand.timepointId(0), meaning: 'assessed', password: '' });
    expect(refusal?.reason).toBe('accountNeeded');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('rowheader').getByRole('button', { name: /^T3 / }).click();
    await currentPane(page).focus();
    await page.keyboard.press('Backspace');
    await expect.poll(async () => (await caseReply(page, subjectId)).findings.map((one) => one.code)).toEqual(['Q-B17']);
    await hand.refresh();
  });

  it('takes the reason where the finding stands, the markers and the key images, by keyboard alone', async () => {
    const { page } = station;
    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'Baseline');
    const reason = sheet.getByRole('textbox', { name: 'Reason, Q-B17' });
    await reason.waitFor();
    expect(await isFocused(reason)).toBe(true);
    await page.keyboard.type('Carcinomatosis, no single deposit');
    await page.keyboard.press('Enter');
    await sheet.getByText('Kept:').waitFor();
    expect(await statusOf(sheet, 'Baseline').innerText()).toBe('');
    const [finding] = (await caseReply(page, subjectId)).findings;
    expect((await caseReply(page, subjectId)).case.checkReasons[finding ? findingKey(finding) : '']).toMatchObject({ reason: 'Carcinomatosis, no single deposit', by: 'Local user' });

    await sheet.getByRole('textbox', { name: 'CA-125, value' }).focus();
    await page.keyboard.type('80');
    expect(await sheet.getByRole('button', { name: 'Elevated' }).getAttribute('aria-pressed')).toBe('true');
    await sheet.getByRole('button', { name: 'Record markers' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await caseReply(page, subjectId)).case.markers[hand.timepointId(0)]).toMatchObject({ status: 'elevated', values: [{ name: 'CA-125', value: 80, upperLimit: 35 }] });

    await sheet.getByRole('button', { name: 'Keep all 2 measured slices' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await caseReply(page, subjectId)).case.keyImages.length).toBe(2);
    await sheet.getByText('2 kept, stored with the signature').waitFor();
    await expectAccessible(page);
  });

  it('asks for the first account, refuses a wrong password, signs what was shown, and opens the next timepoint', async () => {
    const { page } = station;
    const sheet = sheetOf(page, code, 'Baseline');
    const hash = signForm(sheet, 'Baseline').getByTitle(/^[0-9a-f]{64}$/);
    shownHash = (await hash.getAttribute('title')) ?? '';
    expect(await signForm(sheet, 'Baseline').getByText('3 values, 2 key images').count()).toBe(1);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Set up accounts' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.type(person.fullName);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    const password = sheet.getByLabel('Password', { exact: true });
    await expect.poll(() => isFocused(password)).toBe(true);
    expect(await signForm(sheet, 'Baseline').getByText(person.fullName).count()).toBe(1);
    expect((await caseReply(page, subjectId)).case.signOffs).toEqual({});

    await page.keyboard.type('not the password');
    await page.keyboard.press('Control+Enter');
    await sheet.getByRole('alert').filter({ hasText: 'The password is wrong.' }).waitFor();
    expect(await password.inputValue()).toBe('');
    expect(await isFocused(password)).toBe(true);
    expect((await caseReply(page, subjectId)).case.signOffs).toEqual({});

    await page.keyboard.type(person.password);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('application', { name: 'Current, TP1' }).waitFor();
    await page.getByText('Baseline signed. TP1 is open.').waitFor();
    const { signed, state } = signOffOf((await caseReply(page, subjectId)).case, hand.timepointId(0));
    expect({ state, ...signed }).toMatchObject({ state: 'signed', version: 1, signer: person.fullName, meaning: 'assessed', contentHash: shownHash, engineVersion, sumMm: 54 });
  });

  it('leads to what is still to assess, assigns another category with its effect, and signs with another meaning', async () => {
    const { page } = station;
    await hand.refresh();
    await hand.measure('T1', 1, 12);
    await hand.measure('T2', 1, 22);
    await currentPane(page).focus();
    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'TP1');
    await expect.poll(() => statusOf(sheet, 'TP1').innerText()).toBe('N1 to assess, 1 reason open');
    await sheet.getByRole('group', { name: 'Still to assess' }).getByRole('button').click();
    await sheet.waitFor({ state: 'detached' });
    await currentPane(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await caseReply(page, subjectId)).findings.map((one) => one.code)).not.toContain('Q-F01');

    await page.keyboard.press('f');
    const row = sheet.getByRole('row', { name: /^T1 / });
    expect((await row.innerText()).split(/\s+/)).toEqual(expect.arrayContaining(['30.0', '12.0', '−18.0', '−60.0']));
    await sheet.getByRole('textbox', { name: 'Reason, Q-F04' }).waitFor();
    await page.keyboard.type('Same lesion on every slice');
    await page.keyboard.press('Enter');
    await sheet.getByRole('button', { name: 'Assign another…' }).click();
    const form = sheet.getByRole('group', { name: 'Assign a response at TP1' });
    await form.getByRole('combobox', { name: 'Assign' }).selectOption('SD');
    expect((await form.getByRole('status', { name: 'What changes' }).innerText()).replaceAll(/\s+/g, ' ')).toContain('TP1 PR → becomes SD');
    expect(await form.getByRole('button', { name: 'Assign SD' }).isDisabled()).toBe(true);
    await form.getByRole('textbox').fill('T1 is smaller by necrosis alone');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    const overall = sheet.getByRole('region', { name: 'How the response follows' });
    await expect.poll(() => overall.innerText()).toContain('Computed PR');
    await expect.poll(() => statusOf(sheet, 'TP1').innerText()).toBe('1 reason open');
    await sheet.getByRole('textbox', { name: 'Reason, Q-F26' }).fill('Agreed with the second radiologist');
    await page.keyboard.press('Enter');
    await expect.poll(() => statusOf(sheet, 'TP1').innerText()).toBe('');
    await sheet.getByRole('combobox', { name: 'Meaning' }).selectOption({ label: 'Review' });
    await sheet.getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: 'Current, TP2' }).waitFor();
    const { case: subject, result } = await caseReply(page, subjectId);
    expect(signOffOf(subject, hand.timepointId(1)).signed).toMatchObject({ version: 1, meaning: 'reviewed', sumMm: 34, result: { overall: 'SD', computed: { overall: 'PR' } } });
    expect(result?.timepoints[0]).toMatchObject({ overall: 'SD', overrides: { overall: { value: 'SD', reason: 'T1 is smaller by necrosis alone' } } });
  });

  it('refuses every change of what is signed, on the screen and by the host', async () => {
    const { page } = station;
    await hand.refresh();
    await openRead(page, subjectId, 1);
    await page.getByRole('button', { name: /^Signed by Dr Ada Keller \d{4}-\d{2}-\d{2}/ }).waitFor();
    await page.getByRole('rowheader').getByRole('button', { name: /^T1 / }).click();
    await currentPane(page).focus();
    const before = await caseReply(page, subjectId);
    await page.keyboard.press('a');
    await page.getByRole('status').filter({ hasText: /TP1 is signed by Dr Ada Keller\s*Amend it to change a value/ }).first().waitFor();
    await page.keyboard.press('Control+z');
    const timepointId = hand.timepointId(1);
    const tries: readonly (readonly [string, object])[] = [
      ['/api/assessment/record', { lesionId: hand.lesionId('T1'), timepointId, assessment: { state: 'absent' } }], ['/api/assessment/clear', { lesionId: hand.lesionId('T1'), timepointId }],
      ['/api/timepoint/override', { timepointId, component: 'overall', value: null, reason: '' }], ['/api/timepoint/set-marker', { timepointId, marker: { status: 'normal' } }],
      ['/api/timepoint/set-performed', { timepointId, performed: false }], ['/api/lesion/place', { timepointId, role: 'new', organ: 'lung', kind: 'nonNodal', description: 'x', assessment: { state: 'newLesion', status: 'unequivocal' } }],
    ];
    const reasons = [];
    for (const [address, body] of tries) reasons.push((await command(page, subjectId, address, body)).refusal?.reason);
    expect(reasons).toEqual(['signed', 'signed', 'signed', 'signed', 'hasRecords', 'signed'].map((one) => expect.stringMatching(new RegExp(`^(${one}|signed)$`)) as string));
    const again = await command(page, subjectId, '/api/timepoint/sign', { timepointId, meaning: 'assessed', password: person.password });
    expect(again.refusal?.reason).toBe('alreadySigned');
    expect(await caseReply(page, subjectId)).toEqual(before);

    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'TP1');
    const signature = sheet.getByRole('region', { name: 'Signature of TP1' });
    const { signed } = signOffOf(before.case, timepointId);
    expect(await signature.getByTitle(signed?.contentHash ?? '').count()).toBe(1);
    expect(await signature.innerText()).toContain(`rules ${engineVersion}`);
    expect(await sheet.getByRole('textbox').count()).toBe(0);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  it('amends with a reason as version 2, shows what it changes, and keeps version 1 readable', async () => {
    const { page } = station;
    await page.getByRole('button', { name: /^Signed by Dr Ada Keller/ }).click();
    await page.getByRole('menuitem', { name: 'Amend TP1…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Amend TP1' });
    expect(await dialog.getByRole('button', { name: 'Open version 2' }).isDisabled()).toBe(true);
    await page.keyboard.type('Measured through a vessel');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Open version 2' }).click();
    await page.getByRole('button', { name: 'Version 2 open' }).waitFor();
    await hand.refresh();
    await hand.measure('T1', 1, 14);

    await currentPane(page).focus();
    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'TP1');
    const rowsOf = async (table: Locator): Promise<readonly (readonly string[])[]> => table.getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim())));
    await expect.poll(() => rowsOf(sheet.getByRole('table', { name: 'Version 1 and now' }))).toEqual([['T1 Liver, S6', '12.0', '14.0'], ['Sum of diameters', '34.0', '36.0']]);
    await sheet.getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Control+Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('TP1 signed as SD, version 2.').waitFor();
    // Out of turn: it stays here.
    await page.getByRole('application', { name: 'Current, TP1' }).waitFor();

    await page.getByRole('button', { name: /^Signed by Dr Ada Keller.*v2/ }).click();
    await page.getByRole('menuitem', { name: /^Version 1, / }).click();
    const old = page.getByRole('dialog', { name: 'TP1, signed version 1' });
    expect(await rowsOf(old.getByRole('table', { name: 'Signed values of TP1, millimetres' }))).toContainEqual(['T1 Liver, S6', '12.0']);
    expect(await old.innerText()).toMatch(/T1 is smaller by necrosis alone[^]*Same lesion on every slice[^]*sha256 [0-9a-f]{64}/);
    await expectAccessible(page);
    await page.getByRole('group', { name: 'Version' }).getByRole('button', { name: 'Version 2' }).click();
    const now = page.getByRole('dialog', { name: 'TP1, signed version 2' });
    await expect.poll(() => rowsOf(now.getByRole('table', { name: 'Version 1 and version 2' }))).toEqual([['T1 Liver, S6', '12.0', '14.0'], ['Sum of diameters', '34.0', '36.0']]);
    expect(await now.innerText()).toContain('Measured through a vessel');
    await page.keyboard.press('Escape');

    const kept = await ask<SignedVersionReply>(page, `/api/timepoint/signed?subject=${subjectId}&timepoint=${hand.timepointId(1)}&version=1`);
    expect(kept.content.records.assessments[hand.lesionId('T1')]).toMatchObject({ longAxisMm: 12 });
    const events = await ask<AuditEvent[]>(page, `/api/audit?subject=${subjectId}`);
    const told = events.filter(({ kind }) => ['TimepointSigned', 'TimepointAmended'].includes(kind)).map(({ kind, what, actor, reason }) => [kind, what, actor, reason]);
    expect(told.filter(([, what], index) => index === 0 || told[index - 1]?.[1] !== what)).toEqual([
      ['TimepointSigned', 'Baseline signed', person.fullName, null], ['TimepointSigned', 'TP1 signed as SD', person.fullName, null],
      ['TimepointAmended', 'TP1 opened as version 2', person.fullName, 'Measured through a vessel'], ['TimepointSigned', 'TP1 signed, version 2 as SD', person.fullName, null],
    ]);
  });

  it('opens the next case after the last timepoint, and says how long to wait after too many wrong passwords', async () => {
    const { page } = station;
    await hand.refresh();
    await openRead(page, subjectId, 2);
    await hand.measure('T1', 2, 14);
    await hand.measure('T2', 2, 22);
    await hand.status('N1', 2, 'present');
    await currentPane(page).focus();
    await page.keyboard.press('f');
    const sheet = sheetOf(page, code, 'TP2');
    await expect.poll(() => statusOf(sheet, 'TP2').innerText()).toBe('');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain(`#/read/${folder.subjects['S-02'] ?? ''}/`);

    const other = await handOn(page, folder.subjects['S-02'] ?? '');
    await other.target(30);
    await currentPane(page).focus();
    await page.keyboard.press('f');
    const second = sheetOf(page, 'S-02', 'Baseline');
    await expect.poll(() => isFocused(second.getByLabel('Password', { exact: true }))).toBe(true);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await second.getByLabel('Password', { exact: true }).fill(`wrong ${attempt}`);
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/timepoint/sign'));
      await page.keyboard.press('Control+Enter');
      await answered;
      await expect.poll(() => second.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    }
    await second.getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Control+Enter');
    await second.getByRole('alert').filter({ hasText: /Too many wrong attempts\. The next one is accepted in \d+ s\./ }).waitFor();
    expect((await caseReply(page, folder.subjects['S-02'] ?? '')).case.signOffs).toEqual({});
  });

  it('kept the content security policy', () => {
    expect(station.complaints.filter((text) => !text.includes('ERR_') && !text.includes('Failed to load resource'))).toEqual([]);
  });
});

/** When the host dies: before the request gets there, so many milliseconds after it was sent, or when it had answered and nobody heard. */
type Moment = 'unsent' | 'unheard' | number;
const moments: Readonly<Record<Workstation['shell'], readonly Moment[]>> = { loopback: ['unsent', 20, 70, 140, 'unheard'], electron: [20, 90] };

describe.each(eachShell().filter((shell) => shell.missing === null))('the host killed while it signs, in the $name shell', (shell) => {
  const rounds = moments[shell.name];
  let station: Workstation;
  let folder: Awaited<ReturnType<typeof makeReadFolder>>;

  beforeAll(async () => {
    folder = await makeReadFolder([study(rounds.map((_, index) => ({ code: `K-0${index + 1}`, scans: [{ timepoint: 0 }] })), false)]);
    station = await shell.start({ dataFolder: folder.dataFolder, env: { NADIR_NO_DEMO: '1' } });
    await station.page.evaluate(async (body) => { await fetch('/api/accounts/set-up', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); }, person);
    await station.page.reload();
    for (const subjectId of Object.values(folder.subjects)) await (await handOn(station.page, subjectId)).target(30);
  });
  afterAll(async () => {
    await station?.close({ keepData: true });
    folder?.remove();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  async function killAt(moment: Moment): Promise<void> {
    const { page } = station;
    if (typeof moment === 'number') {
      const sent = page.waitForRequest((request) => request.url().endsWith('/api/timepoint/sign'));
      await page.keyboard.press('Control+Enter');
      await sent;
      await page.waitForTimeout(moment);
      return shell.killAndRestart(station);
    }
    let held: (route: Route) => void = () => undefined;
    const isThere = new Promise<Route>((resolve) => { held = resolve; });
    await page.route('**/api/timepoint/sign', async (route: Route) => {
      if (moment === 'unheard') await route.fetch();
      held(route);
    }, { times: 1 });
    await page.keyboard.press('Control+Enter');
    const route = await isThere;
    await shell.killAndRestart(station);
    await route.abort('connectionreset');
  }

  /** Signs; somebody who goes elsewhere while the next case is looked for is not called back. */
  async function staysElsewhere(page: Page, code: string): Promise<void> {
    await page.route('**/api/worklist/next?**', async (route) => {
      await page.evaluate(() => { location.hash = '#/export'; });
      await page.getByRole('heading', { name: 'Export SIGN' }).waitFor();
      await route.continue();
    }, { times: 1 });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').filter({ hasText: `${code} Baseline signed` }).first().waitFor();
    expect(page.url()).toMatch(/#\/export$/);
  }

  it.each(rounds.map((moment, index) => ({ moment, code: `K-0${index + 1}` })))('$code, $moment: signed whole or not at all, and the screen says which', async ({ moment, code }) => {
    const subjectId = folder.subjects[code] ?? '';
    await openRead(station.page, subjectId, 0);
    await currentPane(station.page).focus();
    await station.page.keyboard.press('f');
    const before = sheetOf(station.page, code, 'Baseline');
    const hash = (await signForm(before, 'Baseline').getByTitle(/^[0-9a-f]{64}$/).getAttribute('title')) ?? '';
    await before.getByLabel('Password', { exact: true }).fill(person.password);
    await killAt(moment);
    const { page } = station;
    // Whoever signed is still signed in: the window is the same.
    expect(await page.getByRole('main', { name: 'Sign in' }).count()).toBe(0);
    // What was under way has come to its end: signed and gone on, or back with the reason.
    await expect.poll(() => page.getByRole('status').filter({ hasText: /^Signing$/ }).count(), { timeout: 20_000 }).toBe(0);
    await openRead(page, subjectId, 0);
    const { case: subject, findings } = await caseReply(page, subjectId);
    const timepointId = subject.timepoints[0]?.id ?? '';
    const { state, signed, versions } = signOffOf(subject, timepointId);
    if (moment === 'unsent') expect(state).toBe('open');
    if (moment === 'unheard') expect(state).toBe('signed');
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    if (state === 'signed') {
      expect(versions).toHaveLength(1);
      expect(signed).toMatchObject({ signer: person.fullName, contentHash: hash, sumMm: 30 });
      const kept = await ask<SignedVersionReply>(page, `/api/timepoint/signed?subject=${subjectId}&timepoint=${timepointId}&version=1`);
      expect(kept.content.records.lesions).toHaveLength(1);
      await expect.poll(() => page.getByRole('button', { name: /^Signed by Dr Ada Keller/ }).count(), { timeout: 20_000 }).toBe(1);
    } else {
      expect(state).toBe('open');
      expect(await page.getByRole('button', { name: /^Signed by/ }).count()).toBe(0);
      // Nothing half: it can be signed now.
      const sheet = sheetOf(page, code, 'Baseline');
      if (!(await sheet.isVisible())) {
        await currentPane(page).focus();
        await page.keyboard.press('f');
      }
      await sheet.getByLabel('Password', { exact: true }).fill(person.password);
      if (moment === 'unsent') await staysElsewhere(page, code);
      else await page.keyboard.press('Control+Enter');
      await expect.poll(async () => signOffOf((await caseReply(page, subjectId)).case, timepointId).state, { timeout: 20_000 }).toBe('signed');
    }
  });

  it('left a database without a fault', async () => {
    await station.close({ keepData: true });
    const root = path.resolve(import.meta.dirname, '../..');
    const said = execFileSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), 'verify', '--data', folder.dataFolder], { cwd: root, encoding: 'utf8' });
    expect(said).toMatch(/^Whole: \d+ audit events/);
  });
});
