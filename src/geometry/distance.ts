import { asMm, type Mm } from '../common/index.ts';
import type { ImagePlane, ImagePoint } from './plane.ts';
import { norm, subtract, type Point3 } from './vector.ts';

/** Distance between two patient points, mm. */
export const distanceMm = (a: Point3, b: Point3): Mm => asMm(norm(subtract(a, b)));

/** In-plane distance between two pixel positions, mm: each axis with its own spacing (interoperability row 2). */
export function pixelDistanceMm(spacing: Pick<ImagePlane, 'rowSpacingMm' | 'columnSpacingMm'>, a: ImagePoint, b: ImagePoint): Mm {
  return asMm(Math.hypot((a.column - b.column) * spacing.columnSpacingMm, (a.row - b.row) * spacing.rowSpacingMm));
}
