import { add, cross, dot, norm, scale, subtract, type Direction, type Point3 } from './vector.ts';

/** The plane of one image: where its first pixel's centre is, which way rows and columns run, how far apart they are (DICOM PS3.3 C.7.6.2). */
export type ImagePlane = {
  /** Centre of the first (top left) pixel, mm: ImagePositionPatient. */
  readonly origin: Point3;
  /** Direction in which the column index grows, along a row: the first three values of ImageOrientationPatient. */
  readonly rowDirection: Direction;
  /** Direction in which the row index grows, down a column: the last three values. */
  readonly columnDirection: Direction;
  /** Distance between rows, vertical: PixelSpacing[0], mm. */
  readonly rowSpacingMm: number;
  /** Distance between columns, horizontal: PixelSpacing[1], mm. */
  readonly columnSpacingMm: number;
};

/** Continuous pixel coordinates: whole numbers are pixel centres, the first pixel is (0, 0). */
export type ImagePoint = { readonly column: number; readonly row: number };

const unitTolerance = 1e-3;

/**
 * Row and column direction of ImageOrientationPatient, or null when they are no orthonormal pair: a length off 1 by more than 1e-3 or a dot product
 * above 1e-3 (interoperability row 13, GEO-09). What is within tolerance is made exactly orthonormal, so that rounding in the file adds no shear.
 */
export function orthonormalPair(cosines: readonly number[]): { row: Direction; column: Direction } | null {
  if (cosines.length !== 6 || cosines.some((value) => !Number.isFinite(value))) return null;
  const [a, b, c, d, e, f] = cosines as [number, number, number, number, number, number];
  const rawRow: Point3 = [a, b, c];
  const rawColumn: Point3 = [d, e, f];
  if (Math.abs(norm(rawRow) - 1) > unitTolerance || Math.abs(norm(rawColumn) - 1) > unitTolerance || Math.abs(dot(rawRow, rawColumn)) > unitTolerance) return null;
  const row = scale(rawRow, 1 / norm(rawRow));
  const upright = subtract(rawColumn, scale(row, dot(row, rawColumn)));
  return { row, column: scale(upright, 1 / norm(upright)) };
}

/** Unit normal of the plane, row × column: the direction along which slices are ordered. */
export const sliceNormal = (rowDirection: Direction, columnDirection: Direction): Direction => cross(rowDirection, columnDirection);

/** Signed distance of a point along a normal, mm, from the patient origin. */
export const positionAlong = (normal: Direction, point: Point3): number => dot(normal, point);

/** Pixel coordinates to patient mm (DICOM PS3.3 equation C.7.6.2.1-1): column × columnSpacing along the row, row × rowSpacing down the column. */
export function indexToWorld(plane: ImagePlane, point: ImagePoint): Point3 {
  const along = scale(plane.rowDirection, point.column * plane.columnSpacingMm);
  const down = scale(plane.columnDirection, point.row * plane.rowSpacingMm);
  return add(plane.origin, add(along, down));
}

/** Patient mm to continuous pixel coordinates of the foot of the perpendicular on the plane; `offPlaneMm` is the signed distance from it. */
export function worldToIndex(plane: ImagePlane, point: Point3): ImagePoint & { readonly offPlaneMm: number } {
  const fromOrigin = subtract(point, plane.origin);
  return {
    column: dot(fromOrigin, plane.rowDirection) / plane.columnSpacingMm,
    row: dot(fromOrigin, plane.columnDirection) / plane.rowSpacingMm,
    offPlaneMm: dot(fromOrigin, sliceNormal(plane.rowDirection, plane.columnDirection)),
  };
}
