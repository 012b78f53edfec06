/** The window may show the workstation and nothing else. */
import { app, session, type Session } from 'electron';

export const origin = 'nadir://app';

/** Compared as text: to a URL parser every scheme but the web's own has the same origin, `null`. */
const isOwn = (url: string): boolean => url === origin || url.startsWith(`${origin}/`);
/** What the window made itself, to be saved. */
const isOwnBlob = (url: string): boolean => url.startsWith(`blob:${origin}/`);

/** Denies navigation away, in the window and in frames, new windows, and embedded web views, for all windows of this program. */
export function harden(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => { if (!isOwn(event.url)) event.preventDefault(); });
    contents.on('will-redirect', (event) => { if (!isOwn(event.url)) event.preventDefault(); });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Everything that would leave this computer or read its disk past the host. */
const foreign = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };

/** Denies every permission and device, every request to a network or a file, and every download but the workstation's own. */
export function denyPermissions(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.webRequest.onBeforeRequest(foreign, (_details, answer) => answer({ cancel: true }));
  target.on('will-download', (event, item) => { if (!isOwn(item.getURL()) && !isOwnBlob(item.getURL())) event.preventDefault(); });
}
