import { expect, test } from 'vitest';
import { asDiskError } from './diskErrors.ts';
import { NadirError } from './errors.ts';

test('a full, read-only or broken disk gets its words, whatever met it; other errors pass unchanged', () => {
  const system = (code: string): Error => Object.assign(new Error(`${code}: open '/data/Smith^John.dcm'`), { code });
  expect(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'].map((code) => asDiskError(system(code)) as NadirError).map(({ code, reason, message }) => [code, reason, /Smith/.test(message)])).toEqual([
    ['storage', 'diskFull', false], ['storage', 'diskFull', false], ['storage', 'readOnly', false], ['storage', 'ioError', false],
  ]);
  const ours = new NadirError('refused', 'No.');
  for (const other of [ours, system('ENOENT'), 'text', null]) expect(asDiskError(other)).toBe(other);
});
