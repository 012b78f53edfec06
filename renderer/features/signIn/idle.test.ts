import { expect, test } from 'vitest';
import { createIdleWatch } from './idle.ts';

test('the first input is told at once, further ones at most every 15 s, the last one never lost', () => {
  const watch = createIdleWatch(15 * 60_000, 0);
  expect(watch.input(1000)).toBe(true);
  watch.reported(1000);
  expect(watch.input(2000)).toBe(false);
  expect(watch.isReportDue(15_999)).toBe(false);
  expect(watch.isReportDue(16_000)).toBe(true);
  watch.reported(16_000);
  expect(watch.isReportDue(60_000)).toBe(false);
});

test('a short time is told more often, so that a busy hand never meets the lock', () => {
  const watch = createIdleWatch(4000, 0);
  let toldAt = 0;
  for (let now = 0; now <= 20_000; now += 100) {
    if (!watch.input(now)) continue;
    expect(now - toldAt).toBeLessThanOrEqual(1000);
    watch.reported(now);
    toldAt = now;
  }
  expect(watch.isOverdue(23_999)).toBe(false);
  expect(watch.isOverdue(24_000)).toBe(true);
});
