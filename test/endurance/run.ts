/**
 * `npm run endurance [-- MINUTES]` (10): scripted reading in a real browser on the real workstation. Memory of host and window, open handles and answer times must stay
 * flat; logs must rotate and hold no patient. Exit status 1 when they do not. The workstation's log is kept small, so that it rotates in the time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import type { SubjectCaseReply } from '../../src/casefile/index.ts';
import { demoPlan } from '../../src/demo/index.ts';
import { findBrowser } from '../e2e/browser.ts';
import { caseReader } from '../e2e/caseReader.ts';
import { handOf } from '../e2e/hand.ts';
import { ask, caseReply, subjectByCode } from '../e2e/phantom.ts';
import { gone, startServing } from '../e2e/workstation.ts';
import { stopRecording } from './inspector.ts';
import { plantedIn } from './planted.ts';
import { drawAgain, importByCommand, importInWindow, places, sayNames, send } from './round.ts';
import { descendants, median, openHandles, residentMb, verdicts, type Sample } from './watch.ts';

const minutes = Number(process.argv[2] ?? 10);
const sampleEveryMs = Math.max(3000, (minutes * 60_000) / 60);
/** The smallest a log file can be; one file may be longer by its last line. */
const logBytes = 1000;
const longestLine = 4000;
const collectedWithinMs = 500;

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const from = performance.now();
    await work();
    all.push(performance.now() - from);
  }
  return median(all);
}

type Watched = { readonly page: Page; readonly devtools: CDPSession; readonly hosts: readonly number[]; readonly read: string; readonly other: string };

/** One more sample: memory after rubbish is collected in window and host, handles, and the medians of nine answers and nine commits. */
async function sampleOf({ page, devtools, hosts, read, other }: Watched, number: number, begun: number): Promise<Sample> {
  const commit = async (day: number): Promise<void> => {
    const { revision } = (await caseReply(page, other)).case;
    const { status } = await send(page, '/api/subject/set-facts', { subjectId: other, expectedRevision: revision, lastKnownAliveDate: `2026-12-${String(day).padStart(2, '0')}` });
    if (status !== 200) throw new Error(`set-facts answered ${status}`);
  };
  await devtools.send('HeapProfiler.collectGarbage');
  for (const pid of hosts) process.kill(pid, 'SIGUSR2');
  await new Promise((resolve) => { setTimeout(resolve, collectedWithinMs); });
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const sumOf = (pids: readonly number[], of: (pid: number) => number): number => pids.reduce((sum, pid) => sum + of(pid), 0);
  const held = { hostMb: sumOf(hosts, residentMb), handles: sumOf(hosts, openHandles), windowMb: sumOf(descendants(process.pid, '--type=renderer'), residentMb), heapMb: usedSize / 2 ** 20 };
  let day = number % 2 === 0 ? 1 : 11;
  const caseMs = await timed(9, () => ask<SubjectCaseReply>(page, `/api/subject/${read}/case`));
  const commitMs = await timed(9, () => commit((day += 1)));
  return { minute: (performance.now() - begun) / 60_000, ...held, caseMs, commitMs };
}

const say = ({ minute, hostMb, windowMb, heapMb, handles, caseMs, commitMs }: Sample): void =>
  console.log(`${minute.toFixed(1).padStart(5)} min  host ${hostMb.toFixed(0)} MB, window ${windowMb.toFixed(0)} MB (heap ${heapMb.toFixed(0)}), ${handles} handles, case ${caseMs.toFixed(1)} ms, commit ${commitMs.toFixed(1)} ms`);

/** Reads for the minutes asked for; the samples, and the rounds that were cut short. */
async function readOn(page: Page, hosts: readonly number[], own: string): Promise<{ samples: readonly Sample[]; rounds: number; stumbles: number }> {
  const dataFolder = path.join(own, 'data');
  const { subjectId } = await subjectByCode(page, 'P-03');
  const watched: Watched = { page, hosts, devtools: await page.context().newCDPSession(page), read: subjectId, other: (await subjectByCode(page, 'P-05')).subjectId };
  const [studyId = ''] = (await ask<{ id: string }[]>(page, '/api/study/list')).map(({ id }) => id);
  const target = demoPlan().subjects.find(({ code }) => code === 'P-03')?.lesions.find(({ role }) => role === 'target');
  if (!target) throw new Error('P-03 is not the demo subject it was');
  const hand = handOf(page);
  const reader = caseReader(page, hand);
  await reader.openNext('P-03', 'Baseline');
  await reader.place({ subjectId, lesion: target, at: 0, keysOnly: false });
  const samples: Sample[] = [];
  const begun = performance.now();
  let [rounds, stumbles, lastSample] = [0, 0, -Infinity];
  for (; performance.now() - begun < minutes * 60_000; rounds += 1) {
    try {
      await drawAgain(page, subjectId, hand, rounds);
      for (let n = 0; n < 8; n += 1) await page.keyboard.press('ArrowDown');
    } catch (error) {
      // A busy machine may answer a key too late for the hand; the next round begins from the worklist again.
      stumbles += 1;
      console.log(`Round ${rounds + 1} was cut short: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      await page.keyboard.press('Escape');
    }
    await page.evaluate(`location.hash = ${JSON.stringify(places[rounds % places.length])}`);
    await ask(page, `/api/study/analysis?study=${studyId}`);
    await sayNames(page, watched.read, watched.other);
    if (rounds % 6 === 0) importByCommand(own, dataFolder);
    if (rounds % 6 === 3) await importInWindow(page, studyId);
    if (performance.now() - lastSample < sampleEveryMs) continue;
    const sample = await sampleOf(watched, samples.length, begun);
    if (samples.push(sample) % 5 === 1) say(sample);
    lastSample = performance.now();
  }
  return { samples, rounds, stumbles };
}

/** Whether the logs rotated and know no patient. */
function logsAreGood(dataFolder: string): boolean {
  const folder = path.join(dataFolder, 'logs');
  const logs = readdirSync(folder).sort().map((name) => ({ name, text: readFileSync(path.join(folder, name), 'latin1') }));
  const names = logs.flatMap(({ name, text }) => plantedIn(text).map((word) => `${name}: ${word}`));
  const largest = Math.max(...logs.map(({ text }) => text.length));
  console.log(`Logs: ${logs.length} files (${logs.map(({ name }) => name).join(', ')}), ${logs.reduce((sum, { text }) => sum + text.length, 0)} bytes, the largest ${largest}. Planted names in them: ${names.length === 0 ? 'none' : names.join(', ')}.`);
  const hasRotated = logs.length > 1 && largest <= logBytes + longestLine;
  if (!hasRotated) console.log('The log did not rotate.');
  return hasRotated && names.length === 0;
}

await ensureBuilt(['renderer'], { say: (line) => console.log(line) });
const own = mkdtempSync(path.join(os.tmpdir(), 'nadir-endurance-'));
const dataFolder = path.join(own, 'data');
const found = await findBrowser();
let isGood = true;
try {
  execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs'), 'demo', '--unread', '--data', dataFolder], { stdio: 'pipe' });
  const { url, child } = await startServing(dataFolder, { NADIR_LOG_BYTES: String(logBytes), NODE_OPTIONS: [process.env['NODE_OPTIONS'], `--import ${new URL('./collect.ts', import.meta.url).href}`].filter(Boolean).join(' ') });
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    await stopRecording(page);
    const { samples, rounds, stumbles } = await readOn(page, [...new Set([child.pid ?? 0, ...descendants(child.pid ?? 0, 'src/')])], own);
    const { auditEvents: events } = await ask<{ auditEvents: number }>(page, '/api/session');
    console.log(`\n${rounds} rounds of reading (${stumbles} cut short) in ${minutes} minutes, ${samples.length} samples, ${events} audit events at the end.`);
    const judged = verdicts(samples, { hostMb: (first) => Math.max(25, first * 0.12), windowMb: (first) => Math.max(40, first * 0.12), heapMb: (first) => Math.max(8, first * 0.15), handles: () => 6, caseMs: (first) => Math.max(3, first * 0.5), commitMs: (first) => Math.max(5, first * 0.5) });
    console.table(Object.fromEntries(judged.map(({ measure, first, last, slopePerMinute, limit, isFlat }) => [measure, { 'after warm-up': first.toFixed(1), 'at the end': last.toFixed(1), 'slope per minute': slopePerMinute.toFixed(3), 'may grow by': limit.toFixed(1), flat: isFlat }])));
    isGood &&= stumbles <= rounds / 5 && judged.every(({ isFlat }) => isFlat);
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    await gone(child);
  }
  isGood &&= logsAreGood(dataFolder);
} finally {
  rmSync(own, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
