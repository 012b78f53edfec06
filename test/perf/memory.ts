/** What a day of reading leaves behind: memory of the window's process and of the host after many series were opened and closed. Linux only: it reads /proc. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { report } from './report.ts';
import { openScanPage, type InPage, type ScanPage } from './scanPage.ts';

const slices = 500;
const cycles = 50;
const studies = 16;
/** Chromium without a GPU keeps up to 128 MB of drawn frames, whatever was drawn; by then it has them (measured: no growth from the 20th opening on). */
const warmUps = 24;
const megabyte = 2 ** 20;

/** Anonymous memory of a process in MB: what it has taken from the system and not given back, files mapped from disk left out. */
const residentMb = (pid: number): number => Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

/** The browser's renderers: descendants of this process. */
function renderers(): number[] {
  const parents = new Map<number, number>();
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')) found.push(Number(name));
    } catch { /* ended meanwhile */ }
  }
  const isOurs = (pid: number): boolean => pid === process.pid || (parents.has(pid) && pid > 1 && isOurs(parents.get(pid)!));
  return found.filter(isOurs);
}

type Memory = { readonly window: number; readonly host: number };
const now = (): Memory => ({ window: renderers().reduce((sum, pid) => sum + residentMb(pid), 0), host: residentMb(process.pid) });
const total = ({ window, host }: Memory): number => window + host;

/** After what is garbage was collected and the allocators gave back what they give back by themselves: when it no longer falls, 40 s at most. */
async function settled({ page }: ScanPage): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  let [last, at] = [Infinity, now()];
  for (let round = 0; round < 10 && (round < 3 || total(at) < last - 2); round += 1) {
    last = total(at);
    await session.send('HeapProfiler.collectGarbage');
    (globalThis as { gc?: () => void }).gc?.();
    await page.waitForTimeout(4000);
    at = now();
  }
  await session.detach();
  return at;
}

const openAndClose = ({ page }: ScanPage, seriesId: string, forget: boolean): Promise<void> => page.evaluate(async ([id, leave]) => {
  const { nadirBench } = globalThis as unknown as InPage;
  await nadirBench.openAndClose(id);
  if (leave) nadirBench.forgetUnusedSeries();
}, [seriesId, forget] as const);

/** `npm run bench -- memory` */
export async function benchMemory(work: string): Promise<void> {
  if (!existsSync('/proc/self/status')) { console.log('\nMemory is measured on Linux only.'); return; }
  const scanPage = await openScanPage({ work: path.join(work, 'memory'), recipes: [{ name: 'ct500', slices, coding: 'plain' }], studies });
  const series = [...scanPage.scans.values()];
  try {
    await scanPage.fresh();
    const empty = await settled(scanPage);
    for (let warmUp = 0; warmUp < warmUps; warmUp += 1) await openAndClose(scanPage, series[warmUp % series.length]!.seriesId, true);
    const before = await settled(scanPage);
    let most = 0;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await openAndClose(scanPage, series[cycle % series.length]!.seriesId, true);
      most = Math.max(most, total(now()));
    }
    const after = await settled(scanPage);
    report(`Memory, ${cycles} times a CT of ${slices} slices (${Math.round((slices * 512 * 512 * 2) / megabyte)} MB) opened, scrolled and closed in a pane`, [
      { what: 'nothing opened yet, window and host', value: total(empty), unit: 'MB', digits: 0, note: `window ${empty.window.toFixed(0)}, host ${empty.host.toFixed(0)}` },
      { what: `before: ${warmUps} openings, the browser's own cache of frames is full`, value: total(before), unit: 'MB', digits: 0, note: `window ${before.window.toFixed(0)}, host ${before.host.toFixed(0)}` },
      { what: 'after', value: total(after), unit: 'MB', digits: 0, note: `window ${after.window.toFixed(0)}, host ${after.host.toFixed(0)}; most meanwhile ${most.toFixed(0)}` },
      { what: 'more than before', value: total(after) - total(before), unit: 'MB', digits: 0, target: { atMost: 100 } },
    ]);
    let highest: Memory = now();
    for (let cycle = 0; cycle < 2 * series.length; cycle += 1) {
      await openAndClose(scanPage, series[cycle % series.length]!.seriesId, false);
      const at = now();
      if (total(at) > total(highest)) highest = at;
    }
    const held = await scanPage.page.evaluate(() => (globalThis as unknown as InPage).nadirBench.heldImageBytes());
    report(`A long day: ${2 * series.length} series of ${slices} slices one after another, kept as long as there is room for images`, [
      { what: 'most memory at any time, window and host', value: total(highest), unit: 'MB', digits: 0, target: { atMost: 3000 }, note: `window ${highest.window.toFixed(0)}, host ${highest.host.toFixed(0)}` },
      { what: 'images kept at the end', value: held / megabyte, unit: 'MB', digits: 0 },
    ]);
  } finally {
    await scanPage.close();
  }
}
