/** Every check of section 14 in the real window: raised by what a reader records, shown with its words, rules and way out, answered where a reason may answer it, mended, gone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { findingKey, type Finding } from '../../src/common/index.ts';
import { checkCatalogue, checkEntry } from '../../src/recist/index.ts';
import { checkCases, studyProtocols, type CheckCase } from './checkCases.ts';
import { caseReply } from './phantom.ts';
import { handOn, makeReadFolder, type Hand } from './readFolder.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const words: Readonly<Record<Finding['severity'], string>> = { block: 'Error', warn: 'Warning', info: 'Information' };
const reason = 'Looked at twice, stands';

let station: Workstation;
let folder: Awaited<ReturnType<typeof makeReadFolder>>;

beforeAll(async () => {
  folder = await makeReadFolder(Object.entries(studyProtocols).map(([name, protocol]) => ({
    code: name.toUpperCase(), template: 'blank' as const, protocol, subjects: checkCases.filter(({ study }) => (study ?? 'plain') === name).map(({ check, scans }) => ({ code: check, scans })),
  })));
  station = await startLoopback({ dataFolder: folder.dataFolder, viewport: { width: 1280, height: 800 }, env: { NADIR_NO_DEMO: '1' } });
});
afterAll(async () => {
  await station?.close();
  folder?.remove();
});

const panelOf = (page: Page) => page.getByRole('region', { name: 'All checks' });
/** The check in its group of the panel. */
const shown = (page: Page, { check, where }: CheckCase, hand: Hand) =>
  panelOf(page).getByRole('region', { name: `Checks of ${where === 'subject' ? 'Subject' : (hand.subject().timepoints.find(({ index }) => index === where)?.label ?? '')}`, exact: true }).getByRole('listitem').filter({ hasText: check }).first();

const openChecks = async (page: Page, subjectId: string, timepointId: string): Promise<void> => {
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${timepointId}`);
  await page.getByRole('button', { name: /^Checks: / }).waitFor();
  if (!(await panelOf(page).isVisible())) await page.getByRole('button', { name: /^Checks: / }).click();
};

/** The words alone: titles lose their full stop or colon, figures have thin spaces, and what follows the name of a timepoint begins small. */
const bare = (text: string): string => text.replaceAll(/[.:\s]/g, '').toLowerCase();

it('knows a case for each of the 56 checks, and no other', () => {
  expect(checkCases.map(({ check }) => check).toSorted()).toEqual(checkCatalogue.map(({ id }) => id).toSorted());
});

describe('each check', () => {
  it.each(checkCases)('$check: $says', async (one) => {
    onTestFailed(() => keepPicture(station, one.check));
    const { page } = station;
    const subjectId = folder.subjects[one.check] ?? '';
    const hand = await handOn(page, subjectId);
    await one.raise(hand);
    const reply = await caseReply(page, subjectId);
    const openAt = one.where === 'subject' ? hand.subject().timepoints.length - 1 : one.where;
    const timepoint = hand.subject().timepoints[openAt];
    const finding = reply.findings.find(({ code, message, at }) => code === one.check && bare(message).includes(bare(one.says)) && (one.where === 'subject' || at?.['timepointId'] === timepoint?.id));
    expect(finding, reply.findings.map(({ code, message }) => `${code} ${message}`).join('\n')).toBeDefined();
    if (!finding || !timepoint) return;

    await openChecks(page, subjectId, timepoint.id);
    const item = shown(page, one, hand);
    await item.waitFor({ timeout: 15_000 });
    const said = await item.innerText();
    // Level in form and word, id, the sentence, what to do, and a rule.
    expect(await item.getByText(`${words[finding.severity]}:`).count()).toBe(1);
    expect(said).toContain(one.check);
    expect(bare(said)).toContain(bare(one.says));
    expect(bare(said)).toContain(bare(finding.message.replace(`${timepoint.label}: `, '')));
    expect(said).toMatch(/R-\d{3}/);
    expect(checkEntry(one.check)?.severity === finding.severity || ['Q-B08', 'Q-B13'].includes(one.check)).toBe(true);

    // The way to the lesion.
    const lesion = hand.subject().lesions.find(({ id }) => id === finding.at?.['lesionId']);
    if (lesion) {
      await item.getByRole('button', { name: new RegExp(`^(Show|Measure) ${lesion.label}\\b`) }).waitFor();
      await item.getByRole('button', { name: new RegExp(`^(Show|Measure) ${lesion.label}\\b`) }).click();
      await page.locator(`tr[data-lesion="${lesion.id}"][aria-selected="true"], tr[data-lesion="${lesion.id}"][data-selected]`).first().waitFor({ timeout: 5000 });
    }

    // The same at finish.
    await page.getByRole('button', { name: /^(Finish|Review)/ }).click();
    const sheet = page.getByRole('dialog', { name: `Review ${one.check}, ${timepoint.label}` });
    if (one.check === 'Q-F01') await sheet.getByRole('group', { name: 'Still to assess' }).getByRole('button', { name: /T1/ }).waitFor();
    else await sheet.getByRole('list', { name: 'Findings' }).getByRole('listitem').filter({ hasText: one.check }).first().waitFor();
    if (finding.severity !== 'info') expect(await sheet.getByRole('button', { name: /^Sign/ }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    const takesReason = finding.acceptsReason === true;
    const field = item.getByRole('textbox', { name: `, ${one.check}` });
    expect(await field.count()).toBe(takesReason ? 1 : 0);
    if (takesReason) {
      await field.fill(reason);
      await field.press('Enter');
      await item.getByText(finding.severity === 'block' ? 'Accepted as protocol deviation:' : 'Kept:').waitFor();
      expect(await item.innerText()).toContain(reason);
      expect((await caseReply(page, subjectId)).case.checkReasons[findingKey(finding)]).toMatchObject({ reason, by: 'Local user' });
    }

    await hand.refresh();
    await one.mend(hand);
    await expect.poll(() => item.count(), { timeout: 15_000, message: `${one.check} is still shown` }).toBe(0);
  });
});

it('said nothing on the console meanwhile', () => {
  expect(station.complaints.filter((text) => !text.includes('ERR_') && !text.includes('Failed to load resource'))).toEqual([]);
});
