/** A real browser for the tests on any machine; never skipped silently. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

export type FoundBrowser = { readonly executablePath: string; readonly args: readonly string[]; readonly why: string };

/** No network, no first-run dialogs; --no-sandbox because tests often run as root in a container. */
const quiet = [
  '--no-sandbox', '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-quic', '--disable-extensions', '--disable-gpu', '--hide-scrollbars=false', '--force-color-profile=srgb',
];

const installed = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];

function onPath(name: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch { /* not in this folder */ }
  }
  return undefined;
}

function fromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version') || !onPath('apt-get')) return undefined;
  console.log('No browser found: installing Debian\'s chromium.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]) => execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  } catch (cause) {
    console.log(`Debian's chromium could not be installed (${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}).`);
    return undefined;
  }
  return onPath('chromium');
}

/** The npm package's own Chromium. Its variable for a bare cloud machine makes it bring libnss3 and the like, and put them on the library path. */
async function fromPackage(): Promise<FoundBrowser> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  return { executablePath, args: [...quiet, '--headless=shell', '--no-zygote'], why: 'Chromium of the npm package @sparticuz/chromium' };
}

let found: Promise<FoundBrowser> | undefined;

async function search(): Promise<FoundBrowser> {
  const wanted = process.env['NADIR_TEST_BROWSER'];
  if (wanted && wanted !== 'package') return { executablePath: wanted, args: quiet, why: 'NADIR_TEST_BROWSER' };
  if (wanted !== 'package') {
    const there = installed.map(onPath).find((candidate) => candidate !== undefined);
    if (there) return { executablePath: there, args: quiet, why: there };
    const debian = fromDebian();
    if (debian) return { executablePath: debian, args: quiet, why: 'Debian\'s chromium, installed now' };
  }
  return fromPackage();
}

/** The browser the tests use, looked for once: one that is there, else Debian's when root, else the npm package's. Throws when there is none: browser tests are never left out. */
export function findBrowser(): Promise<FoundBrowser> {
  found ??= search();
  return found;
}

