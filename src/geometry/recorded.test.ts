import { expect, test } from 'vitest';
import { recordedMm } from './recorded.ts';

test('a length is recorded half away from zero, also where binary fractions fall just short of the half (R-004)', () => {
  expect(recordedMm(24.85, 1)).toBe(24.9);
  expect(recordedMm(1.005, 2)).toBe(1.01);
  expect(recordedMm(24.849, 1)).toBe(24.8);
  expect(recordedMm(8.5, 0)).toBe(9);
  expect(recordedMm(10.12345, 4)).toBe(10.1235);
});
