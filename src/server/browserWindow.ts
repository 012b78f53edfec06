/** The loopback shell's window: a Chromium that is on the machine, without tabs and address bar, with a profile of its own. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

type Surroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly platform: NodeJS.Platform; readonly isExecutable: (file: string) => boolean };

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const here = (): Surroundings => ({ env: process.env, platform: process.platform, isExecutable });

const linuxNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser'];
const macPrograms = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'];
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe'];

function candidates({ env, platform }: Surroundings): string[] {
  switch (platform) {
    case 'darwin': return ['/Applications', path.posix.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) => macPrograms.map((program) => path.posix.join(folder, program)));
    case 'win32': return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => (env[name] ? windowsPrograms.map((program) => path.win32.join(env[name] ?? '', program)) : []));
    default: return (env['PATH'] ?? '').split(':').filter((folder) => folder !== '').flatMap((folder) => linuxNames.map((name) => path.posix.join(folder, name)));
  }
}

/** Program file of a Chromium, Chrome or Edge; `NADIR_BROWSER` names one. Null when there is none. */
export function findBrowser(surroundings: Surroundings = here()): string | null {
  const named = surroundings.env['NADIR_BROWSER'];
  if (named) return surroundings.isExecutable(named) ? named : null;
  return candidates(surroundings).find(surroundings.isExecutable) ?? null;
}

/** False on a Linux without a screen, where no window can open. */
export const hasScreen = ({ env, platform }: Pick<Surroundings, 'env' | 'platform'> = here()): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

/** Nothing of the browser's own may talk to a network: no sync, no updates, no suggestions, no translation. */
const quiet = [
  '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
  '--disable-default-apps', '--disable-quic', '--disable-breakpad', '--metrics-recording-only', '--no-pings', '--hide-crash-restore-bubble', '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication',
];

/** What opens the window: its process is there as long as the window is. */
export type WindowCommand = { readonly program: string; readonly args: readonly string[] };

/** How the address is opened as a window of its own. The profile folder holds no clinical data beyond the page cache, which is off for the API. */
export function browserWindow(program: string, url: string, profileFolder: string): WindowCommand {
  // Chromium refuses to run as root with its sandbox; the only page it opens is ours.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  return { program, args: [`--app=${url}`, `--user-data-dir=${profileFolder}`, '--window-size=1600,1000', ...quiet, ...asRoot] };
}
