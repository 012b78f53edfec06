import { indexToWorld, positionAlong, sliceNormal } from './plane.ts';
import type { Direction, Point3 } from './vector.ts';

/** Where a stack of parallel slices lies: its normal, and the positions of its outermost slices' centres along it, mm, the smaller first (LPS). */
export type StackExtent = { readonly normal: Direction; readonly fromMm: number; readonly toMm: number };

/** The facts `stackExtent` needs; null where the images do not say them. `ends` are the first pixel's centres (ImagePositionPatient) of the first and the last slice. */
export type StackPlacement = {
  readonly rowDirection: Direction | null;
  readonly columnDirection: Direction | null;
  readonly ends: readonly [Point3 | null | undefined, Point3 | null | undefined];
  readonly rows: number;
  readonly columns: number;
  readonly rowSpacingMm: number;
  readonly columnSpacingMm: number;
};

/** The extent of a stack, or null when position or orientation is unknown. Centres, not corners: corners of slices tilted a little lie far off. */
export function stackExtent({ rowDirection, columnDirection, ends, rows, columns, rowSpacingMm, columnSpacingMm }: StackPlacement): StackExtent | null {
  const [first, last] = ends;
  if (!rowDirection || !columnDirection || !first || !last) return null;
  const normal = sliceNormal(rowDirection, columnDirection);
  const at = (origin: Point3) => positionAlong(normal, indexToWorld({ origin, rowDirection, columnDirection, rowSpacingMm, columnSpacingMm }, { column: (columns - 1) / 2, row: (rows - 1) / 2 }));
  const [one, other] = [at(first), at(last)];
  return { normal, fromMm: Math.min(one, other), toMm: Math.max(one, other) };
}
