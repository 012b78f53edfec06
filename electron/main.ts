/** The Electron shell: a window, a scheme, and the host process behind it. */
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { denyPermissions, harden } from './hardening.ts';
import { startHostProcess } from './hostProcess.ts';
import { installMenu } from './menu.ts';
import { declareScheme, serveScheme } from './scheme.ts';
import { localRoutes } from './shell.ts';
import { openWindow } from './window.ts';

/** A second workstation on the same data, as `nadir start` reports it. */
const exitSecondInstance = 3;

const dataFolder = process.env['NADIR_DATA'];
if (dataFolder) app.setPath('userData', path.join(path.resolve(dataFolder), 'window-profile'));
declareScheme();
harden();

let window: BrowserWindow | null = null;

function run(): void {
  denyPermissions();
  installMenu();
  const host = startHostProcess(path.join(app.getAppPath(), 'src/host/main.ts'), {
    onRestart: (code) => console.error(`The host process ended (code ${code ?? 'none'}) and is started again.`),
    onFailure: (message) => {
      console.error(message);
      if (!process.env['NADIR_NO_DIALOGS']) dialog.showErrorBox('Nadir cannot open its data', message);
      app.exit(exitSecondInstance);
    },
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

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  void app.whenReady().then(run);
} else {
  console.error('Nadir is already open on this data; its window comes to the front.');
  app.exit(exitSecondInstance);
}
