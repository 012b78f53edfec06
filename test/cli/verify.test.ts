/** `nadir verify` as somebody at a terminal uses it: its options, how it ends, and that it leaves everything as it was, also where nothing can be written. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { exportStudy } from '../../src/cli/commands/export.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import { openCore, type FolderReport } from '../../src/host/index.ts';
import { blobPath, openStore } from '../../src/store/index.ts';
import { instancesOf, reader, stack } from '../api/harness.ts';
import { plantSeed } from '../migrations/plantSeed.ts';

const program = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const root = mkdtempSync(path.join(os.tmpdir(), 'nadir-cli-verify-'));
const data = path.join(root, 'data');
const manifest = path.join(root, 'export', 'manifest.json');
const nowIso = '2026-12-24T00:00:00.000Z';
type Ran = { readonly exit: number; readonly out: string; readonly err: string };
const run = (program: string, words: readonly string[]): Promise<Ran> => new Promise((resolve) => {
  execFile(program, words, (error, out, err) => resolve({ exit: error ? Number(error.code) : 0, out, err }));
});
/** The command as a process of its own. */
const nadir = (...words: string[]): Promise<Ran> => run(process.execPath, [program, ...words, '--data', data]);
/** What a command does, in this process. */
async function within(work: () => Promise<number>): Promise<Omit<Ran, 'err'>> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const aside = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const exit = await work();
    return { exit, out: write.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    write.mockRestore();
    aside.mockRestore();
  }
}
const here = (options: Omit<Parameters<typeof verify>[1], 'data'>): Promise<Omit<Ran, 'err'>> => within(() => verify(undefined, { ...options, data }));

/** Everything in a folder: names, times, bytes. */
const stateOf = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map((name) => {
  const file = path.join(folder, name);
  const stat = statSync(file);
  return stat.isDirectory() ? name : `${name} ${stat.mode} ${stat.mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
});

beforeAll(async () => {
  mkdirSync(data);
  plantSeed('format-6-signed.sqlite', data);
  const core = openCore(data, { exclusive: false });
  const other = core.services.studies.create(reader, { code: 'OTHER', title: 'Other', template: 'phase2' });
  core.services.importSink(reader, other.id).add(instancesOf(stack('P-9', 'other', '2026-01-01', {}, 1)).map((one) => ({ ...one, sha256: createHash('sha256').update('other').digest('hex') })));
  core.store.close();
  const blob = blobPath(path.join(data, 'blobs'), createHash('sha256').update('other').digest('hex'));
  mkdirSync(path.dirname(blob), { recursive: true });
  writeFileSync(blob, 'other');
  expect(await within(() => exportStudy({ study: 'SEED-1', format: 'csv', out: path.dirname(manifest), data }))).toMatchObject({ exit: 0 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('reads what is asked for, beside what an earlier export wrote down; what cannot be asked is refused by name; nothing in the folder changes', async () => {
  const before = stateOf(data);
  const [one, unread, none] = await Promise.all([nadir('verify', '--study', 'other', '--against', manifest, '--json'), nadir('verify', '--no-files'), nadir('verify', '--study', 'NOPE')]);
  expect(one).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(one.out)).toMatchObject({ whole: true, files: 1, filesRead: true, checked: { fileBytes: 5, signatures: 3, rederived: 3, anchor: { streams: 1, export: { by: expect.stringMatching(/^Command line/) as string } } } });
  expect(unread).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/^Whole: .* stored files not read, 3 signatures, /) as string });
  expect(none).toMatchObject({ exit: 3, out: '', err: 'nadir: There is no study NOPE.\n' });
  expect(await here({})).toMatchObject({ exit: 0, out: expect.stringContaining(' 31 stored files, ') as string });
  await expect(here({ against: path.join(data, 'nadir.sqlite') })).rejects.toThrow('not the manifest.json of an export');
  await expect(here({ against: path.join(root, 'missing.json') })).rejects.toThrow('missing.json cannot be read (ENOENT)');
  const torn = path.join(root, 'torn.sqlite');
  writeFileSync(torn, readFileSync(path.join(data, 'nadir.sqlite')).subarray(0, 40_960));
  await expect(verify(torn, { data })).rejects.toThrow(/torn\.sqlite is so damaged that nothing of it can be checked: database disk image is malformed/);
  expect(stateOf(data)).toEqual(before);
});

it('ends with 1 and names what is not as it was: a stored file unless its study or files were left out, an audit stream the export knew otherwise', async () => {
  const written = JSON.parse(readFileSync(manifest, 'utf8')) as { data: { subjects: { audit: { hash: string }[] }[] } };
  const entry = written.data.subjects[0]?.audit[0];
  if (!entry) throw new Error('the manifest has no audit stream');
  entry.hash = 'f'.repeat(64);
  const forged = path.join(root, 'forged.json');
  writeFileSync(forged, JSON.stringify(written));
  const sha256 = createHash('sha256').update('1.2.826.0.1.fu1.4').digest('hex');
  const blob = blobPath(path.join(data, 'blobs'), sha256);
  writeFileSync(blob, '1.2.826.0.1.fu1.5');
  expect(await nadir('verify')).toEqual({ exit: 1, out: `Stored file ${sha256} is altered.\n`, err: '' });
  expect([await here({ study: 'SEED-1' }), await here({ study: 'OTHER' }), await here({ files: false })].map(({ exit }) => exit)).toEqual([1, 0, 0]);
  const against = await here({ files: false, against: forged });
  expect(against.exit).toBe(1);
  expect(against.out).toMatch(/The export of SEED-1 wrote down \d+ audit events of subject S-001 .*ffffffffffff.*\nNo export of SEED-1 with this manifest is in the audit trail/);
  writeFileSync(blob, '1.2.826.0.1.fu1.4');
});

/** How a program sees a folder that nobody can write to: mounted so, or where only root could, by its permissions. */
const isRoot = process.getuid?.() === 0;
const readOnly = process.platform === 'win32' ? null
  : !isRoot ? { run: (_folder: string, words: readonly string[]) => run(process.execPath, words), mode: 0o555 }
  : spawnSync('unshare', ['-m', 'true']).status === 0 ? { run: (folder: string, words: readonly string[]) => run('unshare', ['-m', 'sh', '-c', 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && ! touch "$0/x" 2>/dev/null && exec "$@"', folder, process.execPath, ...words]), mode: 0o755 }
  : null;
if (!readOnly) console.log('verify on a read-only folder is not tried: no folder can be made read-only here.');

it.skipIf(!readOnly)('verifies where nothing can be written: closed, as a copy of a workstation in use, of an earlier format; it leaves no file and no time changed', async () => {
  const folders = ['closed', 'inUse', 'earlier'].map((name) => path.join(root, name));
  const [closed = '', inUse = '', earlier = ''] = folders;
  for (const folder of folders) mkdirSync(folder);
  plantSeed('format-6-signed.sqlite', closed);
  plantSeed('format-4-signed.sqlite', earlier);
  plantSeed('format-6-signed.sqlite', inUse);
  // What was written last stands in the log beside the database, as when a folder is copied under a running program.
  const live = path.join(root, 'live');
  mkdirSync(live);
  copyFileSync(path.join(inUse, 'nadir.sqlite'), path.join(live, 'nadir.sqlite'));
  const store = openStore({ dataFolder: live, programVersion: '0.1.0', nowIso, exclusive: false });
  const core = new Database(path.join(live, 'nadir.sqlite'));
  core.prepare(`INSERT INTO preference (user, value) VALUES ('somebody', '{}')`).run();
  for (const end of ['', '-wal', '-shm']) copyFileSync(path.join(live, `nadir.sqlite${end}`), path.join(inUse, `nadir.sqlite${end}`));
  core.close();
  store.close();
  expect(statSync(path.join(inUse, 'nadir.sqlite-wal')).size).toBeGreaterThan(0);
  const modes = (mode: number) => { for (const folder of folders) for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) if (statSync(path.join(folder, name)).isDirectory()) chmodSync(path.join(folder, name), mode); };
  modes(readOnly?.mode ?? 0o755);
  const before = folders.map(stateOf);
  const ran = await Promise.all(folders.map((folder) => readOnly?.run(folder, [program, 'verify', '--json', '--data', folder])));
  const after = folders.map(stateOf);
  modes(0o755);
  expect(ran).toMatchObject(folders.map(() => ({ exit: 0, err: '' })));
  expect(ran.map((one) => JSON.parse(one?.out ?? '{}') as Partial<FolderReport>).map((one) => [one.files, one.checked?.signatures, one.checked?.format])).toEqual([[30, 3, 6], [30, 3, 6], [30, 3, 4]]);
  expect(after).toEqual(before);
});

it('a row that somebody altered is found before nadir export writes anything: it names the row and leaves no file', async () => {
  const folder = path.join(root, 'altered');
  mkdirSync(folder);
  plantSeed('format-6-signed.sqlite', folder);
  const db = new Database(path.join(folder, 'nadir.sqlite'));
  expect(db.prepare(`UPDATE lesion SET organ = 'spleen' WHERE id = (SELECT id FROM lesion LIMIT 1)`).run().changes).toBe(1);
  db.close();
  const out = path.join(root, 'leaves');
  await expect(within(() => exportStudy({ study: 'SEED-1', format: 'csv', out, data: folder }))).rejects.toMatchObject({ reason: 'chainBroken', message: expect.stringMatching(/^The data are not what the audit trail says: Table lesion, row \S+: organ differs from what audit event \d+ says\. Nothing was written\./) as unknown });
  expect(readdirSync(root).filter((name) => name.startsWith('leaves'))).toEqual([]);
});
