/** What a hostile file, page or colleague would try, in the real shells: the window stays the workstation, text stays text, nothing goes elsewhere, and a lost password is found again by the book. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { startEmpty } from './imports.ts';
import { handOn, makeReadFolder } from './readFolder.ts';
import { electronForTests, keepPicture, startElectron, startLoopback, type Workstation } from './workstation.ts';

const root = path.resolve(import.meta.dirname, '../..');
let station: Workstation | undefined;
let remove: (() => void) | undefined;
afterEach(async (context) => {
  if (context.task.result?.state === 'fail') await keepPicture(station, context.task.name);
  await station?.close();
  remove?.();
  [station, remove] = [undefined, undefined];
});

it('no page that is served holds script or style in its text, or names another place', () => {
  const folders = ['dist/renderer', 'dist/guide'].map((name) => path.join(root, name));
  const pages = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html')).map((name) => path.join(folder, name)));
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages) {
    const text = readFileSync(page, 'utf8');
    expect(text, page).not.toMatch(/<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son\w+=|javascript:/i);
    expect(text, page).not.toMatch(/\b(?:src|href|action)="(?:https?:)?\/\//i);
  }
});

const electron = electronForTests();
it.skipIf('missing' in electron)('the Electron window is shut in, and stays the workstation whatever is tried in it', async () => {
  if ('missing' in electron) return;
  const opened = await startEmpty(undefined, (options) => startElectron(electron.folder, options));
  station = opened;
  const { page, electronApp } = opened;
  await page.getByRole('navigation', { name: 'Places' }).or(page.getByRole('main')).first().waitFor();
  const preferences = await electronApp?.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences());
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  expect(preferences?.['nodeIntegrationInWorker'] ?? false).toBe(false);
  expect(preferences?.['webSecurity'] ?? true).toBe(true);
  expect(preferences?.['allowRunningInsecureContent'] ?? false).toBe(false);

  // The window first goes to its place.
  await expect.poll(() => page.url()).toContain('#/');
  const address = page.url();
  const tried = await page.evaluate(async () => {
    const denied = async (what: () => Promise<unknown>): Promise<string> => Promise.race([what().then((value) => String(value), () => 'refused'), new Promise<string>((resolve) => { setTimeout(() => resolve('no answer'), 2000); })]);
    const link = (href: string, download?: string): void => {
      const anchor = document.createElement('a');
      anchor.href = href;
      if (download !== undefined) anchor.download = download;
      document.body.append(anchor);
      anchor.click();
      anchor.remove();
    };
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'https://example.org/');
    document.body.append(webview);
    const frame = document.createElement('iframe');
    frame.src = 'data:text/html,<p>frame</p>';
    document.body.append(frame);
    for (const href of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,<h1>away</h1>', 'nadir://other/', 'nadir://app.evil/', 'about:blank']) link(href);
    link('https://example.org/x.zip', 'x.zip');
    const windows = ['https://example.org/', 'nadir://app/', 'about:blank', ''].map((url) => window.open(url) === null);
    return {
      windows, webview: webview.attachShadow === undefined || 'getWebContentsId' in webview,
      names: Object.getOwnPropertyNames(window).filter((name) => /^(require|process|module|global|Buffer|ipcRenderer|electron)$/.test(name)), shell: Object.keys((window as unknown as { nadirShell: object }).nadirShell),
      notify: await denied(() => Notification.requestPermission()), place: await denied(() => new Promise((yes, no) => { navigator.geolocation.getCurrentPosition(yes, no); })),
      camera: await denied(() => navigator.mediaDevices.getUserMedia({ video: true })), screen: await denied(() => navigator.mediaDevices.getDisplayMedia()), clipboard: await denied(() => navigator.clipboard.readText()),
      net: await denied(() => fetch('https://example.org/')), file: await denied(() => fetch('file:///etc/passwd')), other: await denied(async () => (await fetch('nadir://other/api/session')).status),
    };
  });
  expect(tried).toMatchObject({ windows: [true, true, true, true], webview: false, names: [], shell: ['electron'], notify: 'denied', place: 'refused', camera: 'refused', screen: 'refused', clipboard: 'refused', net: 'refused', file: 'refused', other: 'refused' });
  await expect.poll(() => page.evaluate(async () => (await fetch('/api/session')).status)).toBe(200);
  expect(page.url()).toBe(address);
  // Even past the policy of the page, the session itself carries nothing to a network or from the disk.
  const network = await electronApp?.evaluate(async ({ net, BrowserWindow }) => ({
    net: await Promise.all(['https://example.org/', 'http://127.0.0.1:9/'].map((url) => net.fetch(url).then(() => 'reached', () => 'refused'))), windows: BrowserWindow.getAllWindows().length,
  }));
  expect(network).toEqual({ net: ['refused', 'refused'], windows: 1 });
});

/** Planted in every field a person or a scanner fills. */
const tag = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
const bidi = '\u202egnp.exe\u202c\u0007';

async function requestsElsewhere(page: Page, work: () => Promise<void>): Promise<readonly string[]> {
  const all: string[] = [];
  const listen = (request: Request): void => { all.push(request.url()); };
  page.on('request', listen);
  await work();
  page.off('request', listen);
  const own = new URL(page.url()).origin;
  expect(all.length).toBeGreaterThan(3);
  return all.filter((url) => !['blob:', 'data:'].includes(new URL(url).protocol) && new URL(url).origin !== own);
}

describe('text from files and people', () => {
  it('is shown as text in every place, runs nowhere, and nothing is asked of another place meanwhile', async () => {
    const made = await makeReadFolder([{ code: 'PLANT', template: 'phase2', subjects: [{ code: '<b>S-1', scans: [
      { timepoint: 0, recipe: { seriesDescription: tag.slice(0, 60), patientName: `${tag}^=cmd|x`, kernel: '<i>k</i>' } }, { timepoint: 1, recipe: { seriesDescription: `@${bidi}${'x'.repeat(2000)}` } },
    ] }] }]);
    remove = made.remove;
    const subjectId = made.subjects['<b>S-1'] ?? '';
    station = await startLoopback({ dataFolder: made.dataFolder, env: { NADIR_NO_DEMO: '1' } });
    const { page } = station;
    await page.getByText('<b>S-1').first().waitFor();
    const hand = await handOn(page, subjectId);
    await hand.target(30, { description: tag });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
    const elsewhere = await requestsElsewhere(page, async () => {
      await page.evaluate((id) => { location.hash = `#/read/${id}`; }, subjectId);
      await page.getByText(tag, { exact: false }).first().waitFor();
      // The print of a read that nobody signed says so.
      await page.emulateMedia({ media: 'print' });
      await page.getByRole('region', { name: 'Signatures' }).getByText('Not signed').waitFor();
      expect(await page.getByRole('heading', { level: 1 }).first().innerText()).toContain('<b>S-1, ');
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('region', { name: 'Signatures' }).waitFor({ state: 'detached' });
      for (const place of [`#/confirm/${subjectId}`, '#/study', '#/export', '#/guide/security', '#/worklist']) {
        await page.evaluate((hash) => { location.hash = hash; }, place);
        await page.getByRole('main').or(page.getByRole('heading')).first().waitFor();
        await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
      }
    });
    expect(elsewhere).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('img[src="x"], b:text("S-1")').count()).toBe(0);
    expect(station.complaints.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
    // A table carries it as text too.
    const csv = await page.evaluate(async () => { const [study] = (await (await fetch('/api/study/list')).json()) as { id: string }[]; return (await fetch(`/api/export/csv?study=${study?.id ?? ''}&kind=lesions`)).text(); });
    expect(csv).toContain('"<img src=x onerror=""window.pwned=1"">');
  });
});

it('a lost administrator’s password: reset by the command while the workstation is closed, changed at the next sign-in, and told in the trail', async () => {
  const first = await startEmpty();
  const { dataFolder } = first;
  station = first;
  await first.page.getByRole('button', { name: /^Account: Local user/ }).waitFor();
  const nadir = (...words: string[]) => execFileSync(process.execPath, [path.join(root, 'src/cli/nadir.mjs'), 'accounts', ...words, '--data', dataFolder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  // Not beside an open window, so not unnoticed by whoever sits there.
  expect(() => nadir('reset-password', '--user', 'ada')).toThrow(/already open/);
  await first.close({ keepData: true });
  nadir('add', '--user', 'ada', '--full-name', 'Dr Ada First', '--roles', 'administrator');
  const temporary = nadir('reset-password', '--user', 'ada').trim().split('\n').at(-1) ?? '';
  station = await startEmpty(dataFolder);
  const { page } = station;
  await page.getByLabel('Username').fill('ada');
  await page.getByLabel('Password', { exact: true }).fill(temporary);
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: 'Choose a password' }).waitFor();
  await page.getByLabel('Temporary password', { exact: true }).fill(temporary);
  await page.getByLabel('New password', { exact: true }).fill('another good sentence');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Account: Dr Ada First, Administrator' }).waitFor();
  await page.evaluate(() => { location.hash = '#/accounts'; });
  const row = page.getByRole('row').filter({ hasText: 'Password of ada reset; to be changed at the next sign-in' });
  await row.first().waitFor();
  expect(await row.first().innerText()).toContain(`Command line (${os.userInfo().username})`);
  await expectAccessible(page);
});
