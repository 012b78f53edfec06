/** The Electron shell: a window, a scheme, and the host process behind it. */
import os from 'node:os';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { defaultDataFolder } from '../src/common/index.ts';
import { ranAsCommand } from './commandLine.ts';
import { denyPermissions, harden } from './hardening.ts';
import { startHostProcess } from './hostProcess.ts';
import { firstDamagedFile, installation } from './installation.ts';
import { installMenu } from './menu.ts';
import { declareScheme, serveScheme } from './scheme.ts';
import { localRoutes } from './shell.ts';
import { openWindow } from './window.ts';

/** A second workstation on the same data, as `nadir start` reports it. */
const exitSecondInstance = 3;

/** The data folder is known before the window: one program per folder, whoever started it and how. */
function chooseDataFolder(): void {
  const asked = app.commandLine.getSwitchValue('data') || process.env['NADIR_DATA'] || defaultDataFolder({ env: process.env, platform: process.platform, home: os.homedir() });
  const folder = path.resolve(asked);
  process.env['NADIR_DATA'] = folder;
  app.setPath('userData', path.join(folder, 'window-profile'));
}

let window: BrowserWindow | null = null;

function fail(title: string, message: string): void {
  console.error(message);
  if (!process.env['NADIR_NO_DIALOGS']) dialog.showErrorBox(title, message);
  app.exit(exitSecondInstance);
}

async function run(wholeness: Promise<string | null>): Promise<void> {
  denyPermissions();
  installMenu();
  const damaged = await wholeness;
  if (damaged !== null) {
    fail('Nadir is damaged', `The program file ${damaged} is not what was installed. Data were not opened. Install Nadir again; if it comes back, ask who looks after this computer.`);
    return;
  }
  const host = startHostProcess(installation(), {
    onRestart: (code) => console.error(`The host process ended (code ${code ?? 'none'}) and is started again.`),
    onFailure: (message) => fail('Nadir cannot open its data', message),
  });
  serveScheme(host, localRoutes(() => window, host));
  void host.ready().then(() => {
    window = openWindow();
    window.on('closed', () => { window = null; });
  });

  let stopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void host.stop().finally(() => app.quit());
  });
}

function open(): void {
  chooseDataFolder();
  declareScheme();
  harden();
  if (!app.requestSingleInstanceLock()) {
    console.error('Nadir is already open on this data; its window comes to the front.');
    app.exit(exitSecondInstance);
    return;
  }
  // Read while Chromium starts.
  const wholeness = firstDamagedFile();
  app.on('second-instance', () => {
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  void app.whenReady().then(() => run(wholeness)).catch((error: unknown) => fail('Nadir does not start', error instanceof Error ? error.message : String(error)));
}

if (!ranAsCommand()) open();
