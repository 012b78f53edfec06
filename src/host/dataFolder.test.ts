import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { defaultDataFolder } from '../common/index.ts';
import { chosenDataFolder, prepareDataFolder } from './dataFolder.ts';

it('follows each system’s custom', () => {
  expect(defaultDataFolder({ env: {}, platform: 'linux', home: '/home/a' })).toBe('/home/a/.local/share/nadir');
  expect(defaultDataFolder({ env: { XDG_DATA_HOME: '/x' }, platform: 'linux', home: '/home/a' })).toBe('/x/nadir');
  expect(defaultDataFolder({ env: {}, platform: 'darwin', home: '/Users/a' })).toBe('/Users/a/Library/Application Support/Nadir');
  expect(defaultDataFolder({ env: { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' }, platform: 'win32', home: 'C:\\Users\\a' })).toBe('C:\\Users\\a\\AppData\\Local\\Nadir');
});

it('prefers what was asked for, then NADIR_DATA', () => {
  const surroundings = { env: { NADIR_DATA: '/from/env' }, platform: 'linux' as const, home: '/home/a' };
  expect(chosenDataFolder('/asked', surroundings)).toBe('/asked');
  expect(chosenDataFolder(undefined, surroundings)).toBe('/from/env');
});

it('names the folder that cannot be used and what to do', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-folder-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  try {
    expect(() => prepareDataFolder(path.join(file, 'data'))).toThrow(expect.objectContaining({ code: 'storage', message: expect.stringContaining('--data') as string }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
