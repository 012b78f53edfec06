import { asMm, type Mm } from '../common/index.ts';
import { worldToIndex, type ImagePlane } from './plane.ts';
import { add, cross, dot, midpoint, norm, normalize, scale, subtract, type Direction, type Point3 } from './vector.ts';

/** Two end points in patient mm. */
export type Axis = readonly [Point3, Point3];

/** Axes may be off a right angle by this much and still be called perpendicular (workstation.md section 7). */
export const perpendicularToleranceDegrees = 0.5;

export const axisLengthMm = (axis: Axis): Mm => asMm(norm(subtract(axis[1], axis[0])));

/** Angle between two axes, 0 to 90 degrees; null when one of them has no length. */
export function angleBetweenDegrees(one: Axis, other: Axis): number | null {
  const a = normalize(subtract(one[1], one[0]));
  const b = normalize(subtract(other[1], other[0]));
  if (a === null || b === null) return null;
  // atan2 keeps its precision near 0 and 90 degrees, where an arc cosine loses half its digits.
  return (Math.atan2(norm(cross(a, b)), Math.abs(dot(a, b))) * 180) / Math.PI;
}

/** True when both axes have a length and stand at 90 degrees within the tolerance. */
export function isPerpendicular(one: Axis, other: Axis, toleranceDegrees = perpendicularToleranceDegrees): boolean {
  const angle = angleBetweenDegrees(one, other);
  return angle !== null && angle >= 90 - toleranceDegrees;
}

/** A short axis nobody placed: at 90 degrees to the long one, through its middle, in the image plane. Null when the long axis has no length in the plane. Always provisional. */
export function proposeShortAxis(longAxis: Axis, normal: Direction, halfWidthMm: number): Axis | null {
  const across = normalize(cross(normal, subtract(longAxis[1], longAxis[0])));
  if (across === null) return null;
  const middle = midpoint(longAxis[0], longAxis[1]);
  return [add(middle, scale(across, -halfWidthMm)), add(middle, scale(across, halfWidthMm))];
}

/** Both axes with the longer one first, for two that the reader placed; `swapped` says whether they changed roles. Equal lengths stay as they are. */
export function longAxisFirst(longAxis: Axis, shortAxis: Axis): { readonly longAxis: Axis; readonly shortAxis: Axis; readonly swapped: boolean } {
  const swapped = axisLengthMm(shortAxis) > axisLengthMm(longAxis);
  return swapped ? { longAxis: shortAxis, shortAxis: longAxis, swapped } : { longAxis, shortAxis, swapped };
}

/** Largest distance of the points from the image plane, mm, never negative. */
export function distanceFromPlaneMm(plane: ImagePlane, points: readonly Point3[]): Mm {
  return asMm(points.reduce((largest, point) => Math.max(largest, Math.abs(worldToIndex(plane, point).offPlaneMm)), 0));
}

/** True when every point lies on the image, its edge pixels included to their outer border, and within `toleranceMm` of the plane. */
export function liesOnImage(plane: ImagePlane, size: { readonly rows: number; readonly columns: number }, points: readonly Point3[], toleranceMm = 0.1): boolean {
  return points.every((point) => {
    const { column, row, offPlaneMm } = worldToIndex(plane, point);
    return Math.abs(offPlaneMm) <= toleranceMm && column >= -0.5 && column <= size.columns - 0.5 && row >= -0.5 && row <= size.rows - 0.5;
  });
}
