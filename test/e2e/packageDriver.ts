/**
 * `node packageDriver.ts PROGRAM DATA PICTURE`: uses a packaged Nadir as a person who has just installed it, and prints what came of it as one line of JSON. A program of its own, so that
 * a test can run it, and all that it starts, where there is no network. The fuses take Electron's own way of being driven away; the window is driven as any Chromium.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { demoPlan } from '../../src/demo/index.ts';
import { caseReply, currentPane, drag, findSubject, seriesImages, seriesOf, showSlice, subjectByCode, toImage } from './phantom.ts';
import { until } from './until.ts';

export type PackageReport = {
  /** What a request to an address outside came to. */
  readonly outside: string;
  /** Origins that the window asked for anything. */
  readonly origins: readonly string[];
  readonly complaints: readonly string[];
  readonly placedMm: number | null;
  readonly truthMm: number;
  readonly foundMm: number | null;
  readonly verify: { readonly status: number | null; readonly said: string };
  readonly asCommand: { readonly status: number | null; readonly said: string };
};

const [program = '', dataFolder = '', picture = ''] = process.argv.slice(2);
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const slowMs = 240_000;

type Started = { readonly child: ChildProcess; readonly browser: Browser; readonly page: Page };

/** Starts the program as its menu entry does, with a port of Chromium's own for this driver. */
async function start(): Promise<Started> {
  const child = spawn(path.join(program, 'nadir'), [...asRoot, '--disable-gpu', '--remote-debugging-port=0', `--data=${dataFolder}`], { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DevTools listening on ws:\/\/(127\.0\.0\.1:\d+)\//.exec(said)?.[1];
      if (found) resolve(`http://${found}`);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const windows = (): Page[] => browser.contexts().flatMap((context) => context.pages()).filter((one) => one.url().startsWith('nadir:'));
  await until(() => Promise.resolve(windows().length > 0), 'the window', slowMs);
  const [page] = windows();
  if (!page) throw new Error('there is no window');
  return { child, browser, page };
}

async function close({ child, browser }: Started): Promise<void> {
  const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  await browser.close().catch(() => undefined);
  child.kill('SIGTERM');
  await ended;
}

async function openBaseline(page: Page): Promise<string> {
  await until(async () => (await findSubject(page, 'P-01').catch(() => undefined))?.cells.every(({ status }) => status !== 'noImages') ?? false, 'the scans of P-01', slowMs);
  const { subjectId } = await subjectByCode(page, 'P-01');
  const [baseline] = (await caseReply(page, subjectId)).case.timepoints;
  await page.evaluate((hash) => { location.hash = hash; }, `#/read/${subjectId}/${baseline?.id ?? ''}`);
  await page.getByRole('application', { name: `Current, ${baseline?.label ?? ''}` }).waitFor({ timeout: slowMs });
  await page.waitForFunction(() => /Img \d+/.test(document.querySelector('[data-pane=bottomLeft]')?.textContent ?? ''), undefined, { timeout: slowMs });
  return subjectId;
}

const lesionOf = demoPlan().subjects.find(({ code }) => code === 'P-01')?.lesions.find(({ role, kind }) => role === 'target' && kind !== 'node');

/** Millimetres of the baseline's first target, as the host has them. */
async function recordedMm(page: Page, subjectId: string): Promise<number | null> {
  const { case: subject } = await caseReply(page, subjectId);
  const lesion = subject.lesions.find(({ label }) => label === lesionOf?.label);
  const record = lesion && subject.assessments[lesion.id]?.[subject.timepoints[0]?.id ?? ''];
  return record?.state === 'measured' ? record.longAxisMm : null;
}

async function placeLesion(page: Page, subjectId: string): Promise<number | null> {
  const truth = lesionOf?.timepoints[0];
  if (!truth?.centre || !truth.longAxis) throw new Error('the demo has no such lesion');
  const images = await seriesImages(page, seriesOf((await caseReply(page, subjectId)).case, 0).id);
  const pane = currentPane(page);
  await showSlice(page, pane, toImage(images, truth.centre).slice);
  await pane.focus();
  await page.keyboard.press('t');
  await drag(page, pane, images, [toImage(images, truth.longAxis[0]), toImage(images, truth.longAxis[1])]);
  await page.getByRole('combobox', { name: 'Organ' }).fill(lesionOf?.organ ?? '');
  await page.keyboard.press('Enter');
  await until(async () => (await recordedMm(page, subjectId)) !== null, 'the lesion in the data', slowMs);
  return recordedMm(page, subjectId);
}

const command = (file: string, ...words: string[]): { status: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(file, [...words, '--data', dataFolder], { encoding: 'utf8', cwd: '/', env: { PATH: '/usr/bin:/bin', HOME: process.env['HOME'] ?? '/' } });
  return { status, said: status === 0 ? stdout.trim() : `${stdout}${stderr}`.trim() };
};

// A new network namespace has its loopback down; the driver needs it, and it reaches nothing else.
if (process.argv.includes('--loopback-up')) execFileSync('ip', ['link', 'set', 'lo', 'up']);
const [origins, complaints] = [new Set<string>(), [] as string[]];
let running: Started | undefined;
try {
  running = await start();
  const { page } = running;
  page.on('request', (request) => origins.add(new URL(request.url()).protocol === 'blob:' ? 'blob' : new URL(request.url()).href.split('/').slice(0, 3).join('/')));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await page.getByText('Demo study').first().waitFor({ timeout: slowMs });
  const subjectId = await openBaseline(page);
  const placedMm = await placeLesion(page, subjectId);
  await page.screenshot({ path: picture });
  await close(running);
  running = await start();
  const foundMm = await recordedMm(running.page, await openBaseline(running.page));
  await close(running);
  running = undefined;
  const outside = await fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(2000) }).then(() => 'reached', (error: unknown) => ((error as { cause?: { code?: string } }).cause?.code ?? 'no answer'));
  const verify = command(path.join(program, 'resources/host/bin/nadir'), 'verify');
  const asCommand = command(path.join(program, 'nadir'), ...asRoot, '--cli', 'studies');
  const report: PackageReport = { outside, origins: [...origins], complaints, placedMm, truthMm: lesionOf?.timepoints[0]?.countingMm ?? Number.NaN, foundMm, verify, asCommand };
  console.log(JSON.stringify(report));
} finally {
  if (running) await close(running);
}
