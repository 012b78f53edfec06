/** How sizes are recorded and how sizes, changes and durations are shown. */
import { describe, expect, test } from 'vitest';
import { dayCount, formatMm, formatMonths, formatPercentChange, formatPercentDigits, formatPercentOf, formatSignedMm, isRecordableSize, largestSizeMm, listText, roundMm, toUnits } from '../../src/recist/index.ts';
import { readTable } from './csv.ts';

/** What each kind of row shows; a recorded size is a number. */
const shown: Readonly<Record<string, (value: number, reference: number) => string | number>> = {
  'recorded': (value, decimals) => roundMm(value, decimals),
  'size': (value) => formatMm(value),
  'change': (value) => formatSignedMm(value),
  'percent from baseline': (value, reference) => formatPercentDigits(value, reference, 'baseline'),
  'percent from nadir': (value, reference) => formatPercentDigits(value, reference, 'nadir'),
  'percent of': (value, reference) => formatPercentOf(value, reference),
  'days': (value) => dayCount(value),
  'months': (value) => formatMonths(value),
};

describe('numbers', () => {
  test.each(readTable('numbers.csv', ['id', 'what', 'value', 'reference', 'shown', 'source', 'note']))('$id $what: $value ($reference) is $shown', (row) => {
    const result = shown[row.what]?.(Number(row.value), Number(row.reference));
    expect(result).toBe(row.what === 'recorded' ? Number(row.shown) : row.shown);
  });
  test('R-006: with the percent sign a thin space stands before it; a percentage from 0 is none', () => {
    expect(formatPercentChange(46.2, 80, 'baseline')).toBe('\u221242.3\u2009%');
    expect(formatPercentChange(5, 0, 'nadir')).toBeNull();
    expect([formatPercentDigits(null, 80, 'baseline'), formatPercentDigits(80, null, 'baseline')]).toEqual(['', '']);
  });
  test('what is not finite is left as it is', () => {
    expect([roundMm(Number.NaN, 1), roundMm(Number.POSITIVE_INFINITY, 1), roundMm(Number.NEGATIVE_INFINITY, 1)]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
  test('R-005: sizes have at most four decimals, are not negative and not beyond 1 km', () => {
    expect(largestSizeMm).toBe(1_000_000);
    expect([0, 0.0001, 12.3456, 999_999.9999, 1_000_000].map(isRecordableSize)).toEqual([true, true, true, true, true]);
    expect([-0.0001, 0.00001, 12.34567, 1_000_000.0001, Number.NaN, Number.POSITIVE_INFINITY, '12', null].map(isRecordableSize)).toEqual([false, false, false, false, false, false, false, false]);
    expect([0.1, 0.3, 8.61, 999_999.9999].map(toUnits)).toEqual([1000, 3000, 86_100, 9_999_999_999]);
  });
  test('lists in words', () => {
    expect([[], ['T1'], ['T1', 'T2'], ['T1', 'T2', 'T3'], ['T1', 'T2', 'T3', 'T4']].map(listText)).toEqual(['', 'T1', 'T1 and T2', 'T1, T2 and T3', 'T1, T2, T3 and T4']);
  });
});
