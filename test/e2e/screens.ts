/** Every screen of the product with the demo study in it, and how to come to each: for pictures and for the accessibility test. */
import type { Page } from 'playwright-core';
import { findSubject } from './phantom.ts';
import { still } from './still.ts';

export type ScreenIds = { readonly study: string; subject(code: string): Promise<string> };
export type ScreenOf = {
  readonly name: string;
  /** Shown when there: what the screen cannot be without. */
  readonly settled: string;
  /** Address it starts from. */
  readonly hash: (ids: ScreenIds) => Promise<string>;
  /** What the reader presses there. */
  readonly then?: (page: Page) => Promise<void>;
};

const image = '[data-pane=bottomLeft]:has-text("Img")';
const at = (hash: string) => async (): Promise<string> => hash;
const read = (code: string) => async (ids: ScreenIds): Promise<string> => `#/read/${await ids.subject(code)}`;
const press = (...keys: readonly string[]) => async (page: Page): Promise<void> => { for (const key of keys) { await page.keyboard.press(key); await page.waitForTimeout(150); } };

const panes = (name: string) => async (page: Page): Promise<void> => { await page.getByRole('button', { name }).click(); };

/** Screens of a workstation without accounts. */
export const screens: readonly ScreenOf[] = [
  { name: 'first-start', hash: at('#/start'), settled: 'text=Open the demo study' },
  { name: 'worklist', hash: at('#/worklist'), settled: 'text=P-06' },
  { name: 'read-baseline', hash: read('P-01'), settled: image },
  { name: 'read-placing', hash: read('P-01'), settled: image, then: press('t') },
  { name: 'read-four-panes', hash: read('P-04'), settled: image, then: panes('Four panes') },
  { name: 'read-followup', hash: read('P-04'), settled: image, then: async (page) => { await panes('Two panes')(page); await press('Tab')(page); } },
  { name: 'read-why', hash: read('P-04'), settled: image, then: press('w') },
  { name: 'read-checks', hash: read('P-04'), settled: image, then: press('c') },
  { name: 'review', hash: read('P-04'), settled: image, then: press('f') },
  { name: 'keys', hash: at('#/worklist'), settled: 'text=P-06', then: press('?') },
  { name: 'palette', hash: at('#/worklist'), settled: 'text=P-06', then: press('Control+k') },
  { name: 'confirm', hash: async (ids) => `#/confirm/${await ids.subject('P-05')}`, settled: 'text=Where the date comes from' },
  { name: 'import', hash: at('#/import'), settled: 'text=Choose' },
  { name: 'export', hash: at('#/export'), settled: 'text=measurements' },
  { name: 'audit', hash: at('#/audit'), settled: '[role=row][aria-selected=true]' },
  { name: 'settings', hash: at('#/settings'), settled: 'main' },
  { name: 'study', hash: async (ids) => `#/setup/${ids.study}`, settled: 'main' },
  { name: 'new-study', hash: at('#/setup'), settled: 'main' },
];

export async function screenIds(page: Page): Promise<ScreenIds> {
  const studies = await page.evaluate(async () => (await fetch('/api/study/list')).json() as Promise<{ id: string }[]>);
  return { study: studies[0]?.id ?? '', subject: async (code) => (await findSubject(page, code))?.subjectId ?? '' };
}

/** The demo study is complete. Errors: not within two minutes. */
export async function demoIsWhole(page: Page): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const last = await findSubject(page, 'P-06');
    if (last && last.cells.length > 0 && last.cells.every(({ status }) => status !== 'noImages')) return;
    await page.waitForTimeout(500);
  }
  throw new Error('the demo study was not made within two minutes');
}

/** Goes to a screen from a fresh page, so that nothing of the one before is open. */
export async function goTo(page: Page, screen: ScreenOf, ids: ScreenIds): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const hash = await screen.hash(ids);
  await page.evaluate((address) => { location.hash = '#/worklist'; location.hash = address; }, hash);
  await page.locator(screen.settled).first().waitFor();
  // Images, thumbnails and charts fill in after the frame is there.
  await still(page, 500);
  if (screen.then) { await screen.then(page); await still(page, 300); }
}
