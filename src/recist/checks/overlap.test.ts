import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaliperFacts, PlanePoint } from '../imagingFacts.ts';
import { overlaps } from './overlap.ts';

const point: fc.Arbitrary<PlanePoint> = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }));
const segment = fc.tuple(point, point);
/** Small grids, so that end points coincide, lie on lines and line up. */
const caliper: fc.Arbitrary<CaliperFacts> = fc.oneof(
  fc.record({ slice: fc.constant('a'), longAxis: segment, shortAxis: segment }),
  fc.record({ slice: fc.constant('a'), longAxis: segment }),
);

type Points = readonly PlanePoint[];
const pointsOf = ({ longAxis, shortAxis }: CaliperFacts): Points => [...longAxis, ...(shortAxis ?? [])];
const pairs = (points: Points): readonly (readonly [PlanePoint, PlanePoint])[] => points.flatMap((a) => points.map((b) => [a, b] as const));

/** Twice the area of a triangle: above 0 when it turns to the left. */
const turn = ([ax, ay]: PlanePoint, [bx, by]: PlanePoint, [cx, cy]: PlanePoint): number => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
const isBetween = ([ax, ay]: PlanePoint, [bx, by]: PlanePoint, [x, y]: PlanePoint): boolean => Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
const isOn = (a: PlanePoint, b: PlanePoint, p: PlanePoint): boolean => turn(a, b, p) === 0 && isBetween(a, b, p);
const cross = (a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean =>
  isOn(a, b, c) || isOn(a, b, d) || isOn(c, d, a) || isOn(c, d, b) || (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0);
function isInTriangle(a: PlanePoint, b: PlanePoint, c: PlanePoint, p: PlanePoint): boolean {
  const turns = [turn(a, b, p), turn(b, c, p), turn(c, a, p)];
  return turn(a, b, c) !== 0 && (turns.every((one) => one >= 0) || turns.every((one) => one <= 0));
}
const isInside = (points: Points, p: PlanePoint): boolean => points.some((a) => points.some((b) => points.some((c) => isInTriangle(a, b, c, p))));

/** Asked another way: some line between two points of one crosses one of the other, or one lies within the other. */
const share = (a: Points, b: Points): boolean =>
  pairs(a).some(([p, q]) => pairs(b).some(([r, s]) => cross(p, q, r, s))) || b.some((p) => isInside(a, p)) || a.some((p) => isInside(b, p));

test('axes without length overlap only in the same place', () => {
  const dot = (x: number, y: number): CaliperFacts => ({ slice: 'a', longAxis: [[x, y], [x, y]] });
  expect([overlaps(dot(1, 1), dot(7, 6)), overlaps(dot(1, 1), dot(1, 1))]).toEqual([false, true]);
});

test('two callipers overlap exactly when lines of theirs cross or one lies within the other (Q-B19)', () => {
  const seen = { together: 0, apart: 0 };
  fc.assert(fc.property(caliper, caliper, (one, other) => {
    const expected = share(pointsOf(one), pointsOf(other));
    seen[expected ? 'together' : 'apart'] += 1;
    expect(overlaps(one, other)).toBe(expected);
    expect(overlaps(one, { ...other, slice: 'b' })).toBe(false);
  }), { numRuns: 2000 });
  expect(Math.min(seen.together, seen.apart)).toBeGreaterThan(200);
});
