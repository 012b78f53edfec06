/** Before the browser tests: build what they open, find a browser, and for Electron a virtual screen. Says what it uses; leaves nothing out silently. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../../build/ensureBuilt.ts';
import { findBrowser } from './browser.ts';
import { electronForTests, openScreen } from './workstation.ts';

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Electron has no headless mode, so it needs a screen; root on Debian may fetch a virtual one. */
function ensureVirtualScreen(): void {
  if (isOnPath('Xvfb') || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: string[]): void => void execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...words], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', 'xvfb', 'xauth');
}

/** Answers what is to be done when all tests have run. */
export default async function setup(): Promise<() => void> {
  await ensureBuilt(['renderer', 'electron', 'bench', 'guide'], { say: (line) => console.log(line) });
  const browser = await findBrowser();
  console.log(`Browser tests run in ${browser.why}.`);
  const electron = electronForTests();
  if ('missing' in electron) {
    console.log(`Electron tests do not run: ${electron.missing}.`);
    return () => undefined;
  }
  ensureVirtualScreen();
  const screen = await openScreen();
  // The processes that run the tests inherit it.
  process.env['NADIR_TEST_DISPLAY'] = screen.display;
  console.log('Electron tests run on the Electron in the folder given by the shared tools.');
  return () => screen.close();
}
