import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyFolder, type KeyFolder } from './keyFolder.ts';
import type { KeyList, LinkedPatient } from './model.ts';

const patient: LinkedPatient = { patientId: 'HOSP-4711', issuer: 'Spital', sex: 'F', birthYear: 1950, subjectId: '01-001', shiftDays: -400, linkedAt: '2026-01-01T00:00:00.000Z' };
const list = (keysId = 'k1'): KeyList => ({ keysId, secret: Buffer.alloc(32, 7).toString('base64'), createdAt: '2026-01-01T00:00:00.000Z', patients: [patient], examinations: [], enrolment: [] });

let root: string;
let keys: KeyFolder;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'nadir-keys-'));
  keys = openKeyFolder(path.join(root, 'keys'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const fileOf = (study = 's1'): string => path.join(root, 'keys', `${study}.keys`);

describe('a key list', () => {
  it('lies encrypted, readable by this account alone, and opens again with its key file', async () => {
    await keys.create('s1', list(), null);
    const text = readFileSync(fileOf(), 'utf8');
    for (const secret of ['HOSP-4711', 'Spital', '01-001', list().secret]) expect(text).not.toContain(secret);
    for (const name of readdirSync(path.join(root, 'keys'))) expect(statSync(path.join(root, 'keys', name)).mode & 0o777, name).toBe(0o600);
    expect(statSync(path.join(root, 'keys')).mode & 0o777).toBe(0o700);
    const again = openKeyFolder(path.join(root, 'keys'));
    expect(again.read(await again.unlock('s1', null))).toEqual(list());
  });

  it('opens with its passphrase only, whatever the key file says', async () => {
    const key = await keys.create('s1', list(), null);
    await expect(keys.protect(key, 'too short')).rejects.toMatchObject({ reason: 'weakPassphrase' });
    await keys.protect(key, 'zwölf Boxkämpfer');
    expect(keys.state('s1')).toEqual({ keysId: 'k1', protection: 'passphrase' });
    await expect(keys.unlock('s1', null)).rejects.toMatchObject({ reason: 'keysLocked' });
    await expect(keys.unlock('s1', 'zwölf Boxkämpfe')).rejects.toMatchObject({ reason: 'wrongPassphrase' });
    expect(keys.read(await keys.unlock('s1', 'zwölf Boxkämpfer'))).toEqual(list());
  });

  it('refuses any changed bit, a lost key file, another key file, and the list of another study', async () => {
    const key = await keys.create('s1', list(), null);
    const whole = readFileSync(fileOf(), 'utf8');
    const envelope = JSON.parse(whole) as Record<string, string>;
    const flipped = Buffer.from(envelope['data'] ?? '', 'base64');
    flipped[3] = (flipped[3] ?? 0) ^ 1;
    for (const text of [JSON.stringify({ ...envelope, data: flipped.toString('base64') }), whole.slice(0, 200), '']) {
      writeFileSync(fileOf(), text);
      expect(() => keys.read(key), text.slice(0, 20)).toThrow(/is damaged/);
      await expect(keys.update(key, (now) => ({ ...now, patients: [] }))).rejects.toMatchObject({ reason: 'keysDamaged' });
      expect(readFileSync(fileOf(), 'utf8')).toBe(text);
    }
    writeFileSync(fileOf(), whole);
    writeFileSync(fileOf('s2'), JSON.stringify({ ...envelope, studyId: 's2' }));
    await expect(keys.unlock('s2', null)).rejects.toMatchObject({ code: 'storage' });
    const keyFile = path.join(root, 'keys', 'key-file');
    writeFileSync(keyFile, Buffer.alloc(32, 1).toString('base64'));
    await expect(keys.unlock('s1', null)).rejects.toMatchObject({ reason: 'keyFileWrong' });
    rmSync(keyFile);
    await expect(keys.unlock('s1', null)).rejects.toMatchObject({ reason: 'keyFileMissing' });
  });

  it('loses no change of two that write at once, and none to a writer that was killed', async () => {
    const key = await keys.create('s1', list(), null);
    // A process id that is gone: the largest Linux gives is 4,194,304.
    writeFileSync(`${fileOf()}.lock`, '99999999');
    await Promise.all(Array.from({ length: 12 }, (_, at) => keys.update(key, (now) => ({ ...now, patients: [...now.patients, { ...patient, patientId: `P${at}` }] }))));
    expect(keys.read(key).patients).toHaveLength(13);
    expect(readdirSync(path.join(root, 'keys')).sort()).toEqual(['key-file', 's1.keys']);
  });

  it('is gone when destroyed, without its key, and a key to it opens no later one', async () => {
    const key = await keys.create('s1', list(), null);
    rmSync(path.join(root, 'keys', 'key-file'));
    await expect(keys.create('s1', list('k2'), null)).rejects.toMatchObject({ reason: 'keysExist' });
    expect(await keys.destroy('s1')).toBe(true);
    expect(existsSync(fileOf())).toBe(false);
    expect(await keys.destroy('s1')).toBe(false);
    expect(() => keys.read(key)).toThrow(/no key list/);
    await keys.create('s1', list('k2'), null);
    expect(() => keys.read(key)).toThrow(/has been replaced/);
  });
});
