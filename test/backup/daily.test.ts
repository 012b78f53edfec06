/** Automatic backups of a real host: made, kept, thinned, and when they fail said, with the older ones whole. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BackupOverview, BackupState } from '../../src/api/wire.ts';
import { defaultBackupPlan } from '../../src/casefile/index.ts';
import { backUpByPlan, commandLine, createHost, restore, type BackupTimes, type Host } from '../../src/host/index.ts';
import { makeWorkstation } from './workstation.ts';

const soon: BackupTimes = { startMs: 0, lookEveryMs: 40, idleMs: 0, patienceMs: 1000, retryMs: 150 };
const never: BackupTimes = { ...soon, startMs: 1e9 };

let root: string;
let hosts: Host[];
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nadir-daily-'));
  hosts = [];
});
afterEach(async () => {
  for (const host of hosts) await host.close();
  rmSync(root, { recursive: true, force: true });
});

const data = (): string => path.join(root, 'data');
async function started(backupTimes: BackupTimes): Promise<Host> {
  const host = await createHost({ dataFolder: data(), shell: 'test', withDemo: false, backupTimes });
  hosts.push(host);
  return host;
}
const get = async <T>(host: Host, route: string): Promise<T> => (await (await host.handler(new Request(`http://nadir.local/api${route}`))).json()) as T;
const post = async (host: Host, route: string, body?: unknown) => {
  const response = await host.handler(new Request(`http://nadir.local/api${route}`, { method: 'POST', headers: { 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
  return { status: response.status, body: (await response.json()) as BackupOverview & { error?: { message: string; reason: string } } };
};
const until = (host: Host, holds: (overview: BackupOverview) => boolean) => expect.poll(async () => holds(await get<BackupOverview>(host, '/backups')), { timeout: 15_000, interval: 50 }).toBe(true);

it('the first is made after the start, another only when something was recorded on another day; it restores', async () => {
  makeWorkstation(data()).close();
  const host = await started(soon);
  await until(host, ({ made, isRunning }) => made.length === 1 && !isRunning);
  const overview = await get<BackupOverview>(host, '/backups');
  expect(overview).toMatchObject({ isOn: true, isDue: false, failure: null, folder: path.join(data(), 'backups'), isOnOneDisk: true, plan: defaultBackupPlan, made: [{ images: 'leftOut' }] });
  expect(Object.keys(await get<BackupState>(host, '/backups/state')).sort()).toEqual(['failure', 'isOn', 'isRunning', 'lastAt']);
  const { restored, verify } = await restore(commandLine(), { file: path.join(overview.folder, overview.made[0]?.name ?? ''), dataFolder: path.join(root, 'restored') }, { gentle: false });
  // The images of the data folder that the backup lies in are found by themselves.
  expect([restored.imageFaults, verify.whole]).toEqual([[], true]);
});

it('a chosen folder gets backups and images, each once; the change is in the trail; a restored folder leaves it alone', async () => {
  const workstation = makeWorkstation(data());
  workstation.close();
  const place = path.join(root, 'other disk');
  const host = await started(never);
  const plan = { ...defaultBackupPlan, place, images: true };
  const missing = await post(host, '/backups/plan', plan);
  expect([missing.status, missing.body.error?.reason, missing.body.error?.message]).toEqual([422, 'backupPlace', expect.stringContaining(place)]);
  mkdirSync(place);
  expect((await post(host, '/backups/plan', plan)).body).toMatchObject({ folder: place, plan });
  await post(host, '/backups/run');
  await until(host, ({ made, isRunning }) => made.length === 1 && !isRunning);
  const images = readdirSync(path.join(place, 'images'), { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name));
  expect(images.map((name) => path.basename(name)).sort()).toEqual([...workstation.images].sort());
  const first = statSync(path.join(place, 'images', images[0] ?? '')).mtimeMs;
  await post(host, '/backups/run');
  await until(host, ({ made, isRunning }) => !isRunning && made.length === 1 && made[0]?.images === 'beside');
  expect(statSync(path.join(place, 'images', images[0] ?? '')).mtimeMs).toBe(first);
  const [newest] = (await get<BackupOverview>(host, '/backups')).made;
  const restored = path.join(root, 'restored');
  const done = await restore(commandLine(), { file: path.join(place, newest?.name ?? ''), dataFolder: restored }, { gentle: false });
  expect([done.restored.imageFaults, done.verify.whole]).toEqual([[], true]);
  const rehearsal = await createHost({ dataFolder: restored, shell: 'test', withDemo: false, backupTimes: never });
  hosts.push(rehearsal);
  expect((await get<BackupOverview>(rehearsal, '/backups')).plan).toEqual({ ...plan, place: null, images: false });
  expect((await post(rehearsal, '/backups/plan', plan)).body.error?.message).toMatch(/another data folder/);
});

it('a place that is gone is said, tried again, and found when it is back; nothing is written where its disk was', async () => {
  makeWorkstation(data()).close();
  const place = path.join(root, 'stick');
  mkdirSync(place);
  const host = await started(soon);
  await until(host, ({ made, isRunning }) => made.length === 1 && !isRunning);
  renameSync(place, `${place}-away`);
  mkdirSync(place);
  expect((await post(host, '/backups/plan', { ...defaultBackupPlan, place })).status).toBe(200);
  await until(host, ({ made, isRunning }) => made.length === 1 && !isRunning);
  renameSync(place, `${place}-gone`);
  await post(host, '/backups/run');
  await until(host, ({ failure, isRunning }) => failure?.reason === 'backupPlace' && !isRunning);
  expect((await get<BackupOverview>(host, '/backups')).message).toMatch(/is not there\. Connect its disk/);
  mkdirSync(place);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(readdirSync(place)).toEqual([]);
  rmSync(place, { recursive: true });
  renameSync(`${place}-gone`, place);
  await until(host, ({ failure, isRunning }) => failure === null && !isRunning);
  expect(existsSync(path.join(place, 'nadir-backups.json'))).toBe(true);
});

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder that cannot be written to is refused', async () => {
  makeWorkstation(data()).close();
  const place = path.join(root, 'locked');
  mkdirSync(place);
  chmodSync(place, 0o500);
  const host = await started(never);
  expect((await post(host, '/backups/plan', { ...defaultBackupPlan, place })).status).toBe(422);
});

it('images that no kept backup names go with the last that named them', async () => {
  const workstation = makeWorkstation(data());
  const place = path.join(root, 'place');
  mkdirSync(place);
  const host = await started(never);
  const plan = { ...defaultBackupPlan, place, images: true, keep: { daily: 2, weekly: 0, monthly: 0 } };
  await post(host, '/backups/plan', plan);
  await host.close();
  const stray = path.join(place, 'images', 'ab', 'ab'.repeat(32));
  mkdirSync(path.dirname(stray), { recursive: true });
  renameSync(path.join(data(), 'workstation.json'), stray);
  for (let n = 0; n < 3; n += 1) await backUpByPlan(data(), plan, { gentle: false });
  expect(readdirSync(place).filter((name) => name.endsWith('.tar'))).toHaveLength(1);
  expect(existsSync(stray)).toBe(false);
  expect(workstation.images.every((sha256) => existsSync(path.join(place, 'images', sha256.slice(0, 2), sha256)))).toBe(true);
  workstation.close();
});
