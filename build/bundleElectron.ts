/** Bundles the Electron shell: its program may be older than the Node that runs TypeScript, and a sandboxed preload must be one CommonJS file. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinModules } from 'node:module';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const outside = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

export async function bundleElectron(): Promise<void> {
  for (const entry of ['main', 'preload']) {
    await build({
      configFile: false, root, logLevel: 'warn', publicDir: false,
      build: {
        outDir: path.join(root, 'dist/electron'), emptyOutDir: entry === 'main', target: 'node20', minify: false,
        lib: { entry: path.join(root, `electron/${entry}.ts`), formats: ['cjs'], fileName: () => `${entry}.cjs` },
        rollupOptions: { external: outside },
      },
    });
  }
}
