/** `nadir start`: the workstation in the best window that this machine has. Says in one line which one, and why. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { BuildPart } from '../../../build/ensureBuilt.ts';
import { chosenDataFolder, prepareDataFolder } from '../../host/index.ts';
import { findBrowser, hasScreen, openBrowserWindow, serveWorkstation, type Serving } from '../../server/index.ts';
import { electronProgram } from '../electronProgram.ts';
import { installedWindow } from '../installed.ts';
import type { Shared } from '../main.ts';
import { print, printJson, say, type ExitStatus } from '../output.ts';

type Options = Shared & { readonly browser?: boolean; readonly port?: number; readonly window: boolean; readonly keys?: string };

const projectRoot = path.resolve(import.meta.dirname, '../../..');
const pagesFolder = path.join(projectRoot, 'dist', 'renderer');

/** An Electron that ends this soon with a fault never had a window: a library or the sandbox is missing. */
const electronProvedMs = 15_000;
/** A Chromium that ends this soon has handed the address to one that was running already. */
const browserProvedMs = 3000;
/** Exit status of the Electron shell when the data cannot be opened; it has said why. */
const couldNotBeDone = 3;

const installed = installedWindow(projectRoot);
/** An installed program was built when it was packaged. */
const build = async (...parts: BuildPart[]): Promise<void> => { if (installed === null) await (await import('../../../build/ensureBuilt.ts')).ensureBuilt(parts, { say }); };
const withDemo = process.env['NADIR_NO_DEMO'] !== '1';

/** Resolves when somebody asks this process to end. */
const endAsked = (): Promise<void> => new Promise((resolve) => { for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve()); });

async function closing(serving: Serving): Promise<ExitStatus> {
  await serving.close();
  // Nothing should be left that keeps the process alive; if something is, it does not keep the person waiting.
  setTimeout(() => process.exit(0), 2000).unref();
  return 0;
}

async function serveOnly(dataFolder: string, port: number | undefined): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serveWorkstation({ dataFolder, pagesFolder, port, singleUseToken: false, withDemo });
  const ended = endAsked();
  printJson({ url: serving.openingUrl });
  await ended;
  return closing(serving);
}

/** Null when Electron cannot open a window here; then the next shell has its turn. */
async function inElectron(program: string, dataFolder: string): Promise<ExitStatus | null> {
  await build('renderer', 'electron', 'guide');
  say('Nadir opens in Electron: its program is here.');
  const started = performance.now();
  // Chromium refuses to run as root with its sandbox; the only page it opens is ours.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = '--log-level=3';
  // The host runs on the very Node that the tests ran it on.
  const child = spawn(program, [...asRoot, quiet, ...(installed === null ? [projectRoot] : [])], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NADIR_DATA: dataFolder, NADIR_NODE: process.execPath } });
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { isAsked = child.kill('SIGTERM') || isAsked; });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (exitCode) => resolve(exitCode));
  });
  if (isAsked) return 0;
  if (code === 0 || code === couldNotBeDone) return code;
  if (performance.now() - started > electronProvedMs) return couldNotBeDone;
  say(`Electron did not start (${code === null ? 'it was ended by a signal' : `exit status ${code}`}); a library or its sandbox may be missing.`);
  return null;
}

async function inBrowser(program: string, why: string, dataFolder: string, port: number | undefined): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serveWorkstation({ dataFolder, pagesFolder, port, singleUseToken: true, withDemo });
  say(`Nadir opens in a window of ${path.basename(program)} on 127.0.0.1:${serving.port}: ${why}.`);
  const ended = endAsked();
  const started = performance.now();
  const window = openBrowserWindow(program, serving.openingUrl, path.join(dataFolder, 'browser-profile'));
  const first = await Promise.race([ended.then(() => 'asked' as const), window.closed.then(() => 'closed' as const)]);
  if (first === 'closed' && performance.now() - started < browserProvedMs) {
    say(`The browser handed the window over or could not open it. Nadir goes on serving ${serving.openingUrl}; end it with Ctrl+C.`);
    await ended;
  }
  window.close();
  return closing(serving);
}

async function addressOnly(why: string, dataFolder: string, port: number | undefined): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serveWorkstation({ dataFolder, pagesFolder, port, singleUseToken: false, withDemo });
  const ended = endAsked();
  say(`Nadir serves without a window: ${why}. Open this address in Chromium, Chrome or Edge on this machine; end with Ctrl+C.`);
  print(serving.openingUrl);
  await ended;
  return closing(serving);
}

/** Errors: refused secondInstance, port; storage. */
export async function start(options: Options): Promise<ExitStatus> {
  const dataFolder = chosenDataFolder(options.data);
  prepareDataFolder(dataFolder);
  // Every shell's host reads it from its surroundings.
  if (options.keys !== undefined) process.env['NADIR_KEYS'] = path.resolve(options.keys);
  if (!options.window) return serveOnly(dataFolder, options.port);
  if (!hasScreen()) return addressOnly('there is no screen', dataFolder, options.port);
  let why = options.browser ? '--browser was given' : '--port was given';
  if (!options.browser && options.port === undefined) {
    const electron = installed === null ? await electronProgram(say) : { program: installed };
    const status = 'program' in electron ? await inElectron(electron.program, dataFolder) : null;
    if (status !== null) return status;
    why = 'missing' in electron ? electron.missing : 'Electron did not start';
  }
  const browser = findBrowser();
  return browser ? inBrowser(browser, why, dataFolder, options.port) : addressOnly(`${why}, and no Chromium, Chrome or Edge was found`, dataFolder, options.port);
}
