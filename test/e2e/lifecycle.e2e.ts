/** The lives of lesions in the real window: placed with guards and quick choices, split, merged, treated, decided, looked back for, kept as key images. Values in mm and categories are the host's. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { Assessment, SubjectCaseReply } from '../../src/casefile/index.ts';
import { expectAccessible } from './accessible.ts';
import { dates, makeLifecycleCase, places, type Place } from './lifecycleCase.ts';
import { ask, caseReply, currentPane, drag, seriesImages, seriesOf, showSlice, subjectByCode, toImage } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

let station: Workstation;
let page: Page;
let subjectId: string;
let remove: () => void;

beforeAll(async () => {
  const made = await makeLifecycleCase();
  ({ remove } = made);
  station = await startLoopback({ dataFolder: made.dataFolder, viewport: { width: 1600, height: 900 } });
  ({ page } = station);
  subjectId = (await subjectByCode(page, 'L-01')).subjectId;
});
afterAll(async () => { await station?.close(); remove?.(); });
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, `lifecycle ${task.name}`)); });

/** Of a calliper put to known points: what is left is the screen's resolution on 2 mm pixels. */
const toleranceMm = 0.5;
const look = (): Promise<SubjectCaseReply> => caseReply(page, subjectId);
const panel = (): Locator => page.getByRole('complementary', { name: 'Lesions and response' });
const rowOf = (label: string): Locator => page.getByRole('table', { name: 'Lesions by timepoint, millimetres' }).getByRole('rowheader').getByRole('button', { name: new RegExp(`^${label} `) });
const press = async (key: string): Promise<void> => { await currentPane(page).focus(); await page.keyboard.press(key); };

async function open(index: number): Promise<void> {
  const timepoint = (await look()).case.timepoints[index];
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${timepoint?.id}`);
  await page.getByRole('application', { name: `Current, ${timepoint?.label}` }).waitFor();
  await page.waitForFunction(() => /Img \d+/.test(document.querySelector('[data-pane-place=current] [data-pane=bottomLeft]')?.textContent ?? ''));
}

/** Draws a long axis from end to end of a place and, for a node, the short axis across it. */
async function draw(index: number, place: Place | null, withShort = false): Promise<void> {
  if (!place) throw new Error('nothing lies there');
  const images = await seriesImages(page, seriesOf((await look()).case, index).id);
  const pane = currentPane(page);
  const [x, y, z] = place.centre;
  await showSlice(page, pane, toImage(images, place.centre).slice);
  await drag(page, pane, images, [toImage(images, [x - place.longMm / 2, y, z]), toImage(images, [x + place.longMm / 2, y, z])]);
  if (withShort) await drag(page, pane, images, [toImage(images, [x, y - place.shortMm / 2, z]), toImage(images, [x, y + place.shortMm / 2, z])]);
}

async function recordOf(label: string, index: number): Promise<Assessment | undefined> {
  const { case: subject } = await look();
  return subject.assessments[subject.lesions.find((lesion) => lesion.label === label)?.id ?? '']?.[subject.timepoints[index]?.id ?? ''];
}
const recorded = (label: string, index: number, part: object): Promise<void> => expect.poll(() => recordOf(label, index), { timeout: 15_000, message: `${label} at ${index}` }).toMatchObject(part);
const result = async (index: number) => { const { case: subject, result: all } = await look(); return all?.timepoints.find(({ id }) => id === subject.timepoints[index]?.id); };
const lesion = async (label: string) => (await look()).case.lesions.find((one) => one.label === label);
const closeTo = (mm: number) => ({ asymmetricMatch: (value: unknown) => typeof value === 'number' && Math.abs(value - mm) <= toleranceMm, toString: () => `about ${mm}` });
/** The table's cell of the timepoint being read, as it is read out. */
const cell = (label: string): Locator => page.getByRole('table', { name: 'Lesions by timepoint, millimetres' }).getByRole('row').filter({ has: page.getByRole('button', { name: new RegExp(`^${label} `) }) }).getByRole('button').last();

describe('baseline', () => {
  it('counts targets, says from what size on these slices, and offers an organ without a target; undo takes the offer back', async () => {
    await open(0);
    const helper = panel().getByRole('region', { name: 'Baseline helper' });
    expect(await helper.textContent()).toContain('All targets 4 of 5');
    expect(await helper.textContent()).toContain('Lung 2 of 2');
    expect(await helper.textContent()).toContain('LD ≥ 10.0 mm, node SA ≥ 15.0 mm on 3.0 mm slices');
    await press('n');
    await page.getByRole('combobox', { name: 'Organ' }).fill('renal');
    await page.keyboard.press('Enter');
    await draw(0, places.kidney[0]);
    // Recorded on release; organ and place stay open for correction.
    const edit = panel().getByRole('region', { name: 'Edit N1' });
    await edit.getByRole('group', { name: 'Side' }).getByRole('button', { name: 'Left' }).click();
    await edit.getByRole('button', { name: 'Keep' }).click();
    await expect.poll(async () => (await lesion('N1'))?.organ).toBe('kidney');
    await expect.poll(async () => (await lesion('N1'))?.description).toBe('Left');
    await expect.poll(() => helper.textContent()).toContain('kidney has no target');
    expect(await helper.textContent()).toContain('22.0 mm');
    await helper.getByRole('button', { name: 'Make N1 a target' }).click();
    await expect.poll(async () => (await look()).result?.baseline.sum).toEqual(closeTo(30 + 20 + 18 + 18 + 22));
    await press('Control+z');
    await expect.poll(async () => (await lesion('N1'))?.role).toBe('nonTarget');
    await expect.poll(async () => (await look()).result?.baseline.sum).toBe(86);
  });

  it('stops a node of 12 mm short axis with its rule, and makes it a non-target in one press', async () => {
    await press('t');
    await page.getByRole('combobox', { name: 'Organ' }).fill('node');
    await page.keyboard.press('Enter');
    await draw(0, places.node[0], true);
    const place = panel().getByRole('region', { name: /^Place / });
    await expect.poll(() => place.textContent()).toContain('short axis cannot be a target');
    expect(await place.textContent()).toContain('Q-B05');
    expect(await place.textContent()).toContain('15.0 mm');
    await place.getByRole('group', { name: 'Station' }).getByRole('button', { name: 'Mesenteric' }).click();
    await place.getByRole('button', { name: 'Make non-target' }).click();
    await expect.poll(() => place.textContent()).not.toContain('Q-B05');
    await place.getByRole('button', { name: /^Record N/ }).click();
    await expect.poll(async () => (await lesion('N2'))?.description).toBe('Mesenteric');
    expect(await lesion('N2')).toMatchObject({ role: 'nonTarget', kind: 'node', organ: 'lymphNode' });
  });

  it('lets an 8 mm lesion be a target only as a protocol deviation with a reason', async () => {
    await press('t');
    await page.getByRole('combobox', { name: 'Organ' }).fill('pancreas');
    await page.keyboard.press('Enter');
    await draw(0, places.small[0]);
    const place = panel().getByRole('region', { name: /^Place T/ });
    await expect.poll(() => place.textContent()).toContain('cannot be a target on 3.0 mm slices');
    expect(await place.getByRole('button', { name: /^Record T/ }).isDisabled()).toBe(true);
    await place.getByRole('button', { name: 'Accept as deviation' }).click();
    await place.getByRole('textbox', { name: /deviation from the protocol/ }).fill('Only lesion of the pancreas, sponsor agreed');
    await page.keyboard.press('Enter');
    // Numbers are never reused: T5 was the kidney for a moment.
    await expect.poll(async () => (await look()).case.lesions.filter(({ organ, role }) => organ === 'pancreas' && role === 'target').length).toBe(1);
    const label = (await look()).case.lesions.find(({ organ }) => organ === 'pancreas')?.label ?? '';
    expect(label).toBe('T6');
    await recorded(label, 0, { state: 'measured', longAxisMm: closeTo(8) });
    await expect.poll(async () => Object.entries((await look()).case.checkReasons).map(([key, { reason }]) => `${key.split(' ')[0]}: ${reason}`)).toEqual(['Q-B03: Only lesion of the pancreas, sponsor agreed']);
    await rowOf(label).click();
    await expect.poll(() => panel().textContent()).toContain('accepted as deviation');
    // Taken out again: the follow-ups below are read with four targets.
    await press('Backspace');
    await expect.poll(async () => (await look()).case.lesions.some(({ organ }) => organ === 'pancreas')).toBe(false);
  });

  it('records several lesions as one item, named by quick choices', async () => {
    await press('n');
    await page.getByRole('combobox', { name: 'Organ' }).fill('liver');
    await page.keyboard.press('Enter');
    const place = panel().getByRole('region', { name: /^Place N/ });
    await place.getByRole('checkbox').check();
    const sites = place.getByRole('group', { name: 'Segment' });
    await sites.getByRole('button', { name: 'Multiple' }).click();
    await sites.getByRole('button', { name: 'Right lobe' }).click();
    await place.getByRole('button', { name: /^Record N3/ }).click();
    await expect.poll(async () => (await lesion('N3'))?.description).toBe('Multiple, right lobe');
    expect(await lesion('N3')).toMatchObject({ group: true, organ: 'liver' });
    expect(await rowOf('N3').textContent()).toContain('Multiple, right lobe');
  });

  it('has no accessibility fault with the placement panel open', async () => {
    await press('t');
    await panel().getByRole('region', { name: /^Place / }).waitFor();
    await expectAccessible(page, 'aside');
    await press('Escape');
  });
});

describe('TP1: states', () => {
  it('Tab goes through the lesions still to assess, both panes to the same place', async () => {
    await open(1);
    const selected = () => page.locator('tr[data-selected]').getAttribute('data-lesion');
    await press('Tab');
    const labels: string[] = [];
    const { case: subject } = await look();
    for (let step = 0; step < 3; step += 1) {
      const id = await selected();
      labels.push(subject.lesions.find((one) => one.id === id)?.label ?? '');
      await press('Tab');
    }
    expect(labels).toEqual(['T1', 'T2', 'T3']);
    await press('Shift+Tab');
    expect(subject.lesions.find((one) => one.label === 'T3')?.id).toBe(await selected());
    const z = async (place: string) => /z (−?[\d.]+)/.exec((await page.locator(`[data-pane-place=${place}] [data-pane=bottomLeft]`).textContent()) ?? '')?.[1];
    await expect.poll(() => z('current')).toBe('−60.0');
    expect(await z('reference')).toBe('−60.0');
  });

  it('split: two parts drawn and one too small are added up (R-210)', async () => {
    await rowOf('T1').click();
    await press('Shift+S');
    const parts = panel().getByRole('region', { name: 'Parts of T1' });
    await parts.waitFor();
    await draw(1, places.T1a[1]);
    await expect.poll(() => parts.textContent()).toMatch(/Part 1\s*1[12]\.\d/);
    await draw(1, places.T1b[1]);
    await recorded('T1', 1, { state: 'split', parts: [{ state: 'measured', longAxisMm: closeTo(12) }, { state: 'measured', longAxisMm: closeTo(9) }] });
    await parts.getByRole('button', { name: 'Add part' }).click();
    await parts.getByRole('button', { name: 'Part 3 too small' }).click();
    await recorded('T1', 1, { state: 'split', parts: [{}, {}, { state: 'tooSmall' }] });
    await expect.poll(() => panel().textContent()).toMatch(/T1 counts 2[56]\.\d mm/);
    expect(await cell('T1').textContent()).toContain('3 parts');
    await press('Control+z');
    await recorded('T1', 1, { state: 'split', parts: [{}, {}] });
    await expect.poll(() => cell('T1').textContent()).toContain('2 parts');
    await parts.getByRole('combobox', { name: 'Part 2 not evaluable' }).selectOption('obscured');
    await recorded('T1', 1, { state: 'split', parts: [{ state: 'measured' }, { state: 'notEvaluable', reason: 'obscured' }] });
    await expect.poll(() => panel().textContent()).toContain('T1 is split and not evaluable');
    await press('Control+z');
    await recorded('T1', 1, { state: 'split', parts: [{}, { state: 'measured' }] });
    await press('Escape');
  });

  it('merged: the lead carries the joint diameter, the other adds nothing (R-211)', async () => {
    await rowOf('T3').click();
    await press('Shift+M');
    await page.getByRole('menu', { name: /T3 merged with/ }).getByRole('menuitem', { name: /T2/ }).click();
    await recorded('T3', 1, { state: 'merged', mergedInto: (await lesion('T2'))?.id });
    await draw(1, places.T2[1]);
    await recorded('T2', 1, { state: 'measured', longAxisMm: closeTo(34) });
    expect(await cell('T3').textContent()).toContain('→ T2');
    await expect.poll(() => panel().textContent()).toContain('T2 carries the diameter of T2 and T3');
  });

  it('a node recorded as absent asks for its short axis where it was recorded; the remedy draws it', async () => {
    await rowOf('T4').click();
    await press('a');
    await recorded('T4', 1, { state: 'absent' });
    const checks = panel().getByRole('group', { name: 'Checks of this lesion' });
    await expect.poll(() => checks.textContent()).toContain('its last short axis was 18.0 mm');
    expect(await checks.textContent()).toContain('Q-F07');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await checks.getByRole('button', { name: 'Measure the short axis' }).click();
    await draw(1, places.T4[1], true);
    await recorded('T4', 1, { state: 'measured', shortAxisMm: closeTo(16) });
    await expect.poll(() => checks.count()).toBe(0);
  });

  it('non-targets: present by one key, not evaluable with its reason', async () => {
    await rowOf('N1').click();
    await press('Enter');
    await recorded('N1', 1, { state: 'status', status: 'present' });
    await rowOf('N2').click();
    await press('u');
    await page.getByRole('menu', { name: 'N2 is not evaluable' }).getByRole('menuitem', { name: /Obscured/ }).click();
    await recorded('N2', 1, { status: 'notEvaluable', note: 'Obscured' });
    await expect.poll(async () => (await result(1))?.nonTarget).toBe('NE');
    // A host that takes its time: what is pressed after an undo is about the facts as the undo leaves them.
    await page.route('**/api/subject/undo', async (route) => { await new Promise((resolve) => { setTimeout(resolve, 400); }); await route.continue(); });
    await press('Control+z');
    await rowOf('N2').click();
    await press('Enter');
    await recorded('N2', 1, { status: 'present' });
    await page.unroute('**/api/subject/undo');
    await rowOf('N3').click();
    await press('e');
    await recorded('N3', 1, { status: 'equivocalProgression' });
    await expect.poll(async () => (await result(1))?.overall).toBe('SD');
    expect((await result(1))?.sum).toEqual(closeTo(12 + 9 + 34 + 16));
  });
});

describe('TP2: states, findings, dating back', () => {
  it('not evaluable with a reason makes the sum partial; treated makes it not evaluable from then on; undo gives both back', async () => {
    await open(2);
    await rowOf('T1').click();
    await draw(2, places.T1[2]);
    await recorded('T1', 2, { state: 'measured', longAxisMm: closeTo(24) });
    await rowOf('T2').click();
    await press('u');
    await page.keyboard.press('2');
    await recorded('T2', 2, { state: 'notEvaluable', reason: 'poorQuality' });
    await expect.poll(async () => (await result(2))?.sumComplete).toBe(false);
    await rowOf('T2').click();
    await expect.poll(() => panel().textContent()).toContain('The sum is partial');
    await press('t');
    await draw(2, places.T2[2]);
    await recorded('T2', 2, { state: 'measured', longAxisMm: closeTo(18) });
    await rowOf('T3').click();
    await press('s');
    await recorded('T3', 2, { state: 'tooSmall' });
    expect(await cell('T3').textContent()).toContain('5.0');
    await rowOf('T4').click();
    await press('Shift+U');
    await page.getByRole('menu', { name: /T4 since baseline/ }).getByRole('menuitem', { name: /Irradiated/ }).click();
    await expect.poll(async () => (await lesion('T4'))?.treated).toMatchObject({ kind: 'irradiated' });
    await expect.poll(async () => (await result(2))?.sum).toBeNull();
    await expect.poll(() => panel().textContent()).toContain('T4 was irradiated before TP2');
    await press('Control+z');
    await expect.poll(async () => (await lesion('T4'))?.treated).toBeUndefined();
    await rowOf('T4').click();
    await press('t');
    await draw(2, places.T4[2], true);
    await recorded('T4', 2, { state: 'measured', shortAxisMm: closeTo(16) });
    await expect.poll(async () => (await result(2))?.sum).toEqual(closeTo(24 + 18 + 5 + 16));
  });

  it('another technique is kept with why it can be compared (R-213)', async () => {
    await rowOf('T1').click();
    await press('Shift+T');
    const form = panel().getByRole('region', { name: 'T1 by another technique' });
    await form.getByRole('radio', { name: 'Other contrast' }).click();
    await form.getByRole('textbox').fill('Renal failure, outline as sharp');
    await page.keyboard.press('Enter');
    await recorded('T1', 2, { otherTechnique: { what: 'contrast', reason: 'Renal failure, outline as sharp' } });
    await expect.poll(() => panel().textContent()).toContain('Comparable: Renal failure');
  });

  it('unequivocal progression of what was equivocal is shown with the date it moves before it is recorded (R-507)', async () => {
    for (const label of ['N1', 'N2']) { await rowOf(label).click(); await press('Enter'); await recorded(label, 2, { status: 'present' }); }
    const ledger = panel().getByRole('region', { name: 'New and equivocal findings' });
    await expect.poll(() => ledger.textContent()).toContain('1 to decide');
    const answers = ledger.getByRole('list', { name: 'Decide N3' });
    expect(await answers.textContent()).toContain(dates[1]);
    expect(await answers.textContent()).toContain('No response changes');
    await rowOf('N3').click();
    await press('g');
    const before = await look();
    await expect.poll(() => panel().textContent()).toContain('N3 unequivocal dates progression back');
    expect(await recordOf('N3', 2)).toBeUndefined();
    expect(await panel().textContent()).toMatch(new RegExp(`PD date\\s*none.*${dates[1]}.*R-507`));
    await press('Escape');
    await expect.poll(() => panel().textContent()).not.toContain('dates progression back');
    expect((await look()).case.revision).toBe(before.case.revision);
    await press('g');
    await press('Enter');
    await recorded('N3', 2, { status: 'unequivocalProgression' });
    await expect.poll(async () => (await look()).result?.progression).toMatchObject({ date: dates[1] });
    expect(await result(1)).toMatchObject({ overall: 'PD', overallAsRead: 'SD' });
    const checks = panel().getByRole('group', { name: 'Checks of this lesion' });
    await expect.poll(() => checks.textContent()).toContain('Q-F13');
    await checks.getByRole('button', { name: 'Keep, with reason' }).first().click();
    await checks.getByRole('textbox').first().fill('Doubled since TP1');
    await page.keyboard.press('Enter');
    await expect.poll(async () => Object.values((await look()).case.checkReasons).map(({ reason }) => reason)).toContain('Doubled since TP1');
    await press('Control+z');
    await press('Control+z');
    await expect.poll(() => recordOf('N3', 2)).toBeUndefined();
    await expect.poll(async () => (await look()).result?.progression ?? null).toBeNull();
    await rowOf('N3').click();
    await press('Enter');
    await recorded('N3', 2, { status: 'present' });
  });

  it('a new lesion: looked back for in every earlier timepoint side by side, dated back after a preview, taken back by one undo', async () => {
    await press('x');
    await draw(2, places.fresh[2]);
    await page.getByRole('combobox', { name: 'Organ' }).fill('periton');
    await page.keyboard.press('Enter');
    const place = panel().getByRole('region', { name: /^Place X1/ });
    await place.getByRole('button', { name: 'Unequivocal' }).click();
    await recorded('X1', 2, { state: 'newLesion', status: 'unequivocal', longAxisMm: closeTo(14) });
    await expect.poll(async () => (await look()).result?.progression).toMatchObject({ date: dates[2] });
    await rowOf('X1').click();
    const ledger = panel().getByRole('region', { name: 'New and equivocal findings' });
    await ledger.getByRole('group', { name: /Ruled out for X1/ }).getByRole('button', { name: 'Not tumour' }).click();
    await recorded('X1', 2, { excluded: ['benign'] });

    await rowOf('X1').click();
    await press('Space');
    const lookBack = panel().getByRole('region', { name: 'Look back for X1' });
    await lookBack.waitFor();
    const panes = await page.locator('[data-pane-place]:visible').evaluateAll((all) => all.map((pane) => pane.getAttribute('data-pane-place')));
    expect(panes).toEqual(['current', 'reference', 'third']);
    const z = async (at: string) => /z (−?[\d.]+)/.exec((await page.locator(`[data-pane-place=${at}] [data-pane=bottomLeft]`).textContent()) ?? '')?.[1];
    for (const at of ['current', 'reference', 'third']) await expect.poll(() => z(at)).toBe('−30.0');
    expect(await page.locator('[data-pane-place=reference] [data-pane=topLeft]').textContent()).toContain('TP1');
    expect(await page.locator('[data-pane-place=third] [data-pane=topLeft]').textContent()).toContain('Baseline');
    expect(await lookBack.getByRole('button', { name: 'Record' }).isDisabled()).toBe(true);
    await lookBack.getByRole('radio', { name: /Visible since TP1/ }).check();
    expect(await lookBack.textContent()).toMatch(new RegExp(`TP1\\s*SD.*PD.*PD date\\s*${dates[2]}.*${dates[1]}.*R-507`));
    expect((await look()).result?.progression?.date).toBe(dates[2]);
    await expectAccessible(page, 'aside');
    await lookBack.getByRole('radio', { name: /Visible since TP1/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await look()).result?.progression).toMatchObject({ date: dates[1] });
    await recorded('X1', 1, { status: 'equivocal' });
    expect((await ask<{ what: string }[]>(page, `/api/audit?subject=${subjectId}`)).some(({ what }) => what === 'X1 visible since TP1')).toBe(true);
    await press('Control+z');
    await expect.poll(() => recordOf('X1', 1)).toBeUndefined();
    await expect.poll(async () => (await look()).result?.progression).toMatchObject({ date: dates[2] });
    await press('Control+y');
    await recorded('X1', 1, { status: 'equivocal' });
    await rowOf('X1').click();
    await press('Space');
    await lookBack.getByRole('radio', { name: /Not visible before TP2/ }).check();
    await lookBack.getByRole('button', { name: 'Record' }).click();
    await expect.poll(() => recordOf('X1', 1)).toBeUndefined();
    await expect.poll(() => ledger.textContent()).toContain('looked back, not visible before');
  });

  it('equivocal is decided with its consequence: dismissed gives no progression', async () => {
    await rowOf('X1').click();
    await press('e');
    await recorded('X1', 2, { status: 'equivocal' });
    await expect.poll(async () => (await look()).result?.progression ?? null).toBeNull();
    const ledger = panel().getByRole('region', { name: 'New and equivocal findings' });
    const answers = ledger.getByRole('list', { name: 'Decide X1' });
    expect(await answers.getByRole('listitem').first().textContent()).toMatch(new RegExp(`TP2.*PD.*PD date.*${dates[2]}.*R-502`));
    await answers.getByRole('button', { name: 'Dismiss' }).click();
    await recorded('X1', 2, { status: 'dismissed' });
    expect((await result(2))?.overall).not.toBe('PD');
  });
});

describe('key images', () => {
  it('K keeps the slice with callipers and caption; edited, shown again, removed and back by undo', async () => {
    await rowOf('T4').click();
    await press('k');
    const list = panel().getByRole('region', { name: 'Key images' });
    await list.waitFor();
    await page.keyboard.type('Node beside the aorta');
    await page.keyboard.press('Enter');
    const kept = async () => (await look()).case.keyImages;
    await expect.poll(async () => (await kept()).map(({ caption }) => caption)).toEqual(['Node beside the aorta']);
    const [image] = await kept();
    const t4 = await lesion('T4');
    expect(image).toMatchObject({ lesionId: t4?.id, window: { width: expect.any(Number) } });
    const record = await recordOf('T4', 2);
    expect(record?.state === 'measured' && record.caliper?.sopInstanceUid).toBe(image?.sopInstanceUid);
    await currentPane(page).focus();
    await page.keyboard.press('Home');
    await list.getByRole('button', { name: /Show key image of T4/ }).click();
    await expect.poll(async () => /z (−?[\d.]+)/.exec((await page.locator('[data-pane-place=current] [data-pane=bottomLeft]').textContent()) ?? '')?.[1]).toBe('−30.0');
    await list.getByRole('textbox', { name: 'Caption' }).fill('Node, 16 mm');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await kept())[0]?.caption).toBe('Node, 16 mm');
    await list.getByRole('button', { name: 'Remove key image of T4' }).click();
    await expect.poll(async () => (await kept()).length).toBe(0);
    await press('Control+z');
    await expect.poll(async () => (await kept())[0]?.caption).toBe('Node, 16 mm');
  });

  it('said nothing on the console', () => {
    expect(station.complaints.filter((text) => !text.includes('ERR_') && !text.includes('Failed to load resource'))).toEqual([]);
  });
});
