/** `npm run screenshots [-- DIR [NAME …]]`: pictures of every screen of the running product with the demo study, at the sizes of the design; of those named only; `central` means those of people with accounts, `scans` one scan of every kind and the contours of experts (with the shared corpus). */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { eachCentralScreen } from './centralScreens.ts';
import { eachScan } from './scanPictures.ts';
import { demoIsWhole, goTo, screenIds, screens } from './screens.ts';
import { startLoopback } from './workstation.ts';

const [folder, ...names] = process.argv.slice(2);
const target = path.resolve(folder ?? 'test-results/screenshots');
type Size = { readonly width: number; readonly height: number };
const sizes: readonly Size[] = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }, { width: 3840, height: 2160 }];

async function keep(page: Page, name: string, size: Size): Promise<void> {
  const file = path.join(target, `${name}-${size.width}x${size.height}.png`);
  await page.screenshot({ path: file });
  console.log(file);
}

/** Screens with the demo study in them. */
async function demoScreens(): Promise<void> {
  const station = await startLoopback({ viewport: sizes[1] ?? { width: 1920, height: 1080 } });
  try {
    const { page } = station;
    await demoIsWhole(page);
    const ids = await screenIds(page);
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const screen of screens.filter(({ name }) => names.length === 0 || names.includes(name))) {
        await goTo(page, screen, ids);
        await keep(page, screen.name, size);
      }
    }
  } finally {
    await station.close();
  }
}

mkdirSync(target, { recursive: true });
if (names.length === 0 || names.some((name) => screens.some((screen) => screen.name === name))) await demoScreens();
if (names.length === 0 || names.includes('central')) {
  await eachCentralScreen(async (page, name) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(1500);
      await keep(page, name, size);
    }
  });
}
if (names.length === 0 || names.includes('scans')) await eachScan((page, name) => keep(page, name, sizes[1] ?? { width: 1920, height: 1080 }));
process.exit(0);
