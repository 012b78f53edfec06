/** The one window. */
import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { origin } from './hardening.ts';

/** Ground colour of the design, so that nothing flashes before the first paint. */
const ground = '#0B0D11';

/** Windows and macOS take the icon from the program; a Linux window brings its own. */
const icon = (): { icon?: string } => (app.isPackaged && process.platform === 'linux' ? { icon: path.join(__dirname, 'icon.png') } : {});

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1600, height: 1000, minWidth: 1024, minHeight: 680,
    title: 'Nadir', backgroundColor: ground, show: false, autoHideMenuBar: true, ...icon(),
    webPreferences: { preload: path.join(__dirname, 'preload.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/`);
  return window;
}
