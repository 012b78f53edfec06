import { describe, expect, it } from 'vitest';
import { clockTime, count, counted, decimal, mm, mmChange, months, pct, recentMinute } from './format.ts';

describe('numbers as the reader sees them', () => {
  it('writes one decimal and a true minus', () => {
    expect(mm(30.9)).toBe('30.9');
    expect(mm(0)).toBe('0.0');
    expect(mmChange(-3.3)).toBe('\u22123.3');
  });

  it('never shows an absent value as 0', () => {
    expect(mm(null)).toBe('');
    expect(mmChange(undefined)).toBe('');
    expect(decimal(null)).toBe('');
  });

  it('shows a recorded size as it was recorded, never rounded (R-004)', () => {
    expect(mm(8.35)).toBe('8.35');
    expect(mm(69.9999)).toBe('69.9999');
    expect(mmChange(-0.04)).toBe('\u22120.04');
  });

  it('rounds other figures half away from zero although binary fractions lie below them', () => {
    expect(decimal(1.005 * 10)).toBe('10.1');
    expect(decimal(-2.25)).toBe('\u22122.3');
    expect(decimal(-0.04)).toBe('0.0');
    expect(decimal(8.349)).toBe('8.3');
  });

  it('keeps the per cent sign on the line of its number with a thin gap', () => {
    expect(pct(-27.9)).toBe('\u221227.9\u202f%');
  });

  it('groups thousands and counts in words', () => {
    expect(count(1847)).toBe('1,847');
    expect(count(1234567)).toBe('1,234,567');
    expect(counted(1, 'file')).toBe('1 file');
    expect(counted(26, 'file')).toBe('26 files');
    expect(counted(4, 'series', 'series')).toBe('4 series');
  });

  it('counts months as 30.4375 days (R-007)', () => {
    expect(months(226)).toBe('7.4');
  });

  it('writes clock times with two digits', () => {
    expect(clockTime(new Date(2026, 0, 2, 3, 4, 5))).toBe('03:04:05');
  });
});

it('writes the time of day alone for today, with its date for another day', () => {
  const at = new Date(2026, 2, 14, 10, 42);
  expect(recentMinute(at.toISOString(), new Date(2026, 2, 14, 23, 59))).toBe('10:42');
  expect(recentMinute(at.toISOString(), new Date(2026, 2, 15, 0, 1))).toBe('2026-03-14 10:42');
});
