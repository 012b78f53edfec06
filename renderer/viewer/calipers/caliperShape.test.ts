import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, clampPoint, drawnShape, drawShort, lengthOf, longFirst, moveLongEnd, movePart, moveShortEnd, moveWhole, type CaliperShape, type PlanePoint, type Segment } from './caliperShape.ts';

const bounds = { minX: 0, minY: 0, maxX: 200, maxY: 100 };
const wide = { minX: -1e4, minY: -1e4, maxX: 1e4, maxY: 1e4 };

function angleDegrees(one: Segment, other: Segment): number {
  const direction = ([a, b]: Segment): number => Math.atan2(b[1] - a[1], b[0] - a[0]);
  const between = Math.abs(direction(one) - direction(other)) % Math.PI;
  return (Math.min(between, Math.PI - between) * 180) / Math.PI;
}
const placed: CaliperShape = { long: [[40, 40], [80, 40]], short: [[50, 30], [50, 55]], shortProvisional: false };

test('while the long axis is drawn the short one stands at 90° through its middle and is provisional', () => {
  const shape = drawnShape([[40, 40], [80, 70]], bounds);
  expect(angleDegrees(shape.long, shape.short!)).toBeCloseTo(90, 9);
  expect([(shape.short![0][0] + shape.short![1][0]) / 2, (shape.short![0][1] + shape.short![1][1]) / 2]).toEqual([60, 55]);
  expect(shape.shortProvisional).toBe(true);
  expect(drawnShape([[40, 40], [40, 40]], bounds).short).toBeNull();
});

test('turning the long axis turns a placed short axis with it: same length, same place, still at 90°', () => {
  const turned = moveLongEnd(placed, 1, [40, 80], bounds);
  expect(turned.long).toEqual([[40, 40], [40, 80]]);
  expect(lengthOf(turned.short!)).toBeCloseTo(25, 9);
  expect(turned.short![0][1]).toBeCloseTo(50, 9);
  expect(angleDegrees(turned.long, turned.short!)).toBeCloseTo(90, 9);
  expect(turned.shortProvisional).toBe(false);
});

test('a short handle grows across the long axis and slides along it; from then on the axis is placed', () => {
  const provisional = drawnShape([[40, 40], [80, 40]], bounds);
  const moved = moveShortEnd(provisional, 1, [70, 60], bounds);
  expect(moved.shortProvisional).toBe(false);
  expect(moved.short![1][0]).toBeCloseTo(70, 9);
  expect(moved.short![1][1]).toBeCloseTo(60, 9);
  expect(moved.short![0][0]).toBeCloseTo(70, 9);
  expect(moved.short![0][1]).toBeCloseTo(provisional.short![0][1], 9);
});

test('a short axis drawn askew is made perpendicular where the drag began', () => {
  const drawn = drawShort(drawnShape([[40, 40], [80, 40]], bounds), [55, 32], [61, 52], bounds);
  expect(drawn.short).toEqual([[55, 32], [55, 52]]);
  expect(drawn.shortProvisional).toBe(false);
});

test('the axes change roles only when both are placed and the short one is longer', () => {
  const longer: CaliperShape = { ...placed, short: [[50, 10], [50, 90]] };
  expect(longFirst(longer)).toEqual({ long: [[50, 10], [50, 90]], short: [[40, 40], [80, 40]], shortProvisional: false });
  expect(longFirst(placed)).toBe(placed);
  expect(longFirst({ ...longer, shortProvisional: true }).long).toEqual(placed.long);
});

test('the whole moves as far as all its points stay in the image', () => {
  expect(moveWhole(placed, [-60, 5], bounds).long).toEqual([[0, 45], [40, 45]]);
});

test('points are clamped into the image, half a pixel around the outer centres', () => {
  const image = boundsOf({ rows: 10, columns: 20, rowSpacingMm: 2, columnSpacingMm: 1 });
  const [x, y] = clampPoint([-30, 500], image);
  expect(x).toBeCloseTo(-0.5, 2);
  expect(y).toBeCloseTo(19, 2);
  expect(x).toBeGreaterThan(-0.5);
});

const point: fc.Arbitrary<PlanePoint> = fc.tuple(fc.double({ min: 0, max: 200, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }));

test('whatever is dragged wherever, the axes stay perpendicular and inside the image', () => {
  const part = fc.constantFrom('long0', 'long1', 'short0', 'short1', 'whole' as const);
  fc.assert(fc.property(fc.array(fc.tuple(part, point), { minLength: 1, maxLength: 8 }), (drags) => {
    let shape = drawnShape([[40, 40], [80, 52]], bounds);
    for (const [which, to] of drags) shape = movePart(shape, which, [60, 46], to, bounds);
    for (const [x, y] of [...shape.long, ...(shape.short ?? [])]) {
      expect(x).toBeGreaterThanOrEqual(-1e-6); expect(x).toBeLessThanOrEqual(200 + 1e-6);
      expect(y).toBeGreaterThanOrEqual(-1e-6); expect(y).toBeLessThanOrEqual(100 + 1e-6);
    }
    if (shape.short && lengthOf(shape.short) > 0.01 && lengthOf(shape.long) > 0.01) expect(angleDegrees(shape.long, shape.short)).toBeCloseTo(90, 3);
  }));
});

test('away from the edge, turning never changes the length of a placed short axis', () => {
  fc.assert(fc.property(fc.tuple(fc.double({ min: -500, max: 500, noNaN: true }), fc.double({ min: -500, max: 500, noNaN: true })), (to) => {
    fc.pre(Math.hypot(to[0] - 40, to[1] - 40) > 1);
    expect(lengthOf(moveLongEnd(placed, 1, to, wide).short!)).toBeCloseTo(25, 6);
  }));
});
