/** One round of the scripted reading: a measurement drawn anew, a walk through the places, and patients' names by every way on which they come in. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { JobStatus } from '../../src/api/index.ts';
import type { WorldPoint } from '../../src/casefile/index.ts';
import { settled, type Hand } from '../e2e/hand.ts';
import { ask, caseReply, currentPane, seriesImages, seriesOf, showSlice, toImage } from '../e2e/phantom.ts';
import { until } from '../e2e/until.ts';
import { plantedFiles, plantedFolder } from './planted.ts';

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
export const places = ['#/worklist', '#/study', '#/export', '#/import', '#/settings', '#/worklist'] as const;

type Answer = { readonly status: number; readonly text: string };

/** One command of the window, with its session. */
export const send = (page: Page, address: string, body: object): Promise<Answer> => page.evaluate(async ([to, sent]) => {
  const answer = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
  return { status: answer.status, text: await answer.text() };
}, [address, body] as const);

/** The reader drags one end of T1's calliper at baseline, outwards in one round and back in the next: one more event, the case as large as before. */
export async function drawAgain(page: Page, subjectId: string, hand: Hand, round: number): Promise<void> {
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

/** Commands, addresses and refusals with names that a log must not learn. */
export async function sayNames(page: Page, read: string, other: string): Promise<void> {
  await send(page, '/api/subject/set-facts', { subjectId: other, expectedRevision: 0, deathCause: 'Quistorp, told by Wurmbrand' });
  await send(page, '/api/lesion/place', { subjectId: read, description: 'Zebedee Quistorp' });
  await send(page, '/api/import/upload/begin', { name: `Quistorp ${'Zebedee '.repeat(400)}` });
  await page.evaluate(() => fetch('/api/subject/Quistorp%20Zebedee/case?patient=ZQ-7719').then((answer) => answer.text()));
}

/** The ward's folder through the window, as it is dropped on Import; some of its files are refused, which the log counts. */
export async function importInWindow(page: Page, studyId: string): Promise<void> {
  const source = JSON.parse((await send(page, '/api/import/upload/begin', { name: 'Quistorp Zebedee' })).text) as { id: string };
  for (const { name, bytes } of plantedFiles()) {
    await page.evaluate(async ([to, text]) => { await fetch(to, { method: 'PUT', body: Uint8Array.from(atob(text), (one) => one.charCodeAt(0)) }); }, [`/api/import/upload/${source.id}?path=${encodeURIComponent(name)}`, Buffer.from(bytes).toString('base64')] as const);
  }
  const job = JSON.parse((await send(page, '/api/import/start', { sourceId: source.id, studyId })).text) as JobStatus;
  await until(async () => (await ask<JobStatus>(page, `/api/job/${job.id}`)).state !== 'running', 'the import');
}

/** The same through the command line, beside the open window. */
export function importByCommand(own: string, dataFolder: string): void {
  try {
    execFileSync(process.execPath, [command, 'import', plantedFolder(own), '--study', 'DEMO', '--data', dataFolder], { stdio: 'pipe' });
  } catch { /* Exit status 1: files of it were rejected. */ }
}
