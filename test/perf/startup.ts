/** From the command to a window that can be used: first start with an empty data folder, then the next one. */
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from '../e2e/browser.ts';
import { startServing } from '../e2e/workstation.ts';
import { report } from './report.ts';

const seconds = (from: number): number => (performance.now() - from) / 1000;

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  else child.once('exit', () => resolve());
});

async function open(browser: Browser, dataFolder: string) {
  const start = performance.now();
  const { url, child } = await startServing(dataFolder);
  const served = seconds(start);
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.goto(url);
  return { start, served, page, child };
}

export async function benchStartup(work: string): Promise<void> {
  await ensureBuilt(['renderer'], { say: (line) => console.log(line) });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  const dataFolder = path.join(work, 'start-data');
  let child: ChildProcess | undefined;
  try {
    const first = await open(browser, dataFolder);
    child = first.child;
    await first.page.getByText('Open the demo study').waitFor();
    const usable = seconds(first.start);
    await first.page.getByText('P-01', { exact: true }).first().waitFor({ timeout: 60_000 });
    const subject = seconds(first.start);
    await first.page.getByText('P-06', { exact: true }).first().waitFor({ timeout: 180_000 });
    await first.page.getByText(/ready, 6 subjects/).waitFor({ timeout: 180_000 });
    const whole = seconds(first.start);
    await first.page.close();
    child.kill('SIGTERM');
    await ended(child);
    const next = await open(browser, dataFolder);
    child = next.child;
    await next.page.getByText('P-01', { exact: true }).first().waitFor();
    report('Start, loopback shell, browser running already', [
      { what: 'first start: serving', value: first.served, unit: 's', digits: 2 },
      { what: 'first start: window usable', value: usable, unit: 's', digits: 2, target: { atMost: 3 } },
      { what: 'first start: first demo subject in the list', value: subject, unit: 's', digits: 2 },
      { what: 'first start: demo study ready', value: whole, unit: 's', digits: 2, target: { atMost: 20 } },
      { what: 'next start: subjects in the list', value: seconds(next.start), unit: 's', digits: 2, target: { atMost: 3 } },
    ]);
  } finally {
    await browser.close();
    child?.kill('SIGTERM');
    if (child) await ended(child);
  }
}
