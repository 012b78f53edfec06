/**
 * The host, the command line and their worker threads as plain JavaScript: an installed program depends neither on type stripping nor on this tree. Every entry keeps its
 * place (`src/host/main.ts` → `src/host/main.js`; `.mjs` keeps its name), and what is shared lies in `chunks/`; so the paths that modules make from where they stand stay what they are.
 */
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'vite';
import { projectRoot } from '../vite.renderer.ts';

/** Packages that bring a program, a WebAssembly file or a worker of their own: they stay packages beside the bundle (stage.ts copies them). */
export const packagesBeside = [
  'better-sqlite3', '@node-rs/argon2', '@resvg/resvg-wasm', 'piscina',
  '@cornerstonejs/codec-charls', '@cornerstonejs/codec-libjpeg-turbo-8bit', '@cornerstonejs/codec-openjpeg', '@cornerstonejs/codec-openjph',
] as const;

const workerFile = /(?:^|[./])worker\.(?:ts|mjs)$/;
/** What an installed program starts; found by name, so that a new worker thread is in the package without a word here. */
const entriesByHand = ['src/host/main.ts', 'src/cli/nadir.mjs'];

function workerFiles(): string[] {
  return readdirSync(path.join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((name) => workerFile.test(name));
}

const isOurs = (file: string): boolean => file.startsWith(path.join(projectRoot, 'src') + path.sep);
const ownName = (file: string): string => path.relative(projectRoot, file).split(path.sep).join('/');
const isBeside = (name: string): boolean => packagesBeside.some((known) => name === known || name.startsWith(`${known}/`));

/** Relative address of `target` (from the project's root) for code in `chunk`. */
function relativeAddress(chunk: string, target: string): string {
  const relative = path.posix.relative(path.posix.dirname(chunk), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** A module's own place, which it would lose when it moves into a chunk; and the names of worker files, which are JavaScript afterwards. */
const ownPlaces: Plugin = {
  name: 'nadir-own-places',
  enforce: 'pre',
  transform(code, id) {
    const file = id.split('?')[0] ?? id;
    if (!isOurs(file) || !/import\.meta\.|worker\.ts/.test(code)) return null;
    const name = ownName(file);
    return code
      .replaceAll(/import\.meta\.dirname\b/g, `__nadirFolder__("${path.posix.dirname(name)}")`)
      .replaceAll(/import\.meta\.filename\b/g, `__nadirFile__("${name}")`)
      .replaceAll(/import\.meta\.url\b/g, `__nadirAddress__("${name}")`)
      .replaceAll(/((['"])[\w./-]*worker)\.ts\2/g, '$1.js$2');
  },
  renderChunk(code, chunk) {
    const address = (target: string): string => `new URL("${relativeAddress(chunk.fileName, target)}", import.meta.url)`;
    return code
      .replaceAll(/__nadirAddress__\((['"])(.*?)\1\)/g, (_all, _quote, target: string) => `${address(target)}.href`)
      .replaceAll(/__nadir(?:Folder|File)__\((['"])(.*?)\1\)/g, (_all, _quote, target: string) => `process.getBuiltinModule("node:url").fileURLToPath(${address(target)})`);
  },
};

/** The development tree is not in a package: what only it needs is left out, and asking for it there is a defect. */
const withoutTree: Plugin = {
  name: 'nadir-without-tree',
  enforce: 'pre',
  load(id) {
    return /[\\/]build[\\/]ensureBuilt\.ts$/.test(id) ? 'export function ensureBuilt() { throw new Error("An installed program has nothing to build."); }' : null;
  },
};

/** Errors: a source names a worker file that is no entry. */
function requireWorkers(code: string, chunk: string, entries: ReadonlySet<string>): void {
  for (const [, base = '', target = ''] of code.matchAll(/new URL\("([^"]*worker\.(?:js|mjs))", new URL\("([^"]*)", import\.meta\.url\)/g)) {
    const place = path.posix.join(path.posix.dirname(chunk), path.posix.dirname(target), base);
    if (!entries.has(place)) throw new Error(`${chunk} starts ${place}, which is not in the package.`);
  }
}

/** Writes the bundle into `folder`. Answers its files, relative to the folder. */
export async function bundleHost(folder: string): Promise<readonly string[]> {
  const entries = [...entriesByHand, ...workerFiles()].sort();
  const missing = entries.find((entry) => !existsSync(path.join(projectRoot, entry)));
  if (missing !== undefined) throw new Error(`${missing} is missing.`);
  const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
  const result = await build({
    configFile: false, root: projectRoot, logLevel: 'warn', publicDir: false, mode: 'production',
    plugins: [ownPlaces, withoutTree],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true, outDir: folder, emptyOutDir: true, target: 'node24', minify: false, sourcemap: false, copyPublicDir: false,
      rollupOptions: {
        input: Object.fromEntries(entries.map((entry) => [entry.replace(/\.(?:ts|mjs)$/, ''), path.join(projectRoot, entry)])),
        external: (name: string) => isBuiltin(name) || isBeside(name),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: ({ facadeModuleId }) => `[name]${facadeModuleId?.endsWith('.mjs') === true ? '.mjs' : '.js'}`, chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  if (Array.isArray(result) || !('output' in result)) throw new Error('The bundler gave no single output.');
  const names = new Set(result.output.map(({ fileName }) => fileName));
  for (const part of result.output) if (part.type === 'chunk') requireWorkers(part.code, part.fileName, names);
  return [...names].sort();
}
