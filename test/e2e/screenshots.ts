/** `npm run screenshots [-- DIR]`: pictures of every screen of the running product with the demo study, at the sizes of the design. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findSubject } from './phantom.ts';
import { startLoopback } from './workstation.ts';

const target = path.resolve(process.argv[2] ?? 'test-results/screenshots');
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }];

async function demoIsWhole(page: Page): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const last = await findSubject(page, 'P-06');
    if (last && last.cells.length > 0 && last.cells.every(({ status }) => status !== 'noImages')) return;
    await page.waitForTimeout(500);
  }
  throw new Error('the demo study was not made within two minutes');
}

async function show(page: Page, hash: string, settled: string): Promise<void> {
  await page.evaluate((address) => { location.hash = address; }, hash);
  await page.locator(settled).first().waitFor();
  // Images, thumbnails and charts fill in after the frame is there.
  await page.waitForTimeout(2500);
}

mkdirSync(target, { recursive: true });
const station = await startLoopback({ viewport: sizes[1] ?? { width: 1920, height: 1080 } });
try {
  const { page } = station;
  await demoIsWhole(page);
  const id = async (code: string): Promise<string> => (await findSubject(page, code))?.subjectId ?? '';
  const screens = [
    { name: 'first-start', hash: '#/start', settled: 'text=Open the demo study' },
    { name: 'worklist', hash: '#/worklist', settled: 'text=P-06' },
    { name: 'read-baseline', hash: `#/read/${await id('P-01')}`, settled: '[data-pane=bottomLeft]:has-text("Img")' },
    { name: 'read-followup', hash: `#/read/${await id('P-04')}`, settled: '[data-pane=bottomLeft]:has-text("Img")' },
    { name: 'confirm', hash: `#/confirm/${await id('P-05')}`, settled: 'text=Where the date comes from' },
    { name: 'import', hash: '#/import', settled: 'text=Choose' },
    { name: 'export', hash: '#/export', settled: 'text=measurements' },
  ];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const { name, hash, settled } of screens) {
      await show(page, hash, settled);
      const file = path.join(target, `${name}-${size.width}x${size.height}.png`);
      await page.screenshot({ path: file });
      console.log(file);
    }
  }
} finally {
  await station.close();
}
process.exit(0);
