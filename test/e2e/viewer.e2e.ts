/** The viewer in a real browser, on both of its renderers: where pixels are drawn, which millimetres the mouse gives, what happens while a series loads. */
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import type { Caliper, WorldPoint } from '../../src/casefile/index.ts';
import { angleBetweenDegrees, cross, distanceMm, indexToWorld, type ImagePlane, type Point3 } from '../../src/geometry/index.ts';
import type { CaliperMeasure, PaneCaliper, Placing } from '../../renderer/viewer/contract.ts';
import { findBrowser } from './browser.ts';
import { generateSeries, startViewerHost, type GeneratedSeries, type ViewerHost } from './viewerHost.ts';

/** What the bench page offers; its own types belong to the browser's side. */
type Bench = {
  show(seriesIds: readonly string[], setup?: object): Promise<void>;
  setPanes(panes: readonly object[]): void;
  changePane(index: number, change: object): void;
  reanchor(group: string): void;
  recorded: { pane: number; what: string; value: unknown }[];
  handles: {
    jumpTo(point: WorldPoint, options: { centre: boolean }): void; zoomBy(factor: number): void; flip(axis: string): void; scrollTo(index: number): void; acceptProposal(): void; cancel(): void;
    nudge(right: number, down: number): void; setWindow(window: object, name: string): void; currentSlice(): { index: number }; thumbnail(caliper: Caliper, size: number): string | null;
  }[];
};
declare global {
  interface Window { nadirBench: Bench }
}

const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
const rowDirection: Point3 = [cos, sin, 0];
const columnDirection: Point3 = cross([sin * 0.6, -cos * 0.6, 0.8], rowDirection);
/** Fine pixels, because Chromium's software canvas samples in sixteenths of one. */
const spacing = [0.15, 0.25, 2] as const;
const bright = { column: 31, row: 77 };

const point = generateSeries({ id: 'point', rows: 160, columns: 128, slices: 5, spacingMm: spacing, origin: [-31.7, 12.3, 88.9], rowDirection, columnDirection, hu: (column, row) => (column === bright.column && row === bright.row ? 239 : -160) });
/** A bright block of 40 × 16 mm on pixels of 0.8 × 1.25 mm. */
const block = generateSeries({ id: 'block', rows: 200, columns: 120, slices: 9, spacingMm: [0.8, 1.25, 3], hu: (column, row) => (column >= 40 && column < 72 && row >= 60 && row < 80 ? 140 : -100) });
const thin = generateSeries({ id: 'thin', rows: 64, columns: 64, slices: 40, spacingMm: [1, 1, 2], origin: [-32, -32, -200], hu: () => 0 });
const thick = generateSeries({ id: 'thick', rows: 64, columns: 64, slices: 16, spacingMm: [1, 1, 5], origin: [-32, -32, -200], hu: () => 0 });
const coronal = generateSeries({ id: 'coronal', rows: 64, columns: 64, slices: 16, spacingMm: [1, 1, 5], rowDirection: [1, 0, 0], columnDirection: [0, 0, -1], hu: () => 0 });
const uncalibrated = generateSeries({ id: 'uncalibrated', rows: 64, columns: 64, slices: 3, spacingMm: [1, 1, 5], measuringOff: 'No pixel spacing in this image: lengths cannot be given in millimetres.', hu: () => 0 });
const inverted = generateSeries({ id: 'inverted', rows: 64, columns: 64, slices: 1, spacingMm: [1, 1, 5], photometric: 'MONOCHROME1', paddingValue: 24, hu: (column) => (column < 32 ? 240 : -1000) });
const large = generateSeries({ id: 'large', rows: 256, columns: 256, slices: 60, spacingMm: [1, 1, 2], hu: (_column, _row, slice) => slice });
const everything = [point, block, thin, thick, coronal, uncalibrated, inverted, large];

const planeOf = ({ images }: GeneratedSeries, slice: number): ImagePlane => ({
  origin: images.slices[slice]!.origin!, rowDirection: images.rowDirection!, columnDirection: images.columnDirection!, rowSpacingMm: images.series.spacingMm![0], columnSpacingMm: images.series.spacingMm![1],
});
const target: Placing = { lesionId: null, label: 'T1', role: 'target', shortAxisRequired: false };
const node: Placing = { lesionId: 'node', label: 'T2', role: 'target', shortAxisRequired: true };

const dist = path.resolve(import.meta.dirname, '../../dist/bench');
let host: ViewerHost;
let slow: ViewerHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await ensureBuilt(['bench'], { say: (line) => console.log(line) });
  host = await startViewerHost(dist, everything);
  slow = await startViewerHost(dist, everything, { pauseMs: 60 });
  const found = await findBrowser();
  browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args.filter((arg) => arg !== '--disable-gpu'), '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), slow?.close()]);
});

/** A fresh page of even size, so that the middle of a pane is on a whole pixel. */
async function openPage(renderer: 'cpu' | 'gpu', { from = host, deviceScaleFactor = 1 } = {}): Promise<Page> {
  const fresh = await browser.newPage({ viewport: { width: 816, height: 600 }, deviceScaleFactor });
  await fresh.goto(`${from.url}?renderer=${renderer}`);
  await fresh.waitForFunction(() => 'nadirBench' in window);
  return fresh;
}

/** Shows one series per pane and waits until every pane has drawn one image. */
async function show(ids: readonly string[], setup: object = {}): Promise<void> {
  await page.evaluate(([seriesIds, more]) => window.nadirBench.show(seriesIds, more), [ids, setup] as const);
  await drawn();
}

/** Centre of brightness of the first pane's canvas, CSS pixels from its corner. */
function brightness(): Promise<{ x: number; y: number; total: number; width: number; height: number }> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="stage"] canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no canvas');
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [x, y, total] = [0, 0, 0];
    for (let at = 0; at < width * height; at += 1) {
      const value = data[at * 4] ?? 0;
      x += value * ((at % width) + 0.5);
      y += value * (Math.floor(at / width) + 0.5);
      total += value;
    }
    return { x: (x / total / width) * canvas.clientWidth, y: (y / total / height) * canvas.clientHeight, total, width: canvas.clientWidth, height: canvas.clientHeight };
  });
}

const settled = (): Promise<void> => page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))); }));
const drawn = async (): Promise<void> => {
  await page.waitForFunction(() => [...document.querySelectorAll('.nd-pane')].every((pane) => !pane.classList.contains('nd-pane-empty')));
  await settled();
};
const commits = (): Promise<{ measure: CaliperMeasure; placing: Placing }[]> =>
  page.evaluate(() => window.nadirBench.recorded.filter((each) => each.what === 'commit').map((each) => each.value as { measure: CaliperMeasure; placing: Placing }));
const callbacks = (what: string): Promise<unknown[]> =>
  page.evaluate((name) => window.nadirBench.recorded.filter((each) => each.what === name).map((each) => each.value), what);
async function drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move((fromX + toX) / 2, (fromY + toY) / 2);
  await page.mouse.move(toX, toY);
  await page.mouse.up();
  await settled();
}
const corner = (pane = 0): Promise<string> => page.evaluate((index) => document.querySelectorAll('[data-pane="bottomLeft"]')[index]?.textContent ?? '', pane);


beforeEach(async () => { await page?.close().catch(() => undefined); });

describe.each(['cpu', 'gpu'] as const)('on the %s', (renderer) => {
  beforeEach(async () => { page = await openPage(renderer); });

  test.each<{ flips: readonly string[] }>([{ flips: [] }, { flips: ['horizontal'] }, { flips: ['vertical'] }, { flips: ['horizontal', 'vertical'] }])('a pixel is drawn where its patient position is, oblique and not square, flips $flips', async ({ flips }) => {
    await show(['point']);
    expect(await page.evaluate(() => document.querySelector<HTMLElement>('.nd-pane')?.dataset['renderer'])).toBe(renderer);
    const plane = planeOf(point, 2);
    const world = indexToWorld(plane, bright);
    const pixelsPerMm = (600 / (160 * 0.15)) * 5;
    for (const offset of [0, 9]) {
      // The bright pixel in the middle of the pane, then 9 pixels beside it.
      const centre = indexToWorld(plane, { column: bright.column + offset, row: bright.row - offset });
      await page.evaluate(([to, axes, first]) => {
        const handle = window.nadirBench.handles[0];
        if (first) { handle?.zoomBy(5); axes.forEach((axis) => handle?.flip(axis)); }
        handle?.jumpTo(to, { centre: true });
      }, [centre, flips, offset === 0] as const);
      await settled();
      const seen = await brightness();
      expect(seen.total).toBeGreaterThan(0);
      const [flipX, flipY] = [flips.includes('horizontal') ? -1 : 1, flips.includes('vertical') ? -1 : 1];
      const seenMm = [((seen.x - seen.width / 2) / pixelsPerMm) * flipX, ((seen.y - seen.height / 2) / pixelsPerMm) * flipY] as const;
      expect(Math.abs(seenMm[0] + offset * 0.25)).toBeLessThan(0.01);
      expect(Math.abs(seenMm[1] - offset * 0.15)).toBeLessThan(0.01);
    }
    // And the mouse on the middle of the pane gives that position.
    await page.evaluate(([to, placing]) => { window.nadirBench.handles[0]?.jumpTo(to, { centre: true }); window.nadirBench.changePane(0, { placing }); }, [world, target] as const);
    await settled();
    await drag(400, 300, 520, 210);
    const [done] = await commits();
    expect(distanceMm(done!.measure.caliper.longAxis[0], world)).toBeLessThan(1e-6);
    expect(done!.measure.caliper.sopInstanceUid).toBe(point.images.slices[2]!.sopInstanceUid);
    expect(done!.measure.caliper.renderer).toBe(renderer);
    // 120 px across and 90 px down are 150 px.
    expect(distanceMm(...done!.measure.caliper.longAxis)).toBeCloseTo(150 / pixelsPerMm, 6);
    expect(done!.measure.longAxisMm).toBe(Math.round((150 / pixelsPerMm) * 10) / 10);
  });

  test('the same holds on a screen with half as many pixels again, and after the window changed its size', async () => {
    await page.close();
    page = await openPage(renderer, { deviceScaleFactor: 1.5 });
    await show(['point']);
    await page.setViewportSize({ width: 716, height: 500 });
    await settled();
    const plane = planeOf(point, 2);
    await page.evaluate((to) => { window.nadirBench.handles[0]?.zoomBy(5); window.nadirBench.handles[0]?.jumpTo(to, { centre: true }); }, indexToWorld(plane, { column: bright.column + 9, row: bright.row }));
    await settled();
    const seen = await brightness();
    const pixelsPerMm = (500 / (160 * 0.15)) * 5;
    expect(Math.abs((seen.x - seen.width / 2) / pixelsPerMm + 9 * 0.25)).toBeLessThan(0.01);
    expect(Math.abs((seen.y - seen.height / 2) / pixelsPerMm)).toBeLessThan(0.01);
  });

  test('a drag across a block of 40 × 16 mm, edge to edge as seen, measures it, also after another series was shown', async () => {
    await show(['point'], { placing: target });
    await show(['block'], { placing: target });
    const edges = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="stage"] canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('no canvas');
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      const lit: [number, number][] = [];
      for (let at = 0; at < width * height; at += 1) if ((data[at * 4] ?? 0) > 114) lit.push([at % width, Math.floor(at / width)]);
      const [xs, ys] = [lit.map((each) => each[0]), lit.map((each) => each[1])];
      const range = (values: number[]): [number, number] => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [1e9, -1e9]);
      return { x: range(xs), y: range(ys) };
    });
    const middleY = (edges.y[0] + edges.y[1] + 1) / 2;
    await drag(edges.x[0], middleY, edges.x[1] + 1, middleY);
    const middleX = (edges.x[0] + edges.x[1] + 1) / 2;
    await drag(middleX, edges.y[0], middleX, edges.y[1] + 1);
    const done = await commits();
    expect(Math.abs(done[0]!.measure.longAxisMm - 40)).toBeLessThan(0.5);
    expect(Math.abs(done[1]!.measure.longAxisMm - 16)).toBeLessThan(0.5);
  });

  test('the middle of the window is middle grey', async () => {
    await show(['block']);
    await page.evaluate(() => window.nadirBench.handles[0]?.setWindow({ center: 140, width: 481 }, 'Test'));
    await settled();
    const grey = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="stage"] canvas');
      return [...(canvas?.getContext('2d')?.getImageData(Math.round(canvas.width / 2), Math.round(canvas.height * 0.35), 1, 1).data ?? [])];
    });
    // The block's 140 HU lies half a value above the middle of the LINEAR window.
    expect(grey[0]).toBeGreaterThanOrEqual(127);
    expect(grey[0]).toBeLessThanOrEqual(129);
  });
});

describe('a pane', () => {
  beforeEach(async () => { page = await openPage('cpu'); });

  test('asks for the short axis of a node, keeps it perpendicular, and records it as placed', async () => {
    await show(['block'], { placing: node });
    await drag(300, 300, 420, 330);
    expect(await commits()).toEqual([]);
    await drag(350, 280, 352, 340);
    const [done] = await commits();
    const { longAxis, shortAxis, shortAxisProvisional } = done!.measure.caliper;
    expect(shortAxisProvisional).toBe(false);
    expect(angleBetweenDegrees(longAxis, shortAxis!)).toBeGreaterThan(89.99);
    expect(done!.measure.shortAxisMm).toBeLessThan(done!.measure.longAxisMm);
  });

  test('offers a proposal that Enter accepts and Esc drops', async () => {
    await show(['block'], { placing: node });
    await drag(300, 300, 420, 330);
    expect(await page.locator('.nd-caliper .nd-handle-hollow').count()).toBe(2);
    await page.evaluate(() => window.nadirBench.handles[0]?.cancel());
    await settled();
    expect(await page.locator('.nd-caliper').count()).toBe(0);
    await drag(300, 300, 420, 330);
    await page.evaluate(() => window.nadirBench.handles[0]?.acceptProposal());
    expect((await commits()).map((each) => each.measure.caliper.shortAxisProvisional)).toEqual([false]);
  });

  test('edits a calliper by its handle and by nudging, and keeps showing it until the facts follow', async () => {
    const plane = planeOf(block, 4);
    const at = (column: number, row: number): WorldPoint => indexToWorld(plane, { column, row });
    const caliper: Caliper = {
      seriesId: block.images.series.id, sopInstanceUid: block.images.slices[4]!.sopInstanceUid, frameNumber: 1, longAxis: [at(40, 70), at(72, 70)], shortAxis: [at(56, 62), at(56, 78)], shortAxisProvisional: false, renderer: 'cpu',
    };
    const shown: PaneCaliper = { lesionId: 'a', label: 'T1', role: 'target', caliper, valueText: '40.0', ghost: false, selected: true, editable: true };
    await show(['block'], { calipers: [shown] });
    const handle = await page.locator('.nd-caliper circle[data-part="long1"]').boundingBox();
    await drag(handle!.x + handle!.width / 2, handle!.y + handle!.height / 2, handle!.x + handle!.width / 2 + 30, handle!.y + handle!.height / 2);
    const [edited] = await commits();
    // 600 px over 160 mm: 30 px are 8 mm.
    expect(edited!.measure.longAxisMm).toBe(48);
    expect(edited!.placing.lesionId).toBe('a');
    expect(await page.locator('.nd-label').textContent()).toContain('48.0');
    await page.evaluate((next) => window.nadirBench.changePane(0, { calipers: [next] }), { ...shown, valueText: '48.0', caliper: edited!.measure.caliper });
    for (let step = 0; step < 5; step += 1) await page.evaluate(() => window.nadirBench.handles[0]?.nudge(0.1, 0));
    await page.waitForFunction(() => window.nadirBench.recorded.filter((each) => each.what === 'commit').length === 2);
    expect((await commits())[1]!.measure.longAxisMm).toBe(48.5);
  });

  test('refuses to measure where there are no millimetres, says why, and has no scale bar', async () => {
    await show(['uncalibrated'], { placing: target });
    await drag(300, 300, 420, 330);
    expect(await commits()).toEqual([]);
    expect(await callbacks('refused')).toEqual(['No pixel spacing in this image: lengths cannot be given in millimetres.']);
    expect(await page.getByText('No pixel spacing in this image').isVisible()).toBe(true);
    expect(await page.locator('.nd-scale').isVisible()).toBe(false);
  });

  test('says the value under the cursor, nothing on padding, and inverts MONOCHROME1 for display only', async () => {
    await show(['inverted']);
    await page.mouse.move(250, 300);
    await settled();
    expect(await corner()).toContain('240 HU');
    const [white, black] = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="stage"] canvas');
      return [250, 550].map((x) => canvas?.getContext('2d')?.getImageData(x, 300, 1, 1).data[0]);
    });
    expect([white, black]).toEqual([0, 255]);
    await page.mouse.move(550, 300);
    await settled();
    expect(await corner()).not.toContain('HU');
  });

  test('scrolls its partners by patient position, says when it cannot, and anchors anew', async () => {
    await page.evaluate(async () => {
      const bench = window.nadirBench as Bench & { images(id: string): Promise<object> };
      const images = await Promise.all(['thin', 'thick', 'coronal'].map((id) => bench.images(id)));
      bench.setPanes(images.map((each) => ({ images: each, linkGroup: 'pair', initialSlice: 0 })));
    });
    await drawn();
    const slices = (): Promise<number[]> => page.evaluate(() => window.nadirBench.handles.map((handle) => handle.currentSlice().index));
    // z −200 + 20 × 2 = −160 is the thick series' slice 8.
    await page.evaluate(() => window.nadirBench.handles[0]?.scrollTo(20));
    expect(await slices()).toEqual([20, 8, 0]);
    await settled();
    expect(await corner(2)).toContain('another plane');
    await page.evaluate(() => window.nadirBench.handles[1]?.scrollTo(9));
    expect((await slices())[0]).toBe(22);
    await page.evaluate(() => { for (const pane of [0, 1]) window.nadirBench.changePane(pane, { linkGroup: null }); });
    await settled();
    await page.evaluate(() => window.nadirBench.handles[0]?.scrollTo(10));
    expect(await slices()).toEqual([10, 9, 0]);
    // As one key press does it: linked and anchored in one go.
    await page.evaluate(() => {
      for (const pane of [0, 1]) window.nadirBench.changePane(pane, { linkGroup: 'pair' });
      window.nadirBench.reanchor('pair');
    });
    await settled();
    await page.evaluate(() => window.nadirBench.handles[0]?.scrollTo(15));
    // 10 mm further than slice 10, which was anchored to slice 9.
    expect((await slices()).slice(0, 2)).toEqual([15, 11]);
    await settled();
    expect(await corner(1)).toMatch(/linked \+\d+\.\d mm/);
  });

  test('shows the first image while the rest still comes, with its progress, and lets go of the stream when it goes', async () => {
    await page.close();
    page = await openPage('cpu', { from: slow });
    await show(['large']);
    expect(await page.locator('[data-pane="progress"]').isVisible()).toBe(true);
    await page.mouse.move(200, 300);
    await settled();
    expect(await corner()).toContain('30 HU');
    await page.evaluate(() => window.nadirBench.setPanes([]));
    await expect.poll(() => slow.requests.aborted).toBe(1);
  });

  test('hides every overlay while Ctrl is held', async () => {
    await show(['block']);
    await page.keyboard.down('Control');
    await page.waitForFunction(() => document.querySelector('.nd-pane')?.classList.contains('nd-pane-bare'));
    expect(await page.locator('[data-pane="topLeft"]').isVisible()).toBe(false);
    await page.keyboard.up('Control');
    await settled();
    expect(await page.locator('[data-pane="topLeft"]').isVisible()).toBe(true);
  });

  test('makes a thumbnail of a calliper whose slice is loaded', async () => {
    await show(['block']);
    const plane = planeOf(block, 4);
    const caliper = { seriesId: 'block', sopInstanceUid: block.images.slices[4]!.sopInstanceUid, frameNumber: 1, longAxis: [indexToWorld(plane, { column: 40, row: 70 }), indexToWorld(plane, { column: 72, row: 70 })], shortAxis: null, shortAxisProvisional: false, renderer: 'cpu' };
    expect(await page.evaluate((each) => window.nadirBench.handles[0]?.thumbnail(each as unknown as Caliper, 64)?.slice(0, 22), caliper)).toBe('data:image/png;base64,');
  });
});
