/** A whole CT series in our viewer, beside the viewer library's own per-file loader and a bare fetch of the same bytes: same files, browser and run. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { createHost, createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { serveLoopback } from '../../src/server/index.ts';
import { findBrowser } from '../e2e/browser.ts';
import { syntheticSeries, writeSynthetic } from '../fixtures/dicom.ts';
import { median, report } from './report.ts';

const slices = 300;
const size = 512;
const rounds = 5;

type Spread = { readonly median: number; readonly p95: number; readonly worst: number };
/** What renderer/bench offers to this file. */
type Bench = {
  images(seriesId: string): Promise<unknown>;
  loadOurs(images: unknown): Promise<number>;
  loadStock(urls: readonly string[]): Promise<number>;
  fetchBare(seriesId: string): Promise<{ ms: number; bytes: number }>;
  show(seriesIds: readonly string[]): Promise<void>;
  scrollSlices(pane: number, count: number): Promise<{ work: Spread; frames: Spread; drawn: number }>;
};
type InPage = { nadirBench: Bench };

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.dcm': 'application/dicom' };

/** A file of a folder, read at once: the peer must not suffer from how we serve it. */
async function sendFile(folder: string, name: string): Promise<Response> {
  const file = path.join(folder, path.normalize(`/${name}`));
  const bytes = await readFile(file).catch(() => null);
  return bytes ? new Response(bytes, { headers: { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' } }) : new Response(null, { status: 404 });
}

async function importSeries(files: string, dataFolder: string): Promise<string> {
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  try {
    const { id: studyId } = core.services.studies.create(core.context, { code: 'BENCH', title: 'Bench', template: 'phase2', isDemo: false });
    const { seriesIds } = await importInto({ paths: [files], owned: false }, { core, pool, studyId, sourceName: 'bench' });
    return seriesIds[0]!;
  } finally {
    await pool.close();
    core.store.close();
  }
}

export async function benchViewer(work: string): Promise<void> {
  await ensureBuilt(['bench'], { say: (line) => console.log(line) });
  const files = path.join(work, 'series');
  const series = syntheticSeries({ name: 'ct', rows: size, columns: size, slices, stepMm: 1, spacingMm: [0.7, 0.7], origin: [-179, -179, 0], ellipsoids: [{ centre: [0, 0, 150], halfMm: [150, 110, 400], hu: 60 }] });
  await writeSynthetic(files, series);
  const dataFolder = path.join(work, 'viewer-data');
  const seriesId = await importSeries(files, dataFolder);
  const host = await createHost({ dataFolder, shell: 'test', withDemo: false });
  const dist = path.resolve(import.meta.dirname, '../../dist/bench');
  const server = await serveLoopback({
    singleUseToken: false,
    async handler(request) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/api/')) return host.handler(request);
      return pathname.startsWith('/files/') ? sendFile(files, pathname.slice('/files/'.length)) : sendFile(dist, pathname === '/' ? 'bench/index.html' : pathname);
    },
  });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.openingUrl);
    const urls = series.map(({ fileName }) => `${new URL(server.openingUrl).origin}/files/${fileName}`);
    await measure(page, seriesId, urls);
  } finally {
    await browser.close();
    await server.close();
    await host.close();
  }
}

/** Every run on a page of its own, so that nothing is cached for anybody. */
async function fresh(page: Page): Promise<void> {
  await page.reload();
  await page.waitForFunction(() => 'nadirBench' in globalThis);
}

/** Ways of getting the series; each answers with milliseconds. Ours counts the request for the series' geometry too: without it nothing can be shown. */
const ways = {
  ours: (page: Page, seriesId: string) => page.evaluate(async (id) => {
    const { nadirBench } = globalThis as unknown as InPage;
    const start = performance.now();
    await nadirBench.loadOurs(await nadirBench.images(id));
    return performance.now() - start;
  }, seriesId),
  stock: (page: Page, _seriesId: string, urls: readonly string[]) => page.evaluate((all) => (globalThis as unknown as InPage).nadirBench.loadStock(all), urls),
  bareWhole: async (page: Page, seriesId: string) => (await page.evaluate((id) => (globalThis as unknown as InPage).nadirBench.fetchBare(id), seriesId)).ms,
  /** `arrayBuffer()` puts large bodies together slowly; the honest least is a stream read into a buffer that is there already, as ours is. */
  bareStream: (page: Page, seriesId: string) => page.evaluate(async ({ id, bytes }) => {
    const start = performance.now();
    const target = new Uint8Array(bytes);
    const response = await fetch(`/api/bytes/volume/${id}?from=0`);
    let filled = 0;
    for await (const chunk of response.body! as unknown as AsyncIterable<Uint8Array>) {
      target.set(chunk, filled);
      filled += chunk.byteLength;
    }
    if (filled !== bytes) throw new Error(`${filled} bytes came instead of ${bytes}`);
    return performance.now() - start;
  }, { id: seriesId, bytes: slices * size * size * 2 }),
};
type Way = keyof typeof ways;

/** Each way once per round on a page of its own; the order turns, so that no way always follows the same other one. */
async function timeWays(page: Page, seriesId: string, urls: readonly string[]): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { ours: [], stock: [], bareWhole: [], bareStream: [] };
  const names = Object.keys(ways) as Way[];
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length]!;
      await fresh(page);
      times[name].push(await ways[name](page, seriesId, urls));
    }
  }
  return times;
}

async function measure(page: Page, seriesId: string, urls: readonly string[]): Promise<void> {
  const times = await timeWays(page, seriesId, urls);
  await fresh(page);
  await page.evaluate((id) => (globalThis as unknown as InPage).nadirBench.show([id]), seriesId);
  await page.evaluate(async (id) => { const { nadirBench } = globalThis as unknown as InPage; await nadirBench.loadOurs(await nadirBench.images(id)); }, seriesId);
  const scroll = await page.evaluate((count) => (globalThis as unknown as InPage).nadirBench.scrollSlices(0, count), slices);
  const megabytes = (slices * size * size * 2) / 1e6;
  const [ourMs, stockMs, wholeMs, streamMs] = [median(times.ours), median(times.stock), median(times.bareWhole), median(times.bareStream)];
  const runs = (way: Way) => `runs ${times[way].map((ms) => ms.toFixed(0)).join(', ')}`;
  report(`Series of ${slices} × ${size} × ${size} (${Math.round(megabytes)} MB) in the browser, median of ${rounds}`, [
    { what: 'wholly in our viewer, geometry request included', value: ourMs, unit: 'ms', digits: 0, note: runs('ours') },
    { what: 'stock loader (wadouri, one file per image)', value: stockMs, unit: 'ms', digits: 0, note: runs('stock') },
    { what: 'bare fetch of the same bytes, arrayBuffer()', value: wholeMs, unit: 'ms', digits: 0, note: runs('bareWhole') },
    { what: 'bare fetch of the same bytes, streamed into one buffer', value: streamMs, unit: 'ms', digits: 0, note: runs('bareStream') },
    { what: 'faster than the stock loader', value: stockMs / ourMs, unit: '×', target: { atLeast: 8 } },
    { what: 'of the faster bare fetch', value: ourMs / Math.min(wholeMs, streamMs), unit: '×', digits: 2, target: { atMost: 2 } },
  ]);
  report(`Scrolling ${slices} slices, one per frame, 1280 × 800, no GPU`, [
    { what: 'frame to frame, median', value: scroll.frames.median, unit: 'ms', target: { atMost: 33.3 }, note: `95 % below ${scroll.frames.p95.toFixed(1)} ms, worst ${scroll.frames.worst.toFixed(1)} ms, ${scroll.drawn} drawn` },
    { what: 'work per slice, median', value: scroll.work.median, unit: 'ms', note: `95 % below ${scroll.work.p95.toFixed(1)} ms` },
  ]);
}
