/**
 * `npm run endurance [-- MINUTES]` (10): scripted reading in a real browser on the real workstation. Memory of host and window, open handles and answer times must stay
 * flat; logs must rotate and hold no patient. Exit status 1 when they do not. The workstation's log is kept small, so that it rotates in the time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import type { SubjectCaseReply, WorldPoint } from '../../src/casefile/index.ts';
import { demoPlan } from '../../src/demo/index.ts';
import { findBrowser } from '../e2e/browser.ts';
import { caseReader } from '../e2e/caseReader.ts';
import { handOf, settled, type Hand } from '../e2e/hand.ts';
import { ask, caseReply, currentPane, seriesImages, seriesOf, showSlice, subjectByCode, toImage } from '../e2e/phantom.ts';
import { until } from '../e2e/until.ts';
import { startServing } from '../e2e/workstation.ts';
import { plantedFolder, plantedIn } from './planted.ts';
import { descendants, median, openHandles, residentMb, verdicts, type Sample } from './watch.ts';

const root = path.resolve(import.meta.dirname, '../..');
const command = path.join(root, 'src/cli/nadir.mjs');
const minutes = Number(process.argv[2] ?? 10);
const sampleEveryMs = Math.max(3000, (minutes * 60_000) / 60);
const places = ['#/worklist', '#/study', '#/export', '#/import', '#/settings', '#/worklist'];

const send = (page: Page, address: string, body: object): Promise<number> => page.evaluate(async ([to, sent]) => (await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) })).status, [address, body] as const);

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const from = performance.now();
    await work();
    all.push(performance.now() - from);
  }
  return median(all);
}

/** The reader drags one end of T1's calliper at baseline, outwards in one round and back in the next: one more event, the case as large as before. */
async function drawAgain(page: Page, subjectId: string, hand: Hand, round: number): Promise<void> {
  const before = await caseReply(page, subjectId);
  const images = await seriesImages(page, seriesOf(before.case, 0).id);
  const [lesion] = before.case.lesions;
  const record = before.case.assessments[lesion?.id ?? '']?.[before.case.timepoints[0]?.id ?? ''];
  if (record?.state !== 'measured' || !record.caliper) throw new Error('T1 has no calliper');
  const [, end] = record.caliper.longAxis;
  const other: WorldPoint = [end[0] + (round % 2 === 0 ? 4 : -4), end[1], end[2]];
  await page.evaluate(`location.hash = '#/read/${subjectId}/${before.case.timepoints[0]?.id ?? ''}'`);
  await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
  await until(async () => /Img \d/.test(await currentPane(page).textContent() ?? ''), 'the image', 60_000);
  await page.getByRole('rowheader').getByRole('button', { name: /^T1 / }).first().click();
  await showSlice(page, currentPane(page), toImage(images, end).slice);
  await settled(page);
  await hand.draw(images, [toImage(images, end), toImage(images, other)]);
  await until(async () => (await caseReply(page, subjectId)).case.revision > before.case.revision, 'T1 to be measured anew');
}

await ensureBuilt(['renderer'], { say: (line) => console.log(line) });
const own = mkdtempSync(path.join(os.tmpdir(), 'nadir-endurance-'));
const dataFolder = path.join(own, 'data');
let failed = false;
const found = await findBrowser();
try {
  execFileSync(process.execPath, [command, 'demo', '--unread', '--data', dataFolder], { stdio: 'pipe' });
  const { url, child } = await startServing(dataFolder, { NADIR_LOG_BYTES: '6000' });
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    await page.goto(url);
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    const { subjectId } = await subjectByCode(page, 'P-03');
    const other = (await subjectByCode(page, 'P-05')).subjectId;
    const [studyId = ''] = (await ask<{ id: string }[]>(page, '/api/study/list')).map(({ id }) => id);
    const target = demoPlan().subjects.find(({ code }) => code === 'P-03')?.lesions.find(({ role }) => role === 'target');
    if (!target) throw new Error('P-03 is not the demo subject it was');
    const devtools = await page.context().newCDPSession(page);
    const hosts = [child.pid ?? 0, ...descendants(child.pid ?? 0, 'src/')];
    const samples: Sample[] = [];
    const begun = performance.now();
    const commit = async (day: number): Promise<void> => {
      const { revision } = (await caseReply(page, other)).case;
      const status = await send(page, '/api/subject/set-facts', { subjectId: other, expectedRevision: revision, lastKnownAliveDate: `2026-12-${String(day).padStart(2, '0')}` });
      if (status !== 200) throw new Error(`set-facts answered ${status}`);
    };
    const sample = async (): Promise<void> => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      let day = samples.length % 2 === 0 ? 1 : 11;
      const caseMs = await timed(9, () => ask<SubjectCaseReply>(page, `/api/subject/${subjectId}/case`));
      const commitMs = await timed(9, () => commit((day += 1)));
      samples.push({
        minute: (performance.now() - begun) / 60_000, hostMb: hosts.reduce((sum, pid) => sum + residentMb(pid), 0), handles: hosts.reduce((sum, pid) => sum + openHandles(pid), 0),
        windowMb: descendants(process.pid, '--type=renderer').reduce((sum, pid) => sum + residentMb(pid), 0), heapMb: usedSize / 2 ** 20, caseMs, commitMs,
      });
      const last = samples.at(-1);
      if (last && samples.length % 5 === 1) console.log(`${last.minute.toFixed(1).padStart(5)} min  host ${last.hostMb.toFixed(0)} MB, window ${last.windowMb.toFixed(0)} MB (heap ${last.heapMb.toFixed(0)}), ${last.handles} handles, case ${last.caseMs.toFixed(1)} ms, commit ${last.commitMs.toFixed(1)} ms`);
    };
    const hand = handOf(page);
    const read = caseReader(page, hand);
    let cycles = 0;
    let stumbles = 0;
    let lastSample = -Infinity;
    while (performance.now() - begun < minutes * 60_000) {
      try {
        if (cycles === 0) {
          await read.openNext('P-03', 'Baseline');
          await read.place({ subjectId, lesion: target, at: 0, keysOnly: false });
        } else await drawAgain(page, subjectId, hand, cycles);
        for (let n = 0; n < 8; n += 1) await page.keyboard.press('ArrowDown');
      } catch (error) {
        // A busy machine may answer a key too late for the hand; the next round begins from the worklist again.
        stumbles += 1;
        console.log(`Round ${cycles + 1} was cut short: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
        await page.keyboard.press('Escape');
      }
      const to = places[cycles % places.length] ?? '#/worklist';
      await page.evaluate(`location.hash = ${JSON.stringify(to)}`);
      await ask(page, `/api/study/analysis?study=${studyId}`);
      // Names that a log must not learn, by the ways they come in: images, commands, addresses, refusals.
      await send(page, '/api/subject/set-facts', { subjectId: other, expectedRevision: 0, deathCause: 'Quistorp, told by Wurmbrand' });
      await send(page, '/api/lesion/place', { subjectId, description: 'Zebedee Quistorp' });
      await send(page, '/api/import/upload/begin', { name: `Quistorp ${'Zebedee '.repeat(400)}` });
      await page.evaluate(() => fetch('/api/subject/Quistorp%20Zebedee/case?patient=ZQ-7719').then((answer) => answer.text()));
      if (cycles % 6 === 0) {
        try { execFileSync(process.execPath, [command, 'import', plantedFolder(own, cycles), '--study', 'DEMO', '--data', dataFolder], { stdio: 'pipe' }); } catch { /* Exit status 1: files of it were rejected. */ }
      }
      cycles += 1;
      if (performance.now() - lastSample >= sampleEveryMs) { await sample(); lastSample = performance.now(); }
    }
    const { auditEvents: events } = await ask<{ auditEvents: number }>(page, '/api/session');
    failed ||= stumbles > cycles / 5;
    console.log(`\n${cycles} rounds of reading (${stumbles} cut short) in ${minutes} minutes, ${samples.length} samples, ${events} audit events at the end.`);
    const judged = verdicts(samples, { hostMb: (first) => Math.max(25, first * 0.12), windowMb: (first) => Math.max(40, first * 0.12), heapMb: (first) => Math.max(8, first * 0.15), handles: () => 6, caseMs: (first) => Math.max(3, first * 0.5), commitMs: (first) => Math.max(5, first * 0.5) });
    console.table(Object.fromEntries(judged.map(({ measure, first, last, slopePerMinute, limit, isFlat }) => [measure, { 'after warm-up': first.toFixed(1), 'at the end': last.toFixed(1), 'slope per minute': slopePerMinute.toFixed(3), 'may grow by': limit.toFixed(1), flat: isFlat }])));
    failed ||= judged.some(({ isFlat }) => !isFlat);
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    await new Promise<void>((resolve) => { if (child.exitCode !== null) resolve(); else child.once('exit', () => resolve()); });
  }
  const folder = path.join(dataFolder, 'logs');
  const logs = readdirSync(folder).sort();
  const names = logs.flatMap((name) => plantedIn(readFileSync(path.join(folder, name), 'latin1')).map((word) => `${name}: ${word}`));
  const bytes = logs.map((name) => readFileSync(path.join(folder, name)).length);
  console.log(`Logs: ${logs.length} files (${logs.join(', ')}), ${bytes.reduce((sum, n) => sum + n, 0)} bytes, the largest ${Math.max(...bytes)}. Planted names in them: ${names.length === 0 ? 'none' : names.join(', ')}.`);
  // One file may be longer by its last line.
  if (Math.max(...bytes) > 6000 + 4000) { failed = true; console.log('The log did not rotate.'); }
  failed ||= names.length > 0;
} finally {
  rmSync(own, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
