/** Images in through the window: a real CT to a measured target and its CSV, input that is wrong, a disk that is full. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { SeriesProposal } from '../../src/api/wire.ts';
import { zip } from '../fixtures/zipBytes.ts';
import { attackPath, fileAttacks } from '../hostile/files.ts';
import { seriousViolations } from './accessible.ts';
import { chooseFiles, createStudy, ctFolder, filesBelow, freshMaterial, goTo, headerOf, paperFolder, seriesFolder, smallDisk, startEmpty } from './imports.ts';
import { ask, caseReply, currentPane, drag, findSubject, seriesImages, seriesOf, showSlice, subjectByCode } from './phantom.ts';
import { eachShell, keepPicture, type Workstation } from './workstation.ts';

const toleranceMm = 0.1;
const material = freshMaterial();
afterAll(() => material.drop());

const rejectedPanel = (page: Page) => page.getByRole('complementary', { name: 'Not imported' });
const unassigned = async (page: Page): Promise<readonly SeriesProposal[]> => {
  const [study] = await ask<{ id: string }[]>(page, '/api/study/list');
  return ask(page, `/api/series/unassigned?study=${study?.id}`);
};
async function openBaseline(page: Page, code: string): Promise<string> {
  const { subjectId } = await subjectByCode(page, code);
  const { case: subject } = await caseReply(page, subjectId);
  await goTo(page, `#/read/${subjectId}/${subject.timepoints[0]?.id ?? ''}`);
  await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
  await page.waitForFunction(() => /Img \d+/.test(document.querySelector('[data-pane=bottomLeft]')?.textContent ?? ''), undefined, { timeout: 60_000 });
  return subjectId;
}

describe.each(eachShell())('importing in $name', { timeout: 180_000 }, ({ name, missing, start }) => {
  beforeEach((context) => context.skip(missing !== null, missing ?? ''));
  let station: Workstation;
  let ct: string;
  let truth: ReturnType<typeof headerOf>;
  let subjectId: string;
  beforeAll(async () => {
    ct = await ctFolder(material.folder);
    truth = headerOf(ct);
    if (missing === null) station = await startEmpty(undefined, start);
  });
  afterAll(async () => { await station?.close(); });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('takes a CT from its folder to the proposed subject and timepoint', async () => {
    const { page } = station;
    await createStudy(page, 'IMP-E2E');
    const result = await chooseFiles(page, 'Folder to import', ct);
    expect(result.files).toMatchObject({ seen: truth.files, imported: truth.files, duplicate: 0, rejected: 0 });
    await page.getByText(`${truth.files} images in 1 series`).waitFor();
    await page.getByText('Every file was taken.').waitFor();
    const code = result.series[0]?.subject?.code ?? '';
    expect(code).toBe(truth.patientId);
    expect(await page.getByRole('combobox', { name: /^Subject of/ }).inputValue()).toBe(code);
    expect(await page.getByRole('combobox', { name: /^Timepoint of/ }).inputValue()).toBe('0');
    expect(await findSubject(page, code)).toBeUndefined();
    await page.getByRole('button', { name: 'Assign 1 series' }).click();
    await page.getByText(`1 series assigned to ${code}`).waitFor();
    await page.getByRole('button', { name: 'Read baseline' }).click();
    await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
    subjectId = (await subjectByCode(page, code)).subjectId;
  });

  it('measures on it the length that the file\'s pixel spacing gives, and exports that number', async () => {
    const { page } = station;
    await openBaseline(page, truth.patientId);
    const images = await seriesImages(page, seriesOf((await caseReply(page, subjectId)).case, 0).id);
    const { columns, rows } = images.series;
    const slice = Math.floor(images.slices.length / 2);
    const [from, to] = [{ slice, column: columns * 0.4, row: rows * 0.42 }, { slice, column: columns * 0.55, row: rows * 0.55 }] as const;
    const expectedMm = Math.hypot((to.column - from.column) * truth.spacingMm[1], (to.row - from.row) * truth.spacingMm[0]);
    const pane = currentPane(page);
    await showSlice(page, pane, slice);
    await page.keyboard.press('t');
    await drag(page, pane, images, [from, to]);
    await page.getByRole('combobox', { name: 'Organ' }).fill('liver');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await caseReply(page, subjectId)).case.lesions.length).toBe(1);
    const { case: subject } = await caseReply(page, subjectId);
    const [lesion] = subject.lesions;
    expect(lesion).toMatchObject({ label: 'T1', role: 'target' });
    const record = subject.assessments[lesion?.id ?? '']?.[subject.timepoints[0]?.id ?? ''];
    if (record?.state !== 'measured') throw new Error(`not measured: ${JSON.stringify(record)}`);
    expect(Math.abs(record.longAxisMm - expectedMm), `${record.longAxisMm} for ${expectedMm} mm`).toBeLessThanOrEqual(toleranceMm);

    await goTo(page, '#/export');
    const link = page.getByRole('link', { name: 'Download measurements as CSV' });
    // Electron asks where to with the system's own dialog, which no test can answer: there the link's address is read.
    const csv = name === 'electron'
      ? await page.evaluate(async (address) => (await fetch(address)).text(), await link.getAttribute('href') ?? '')
      : readFileSync(await (await Promise.all([page.waitForEvent('download'), link.click()]))[0].path(), 'utf8');
    const [head, row] = csv.replace('\ufeff', '').trim().split(/\r?\n/).map((line) => line.split(','));
    const cell = (name: string): string | undefined => row?.[head?.indexOf(name) ?? -1];
    expect([cell('subject'), cell('lesion')]).toEqual([truth.patientId, 'T1']);
    expect(Number(cell('diameter_mm'))).toBe(record.longAxisMm);
  });

  it('says that the same files are stored already, and adds nothing', async () => {
    const { page } = station;
    const before = await caseReply(page, subjectId);
    const stored = filesBelow(station.dataFolder);
    const again = await chooseFiles(page, 'Folder to import', ct);
    expect(again.files).toMatchObject({ seen: truth.files, imported: 0, duplicate: truth.files, rejected: 0 });
    await page.getByText(`${truth.files} already stored`).waitFor();
    expect(await unassigned(page)).toEqual([]);
    expect(await caseReply(page, subjectId)).toEqual(before);
    expect(filesBelow(station.dataFolder)).toEqual(stored);
  });

  describe('of what is wrong', () => {
    let before: Awaited<ReturnType<typeof caseReply>>;
    beforeAll(async () => { before = await caseReply(station.page, subjectId); });
    const nothingLost = async () => expect(await caseReply(station.page, subjectId)).toEqual(before);

    it('names a folder without DICOM for what it is', async () => {
      const { page } = station;
      const result = await chooseFiles(page, 'Folder to import', paperFolder(material.folder));
      expect(result).toMatchObject({ files: { seen: 3, imported: 0, rejected: 3 }, series: [] });
      await page.getByText('No DICOM images found').waitFor();
      const panel = await rejectedPanel(page).textContent();
      expect(panel).toContain('This is not a DICOM file');
      expect(panel).toContain('letter.txt');
      await nothingLost();
    });

    it('takes the good files beside a truncated one and names the truncated one', async () => {
      const { page } = station;
      const folder = await seriesFolder(material.folder, { name: 'cut', patientId: 'CUT-01', slices: 8, truncated: { slices: [3], bytes: 5000 } });
      const result = await chooseFiles(page, 'Folder to import', folder);
      expect(result.files).toMatchObject({ seen: 8, imported: 7, rejected: 1 });
      const panel = rejectedPanel(page);
      await panel.getByText('File is incomplete').waitFor();
      expect(await panel.textContent()).toContain('0004.dcm');
      expect(await panel.textContent()).toContain('IMP-04');
      await page.getByText('7 images in 1 series').waitFor();
      await nothingLost();
    });

    it('gives up an archive that unpacks to far more than its size, and says so', async () => {
      const { page } = station;
      const bomb = path.join(material.folder, 'bomb.zip');
      writeFileSync(bomb, zip([{ name: 'scan/1.dcm', data: Buffer.alloc(96 * 2 ** 20) }]));
      const result = await chooseFiles(page, 'Files to import', [bomb]);
      expect(result).toMatchObject({ files: { imported: 0 }, series: [] });
      const panel = await rejectedPanel(page).textContent();
      expect(panel).toContain('unpacks to far more than its own size');
      expect(panel).toContain('bomb.zip');
      expect(filesBelow(station.dataFolder).filter((name) => name.includes('spool'))).toEqual([]);
      await nothingLost();
    });

    it.skipIf(name === 'electron')('names every hostile file of a folder with its code, takes the good one, and answers all the while', async () => {
      const { page } = station;
      const folder = path.join(material.folder, `hostile-${name}`);
      mkdirSync(folder, { recursive: true });
      const attacks = fileAttacks.filter((attack) => attack.import !== null && attack.isHeavy !== true);
      for (const attack of attacks) {
        attack.write(attackPath(folder, attack));
        if (statSync(attackPath(folder, attack)).size > 4 << 20) rmSync(attackPath(folder, attack));
      }
      const bad = readdirSync(folder);
      expect(bad.length).toBeGreaterThan(25);
      cpSync(path.join(ct, readdirSync(ct)[0] ?? ''), path.join(folder, 'good.dcm'));
      let isOver = false;
      const answers = (async () => { for (; !isOver; await page.waitForTimeout(100)) expect(await ask<unknown[]>(page, '/api/study/list')).toHaveLength(1); })();
      const result = await chooseFiles(page, 'Folder to import', folder).finally(() => { isOver = true; });
      await answers;
      expect(result.files).toMatchObject({ seen: bad.length + 1, imported: 0, duplicate: 1, rejected: bad.length });
      await page.getByText('Nothing new was imported').waitFor();
      const panel = rejectedPanel(page);
      await panel.getByText(/IMP-04/).first().waitFor();
      const shown = await panel.textContent() ?? '';
      for (const code of ['IMP-04', 'IMP-09', 'IMP-10', 'PIX-07']) expect(shown).toContain(code);
      await nothingLost();
    });

    it('shows a series without pixel spacing, but refuses to measure on it and says why', async () => {
      const { page } = station;
      const folder = await seriesFolder(material.folder, { name: 'plain', patientId: 'PLAIN-01', spacingMm: null, slices: 5 });
      await chooseFiles(page, 'Folder to import', folder);
      await page.getByText('No millimetres: No pixel spacing in this image').first().waitFor();
      await page.getByRole('checkbox', { name: 'Assign 1 Synthetic' }).check();
      await page.getByRole('button', { name: 'Assign 1 series' }).click();
      await page.getByText('1 series assigned to PLAIN-01').waitFor();
      const plainId = await openBaseline(page, 'PLAIN-01');
      const pane = currentPane(page);
      await pane.getByText('No pixel spacing in this image: lengths cannot be given in millimetres.').first().waitFor();
      // Only an image that is there can refuse.
      await expect.poll(() => pane.locator('[data-pane=bottomLeft]').textContent()).toMatch(/Img \d+ \/ 5/);
      await pane.focus();
      await page.keyboard.press('t');
      const box = await pane.locator('[data-pane=stage]').boundingBox();
      if (!box) throw new Error('the pane has no stage');
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('complementary', { name: 'Lesions and response' }).getByText('lengths cannot be given in millimetres').first().waitFor();
      const plain = await caseReply(page, plainId);
      expect(plain.case.lesions).toEqual([]);
      await nothingLost();
    });

    it('has not broken the stored data', async () => {
      expect(await nadir('verify', '--data', station.dataFolder)).toMatchObject({ code: 0 });
    });
  });
});

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
/** Runs a command and answers with its exit status and what it said. */
async function nadir(...words: string[]): Promise<{ code: number; out: string; said: string }> {
  return promisify(execFile)(process.execPath, [command, ...words], { timeout: 60_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, said: stderr }),
    (failure: { code: number; stdout: string; stderr: string }) => ({ code: failure.code, out: failure.stdout, said: failure.stderr }),
  );
}

describe('importing on a full disk', () => {
  let disk: ReturnType<typeof smallDisk>;
  let station: Workstation | undefined;
  beforeAll(() => {
    disk = smallDisk(24);
    if ('missing' in disk) console.info(`Not run: an import on a full disk (${disk.missing}).`);
  });
  afterAll(async () => {
    await station?.close({ keepData: true });
    if ('folder' in disk) disk.drop();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('says that the disk is full and what to do, keeps nothing of the import, and goes on working', async (context) => {
    if ('missing' in disk) return context.skip(disk.missing);
    const { folder: dataFolder } = disk;
    const small = await seriesFolder(material.folder, { name: 'small', patientId: 'SMALL-01', slices: 4 });
    const large = await seriesFolder(material.folder, { name: 'large', patientId: 'LARGE-01', slices: 70, rows: 512, columns: 512 });
    const archive = path.join(material.folder, 'large.zip');
    writeFileSync(archive, zip(readdirSync(large).map((name) => ({ name, data: readFileSync(path.join(large, name)) }))));
    station = await startEmpty(dataFolder);
    const { page } = station;
    await createStudy(page, 'FULL-E2E');
    await chooseFiles(page, 'Folder to import', small);
    await page.getByRole('button', { name: 'Assign 1 series' }).click();
    await page.getByText('1 series assigned to SMALL-01').waitFor();
    const before = filesBelow(dataFolder);
    const whole = await caseReply(page, (await subjectByCode(page, 'SMALL-01')).subjectId);

    // Too large to be taken over; then an archive that is small enough for that, but not unpacked.
    for (const [input, chosen, words] of [['Folder to import', large, 'The disk is full: the files were not taken over.'], ['Files to import', archive, 'The disk is full. Nothing of this import was kept']] as const) {
      await page.getByLabel(input).setInputFiles(chosen);
      const said = page.getByRole('alert').filter({ hasText: words });
      await said.waitFor({ timeout: 60_000 });
      expect(await said.textContent()).toContain('Free some space and import again');
      await expect.poll(() => filesBelow(dataFolder)).toEqual(before);
    }

    const byCommand = await nadir('import', large, '--study', 'FULL-E2E', '--data', dataFolder);
    expect(byCommand.code).toBe(3);
    expect(byCommand.said).toContain('The disk is full. Nothing of this import was kept');
    expect(byCommand.said).toContain('Free some space and import again');
    expect(filesBelow(dataFolder)).toEqual(before);
    expect(await nadir('verify', '--data', dataFolder)).toMatchObject({ code: 0 });

    expect(await unassigned(page)).toEqual([]);
    expect(await caseReply(page, (await subjectByCode(page, 'SMALL-01')).subjectId)).toEqual(whole);
    const next = await seriesFolder(material.folder, { name: 'next', patientId: 'NEXT-01', slices: 4 });
    expect((await chooseFiles(page, 'Folder to import', next)).files).toMatchObject({ imported: 4, rejected: 0 });
    await page.getByRole('button', { name: 'Assign 1 series' }).click();
    await page.getByText('1 series assigned to NEXT-01').waitFor();
  });
});

describe('accessibility by axe', () => {
  let station: Workstation;
  beforeAll(async () => { station = await startEmpty(); });
  afterAll(async () => { await station?.close(); });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('finds nothing serious or critical in series to assign', async () => {
    const { page } = station;
    await createStudy(page, 'AXE-E2E');
    await chooseFiles(page, 'Folder to import', await seriesFolder(material.folder, { name: 'axe', patientId: 'AXE-01', slices: 6, truncated: { slices: [2], bytes: 5000 } }));
    await page.getByRole('button', { name: 'Assign 1 series' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
