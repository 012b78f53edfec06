/** `npm run guide:pictures [-- NAME …] [--data DIR]`: pictures of the guide from the running product with both demo studies, 1280 × 800, at most 300 kB each. `--data`: a folder that holds both already. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { eachCentralScreen } from './centralScreens.ts';
import { demoIsWhole, goTo, screenIds, screens, type ScreenOf } from './screens.ts';
import { smallPng } from './smallPng.ts';
import { still } from './still.ts';
import { startLoopback } from './workstation.ts';

const { values, positionals: wanted } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
const root = path.resolve(import.meta.dirname, '../..');
const target = path.join(root, 'build/guide/pictures');
const viewport = { width: 1280, height: 800 };
const mostBytes = 300_000;
/** Screens of people with accounts, as they are called there. */
const central: readonly string[] = ['accounts', 'sign-in', 'audit', 'adjudicate-case'];
/** Of the trail, what shows the most: a measurement by one of the readers. */
async function chooseMeasurement(page: Page): Promise<void> {
  const measured = page.locator('[role=row][aria-selected]', { hasText: 'Measurement' });
  await measured.first().click();
}

const chooseStudy = (code: string) => async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Study:/ }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${code}`) }).click();
};
const hash = (address: string) => async (): Promise<string> => address;
/** Screens of the guide beyond those that tests look at. */
const own: readonly ScreenOf[] = [
  { name: 'study-page', hash: hash('#/study'), settled: 'main', then: async (page) => { await chooseStudy('TRIAL')(page); await page.locator('svg text').first().waitFor(); await still(page, 2000); } },
];
const shown: readonly string[] = ['first-start', 'worklist', 'read-baseline', 'read-followup', 'read-why', 'read-checks', 'review', 'confirm', 'export', 'import', 'settings', 'study'];

const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
async function keep(page: Page, name: string): Promise<void> {
  const picture = smallPng(await page.screenshot(), mostBytes);
  writeFileSync(path.join(target, `${name}.png`), picture);
  console.log(`${name}.png, ${(picture.byteLength / 1000).toFixed(0)} kB`);
}

async function demoPictures(): Promise<void> {
  const made = values.data === undefined ? mkdtempSync(path.join(os.tmpdir(), 'nadir-guide-')) : null;
  const dataFolder = path.resolve(values.data ?? made ?? '');
  const nadir = (...words: string[]): void => void execFileSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), ...words, '--data', dataFolder], { stdio: 'ignore' });
  if (made) { nadir('demo'); nadir('demo', '--trial'); }
  const station = await startLoopback({ dataFolder, viewport });
  try {
    await demoIsWhole(station.page);
    await chooseStudy('DEMO')(station.page);
    const ids = await screenIds(station.page);
    // No ring around what was pressed last.
    const unfocused = `document.activeElement instanceof HTMLElement && document.activeElement.blur()`;
    for (const screen of [...screens.filter(({ name }) => shown.includes(name)), ...own].filter(({ name }) => isWanted(name))) {
      await goTo(station.page, screen, ids);
      await station.page.evaluate(unfocused);
      await keep(station.page, screen.name);
    }
  } finally {
    await station.close({ keepData: true });
    if (made) rmSync(made, { recursive: true, force: true });
  }
}

mkdirSync(target, { recursive: true });
if ([...shown, ...own.map(({ name }) => name)].some(isWanted)) await demoPictures();
if (central.some(isWanted)) {
  await eachCentralScreen(async (page, screen) => {
    const name = screen === 'audit-central' ? 'audit' : screen;
    if (!central.includes(name) || !isWanted(name)) return;
    await page.setViewportSize(viewport);
    if (name === 'audit') await chooseMeasurement(page);
    await still(page, 1500);
    await keep(page, name);
  });
}
process.exit(0);
