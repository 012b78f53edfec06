/** Scrolling a whole CT, one slice per frame, as a wheel does: drawn on the CPU, and by WebGL in software (SwiftShader), the slowest GPU there is. */
import path from 'node:path';
import { report } from './report.ts';
import { openScanPage, type InPage } from './scanPage.ts';

const slices = 300;

/** `npm run bench -- scroll` */
export async function benchScrolling(work: string): Promise<void> {
  const scanPage = await openScanPage({
    work: path.join(work, 'scroll'), recipes: [{ name: 'ct300', slices, coding: 'plain' }],
    withoutArgs: ['--disable-gpu'], browserArgs: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const { page, scans } = scanPage;
  const { seriesId } = scans.get('ct300')!;
  try {
    for (const [renderer, name] of [['cpu', 'CPU path (chosen by itself where there is no GPU)'], ['gpu', 'GPU path, WebGL in software']] as const) {
      await scanPage.fresh(`?renderer=${renderer}`);
      await page.evaluate(async (id) => {
        const { nadirBench } = globalThis as unknown as InPage;
        await nadirBench.show([id]);
        await nadirBench.loadOurs(await nadirBench.images(id));
      }, seriesId);
      await page.evaluate(() => (globalThis as unknown as InPage).nadirBench.scrollSlices(0, 60));
      const { frames, work: perSlice, drawn } = await page.evaluate((count) => (globalThis as unknown as InPage).nadirBench.scrollSlices(0, count), slices);
      report(`Scrolling ${slices} slices of 512 × 512, one per frame, 1280 × 800: ${name}`, [
        { what: 'frame to frame, median', value: frames.median, unit: 'ms', ...(renderer === 'cpu' ? { target: { atMost: 33.3 } } : {}), note: `95 % below ${frames.p95.toFixed(1)} ms, worst ${frames.worst.toFixed(1)} ms, ${drawn} drawn` },
        { what: 'frames per second', value: 1000 / frames.median, unit: '/s', ...(renderer === 'cpu' ? { target: { atLeast: 30 } } : {}) },
        { what: 'work per slice, median', value: perSlice.median, unit: 'ms', note: `95 % below ${perSlice.p95.toFixed(1)} ms` },
      ]);
    }
  } finally {
    await scanPage.close();
  }
}
