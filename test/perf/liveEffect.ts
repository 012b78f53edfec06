/**
 * Live effect while a handle is dragged, in the whole window: 500 pointer moves on the CPU renderer with an image area of 800 × 800, table and response card beside it.
 * Real pointer events; each is timed from its arrival in the page to the end of the frame that shows it, and the table must show the tag's number in that very frame.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from '../e2e/browser.ts';
import { caseReply, currentPane, onScreen, seriesImages, showSlice, subjectByCode, toImage } from '../e2e/phantom.ts';
import { startServing } from '../e2e/workstation.ts';
import { report } from './report.ts';

const moves = 500;
/** Bars, panels and pane head around an image area of 800 × 800 in a window below 1600 px. */
const viewport = { width: 800 + 16 + 48 + 372, height: 800 + 44 + 40 + 30 + 24 };
const root = path.resolve(import.meta.dirname, '../..');

type Sample = { readonly ms: number; readonly tag: string; readonly cell: string };
type InPage = { nadirSamples: Sample[] };

/** A stopwatch on every pointer move, as the page runs it: this project knows the browser's own types only in the window. */
const stopwatch = `{
  const samples = globalThis.nadirSamples = [];
  const text = (selector) => document.querySelector(selector)?.textContent ?? '';
  const afterFrame = new MessageChannel();
  let begun = 0, isWaiting = false;
  afterFrame.port1.onmessage = () => {
    isWaiting = false;
    samples.push({ ms: performance.now() - begun, tag: text('[data-pane=tag] [data-role] > span'), cell: text('tr[data-selected] td[data-current] button') });
  };
  addEventListener('pointermove', () => {
    if (isWaiting) return;
    begun = performance.now();
    isWaiting = true;
    // A message posted within the frame is heard when the frame is styled, laid out and painted.
    requestAnimationFrame(() => afterFrame.port2.postMessage(null));
  }, { capture: true });
}`;

const share = (values: readonly number[], part: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))] ?? Number.NaN;

/** Opens T1 of P-04 at its last timepoint with the image fitted; answers where one end of it is on the screen. */
async function openLesion(page: Page): Promise<readonly [x: number, y: number]> {
  const { subjectId } = await subjectByCode(page, 'P-04');
  const { case: subject } = await caseReply(page, subjectId);
  const timepoint = subject.timepoints.at(-1);
  await page.evaluate(`location.hash = ${JSON.stringify(`#/read/${subjectId}/${timepoint?.id}`)}`);
  await page.locator('[data-pane=bottomLeft]', { hasText: /Img \d+/ }).first().waitFor();
  await page.getByRole('button', { name: 'One pane' }).click();
  const lesion = subject.lesions[0];
  const record = lesion && subject.assessments[lesion.id]?.[timepoint?.id ?? ''];
  if (record?.state !== 'measured' || !record.caliper) throw new Error('P-04 is not the demo subject it was');
  const pane = currentPane(page);
  const images = await seriesImages(page, record.caliper.seriesId);
  const end = toImage(images, record.caliper.longAxis[1]);
  await showSlice(page, pane, end.slice);
  const box = await pane.locator('[data-pane=stage]').boundingBox();
  const size = `${box?.width} × ${box?.height} ${await pane.getAttribute('data-renderer')}`;
  if (size !== '800 × 800 cpu') throw new Error(`the image area is ${size}, not 800 × 800 cpu`);
  await page.waitForTimeout(1000);
  return onScreen(pane, images, end);
}

/** Drags that end in a circle of some pixels, so that the sum crosses its limits again and again; nothing is recorded. */
async function drag(page: Page, [x, y]: readonly [number, number]): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= moves; step += 1) {
    const turn = (step / 40) * Math.PI;
    await page.mouse.move(x + 24 * Math.sin(turn) - 8, y + 10 * (1 - Math.cos(turn)));
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

async function timed(page: Page, at: readonly [number, number]): Promise<readonly Sample[]> {
  await page.evaluate(stopwatch);
  await drag(page, at);
  return (await page.evaluate(() => (globalThis as unknown as InPage).nadirSamples)).slice(5, moves);
}

type TraceEvent = { readonly name: string; readonly ph: string; readonly tdur?: number; readonly tid: number };

/** Processor time of the task that makes each frame, ms: what a busy machine does not spoil. Traced, which costs some itself. */
async function processorTimes(page: Page, at: readonly [number, number]): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] } });
  await drag(page, at);
  const complete = new Promise<void>((resolve) => { session.once('Tracing.tracingComplete', () => resolve()); });
  await session.send('Tracing.end');
  await complete;
  const main = events.find(({ name }) => name === 'FireAnimationFrame')?.tid;
  const tasks = events.filter(({ name, ph, tid, tdur }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && tid === main && tdur !== undefined).map(({ tdur = 0 }) => tdur / 1000);
  return tasks.sort((a, b) => b - a).slice(0, moves);
}

export async function benchLiveEffect(folder: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (line) => console.log(line) });
  const dataFolder = path.join(folder, 'live-data');
  const made = spawnSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), 'demo', '--data', dataFolder], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the demo study was not made: ${made.stderr}`);
  const { url, child } = await startServing(dataFolder);
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport });
    await page.goto(url);
    const at = await openLesion(page);
    const samples = await timed(page, at);
    const work = await processorTimes(page, at);
    const times = samples.map(({ ms }) => ms);
    const apart = samples.filter(({ tag, cell }) => tag === '' || !tag.includes(cell)).length;
    report(`Live effect: ${moves} pointer moves of a handle, image 800 × 800 on the CPU, table and card beside it`, [
      { what: 'from pointer event to painted frame, 95 %', value: share(times, 0.95), unit: 'ms', target: { atMost: 16 }, note: `median ${share(times, 0.5).toFixed(1)} ms, 99 % ${share(times, 0.99).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms, ${times.length} frames` },
      { what: 'processor time of the frame, 95 %', value: share(work, 0.95), unit: 'ms', target: { atMost: 16 }, note: `median ${share(work, 0.5).toFixed(1)} ms` },
      { what: 'frames in which table and tag differ', value: apart, unit: '', digits: 0, target: { atMost: 0 } },
    ]);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGTERM');
    await ended;
  }
}
