/** `npm run sbom`: the bill of materials as CycloneDX JSON 1.5, made by npm from the lock file. */
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, shippedPackages } from './packages.ts';

type Component = { readonly 'bom-ref': string; readonly type: string; readonly name: string; readonly version: string; readonly purl: string; readonly licenses?: readonly unknown[]; readonly [more: string]: unknown };
export type Sbom = {
  readonly bomFormat: 'CycloneDX'; readonly specVersion: string; readonly serialNumber?: string;
  readonly metadata: { readonly component: Component; readonly [more: string]: unknown };
  readonly components: readonly Component[]; readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

const npm = (words: readonly string[]): string => {
  const script = process.env['npm_execpath'];
  const options: ExecFileSyncOptionsWithStringEncoding = { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] };
  return script?.endsWith('.js') ? execFileSync(process.execPath, [script, ...words], options) : execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, { ...options, shell: process.platform === 'win32' });
};

const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string; version: string };

/**
 * What npm says of the packages that are shipped. It is asked for all and sorted out here: its own --omit dev forgets production packages that development needs too.
 * Without a serial number and a time: the same lock file gives the same bytes. Licences that are not in the lock file are filled in.
 */
export function makeSbom(): Sbom {
  const { serialNumber: _serial, ...made } = JSON.parse(npm(['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'])) as Sbom;
  const { timestamp: _time, ...metadata } = made.metadata;
  const shipped = new Map(shippedPackages().map((one) => [`${one.name}@${one.version}`, one.licence]));
  const licencesOf = (licence: string): readonly unknown[] => [/ (AND|OR) /.test(licence) ? { expression: licence } : { license: { id: licence } }];
  const own = made.metadata.component['bom-ref'];
  const components = made.components.filter(({ name: of, version: at }) => shipped.has(`${of}@${at}`)).map((one) => ({ ...one, scope: 'required', licenses: licencesOf(shipped.get(`${one.name}@${one.version}`) ?? '') }));
  const kept = new Set([own, ...components.map((one) => one['bom-ref'])]);
  return {
    ...made, metadata: { ...metadata, component: { ...made.metadata.component, name, version, licenses: licencesOf('Apache-2.0') } }, components,
    dependencies: made.dependencies.filter(({ ref }) => kept.has(ref)).map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => kept.has(ref)) })),
  };
}

/** Writes sbom.cdx.json into a folder and answers its path. */
export function writeSbom(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'sbom.cdx.json');
  writeFileSync(file, `${JSON.stringify(makeSbom(), null, 1)}\n`);
  return file;
}

if (process.argv[1] === import.meta.filename) console.log(writeSbom(path.join(root, 'dist/guide')));
