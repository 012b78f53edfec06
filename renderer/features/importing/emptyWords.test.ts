import { expect, it } from 'vitest';
import type { ImportResult } from '../../../src/api/wire.ts';
import { emptyWords } from './ImportPlace.tsx';

const result = (files: Partial<ImportResult['files']>, codes: readonly string[] = []): ImportResult => ({
  files: { seen: 10, imported: 0, duplicate: 0, rejected: codes.length, ...files }, series: [], deidentification: null, rejected: codes.map((code) => ({ path: 'x', code, reason: '' })),
}) as unknown as ImportResult;

it.each([
  ['No DICOM images found', result({}, ['IMP-06', 'IMP-10'])],
  ['Nothing was imported', result({}, ['IMP-06', 'IMP-04'])],
  ['Nothing was imported', result({}, ['IMP-09'])],
  ['Everything is stored already', result({ duplicate: 10 })],
  ['Nothing new was imported', result({ duplicate: 1 }, ['IMP-04'])],
  ['The folder is empty', result({ seen: 0 })],
])('says why there is nothing to assign: %s', (title, of) => {
  expect(emptyWords(of).title).toBe(title);
});
