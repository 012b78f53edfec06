/**
 * Lays out what an installer packs, in dist/package/PLATFORM-ARCH: `app` (the Electron shell; goes into the asar) and `host` (everything the host runs on, as plain files:
 * worker threads, native modules and WebAssembly want files, and the host's Node knows no asar). `app/files.json` holds the SHA-256 of every file of the host.
 */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { productVersion } from '../../src/common/index.ts';
import { ensureBuilt } from '../ensureBuilt.ts';
import { projectRoot } from '../vite.renderer.ts';
import { bundleHost, packagesBeside } from './bundleHost.ts';
import { nodeLicence } from './nodeLicence.ts';
import { argonPackage, locked, nodeFor } from './platformPackages.ts';
import { nodeProgram, windowProgram, type Target } from './target.ts';
import { writeSbom } from '../shipped/sbom.ts';

export type Stage = { readonly app: string; readonly host: string };

const from = (...parts: string[]): string => path.join(projectRoot, ...parts);
const isWanted = (file: string): boolean => !/\.(?:map|ts|d\.mts|md|gyp)$|[\\/](?:test|tests|examples|docs|benchmark|src|deps)(?:[\\/]|$)/.test(file);

/** Copies a package without what only its makers need. `only`: which files of it, by path. */
function copyPackage(name: string, host: string, only: (file: string) => boolean = () => true, source = from('node_modules', name)): void {
  cpSync(source, path.join(host, 'node_modules', name), {
    recursive: true, dereference: true,
    filter: (file) => { const relative = path.relative(source, file).split(path.sep).join('/'); return relative === '' || (isWanted(`/${relative}`) && only(relative)); },
  });
}

function copyPackages(target: Target, host: string): void {
  const database = `prebuilds/${target.platform}-${target.arch}.node`;
  const only: Partial<Record<(typeof packagesBeside)[number], (file: string) => boolean>> = {
    'better-sqlite3': (file) => !file.startsWith('prebuilds/') || file === database,
    '@resvg/resvg-wasm': (file) => !file.endsWith('.min.js'),
    'piscina': (file) => !/^(?:\.|eslint|tsconfig|benchmark)/.test(file),
  };
  for (const name of packagesBeside) copyPackage(name, host, only[name]);
  if (!existsSync(path.join(host, 'node_modules/better-sqlite3', database))) throw new Error(`better-sqlite3 brings no program for ${target.platform} ${target.arch}.`);
  const argon = argonPackage(target);
  copyPackage(argon.name, host, undefined, argon.folder);
}

/** Files that code reads from beside itself. */
function copyData(host: string): void {
  cpSync(from('src/host/figurePictures/fonts'), path.join(host, 'src/host/figurePictures/fonts'), { recursive: true });
  // PDF/A embeds the colour profile that pdfkit brings.
  mkdirSync(path.join(host, 'chunks/data'), { recursive: true });
  for (const name of readdirSync(from('node_modules/pdfkit/js/data'))) if (name.endsWith('.icc')) cpSync(from('node_modules/pdfkit/js/data', name), path.join(host, 'chunks/data', name));
  for (const part of ['renderer', 'guide']) cpSync(from('dist', part), path.join(host, 'dist', part), { recursive: true, filter: (file) => !file.endsWith('.map') });
}

function copyWords(host: string, node: string): void {
  for (const name of ['LICENSE', 'NOTICE', 'CHANGELOG.md']) cpSync(from(name), path.join(host, name));
  mkdirSync(path.join(host, 'licences'), { recursive: true });
  writeFileSync(path.join(host, 'licences/node.txt'), nodeLicence(node, locked('node').version));
  writeSbom(path.join(host, 'licences'));
}

function copyCommand(target: Target, host: string): void {
  const name = target.platform === 'win32' ? 'nadir.cmd' : 'nadir';
  mkdirSync(path.join(host, 'bin'), { recursive: true });
  cpSync(from('build/installer', name), path.join(host, 'bin', name));
  if (target.platform !== 'win32') chmodSync(path.join(host, 'bin', name), 0o755);
}

/** Paths of all files below `folder`, with `/`, in order. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

function writeApp(app: string, host: string): void {
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  const { description, license, productName } = JSON.parse(readFileSync(from('package.json'), 'utf8')) as Record<string, string>;
  for (const name of ['main.cjs', 'preload.cjs']) cpSync(from('dist/electron', name), path.join(app, name));
  cpSync(from('build/icons/linux/256x256.png'), path.join(app, 'icon.png'));
  const author = { name: 'Nadir', email: 'nadir@localhost' };
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'nadir', productName, version: productVersion, description, license, author, homepage: 'https://localhost/', main: 'main.cjs' }, null, 2));
  const sums = Object.fromEntries(filesBelow(host).map((name) => [name, createHash('sha256').update(readFileSync(path.join(host, name))).digest('hex')]));
  writeFileSync(path.join(app, 'files.json'), JSON.stringify(sums));
}

export async function stage(target: Target, options: { readonly node?: string | undefined; readonly say?: (line: string) => void } = {}): Promise<Stage> {
  await ensureBuilt(['renderer', 'electron', 'guide'], options.say ? { say: options.say } : {});
  const folder = from('dist/package', `${target.platform}-${target.arch}`);
  const [app, host] = [path.join(folder, 'app'), path.join(folder, 'host')];
  await bundleHost(host);
  copyPackages(target, host);
  copyData(host);
  const node = nodeFor(target, options.node);
  copyWords(host, node);
  copyCommand(target, host);
  cpSync(node, path.join(host, nodeProgram(target)), { dereference: true });
  chmodSync(path.join(host, nodeProgram(target)), 0o755);
  writeFileSync(path.join(host, 'package.json'), JSON.stringify({ name: 'nadir', version: productVersion, private: true, type: 'module' }));
  writeFileSync(path.join(host, 'installed.json'), JSON.stringify({ window: windowProgram[target.platform] }));
  writeApp(app, host);
  return { app, host };
}
