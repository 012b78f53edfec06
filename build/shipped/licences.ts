/** `npm run licences`: what is shipped under which licence, with the texts, as one file that goes into the package and that About shows. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, shippedPackages, type Shipped } from './packages.ts';

const nameOf = ({ name, version }: Shipped): string => `${name} ${version}`;

/** Packages that share a text share one place. */
function texts(packages: readonly Shipped[]): string {
  const byText = Map.groupBy(packages.filter(({ text }) => text !== null), ({ text }) => text ?? '');
  return [...byText].map(([text, those]) => `${'-'.repeat(72)}\n${those.map(nameOf).join(', ')}\n\n${text}\n`).join('\n');
}

/** Plain text: the program's own licence, the list, then every text that a package brings. */
export function licencesText(packages: readonly Shipped[] = shippedPackages()): string {
  const wide = Math.max(...packages.map((one) => nameOf(one).length)) + 2;
  return [
    'Nadir is licensed under the Apache License 2.0. For research use. Not a medical device.', '',
    readFileSync(path.join(root, 'NOTICE'), 'utf8').trim(), '', `It contains ${packages.length} packages of others:`, '',
    ...packages.map((one) => `${nameOf(one).padEnd(wide)}${one.licence}`), '',
    'Electron brings Chromium and its parts: their licences are in LICENSES.chromium.html beside the program.', '', texts(packages),
  ].join('\n');
}

/** Writes licences.txt into a folder and answers its path. */
export function writeLicences(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'licences.txt');
  writeFileSync(file, licencesText());
  return file;
}

if (process.argv[1] === import.meta.filename) console.log(writeLicences(path.join(root, 'dist/guide')));
