/** What a person would miss of a backup: that it is everything, that it comes back, and that what is not whole is never taken for whole. */
import Database from 'better-sqlite3';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { isNadirError, productVersion } from '../../src/common/index.ts';
import { backUp, checkBackup, commandLine, headOfBackup, openCore, restore, verifyFolder } from '../../src/host/index.ts';
import { reader } from '../api/harness.ts';
import { lockBackups, openStore, type BackupWork } from '../../src/store/index.ts';
import { makeWorkstation, type Workstation } from './workstation.ts';

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const fast: BackupWork = { gentle: false };

let root: string;
let made: Workstation;
let whole: string;
let next = 0;
const fresh = (name: string): string => path.join(root, `${name}-${(next += 1)}`);
const data = (): string => path.join(root, 'data');

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nadir-backup-'));
  made = makeWorkstation(data());
  whole = path.join(root, 'whole.tar');
  await backUp({ dataFolder: data(), file: whole, images: 'included', madeBy: 'person' }, fast);
});
afterAll(() => {
  made.close();
  rmSync(root, { recursive: true, force: true });
});

const opened = <T>(dataFolder: string, look: (store: ReturnType<typeof openStore>) => T): T => {
  const store = openStore({ dataFolder, programVersion: productVersion, nowIso: '2026-01-01T00:00:00.000Z', exclusive: false });
  try { return look(store); } finally { store.close(); }
};
const eventsOf = (dataFolder: string) => opened(dataFolder, ({ log }) => log.eventsAfter(0, 100_000));
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try { await work; } catch (error) { return isNadirError(error) ? `${error.code} ${error.reason}` : String(error); }
  return 'done';
};
/** What lies beside a place and begins with its name. */
const besides = (place: string): string[] => readdirSync(path.dirname(place)).filter((name) => name.startsWith(path.basename(place)));

describe('a backup', () => {
  it('comes back as it was: every event, every image, every file in quarantine; verified, and the trail says so', async () => {
    const target = fresh('restored');
    const { restored, verify } = await restore(commandLine(), { file: whole, dataFolder: target }, fast);
    expect(restored).toMatchObject({ images: made.images.length, imageFaults: [] });
    expect(verify).toMatchObject({ whole: true, files: made.images.length });
    const before = eventsOf(data());
    const after = eventsOf(target);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ kind, stream }) => `${stream} ${kind}`)).toEqual(['workstation BackupRestored']);
    for (const folder of ['blobs', 'quarantine']) {
      for (const name of readdirSync(path.join(data(), folder), { recursive: true, encoding: 'utf8' }).filter((one) => statSync(path.join(data(), folder, one)).isFile())) expect(readFileSync(path.join(target, folder, name))).toEqual(readFileSync(path.join(data(), folder, name)));
    }
    expect(opened(target, (store) => [store.verifyChain().fault, store.compareProjections()])).toEqual([null, null]);
  });

  it('is of one instant while somebody goes on recording', async () => {
    const file = fresh('busy.tar');
    const done = backUp({ dataFolder: data(), file, images: 'leftOut', madeBy: 'person' }, { gentle: true });
    let isDone = false;
    void done.finally(() => { isDone = true; });
    for (let n = 0; !isDone && n < 400; n += 1) {
      made.work();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { header } = await done;
    const target = fresh('restored');
    await restore(commandLine(), { file, dataFolder: target }, fast);
    const now = eventsOf(data());
    expect(header.database.events).toBeLessThan(now.length);
    expect(eventsOf(target).slice(0, -1)).toEqual(now.slice(0, header.database.events));
    expect(opened(target, (store) => [store.verifyChain().fault, store.compareProjections()])).toEqual([null, null]);
  });

  it('opens with tar, and its list of sums holds', () => {
    const folder = fresh('tar');
    mkdirSync(folder);
    expect(spawnSync('tar', ['-xf', whole, '-C', folder]).status).toBe(0);
    const sums = spawnSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect([sums.status, sums.stdout]).toEqual([0, '']);
    expect(spawnSync('gunzip', ['nadir.sqlite.gz'], { cwd: folder }).status).toBe(0);
    const db = new Database(path.join(folder, 'nadir.sqlite'), { readonly: true });
    expect(db.prepare('SELECT code FROM study').pluck().all()).toEqual(['BK-1']);
    db.close();
  });

  it('says nothing of a patient or a study before it is unpacked', () => {
    const head = readFileSync(whole).subarray(0, 1536).toString('latin1');
    expect(head).toContain('nadir-backup');
    expect(head).not.toMatch(/BK-1|S-001/);
  });

  it('names images that are missing or altered in the data folder, and holds everything else', async () => {
    const folder = fresh('damaged-data');
    cpSync(data(), folder, { recursive: true });
    const [gone = '', changed = ''] = made.images;
    rmSync(path.join(folder, 'blobs', gone.slice(0, 2), gone));
    writeFileSync(path.join(folder, 'blobs', changed.slice(0, 2), changed), 'other bytes');
    const file = fresh('damaged.tar');
    const { imageFaults } = await backUp({ dataFolder: folder, file, images: 'included', madeBy: 'person' }, fast);
    const expected = [{ sha256: changed, state: 'altered' }, { sha256: gone, state: 'missing' }];
    expect(imageFaults.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual(expected);
    const { restored, verify } = await restore(commandLine(), { file, dataFolder: fresh('restored') }, fast);
    expect(restored.imageFaults.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual(expected);
    expect(verify).toMatchObject({ whole: false, files: made.images.length });
  });

  it('without images takes them from a folder that has them, and says which are missing otherwise', async () => {
    const file = path.join(root, 'apart', 'small.tar');
    await backUp({ dataFolder: data(), file, images: 'leftOut', madeBy: 'person' }, fast);
    const without = await restore(commandLine(), { file, dataFolder: fresh('restored') }, fast);
    expect(without.restored.imageFaults).toHaveLength(made.images.length);
    expect(without.verify.whole).toBe(false);
    const withThem = await restore(commandLine(), { file, dataFolder: fresh('restored'), images: data() }, fast);
    expect(withThem.restored.imageFaults).toEqual([]);
    expect(withThem.verify.whole).toBe(true);
  });
});

it('tells an older database that was put in place of a newer one, by the end of the chain that a backup knows; one that was restored says so itself', async () => {
  const [folder, again] = [fresh('older'), fresh('older')];
  await restore(commandLine(), { file: whole, dataFolder: folder }, fast);
  const database = path.join(folder, 'nadir.sqlite');
  const older = readFileSync(database);
  const core = openCore(folder, { exclusive: false });
  core.services.studies.create(reader, { code: 'LATER', title: 'Later', template: 'phase2' });
  core.store.close();
  const newer = path.join(folder, 'backups', 'nadir-20260101-000000.tar');
  const { header: { database: { events } } } = await backUp({ dataFolder: folder, file: newer, images: 'leftOut', madeBy: 'schedule' }, fast);
  const verified = (dataFolder: string, heads: Awaited<ReturnType<typeof headOfBackup>>[] = []) => verifyFolder({ dataFolder }, { files: false, heads });
  expect(await verified(folder)).toMatchObject({ whole: true, checked: { heads: 2 } });
  writeFileSync(database, older);
  const said = new RegExp(`^Backup nadir-20260101-000000\\.tar knows ${events} audit events .*; ${events - 1} are there now: what was recorded last was removed`);
  expect(await verified(folder)).toMatchObject({ whole: false, faultCount: 1, firstFault: expect.stringMatching(said) as string });
  await restore(commandLine(), { file: whole, dataFolder: again }, fast);
  expect(await verified(again, [{ ...(await headOfBackup(newer)), chainHash: 'f'.repeat(64), events: 3, at: '2999-01-01T00:00:00.000Z' }])).toMatchObject({ whole: false, firstFault: expect.stringContaining('event 3 has another place in the chain now') as string });
  cpSync(path.join(folder, 'backups'), path.join(again, 'backups'), { recursive: true });
  expect(await verified(again)).toMatchObject({ whole: true, checked: { heads: 1 } });
});

describe('what is not whole', () => {
  const damaged = /^unreadable (backupDamaged|notABackup|newerBackup)$/;
  let file: string;
  beforeEach(() => { file = fresh('bad.tar'); });

  it('is refused wherever a byte was changed', async () => {
    const bytes = readFileSync(whole);
    const seen = new Set<number>();
    // Every header, padding and end has a share, beside places anywhere.
    for (let n = 0; n < 120; n += 1) seen.add(n % 3 === 0 ? (n * 7919) % bytes.length : n % 3 === 1 ? Math.floor((bytes.length / 512) * (n / 120)) * 512 + (n * 37) % 512 : bytes.length - 1 - ((n * 53) % 3000));
    const taken: number[] = [];
    for (const at of seen) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 + (at % 255));
      writeFileSync(file, copy);
      if (!damaged.test(await refusal(checkBackup(file, {})))) taken.push(at);
    }
    expect(taken).toEqual([]);
  });

  it.each([0.0001, 0.01, 0.3, 0.9, 0.9999])('is refused when it is cut at %s of its length, and nothing is restored', async (share) => {
    cpSync(whole, file);
    truncateSync(file, Math.floor(statSync(file).size * share));
    const target = fresh('never');
    expect(await refusal(restore(commandLine(), { file, dataFolder: target }, fast))).toMatch(damaged);
    expect(besides(target)).toEqual([]);
  });

  it('is refused with something behind its end, and when it is no backup at all', async () => {
    writeFileSync(file, Buffer.concat([readFileSync(whole), Buffer.alloc(512)]));
    expect(await refusal(checkBackup(file, {}))).toMatch(damaged);
    writeFileSync(file, 'a letter');
    expect(await refusal(restore(commandLine(), { file, dataFolder: fresh('never') }, fast))).toBe('unreadable notABackup');
    expect(await refusal(restore(commandLine(), { file: fresh('nothing'), dataFolder: fresh('never') }, fast))).toBe('notFound backupFile');
  });

  it('is refused when it unpacks to more than it says, and when its database would change records by itself', async () => {
    const bytes = readFileSync(whole);
    bytes.write(bytes.subarray(0, 2048).toString('latin1').replace(/"bytes": \d+/, (words) => `"bytes":${'1'.padStart(words.length - 8)}`), 0, 'latin1');
    writeFileSync(file, bytes);
    const target = fresh('never');
    await expect(restore(commandLine(), { file, dataFolder: target }, fast)).rejects.toThrow('nadir.sqlite.gz is larger than the backup says');
    const folder = fresh('planted');
    await restore(commandLine(), { file: whole, dataFolder: folder }, fast);
    const db = new Database(path.join(folder, 'nadir.sqlite'));
    db.exec(`CREATE TRIGGER quiet AFTER INSERT ON event BEGIN UPDATE assessment SET record = replace(record, '40', '30'); END`);
    db.close();
    const planted = fresh('planted.tar');
    await backUp({ dataFolder: folder, file: planted, images: 'leftOut', madeBy: 'person' }, fast);
    expect(await refusal(restore(commandLine(), { file: planted, dataFolder: target }, fast))).toBe('storage foreignTrigger');
    expect(() => eventsOf(folder)).toThrow('trigger quiet that is not Nadir\'s');
    expect(besides(target)).toEqual([]);
  });
});

describe('what is refused, leaving everything as it was', () => {
  it('a folder that holds something', async () => {
    const target = fresh('taken');
    mkdirSync(target);
    writeFileSync(path.join(target, 'mine.txt'), 'x');
    expect(await refusal(restore(commandLine(), { file: whole, dataFolder: target }, fast))).toBe('refused targetTaken');
    expect(readdirSync(target)).toEqual(['mine.txt']);
  });

  it('a file that is there', async () => {
    const file = fresh('mine.tar');
    writeFileSync(file, 'mine');
    expect(await refusal(backUp({ dataFolder: data(), file, images: 'leftOut', madeBy: 'person' }, fast))).toBe('refused targetTaken');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('a database of a newer Nadir, by backup and by restore', async () => {
    const folder = fresh('newer');
    cpSync(data(), folder, { recursive: true });
    const db = new Database(path.join(folder, 'nadir.sqlite'));
    db.pragma('user_version = 999');
    db.pragma('journal_mode = DELETE');
    db.close();
    expect(await refusal(backUp({ dataFolder: folder, file: fresh('never.tar'), images: 'leftOut', madeBy: 'person' }, fast))).toBe('storage newerDatabase');
    expect(await refusal(restore(commandLine(), { file: path.join(folder, 'nadir.sqlite'), dataFolder: fresh('never') }, fast))).toBe('storage newerDatabase');
  });

  it('a second backup at the same time; what a killed one left is cleared', async () => {
    const lock = lockBackups(data());
    expect(await refusal(backUp({ dataFolder: data(), file: fresh('never.tar'), images: 'leftOut', madeBy: 'person' }, fast))).toBe('refused backupRunning');
    lock.release();
    const file = fresh('after.tar');
    const own = await staleName(file);
    mkdirSync(own);
    await backUp({ dataFolder: data(), file, images: 'leftOut', madeBy: 'person' }, fast);
    expect(besides(file)).toEqual([path.basename(file)]);
  });

  it('a backup that is cancelled', async () => {
    const abort = new AbortController();
    const file = fresh('never.tar');
    expect(await refusal(backUp({ dataFolder: data(), file, images: 'included', madeBy: 'person' }, { gentle: false, signal: abort.signal, report: ({ text }) => { if (text === 'Copying images') abort.abort(); } }))).toBe('cancelled cancelled');
    expect(besides(file)).toEqual([]);
  });
});

/** The name a backup of this machine gives its staging folder, with a process that is gone. */
async function staleName(file: string): Promise<string> {
  let name = '';
  await backUp({ dataFolder: data(), file: fresh('probe.tar'), images: 'leftOut', madeBy: 'person' }, { gentle: false, report: () => { name ||= readdirSync(root).find((one) => one.includes('.part-')) ?? ''; } });
  const gone = spawnSync(process.execPath, ['-e', '0']).pid;
  return `${file}${name.slice(name.indexOf('.part-')).replace(`-${process.pid}-`, `-${gone}-`)}`;
}

describe('the commands', () => {
  const run = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words, '--json'], { encoding: 'utf8' });
    return { status, stderr, answer: (stdout === '' ? null : JSON.parse(stdout)) as Record<string, unknown> };
  };

  it('back up beside an open workstation, restore into an empty folder and verify', () => {
    const file = fresh('command.tar');
    const target = fresh('restored');
    const taken = run('backup', file, '--data', data());
    expect(taken).toMatchObject({ status: 0, answer: { what: 'nadir-backup', file, bytes: statSync(file).size, keyLists: 'never included', images: { state: 'included', files: made.images.length }, recorded: true, imageFaults: [] } });
    expect(eventsOf(data()).at(-1)).toMatchObject({ kind: 'BackupTaken', stream: 'workstation', after: expect.stringContaining(JSON.stringify(file)) });
    const back = run('restore', file, '--data', target);
    expect(back).toMatchObject({ status: 0, answer: { dataFolder: target, images: made.images.length, imageFaults: [], verify: { whole: true } } });
    expect(back.stderr).toMatch(/key lists/i);
    const again = run('restore', file, '--data', target);
    expect([again.status, again.stderr]).toEqual([3, expect.stringMatching(/not empty.*nothing was changed/)]);
    expect(existsSync(path.join(target, 'nadir.sqlite'))).toBe(true);
  });
});
