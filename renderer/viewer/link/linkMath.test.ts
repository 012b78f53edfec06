import { expect, test } from 'vitest';
import type { Direction } from '../../../src/geometry/index.ts';
import { linkTarget, offsetBetween, type LinkedStack } from './linkMath.ts';

const stack = (from: number, step: number, count: number, normal: Direction = [0, 0, 1]): LinkedStack => ({ normal, frameOfReferenceUid: 'f', positionsMm: Array.from({ length: count }, (_, index) => from + index * step) });
const tilted = (degrees: number): Direction => [0, Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];

test('the slice at the same patient position, across different thickness', () => {
  expect(linkTarget(stack(-300, 5, 60), 17, stack(-300, 3, 100), 0)).toEqual({ linked: true, slice: 28, residualMm: -1, covered: true });
});

test('a stack that runs the other way is followed by position, not by number', () => {
  const reversed: LinkedStack = { normal: [0, 0, -1], frameOfReferenceUid: 'f', positionsMm: Array.from({ length: 60 }, (_, index) => 5 + index * 5) };
  // Its slices lie at z −5, −10, …; z −100 is the twentieth.
  expect(linkTarget(stack(-300, 5, 60), 40, reversed, 0)).toMatchObject({ linked: true, slice: 19, residualMm: 0 });
});

test('beyond its end a series shows its last slice and says that it does not reach', () => {
  expect(linkTarget(stack(-300, 5, 60), 0, stack(-200, 5, 10), 0)).toEqual({ linked: true, slice: 0, residualMm: 100, covered: false });
});

test('planes up to 10° apart are linked, others are not and it says why', () => {
  expect(linkTarget(stack(0, 5, 10), 3, stack(0, 5, 10, tilted(8)), 0).linked).toBe(true);
  expect(linkTarget(stack(0, 5, 10), 3, stack(0, 5, 10, tilted(12)), 0)).toEqual({ linked: false, reason: 'Not linked: the slices are in another plane' });
});

test('re-anchoring makes the slices shown belong together, both ways', () => {
  const [one, other] = [stack(-300, 5, 60), stack(1000, 3, 100)];
  const there = offsetBetween(one, 20, other, 50)!;
  const back = offsetBetween(other, 50, one, 20)!;
  expect(there).toBe(1350);
  expect(linkTarget(one, 20, other, there)).toMatchObject({ slice: 50, residualMm: 0 });
  expect(linkTarget(one, 23, other, there)).toMatchObject({ slice: 55 });
  expect(linkTarget(other, 50, one, back)).toMatchObject({ slice: 20 });
});
