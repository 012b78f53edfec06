/** A data manager and a reader with scans that are not where they were expected: several days in one timepoint, outside a window, sent twice, and after the signature. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { SubjectCaseReply } from '../../src/api/wire.ts';
import { asId, type SeriesId } from '../../src/common/index.ts';
import { createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { templates } from '../../src/services/index.ts';
import { syntheticSeries, writeSynthetic, type SyntheticRecipe } from '../fixtures/dicom.ts';
import { expectAccessible } from './accessible.ts';
import { chooseFiles, goTo } from './imports.ts';
import { caseReply } from './phantom.ts';
import { keepPicture, startLoopback, type Workstation } from './workstation.ts';

const person = { fullName: 'Dr Ada Keller', username: 'a.keller', password: 'lamp river window 7' };
const scan = (name: string, date: string, more: Partial<SyntheticRecipe> = {}): SyntheticRecipe & { readonly name: string } => ({
  patientId: 'P-01', name, dicomStudy: name, studyDate: date.replaceAll('-', ''), seriesNumber: 2, seriesDescription: 'Abdomen', rows: 64, columns: 64, spacingMm: [3, 3], origin: [-96, -96, 0], slices: 8, stepMm: 5,
  ellipsoids: [{ centre: [0, 0, 20], halfMm: [20, 15, 12], hu: 120 }], ...more,
});
const visits = { visits: [{ name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 }, { name: 'Wk 8', day: 56, windowBeforeDays: 7, windowAfterDays: 7 }, { name: 'Wk 16', day: 112, windowBeforeDays: 7, windowAfterDays: 7 }], then: null };

/** Baseline and week 8 read and signed; what comes later lies in a folder of its own. */
async function stage(root: string): Promise<{ readonly dataFolder: string; readonly later: string; readonly subjectId: string }> {
  const [dataFolder, files, later] = ['data', 'first', 'later'].map((name) => path.join(root, name)) as [string, string, string];
  const week8 = scan('week8', '2025-03-07');
  for (const one of [scan('baseline', '2025-01-06', { background: 35 }), week8]) await writeSynthetic(files, syntheticSeries(one));
  for (const one of [{ ...week8, name: 'resent', dicomStudy: 'resent', seriesNumber: 9 }, scan('brain', '2025-03-14', { modality: 'MR', seriesDescription: 'Brain', background: 50, seriesNumber: 5 }), scan('week16', '2025-05-12', { background: 45 })]) await writeSynthetic(later, syntheticSeries(one));
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  try {
    const { services } = core;
    const account = await services.accounts.setUp(core.context, person);
    const me = { actor: account.fullName, accountId: account.id, roles: account.roles, role: account.roles[0] ?? ('reader' as const) };
    const { id: studyId } = services.studies.create(me, { code: 'LATE-1', title: 'Late scans', template: 'blank', protocol: { ...templates.blank.protocol, visits, params: { ...templates.blank.protocol.params, timeOrigin: 'firstDose' } } });
    const subjectId = services.subjects.enrol(me, { studyId, code: 'P-01', facts: { firstDoseDate: '2025-01-10' as never } });
    const { seriesIds } = await importInto({ paths: [files], owned: false }, { core, pool, studyId, sourceName: 'first' });
    services.assignments.assign(me, studyId, seriesIds.map((id) => ({ seriesId: asId<SeriesId>(id), subjectId, newSubjectCode: null, timepointIndex: services.series.images(id).series.date === '2025-01-06' ? 0 : 1 })));
    const on = { subjectId, expectedRevision: null };
    const drawn = (index: number) => {
      const series = services.readCase(subjectId).case.timepoints[index]?.series[0];
      const slice = services.series.images(series?.id ?? '').slices.find((one) => one.origin?.[2] === 20);
      return { state: 'measured' as const, claimedLongMm: 40, claimedShortMm: 30, caliper: { seriesId: series?.id ?? '', sopInstanceUid: slice?.sopInstanceUid ?? '', frameNumber: 1, renderer: 'generated' as const, shortAxisProvisional: false, longAxis: [[-20, 0, 20], [20, 0, 20]] as never, shortAxis: [[0, -15, 20], [0, 15, 20]] as never } };
    };
    const [baseline, tp1] = services.readCase(subjectId).case.timepoints.map((one) => one.id);
    const { lesionId = '' } = services.lesions.place(me, on, { timepointId: baseline ?? '', role: 'target', organ: 'liver', kind: 'nonNodal', description: 'Segment 6', group: false, assessment: drawn(0) });
    services.lesions.record(me, on, lesionId, tp1 ?? '', drawn(1));
    for (const timepointId of [baseline, tp1]) await services.reads.sign(me, on, { timepointId: timepointId ?? '', meaning: 'assessed', password: person.password });
    return { dataFolder, later, subjectId };
  } finally {
    await pool.close();
    core.store.close();
  }
}

describe('scans that are not where they were expected', { timeout: 120_000 }, () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'nadir-assigning-'));
  let station: Workstation;
  let page: Page;
  let facts: Awaited<ReturnType<typeof stage>>;
  beforeAll(async () => {
    facts = await stage(root);
    station = await startLoopback({ dataFolder: facts.dataFolder, viewport: { width: 1680, height: 1000 }, env: { NADIR_NO_DEMO: '1' } });
    page = station.page;
    page.setDefaultTimeout(12_000);
    await page.getByLabel('Username').fill(person.username);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Account: ${person.fullName}, All roles` }).waitFor();
  }, 60_000);
  afterAll(async () => {
    await station?.close();
    rmSync(root, { recursive: true, force: true });
  });
  const look = (): Promise<SubjectCaseReply> => caseReply(page, facts.subjectId);
  const picture = async (name: string): Promise<void> => { if (process.env['NADIR_PICTURES']) await page.screenshot({ path: path.join(process.env['NADIR_PICTURES'], `${name}.png`) }); };

  it('says before anything is assigned what a person must decide, and assigns nothing by itself', async () => {
    onTestFailed(() => keepPicture(station, 'assigning import'));
    await goTo(page, '#/import');
    await chooseFiles(page, 'Folder to import', facts.later);
    const table = page.getByRole('region', { name: 'Imported series' });
    await table.getByText('Same images under other UIDs: series 2 (Abdomen) of TP1').waitFor();
    await table.getByText(/^TP1\? 7 days from the scan of TP1: confirm that both are TP1/).first().waitFor();
    await table.getByText(/10 days from the planned day of TP2 \(Wk 16\), 3 days after its window/).first().waitFor();
    expect(await page.getByRole('checkbox', { name: /^Assign/, checked: true }).count()).toBe(0);
    await page.getByText('No series is ticked').first().waitFor();
    await picture('assigning-import');
    await expectAccessible(page);
    const week16 = page.getByRole('combobox', { name: 'Timepoint of 2 Abdomen' });
    expect(await week16.locator('option').allTextContents()).toEqual(expect.arrayContaining(['TP1, Wk 8, scanned 2025-03-07, 59 days after its window, signed', 'TP1.1, UNSCHEDULED 1.1', 'TP2, Wk 16, planned 2025-05-02, 3 days after its window']));
    await week16.selectOption('2');
    await page.getByRole('checkbox', { name: 'Assign 5 Brain' }).check();
    await page.getByText('1 series for a signed timepoint waits for its reader').waitFor();
    await page.getByRole('button', { name: 'Assign 2 series' }).click();
    await page.getByText('nothing is changed until its reader decides', { exact: false }).waitFor();
    const { case: subject } = await look();
    expect(subject.timepoints.map((one) => [one.label, one.series.length])).toEqual([['Baseline', 1], ['TP1', 1], ['TP2', 1]]);
    expect(Object.values(subject.signOffs).map((one) => one.state)).toEqual(['signed', 'signed']);
  });

  it('shows days, windows and what came late with the subject, and moves a series with a reason or says what blocks it', async () => {
    onTestFailed(() => keepPicture(station, 'assigning timepoints'));
    await goTo(page, '#/worklist');
    await page.getByText('Decide on late images TP1').first().waitFor();
    await page.keyboard.press('v');
    const dialog = page.getByRole('dialog', { name: 'Timepoints of P-01' });
    await dialog.getByText('Scanned 3 days after its window (2025-04-25 to 2025-05-09)').waitFor();
    await dialog.getByText('MR 5 Brain, 8 images, scanned 2025-03-14').waitFor();
    await picture('assigning-timepoints');
    await expectAccessible(page);
    await dialog.getByRole('region', { name: 'Baseline' }).getByRole('button', { name: 'Move 2 CT Abdomen' }).click();
    const form = dialog.getByRole('form', { name: 'Move 1 series of Baseline to' });
    await form.getByLabel('Timepoint').selectOption('3');
    await form.getByLabel('Reason').fill('Wrong visit');
    await page.keyboard.press('Enter');
    await form.getByText(/Baseline is signed: its series stay as they are/).waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Number of TP2' }).click();
    const number = dialog.getByRole('form', { name: 'TP2 is' });
    await number.getByLabel('Timepoint').selectOption('1.1');
    await number.getByLabel('Reason').fill('Unscheduled scan');
    await page.keyboard.press('Enter');
    await dialog.getByRole('region', { name: 'TP1.1' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('lets the reader of the signed timepoint take the images in as an amendment; the timepoint then has two days', async () => {
    onTestFailed(() => keepPicture(station, 'assigning late'));
    const { case: before } = await look();
    await goTo(page, `#/read/${facts.subjectId}/${before.timepoints[1]?.id ?? ''}`);
    await page.getByText('1 late series at TP1').waitFor();
    await page.getByText(`Signed by ${person.fullName}`, { exact: false }).first().waitFor();
    await picture('assigning-late');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Take in as amendment' }).click();
    await page.getByLabel('Reason').last().fill('The brain was scanned a week later');
    await page.getByRole('button', { name: 'Open version 2' }).click();
    await page.getByRole('navigation', { name: 'Timepoints' }).getByText('2025-03-07 to 14').waitFor();
    await picture('assigning-taken-in');
    const { case: after, result } = await look();
    const tp1 = after.timepoints[1];
    expect([tp1?.scanDates, after.signOffs[tp1?.id ?? '']?.state, after.late?.[0]?.decision?.reason]).toEqual([['2025-03-07', '2025-03-14'], 'amending', 'The brain was scanned a week later']);
    // the timepoint has its latest day, what was measured keeps its own.
    expect(result?.timepoints[0]?.date).toBe('2025-03-14');
    // The refused move is an answer of the host, which the browser reports.
    expect(station.complaints.filter((one) => !one.includes('status of 422'))).toEqual([]);
  });
});
