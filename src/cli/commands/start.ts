/** `nadir start`: the workstation in the best window that this machine has. Says in one line which one, and why. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { BuildPart } from '../../../build/ensureBuilt.ts';
import { chosenDataFolder, endOnDefect, openLog, prepareDataFolder, systemClock } from '../../host/index.ts';
import { browserWindow, findBrowser, hasScreen, serveWorkstation, type ServeOptions, type Serving } from '../../server/index.ts';
import { electronProgram } from '../electronProgram.ts';
import { installedWindow } from '../installed.ts';
import type { Shared } from '../main.ts';
import { say, type ExitStatus } from '../output.ts';
import { joinSupervisor, type Supervisor } from '../supervised.ts';

type Options = Shared & { readonly browser?: boolean; readonly port?: number; readonly window: boolean; readonly keys?: string };

const projectRoot = path.resolve(import.meta.dirname, '../../..');
const pagesFolder = path.join(projectRoot, 'dist', 'renderer');

/** An Electron that ends this soon with a fault never had a window: a library or the sandbox is missing. */
const electronProvedMs = 15_000;
/** Exit status of the Electron shell when the data cannot be opened; it has said why. */
const couldNotBeDone = 3;

const installed = installedWindow(projectRoot);
/** An installed program was built when it was packaged. */
const build = async (...parts: BuildPart[]): Promise<void> => { if (installed === null) await (await import('../../../build/ensureBuilt.ts')).ensureBuilt(parts, { say }); };
const withDemo = process.env['NADIR_NO_DEMO'] !== '1';

/** Where and how to serve; how a workstation reached by its window is told and kept is the supervisor's. */
type Place = { readonly dataFolder: string; readonly port: number | undefined; readonly supervisor: Supervisor };

async function serve({ dataFolder, port, supervisor }: Place, singleUseToken: ServeOptions['singleUseToken']): Promise<Serving> {
  endOnDefect(openLog(dataFolder, systemClock));
  const { carried, socket } = supervisor;
  return serveWorkstation({ dataFolder, pagesFolder, port, singleUseToken, withDemo, carried, socket, onCarried: supervisor.keep });
}

/** Serves until somebody asks this process to end. */
async function untilAsked(serving: Serving, supervisor: Supervisor): Promise<ExitStatus> {
  // Somebody has killed the supervisor to be rid of all of it, or to start again at once: as after any kill, the next start puts in order what is left.
  if ((await supervisor.endAsked()) === 'alone') process.exit();
  await serving.close();
  // Nothing should be left that keeps the process alive; if something is, it does not keep the person waiting.
  setTimeout(() => process.exit(0), 2000).unref();
  return 0;
}

async function serveOnly(place: Place): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serve(place, false);
  const url = serving.openingUrl;
  place.supervisor.announce({ url, print: `${JSON.stringify({ url })}\n` });
  return untilAsked(serving, place.supervisor);
}

/** After a crash: the window is there, and so is what its workstation had built. */
async function serveAgain(place: Place): Promise<ExitStatus> {
  return untilAsked(await serve(place, true), place.supervisor);
}

/** Null when Electron cannot open a window here; then the next shell has its turn. */
async function inElectron(program: string, { dataFolder, supervisor }: Place): Promise<ExitStatus | null> {
  await build('renderer', 'electron', 'guide');
  say('Nadir opens in Electron: its program is here.');
  const started = performance.now();
  // Chromium refuses to run as root with its sandbox; the only page it opens is ours.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = '--log-level=3';
  // The host runs on the very Node that the tests ran it on.
  const child = spawn(program, [...asRoot, quiet, ...(installed === null ? [projectRoot] : [])], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NADIR_DATA: dataFolder, NADIR_NODE: process.execPath } });
  let isAsked = false;
  void supervisor.endAsked().then(() => { isAsked = child.kill('SIGTERM') || isAsked; });
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

async function inBrowser(program: string, why: string, place: Place): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serve(place, true);
  say(`Nadir opens in a window of ${path.basename(program)} on 127.0.0.1:${serving.port}: ${why}.`);
  const url = serving.openingUrl;
  place.supervisor.announce({ url, window: browserWindow(program, url, path.join(place.dataFolder, 'browser-profile')) });
  return untilAsked(serving, place.supervisor);
}

async function addressOnly(why: string, place: Place): Promise<ExitStatus> {
  await build('renderer', 'guide');
  const serving = await serve(place, false);
  say(`Nadir serves without a window: ${why}. Open this address in Chromium, Chrome or Edge on this machine; end with Ctrl+C.`);
  const url = serving.openingUrl;
  place.supervisor.announce({ url, print: `${url}\n` });
  return untilAsked(serving, place.supervisor);
}

/** Errors: refused secondInstance, port, notSupervised; storage. */
export async function start(options: Options): Promise<ExitStatus> {
  const supervisor = await joinSupervisor();
  const dataFolder = chosenDataFolder(options.data);
  prepareDataFolder(dataFolder);
  // Every shell's host reads it from its surroundings.
  if (options.keys !== undefined) process.env['NADIR_KEYS'] = path.resolve(options.keys);
  const place: Place = { dataFolder, port: options.port, supervisor };
  if (supervisor.carried !== null) return serveAgain(place);
  if (!options.window) return serveOnly(place);
  if (!hasScreen()) return addressOnly('there is no screen', place);
  let why = options.browser ? '--browser was given' : '--port was given';
  if (!options.browser && options.port === undefined) {
    const electron = installed === null ? await electronProgram(say) : { program: installed };
    const status = 'program' in electron ? await inElectron(electron.program, place) : null;
    if (status !== null) return status;
    why = 'missing' in electron ? electron.missing : 'Electron did not start';
  }
  const browser = findBrowser();
  return browser ? inBrowser(browser, why, place) : addressOnly(`${why}, and no Chromium, Chrome or Edge was found`, place);
}
