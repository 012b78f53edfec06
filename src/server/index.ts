export { browserWindow, findBrowser, hasScreen, type WindowCommand } from './browserWindow.ts';
export { createGuard, type Guard } from './guard.ts';
export { serveLoopback, type Carried, type Loopback } from './loopback.ts';
export { serveWorkstation, type ServeOptions, type Serving } from './serveWorkstation.ts';
