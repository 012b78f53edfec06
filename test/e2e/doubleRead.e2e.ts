/** A study read twice, through the windows of its people: set up, read, adjudicated, amended, adjudicated again. What the host answers to a blinded reader is recorded whole. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, beforeEach } from 'vitest';
import type { SubjectCase } from '../../src/casefile/index.ts';
import type { SessionInfo } from '../../src/api/wire.ts';
import { expectAccessible } from './accessible.ts';
import { numbersUnder, recordAnswers, type Answers } from './answers.ts';
import { answerAll, command, createAccount, createDoubleStudy, enter, importSubject, openStage, password, people, post, readThrough, recordTimepoint, refusal, setUpAccounts, signInWindow, signQuietly, subjectCode, timepoints, type Hand, type Role, type Stage } from './doubleReadCase.ts';
import { goTo } from './imports.ts';
import { caseReply } from './phantom.ts';

/** The first reader finds the new lesion; the second draws everything a little smaller, follows two targets and finds none. */
const first: Hand = { sees: ['T1', 'T2', 'T3', 'N1', 'X1'], factor: 1, describe: (label) => `PLANTED-${label}` };
const second: Hand = { sees: ['T1', 'T2', 'N1'], factor: 0.94, describe: (label) => `second ${label}` };
const plantedReason = 'PLANTED-REASON-OF-ONE';

const idOf = (page: Page): Promise<SessionInfo> => page.evaluate(async () => (await fetch('/api/session')).json() as Promise<SessionInfo>);
const places = (page: Page): Promise<readonly string[]> => page.getByRole('navigation', { name: 'Places' }).getByRole('link').allInnerTexts();

/** Every string and number by which a read could be known. */
function traces(subject: SubjectCase): { readonly strings: readonly string[]; readonly sizes: ReadonlySet<number> } {
  const records = Object.values(subject.assessments).flatMap((one) => Object.values(one));
  const axes = records.flatMap((record) => ('caliper' in record && record.caliper ? [JSON.stringify(record.caliper.longAxis)] : []));
  const hashes = Object.values(subject.signOffs).flatMap((one) => one.versions.map((version) => version.contentHash));
  return {
    strings: [...subject.lesions.flatMap(({ id, description }) => [id, description]), ...axes, ...hashes, ...Object.values(subject.checkReasons).map(({ reason }) => reason)],
    sizes: numbersUnder([{ url: '', text: JSON.stringify(subject) }], ['longAxisMm', 'shortAxisMm', 'sumMm', 'sum']),
  };
}

describe('a double-read study reaches adjudication and back', () => {
  let stage: Stage;
  let admin: Page;
  const windows = {} as Record<Exclude<Role, 'admin'>, { page: Page; context: BrowserContext }>;
  const at = (who: Exclude<Role, 'admin'>): Page => windows[who].page;
  const heard = {} as Record<'one' | 'two' | 'judge', Answers>;
  let subjectId = '';
  let studyId = '';
  let eventsBeforeReading = 0;
  const caseOf = async (who: 'one' | 'two'): Promise<SubjectCase> => (await caseReply(at(who), subjectId)).case;

  beforeAll(async () => {
    stage = await openStage();
    ({ page: admin } = await stage.window());
    await admin.goto(stage.url);
  });
  afterAll(async () => { await stage?.close(); });
  beforeEach(({ task }) => {
    onTestFailed(async () => { for (const [who, { page }] of Object.entries(windows)) await page.screenshot({ path: `test-results/doubleRead-${who}-${task.name.slice(0, 30).replaceAll(/\W+/g, '-')}.png` }).catch(() => undefined); });
  });

  it('an administrator makes the accounts and the study in the window', async () => {
    await setUpAccounts(admin);
    const temporary: Record<string, string> = {};
    for (const who of ['one', 'two', 'judge', 'manager', 'looker'] as const) temporary[who] = await createAccount(admin, people[who]);
    await createDoubleStudy(admin);
    ({ studyId, subjectId } = await importSubject(admin));
    for (const who of ['one', 'two', 'judge', 'manager', 'looker'] as const) {
      windows[who] = await stage.window();
      if (who === 'one' || who === 'two' || who === 'judge') heard[who] = await recordAnswers(windows[who].context, at(who));
      await enter(at(who), stage.url, people[who], temporary[who] ?? '');
    }
    expect(await places(at('judge'))).toEqual(['Adjudicate']);
    expect(await places(at('two'))).toEqual(['Worklist', 'Read', 'Confirm']);
    await command(at('manager'), subjectId, '/subject/set-facts', { firstDoseDate: '2024-10-30', newTherapyStartDate: '2025-05-06' });
    await heard.two.settle();
    eventsBeforeReading = heard.two.events().length;
    expect(eventsBeforeReading).toBeGreaterThan(0);
  }, 400_000);

  it('the first reader reads and signs; a later timepoint is closed until then, with the reason', async () => {
    const page = at('one');
    await recordTimepoint(page, subjectId, 0, first);
    await goTo(page, `#/read/${subjectId}`);
    await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
    await page.getByText('Identity, arm and the other read hidden').waitFor();
    const rail = page.getByRole('navigation', { name: 'Timepoints' });
    const closed = rail.getByRole('button', { name: 'TP1. Opens when Baseline is signed.' });
    expect(await closed.getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(page);
    await closed.click({ force: true });
    expect(page.url()).toContain((await caseOf('one')).timepoints[0]?.id ?? 'no baseline');
    await answerAll(page, subjectId, plantedReason);
    await signInWindow(page, subjectId, 0);
    await rail.getByRole('button', { name: 'TP2. Opens when TP1 is signed.' }).waitFor();
    for (let index = 1; index < timepoints; index += 1) {
      await recordTimepoint(page, subjectId, index, first);
      await answerAll(page, subjectId, plantedReason);
      if (index < timepoints - 1) await signQuietly(page, subjectId, index);
    }
    await signInWindow(page, subjectId, timepoints - 1);
    expect((await caseReply(page, subjectId)).result?.progression).toMatchObject({ date: '2025-04-21' });
  }, 400_000);

  it('the second reader reads the same scans differently and signs in the window', async () => {
    const page = at('two');
    await heard.two.settle();
    expect(heard.two.events().length).toBe(eventsBeforeReading);
    expect(await refusal(at('judge'), `/series/${(await caseOf('two')).timepoints[0]?.series[0]?.id ?? ''}/images`)).toBe('series');
    await goTo(page, '#/worklist');
    await page.getByText('Read baseline').first().waitFor();
    await readThrough(page, subjectId, second, timepoints - 2);
    await recordTimepoint(page, subjectId, timepoints - 1, second);
    await answerAll(page, subjectId, 'seen by the second');
    await signInWindow(page, subjectId, timepoints - 1);
    expect((await caseReply(page, subjectId)).result?.progression).toBeNull();
  }, 400_000);

  it('nothing of the other read, of the patient or of the treatment is in any answer to either reader', async () => {
    const reads = { one: await caseOf('one'), two: await caseOf('two') };
    for (const [who, other] of [['one', 'two'], ['two', 'one']] as const) {
      await heard[who].settle();
      const { all, lost } = heard[who];
      expect(lost, `answers to ${who} that could not be read`).toEqual([]);
      expect(all.length).toBeGreaterThan(40);
      expect(all.some(({ url }) => url.includes('/api/worklist/page'))).toBe(true);
      const session = await idOf(at(other));
      const { strings, sizes } = traces(reads[other]);
      expect(strings.length).toBeGreaterThan(15);
      const secrets = [...strings, people[other].fullName, people[other].username, session.user?.accountId ?? '', '2024-10-30', '2025-05-06'];
      for (const secret of secrets) {
        expect(secret).not.toBe('');
        expect(all.filter(({ text }) => text.includes(secret)).map(({ url }) => `${secret} in ${url}`)).toEqual([]);
      }
      const own = traces(reads[who]).sizes;
      const seen = numbersUnder(all, ['longAxisMm', 'shortAxisMm', 'sumMm', 'sum']);
      expect([...sizes].filter((mm) => seen.has(mm) && !own.has(mm)), `sizes of ${other} seen by ${who}`).toEqual([]);
      expect([...own].some((mm) => seen.has(mm))).toBe(true);
    }
    // What both are given of the images is the same, byte by byte, whatever either did.
    const [seriesId] = reads.one.timepoints.flatMap((timepoint) => timepoint.series.map(({ id }) => id));
    const digest = (page: Page) => page.evaluate(async (id) => {
      const bytes = await (await fetch(`/api/bytes/volume/${id}`)).arrayBuffer();
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join();
    }, seriesId ?? '');
    expect(await digest(at('two'))).toBe(await digest(at('one')));
  }, 180_000);

  it('while one reader works, the other hears no event and sees no revision move', async () => {
    const before = JSON.stringify(await caseReply(at('two'), subjectId));
    const events = heard.two.events().length;
    const timepointId = (await caseOf('one')).timepoints[0]?.id ?? '';
    await command(at('one'), subjectId, '/timepoint/amend', { timepointId, reason: 'PLANTED-AMENDMENT' });
    await signQuietly(at('one'), subjectId, 0);
    await heard.two.settle();
    expect(heard.two.events().length).toBe(events);
    expect(JSON.stringify(await caseReply(at('two'), subjectId))).toBe(before);
    expect(heard.two.all.filter(({ text }) => text.includes('PLANTED-AMENDMENT'))).toEqual([]);
  }, 120_000);

  it('every way around is refused by the host', async () => {
    const foreign = (await caseOf('one')).lesions[0]?.id ?? '';
    const subject = await caseOf('two');
    const [timepointId, revision] = [subject.timepoints[1]?.id ?? '', subject.revision];
    const asked = async (who: Exclude<Role, 'admin'>, paths: readonly string[]): Promise<Record<string, string>> => Object.fromEntries(await Promise.all(paths.map(async (path) => [path.split('?')[0], await refusal(at(who), path)] as const)));
    const sent = async (who: Exclude<Role, 'admin'>, commands: Readonly<Record<string, object>>): Promise<Record<string, string>> => Object.fromEntries(await Promise.all(Object.entries(commands).map(async ([path, body]) => [path, (await post(at(who), path, body)).reason] as const)));
    const overview = [`/audit?subject=${subjectId}`, `/export/csv?study=${studyId}&kind=measurements`, `/adjudication/list?study=${studyId}`, `/adjudication/status?subject=${subjectId}`, '/accounts/list', '/accounts/people', `/series/unassigned?study=${studyId}`];
    expect(await asked('two', overview)).toEqual(Object.fromEntries(overview.map((path) => [path.split('?')[0], 'role'])));
    const decision = { subjectId, accepted: 'A', reason: 'x', basis: 'x', meaning: 'adjudicated', password };
    expect(await sent('two', { '/adjudication/case': { subjectId }, '/adjudication/decide': decision, '/subject/set-facts': { subjectId, expectedRevision: revision, firstDoseDate: null } })).toEqual({ '/adjudication/case': 'role', '/adjudication/decide': 'role', '/subject/set-facts': 'role' });
    expect(await sent('two', { '/lesion/edit': { subjectId, expectedRevision: revision, lesionId: foreign, description: 'mine' }, '/assessment/clear': { subjectId, expectedRevision: revision, lesionId: foreign, timepointId } })).toEqual({ '/lesion/edit': 'lesion', '/assessment/clear': 'lesion' });
    expect(await asked('judge', [`/subject/${subjectId}/case`, `/worklist/page?study=${studyId}&today=2026-01-01`, `/timepoint/signed?subject=${subjectId}&timepoint=${timepointId}&version=1`, `/audit?subject=${subjectId}`, `/export/csv?study=${studyId}&kind=responses`]))
      .toEqual({ [`/subject/${subjectId}/case`]: 'role', '/worklist/page': 'role', '/timepoint/signed': 'role', '/audit': 'role', '/export/csv': 'role' });
    expect(await sent('judge', { '/lesion/place': { subjectId, expectedRevision: 0 }, '/timepoint/sign': { subjectId, expectedRevision: 0 } })).toEqual({ '/lesion/place': 'role', '/timepoint/sign': 'role' });
    expect(await sent('manager', { '/adjudication/case': { subjectId }, '/adjudication/decide': decision, '/lesion/place': { subjectId, expectedRevision: 0 } })).toEqual({ '/adjudication/case': 'role', '/adjudication/decide': 'role', '/lesion/place': 'role' });
  }, 120_000);

  it('who manages the study sees how far it is and no response; who only looks has no tools and reads why', async () => {
    const page = at('manager');
    await goTo(page, '#/worklist');
    const panel = page.getByRole('complementary', { name: `Subject ${subjectCode}` });
    const double = panel.getByRole('region', { name: 'Double read' });
    await expect.poll(() => double.innerText(), { timeout: 20_000 }).toMatch(/Reader 1\s+4 of 4 signed\s+Reader 2\s+4 of 4 signed\s+Adjudication\s+waits for the adjudicator/);
    expect(await page.getByRole('main').innerText()).not.toMatch(/\b(PD|SD|PR|CR)\b(?!,)/);
    await expectAccessible(page);
    await goTo(page, `#/read/${subjectId}`);
    await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
    const tools = page.getByRole('toolbar', { name: 'Reading tools' });
    expect(await tools.innerText()).toContain('only an investigator records the site\'s own read.');
    expect(await tools.getByRole('button', { name: /^(Target|Non-target|New|Nothing to undo)$/ }).count()).toBe(0);
    await expectAccessible(page);
  }, 120_000);

  it('the adjudicator finds the case, looks at why, and accepts a whole read by the keyboard alone', async () => {
    const page = at('judge');
    await page.keyboard.press('Alt+6');
    await page.getByRole('button', { name: `${subjectCode}, to decide` }).waitFor();
    await expectAccessible(page);
    await page.locator('body').press('Enter');
    const why = page.getByRole('region', { name: 'Why they differ' });
    await why.getByRole('button').first().waitFor();
    const [reason] = await why.getByRole('button').allInnerTexts();
    expect(reason).toMatch(/^TP3: only read [AB] has the new lesion X1 \(lung, PLANTED-X1\) as unequivocal; the other read has none there\./);
    expect(await page.getByRole('table', { name: 'Compared' }).getByRole('row', { name: /Progression differs/ }).count()).toBe(1);
    const finder = /only read ([AB])/.exec(reason ?? '')?.[1] ?? '';
    const other = finder === 'A' ? 'B' : 'A';
    // The lesion that one has is looked at in both, at the same place.
    const shown = (read: string) => page.getByRole('region', { name: `Images of read ${read}` }).locator('[data-pane=bottomLeft]');
    await expect.poll(() => shown('A').textContent(), { timeout: 60_000 }).toMatch(/Img \d+/);
    await expect.poll(async () => (await shown('B').textContent())?.match(/Img \d+/)?.[0]).toBe((await shown('A').textContent())?.match(/Img \d+/)?.[0]);
    expect(await page.getByRole('region', { name: `Images of read ${other}` }).innerText()).toContain(`not in read ${other}`);
    await expectAccessible(page);
    await page.keyboard.press('d');
    await expect.poll(() => why.locator('[aria-current=true]').innerText()).toMatch(/^Other targets: only read [AB] follows T3 \(node, PLANTED-T3\)\./);
    await page.keyboard.press('[');
    await page.keyboard.press('Tab');
    expect(await page.getByRole('row', { name: /T1 Liver/ }).count()).toBe(2);
    await page.keyboard.press(finder.toLowerCase());
    const form = page.getByRole('form', { name: `Accept read ${finder}` });
    await form.waitFor();
    expect(await form.innerText()).toContain('progression 2025-04-21');
    expect(await form.innerText()).toContain('Reason is missing');
    await page.keyboard.type('The new lesion is there on three slices');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a wrong password');
    await page.keyboard.press('Control+Enter');
    await form.getByRole('alert').waitFor();
    await expectAccessible(page);
    await form.getByLabel('Password', { exact: true }).focus();
    await page.keyboard.type(password);
    await page.keyboard.press('Control+Enter');
    const decided = page.getByRole('region', { name: 'Decision', exact: true });
    await decided.waitFor();
    expect(await decided.innerText()).toMatch(new RegExp(`Read ${finder} accepted[^]*progression 2025-04-21[^]*three slices[^]*${people.judge.fullName}[^]*Adjudication decision`));
    await expectAccessible(page);
    // It is the subject's result for those who export, and no reader hears of it.
    expect(await at('manager').evaluate(async (id) => (await fetch(`/api/export/csv?study=${id}&kind=endpoints`)).text(), studyId)).toMatch(/,progression,[^\n]*2025-04-21/);
    for (const who of ['one', 'two'] as const) {
      await heard[who].settle();
      expect(heard[who].all.filter(({ text }) => text.includes('three slices') || text.includes(people.judge.fullName)).map(({ url }) => url)).toEqual([]);
    }
    // Nothing told the adjudicator whose read is which.
    await heard.judge.settle();
    for (const name of [people.one, people.two].flatMap(({ fullName, username }) => [fullName, username])) expect(heard.judge.all.filter(({ text }) => text.includes(name)).map(({ url }) => url)).toEqual([]);
    for (const { url, text } of heard.judge.all) if (url.includes('/adjudication/')) expect(text, url).not.toMatch(/reader[12]/);
  }, 240_000);

  it('a read that is amended takes the decision away and brings the case back, and it is decided again', async () => {
    const reader = at('one');
    const judge = at('judge');
    const last = timepoints - 1;
    const timepoint = (await caseOf('one')).timepoints[last];
    await goTo(reader, `#/read/${subjectId}/${timepoint?.id ?? ''}`);
    await reader.getByRole('button', { name: /^Signed by Dr Olga Eins/ }).click();
    await reader.getByRole('menuitem', { name: 'Amend TP3…' }).click();
    await reader.getByLabel('Reason', { exact: true }).fill('T2 is larger on the next slice');
    await reader.getByRole('button', { name: 'Open version 2' }).click();
    await reader.getByRole('button', { name: /^Version 2 open/ }).waitFor();
    // The window that stood open says that there is nothing to decide now.
    await judge.getByText('Nothing to decide here now').waitFor({ timeout: 30_000 });
    await recordTimepoint(reader, subjectId, last, { ...first, sees: ['T2'], factor: 1.02 });
    await answerAll(reader, subjectId, plantedReason);
    await signInWindow(reader, subjectId, last);
    await judge.getByRole('button', { name: 'Cases' }).click();
    await judge.getByRole('button', { name: `${subjectCode}, decide again` }).click();
    await judge.getByText('Decided before, and a read has changed since').waitFor();
    expect(await judge.getByRole('region', { name: 'Earlier decisions' }).innerText()).toMatch(/Round 1 read [AB] accepted by Prof Julia Drei/);
    await expectAccessible(judge);
    const reason = await judge.getByRole('region', { name: 'Why they differ' }).getByRole('button').first().innerText();
    const other = /only read A/.test(reason) ? 'B' : 'A';
    await judge.getByRole('button', { name: new RegExp(`^Accept read ${other}`) }).click();
    const form = judge.getByRole('form', { name: `Accept read ${other}` });
    await form.getByLabel('Reason', { exact: true }).fill('On a second look it is a vessel');
    await form.getByLabel('Password', { exact: true }).fill(password);
    await form.getByRole('button', { name: /^Sign/ }).click();
    await judge.getByRole('region', { name: 'Decision', exact: true }).getByText('no progression').waitFor();
    expect(await at('manager').evaluate(async (id) => (await fetch(`/api/export/csv?study=${id}&kind=endpoints`)).text(), studyId)).toMatch(/,progression,,,,,,No timepoint is PD\./);
  }, 240_000);
});
