/** Every screen for everybody: axe, text at 200 %, contrast over images. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { expectNothingLost, seriousViolations } from './accessible.ts';
import { demoFolder } from './demoFolder.ts';
import { demoIsWhole, goTo, screenIds, screens, type ScreenIds } from './screens.ts';
import { still } from './still.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

let station: Workstation;
let page: Page;
let ids: ScreenIds;

beforeAll(async () => {
  station = await startLoopback({ dataFolder: await demoFolder() });
  ({ page } = station);
  await demoIsWhole(page);
  ids = await screenIds(page);
}, 180_000);
afterAll(async () => { await station?.close(); });
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

/** Buttons and links that stick out of the window sideways, where nothing scrolls to them. */
const cutOff = (): Promise<string[]> => page.evaluate(() => {
  const scrolls = (node: Element): boolean => { for (let up = node.parentElement; up; up = up.parentElement) if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true; return false; };
  return [...document.querySelectorAll('button, a[href], input, select')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && getComputedStyle(node).visibility === 'visible' && box.right > innerWidth + 1 && !scrolls(node);
  }).map((node) => node.getAttribute('aria-label') ?? node.textContent ?? node.tagName);
});

/** WCAG contrast of two colours as the browser computes them. */
const contrastOnHalo = (token: string): Promise<number> => page.evaluate((name) => {
  const probe = document.querySelector('[data-pane-id]')?.appendChild(document.createElement('i'));
  if (!probe) throw new Error('no pane');
  const luminance = (variable: string): number => {
    probe.style.color = `var(${variable})`;
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const linear = (value: number): number => { const share = value / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; };
    const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const [a, b] = [luminance(name), luminance('--nd-viewport')];
  probe.remove();
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}, token);

describe.each(screens)('$name', (screen) => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 1600, height: 900 });
    await goTo(page, screen, ids);
  });
  it('has nothing serious or critical for axe', async () => {
    expect(await seriousViolations(page)).toEqual([]);
  });
  // A window of 1920 × 1080 at 200 % is one of 960 × 540.
  it('keeps every control in reach at 200 %', async () => {
    await page.setViewportSize({ width: 960, height: 540 });
    await still(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(960);
    expect(await cutOff()).toEqual([]);
  });
  it('loses no word at twice the text size', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await still(page);
    await expectNothingLost(page, 200);
  });
});

it('what is written over images stands out from its halo by 4.5 to 1', async () => {
  await page.setViewportSize({ width: 1600, height: 900 });
  const followUp = screens.find(({ name }) => name === 'read-followup');
  if (followUp) await goTo(page, followUp, ids);
  for (const token of ['--nd-text', '--viewer-target', '--viewer-nonTarget', '--viewer-new']) expect(await contrastOnHalo(token), token).toBeGreaterThanOrEqual(4.5);
  const halo = (selector: string) => page.locator(selector).first().evaluate((node) => ({ order: getComputedStyle(node).paintOrder, width: Number.parseFloat(node instanceof SVGElement ? getComputedStyle(node).strokeWidth : getComputedStyle(node).webkitTextStrokeWidth) }));
  for (const selector of ['.nd-corner-top-left', '.nd-label', '.nd-scale-text']) {
    const { order, width } = await halo(selector);
    expect(order, selector).toContain('stroke');
    expect(width, selector).toBeGreaterThanOrEqual(3);
  }
});
