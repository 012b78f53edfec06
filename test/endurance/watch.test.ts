import { expect, test } from 'vitest';
import { verdicts, type Sample } from './watch.ts';

const limits = { hostMb: () => 20, windowMb: () => 20, heapMb: () => 10, handles: () => 3, caseMs: () => 5, commitMs: () => 5 };
const run = (hostMb: (minute: number) => number): boolean => verdicts(Array.from({ length: 40 }, (_, at): Sample => ({ minute: at / 4, hostMb: hostMb(at / 4), windowMb: 300, heapMb: 40, handles: 50, caseMs: 3, commitMs: 4 })), limits)[0]?.isFlat ?? false;

test('a leak is seen through noise; warming up, noise and rubbish that waits for the collector are none', () => {
  expect(run((minute) => 150 + Math.min(60, minute * 40))).toBe(true);
  expect(run((minute) => 150 + 10 * Math.sin(minute * 9))).toBe(true);
  expect(run((minute) => 150 + 60 * ((minute * 0.7) % 1))).toBe(true);
  expect(run((minute) => 150 + 6 * minute + 60 * ((minute * 0.7) % 1))).toBe(false);
  expect(run((minute) => 150 + 6 * minute + 5 * Math.sin(minute * 9))).toBe(false);
});
