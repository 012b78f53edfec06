/** Reads the demo's subjects through the window as a reader does: from the worklist, lesion by lesion, by pointer or by keys alone. Sizes come from the demo's truth. */
import type { Page } from 'playwright-core';
import type { SubjectCaseReply } from '../../src/casefile/index.ts';
import type { DemoLesion, DemoSubject } from '../../src/demo/index.ts';
import { settled, type Hand } from './hand.ts';
import { until } from './until.ts';
import { caseReply, currentPane, seriesImages, seriesOf, showSlice, toImage } from './phantom.ts';

/** Ends of an axis put to known points: what is left is the screen's resolution. */
export const toleranceMm = 0.15;
const organSearch: Readonly<Record<string, string>> = { liver: 'liver', lung: 'lung', lymphNode: 'lymph', pleura: 'pleura' };

export type Place = { readonly subjectId: string; readonly lesion: DemoLesion; readonly at: number; readonly keysOnly: boolean };

export type CaseReader = {
  /** From the worklist by its filter: the subject's next timepoint opens, with its image. */
  openNext(code: string, label: string): Promise<void>;
  place(where: Place): Promise<void>;
  baseline(subject: DemoSubject, subjectId: string, keysOnly: boolean): Promise<void>;
  followUp(subject: DemoSubject, subjectId: string, at: number, keysOnly: boolean): Promise<void>;
};

export function caseReader(page: Page, hand: Hand): CaseReader {
  /** From the worklist by its filter: the subject's next timepoint opens, with its image. */
  async function openNext(code: string, label: string): Promise<void> {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+1');
    await page.getByLabel('Filter subjects').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(code);
    await page.getByRole('row', { name: /P-/ }).and(page.locator('[aria-selected=true]')).filter({ hasText: code }).waitFor();
    await until(async () => await page.getByRole('row', { name: /P-0/ }).count() === 1, `only ${code} in the list`);
    await page.getByRole('row', { name: /P-0/ }).getByText(`Read ${label === 'Baseline' ? 'baseline' : label}`).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: `Current, ${label}` }).waitFor();
    const panes = page.locator('[data-pane-id]');
    await until(async () => {
      const texts = await panes.allTextContents();
      return texts.length > 0 && texts.every((text) => /Img \d/.test(text)) && await page.locator('[data-pane-id].nd-pane-empty').count() === 0;
    }, `the images of ${label}`, 60_000);
  }

  async function drawLesion({ subjectId, lesion, at, keysOnly }: Place): Promise<void> {
    const truth = lesion.timepoints[at];
    if (!truth?.centre || !truth.longAxis || !truth.shortAxis) throw new Error(`${lesion.label} cannot be drawn at ${at}`);
    const images = await seriesImages(page, seriesOf((await caseReply(page, subjectId)).case, at).id);
    await showSlice(page, currentPane(page), toImage(images, truth.centre).slice);
    await settled(page);
    // A target node is asked for its short axis; elsewhere the long axis is all.
    for (const axis of lesion.kind === 'node' && lesion.role === 'target' ? [truth.longAxis, truth.shortAxis] : [truth.longAxis]) {
      if (keysOnly) await hand.drawByKeys(images, axis);
      else await hand.draw(images, [toImage(images, axis[0]), toImage(images, axis[1])]);
    }
  }

  async function recordOf(subjectId: string, label: string, at: number) {
    let reply: SubjectCaseReply | undefined;
    await until(async () => {
      reply = await caseReply(page, subjectId);
      const lesion = reply.case.lesions.find((one) => one.label === label);
      return lesion !== undefined && reply.case.assessments[lesion.id]?.[reply.case.timepoints[at]?.id ?? ''] !== undefined;
    }, `${label} at ${at} to be recorded`);
    const lesion = reply?.case.lesions.find((one) => one.label === label);
    return { lesion, record: lesion && reply?.case.assessments[lesion.id]?.[reply.case.timepoints[at]?.id ?? ''] };
  }

  async function expectSize({ subjectId, lesion, at }: Place): Promise<void> {
    const { record } = await recordOf(subjectId, lesion.label, at);
    const truth = lesion.timepoints[at];
    if (record?.state !== 'measured') throw new Error(`${lesion.label} at ${at}: ${JSON.stringify(record)}`);
    const mm = lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm;
    if (!(Math.abs((mm ?? Number.NaN) - (truth?.countingMm ?? Number.NaN)) <= toleranceMm + 1e-9)) throw new Error(`${lesion.label} at ${at}: ${mm} mm instead of ${truth?.countingMm}`);
  }

  /** T or N, the drawing where there is one, the organ. */
  async function place(where: Place): Promise<void> {
    const { subjectId, lesion, at } = where;
    await hand.key(lesion.role === 'target' ? 't' : lesion.role === 'nonTarget' ? 'n' : 'x');
    await page.getByRole('region', { name: `Place ${lesion.label}` }).waitFor();
    const name = async (field: 'Place' | 'Edit'): Promise<void> => {
      const organ = page.getByRole('region', { name: `${field} ${lesion.label}` }).getByRole('combobox', { name: 'Organ' });
      if (where.keysOnly) await until(() => organ.evaluate((node) => node.ownerDocument.activeElement === node), 'the organ field to have the focus');
      else await organ.click();
      await hand.enter(organSearch[lesion.organ] ?? lesion.organ);
    };
    // A node's short axis is asked for only when it is known to be one; a non-target is recorded without drawing.
    const offered = await page.getByRole('region', { name: `Place ${lesion.label}` }).getByRole('combobox', { name: 'Organ' }).inputValue();
    const isNamedFirst = lesion.kind === 'node' || lesion.role === 'nonTarget' || offered === 'Lymph node';
    if (isNamedFirst) {
      if (where.keysOnly) await reachOrganField();
      await name('Place');
      await currentPane(page).focus();
    }
    if (lesion.role !== 'nonTarget') await drawLesion(where);
    if (isNamedFirst) {
      if (lesion.role !== 'target') await hand.key('Enter');
    } else {
      const asked = page.getByRole('region', { name: new RegExp(`^(Place|Edit) ${lesion.label}$`) });
      await asked.waitFor();
      await recordedOrAsked(subjectId, lesion);
      await name(await page.getByRole('region', { name: `Edit ${lesion.label}` }).isVisible() ? 'Edit' : 'Place');
      if (lesion.role === 'new') await hand.key('Enter');
    }
    await recordOf(subjectId, lesion.label, at);
    // What stays open for correction is kept as it is.
    const edit = page.getByRole('region', { name: `Edit ${lesion.label}` });
    await settled(page);
    if (await edit.isVisible()) { await edit.getByRole('combobox').press('Enter'); await edit.waitFor({ state: 'hidden' }); }
    await currentPane(page).focus();
    await until(async () => (await caseReply(page, subjectId)).case.lesions.find(({ label }) => label === lesion.label)?.organ === lesion.organ, `${lesion.label} in ${lesion.organ}`);
  }

  /** F6 from bar to panel until the organ field has the focus. */
  async function reachOrganField(): Promise<void> {
    const organ = page.getByRole('combobox', { name: 'Organ' });
    for (let presses = 0; presses < 60; presses += 1) {
      if (await organ.evaluate((node) => node.ownerDocument.activeElement === node)) return;
      await page.keyboard.press(presses === 0 ? 'F6' : 'Tab');
    }
    throw new Error('the organ field cannot be reached by keys');
  }

  /** A lesion with the organ of the one before is recorded on release; the first waits for its organ. */
  async function recordedOrAsked(subjectId: string, lesion: DemoLesion): Promise<void> {
    await until(async () => {
      const isAsked = await page.getByRole('region', { name: `Place ${lesion.label}` }).getByText('No organ chosen').isVisible();
      return isAsked || lesion.role === 'new' || (await caseReply(page, subjectId)).case.lesions.some(({ label }) => label === lesion.label);
    }, `${lesion.label} to be recorded or asked about`);
    await settled(page);
  }

  async function baseline(subject: DemoSubject, subjectId: string, keysOnly: boolean): Promise<void> {
    for (const lesion of subject.lesions.filter(({ role }) => role !== 'new')) {
      const where = { subjectId, lesion, at: 0, keysOnly };
      await place(where);
      if (lesion.role === 'target') await expectSize(where);
    }
  }

  const selectedRow = (label: string) => page.locator('tr[data-selected]').getByRole('rowheader').getByRole('button', { name: new RegExp(`^${label} `) });

  /** One Tab at most: a state already went on to the next lesion, a drawing waits for Tab. */
  async function goTo(label: string, isFirst: boolean): Promise<void> {
    if (isFirst || !(await selectedRow(label).isVisible())) await hand.key('Tab');
    await selectedRow(label).waitFor({ timeout: 5000 });
    await settled(page);
  }

  async function followUp(subject: DemoSubject, subjectId: string, at: number, keysOnly: boolean): Promise<void> {
    for (const lesion of subject.lesions.filter(({ role }) => role !== 'new')) {
      const truth = lesion.timepoints[at];
      const where = { subjectId, lesion, at, keysOnly };
      await currentPane(page).focus();
      await goTo(lesion.label, lesion === subject.lesions[0]);
      if (truth?.state === 'measured') { await drawLesion(where); await expectSize(where); continue; }
      if (truth?.state === 'notEvaluable') {
        await hand.key('u');
        await page.getByRole('menu').waitFor();
        await page.getByRole('menuitem', { name: /Obscured|artefact/i }).first().press('Enter');
      } else await hand.key(truth?.state === 'absent' || truth?.status === 'absent' ? 'a' : 'Enter');
      await recordOf(subjectId, lesion.label, at);
    }
    for (const lesion of subject.lesions.filter(({ role, timepoints }) => role === 'new' && timepoints[at]?.state === 'newLesion')) await place({ subjectId, lesion, at, keysOnly });
  }

  return { openNext, place, baseline, followUp };
}
