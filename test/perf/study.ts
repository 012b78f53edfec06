/**
 * The study page with 10,000 subjects of ten timepoints in the real host and window: opening, another choice, and each figure drawn anew, from the press to the painted frame, with the longest
 * time the main thread was blocked. The subjects have been judged before, as they have been wherever somebody looked at the study. `NADIR_BENCH_SUBJECTS` makes it fewer.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from '../e2e/browser.ts';
import { startServing } from '../e2e/workstation.ts';
import { median, report, type Line } from './report.ts';

const subjects = Number(process.env['NADIR_BENCH_SUBJECTS'] ?? 10_000);
const rounds = 7;

/** In the page: does something and answers the milliseconds until `settled` held in a frame that was painted, and the longest task of the main thread meanwhile. A text, because the page has no build of it. */
const inPage = `async ([act, settled]) => {
  const holds = new Function('before', 'return (' + settled + ')');
  const before = [...document.querySelectorAll('svg[data-drawn]')].map((one) => one.innerHTML);
  let longest = 0;
  const observer = new PerformanceObserver((list) => { for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration); });
  observer.observe({ entryTypes: ['longtask'] });
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
  const took = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 150));
  observer.disconnect();
  return [took, longest];
}`;
const measured = (page: Page, act: string, settled: string): Promise<readonly [number, number]> => page.evaluate(`(${inPage})(${JSON.stringify([act, settled])})`);

const whole = "document.querySelector('[data-analysis]') !== null && ['waterfall', 'pfs', 'swimmer', 'response'].every((id) => document.querySelector('[data-figure=' + id + '] svg[data-drawn]')?.dataset.drawn === document.querySelector('[data-analysis]')?.dataset.analysis)";
const press = (name: string): string => `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === '${name}').click()`;
/** A choice is there when the page and its figures are of another analysis than they were. */
const another = (key: string): string => `document.querySelector('[data-analysis]').dataset.analysis !== '${key}' && ${whole}`;
const drawn = (id: string): string => `document.querySelector('[data-figure=${id}] svg[data-drawn]') !== null`;

const lines = (what: string, times: readonly (readonly [number, number])[], atMost: number): Line[] => [
  { what, value: median(times.map(([ms]) => ms)), unit: 'ms', target: { atMost }, note: `median of ${times.length}; worst ${Math.max(...times.map(([ms]) => ms)).toFixed(0)} ms` },
  { what: '  main thread, longest task', value: median(times.map(([, longest]) => longest)), unit: 'ms', target: { atMost: 50 }, note: `worst ${Math.max(...times.map(([, longest]) => longest)).toFixed(0)} ms` },
];

async function measure(page: Page): Promise<Line[]> {
  const repeated = async (work: (n: number) => Promise<readonly [number, number]>, times = rounds) => { const all: (readonly [number, number])[] = []; for (let n = 0; n < times; n += 1) all.push(await work(n)); return all; };
  await page.locator('[data-figure=waterfall]').waitFor();
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
    ...lines('opens, to the last figure painted', open, 2000), ...lines('another rule set, computed and painted', rules, 200), ...lines('confirmed or not, computed and painted', confirmed, 200),
    ...lines('waterfall and spider drawn', figure, 200), ...lines('Kaplan-Meier of another endpoint drawn', endpoint, 200), ...lines('swimmer scrolled', scrolled, 200),
  ];
}

export async function benchStudy(work: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (text) => console.log(text) });
  const given = process.env['NADIR_BENCH_STUDY'];
  const dataFolder = given ?? path.join(work, 'study-data');
  if (given === undefined) execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'manySubjects.ts'), dataFolder, String(subjects), '10'], { stdio: 'inherit' });
  const { url, child } = await startServing(dataFolder, { NADIR_NO_DEMO: '1' });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${url}#/study`);
    // Every subject is judged once.
    await page.locator('[data-figure=response] svg[data-drawn]').waitFor({ timeout: 600_000 });
    await measured(page, '', whole);
    report(`Study page of ${subjects} subjects, ten timepoints each`, await measure(page));
  } finally {
    await browser.close();
    child.kill('SIGTERM');
  }
}
