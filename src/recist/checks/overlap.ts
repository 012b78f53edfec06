/** Do two measurements lie on one another? Exact in whole 0.1 mm (Q-B19). */
import type { CaliperFacts, PlanePoint } from '../imagingFacts.ts';

const pointsOf = ({ longAxis, shortAxis }: CaliperFacts): readonly PlanePoint[] => (shortAxis === undefined ? longAxis : [...longAxis, ...shortAxis]);

/** Directions that can separate two point sets: along and across every line between two points of one set. */
function directionsOf(points: readonly PlanePoint[]): readonly PlanePoint[] {
  return points.flatMap(([x, y], index) => points.slice(index + 1).flatMap(([u, v]): readonly PlanePoint[] => [[u - x, v - y], [y - v, u - x]]));
}

function spanAlong(points: readonly PlanePoint[], [dx, dy]: PlanePoint): readonly [least: number, most: number] {
  const places = points.map(([x, y]) => x * dx + y * dy);
  return [Math.min(...places), Math.max(...places)];
}

/**
 * True when the areas that two callipers span (the hull of their end points; a line where there is one axis) share a point on the same slice. Two
 * convex shapes are apart exactly when they are apart along a line through two corners of one of them, or across it.
 */
export function overlaps(one: CaliperFacts, other: CaliperFacts): boolean {
  if (one.slice !== other.slice) return false;
  const [a, b] = [pointsOf(one), pointsOf(other)];
  // Two axes without length have no line of their own: the one between them parts them.
  const [[ax, ay], [bx, by]] = [one.longAxis[0], other.longAxis[0]];
  return [...directionsOf(a), ...directionsOf(b), [bx - ax, by - ay] as const].every((direction) => {
    const [[leastA, mostA], [leastB, mostB]] = [spanAlong(a, direction), spanAlong(b, direction)];
    return mostA >= leastB && mostB >= leastA;
  });
}
