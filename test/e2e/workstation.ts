/** Starts the real product in one of its two shells on a data folder of its own, and drives its window. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from 'playwright-core';
import { findBrowser } from './browser.ts';
import { until } from './until.ts';

const root = path.resolve(import.meta.dirname, '../..');
const command = path.join(root, 'src/cli/nadir.mjs');

export type Workstation = {
  readonly shell: 'loopback' | 'electron';
  readonly page: Page;
  readonly dataFolder: string;
  /** What the page said on its console as error, CSP violations among them. */
  readonly complaints: string[];
  /** The Electron shell's main process; null in the loopback shell. */
  readonly electronApp: ElectronApplication | null;
  /** SIGKILL to the host process, as a power cut would; resolves when it is gone. */
  killHost(): Promise<void>;
  close(options?: { keepData?: boolean }): Promise<void>;
};

export type StartOptions = { readonly dataFolder?: string; readonly viewport?: { width: number; height: number }; readonly env?: Readonly<Record<string, string>> };

const freshFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'nadir-e2e-'));

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** Resolves when the process has ended, also by a signal. */
export const gone = (child: ChildProcess): Promise<void> => new Promise((resolve) => { if (child.exitCode !== null || child.signalCode !== null) resolve(); else child.once('exit', () => resolve()); });

/** First line of standard output that is a JSON document with a url. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const line = text.split('\n').find((candidate) => candidate.startsWith('{') && candidate.includes('"url"'));
      if (line) resolve((JSON.parse(line) as { url: string }).url);
    });
    child.stderr?.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.once('exit', (code) => reject(new Error(`the workstation ended with ${code} before it gave an address: ${errors || text}`)));
  });
}

/** Starts the loopback shell without a window, as `npm start -- --no-window` does; `url` carries the token, `child` is the command: the process that serves is its child. */
export async function startServing(dataFolder: string, env: StartOptions['env'] = {}): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [command, 'start', '--no-window', '--data', dataFolder], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  return { url: await addressOf(child), child };
}

export async function startLoopback(options: StartOptions = {}): Promise<Workstation> {
  const dataFolder = options.dataFolder ?? freshFolder();
  const { url, child } = await startServing(dataFolder, options.env);
  const found = await findBrowser();
  const browser: Browser = await chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
  const page = await browser.newPage({ viewport: options.viewport ?? { width: 1600, height: 900 } });
  const complaints = listen(page);
  await page.goto(url);
  return {
    shell: 'loopback', electronApp: null, page, dataFolder, complaints,
    killHost: () => killBelow(child.pid ?? -1, 'src/cli/nadir.mjs'),
    async close({ keepData = false } = {}) {
      await browser.close();
      child.kill('SIGTERM');
      await gone(child);
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Where the real Electron for tests is, or the reason why there is none. The script that fetches it stands in the folder `shared` beside the checkout. */
export function electronForTests(): { folder: string } | { missing: string } {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given) return { folder: given };
  const script = path.resolve(root, '../shared/tools/electron-runtime.sh');
  if (!existsSync(script)) return { missing: 'no Electron runtime: shared/tools/electron-runtime.sh is not beside the checkout' };
  return { folder: execFileSync('bash', [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: 600_000 }).trim() };
}

/** Process ids of children of `parent`, and theirs. */
function descendants(parent: number): number[] {
  const parentOf = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parentOf.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch { /* ended meanwhile */ }
  }
  const all: number[] = [];
  const visit = (pid: number) => { for (const [child, above] of parentOf) if (above === pid) { all.push(child); visit(child); } };
  visit(parent);
  return all;
}

/** SIGKILL to the process below `parent` that runs this program; resolves when it is gone. */
export async function killBelow(parent: number, program: string): Promise<void> {
  const found = descendants(parent).find((pid) => {
    try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program); } catch { return false; }
  });
  if (found === undefined) throw new Error(`no process of ${program} under the shell`);
  process.kill(found, 'SIGKILL');
  await until(() => Promise.resolve(!isThere(found)), 'the host to be gone');
}

export type Screen = { readonly display: string; close(): void };

/** A virtual screen. Whoever opens it closes it; a test run does so once for all its tests (prepare.ts). */
export async function openScreen(): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const display = await new Promise<string>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error('Xvfb is not here: Electron needs a screen. Install the package xvfb.', { cause })));
    server.stdout.once('data', (chunk: Buffer) => resolve(`:${chunk.toString().trim()}`));
  });
  return { display, close: () => { server.kill(); } };
}

let ownScreen: Screen | undefined;

/** The test run's screen, else one for the rest of this process (scripts). */
async function screenForElectron(): Promise<string> {
  const shared = process.env['NADIR_TEST_DISPLAY'];
  if (shared) return shared;
  if (!ownScreen) {
    ownScreen = await openScreen();
    process.once('exit', () => ownScreen?.close());
  }
  return ownScreen.display;
}

export async function startElectron(folder: string, options: StartOptions = {}): Promise<Workstation> {
  const dataFolder = options.dataFolder ?? freshFolder();
  const app = await _electron.launch({
    executablePath: path.join(folder, 'electron'),
    args: ['--no-sandbox', '--disable-gpu', root],
    cwd: root,
    env: { ...process.env as Record<string, string>, ...options.env, DISPLAY: await screenForElectron(), NADIR_DATA: dataFolder, NADIR_NODE: process.execPath, ELECTRON_OVERRIDE_DIST_PATH: folder },
  });
  const page = await app.firstWindow();
  const complaints = listen(page);
  return {
    shell: 'electron', electronApp: app, page, dataFolder, complaints,
    killHost: () => killBelow(app.process().pid ?? -1, 'src/host/main'),
    async close({ keepData = false } = {}) {
      await app.close();
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Whether a process is there; one that was killed still answers for a moment. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export type ShellUnderTest = {
  readonly name: Workstation['shell'];
  /** Why it cannot be tested here; null when it can. */
  readonly missing: string | null;
  start(options?: StartOptions): Promise<Workstation>;
  /** SIGKILL to the host, which the shell starts again under the window. Ends when the window has an answer. */
  killAndRestart(station: Workstation): Promise<void>;
};

async function killAndRestart(station: Workstation): Promise<void> {
  await station.killHost();
  await station.page.waitForFunction(async () => (await fetch('/api/session').catch(() => null))?.ok === true, undefined, { timeout: 60_000, polling: 500 });
}

/** Both shells; one that cannot run here says why in one line. */
export function eachShell(): readonly ShellUnderTest[] {
  const electron = electronForTests();
  if ('missing' in electron) console.log(`Electron shell not tested: ${electron.missing}.`);
  return [
    { name: 'loopback', missing: null, start: startLoopback, killAndRestart },
    {
      name: 'electron', missing: 'missing' in electron ? electron.missing : null,
      start: (options) => { if ('missing' in electron) throw new Error(electron.missing); return startElectron(electron.folder, options); },
      killAndRestart,
    },
  ];
}

/** What the window showed when a test failed, under test-results/. */
export async function keepPicture(station: Workstation | undefined, testName: string): Promise<void> {
  const file = path.join(root, 'test-results', `${station?.shell ?? 'none'}-${testName.replaceAll(/\W+/g, '-').slice(0, 80)}.png`);
  await station?.page.screenshot({ path: file }).then(() => console.log(`Screenshot: ${file}`), () => undefined);
}
