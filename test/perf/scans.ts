/** A whole CT series in our viewer, beside the viewer library's own per-file loader and a bare fetch of the same bytes, and its first image: same files, browser and run. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { median, report, type Line } from './report.ts';
import { bytesPerSlice, type Coding } from './scanFiles.ts';
import { openScanPage, type InPage, type Scan, type ScanPage } from './scanPage.ts';

/** Ways of getting a series; each answers with milliseconds. Ours counts the request for the series' geometry too: without it nothing can be shown. */
const ways = {
  ours: (page: Page, { seriesId }: Scan) => page.evaluate(async (id) => {
    const { nadirBench } = globalThis as unknown as InPage;
    const start = performance.now();
    await nadirBench.loadOurs(await nadirBench.images(id));
    return performance.now() - start;
  }, seriesId),
  stock: (page: Page, { urls }: Scan) => page.evaluate((all) => (globalThis as unknown as InPage).nadirBench.loadStock(all), urls),
  bareWhole: async (page: Page, { seriesId }: Scan) => (await page.evaluate((id) => (globalThis as unknown as InPage).nadirBench.fetchBare(id), seriesId)).ms,
  /** `arrayBuffer()` puts large bodies together slowly; a stream read into a buffer that is there already is the other way to have the bytes. */
  bareStream: (page: Page, { seriesId, urls }: Scan) => page.evaluate(async ({ id, bytes }) => {
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
  }, { id: seriesId, bytes: urls.length * bytesPerSlice }),
};
type Way = keyof typeof ways;

/** Each way once per round on a page of its own; the order turns, so that no way always follows the same other one. */
async function timeWays({ page, fresh }: ScanPage, scan: Scan, names: readonly Way[], rounds: number): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { ours: [], stock: [], bareWhole: [], bareStream: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length]!;
      await fresh();
      times[name].push(await ways[name](page, scan));
    }
  }
  return times;
}

const runs = (times: readonly number[]): string => `runs ${times.map((ms) => ms.toFixed(0)).join(', ')}`;
const timed = (what: string, times: readonly number[]): Line => ({ what, value: median(times), unit: 'ms', digits: 0, note: runs(times) });

async function compare(scanPage: ScanPage, scan: Scan, { title, names, rounds, targets }: { title: string; names: readonly Way[]; rounds: number; targets: boolean }): Promise<void> {
  const times = await timeWays(scanPage, scan, names, rounds);
  const bare = Math.min(...(['bareWhole', 'bareStream'] as const).map((way) => (times[way].length > 0 ? median(times[way]) : Infinity)));
  report(`${title}, ${Math.round((scan.urls.length * bytesPerSlice) / 1e6)} MB of pixels, in the browser, median of ${rounds}`, [
    timed('wholly in our viewer, geometry request included', times.ours),
    timed('stock loader (wadouri, one file per image)', times.stock),
    ...(times.bareWhole.length > 0 ? [timed('bare fetch of the same bytes, arrayBuffer()', times.bareWhole)] : []),
    ...(times.bareStream.length > 0 ? [timed('bare fetch of the same bytes, streamed into one buffer', times.bareStream)] : []),
    { what: 'faster than the stock loader', value: median(times.stock) / median(times.ours), unit: '×', ...(targets ? { target: { atLeast: 8 } } : {}) },
    ...(Number.isFinite(bare) ? [{ what: 'of the faster bare fetch', value: median(times.ours) / bare, unit: '×', digits: 2, target: { atMost: 2 } }] : []),
  ]);
}

async function firstImages({ page, fresh }: ScanPage, { seriesId, urls }: Scan, coding: Coding, rounds: number): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await fresh();
    times.push(await page.evaluate((id) => (globalThis as unknown as InPage).nadirBench.firstImage(id), seriesId));
  }
  report(`First image of a CT of ${urls.length} slices${coding === 'plain' ? '' : ', JPEG 2000'}, from the choice of the series to the painted frame`, [{ ...timed('first image, median', times), target: { atMost: 500 } }]);
}

/** `npm run bench -- scans` */
export async function benchScans(work: string): Promise<void> {
  const scanPage = await openScanPage({ work: path.join(work, 'plain'), recipes: [{ name: 'ct300', slices: 300, coding: 'plain' }, { name: 'ct1000', slices: 1000, coding: 'plain' }] });
  try {
    const [small, large] = [scanPage.scans.get('ct300')!, scanPage.scans.get('ct1000')!];
    await firstImages(scanPage, large, 'plain', 5);
    await compare(scanPage, small, { title: 'CT of 300 slices, uncompressed', names: ['ours', 'stock', 'bareWhole', 'bareStream'], rounds: 5, targets: true });
    await compare(scanPage, large, { title: 'CT of 1,000 slices, uncompressed', names: ['ours', 'stock', 'bareStream'], rounds: 3, targets: true });
  } finally {
    await scanPage.close();
  }
}

/** `npm run bench -- jpeg2000`: the decoder is the same in both, so threads decide; ours with one decoder fewer than there are processors, and with as many. */
export async function benchJpeg2000(work: string): Promise<void> {
  const options = { work: path.join(work, 'jpeg2000'), recipes: [{ name: 'j2k100', slices: 100, coding: 'jpeg2000' as const }, { name: 'j2k300', slices: 300, coding: 'jpeg2000' as const }, { name: 'j2k1000', slices: 1000, coding: 'jpeg2000' as const }] };
  const decoding: Line[] = [];
  const scanPage = await openScanPage(options);
  try {
    const [small, large] = [scanPage.scans.get('j2k300')!, scanPage.scans.get('j2k1000')!];
    await firstImages(scanPage, large, 'jpeg2000', 3);
    await compare(scanPage, small, { title: 'CT of 300 slices, JPEG 2000 lossless', names: ['ours', 'stock'], rounds: 2, targets: false });
    await compare(scanPage, large, { title: 'CT of 1,000 slices, JPEG 2000 lossless', names: ['ours', 'stock'], rounds: 1, targets: false });
  } finally {
    await scanPage.close();
  }
  for (const decoders of [1, 2]) {
    const one = await openScanPage({ ...options, decoders });
    try {
      // The threads start with the first frames.
      await one.fresh();
      await ways.ours(one.page, one.scans.get('j2k100')!);
      await one.fresh();
      decoding.push({ what: `100 slices with ${decoders} decoding thread${decoders === 1 ? '' : 's'}`, value: await ways.ours(one.page, one.scans.get('j2k100')!), unit: 'ms', digits: 0 });
    } finally {
      await one.close();
    }
  }
  report('Decoding threads, JPEG 2000', decoding);
}
