/** The `nadir` command itself, whatever Node started it and however it was found. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { productVersion } from '../../src/common/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const command = path.join(root, 'src/cli/nadir.mjs');

/** A Node on this machine older than the pinned one; undefined where there is none. */
function olderNode(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
    if (folder.includes('node_modules') || !existsSync(candidate)) continue;
    const major = Number(/^v(\d+)/.exec(spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 99);
    if (major >= 20 && major < 24) return candidate;
  }
  return undefined;
}

const older = olderNode();
if (!older) console.info('Not run: the command started by an older Node (there is none on this machine).');

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-launcher-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([['the pinned Node', process.execPath], ...(older ? [['an older Node', older]] : [])])('started by %s', (_name, node = process.execPath) => {
  it('runs, with its database, from any folder', () => {
    const version = spawnSync(node, [command, '--version'], { cwd: folder, encoding: 'utf8' });
    expect(version).toMatchObject({ status: 0, stderr: '' });
    expect(version.stdout.trim()).toBe(productVersion);
    const studies = spawnSync(node, [command, 'studies', '--json', '--data', folder], { cwd: folder, encoding: 'utf8' });
    expect(studies.status).toBe(0);
    expect(JSON.parse(studies.stdout)).toEqual([]);
  });

  it('passes standard input, output and status through', () => {
    const answered = spawnSync(node, [command, 'engine'], { input: '[{"op":"nothing"}]', encoding: 'utf8' });
    expect(answered.status).toBe(0);
    expect(JSON.parse(answered.stdout)).toMatchObject([{ error: { code: 'unknownOperation' } }]);
    expect(spawnSync(node, [command, 'frobnicate'], { encoding: 'utf8' }).status).toBe(2);
  });

  it.skipIf(process.platform === 'win32')('is found through a link, as npm makes it', () => {
    const link = path.join(folder, 'nadir');
    symlinkSync(command, link);
    expect(spawnSync(node, [link, '--version'], { cwd: folder, encoding: 'utf8' }).stdout.trim()).toBe(productVersion);
  });

  it.skipIf(process.platform === 'win32')('serves on after a crash, to the same window at the same address, and ends with the signal it is sent, leaving nothing behind', async () => {
    const child = spawn(node, [command, 'start', '--no-window', '--data', folder], { env: { ...process.env, NADIR_NO_DEMO: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, said] = ['', ''];
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    const url = await new Promise<string>((resolve) => child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); resolve((JSON.parse(out) as { url: string }).url); }));
    const cookie = ((await fetch(url, { redirect: 'manual' })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const session = async (): Promise<number> => (await fetch(new URL('/api/session', url), { headers: { cookie, connection: 'close' } })).status;
    expect(await session()).toBe(200);
    const first = servingProcess(folder);
    expect(first).not.toBe(child.pid);
    process.kill(first, 'SIGKILL');
    // Whoever asks meanwhile waits: the address was never free for another program.
    await expect.poll(() => session().catch(() => 0), { timeout: 30_000 }).toBe(200);
    expect(servingProcess(folder)).not.toBe(first);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(said).toContain('nadir: the workstation crashed (SIGKILL) and is started again');
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it.skipIf(process.platform === 'win32')('ends the workstation when it is killed itself', async () => {
    const child = spawn(node, [command, 'start', '--no-window', '--data', folder], { env: { ...process.env, NADIR_NO_DEMO: '1' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const url = await new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve((JSON.parse(chunk.toString()) as { url: string }).url)));
    child.kill('SIGKILL');
    await expect.poll(() => fetch(url, { redirect: 'manual' }).then(() => 'answers', () => 'gone'), { timeout: 10_000 }).toBe('gone');
  });
});

/** The process that serves this folder, as it has noted itself. */
const servingProcess = (dataFolder: string): number => (JSON.parse(readFileSync(path.join(dataFolder, 'address.json'), 'utf8')) as { pid: number }).pid;

describe('what a person sees', () => {
  const run = (...words: string[]) => spawnSync(process.execPath, [command, ...words, '--data', folder], { encoding: 'utf8' });

  it.each([
    [['export', '--study', 'NONE', '--format', 'csv', '--out', 'x']],
    [['import', '/no/such/folder']],
    [['response', '--study', 'NONE']],
    [['subjects', '--study', 'NONE']],
  ])('%s says what is wrong and shows no stack', (words) => {
    const failed = run(...words);
    expect(failed.status).toBe(3);
    expect(failed.stderr).toMatch(/^nadir: \S/m);
    expect(failed.stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it('the same version as the package', async () => {
    const { default: pkg } = await import('../../package.json', { with: { type: 'json' } });
    expect(productVersion).toBe(pkg.version);
  });
});
