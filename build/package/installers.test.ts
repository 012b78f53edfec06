/** What installers bring: icons as drawn, and scripts that leave people's data alone. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { iconPng } from '../icons/make.ts';

const build = path.resolve(import.meta.dirname, '..');

it('has the icons that icon.svg draws: npm run icons', async () => {
  for (const px of [16, 128]) expect(Buffer.from(await iconPng(px)).equals(readFileSync(path.join(build, 'icons/linux', `${px}x${px}.png`))), `${px}`).toBe(true);
  const [ico, icns] = ['icon.ico', 'icon.icns'].map((name) => readFileSync(path.join(build, 'icons', name)));
  // 16 to 256 pixels in the one, up to 1024 in the other.
  expect([ico?.readUInt16LE(2), ico?.readUInt16LE(4)]).toEqual([1, 9]);
  expect(icns?.subarray(0, 4).toString()).toBe('icns');
});

describe.skipIf(process.platform === 'win32')('the scripts of the .deb', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-deb-script-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('are shell that every shell reads', () => {
    for (const script of ['debAfterInstall.sh', 'debAfterRemove.sh', 'nadir']) execFileSync('sh', ['-n', path.join(build, 'installer', script)]);
  });

  // Not where Nadir is installed: the script is the real one.
  it.skipIf(['/etc/nadir/purge-data', '/etc/apparmor.d/nadir'].some((file) => existsSync(file)))('keep data on purge and name them', () => {
    const data = path.join(folder, 'a home', '.local/share/nadir');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'nadir.sqlite'), 'facts');
    // An account list of one, in place of the system's.
    writeFileSync(path.join(folder, 'getent'), `#!/bin/sh\necho 'a:x:1:1::${path.join(folder, 'a home')}:/bin/sh'\n`);
    chmodSync(path.join(folder, 'getent'), 0o755);
    const ended = spawnSync('sh', [path.join(build, 'installer/debAfterRemove.sh'), 'purge'], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });
    expect({ status: ended.status, said: ended.stdout.trim() }).toEqual({ status: 0, said: `nadir: data stay in ${data}` });
    expect(readFileSync(path.join(data, 'nadir.sqlite'), 'utf8')).toBe('facts');
  });
});
