/**
 * The study page with 10,000 subjects of ten timepoints in the real host and window: the first opening after a start, opening, another choice, and each figure drawn anew, from the press to the painted
 * frame, with the processor time of it and the longest the main threads of window and host were at work without a pause. The host has judged the subjects in the background before it was started again, as it does after every commit.
 * `NADIR_BENCH_SUBJECTS` makes it fewer, `NADIR_BENCH_STUDY` names data of an earlier run.
 */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from '../e2e/browser.ts';
import { startServing } from '../e2e/workstation.ts';
import { median, report, type Line } from './report.ts';

const subjects = Number(process.env['NADIR_BENCH_SUBJECTS'] ?? 10_000);
const rounds = 7;
/** Starts of the host with a first opening each. */
const firstRounds = 3;

/** In the page: does something and answers the milliseconds until `settled` held in a frame that was painted. A text, because the page has no build of it. */
const inPage = `async ([act, settled]) => {
  const holds = new Function('before', 'return (' + settled + ')');
  const before = [...document.querySelectorAll('svg[data-drawn]')].map((one) => one.innerHTML);
  const start = performance.now();
  new Function(act)();
  await new Promise((resolve, reject) => {
    const look = () => {
      if (holds(before)) { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(null); }
      else if (performance.now() - start > 120000) reject(new Error('did not settle: ' + settled));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return performance.now() - start;
}`;
async function measured(page: Page, act: string, settled: string): Promise<Timed> {
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const [from, before] = [Date.now(), processor()];
  const ms = await page.evaluate<number>(`(${inPage})(${JSON.stringify([act, settled])})`);
  const [to, worked] = [Date.now(), processor() - before];
  return { ms, worked, longestWork: longestTask((await browser?.stopTracing()) ?? Buffer.from('{"traceEvents":[]}')), from, to };
}

const whole = "document.querySelector('[data-analysis]') !== null && ['waterfall', 'pfs', 'swimmer', 'response'].every((id) => document.querySelector('[data-figure=' + id + '] svg[data-drawn]')?.dataset.drawn === document.querySelector('[data-analysis]')?.dataset.analysis)";
const press = (name: string): string => `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === '${name}').click()`;
/** A choice is there when the page and its figures are of another analysis than they were. */
const another = (key: string): string => `document.querySelector('[data-analysis]').dataset.analysis !== '${key}' && ${whole}`;
const drawn = (id: string): string => `document.querySelector('[data-figure=${id}] svg[data-drawn]') !== null`;

/** `worked`: processor time of host and browser, ms, which a busy machine does not spoil; `longestWork`: of the longest task of the window's main thread. */
type Timed = { readonly ms: number; readonly worked: number; readonly longestWork: number; readonly from: number; readonly to: number };

/** Processor time of everything this program started, ms. */
function processor(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended.
    }
  }
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && pid > 1 && (parents.get(pid) === process.pid || isOurs(parents.get(pid)));
  let ns = 0;
  for (const pid of [...parents.keys()].filter(isOurs)) {
    try {
      for (const task of readdirSync(`/proc/${pid}/task`)) ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // It has ended.
    }
  }
  return ns / 1e6;
}

type TraceEvent = { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly dur?: number; readonly tdur?: number; readonly args?: { readonly name?: string } };
/** The longest task of the main thread of a page by its processor time, from a trace of the browser, ms. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && main.has(`${pid} ${tid}`)).reduce((most, { tdur = 0 }) => Math.max(most, tdur / 1000), 0);
}

/** Where the host's main thread writes when it was held up; read by the time of a measurement. */
let blocksFile = '';
function hostBlocks(from: number, to: number): { readonly ms: number; readonly worked: number } {
  const found = existsSync(blocksFile) ? readFileSync(blocksFile, 'utf8').trim().split('\n').map((line) => line.split(' ').map(Number)).filter(([at = 0]) => at >= from && at <= to + 200) : [];
  return { ms: Math.max(0, ...found.map(([, ms = 0]) => ms)), worked: Math.max(0, ...found.map(([, , worked = 0]) => worked)) };
}

const lines = (what: string, times: readonly Timed[], atMost: number): Line[] => {
  const blocks = times.map(({ from, to }) => hostBlocks(from, to));
  const worst = (values: readonly number[]): string => `worst ${Math.max(...values).toFixed(0)} ms`;
  const of = (name: 'ms' | 'worked' | 'longestWork'): number[] => times.map((one) => one[name]);
  return [
    { what, value: median(of('ms')), unit: 'ms', target: { atMost }, note: `median of ${times.length}; ${worst(of('ms'))}` },
    { what: '  processor time of host and browser, all threads', value: median(of('worked')), unit: 'ms', target: { atMost }, note: worst(of('worked')) },
    { what: '  main thread of the window, longest task at work', value: median(of('longestWork')), unit: 'ms', target: { atMost: 50 }, note: worst(of('longestWork')) },
    { what: '  main thread of the host, longest at work', value: median(blocks.map(({ worked }) => worked)), unit: 'ms', target: { atMost: 50 }, note: `${worst(blocks.map(({ worked }) => worked))}, ${Math.max(...blocks.map(({ ms }) => ms)).toFixed(0)} ms on the clock` },
  ];
};

async function measure(page: Page): Promise<Line[]> {
  const repeated = async (work: (n: number) => Promise<Timed>, times = rounds) => { const all: Timed[] = []; for (let n = 0; n < times; n += 1) all.push(await work(n)); return all; };
  const key = (): Promise<string> => page.evaluate("document.querySelector('[data-analysis]')?.dataset.analysis ?? ''");
  const open = await repeated(async () => {
    await page.evaluate("location.hash = '#/settings'");
    await page.waitForTimeout(300);
    return measured(page, "location.hash = '#/study'", whole);
  });
  const rules = await repeated(async (n) => measured(page, press(n % 2 === 0 ? 'FDA-A' : 'TRIAL'), another(await key())));
  const confirmed = await repeated(async (n) => measured(page, press(n % 2 === 0 ? 'Confirmed' : 'Unconfirmed'), another(await key())));
  const figure = await repeated(async (n) => measured(page, press(n % 2 === 0 ? 'Over time' : 'Best'), drawn(n % 2 === 0 ? 'spider' : 'waterfall')));
  const endpoint = await repeated(async (n) => measured(page, press(n % 2 === 0 ? 'TTP' : 'PFS'), drawn(n % 2 === 0 ? 'ttp' : 'pfs')));
  const scrolled = await repeated(async (n) => measured(page, `document.querySelector('[data-figure=swimmer] [data-figure-field]').scrollTop = ${(n + 1) * 6000}`, "!before.includes(document.querySelector('[data-figure=swimmer] svg[data-drawn]').innerHTML)"));
  return [
    ...lines('opens again, to the last figure painted', open, 2000), ...lines('another rule set, computed and painted', rules, 200), ...lines('confirmed or not, computed and painted', confirmed, 200),
    ...lines('waterfall and spider drawn', figure, 200), ...lines('Kaplan-Meier of another endpoint drawn', endpoint, 200), ...lines('swimmer scrolled', scrolled, 200),
  ];
}

async function started(dataFolder: string): Promise<{ url: string; child: ChildProcess }> {
  const probe = pathToFileURL(path.join(import.meta.dirname, 'mainThread.mjs')).href;
  return startServing(dataFolder, { NADIR_NO_DEMO: '1', NADIR_BENCH_BLOCKS: blocksFile, NODE_OPTIONS: `--import ${probe}` });
}
async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill('SIGTERM');
  await ended;
}

/** Subjects that are judged, as the host keeps them. */
function judged(dataFolder: string): number {
  const file = path.join(dataFolder, 'analysis.sqlite');
  if (!existsSync(file)) return 0;
  const db = new Database(file, { readonly: true });
  try {
    return (db.prepare('SELECT count(*) AS n FROM judged').get() as { n: number }).n;
  } catch {
    // Its tables are being made.
    return 0;
  } finally {
    db.close();
  }
}

/** A first session of the host: it judges everybody by itself, and somebody looks at the worklist. */
async function firstSession(dataFolder: string, browser: Browser): Promise<Line[]> {
  rmSync(path.join(dataFolder, 'analysis.sqlite'), { force: true });
  const { url, child } = await started(dataFolder);
  const from = Date.now();
  while (judged(dataFolder) < subjects) await new Promise((resolve) => setTimeout(resolve, 250));
  const [to, blocks] = [Date.now(), hostBlocks(from, Date.now())];
  const page = await browser.newPage();
  await page.goto(`${url}#/worklist`);
  await page.locator('[role=grid] [role=row][aria-selected]').first().waitFor({ timeout: 600_000 });
  await page.close();
  await stopped(child);
  return [
    { what: 'once after an update or amendment: everybody judged, in the background', value: (to - from) / 1000, unit: 's', note: 'from the start of the host' },
    { what: '  main thread of the host meanwhile, longest at work', value: blocks.worked, unit: 'ms', target: { atMost: 50 }, note: `processor time; ${blocks.ms.toFixed(0)} ms on the clock` },
  ];
}

export async function benchStudy(work: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (text) => console.log(text) });
  const given = process.env['NADIR_BENCH_STUDY'];
  const dataFolder = given ?? path.join(work, 'study-data');
  blocksFile = path.join(work, 'blocks');
  if (given === undefined) execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'manySubjects.ts'), dataFolder, String(subjects), '10'], { stdio: 'inherit' });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const before = await firstSession(dataFolder, browser);
    const opened: Timed[] = [];
    for (let n = 0; n < firstRounds; n += 1) {
      const { url, child } = await started(dataFolder);
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(`${url}#/settings`);
      await page.getByRole('navigation', { name: 'Settings' }).waitFor();
      opened.push(await measured(page, "location.hash = '#/study'", whole));
      if (n < firstRounds - 1) { await page.close(); await stopped(child); continue; }
      report(`Study page of ${subjects} subjects, ten timepoints each`, [...before, ...lines('opens, first time after a start, to the last figure painted', opened, 2000), ...await measure(page)]);
      await stopped(child);
    }
  } finally {
    await browser.close();
  }
}
