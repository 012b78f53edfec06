/** Confirm and Study under every role, in the Electron shell where there is one: each sees what the role may know and no control that it may not use; the host refuses the rest. */
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import type { Role } from '../../src/accounts/index.ts';
import type { WireError } from '../../src/api/wire.ts';
import { openCore } from '../../src/host/index.ts';
import { templates } from '../../src/services/index.ts';
import { keepTemporaryPassword } from '../api/keepTemporaryPassword.ts';
import { eachShell, keepPicture, type Workstation } from './workstation.ts';

const shell = eachShell().findLast(({ missing }) => missing === null) ?? eachShell()[0];
const roles = ['investigator', 'dataManager', 'reader', 'adjudicator', 'administrator'] as const satisfies readonly Role[];
const passwords = new Map<Role, string>();
let station: Workstation;
let [studyId, subjectId] = ['', ''];

/** A progression at TP1, entered without images, and one account per role. */
async function prepared(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-roles-'));
  const { services, store, context } = openCore(folder, { exclusive: true });
  const { visits: _visits, ...protocol } = templates.phase3.protocol;
  studyId = services.studies.create(context, { code: 'ROLES', title: 'Roles', template: 'phase3', protocol }).id;
  subjectId = services.subjects.enrol(context, { studyId, code: 'S-01', site: '01', facts: { randomisationDate: '2025-01-10' as never, arm: 'Control' } });
  const target = { subjectId, expectedRevision: null };
  const ids = services.timepoints.plan(context, target, [0, 1].map((index) => ({ index, visitName: '', plannedDate: null })));
  for (const [index, date, mm] of [[0, '2025-01-05', 30], [1, '2025-03-05', 45]] as const) {
    services.timepoints.imagedWithoutImages(context, target, ids[index] ?? '', { dates: [date as never], reason: 'Read on film' });
    const assessment = { state: 'measured', entered: { reason: 'noImages', note: '' }, longAxisMm: mm, shortAxisMm: null } as const;
    const lesionId = services.readCase(subjectId).case.lesions[0]?.id;
    services.lesions.enterTimepoint(context, target, ids[index] ?? '', [lesionId === undefined ? { role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment } : { lesionId, assessment }]);
  }
  await services.accounts.setUp(context, { fullName: 'Ada First', username: 'ada', password: 'lamp river window 7' });
  for (const role of roles) {
    const { account, temporaryPassword } = await services.accounts.create(context, { fullName: `Only ${role}`, username: role.toLowerCase(), roles: [role] });
    keepTemporaryPassword(store, account.id);
    passwords.set(role, temporaryPassword);
  }
  store.close();
  return folder;
}

beforeAll(async () => {
  const dataFolder = await prepared();
  if (!shell) throw new Error('no shell');
  station = await shell.start({ dataFolder, env: { NADIR_NO_DEMO: '1' } });
}, 120_000);
afterAll(async () => { await station?.close(); });

const refusalOf = (page: Page, address: string, body?: object): Promise<string> => page.evaluate(async ([to, sent]) => {
  const answer = await fetch(to as string, sent ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) } : {});
  return answer.ok ? 'ok' : ((await answer.json()) as WireError).error.reason;
}, [address, body ?? null] as const);

/** What a role sees of the two pages: null where the place is not theirs. */
const expected: Readonly<Record<(typeof roles)[number], { readonly confirm: readonly string[] | null; readonly study: boolean; readonly refused: readonly [state: string, confirm: string, raise: string, analysis: string] }>> = {
  investigator: { confirm: ['Query reader', 'Choose another date', 'Confirm and sign'], study: true, refused: ['ok', 'wrongPassword', 'wrongPassword', 'ok'] },
  dataManager: { confirm: ['Query reader'], study: true, refused: ['ok', 'role', 'wrongPassword', 'ok'] },
  reader: { confirm: [], study: false, refused: ['role', 'role', 'role', 'role'] },
  adjudicator: { confirm: null, study: false, refused: ['role', 'role', 'role', 'role'] },
  administrator: { confirm: null, study: false, refused: ['role', 'role', 'role', 'role'] },
};

it.each(roles)('%s', async (role) => {
  onTestFailed(() => keepPicture(station, `confirm-${role}`));
  const { page } = station;
  await page.getByLabel('Username').fill(role.toLowerCase());
  await page.getByLabel('Password', { exact: true }).fill(passwords.get(role) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: new RegExp(`^Account: Only ${role}`) }).waitFor();
  const { confirm, study, refused } = expected[role];
  await page.evaluate((id) => { location.hash = `#/confirm/${id}`; }, subjectId);
  if (confirm === null) await page.getByText('Confirm is not open to you').waitFor();
  else {
    const panel = page.getByRole('complementary', { name: 'Progression date' });
    await expect.poll(() => panel.locator('.nd-hero').textContent()).toBe('2025-03-05');
    const buttons = () => panel.getByRole('button', { name: /^(Query reader|Choose another date|Confirm and sign)/ }).allInnerTexts();
    await expect.poll(async () => (await buttons()).map((text) => text.split('\n')[0]?.trim())).toEqual(confirm);
    expect(await page.getByRole('button', { name: /^Clinical facts/ }).count()).toBe(role === 'reader' ? 0 : 1);
  }
  await page.evaluate(() => { location.hash = '#/study'; });
  if (study) await page.locator('[data-figure=waterfall] svg[data-drawn]').waitFor();
  else await page.getByText('Study is not open to you').waitFor();
  expect([
    await refusalOf(page, `/api/confirmation/state?subject=${subjectId}`), await refusalOf(page, '/api/confirmation/confirm', { subjectId, contentHash: '0'.repeat(64), password: 'x' }),
    await refusalOf(page, '/api/query/raise', { subjectId, text: 'Which?', password: 'x' }), await refusalOf(page, `/api/study/analysis?study=${studyId}`),
  ]).toEqual(refused);
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('main', { name: 'Sign in' }).waitFor();
});
