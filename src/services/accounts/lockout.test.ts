import { expect, test } from 'vitest';
import { delayAfterMs } from './lockout.ts';

test('nothing for four wrong attempts, then 30 s doubling to a quarter of an hour', () => {
  expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 100].map((failures) => delayAfterMs(failures) / 1000)).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});
