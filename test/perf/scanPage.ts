/** The bench page of a real browser over the real host with generated series in it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { createHost, createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { serveLoopback } from '../../src/server/index.ts';
import { findBrowser } from '../e2e/browser.ts';
import { writeScan, type ScanRecipe } from './scanFiles.ts';

export type Spread = { readonly median: number; readonly p95: number; readonly worst: number };
/** What renderer/bench offers to the benchmarks. */
export type Bench = {
  images(seriesId: string): Promise<unknown>;
  loadOurs(images: unknown): Promise<number>;
  loadStock(urls: readonly string[]): Promise<number>;
  fetchBare(seriesId: string): Promise<{ ms: number; bytes: number }>;
  firstImage(seriesId: string): Promise<number>;
  openAndClose(seriesId: string): Promise<void>;
  forgetUnusedSeries(): void;
  heldImageBytes(): number;
  show(seriesIds: readonly string[]): Promise<void>;
  scrollSlices(pane: number, count: number): Promise<{ work: Spread; frames: Spread; drawn: number }>;
};
export type InPage = { readonly nadirBench: Bench };

/** A series in the store, and the addresses of its files for the peer. */
export type Scan = { readonly seriesId: string; readonly urls: readonly string[] };
export type ScanPage = {
  readonly page: Page;
  readonly browser: Browser;
  readonly scans: ReadonlyMap<string, Scan>;
  /** A page on which nothing is cached for anybody. */
  fresh(query?: string): Promise<void>;
  close(): Promise<void>;
};

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.dcm': 'application/dicom' };

/** A file of a folder, read at once: the peer must not suffer from how we serve it. */
async function sendFile(folder: string, name: string): Promise<Response> {
  const file = path.join(folder, path.normalize(`/${name}`));
  const bytes = await readFile(file).catch(() => null);
  return bytes ? new Response(bytes, { headers: { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' } }) : new Response(null, { status: 404 });
}

async function importScans(files: string, dataFolder: string, recipes: readonly ScanRecipe[], studies: number): Promise<Map<string, string>> {
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  const found = new Map<string, string>();
  try {
    for (let study = 0; study < studies; study += 1) {
      const { id: studyId } = core.services.studies.create(core.context, { code: `BENCH${study}`, title: 'Bench', template: 'phase2', isDemo: false });
      for (const { name } of recipes) {
        const { seriesIds } = await importInto({ paths: [path.join(files, name)], owned: false }, { core, pool, studyId, sourceName: name });
        found.set(study === 0 ? name : `${name}#${study}`, seriesIds[0]!);
      }
    }
    return found;
  } finally {
    await pool.close();
    core.store.close();
  }
}

export type ScanPageOptions = { readonly work: string; readonly recipes: readonly ScanRecipe[]; /** The same files in so many studies: as many series, named `name#1` and so on. */ readonly studies?: number; readonly decoders?: number; readonly browserArgs?: readonly string[]; readonly withoutArgs?: readonly string[] };

/** Makes the series, imports them, opens the page. `work` may hold them from an earlier call with the same recipes. */
export async function openScanPage({ work, recipes, studies = 1, decoders, browserArgs = [], withoutArgs = [] }: ScanPageOptions): Promise<ScanPage> {
  await ensureBuilt(['bench'], { say: (line) => console.log(line) });
  const files = path.join(work, 'scans');
  const dataFolder = path.join(work, 'scan-data');
  const known = await readFile(path.join(work, 'scans.json'), 'utf8').then((text) => new Map(JSON.parse(text) as [string, string][]), () => null);
  const series = known ?? await (async () => {
    for (const recipe of recipes) await writeScan(files, recipe);
    return importScans(files, dataFolder, recipes, studies);
  })();
  if (!known) await (await import('node:fs/promises')).writeFile(path.join(work, 'scans.json'), JSON.stringify([...series]));
  const host = await createHost({ dataFolder, shell: 'test', withDemo: false, ...(decoders === undefined ? {} : { decoders }) });
  const dist = path.resolve(import.meta.dirname, '../../dist/bench');
  const server = await serveLoopback({
    singleUseToken: false,
    async handler(request) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/api/')) return host.handler(request);
      return pathname.startsWith('/files/') ? sendFile(files, pathname.slice('/files/'.length)) : sendFile(dist, pathname === '/' ? 'bench/index.html' : pathname);
    },
  });
  const found = await findBrowser();
  const browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args.filter((arg) => !withoutArgs.includes(arg)), ...browserArgs] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(server.openingUrl);
  const { origin } = new URL(server.openingUrl);
  const scans = new Map<string, Scan>();
  for (const [name, seriesId] of series) {
    const folder = name.split('#')[0] ?? name;
    scans.set(name, { seriesId, urls: (await readdir(path.join(files, folder))).sort().map((file) => `${origin}/files/${folder}/${file}`) });
  }
  return {
    page, browser, scans,
    async fresh(query = '') {
      await page.goto('about:blank');
      await page.goto(`${origin}/${query}`);
      await page.waitForFunction(() => 'nadirBench' in globalThis);
    },
    async close() {
      await browser.close();
      await server.close();
      await host.close();
    },
  };
}
