/** The database of every released format opens in this program; a newer one does not. */
import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { verify } from '../../src/cli/commands/verify.ts';
import { asId, isNadirError } from '../../src/common/index.ts';
import { commandLine, createHost, restore } from '../../src/host/index.ts';
import { openStore } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { bench } from '../api/harness.ts';
import { readingAt } from '../api/readBench.ts';
import { isSigned, plantSeed, seedNames } from './plantSeed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nadir-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openStore({ dataFolder: folder, programVersion: '0.1.0', nowIso: '2026-01-01T00:00:00.000Z', exclusive: false });

const latest = migrations.at(-1)?.version ?? 0;
const signedSeeds = seedNames.filter(isSigned);
const plant = (name: string): void => plantSeed(name, folder);
/** The command itself, in this process: what it says, and how it ends. */
async function verified(dataFolder: string): Promise<{ readonly exit: number; readonly said: string }> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const exit = await verify(undefined, { data: dataFolder });
    return { exit, said: write.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    write.mockRestore();
  }
}

test.each(seedNames)('%s opens, its chain is whole, and its projections are what its events say', (name) => {
  plant(name);
  const store = open();
  const [study] = store.studies.list();
  expect(study).toMatchObject({ code: 'SEED-1', subjects: 1 });
  const rows = store.subjects.rows(store.subjects.ofStudy(study?.id ?? '').map((one) => one.id));
  expect(rows.lesions.map((lesion) => `${lesion.role} ${lesion.number}`).sort()).toEqual(['nonTarget 1', 'target 1', 'target 2']);
  expect(rows.assessments).toHaveLength(signedSeeds.includes(name) ? 7 : 4);
  expect(store.verifyChain().fault).toBeNull();
  expect(store.compareProjections()).toBeNull();
  store.close();
});

test.each(signedSeeds)('%s: what was signed stays signed and verifies, by hash and by the engine asked again; its reader can go on', async (name) => {
  plant(name);
  const b = bench({ dataFolder: folder, blobRoot: join(folder, 'blobs') });
  const [account] = b.services.accounts.list();
  const [study] = b.store.studies.list();
  if (!account || !study) throw new Error('the seed has no account or study');
  const subjectId = b.store.subjects.ofStudy(study.id)[0]?.id ?? '';
  expect(await verified(folder)).toMatchObject({ exit: 0, said: expect.stringMatching(/^Whole: .* 30 stored files, 3 signatures, /) as string });
  const at = readingAt(b, account, { studyId: asId(study.id), subjectId, series: b.services.readCase(subjectId).case.timepoints.map(({ series }) => series[0]?.id ?? '') });
  const { case: before, result } = await at.look();
  expect(Object.values(before.signOffs).map(({ state, version, signed }) => [state, version, signed?.signer, signed?.sumMm, signed?.result?.overall])).toEqual([
    ['signed', 1, 'Dr Sam Seed', 60, undefined], ['signed', 2, 'Dr Sam Seed', 34, 'PR'],
  ]);
  expect(result?.timepoints[0]?.overall).toBe('PR');
  const [liver = ''] = before.lesions.filter(({ role }) => role === 'target').map(({ id }) => id);
  expect((await at.record(liver, 1, { state: 'absent' })).reason).toBe('signed');
  expect((await at.amend(1, 'opened by the next program')).reason).toBe('ok');
  expect((await at.record(liver, 1, at.drawn(1, 21, 3, 8))).reason).toBe('ok');
  await at.answerAll();
  expect((await at.sign(1, 'lamp river window 7')).reason).toBe('ok');
  b.close();
  expect(await verified(folder)).toMatchObject({ exit: 0, said: expect.stringContaining(' 4 signatures, ') as string });
});

// Where a format has both seeds, the one with more in it.
test.each(seedNames.filter((name) => !name.startsWith(`format-${latest}`) && !signedSeeds.includes(name.replace('.sqlite', '-signed.sqlite'))))('%s is copied before its format changes, and the copy restores to the same facts', async (name) => {
  plant(name);
  const before = new Database(join(folder, 'nadir.sqlite'), { readonly: true });
  const events = before.prepare('SELECT * FROM event ORDER BY seq').all();
  before.close();
  open().close();
  const [copy = '', ...more] = readdirSync(join(folder, 'backups'));
  expect([more, copy]).toEqual([[], expect.stringMatching(new RegExp(`^${name.replace(/(-signed)?\.sqlite/, '')}-2026-01-01T`))]);
  const restored = join(folder, 'restored');
  const done = await restore(commandLine(), { file: join(folder, 'backups', copy), dataFolder: restored }, { gentle: false });
  // Plain seeds have no stored images; everything that is in the database is whole.
  expect([done.verify.chain, done.verify.projections]).toEqual([null, null]);
  if (signedSeeds.includes(name)) expect(await verified(restored)).toMatchObject({ exit: 0, said: expect.stringContaining(' 30 stored files, 3 signatures, ') as string });
  const after = new Database(join(restored, 'nadir.sqlite'), { readonly: true });
  expect(after.prepare('SELECT * FROM event ORDER BY seq').all().slice(0, events.length)).toEqual(events);
  expect(after.pragma('user_version', { simple: true })).toBe(latest);
  after.close();
});

test('every format has a seed, and from the third on, when reads could be signed, one that holds signatures', () => {
  const wanted = migrations.map(({ version }) => (version < 3 ? `format-${version}.sqlite` : `format-${version}-signed.sqlite`));
  expect(wanted.filter((name) => !seedNames.includes(name))).toEqual([]);
});

test('a newer database is refused by the window, by the host of Electron and by every command that opens one, in words, and is left as it is', async () => {
  open().close();
  const file = join(folder, 'nadir.sqlite');
  const newer = new Database(file);
  newer.pragma('user_version = 999');
  newer.pragma('journal_mode = DELETE');
  newer.close();
  const bytes = readFileSync(file);
  await expect(createHost({ dataFolder: folder, shell: 'loopback', withDemo: true })).rejects.toThrow(/Start the newer Nadir/);
  const nadir = join(import.meta.dirname, '../../src/cli/nadir.mjs');
  const host = join(import.meta.dirname, '../../src/host/main.ts');
  const env = { ...process.env, NADIR_DATA: folder, NADIR_SOCKET: join(folder, 'socket'), NADIR_SHELL_SECRET: 'x' };
  const said = await Promise.all([
    [host], [nadir, 'studies'], [nadir, 'backup', join(folder, 'never.tar')], [nadir, 'verify'],
  ].map((words) => new Promise<string>((resolve) => {
    execFile(process.execPath, words, { env, timeout: 25_000 }, (error, stdout, stderr) => resolve(`${error?.code ?? 0} ${/knows formats up to \d+/.exec(stdout + stderr)?.[0] ?? stdout + stderr}`));
  })));
  expect(said).toEqual(said.map(() => '3 knows formats up to 6'.replace('6', String(migrations.at(-1)?.version))));
  expect(readFileSync(file)).toEqual(bytes);
});

test('a database from a newer Nadir is refused with both versions in the message, and left as it is', () => {
  open().close();
  const file = join(folder, 'nadir.sqlite');
  const newer = new Database(file);
  newer.pragma('user_version = 999');
  newer.exec(`UPDATE meta SET value = '9.9.9' WHERE key = 'programVersion'`);
  newer.close();
  let caught: unknown;
  try {
    open();
  } catch (error) {
    caught = error;
  }
  expect(isNadirError(caught) && `${caught.code} ${caught.reason}`).toBe('storage newerDatabase');
  expect(String(caught)).toMatch(/9\.9\.9 \(format 999\).*0\.1\.0, which knows formats up to \d+/);
  const again = new Database(file);
  expect(again.pragma('user_version', { simple: true })).toBe(999);
  again.close();
});

const step = (sql: string) => [...migrations, { version: latest + 1, sql }];
const options = (sql: string) => ({ file: join(folder, 'nadir.sqlite'), backupFolder: join(folder, 'backups'), programVersion: '0.2.0', atIso: '2026-02-02T00:00:00.000Z', steps: step(sql) });

test('before the format changes, the whole database is copied; the step and the number change together', () => {
  open().close();
  const db = new Database(join(folder, 'nadir.sqlite'));
  const backup = migrate(db, options('CREATE TABLE later (id INTEGER) STRICT'));
  expect(db.pragma('user_version', { simple: true })).toBe(latest + 1);
  db.close();
  expect(backup !== null && existsSync(backup)).toBe(true);
  const copy = new Database(backup ?? '');
  expect(copy.pragma('user_version', { simple: true })).toBe(latest);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});

test('a step that fails leaves the old format whole', () => {
  open().close();
  const db = new Database(join(folder, 'nadir.sqlite'));
  expect(() => migrate(db, options('CREATE TABLE later (id INTEGER) STRICT; CREATE TABLE later (id INTEGER) STRICT'))).toThrow();
  expect(db.pragma('user_version', { simple: true })).toBe(latest);
  expect(db.prepare(`SELECT name FROM sqlite_master WHERE name = 'later'`).get()).toBeUndefined();
  db.close();
  open().close();
});

test('the read of an old database goes on as the site\'s: numbers are not given again and the last step can still be undone', () => {
  plant('format-1.sqlite');
  const store = open();
  const subjectId = store.subjects.ofStudy(store.studies.list()[0]?.id ?? '')[0]?.id ?? '';
  const { lesions } = store.subjects.rows([subjectId]);
  expect(lesions.every((lesion) => lesion.slot === undefined)).toBe(true);
  expect([store.subjects.lastLesionNumber(subjectId, 'target', 'site'), store.subjects.lastLesionNumber(subjectId, 'target', 'reader1')]).toEqual([2, 0]);
  const step = store.undo.state(subjectId).undo;
  expect(step).not.toBeNull();
  expect(store.undo.changes(subjectId, step?.commandId ?? '', 'undo').length).toBeGreaterThan(0);
  store.close();
});
