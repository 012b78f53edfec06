import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAffine, cross, distanceMm, dot, indexToWorld, invertAffine, lettersOf, norm, orthonormalPair, pixelDistanceMm, scale, sliceNormal, stackAffine, worldToIndex, type Direction, type ImagePlane, type Point3 } from './index.ts';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
const spacing = fc.double({ min: 0.05, max: 10, noNaN: true });
const point = fc.tuple(coordinate, coordinate, coordinate) as fc.Arbitrary<Point3>;

/** Any orientation at all: a rotation by a random unit quaternion. */
const directions = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }))
  .map(([u, a, b]): { row: Direction; column: Direction } => {
    const [x, y, z, w] = [Math.sqrt(1 - u) * Math.sin(a), Math.sqrt(1 - u) * Math.cos(a), Math.sqrt(u) * Math.sin(b), Math.sqrt(u) * Math.cos(b)];
    return { row: [1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)], column: [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)] };
  });

const plane = fc.tuple(point, directions, spacing, spacing).map(([origin, { row, column }, rowSpacingMm, columnSpacingMm]): ImagePlane => ({ origin, rowDirection: row, columnDirection: column, rowSpacingMm, columnSpacingMm }));
const pixel = fc.record({ column: fc.double({ min: -1, max: 1024, noNaN: true }), row: fc.double({ min: -1, max: 1024, noNaN: true }) });

describe('image plane', () => {
  it('goes from pixel to patient and back to the same pixel for any orientation and spacing', () => {
    fc.assert(fc.property(plane, pixel, (anyPlane, anyPixel) => {
      const back = worldToIndex(anyPlane, indexToWorld(anyPlane, anyPixel));
      expect(back.column).toBeCloseTo(anyPixel.column, 6);
      expect(back.row).toBeCloseTo(anyPixel.row, 6);
      expect(back.offPlaneMm).toBeCloseTo(0, 6);
    }));
  });

  it('gives a length in the patient that equals the length by spacing per axis', () => {
    fc.assert(fc.property(plane, pixel, pixel, (anyPlane, a, b) => {
      expect(distanceMm(indexToWorld(anyPlane, a), indexToWorld(anyPlane, b))).toBeCloseTo(pixelDistanceMm(anyPlane, a, b), 6);
    }));
  });

  it('uses the first spacing value down the rows and the second one across the columns', () => {
    const upright: ImagePlane = { origin: [10, 20, 30], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], rowSpacingMm: 2, columnSpacingMm: 0.5 };
    expect(indexToWorld(upright, { column: 4, row: 3 })).toEqual([12, 26, 30]);
  });

  it('tells how far a point is off the plane, along row × column', () => {
    const upright: ImagePlane = { origin: [0, 0, 0], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], rowSpacingMm: 1, columnSpacingMm: 1 };
    expect(worldToIndex(upright, [3, 4, -2.5])).toEqual({ column: 3, row: 4, offPlaneMm: -2.5 });
  });
});

describe('stack affine', () => {
  it('is undone by its inverse, sheared stacks included', () => {
    fc.assert(fc.property(plane, spacing, point, coordinate, (first, sliceSpacingMm, index, shear) => {
      const normal = sliceNormal(first.rowDirection, first.columnDirection);
      const step = cross(normal, first.rowDirection).map((value, axis) => value * (shear / 2000) + (normal[axis] as number) * sliceSpacingMm) as unknown as Point3;
      const affine = stackAffine(first, sliceSpacingMm, step);
      const back = invertAffine(affine, applyAffine(affine, index));
      expect(back).not.toBeNull();
      for (const axis of [0, 1, 2] as const) expect(back?.[axis]).toBeCloseTo(index[axis], 4);
    }));
  });

  it('has no inverse when the slices do not advance', () => {
    const flat: ImagePlane = { origin: [0, 0, 0], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], rowSpacingMm: 1, columnSpacingMm: 1 };
    expect(invertAffine(stackAffine(flat, 0), [1, 1, 1])).toBeNull();
  });
});

describe('ImageOrientationPatient', () => {
  it('is made exactly orthonormal when it is so within 1e-3', () => {
    fc.assert(fc.property(directions, fc.array(fc.double({ min: -4e-4, max: 4e-4, noNaN: true }), { minLength: 6, maxLength: 6 }), ({ row, column }, noise) => {
      const given = [...row, ...column].map((value, index) => value + (noise[index] as number) / 2);
      const fixed = orthonormalPair(given);
      if (fixed === null) throw new Error('within tolerance, yet refused');
      expect(norm(fixed.row)).toBeCloseTo(1, 12);
      expect(norm(fixed.column)).toBeCloseTo(1, 12);
      expect(dot(fixed.row, fixed.column)).toBeCloseTo(0, 12);
    }));
  });

  it.each([
    ['five values', [1, 0, 0, 0, 1]],
    ['length 2', [2, 0, 0, 0, 2, 0]],
    ['parallel', [1, 0, 0, 1, 0, 0]],
    ['not numbers', [1, 0, 0, 0, Number.NaN, 0]],
    ['zeros', [0, 0, 0, 0, 0, 0]],
  ])('is refused: %s', (_what, cosines) => {
    expect(orthonormalPair(cosines)).toBeNull();
  });

  it('has row × column as its normal', () => {
    expect(sliceNormal([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
    expect(sliceNormal([0, 1, 0], [0, 0, -1])).toEqual(scale([1, 0, 0], -1).map((value) => value + 0));
  });
});

describe('letters of PatientOrientation', () => {
  it('stand at the edge a row and a column run to, their opposites across, and turn with the image', () => {
    expect(lettersOf(['L', 'FP'], { flipHorizontal: false, flipVertical: false })).toEqual({ right: 'L', left: 'R', bottom: 'FP', top: 'HA' });
    expect(lettersOf(['L', 'F'], { flipHorizontal: true, flipVertical: true })).toEqual({ right: 'R', left: 'L', bottom: 'H', top: 'F' });
  });
});
