/** The lengths of 906 lesions measured twice by readers, worked out again from their end points and pixel spacing through the product's geometry. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { axisLengthMm, indexToWorld, pixelDistanceMm, type ImagePlane, type ImagePoint } from '../../src/geometry/index.ts';
import { sayNotRun, sharedPath } from '../fixtures/shared.ts';

const file = sharedPath('dicom/lesions/recist-pairs.csv');
if (file === undefined) sayNotRun('the lengths of 906 lesions from their end points');

/** Oblique in all three directions, far from the origin: as hard as a plane gets. */
const tilted = { origin: [-211.7, -187.3, 905.1], rowDirection: [0.6, 0.64, 0.48], columnDirection: [-0.8, 0.48, 0.36] } as const;

describe.skipIf(file === undefined)('lesions with known long and short axes', () => {
  const [head = [], ...rows] = file === undefined ? [] : readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));
  const lesions = rows.map((cells) => (name: string): number => Number(cells[head.indexOf(name)]));

  it.each(['long', 'short'] as const)('gives every stated %s axis within 0.01 mm, in pixels and in patient space', (axis) => {
    const off = lesions.flatMap((at, index) => {
      const plane: ImagePlane = { ...tilted, rowSpacingMm: at('spacing_y_mm'), columnSpacingMm: at('spacing_x_mm') };
      const [a, b] = ([1, 2] as const).map((end): ImagePoint => ({ column: at(`${axis}_x${end}`), row: at(`${axis}_y${end}`) })) as [ImagePoint, ImagePoint];
      const stated = at(`${axis}_mm`);
      const got = [pixelDistanceMm(plane, a, b), axisLengthMm([indexToWorld(plane, a), indexToWorld(plane, b)])];
      return stated > 0 && got.every((mm) => Math.abs(mm - stated) <= 0.01) ? [] : [{ row: index + 2, stated, got }];
    });
    expect(off).toEqual([]);
    // 906 lesions, each at two times.
    expect(lesions).toHaveLength(1812);
  });
});
