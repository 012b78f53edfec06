/** The window may show the workstation and nothing else. */
import { app, session, type Session } from 'electron';

export const origin = 'nadir://app';

/** Denies navigation away, new windows, embedded web views and every permission, for all windows of this program. */
export function harden(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => { if (new URL(url).origin !== new URL(origin).origin) event.preventDefault(); });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export function denyPermissions(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
}
