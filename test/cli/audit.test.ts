/** `nadir audit` as somebody at a terminal uses it: the filtered events as lines or as a CSV file that is whole or not there. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { thisMachine } from '../../src/system/index.ts';
import { plantSeed } from '../migrations/plantSeed.ts';

const program = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const root = mkdtempSync(path.join(os.tmpdir(), 'nadir-cli-audit-'));
const [data, out] = [path.join(root, 'data'), path.join(root, 'out')];
const nadir = (...words: string[]) => spawnSync(process.execPath, [program, 'audit', ...words, '--data', data], { encoding: 'utf8' });

beforeAll(() => {
  mkdirSync(data);
  mkdirSync(out);
  plantSeed('format-6-signed.sqlite', data);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('writes exactly the filtered events into a file for this account alone, records that, and clears what a killed one left', () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  const [left, used] = [`audit.csv.part-${thisMachine}-${gone}-aaaaaa`, `audit.csv.part-${thisMachine}-${process.pid}-bbbbbb`];
  for (const name of [left, used]) mkdirSync(path.join(out, name));
  const file = path.join(out, 'audit.csv');

  const lines = nadir('--study', 'SEED-1', '--kind', 'signing').stdout.trimEnd().split('\n');
  const wrote = nadir('--study', 'SEED-1', '--kind', 'signing', '--csv', file);
  const bytes = readFileSync(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(wrote).toMatchObject({ status: 0, stdout: `${lines.length} events in ${file}. SHA-256 ${sha256}.\n` });
  expect(bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(lines.length + 1);
  expect(readdirSync(out).sort()).toEqual(['audit.csv', used]);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(nadir('--text', sha256).stdout.trimEnd().split('\n')).toHaveLength(1);
});

it('leaves a file that is there alone, and names a folder that is not', () => {
  const file = path.join(out, 'there.csv');
  writeFileSync(file, 'mine');
  expect(nadir('--csv', file)).toMatchObject({ status: 3, stderr: `nadir: ${file} is there already. Choose another name.\n` });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const nowhere = path.join(root, 'nowhere', 'audit.csv');
  expect(nadir('--csv', nowhere)).toMatchObject({ status: 3, stderr: expect.stringContaining(path.dirname(nowhere)) as unknown });
});

it('refuses a kind and a person that no event has, instead of finding nothing', () => {
  expect(nadir('--kind', 'signature')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/^nadir: "signature" is no kind of event\. Name a group \(measuring, signing, .*as MeasurementRecorded/) as unknown });
  expect(nadir('--person', 'Nobody')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringMatching(/^nadir: Nobody named "Nobody" has recorded anything here\. Those who have: \w/) as unknown });
  expect(nadir('--kind', 'MeasurementRecordedUndone').status).toBe(0);
});
