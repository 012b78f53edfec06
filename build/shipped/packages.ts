/** Every package that reaches a person's machine: what the lock file marks as production, what the bundler puts into the window, and Electron. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export type Shipped = {
  readonly name: string; readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** The text beside the package; null where it has none, or is for another system and not here. */
  readonly text: string | null;
};

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean; readonly optional?: boolean };

/** Needed to build, and shipped all the same: bundled into the window (`events`), or the runtime of the installed program. */
export const shippedOfDevelopment = ['events', 'electron'] as const;

/** Packages whose own papers do not say it in a field: looked up in their licence files. */
const said: Readonly<Record<string, string>> = { 'png-js': 'MIT', rechoir: 'MIT' };

/**
 * Licences that let the program be given away with these packages unchanged. MPL-2.0 asks that changes to its files be published: there are none. CC-BY-4.0 is of data (browser tables), named in the list.
 * A package with another one, or with none, stops `npm test`.
 */
export const allowedLicences: ReadonlySet<string> = new Set(['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'OFL-1.1', 'MPL-2.0', 'BSL-1.0', 'CC0-1.0', 'Zlib', 'Unlicense', 'Python-2.0', 'CC-BY-4.0']);

/** Whether an SPDX expression of AND and OR holds with the allowed licences. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, ' ').trim();
  return plain !== '' && plain.split(/\s+OR\s+/).some((way) => way.split(/\s+AND\s+/).every((one) => allowedLicences.has(one.trim())));
}

function textIn(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|ofl)([.-]|$)/i.test(name) && !/\.(js|ts|html)$/i.test(name)).sort();
  return names.length === 0 ? null : names.map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** By name and version, each once. */
export function shippedPackages(folder = root): readonly Shipped[] {
  const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, Locked>> };
  const found = new Map<string, Shipped>();
  for (const [place, { version = '', license, dev }] of Object.entries(packages)) {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (place === '' || (dev === true && !(shippedOfDevelopment as readonly string[]).includes(name))) continue;
    const text = textIn(path.join(folder, place));
    const known = found.get(`${name}@${version}`);
    found.set(`${name}@${version}`, { name, version, licence: license ?? said[name] ?? '', text: known?.text ?? text });
  }
  return [...found.values()].sort((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1));
}
