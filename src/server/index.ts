export { findBrowser, hasScreen, openBrowserWindow, type OpenWindow } from './browserWindow.ts';
export { createGuard, type Guard } from './guard.ts';
export { serveLoopback, type Loopback } from './loopback.ts';
export { serveWorkstation, type Serving } from './serveWorkstation.ts';
