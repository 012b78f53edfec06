/** What is shipped: every package has a licence that lets it, and stands in the bill of materials, which is CycloneDX by its own schema. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { expect, it } from 'vitest';
import { licencesText } from '../../build/shipped/licences.ts';
import { isAllowed, shippedPackages } from '../../build/shipped/packages.ts';
import { makeSbom } from '../../build/shipped/sbom.ts';

const schema = (name: string): object => JSON.parse(readFileSync(path.join(import.meta.dirname, '../fixtures/cyclonedx', name), 'utf8')) as object;
const packages = shippedPackages();
const named = ({ name, version }: { readonly name: string; readonly version: string }): string => `${name}@${version}`;

it('every shipped package has a licence that lets it be shipped', () => {
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.filter(({ licence }) => !isAllowed(licence)).map((one) => `${named(one)} ${one.licence}`)).toEqual([]);
  for (const foreign of ['', 'UNLICENSED', 'GPL-3.0-only', 'MIT AND AGPL-3.0', 'SEE LICENSE IN x']) expect(isAllowed(foreign), foreign).toBe(false);
  expect(isAllowed('(MIT OR GPL-2.0)')).toBe(true);
});

it('the list names all of them, what runs the program among them, with their texts', () => {
  const text = licencesText(packages);
  for (const one of packages) expect(text).toContain(`${one.name} ${one.version}`);
  for (const name of ['electron', 'react', 'better-sqlite3', '@node-rs/argon2', '@cornerstonejs/core', 'events']) expect(packages.some((one) => one.name === name), name).toBe(true);
  for (const name of ['vitest', 'eslint', 'playwright-core', 'typescript']) expect(packages.some((one) => one.name === name), name).toBe(false);
  expect(text).toContain('SIL OPEN FONT LICENSE');
});

it('the bill of materials is valid CycloneDX, names every shipped package and no other, and is the same every time', () => {
  const sbom = makeSbom();
  const ajv = new Ajv({ unknownFormats: 'ignore', logger: false });
  ajv.addSchema(schema('spdx.schema.json'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
  ajv.addSchema(schema('jsf-0.82.schema.json'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
  const valid = ajv.compile(schema('bom-1.5.schema.json'));
  expect(valid(sbom), JSON.stringify(valid.errors)).toBe(true);
  expect(valid({ ...sbom, components: [{ type: 'nothing', name: 'x' }] })).toBe(false);
  expect([...new Set(sbom.components.map(named))].sort()).toEqual(packages.map(named).sort());
  const refs = new Set(sbom.components.map((one) => one['bom-ref']));
  for (const { dependsOn } of sbom.dependencies) for (const ref of dependsOn) expect(refs.has(ref), ref).toBe(true);
});
