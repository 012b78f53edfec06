/** Builds what a shell needs, once: a part is built again only when a file it is made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export type BuildPart = 'renderer' | 'electron' | 'bench' | 'guide';

type Recipe = {
  /** What the person is told is being built. */
  readonly what: string;
  readonly sources: readonly string[];
  /** A file that exists when the part was built whole. */
  readonly result: string;
  readonly build: () => Promise<void>;
};

const rendererSources = ['renderer', 'src/common', 'src/geometry', 'src/recist', 'src/endpoints', 'src/casefile', 'src/api', 'build/vite.renderer.ts', 'build/textSize.ts', 'package-lock.json'];

async function buildPages(page: 'window' | 'bench'): Promise<void> {
  // Vite's React plugin picks its runtime by this; a development runtime in the window would be slow.
  process.env['NODE_ENV'] = 'production';
  const [{ build }, { rendererConfig }] = await Promise.all([import('vite'), import('./vite.renderer.ts')]);
  await build(rendererConfig(page));
}

const recipes: Readonly<Record<BuildPart, Recipe>> = {
  renderer: { what: 'the window', sources: rendererSources, result: 'dist/renderer/index.html', build: () => buildPages('window') },
  bench: { what: 'the bench page', sources: rendererSources, result: 'dist/bench/bench/index.html', build: () => buildPages('bench') },
  electron: {
    what: 'the Electron shell',
    sources: ['electron', 'src/server/securityHeaders.ts', 'build/bundleElectron.ts', 'package-lock.json'],
    result: 'dist/electron/main.cjs',
    build: async () => (await import('./bundleElectron.ts')).bundleElectron(),
  },
  guide: {
    what: 'the guide',
    sources: ['build/guide', 'build/guideSite', 'build/shipped', 'renderer/ui/tokens.css', 'renderer/features/guide/article.css', 'src/common/version.ts', 'package-lock.json'],
    result: 'dist/guide/index.html',
    build: async () => {
      (await import('./guideSite/buildGuide.ts')).buildGuide();
      (await import('./shipped/licences.ts')).writeLicences(path.join(root, 'dist/guide'));
    },
  },
};

function addToHash(hash: ReturnType<typeof createHash>, file: string): void {
  const full = path.join(root, file);
  const entries = existsSync(full) ? readdirSync(path.dirname(full), { withFileTypes: true }).find((entry) => entry.name === path.basename(full)) : undefined;
  if (!entries) return;
  if (!entries.isDirectory()) {
    if (/\.test\.tsx?$/.test(file)) return;
    hash.update(`${file}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const name of readdirSync(full).sort()) addToHash(hash, `${file}/${name}`);
}

/** Hex SHA-256 over names and contents of everything the part is made of, tests left out. */
export function sourceStamp(part: BuildPart): string {
  const hash = createHash('sha256');
  for (const source of recipes[part].sources) addToHash(hash, source);
  return hash.digest('hex');
}

const stampFile = (part: BuildPart): string => path.join(root, 'dist', `.${part}.stamp`);

/** True when the part's result is there and its sources are the ones it was built from. */
export function isBuilt(part: BuildPart): boolean {
  const file = stampFile(part);
  return existsSync(path.join(root, recipes[part].result)) && existsSync(file) && readFileSync(file, 'utf8') === sourceStamp(part);
}

/**
 * Builds the parts whose sources changed and says so in one line each (`say`), with the seconds it took.
 * Errors: whatever the bundler reports, unchanged; the old stamp is gone then, so the next start tries again.
 */
export async function ensureBuilt(parts: readonly BuildPart[], options: { force?: boolean; say?: (line: string) => void } = {}): Promise<void> {
  for (const part of parts) {
    if (!options.force && isBuilt(part)) continue;
    const started = performance.now();
    const stamp = sourceStamp(part);
    mkdirSync(path.join(root, 'dist'), { recursive: true });
    writeFileSync(stampFile(part), '');
    options.say?.(`Building ${recipes[part].what}; this is done once per version.`);
    await recipes[part].build();
    writeFileSync(stampFile(part), stamp);
    options.say?.(`Built ${recipes[part].what} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
}
