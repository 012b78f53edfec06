import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outwardOrder, outwardOrderWithout, sliceRanges } from './sliceOrder.ts';

test('what is there and what is still to come make the whole series, nearest first', () => {
  fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), fc.nat(45), (there, from) => {
    const ranges = sliceRanges(there.length, (slice) => there[slice] === true);
    const rest = outwardOrderWithout(there.length, from, ranges);
    expect(rest).toEqual(outwardOrder(there.length, from).filter((slice) => !there[slice]));
    const named = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => first + step));
    expect([...named, ...rest].sort((a, b) => a - b)).toEqual(there.map((_, slice) => slice));
  }));
});

test('neighbours become one range', () => {
  expect(sliceRanges(7, (slice) => [0, 1, 2, 5].includes(slice))).toEqual([[0, 2], [5, 5]]);
});
