/** Hanging and callipers in the whole window: layouts, the twin of baseline's series, linked scroll over table positions, handles by pointer and key. */
import type { Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, beforeEach } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { makeHangingCase, tableShiftMm } from './hangingCase.ts';
import { caseReply, currentPane, onScreen, seriesImages, showSlice, subjectByCode, toImage } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

let station: Workstation;
let page: Page;
let subjectId: string;
let remove: () => void;

beforeAll(async () => {
  const made = await makeHangingCase();
  ({ remove } = made);
  station = await startLoopback({ dataFolder: made.dataFolder, viewport: { width: 1600, height: 900 } });
  ({ page } = station);
  subjectId = (await subjectByCode(page, 'H-01')).subjectId;
});
afterAll(async () => { await station?.close(); remove?.(); });
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

const paneAt = (place: 'current' | 'reference' | 'third' | 'fourth'): Locator => page.locator(`[data-pane-place=${place}] [data-pane-id]`);
const corner = async (pane: Locator): Promise<string> => `${await pane.locator('[data-pane=topLeft]').textContent()} ${await pane.locator('[data-pane=bottomLeft]').textContent()}`;
const z = async (pane: Locator): Promise<number> => Number(/z (−?[\d.]+)/.exec(await corner(pane))?.[1]?.replace('−', '-'));
const drawn = (): Promise<unknown> => page.waitForFunction(() => document.querySelector('[data-pane-id]') !== null && [...document.querySelectorAll('[data-pane-id]')].every((pane) => !pane.classList.contains('nd-pane-empty') && /Img \d/.test(pane.textContent ?? '')));
const panes = (): Promise<string[]> => page.locator('[data-pane-place]:visible').evaluateAll((all) => all.map((pane) => pane.getAttribute('data-pane-place') ?? ''));

async function open(index: number): Promise<void> {
  const { case: subject } = await caseReply(page, subjectId);
  const timepoint = subject.timepoints[index];
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${timepoint?.id}`);
  await page.getByRole('application', { name: `Current, ${timepoint?.label}` }).waitFor();
  await drawn();
}
const settled = (): Promise<void> => page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))); }));
const press = async (key: string): Promise<void> => { await currentPane(page).focus(); await page.keyboard.press(key); await settled(); };
const head = (place: 'Current' | 'Reference'): Locator => page.getByRole('region', { name: place, exact: true });

describe('what hangs where', () => {
  it('baseline opens with one pane, and beside it the same scan in its other kernel on demand', async () => {
    await open(0);
    expect(await panes()).toEqual(['current']);
    expect(await corner(paneAt('current'))).toContain('Ser 4');
    await press('y');
    await drawn();
    expect(await panes()).toEqual(['current', 'third']);
    expect(await corner(paneAt('third'))).toContain('Ser 5');
    await expect.poll(() => corner(paneAt('third'))).toContain('Lung');
    expect(await z(paneAt('third'))).toBe(await z(paneAt('current')));
    expect(await page.getByRole('button', { name: 'Four panes' }).isDisabled()).toBe(true);
    await open(1);
    await open(0);
    expect(await panes()).toEqual(['current']);
  });

  it('while baseline is read its other kernel and the next timepoint come into memory, and are shown without the host', async () => {
    const ended: string[] = [];
    const note = (request: Request): void => { const id = /bytes\/volume\/([^?]+)/.exec(request.url())?.[1]; if (id !== undefined && !ended.includes(id)) ended.push(id); };
    page.on('requestfinished', note).on('requestfailed', note);
    await open(0);
    await page.goto('about:blank');
    ended.length = 0;
    await page.goBack();
    await drawn();
    await expect.poll(() => ended.length).toBe(3);
    const { case: subject } = await caseReply(page, subjectId);
    expect(ended.map((id) => subject.timepoints.flatMap(({ series, label }) => series.filter((each) => each.id === id).map((each) => `${label} ${each.number}`))[0])).toEqual(['Baseline 4', 'Baseline 5', expect.stringMatching(/^TP1 /)]);
    page.off('requestfinished', note).off('requestfailed', note);
    await page.route('**/bytes/volume/**', (route) => route.abort());
    await press('y');
    await drawn();
    await open(1);
    await page.unroute('**/bytes/volume/**');
    await open(0);
  });

  it('a follow-up opens with the twin of baseline beside baseline, out of three series', async () => {
    await open(1);
    expect(await panes()).toEqual(['current', 'reference']);
    expect(await corner(paneAt('current'))).toContain('Ser 4');
    expect(await corner(paneAt('reference'))).toContain('Ser 4');
    expect(await head('Current').textContent()).not.toContain('Q-F');
  });

  it('the menu of series says the score and its reasons, and the head what is wrong with another choice and how to mend it', async () => {
    await open(1);
    await page.getByRole('button', { name: /^Series of TP1/ }).click();
    const items = page.getByRole('menuitem').filter({ hasNotText: /^About series/ });
    await expect.poll(() => items.count()).toBe(3);
    expect(await items.nth(0).textContent()).toMatch(/^4Abdomen portal venous3\.0509[0-9].*same plane, 3\.0 mm = 3\.0 mm, portal venous/);
    expect(await items.nth(2).textContent()).toContain('kernel B70f, baseline B30f');
    await items.filter({ hasText: '5.0 mm, baseline 3.0 mm' }).click();
    await expect.poll(() => corner(paneAt('current'))).toContain('Ser 3');
    expect(await head('Current').textContent()).toContain('5.0 mm slices, baseline 3.0 mm');
    expect(await head('Current').textContent()).toContain('Q-F03');
    await head('Current').getByRole('button', { name: 'Use series 4' }).click();
    await expect.poll(() => corner(paneAt('current'))).toContain('Ser 4');
    // The other kernel, chosen by hand, brings its own twin to the reference.
    await press(']');
    await expect.poll(() => corner(paneAt('current'))).toContain('Ser 2');
    await expect.poll(() => corner(paneAt('reference'))).toContain('Ser 5');
    await press('[');
    await expect.poll(() => corner(paneAt('reference'))).toContain('Ser 4');
  });

  it('a timepoint without a twin says so', async () => {
    await open(2);
    expect(await head('Current').textContent()).toContain('No series of TP2 matches baseline: 5.0 mm, baseline 3.0 mm');
    expect(await head('Current').textContent()).toContain('Q-F03');
  });

  it('four panes keep the upper two and are kept for the person; references by B and P', async () => {
    await open(2);
    await page.getByRole('button', { name: 'Four panes' }).click();
    await drawn();
    expect(await panes()).toEqual(['current', 'reference', 'third', 'fourth']);
    await press('b');
    await page.getByRole('application', { name: 'Reference, Baseline' }).waitFor();
    await page.getByRole('application', { name: 'Further reference, TP1' }).waitFor();
    await press('p');
    await page.getByRole('application', { name: 'Reference, TP1' }).waitFor();
    await page.getByRole('application', { name: 'Further reference, Baseline' }).waitFor();
    await expectAccessible(page);
    await page.reload();
    await drawn();
    expect(await panes()).toEqual(['current', 'reference', 'third', 'fourth']);
    await press('y');
    await press('y');
    expect(await panes()).toEqual(['current', 'reference']);
  });

  it('a pane fills the screen by key and by a double click, and Esc goes back to where it was', async () => {
    await open(2);
    await press('PageDown');
    const before = await z(paneAt('current'));
    await press('Shift+Y');
    expect(await panes()).toEqual(['current']);
    expect(await page.getByRole('complementary', { name: 'Lesions and response' }).count()).toBe(0);
    await press('Escape');
    expect(await panes()).toEqual(['current', 'reference']);
    await paneAt('reference').dblclick({ position: { x: 60, y: 300 } });
    expect(await panes()).toEqual(['reference']);
    await paneAt('reference').dblclick({ position: { x: 60, y: 300 } });
    expect(await panes()).toEqual(['current', 'reference']);
    expect(await z(paneAt('current'))).toBe(before);
  });
});

describe('linked scroll', () => {
  it('on one table shows the same place; L lets go', async () => {
    await open(2);
    await press('b');
    await page.getByRole('application', { name: 'Reference, Baseline' }).waitFor();
    await drawn();
    await press('ArrowDown');
    expect(Math.abs(await z(paneAt('current')) - await z(paneAt('reference')))).toBeLessThanOrEqual(2.5);
    await press('l');
    const still = await z(paneAt('reference'));
    await press('PageDown');
    expect(await z(paneAt('reference'))).toBe(still);
    await press('l');
  });

  it('over another table position is anchored by one key, says by how much, and stays so for the pair of series', async () => {
    await open(1);
    await press('b');
    await press('l');
    // The reader finds T1 by eye in both panes while they are apart.
    const { case: subject } = await caseReply(page, subjectId);
    const images = await seriesImages(page, subject.timepoints[1]!.series.find(({ number }) => number === 4)!.id);
    await showSlice(page, paneAt('current'), toImage(images, [20, 10, -60 + tableShiftMm]).slice);
    expect(await z(paneAt('reference'))).toBe(-60);
    await press('Shift+L');
    await expect.poll(() => corner(paneAt('reference'))).toContain('linked −112.5 mm');
    await press('ArrowDown');
    const [current, reference] = [await z(paneAt('current')), await z(paneAt('reference'))];
    expect(current - reference).toBeCloseTo(tableShiftMm, 6);
    expect(reference).not.toBe(-60);
    // Elsewhere and back: the offset belongs to the two series, and the lesion still to assess is looked for where it must be now.
    await open(2);
    await open(1);
    await expect.poll(() => z(paneAt('current'))).toBeCloseTo(-60 + tableShiftMm, 6);
    await press('ArrowDown');
    expect(await z(paneAt('current')) - await z(paneAt('reference'))).toBeCloseTo(tableShiftMm, 6);
    await expect.poll(() => corner(paneAt('reference'))).toContain('−112.5 mm');
  });
});

describe('callipers', () => {
  const recordAt1 = async () => {
    const { case: subject } = await caseReply(page, subjectId);
    const record = subject.assessments[subject.lesions[0]?.id ?? '']?.[subject.timepoints[1]?.id ?? ''];
    return record?.state === 'measured' ? record : null;
  };
  const longAt1 = async (): Promise<number | null> => (await recordAt1())?.longAxisMm ?? null;
  const cell = (): Promise<string | null> => page.getByRole('row', { name: /T1/ }).getByRole('button', { name: /TP1/ }).textContent();
  const ends = [[2, 10, -60 + tableShiftMm], [38, 10, -60 + tableShiftMm]] as const;
  const onPane = async (point: readonly [number, number, number]): Promise<readonly [number, number]> => {
    const { case: subject } = await caseReply(page, subjectId);
    const images = await seriesImages(page, subject.timepoints[1]!.series.find(({ number }) => number === 4)!.id);
    return onScreen(paneAt('current'), images, toImage(images, point));
  };

  it('are drawn under a magnifier with the live tag, and the value is the table\'s', async () => {
    await open(1);
    await press('Tab');
    const [from, to] = [await onPane(ends[0]), await onPane(ends[1])];
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move((from[0] + to[0]) / 2, from[1], { steps: 4 });
    await settled();
    expect(await paneAt('current').locator('[data-pane=magnifier]').isVisible()).toBe(true);
    expect(await paneAt('current').locator('[data-pane=tag]').textContent()).toContain('T1');
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
    await expect.poll(longAt1).toBeCloseTo(36, 1);
    expect(await paneAt('current').locator('[data-pane=magnifier]').isVisible()).toBe(false);
    await expect.poll(cell).toBe('36.0');
  });

  it('say under the pointer how large they are and how that changed', async () => {
    // Beside the line, not on it: ten pixels are enough.
    const [from, to] = [await onPane(ends[0]), await onPane(ends[1])];
    await page.mouse.move((from[0] * 3 + to[0]) / 4, from[1] - 9);
    const hover = paneAt('current').locator('[data-pane=hover]');
    await hover.waitFor();
    expect(await hover.locator('div').allTextContents()).toEqual(['T1  36.0 mm', '+6.0 mm, +20.0\u2009% from Baseline 30.0']);
    await page.keyboard.down('Control');
    await expect.poll(() => hover.isVisible()).toBe(false);
    expect(await paneAt('current').locator('[data-lesion]').first().isVisible()).toBe(false);
    await page.keyboard.up('Control');
    await expect.poll(() => hover.isVisible()).toBe(true);
    await page.mouse.move(5, 5);
    await expect.poll(() => hover.isVisible()).toBe(false);
  });

  it('are moved by key, a tenth of a millimetre at a time, spoken, and taken back in step with the table', async () => {
    await press('j');
    const spoken = paneAt('current').locator('[data-pane=live]');
    expect(await spoken.textContent()).toBe('T1, handle 1 of 2, long axis');
    expect(await paneAt('current').locator('.nd-handle-ring').count()).toBe(1);
    for (let presses = 0; presses < 3; presses += 1) await press('Shift+ArrowRight');
    expect(await spoken.textContent()).toBe('T1 long axis 35.7 mm');
    await expect.poll(longAt1).toBe(35.7);
    await expect.poll(cell).toBe('35.7');
    await press('Control+z');
    await expect.poll(longAt1).toBe(36);
    await expect.poll(cell).toBe('36.0');
    await expect.poll(() => paneAt('current').locator('[data-lesion] text').first().textContent()).toContain('36.0');
    await press('Control+y');
    await expect.poll(cell).toBe('35.7');
    await press('Control+z');
    await expect.poll(cell).toBe('36.0');
  });

  it('under the hand are what Ctrl+Z takes back first: nothing of them was recorded', async () => {
    const { case: before } = await caseReply(page, subjectId);
    await press('Shift+ArrowUp');
    await press('Control+z');
    await page.waitForTimeout(700);
    expect((await caseReply(page, subjectId)).case.revision).toBe(before.revision);
    expect(await longAt1()).toBe(36);
  });

  it('are grabbed ten pixels away from a handle', async () => {
    const [, to] = [await onPane(ends[0]), await onPane(ends[1])];
    await page.mouse.move(to[0] + 7, to[1] + 6);
    await page.mouse.down();
    await page.mouse.move(to[0] + 27, to[1] + 6, { steps: 3 });
    await page.mouse.up();
    await expect.poll(longAt1).toBeGreaterThan(37);
    const record = await recordAt1();
    expect(record?.caliper?.longAxis[0][0]).toBeCloseTo(ends[0][0], 1);
    await press('Control+z');
    await expect.poll(longAt1).toBe(36);
  });
});
