/** Electron's program file: where it is, or how to get it once without making anybody wait for a network that is not there. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

export type ElectronProgram = { readonly program: string } | { readonly missing: string };

const programNames: Readonly<Record<string, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const probeMs = 3000;
const downloadMs = 600_000;

/** Folder of the npm package `electron`; null in a production install, which leaves it out. */
function packageFolder(): string | null {
  try {
    return path.dirname(module.createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function installed(folder: string): string | null {
  const name = existsSync(path.join(folder, 'path.txt')) ? readFileSync(path.join(folder, 'path.txt'), 'utf8').trim() : (programNames[process.platform] ?? 'electron');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const program = override ? path.join(override, name) : path.join(folder, 'dist', name);
  return existsSync(program) ? program : null;
}

const downloadAddress = (): string => process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/';

const answers = (address: string): Promise<boolean> =>
  fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeMs) }).then(() => true, () => false);

/** Runs the package's own installer, which checks the download against the sums that came with the package. */
function install(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(folder, 'install.js')], { cwd: folder, stdio: 'ignore', timeout: downloadMs });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** Finds the program, fetching it once (about 110 MB) where its download address answers within three seconds. `NADIR_OFFLINE=1` never asks. */
export async function electronProgram(say: (line: string) => void): Promise<ElectronProgram> {
  const folder = packageFolder();
  if (!folder) return { missing: 'the electron package is not installed' };
  const there = installed(folder);
  if (there) return { program: there };
  if (process.env['NADIR_OFFLINE'] === '1') return { missing: 'Electron\'s program is not here and NADIR_OFFLINE is set' };
  if (!(await answers(downloadAddress()))) return { missing: 'Electron\'s program is not here and its download address does not answer' };
  say('Fetching Electron\'s program, about 110 MB; this is done once.');
  const fetched = (await install(folder)) ? installed(folder) : null;
  return fetched ? { program: fetched } : { missing: 'Electron\'s program could not be fetched' };
}
