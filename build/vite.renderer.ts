/** How the window's pages are built: one origin, no inline script, nothing fetched from outside. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { growWithText } from './textSize.ts';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const pageRoot = path.join(projectRoot, 'renderer');

/** Files below this size are still files: a `data:` font or script would need a wider content security policy. */
const neverInline = 0;

/** Libraries that change rarely get their own chunks, so that a window that was open before finds them in its cache. */
const chunkGroups = [
  { name: 'viewer-libs', test: /node_modules[\\/](@cornerstonejs|@kitware|comlink|gl-matrix|dcmjs|clipper2)/ },
  { name: 'chart-libs', test: /node_modules[\\/](echarts|zrender)/ },
  { name: 'ui-libs', test: /node_modules[\\/](react|react-dom|scheduler|@mantine|@tanstack|@floating-ui|zustand)/ },
];

/** `page` is `window` (the product) or `bench` (renderer/bench, measured beside the stock loader; never shipped). */
export function rendererConfig(page: 'window' | 'bench' = 'window'): InlineConfig {
  const input = page === 'window' ? path.join(pageRoot, 'index.html') : path.join(pageRoot, 'bench', 'index.html');
  if (!existsSync(input)) throw new Error(`${path.relative(projectRoot, input)} is missing, so there is no page to build.`);
  return {
    configFile: false,
    root: pageRoot,
    base: '/',
    publicDir: existsSync(path.join(pageRoot, 'public')) ? 'public' : false,
    // The stock loader of the bench page brings codecs that mention Node's modules; its warnings are not ours.
    logLevel: page === 'window' ? 'warn' : 'error',
    plugins: [react()],
    css: { postcss: { plugins: [growWithText] } },
    resolve: {
      // vtk.js asks for Node's `events`; the package of the same name is its browser edition.
      alias: [
        { find: /^events$/, replacement: path.join(projectRoot, 'node_modules/events/events.js') },
        { find: /^url$/, replacement: path.join(projectRoot, 'build/nodeUrlForBrowser.ts') },
      ],
    },
    worker: { format: 'es' },
    define: { 'process.env.NODE_ENV': JSON.stringify('production'), global: 'globalThis' },
    build: {
      outDir: path.join(projectRoot, 'dist', page === 'window' ? 'renderer' : 'bench'),
      emptyOutDir: true,
      // Electron 33 and the Chromium of Debian stable are both newer.
      target: 'chrome130',
      assetsInlineLimit: neverInline,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        input,
        output: page === 'window' ? { codeSplitting: { groups: chunkGroups } } : {},
      },
    },
  };
}

/** Development server: the same resolution, with the host behind /api. */
export function rendererDevConfig(proxy: NonNullable<InlineConfig['server']>['proxy']): InlineConfig {
  const { define: _production, build: _build, ...shared } = rendererConfig();
  return {
    ...shared,
    logLevel: 'info',
    define: { global: 'globalThis' },
    optimizeDeps: { entries: ['index.html'] },
    server: { host: '127.0.0.1', port: 5199, strictPort: false, ...(proxy ? { proxy } : {}) },
  };
}
