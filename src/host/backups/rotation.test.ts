import { expect, test } from 'vitest';
import { toRemove, type Dated } from './rotation.ts';

/** Noon here, so that the day is the same in every zone. */
const at = (day: string, hour = 12): Dated => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { name: `${day} ${hour}`, createdAt: new Date(year, month - 1, date, hour).toISOString() };
};
const days = (from: string, n: number): Dated[] => Array.from({ length: n }, (_, i) => {
  const day = new Date(`${from}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + i);
  return at(day.toISOString().slice(0, 10));
});
const kept = (all: readonly Dated[], made: string | null = null) => {
  const gone = new Set(toRemove(all, { daily: 7, weekly: 4, monthly: 12 }, made));
  return all.filter(({ name }) => !gone.has(name)).map(({ name }) => name.slice(0, 10));
};

test('a year of days keeps 7 days, the ends of 4 weeks and of 12 months', () => {
  // 2026-06-30 is a Tuesday.
  expect(kept(days('2025-05-20', 407))).toEqual([
    '2025-07-31', '2025-08-31', '2025-09-30', '2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31',
    '2026-06-14', '2026-06-21', '2026-06-24', '2026-06-25', '2026-06-26', '2026-06-27', '2026-06-28', '2026-06-29', '2026-06-30',
  ]);
});

test('days without one do not shorten what is kept; of one day the last stays', () => {
  const all = [at('2026-01-05'), at('2026-02-10'), at('2026-03-20', 8), at('2026-03-20', 18)];
  expect(toRemove(all, { daily: 7, weekly: 4, monthly: 12 }, null)).toEqual(['2026-03-20 8']);
});

test('one made while the clock was wrong is not lost at once, and costs no other its place', () => {
  const future = days('2030-01-01', 30);
  const now = at('2026-06-01');
  expect(kept([...future, now], now.name)).toContain('2026-06-01');
  expect(kept([...days('2026-05-01', 31), now], null)).toContain('2026-05-31');
});

test('nothing is removed where there is nothing but one', () => {
  expect(toRemove([at('2020-01-01')], { daily: 2, weekly: 0, monthly: 0 }, null)).toEqual([]);
  expect(toRemove([], { daily: 2, weekly: 0, monthly: 0 }, null)).toEqual([]);
});
