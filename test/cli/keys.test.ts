/** Key lists from a terminal: the passphrase comes by standard input alone, opens what it should, and every access is in the trail. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trialDeidentification } from '../../src/casefile/index.ts';
import { openCore } from '../../src/host/index.ts';
import { templates } from '../../src/services/index.ts';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-cli-keys-'));
  data = path.join(folder, 'data');
  const core = openCore(data, { exclusive: true });
  core.services.studies.create(core.context, {
    code: 'DEID', title: 'Deid', template: 'phase2',
    protocol: { ...templates.phase2.protocol, imageIdentity: 'deidentify', deidentification: { ...trialDeidentification, trial: { sponsor: 'Acme', protocolId: 'A-1', siteId: '04' } } },
  });
  core.store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ran = { readonly status: number; readonly out: string; readonly err: string };
const keys = (words: readonly string[], input = ''): Promise<Ran> => new Promise((resolve) => {
  const child = execFile(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'keys', ...words, '--study', 'DEID', '--data', data], (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }));
  child.stdin?.end(input);
});

const [first, second] = ['lamp river window 7', 'zwölf Boxkämpfer jagen'];

it('protects by a passphrase, opens by it alone, changes it, hands the list out in clear, destroys it; all of it recorded, none of it with the passphrase', async () => {
  const csv = path.join(folder, 'enrolment.csv');
  writeFileSync(csv, 'patient_id,subject_id\nHOSP-1,04-001\n=cmd|x,04-002\n');
  expect(await keys(['enrol', csv])).toMatchObject({ status: 0, out: 'Enrolment list of 2 patients loaded.\n' });
  expect(await keys(['protect', '--passphrase-stdin'], 'short\n')).toMatchObject({ status: 3, err: expect.stringContaining('12') as string });
  expect(await keys(['protect', '--passphrase-stdin'], `${first}\n`)).toMatchObject({ status: 0, out: expect.stringContaining('Without it nobody opens it again.') as string });
  const out = path.join(folder, 'out');
  expect(await keys(['export', '--out', out])).toMatchObject({ status: 3, err: expect.stringContaining('passphrase') as string });
  // The old on the first line, the new on the second.
  expect((await keys(['protect', '--passphrase-stdin'], `${first}\n${second}\n`)).status).toBe(0);
  expect((await keys(['export', '--out', out, '--passphrase-stdin'], `${first}\n`)).status).toBe(3);
  expect(await keys(['export', '--out', out, '--passphrase-stdin'], `${second}\n`)).toMatchObject({ status: 0, err: '' });
  const files = readdirSync(out);
  expect(files.sort()).toEqual(['DEID-keys-examinations.csv', 'DEID-keys-patients.csv']);
  if (process.platform !== 'win32') for (const name of files) expect(statSync(path.join(out, name)).mode & 0o077, name).toBe(0);
  expect(await keys(['destroy', '--confirm', 'OTHER'])).toMatchObject({ status: 3, err: expect.stringContaining('Nothing was changed') as string });
  expect((await keys(['destroy', '--confirm', 'DEID'])).status).toBe(0);

  const core = openCore(data, { exclusive: true });
  const kinds = core.store.log.eventsAfter(0, 1000).map(({ kind, actor }) => [kind, actor.startsWith('Command line (')]).filter(([kind]) => /^(Keys|Enrolment)/.test(String(kind)));
  const chain = core.store.verifyChain().fault;
  core.store.close();
  expect(kinds).toEqual(['KeysCreated', 'EnrolmentListLoaded', 'KeysProtected', 'KeysOpened', 'KeysProtected', 'KeysOpened', 'KeysExported', 'KeysDestroyed'].map((kind) => [kind, true]));
  expect(chain).toBeNull();
  // Neither the data nor what lies beside it knows a passphrase or a patient.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (!statSync(file).isFile() || file === csv || file.startsWith(out)) continue;
    const bytes = readFileSync(file);
    for (const secret of [first, second, 'HOSP-1']) expect(bytes.includes(secret), `${name} ${secret}`).toBe(false);
  }
}, 240_000);
