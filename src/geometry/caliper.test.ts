import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetweenDegrees, axisLengthMm, directionLetters, distanceFromPlaneMm, dot, edgeLetters, isPerpendicular, liesOnImage, longAxisFirst, midpoint, planeName, proposeShortAxis, subtract, type Axis, type ImagePlane } from './index.ts';

const axial: ImagePlane = { origin: [-100, -100, 50], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], rowSpacingMm: 0.8, columnSpacingMm: 0.5 };

describe('calliper', () => {
  it('measures the straight distance in mm', () => {
    expect(axisLengthMm([[0, 0, 50], [30, 40, 50]])).toBe(50);
  });

  it('calls axes perpendicular within half a degree, and not beyond', () => {
    const long: Axis = [[0, 0, 0], [40, 0, 0]];
    const tilted = (degrees: number): Axis => [[20, -10, 0], [20 + 20 * Math.tan((degrees * Math.PI) / 180), 10, 0]];
    expect(isPerpendicular(long, tilted(0.4))).toBe(true);
    expect(isPerpendicular(long, tilted(0.6))).toBe(false);
    expect(isPerpendicular(long, [[1, 1, 0], [1, 1, 0]])).toBe(false);
  });

  it('proposes a short axis at a right angle through the middle of the long one, in the plane, as wide as asked', () => {
    const end = fc.tuple(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: -200, max: 200, noNaN: true }));
    fc.assert(fc.property(end, end, fc.double({ min: 0.5, max: 100, noNaN: true }), (a, b, halfWidth) => {
      fc.pre(Math.hypot(a[0] - b[0], a[1] - b[1]) > 0.1);
      const long: Axis = [[a[0], a[1], 50], [b[0], b[1], 50]];
      const short = proposeShortAxis(long, [0, 0, 1], halfWidth);
      if (short === null) throw new Error('no proposal');
      expect(angleBetweenDegrees(long, short)).toBeCloseTo(90, 6);
      expect(axisLengthMm(short)).toBeCloseTo(2 * halfWidth, 6);
      expect(subtract(midpoint(...short), midpoint(...long)).every((value) => Math.abs(value) < 1e-9)).toBe(true);
      expect(dot(subtract(short[1], short[0]), [0, 0, 1])).toBeCloseTo(0, 9);
    }));
    expect(proposeShortAxis([[1, 1, 1], [1, 1, 1]], [0, 0, 1], 5)).toBeNull();
  });

  it('puts the longer of two placed axes first', () => {
    const ten: Axis = [[0, 0, 0], [10, 0, 0]];
    const twelve: Axis = [[5, -6, 0], [5, 6, 0]];
    expect(longAxisFirst(ten, twelve)).toEqual({ longAxis: twelve, shortAxis: ten, swapped: true });
    expect(longAxisFirst(twelve, ten).swapped).toBe(false);
  });

  it('knows whether points lie on the image', () => {
    const size = { rows: 100, columns: 200 };
    expect(liesOnImage(axial, size, [[-100, -100, 50], [-0.5, -20.8, 50]])).toBe(true);
    expect(liesOnImage(axial, size, [[-100, -100, 50.2]])).toBe(false);
    expect(liesOnImage(axial, size, [[0.3, -50, 50]])).toBe(false);
    expect(distanceFromPlaneMm(axial, [[0, 0, 50], [0, 0, 47.5]])).toBe(2.5);
  });
});

describe('orientation letters', () => {
  it('names edges of an axial, a sagittal and an oblique image', () => {
    expect(edgeLetters([1, 0, 0], [0, 1, 0])).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
    expect(edgeLetters([0, 1, 0], [0, 0, -1])).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
    expect(directionLetters([0.9, -0.436, 0])).toBe('LA');
    expect(directionLetters([0.09, -0.996, 0])).toBe('A');
  });

  it('names the plane', () => {
    expect(planeName([0, 0, -1])).toEqual({ name: 'axial', oblique: false });
    expect(planeName([0, 0.94, 0.342])).toEqual({ name: 'coronal', oblique: true });
  });
});
