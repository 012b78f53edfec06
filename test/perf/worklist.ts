/**
 * Worklist of 10,000 subjects in the real host and window: opening and filtering, from the press to the painted frame, and the host's answer alone. Beside the wall
 * clock stands the processor time of window and host together, which a busy machine does not spoil. `NADIR_BENCH_SUBJECTS` makes it fewer.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from '../e2e/browser.ts';
import { startServing } from '../e2e/workstation.ts';
import { median, report, type Line } from './report.ts';

const subjects = Number(process.env['NADIR_BENCH_SUBJECTS'] ?? 10_000);
const rounds = 15;

/** Shares of sorted times. */
const share = (times: readonly number[], of: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * of) - 1)] ?? Number.NaN;
const line = (what: string, times: readonly number[], atMost: number): Line =>
  ({ what, value: median(times), unit: 'ms', target: { atMost }, note: `median of ${times.length}; 95 % ${share(times, 0.95).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms` });

type Act = { readonly hash?: string; readonly click?: string; readonly type?: string };

/** In the page: does something, and answers how long it took until `settled` held in a frame that was painted. A text, because the page has no build of it. */
const inPage = `async ([{ hash, click, type }, settled]) => {
  const holds = new Function('return (' + settled + ')');
  const start = performance.now();
  if (hash !== undefined) location.hash = hash;
  if (click !== undefined) document.evaluate(click, document, null, 9).singleNodeValue.click();
  if (type !== undefined) {
    const field = document.querySelector('input[aria-label="Filter subjects"]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, type);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return new Promise((resolve, reject) => {
    const look = () => {
      if (holds()) {
        // A message sent from a frame arrives after it was painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - start);
        channel.port2.postMessage(null);
      } else if (performance.now() - start > 120000) reject(new Error('did not settle: ' + settled));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}`;
const untilPainted = (page: Page, act: Act, settled: string): Promise<number> => page.evaluate(`(${inPage})(${JSON.stringify([act, settled])})`);

/** Processor time so far, ms: of the window's main thread, and of the host's process (counted by Linux in steps of 10 ms; 0 elsewhere). */
async function processor(session: CDPSession, pid: number): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const window = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
    return window + (user + system) * 10;
  } catch {
    return window;
  }
}

const rows = 'document.querySelectorAll(\'[role=grid] [role=row][aria-selected]\').length > 10';
const status = '[...document.querySelectorAll("[role=status]")].map((one) => one.textContent).join(" ")';
const narrowed = `${status}.includes('in the study') && !document.querySelector('[role=row][aria-busy=true]')`;
const button = (name: string): string => `//nav[@aria-label="Filters"]//button[starts-with(., "${name}")]`;

/** Time of the host's answer for the first page of a look, asked from the window: without painting. */
const answers = (page: Page, studyId: string, query: string): Promise<number> => page.evaluate(async (address) => {
  const start = performance.now();
  await (await fetch(address)).text();
  return performance.now() - start;
}, `/api/worklist/page?study=${studyId}&today=2026-03-10&limit=50&offset=0${query}`);

async function each(count: number, work: (n: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) times.push(await work(n));
  return times;
}

type Measured = { readonly wall: readonly number[]; readonly work: readonly number[] };

async function measure(page: Page, studyId: string, pid: number): Promise<Line[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Does it again and again, putting things back in between. */
  const measured = async (act: (n: number) => readonly [Act, string], back: () => Promise<unknown>): Promise<Measured> => {
    const [wall, work]: [number[], number[]] = [[], []];
    for (let n = 0; n < rounds; n += 1) {
      const before = await processor(session, pid);
      wall.push(await untilPainted(page, ...act(n)));
      work.push((await processor(session, pid)) - before);
      await back();
      // What the window asks for when it rests, such as the case of the selected subject.
      await page.waitForTimeout(400);
    }
    return { wall, work };
  };
  const away = async () => {
    await page.evaluate('location.hash = "#/settings"');
    await page.getByRole('navigation', { name: 'Settings' }).waitFor();
  };
  const whole = `!${status}.includes('in the study')`;
  await page.waitForTimeout(500);
  const firstOpen = await untilPainted(page, { hash: '#/worklist' }, rows);
  await away();
  const open = await measured(() => [{ hash: '#/worklist' }, rows], away);
  await untilPainted(page, { hash: '#/worklist' }, rows);
  const typed = await measured((n) => [{ type: `s-0${n % 10}` }, narrowed], () => untilPainted(page, { type: '' }, whole));
  const chosen = await measured((n) => {
    const site = `Site ${n % 20}`;
    return [{ click: button(site) }, `document.querySelector('nav[aria-label=Filters] [aria-pressed=true]')?.textContent.startsWith('${site}') && ${narrowed}`];
  }, () => untilPainted(page, { click: button('All subjects') }, whole));
  const hostOpen = await each(rounds, () => answers(page, studyId, ''));
  const hostFilter = await each(rounds, (n) => answers(page, studyId, `&text=${encodeURIComponent(`site ${n % 20} s-0`)}&response=SD`));
  const hostDeep = await each(rounds, (n) => answers(page, studyId, `&sort=sum&offset=${(n * 600) % subjects}`));
  const work = (what: string, { work: times }: Measured, atMost: number): Line => ({ what: `  processor time of window and host, median`, value: median(times), unit: 'ms', target: { atMost }, note: what });
  return [
    { what: 'opens, first time in a window, to the painted frame', value: firstOpen, unit: 'ms', target: { atMost: 100 } },
    line('opens, to the painted frame', open.wall, 100), work('opens', open, 100),
    line('filters by text, to the painted frame', typed.wall, 50), work('filters by text', typed, 50),
    line('filters by facet, to the painted frame', chosen.wall, 50), work('filters by facet', chosen, 50),
    line('host alone: first page', hostOpen, 100), line('host alone: filtered by text and facet', hostFilter, 50), line('host alone: a page far down, by sum', hostDeep, 50),
  ];
}

export async function benchWorklist(work: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (text) => console.log(text) });
  const dataFolder = process.env['NADIR_BENCH_WORKLIST'] ?? path.join(work, 'worklist-data');
  if (!process.env['NADIR_BENCH_WORKLIST']) execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'manySubjects.ts'), dataFolder, String(subjects)], { stdio: 'inherit' });
  const { url, child } = await startServing(dataFolder, { NADIR_NO_DEMO: '1' });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${url}#/settings`);
    await page.getByRole('navigation', { name: 'Settings' }).waitFor();
    const studyId = await page.evaluate(async () => ((await (await fetch('/api/study/list')).json()) as { id: string }[])[0]?.id ?? '');
    const making = await answers(page, studyId, '&text=nothing');
    const lines = await measure(page, studyId, child.pid ?? 0);
    report(`Worklist of ${subjects.toLocaleString('en-GB')} subjects, 5 lesions × 8 timepoints each, window 1920 × 1080`, [...lines, { what: 'once after an update or amendment: every row made anew', value: making / 1000, unit: 's', note: 'the window stays usable meanwhile' }]);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGTERM');
    await ended;
  }
}
