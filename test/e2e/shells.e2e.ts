/** Both shells pass the same test: the window loads, talks to its host, hears events, survives the host's death, and nothing breaks the security policy. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionInfo } from '../../src/api/wire.ts';
import { demoFolder } from './demoFolder.ts';
import { electronForTests, startElectron, startLoopback, type StartOptions, type Workstation } from './workstation.ts';

const electron = electronForTests();
const shells: { name: 'loopback' | 'electron'; start: (options?: StartOptions) => Promise<Workstation> }[] = [{ name: 'loopback', start: startLoopback }];
if ('folder' in electron) shells.push({ name: 'electron', start: (options) => startElectron(electron.folder, options) });

const session = (workstation: Workstation): Promise<SessionInfo> => workstation.page.evaluate(async () => (await fetch('/api/session')).json() as Promise<SessionInfo>);

/** The first event of a fresh stream; the stream is then let go. */
const firstEvent = (workstation: Workstation): Promise<unknown> => workstation.page.evaluate(async () => {
  const stop = new AbortController();
  const response = await fetch('/api/events', { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader && !/data: .*\n\n/.test(text)) {
    const { value } = await reader.read();
    text += value ?? '';
  }
  stop.abort();
  return JSON.parse(/data: (.*)\n\n/.exec(text)?.[1] ?? 'null') as unknown;
});

describe.each(shells)('the $name shell', ({ name, start }) => {
  let workstation: Workstation;
  beforeAll(async () => { workstation = await start({ dataFolder: await demoFolder() }); });
  afterAll(async () => { await workstation?.close(); });

  it('shows the workstation, answers, streams events, and breaks no security policy', async () => {
    const { page } = workstation;
    await page.getByText('Demo study').first().waitFor();
    const info = await session(workstation);
    expect(info.shell).toBe(name);
    expect(info.canChooseFolder).toBe(name === 'electron');
    expect(await firstEvent(workstation)).toEqual({ type: 'hello', version: info.version });
    // The address holds no token that a screenshot or the history could give away.
    expect(page.url()).not.toContain('token');
    expect(await page.evaluate(() => [typeof (globalThis as Record<string, unknown>)['require'], typeof (globalThis as Record<string, unknown>)['process']])).toEqual(['undefined', 'undefined']);
    expect(workstation.complaints).toEqual([]);
  });

  it('opens the guide inside its window where it speaks of the place, with its pictures, and leads back', async () => {
    const { page } = workstation;
    await page.evaluate(() => { location.hash = '#/worklist'; });
    await page.getByRole('main', { name: 'Worklist' }).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('heading', { name: 'The worklist', level: 1 }).waitFor();
    await expect.poll(() => page.locator('.nd-article img').evaluateAll((pictures) => pictures.length > 0 && pictures.every((picture) => (picture as HTMLImageElement).naturalWidth === 1280))).toBe(true);
    // A link inside the guide stays in the window.
    await page.locator('.nd-article').getByRole('link', { name: 'two readers and an adjudicator' }).first().click();
    await page.getByRole('heading', { name: 'Two readers and an adjudicator', level: 1 }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('main', { name: 'Worklist' }).waitFor();
    const answer = await page.evaluate(async () => { const page = await fetch('/guide/'); return { status: page.status, policy: page.headers.get('content-security-policy'), text: await page.text() }; });
    expect(answer.status).toBe(200);
    expect(answer.policy).not.toContain('unsafe-inline');
    expect(answer.text).not.toMatch(/ style=|<style|<script>| on\w+=/);
    expect(workstation.complaints).toEqual([]);
  });

  it('carries files to the host whole, and keeps its internal route from the window', async () => {
    const { page } = workstation;
    const outcome = await page.evaluate(async () => {
      const begun = (await (await fetch('/api/import/upload/begin', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'CT' }) })).json()) as { id: string };
      const bytes = new Uint8Array(40_000_000).map((_value, index) => index % 251);
      const put = await fetch(`/api/import/upload/${begun.id}?path=series%2FIM1`, { method: 'PUT', body: new Blob([bytes]) });
      const inner = await fetch('/internal/import-source', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ paths: ['/etc'] }) });
      return { id: begun.id, put: put.status, inner: inner.status };
    });
    expect(outcome).toMatchObject({ put: 204, inner: 404 });
    const received = readFileSync(path.join(workstation.dataFolder, 'spool', outcome.id, 'series', 'IM1'));
    expect(received.equals(Buffer.from(new Uint8Array(40_000_000).map((_value, index) => index % 251)))).toBe(true);
  });

  it.runIf(name === 'electron')('imports what the system’s dialog chose, without the window learning a path', async () => {
    const { page, electronApp, dataFolder } = workstation;
    const chosen = path.join(dataFolder, 'chosen-folder');
    mkdirSync(chosen);
    await electronApp?.evaluate(({ dialog }, folder) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] }); }, chosen);
    const source = await page.evaluate(async () => (await (await fetch('/api/shell/choose-import', { method: 'POST' })).json()) as { id: string; name: string });
    expect(source.name).toBe('chosen-folder');
    expect(JSON.stringify(source)).not.toContain(dataFolder);
    await electronApp?.evaluate(({ dialog }) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] }); });
    expect(await page.evaluate(async () => (await fetch('/api/shell/choose-import', { method: 'POST' })).json())).toBeNull();
  });

  it('refuses inline script, other origins and leaving the workstation', async () => {
    const { page } = workstation;
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.head.append(script);
      const foreign = await fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused');
      const opened = window.open('https://example.org/');
      return { inline: 'ranInline' in globalThis, foreign, opened: opened !== null && !opened.closed };
    });
    expect(outcome.inline).toBe(false);
    expect(outcome.foreign).toBe('refused');
    if (name === 'electron') expect(outcome.opened).toBe(false);
    expect(workstation.complaints.some((text) => text.includes('Content Security Policy'))).toBe(true);
  });

  // In Electron the demo's first start is the package's test, and the killed host that of reading, signing and accounts; making it takes half a minute.
  it.runIf(name === 'loopback')('makes the demo study on the first start and keeps it when the host is killed', async () => {
    const first = await start();
    try {
      const subjects = await expect.poll(async () => (await worklist(first)).length, { timeout: 60_000, interval: 250 }).toBeGreaterThan(0).then(() => worklist(first));
      expect(subjects[0]).toBe('P-01');
      await first.killHost();
      await expect.poll(async () => session(first).then(({ demo }) => demo.state, () => 'away'), { timeout: 120_000, interval: 500 }).toBe('ready');
      expect(await worklist(first)).toEqual(['P-01', 'P-02', 'P-03', 'P-04', 'P-05', 'P-06']);
    } finally {
      await first.close();
    }
  });
});

const worklist = (workstation: Workstation): Promise<string[]> => workstation.page.evaluate(async () => {
  const studies = (await (await fetch('/api/study/list')).json()) as { id: string }[];
  const rows = await Promise.all(studies.map(async ({ id }) => (await (await fetch(`/api/worklist?study=${id}`)).json()) as { code: string }[]));
  return rows.flat().map(({ code }) => code);
});
