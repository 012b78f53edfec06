/** De-identification through the window: planted identifiers come in nowhere, are there nowhere after a crash, and quarantined images wait for a person. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { KeyListExport, QuarantinedSeries, SeriesProposal, StudyDetail } from '../../src/api/wire.ts';
import { element, sliceFile, type SliceFacts } from '../fixtures/dicomBytes.ts';
import { zip } from '../fixtures/zipBytes.ts';
import { seriousViolations } from './accessible.ts';
import { chooseFiles, createStudy, freshMaterial, goTo, startEmpty } from './imports.ts';
import { ask } from './phantom.ts';
import { until } from './until.ts';
import { gone, keepPicture, startServing, type Workstation } from './workstation.ts';

/** What must never be found; also as UTF-16, as file systems and databases may hold it. */
const planted = ['Zwetschgenbaum', 'ZWETSCHGENBAUM', 'HOSP-88123', '19430817', 'Holunderweg', 'Dr^Quitte', 'Spital Mirabelle', '1.2.826.0.1.99.77', 'ACC-556677', 'Maedchenname'];
const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');

const patient = (facts: SliceFacts): Buffer => sliceFile({
  studyUid: '1.2.826.0.1.99.77.1', seriesUid: '1.2.826.0.1.99.77.2', patientName: 'ZWETSCHGENBAUM^Erna', patientId: 'HOSP-88123', rows: 32, columns: 32, ...facts,
  more: [element(0x00100030, 'DA', '19430817'), element(0x00100040, 'CS', 'F'), element(0x00101005, 'PN', 'Maedchenname'), element(0x00101040, 'LO', 'Holunderweg 3'), element(0x00104000, 'LT', 'Tochter von Zwetschgenbaum')],
});

/** A folder as a hospital burns it: the patient's name in every path. */
function hospitalFolder(root: string, slices = 5): string {
  const folder = path.join(root, 'ZWETSCHGENBAUM_Erna HOSP-88123');
  mkdirSync(folder, { recursive: true });
  for (let at = 1; at <= slices; at += 1) writeFileSync(path.join(folder, `Zwetschgenbaum_${at}.dcm`), patient({ uid: `1.2.826.0.1.99.77.2.${at}`, position: [0, 0, at * 2], instanceNumber: at }));
  writeFileSync(path.join(folder, 'Zwetschgenbaum Screenshot.dcm'), patient({ uid: '1.2.826.0.1.99.77.3.1', seriesUid: '1.2.826.0.1.99.77.3', imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' }));
  writeFileSync(path.join(folder, 'Befund Zwetschgenbaum.txt'), 'Zwetschgenbaum, Erna');
  return folder;
}

/** Files below that hold one of the words, in clear or as UTF-16. */
function holding(folder: string): readonly string[] {
  const needles = planted.flatMap((word) => [Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')]);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const named = planted.some((word) => file.slice(folder.length).includes(word));
    const bytes = entry.isFile() ? readFileSync(file) : Buffer.alloc(0);
    return named || needles.some((needle) => bytes.includes(needle)) ? [path.relative(folder, file)] : [];
  });
}

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

async function nadir(...words: string[]): Promise<{ code: number; out: string; said: string }> {
  return promisify(execFile)(process.execPath, [command, ...words], { timeout: 60_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, said: stderr }),
    (failure: { code: number; stdout: string; stderr: string }) => ({ code: failure.code, out: failure.stdout, said: failure.stderr }),
  );
}

async function setUp(page: Page, code: string): Promise<StudyDetail> {
  await createStudy(page, code);
  const [study] = await ask<{ id: string }[]>(page, '/api/study/list');
  await goTo(page, `#/setup/${study?.id}`);
  const form = page.getByRole('main', { name: 'Study protocol' });
  await form.getByRole('button', { name: 'Identity in images' }).click();
  await form.getByLabel('Images that name the patient').selectOption({ label: 'De-identified on import' });
  await form.getByLabel('Sponsor').fill('Mandelkern AG');
  await form.getByLabel('Site id').fill('04');
  await form.getByRole('button', { name: /^Store changes/ }).click();
  await page.getByText(`Study ${code} changed.`).waitFor();
  return ask<StudyDetail>(page, `/api/study/${study?.id}/detail`);
}

describe('a study that de-identifies', { timeout: 120_000 }, () => {
  const material = freshMaterial();
  let station: Workstation;
  let studyId: string;
  let keys: string;
  beforeAll(async () => {
    station = await startEmpty();
    keys = `${station.dataFolder}-keys`;
  });
  afterAll(async () => {
    await station?.close();
    rmSync(keys, { recursive: true, force: true });
    material.drop();
  });
  beforeEach(({ task }) => { onTestFailed(() => keepPicture(station, task.name)); });

  it('takes images in under the next subject id, and nothing that was planted in them', async () => {
    const { page, dataFolder } = station;
    studyId = (await setUp(page, 'DEID-E2E')).id;
    const result = await chooseFiles(page, 'Folder to import', hospitalFolder(material.folder));
    expect(result.files).toMatchObject({ seen: 7, imported: 5, quarantined: 1, duplicate: 0, rejected: 1 });
    expect(result.series.map((one) => [one.patientId, one.patientName, one.subject?.code])).toEqual([['04-001', '04-001', '04-001']]);
    expect(result.deidentification).toMatchObject({ newSubjects: ['04-001'], quarantined: 1 });
    expect(JSON.stringify(result.deidentification)).not.toMatch(new RegExp(planted.join('|')));
    // Whoever imported sees which file was left out; what is kept has a number.
    expect(result.rejected.map((file) => file.path)).toEqual([expect.stringMatching(/^file \d of 7$/)]);
    await page.getByRole('complementary', { name: 'Not imported' }).getByText('Befund Zwetschgenbaum.txt').waitFor();
    await page.getByRole('img').first().waitFor();
    expect(holding(dataFolder)).toEqual([]);
    expect(holding(keys)).toEqual([]);
    expect(readdirSync(keys).every((name) => (statSync(path.join(keys, name)).mode & 0o077) === 0)).toBe(true);
  });

  it('knows the same originals again', async () => {
    const again = await chooseFiles(station.page, 'Folder to import', hospitalFolder(material.folder));
    expect(again.files).toMatchObject({ seen: 7, imported: 0, quarantined: 0, duplicate: 6, rejected: 1 });
    expect(holding(station.dataFolder)).toEqual([]);
  });

  it('shows a quarantined image, and takes it in once it was released with a reason', async () => {
    const { page } = station;
    await page.getByRole('button', { name: 'Review…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Images to review' });
    const picture = dialog.getByRole('img', { name: 'Image 1 of 1, subject 04-001' });
    await picture.waitFor();
    await until(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0), 'the picture');
    await keepPicture(station, 'deidentify quarantine');
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('No text in the picture');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await dialog.getByText('Nothing waits for review').waitFor();
    await page.keyboard.press('Escape');
    expect(await ask<QuarantinedSeries[]>(page, `/api/quarantine/list?study=${studyId}`)).toEqual([]);
    const asides = await ask<SeriesProposal[]>(page, `/api/series/unassigned?study=${studyId}`);
    expect(asides.map((one) => one.series.slices).sort()).toEqual([1, 5]);
  });

  it('stores what an independent reader finds nothing in either', async (context) => {
    if (!has('dcmdump')) {
      console.info('Not run: dcmdump over de-identified files (dcmtk is not installed).');
      return context.skip();
    }
    const blobs = path.join(station.dataFolder, 'blobs');
    const files = readdirSync(blobs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const dump = execFileSync('dcmdump', ['--load-all', '--print-all', ...files], { encoding: 'latin1' });
    for (const word of planted) expect(dump).not.toContain(word);
    expect(dump.match(/\(0012,0062\) CS \[YES\]/g)).toHaveLength(files.length);
    expect(dump.match(/\(0010,0020\) LO \[04-001\]/g)).toHaveLength(files.length);
    expect(dump).toContain('[Mandelkern AG]');
  });

  it('shows the key list to whoever may see it, destroys it when its study is typed, and begins a new one with a warning', async () => {
    const { page } = station;
    await goTo(page, `#/setup/${studyId}`);
    const form = page.getByRole('main', { name: 'Study protocol' });
    await form.getByRole('button', { name: 'Identity in images' }).click();
    await form.getByText('1 patient; protected by the key file.').waitFor();
    await keepPicture(station, 'deidentify set-up');
    expect(await seriousViolations(page)).toEqual([]);
    const clear = await page.evaluate(async (id) => (await fetch('/api/keys/export', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ studyId: id }) })).json(), studyId) as KeyListExport;
    expect(clear.patients).toContain('04-001,HOSP-88123');
    expect(clear.examinations).toContain(',1.2.826.0.1.99.77.1,');
    await form.getByRole('button', { name: 'Destroy…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Destroy the key list' });
    expect(await dialog.getByRole('button', { name: 'Destroy' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type DEID-E2E to confirm').fill('DEID-E2E');
    await dialog.getByRole('button', { name: 'Destroy' }).click();
    await form.getByText('Destroyed. The next import begins a new one.').waitFor();
    const later = await chooseFiles(page, 'Folder to import', hospitalFolder(material.folder));
    expect(later.deidentification?.warnings.map((one) => one.code)).toContain('DID-40');
    expect(later.deidentification?.newSubjects).toEqual(['04-002']);
    await page.getByRole('region', { name: 'De-identification' }).getByText('was destroyed').waitFor();
    await keepPicture(station, 'deidentify import');
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('leaves no original behind when the host or a command is killed in the middle', async () => {
    const archive = path.join(material.folder, 'Zwetschgenbaum.zip');
    writeFileSync(archive, zip(Array.from({ length: 200 }, (_, at) => ({ name: `Zwetschgenbaum/${at}.dcm`, data: patient({ uid: `1.2.826.0.1.99.77.4.${at}`, rows: 256, columns: 256, position: [0, 0, at], instanceNumber: at + 1, seriesUid: '1.2.826.0.1.99.77.4' }) }))));
    const { dataFolder } = station;
    await station.close({ keepData: true });
    // A command, killed while unpacked originals lie in staging.
    const incoming = path.join(dataFolder, 'blobs', 'incoming');
    const child = spawn(process.execPath, [command, 'import', archive, '--study', 'DEID-E2E', '--data', dataFolder], { stdio: 'ignore' });
    await until(() => Promise.resolve(holding(incoming).length > 0), 'originals in staging', 20_000);
    child.kill('SIGKILL');
    await gone(child);
    expect((await nadir('studies', '--data', dataFolder)).code).toBe(0);
    expect(holding(dataFolder)).toEqual([]);
    // The workstation, killed with an upload in its spool.
    const first = await startServing(dataFolder, { NADIR_NO_DEMO: '1' });
    const send = await signedIn(first.url);
    const { id } = await (await send('POST', '/api/import/upload/begin', { name: 'Zwetschgenbaum' })).json() as { id: string };
    await send('PUT', `/api/import/upload/${id}?path=Zwetschgenbaum/1.dcm`, readFileSync(archive));
    expect(holding(dataFolder).length).toBeGreaterThan(0);
    first.child.kill('SIGKILL');
    await gone(first.child);
    const second = await startServing(dataFolder, { NADIR_NO_DEMO: '1' });
    expect(holding(dataFolder)).toEqual([]);
    second.child.kill('SIGTERM');
    await gone(second.child);
    expect(await nadir('verify', '--data', dataFolder)).toMatchObject({ code: 0 });
    rmSync(dataFolder, { recursive: true, force: true });
  });
});

/** Requests under the token that the opening address carries. */
async function signedIn(url: string): Promise<(method: string, route: string, body?: object | Buffer) => Promise<Response>> {
  const opened = await fetch(url, { redirect: 'manual' });
  const cookie = (opened.headers.getSetCookie()).map((one) => one.split(';')[0]).join('; ');
  const { origin } = new URL(url);
  return (method, route, body) => fetch(`${origin}${route}`, {
    method, headers: { cookie, origin, ...(Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  });
}
