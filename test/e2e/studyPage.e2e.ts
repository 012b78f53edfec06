/** The study page on the synthetic trial: its numbers and every file are those of `nadir analyse`; choices, keys, accessibility. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { StudyAnalysisReply, WorklistPage } from '../../src/api/wire.ts';
import { expectAccessible, expectNothingLost } from './accessible.ts';
import { asText, expectedRows } from './figureRows.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const root = path.resolve(import.meta.dirname, '../..');
const work = mkdtempSync(path.join(os.tmpdir(), 'nadir-e2e-'));
const [dataFolder, figures] = [path.join(work, 'data'), path.join(work, 'figures')];
const nadir = (...words: string[]): string => execFileSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), ...words, '--data', dataFolder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64e6 });
let station: Workstation;
let analysis: StudyAnalysisReply;
beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });
beforeAll(async () => {
  nadir('demo', '--trial');
  nadir('analyse', '--study', 'TRIAL', '--by', 'arm', '--figures', figures);
  analysis = JSON.parse(readFileSync(path.join(figures, 'TRIAL-analysis.json'), 'utf8')) as StudyAnalysisReply;
  station = await startLoopback({ dataFolder, viewport: { width: 1920, height: 1080 }, env: { NADIR_NO_DEMO: '1' } });
  await station.page.evaluate(() => { location.hash = '#/study'; });
  await station.page.locator('[data-figure=waterfall] svg[data-drawn]').waitFor();
}, 120_000);
afterAll(async () => {
  await station?.close({ keepData: true });
  rmSync(work, { recursive: true, force: true });
});

const rowsOf = (csv: string): string[][] => csv.trimEnd().split('\r\n').map((line) => line.split(','));
const written = (name: string): string => readFileSync(path.join(figures, name), 'utf8');
const bytes = async (download: Download): Promise<Buffer> => readFileSync(await download.path());
/** Without the time of creation. */
const timeless = (svg: string): string => svg.replaceAll(/Made \d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'Made');

it('shows the numbers of nadir analyse', async () => {
  const { page } = station;
  const facts = await page.locator('dl').first().innerText();
  const { PFS } = analysis.whole.endpoints;
  for (const part of [`${analysis.status.randomised}`, analysis.groups.map(({ n }) => n).join(' : '), `${PFS.events}\nof ${PFS.n}, ${PFS.n - PFS.events} censored`, `${analysis.status.visits.missed}\nof ${analysis.status.visits.all}`]) expect(facts).toContain(part);
  const table = await page.getByRole('group', { name: 'Table of endpoints' }).getByRole('row').allInnerTexts();
  const medians = (endpoint: 'PFS' | 'OS' | 'TTP') => analysis.groups.map(({ endpoints }) => endpoints[endpoint].median?.toFixed(1)).join('\t');
  for (const endpoint of ['PFS', 'OS', 'TTP'] as const) expect(table).toContain(`${endpoint} median, months\t${medians(endpoint)}`);
  const ratio = analysis.comparison?.PFS.hazardRatio;
  expect(table.find((row) => row.startsWith('PFS hazard ratio'))).toContain(`${ratio?.hazardRatio?.toFixed(2)} (${ratio?.ciLow?.toFixed(2)} to ${ratio?.ciHigh?.toFixed(2)})`);
  await expect.poll(() => page.locator('[data-figure=response] svg[data-drawn]').textContent()).toContain(`ORR ${analysis.groups[0]?.ORR.n} of ${analysis.groups[0]?.ORR.N}`);
  await expect.poll(() => page.locator('[data-figure=agreement-central] svg[data-drawn]').textContent()).toContain(`κ ${analysis.agreement?.siteCentral.best.kappa.kappa?.toFixed(2)}`);
});

it('every figure: CSV and SVG as nadir analyse writes them, PNG of the same size; the CSV holds the numbers of the analysis', async () => {
  const { page } = station;
  const names = readdirSync(figures).filter((name) => name.endsWith('.csv'));
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Export figures' });
  await dialog.getByRole('button', { name: 'Best change of the sum as CSV' }).waitFor();
  for (const format of ['CSV', 'SVG', 'PNG'] as const) {
    const buttons = await dialog.getByRole('button', { name: new RegExp(` as ${format}$`) }).all();
    expect(buttons.length).toBe(names.length);
    for (const button of buttons) {
      // Chromium drops downloads of a page that asks for more than ten in a second; no person does.
      await page.waitForTimeout(120);
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      const name = download.suggestedFilename();
      const content = await bytes(download);
      if (format === 'CSV') expect(content.toString('utf8'), name).toBe(written(name));
      else if (format === 'SVG') expect(timeless(content.toString('utf8')), name).toBe(timeless(written(name)));
      else expect([name, PNG.sync.read(content).width, PNG.sync.read(content).height]).toEqual([name, ...(({ width, height }) => [width, height])(PNG.sync.read(readFileSync(path.join(figures, name))))]);
      // Three pictures stand for all: each is drawn from the SVG that was compared.
      if (format === 'PNG' && name.includes('pfs')) break;
    }
  }
  await page.keyboard.press('Escape');
  const expected = expectedRows(analysis);
  expect(Object.keys(expected).sort()).toEqual(names.map((name) => name.replace(/^TRIAL-|\.csv$/g, '')).sort());
  for (const [figure, rows] of Object.entries(expected)) {
    expect(rows.length, figure).toBeGreaterThan(0);
    expect(rowsOf(written(`TRIAL-${figure}.csv`)).slice(1), figure).toEqual(asText(rows));
  }
});

it('another evaluator and cut-off redraw the figures; keys go through them to a subject', async () => {
  const { page } = station;
  const asked = async (query: string): Promise<StudyAnalysisReply> => page.evaluate(async (address) => (await fetch(address)).json() as Promise<StudyAnalysisReply>, `/api/study/analysis?study=${analysis.study.id}&by=arm&${query}`);
  await page.getByRole('button', { name: 'Reader 1', exact: true }).click();
  const reader1 = await asked('read=reader1');
  const shown = () => page.locator('[data-figure=pfs] svg[data-drawn]').textContent();
  await expect.poll(shown).toContain(`median ${reader1.groups[0]?.endpoints.PFS.median?.toFixed(1)}`);
  await page.getByLabel('Data cut-off, YYYY-MM-DD').fill('2024-03-31');
  await page.keyboard.press('Enter');
  const cut = await asked('read=reader1&cutoff=2024-03-31');
  await expect.poll(() => page.locator('dl').first().innerText()).toContain(`${cut.whole.endpoints.PFS.events}\nof ${cut.whole.endpoints.PFS.n},`);
  await page.getByLabel('Data cut-off, YYYY-MM-DD').fill('');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Central', exact: true }).click();
  await expect.poll(shown).toContain(`median ${analysis.groups[0]?.endpoints.PFS.median?.toFixed(1)}`);
  // The figures are drawn one after another, and a figure drawn anew points at nothing.
  const drawnFrom = (figure: string) => page.locator(`[data-figure=${figure}] svg[data-drawn]`).getAttribute('data-drawn');
  await expect.poll(async () => await drawnFrom('waterfall') === await drawnFrom('pfs')).toBe(true);
  await page.locator('main').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('g');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const second = analysis.subjects[analysis.waterfall[1] ?? 0];
  await expect.poll(() => page.locator('[data-figure=waterfall] [role=status]').textContent()).toContain(second?.code);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#/confirm/${second?.id}`);
  await page.goBack();
  await page.locator('[data-figure=waterfall] svg[data-drawn]').waitFor();
  // The pointer says the same of what is under it, and a click opens it.
  const third = analysis.subjects[analysis.waterfall[2] ?? 0];
  const bars = await page.locator('[data-figure=waterfall] svg[data-drawn]').boundingBox();
  const shownBars = analysis.waterfall.length;
  const [left, width] = [42, (bars?.width ?? 0) - 46];
  await page.mouse.move((bars?.x ?? 0) + left + (2.5 * width) / shownBars, (bars?.y ?? 0) + (bars?.height ?? 0) / 2);
  const pointed = page.locator('[data-figure=waterfall] [role=status]');
  await expect.poll(() => pointed.textContent()).toContain(third?.code);
  expect(await pointed.textContent()).toContain(`+${third?.bestPct?.toFixed(1)}\u2009% from baseline`);
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#/confirm/${third?.id}`);
  await page.goBack();
  await page.locator('[data-figure=waterfall] svg[data-drawn]').waitFor();
});

it('prints on white without switches, with what was chosen and what the figures mean', async () => {
  const { page } = station;
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('[data-figure=pfs] svg[data-drawn] text') as Element).fill].join())).toMatch(/^rgb\(255, 255, 255\),rgb\((?:20, 24, 31|74, 83, 97|107, 116, 128|61, 64, 168)\)$/);
  expect(await page.getByRole('button', { name: 'Export figures' }).isVisible()).toBe(false);
  const words = await page.locator('main').innerText();
  for (const part of [`TRIAL, ${analysis.study.title}`, 'rule set TRIAL, responses without confirmation, data cut-off none', `${analysis.waterfall.length} subjects with a sum after baseline`, 'ticks: censored', 'at risk', 'Not signed: figures carry no signature.']) expect(words).toContain(part);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => page.evaluate(() => document.documentElement.hasAttribute('data-print'))).toBe(false);
});

it('is accessible, and whole with text at twice its size', async () => {
  const { page } = station;
  await expectAccessible(page);
  await expectNothingLost(page, 200);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('v');
  await page.locator('[data-figure=agreement-readers] svg[data-drawn]').waitFor();
  expect(await page.getByRole('region', { name: 'Adjudication' }).innerText()).toContain(`Read by both\t${analysis.agreement?.adjudication.read}`);
  await expectAccessible(page);
  await expectNothingLost(page, 200);
  await page.keyboard.press('v');
  await page.locator('[data-figure=waterfall] svg[data-drawn]').waitFor();
  expect(station.complaints).toEqual([]);
});

it('the export page says what to know, and its package is that of nadir export but for who and when', async () => {
  const { page } = station;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => { location.hash = '#/export'; });
  const preflight = page.getByRole('region', { name: 'Before you export' });
  await preflight.getByText('EXP-40').first().waitFor();
  await page.getByLabel('Subjects').fill('NOBODY');
  await preflight.getByText('has no subject NOBODY').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Export package' }).isDisabled()).toBe(true);
  await page.getByLabel('Subjects').fill('');
  await page.getByLabel('Reason').fill('interim analysis');
  const formats = page.getByRole('list', { name: 'Files of the package' }).getByRole('listitem');
  for (const format of await formats.all()) if (!/^(SDTM|CSV)\n/.test(await format.innerText())) await format.getByRole('checkbox').uncheck();
  await expect.poll(() => page.getByRole('button', { name: 'Export package' }).isEnabled()).toBe(true);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export package' }).click()]);
  const packed = unzipSync(await bytes(download));
  const target = path.join(work, 'package');
  nadir('export', '--study', 'TRIAL', '--format', 'sdtm,csv', '--out', target);
  expect(Object.keys(packed)).toEqual(expect.arrayContaining(['sdtm/tr.xpt', 'sdtm/define.xml', 'csv/TRIAL-responses.csv', 'preflight.json', 'manifest.json']));
  const [ours, theirs] = [packed['manifest.json'] ?? new Uint8Array(), readFileSync(path.join(target, 'manifest.json'))].map((text) => JSON.parse(Buffer.from(text).toString('utf8')) as { export: { createdBy: string; reason: string | null }; files: { path: string }[] });
  expect(ours?.export).toMatchObject({ createdBy: 'Local user', reason: 'interim analysis' });
  expect({ ...ours, export: null }).toEqual({ ...theirs, export: null });
  for (const { path: name } of theirs?.files ?? []) expect(Buffer.compare(Buffer.from(packed[name] ?? []), readFileSync(path.join(target, name))), name).toBe(0);
  await page.getByText('Recorded in the audit trail').waitFor();
});

it('names where site and central read differ; each date stands on the Confirm page of the subject, the central one as the result', async () => {
  const { page } = station;
  await page.evaluate(() => { location.hash = '#/study'; });
  const attention = page.getByRole('region', { name: 'Attention' });
  const found = analysis.agreement?.siteCentral;
  await attention.getByText(`Site and central differ in ${found?.differ} subjects`).waitFor();
  const counts = (await page.evaluate(async (id) => (await fetch(`/api/worklist/page?study=${id}&today=2026-01-01&offset=0&limit=1`)).json() as Promise<WorklistPage>, analysis.study.id)).counts;
  const facts = await page.locator('dl').first().innerText();
  for (const part of [`Open queries\n${counts.openQueries}\nin ${counts.withQueries} subjects`, `To confirm\n${counts.toConfirm}`]) expect(facts).toContain(part);
  const [first] = found?.differing ?? [];
  await attention.getByRole('button', { name: `${first?.code} progression ${first?.progression[0] ?? 'none'}, central ${first?.progression[1] ?? 'none'}` }).click();
  const hero = page.getByRole('complementary', { name: 'Progression date' }).locator('.nd-hero');
  await expect.poll(() => hero.textContent()).toBe(first?.progression[1] ?? 'None');
  await page.getByText('result of the trial', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Site', exact: true }).click();
  await page.getByText('not the result of the trial').waitFor();
  await expect.poll(() => hero.textContent()).toBe(first?.progression[0] ?? 'None');
});
