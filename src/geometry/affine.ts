import { cross, dot, subtract, type Point3 } from './vector.ts';
import { sliceNormal, type ImagePlane } from './plane.ts';

/** A linear map and a shift from (column, row, slice) to patient mm: `columns` are the steps for one column, one row and one slice. */
export type Affine = { readonly origin: Point3; readonly columns: readonly [Point3, Point3, Point3] };

/** The affine of a stack of parallel, evenly spaced slices. `sliceStep` is the vector from one slice's first pixel to the next one's; its default follows the normal. */
export function stackAffine(first: ImagePlane, sliceSpacingMm: number, sliceStep?: Point3): Affine {
  const along: Point3 = scaleOf(first.rowDirection, first.columnSpacingMm);
  const down: Point3 = scaleOf(first.columnDirection, first.rowSpacingMm);
  return { origin: first.origin, columns: [along, down, sliceStep ?? scaleOf(sliceNormal(first.rowDirection, first.columnDirection), sliceSpacingMm)] };
}

const scaleOf = (a: Point3, factor: number): Point3 => [a[0] * factor, a[1] * factor, a[2] * factor];

/** (column, row, slice) to patient mm. */
export function applyAffine(affine: Affine, index: Point3): Point3 {
  const [a, b, c] = affine.columns;
  return [0, 1, 2].map((axis) => (affine.origin[axis] as number) + (a[axis] as number) * index[0] + (b[axis] as number) * index[1] + (c[axis] as number) * index[2]) as unknown as Point3;
}

/** Patient mm to (column, row, slice), continuous; null when the steps lie in one plane and no inverse exists. */
export function invertAffine(affine: Affine, point: Point3): Point3 | null {
  const [a, b, c] = affine.columns;
  const volume = dot(a, cross(b, c));
  if (!Number.isFinite(volume) || volume === 0) return null;
  const from = subtract(point, affine.origin);
  return [dot(from, cross(b, c)) / volume, dot(from, cross(c, a)) / volume, dot(from, cross(a, b)) / volume];
}
