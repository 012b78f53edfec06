/** What the import tests do with the window and with files: choose files as a person does, wait for the job, look at the disk. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import dicomParser from 'dicom-parser';
import type { Page } from 'playwright-core';
import type { ImportResult, JobStatus } from '../../src/api/wire.ts';
import { syntheticSeries, writeSynthetic, type SyntheticRecipe } from '../fixtures/dicom.ts';
import { sharedPath, sayNotRun } from '../fixtures/shared.ts';
import { ask } from './phantom.ts';
import { startLoopback, type ShellUnderTest, type Workstation } from './workstation.ts';
import { until } from './until.ts';

export type Input = 'Folder to import' | 'Files to import';

/** A folder for what is imported, removed with `drop`. */
export function freshMaterial(): { readonly folder: string; drop(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-import-'));
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a synthetic series below a folder of its own and answers with that folder. */
export async function seriesFolder(root: string, recipe: SyntheticRecipe & { readonly name: string }): Promise<string> {
  await writeSynthetic(root, syntheticSeries(recipe));
  return path.join(root, recipe.name);
}

/** Real CT of the shared corpus, copied so that nothing could change it; a synthetic series where the corpus is not there. */
export async function ctFolder(root: string): Promise<string> {
  const real = sharedPath('dicom/ct/crlm-1006-abdomen');
  if (real === undefined) {
    sayNotRun('the import of a real CT; a synthetic one is imported instead');
    return seriesFolder(root, { name: 'synthetic-ct', slices: 45, rows: 128, columns: 128, spacingMm: [2.2, 2.2], origin: [-140, -140, 0] });
  }
  const copy = path.join(root, path.basename(real));
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(real)) cpSync(path.join(real, name), path.join(copy, name));
  return copy;
}

/** Pixel spacing (0028,0030) in mm and patient id (0010,0020) of a folder's first file, read without the product. */
export function headerOf(folder: string): { readonly spacingMm: readonly [row: number, column: number]; readonly patientId: string; readonly files: number } {
  const names = readdirSync(folder).sort();
  const data = dicomParser.parseDicom(readFileSync(path.join(folder, names[0] ?? '')), { untilTag: 'x7fe00010' });
  const [row, column] = (data.string('x00280030') ?? '').split('\\').map(Number);
  return { spacingMm: [row ?? Number.NaN, column ?? Number.NaN], patientId: data.string('x00100020')?.trim() ?? '', files: names.length };
}

/** The loopback shell without the demo study. */
export async function startEmpty(dataFolder?: string, start: ShellUnderTest['start'] = startLoopback): Promise<Workstation> {
  const before = process.env['NADIR_NO_DEMO'];
  process.env['NADIR_NO_DEMO'] = '1';
  try {
    return await start(dataFolder === undefined ? {} : { dataFolder });
  } finally {
    if (before === undefined) delete process.env['NADIR_NO_DEMO'];
    else process.env['NADIR_NO_DEMO'] = before;
  }
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((wanted) => { location.hash = wanted; }, hash);
}

/** Creates a study from the start page; ends at Import. */
export async function createStudy(page: Page, code: string): Promise<void> {
  await goTo(page, '#/start');
  await page.getByRole('heading', { name: 'Nadir' }).waitFor();
  await page.keyboard.press('n');
  const form = page.getByRole('main', { name: 'Study protocol' });
  await form.getByLabel('Code', { exact: true }).fill(code);
  await form.getByLabel('Title', { exact: true }).fill(`Title of ${code}`);
  await form.getByRole('button', { name: /^Create study/ }).click();
  await page.getByText(`Files are copied into study ${code}`).waitFor();
}

/** Gives files to the import's own input; resolves when the job is over and its result is on the screen. */
export async function chooseFiles(page: Page, input: Input, chosen: string | readonly string[]): Promise<ImportResult> {
  await goTo(page, '#/import');
  const free = page.getByRole('button', { name: /^Choose folder/ });
  await until(() => free.isEnabled(), 'the import to be free');
  await page.getByLabel(input).setInputFiles(typeof chosen === 'string' ? chosen : [...chosen]);
  await page.waitForFunction(() => /^#\/import\/.+/.test(location.hash), undefined, { timeout: 60_000 });
  const jobId = new URL(page.url()).hash.split('/')[2] ?? '';
  await until(async () => (await ask<JobStatus>(page, `/api/job/${jobId}`)).state === 'done', `the import ${jobId}`, 60_000);
  await page.getByText(/\d+ not imported/).waitFor();
  return ask<ImportResult>(page, `/api/import/${jobId}/result`);
}

/** Everything below a data folder, as sorted relative paths; the database's own files and what Chromium keeps for itself (Electron's profile) left out. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/\.(sqlite|db|log|lock)|-wal$|-shm$/.test(entry.name)).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).filter((file) => !file.startsWith('window-profile')).sort();

/** A small file system in memory, or why there cannot be one here. */
export function smallDisk(megabytes: number): { readonly folder: string; drop(): void } | { readonly missing: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { missing: 'a small disk can only be mounted by root on Linux' };
  const { folder, drop } = freshMaterial();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'nadir-test', folder], { stdio: 'pipe' });
  } catch (cause) {
    drop();
    return { missing: `mounting a small disk is not permitted (${cause instanceof Error ? cause.message.split('\n').at(-1) : String(cause)})` };
  }
  return { folder, drop: () => { execFileSync('umount', [folder], { stdio: 'pipe' }); drop(); } };
}

/** Files that only look like something: a folder of a person's papers. */
export function paperFolder(root: string): string {
  const folder = path.join(root, 'papers');
  mkdirSync(folder, { recursive: true });
  for (const name of ['letter.txt', 'notes.txt', 'table.csv']) writeFileSync(path.join(folder, name), `${name}: no image\n`.repeat(40));
  return folder;
}
