/** What is wrong with a series, and where its millimetres come from, is seen at the series in Import and in Read. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, beforeEach } from 'vitest';
import path from 'node:path';
import { seriousViolations } from './accessible.ts';
import { chooseFiles, createStudy, freshMaterial, goTo, seriesFolder, startEmpty } from './imports.ts';
import { caseReply, subjectByCode } from './phantom.ts';
import { keepPicture, type Workstation } from './workstation.ts';

const material = freshMaterial();
const reason = 'PixelSpacing: distance between pixels in the patient.';

describe('a series with findings', { timeout: 120_000 }, () => {
  let station: Workstation;
  let folder: string;
  beforeAll(async () => {
    folder = await seriesFolder(material.folder, { name: 'gaps', patientId: 'GAP-01', rows: 64, columns: 64, spacingMm: [2, 2.5], origin: [-80, -64, 0], slices: 20, stepMm: 3, thicknessMm: 6, missing: [7, 8], seriesDescription: 'Abdomen portal venous', kernel: 'Br40', contrast: 'Iomeron', seriesNumber: 4 });
    station = await startEmpty();
  });
  afterAll(async () => { await station?.close(); material.drop(); });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('says so in Import and in Read, with the spacing that was used and why', async () => {
    const { page } = station;
    await createStudy(page, 'FINDINGS');
    await chooseFiles(page, 'Folder to import', folder);
    const row = page.getByRole('row', { name: /Abdomen portal venous/ });
    await row.getByText('2 slices missing after position').waitFor();
    await row.getByText('GEO-12').waitFor();
    await page.getByRole('button', { name: 'Assign 1 series' }).click();
    await page.getByRole('button', { name: 'Read baseline' }).click();
    await page.getByRole('application', { name: 'Current, Baseline' }).waitFor();
    const head = page.getByRole('region', { name: 'Current', exact: true });
    await head.getByText('2 slices missing after position').first().waitFor();
    await page.getByText('2.00 × 2.50 mm/px, PixelSpacing').first().waitFor();

    await head.getByRole('button', { name: /^Series of Baseline/ }).click();
    await page.getByRole('menuitem', { name: /2 slices missing after position .* GEO-12/ }).waitFor();
    await page.getByRole('menuitem', { name: /^About series 4/ }).click();
    const about = page.getByRole('dialog', { name: 'Series 4, Abdomen portal venous' });
    await about.getByText('2 × 2.5 mm, PixelSpacing').waitFor();
    await about.getByText(reason).waitFor();
    const text = await about.innerText();
    for (const said of ['18, 6 mm thick, 3 mm apart, over 57 mm', 'Portal venous', 'Br40, soft', 'Abdomen', 'HU', 'A lesion may lie in the gap or reach into it: ask the site for the whole series', 'GEO-01', 'GEO-18', 'REC-01']) expect(text).toContain(said);
    expect(await seriousViolations(page)).toEqual([]);
    const figure = about.getByRole('button', { name: /^Default/ });
    if ((await figure.count()) > 0) await figure.click();
    else await page.keyboard.press('Escape');
    await about.waitFor({ state: 'hidden' });
  });

  it('and the same in the table that is exported and in nadir inspect', async () => {
    const { page } = station;
    const { subjectId } = await subjectByCode(page, 'GAP-01');
    const { case: subject } = await caseReply(page, subjectId);
    expect(subject.timepoints[0]?.series[0]).toMatchObject({ spacingMm: [2, 2.5, 3], spacingSource: 'PixelSpacing', spacingReason: reason });
    await goTo(page, '#/start');
    const output = execFileSync(process.execPath, [path.join(import.meta.dirname, '../../src/cli/nadir.mjs'), 'inspect', folder, '--json'], { encoding: 'utf8' });
    const files = JSON.parse(output) as { spacingReason: string; spacingSource: string }[];
    expect(new Set(files.map((file) => `${file.spacingSource}: ${file.spacingReason}`))).toEqual(new Set([`PixelSpacing: ${reason}`]));
  });
});
