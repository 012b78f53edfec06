import { expect, it } from 'vitest';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { preflight } from './preflight.ts';

const row = (code: string, status: WorklistRow['cells'][number]['status'], sumMm: number | null): WorklistRow => ({
  code, cells: [{ status }], sums: [{ label: 'BL', date: null, sumMm }],
}) as unknown as WorklistRow;

it('names the subjects whose unfinished read would leave gaps in the file', () => {
  const [first] = preflight([row('A', 'complete', 50), row('B', 'inProgress', null)]);
  expect(first).toMatchObject({ severity: 'warn', code: 'EXP-01' });
  expect(first?.message).toContain('B');
  expect(first?.message).not.toContain('A,');
});

it('says that nothing is signed as soon as there is a complete read, and nothing for an empty study', () => {
  expect(preflight([row('A', 'complete', 50)]).map((finding) => finding.code)).toEqual(['EXP-04']);
  expect(preflight([row('A', 'noImages', 1)])).toEqual([]);
});
