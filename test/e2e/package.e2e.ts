/** The program as it is shipped: built from this tree with a real Electron, unpacked where paths have spaces and other letters, without a network, used, closed, found again and verified. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import sevenZip from '7zip-bin';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../../build/package/stage.ts';
import { productVersion } from '../../src/common/index.ts';
import type { PackageReport } from './packageDriver.ts';
import { electronForTests } from './workstation.ts';

const root = path.resolve(import.meta.dirname, '../..');
const electron = electronForTests();
const missing = 'missing' in electron ? electron.missing : process.platform === 'linux' ? null : 'this test packages for Linux';
if (missing !== null) console.log(`The package is not tested: ${missing}.`);
const megabyte = 1_000_000;

/** A network namespace without a way out where this account may make one; else a proxy that refuses everything. */
const withoutNetwork = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0
  ? { words: ['unshare', '-n'], flags: ['--loopback-up'], env: {} }
  : { words: [], flags: [], env: { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' } };

describe.skipIf(missing !== null)('the package', () => {
  let work: string;
  let program: string;

  beforeAll(() => {
    work = mkdtempSync(path.join(os.tmpdir(), 'nadir-package-'));
    const out = path.join(work, 'out');
    const words = ['build/package/package.ts', 'dir', 'zip', '--store', '--out', out, '--electron-dist', 'folder' in electron ? electron.folder : ''];
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    program = path.join(work, 'Prüfung 研究 (Nadir)');
    mkdirSync(program);
    execFileSync(sevenZip.path7za, ['x', '-y', `-o${program}`, path.join(out, `Nadir-${productVersion}-linux-x64.zip`)], { stdio: 'ignore' });
    // The folder and the archive are the same program.
    expect(filesBelow(program)).toEqual(filesBelow(path.join(out, 'linux-unpacked')));
  });
  afterAll(() => { if (work) rmSync(work, { recursive: true, force: true }); });

  it('holds what it needs and nothing of the workshop', () => {
    const files = filesBelow(program);
    const host = files.filter((file) => file.startsWith('resources/host/')).map((file) => file.slice('resources/host/'.length));
    expect(host.filter((file) => /\.(?:map|ts|tsx|md|cc|h|gyp)$|(?:^|\/)(?:test|tests|__tests__|fixtures)\/|vitest|playwright/.test(file) && file !== 'CHANGELOG.md')).toEqual([]);
    for (const wanted of [
      'node', 'bin/nadir', 'src/host/main.js', 'src/cli/nadir.mjs', 'src/host/workers/import.worker.js', 'src/host/workers/decode.worker.js', 'src/host/exporting/export.worker.js',
      'src/host/workers/analysis.worker.mjs', 'dist/renderer/index.html', 'dist/guide/index.html', 'dist/guide/licences.txt', 'LICENSE', 'NOTICE', 'licences/node.txt',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node', 'node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node', 'node_modules/@resvg/resvg-wasm/index_bg.wasm',
    ]) expect(host).toContain(wanted);
    expect(host.filter((file) => file.endsWith('.node'))).toHaveLength(2);
    expect([...new Set(host.filter((file) => file.startsWith('node_modules/')).map((file) => file.split('/').slice(1, file.startsWith('node_modules/@') ? 3 : 2).join('/')))].sort()).toEqual([
      '@cornerstonejs/codec-charls', '@cornerstonejs/codec-libjpeg-turbo-8bit', '@cornerstonejs/codec-openjpeg', '@cornerstonejs/codec-openjph',
      '@node-rs/argon2', '@node-rs/argon2-linux-x64-gnu', '@resvg/resvg-wasm', 'better-sqlite3', 'piscina',
    ]);
    expect(listPackage(path.join(program, 'resources/app.asar'), { isPack: false }).sort()).toEqual(['/files.json', '/icon.png', '/main.cjs', '/package.json', '/preload.cjs']);
    const bytes = (names: readonly string[]): number => names.reduce((sum, name) => sum + statSync(path.join(program, 'resources/host', name)).size, 0);
    expect(bytes(host.filter((file) => file !== 'node'))).toBeLessThan(45 * megabyte);
    expect(bytes(['node'])).toBeLessThan(140 * megabyte);
  });

  it('has the fuses set: no Node in disguise, no debugger, only its own asar', async () => {
    const wire = await getCurrentFuseWire(path.join(program, 'nadir'));
    const off = [FuseV1Options.RunAsNode, FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseV1Options.EnableNodeCliInspectArguments, FuseV1Options.GrantFileProtocolExtraPrivileges];
    const on = [FuseV1Options.EnableCookieEncryption, FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
    for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE);
    for (const fuse of on) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE);
  });

  it('starts without a network, makes the demo, takes a measurement, keeps it over a restart, and verifies', () => {
    const [dataFolder, picture] = [path.join(work, 'Daten der Prüfung 研究'), path.join(work, 'window.png')];
    const [file = process.execPath, ...before] = [...withoutNetwork.words, process.execPath];
    const { NADIR_NODE: _node, NADIR_DATA: _data, ELECTRON_OVERRIDE_DIST_PATH: _dist, ...env } = process.env;
    const said = execFileSync(file, [...before, path.join(root, 'test/e2e/packageDriver.ts'), program, dataFolder, picture, ...withoutNetwork.flags], {
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26,
      env: { ...env, ...withoutNetwork.env, DISPLAY: process.env['NADIR_TEST_DISPLAY'] ?? '', HOME: work, XDG_CACHE_HOME: path.join(work, 'cache'), XDG_CONFIG_HOME: path.join(work, 'config') },
    });
    const report = JSON.parse(said.trim().split('\n').at(-1) ?? '') as PackageReport;
    expect(report.outside).not.toBe('reached');
    expect(report.origins.filter((origin) => origin !== 'nadir://app' && origin !== 'blob')).toEqual([]);
    expect(report.complaints).toEqual([]);
    expect(Math.abs((report.placedMm ?? Number.NaN) - report.truthMm)).toBeLessThanOrEqual(0.5);
    expect(report.foundMm).toBe(report.placedMm);
    expect(report.verify, report.verify.said).toMatchObject({ status: 0 });
    expect(report.asCommand.status, report.asCommand.said).toBe(0);
    expect(report.asCommand.said).toContain('DEMO');
    // The image is drawn: many greys, most of them in the panes.
    const { data } = PNG.sync.read(readFileSync(picture));
    const greys = new Set<number>();
    for (let at = 0; at < data.length; at += 4) if (data[at] === data[at + 1] && data[at] === data[at + 2]) greys.add(data[at] ?? 0);
    expect(greys.size).toBeGreaterThan(100);
  });

  it('refuses to open data when one of its files is not what was packaged, and names it', () => {
    appendFileSync(path.join(program, 'resources/host/src/host/main.js'), ' ');
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const dataFolder = path.join(work, 'never opened');
    const ended = spawnSync(path.join(program, 'nadir'), [...asRoot, '--disable-gpu', `--data=${dataFolder}`], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, DISPLAY: process.env['NADIR_TEST_DISPLAY'] ?? '', HOME: work, NADIR_NO_DIALOGS: '1' } });
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain('src/host/main.js is not what was installed');
    expect(filesBelow(dataFolder).filter((file) => file.endsWith('.sqlite'))).toEqual([]);
  });
});
