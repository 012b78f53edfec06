/** Linked scrolling by patient position: which slice of one series lies where a slice of another does. Pure. */
import { dot, sliceNormal, type Direction } from '../../../src/geometry/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { sliceCentre } from '../series/seriesPlane.ts';

/** Planes up to this far apart still show the same anatomy slice by slice. */
const mostTiltDegrees = 10;

export type LinkedStack = { readonly normal: Direction; readonly frameOfReferenceUid: string | null; /** Position of each slice's centre along `normal`, mm; null where unknown. */ readonly positionsMm: readonly (number | null)[] };

/** What linking needs of a series; null when its images have no position or orientation. */
export function linkedStack(images: SeriesImages): LinkedStack | null {
  if (!images.rowDirection || !images.columnDirection) return null;
  const normal = sliceNormal(images.rowDirection, images.columnDirection);
  const positionsMm = images.slices.map((_, index) => {
    const centre = sliceCentre(images, index);
    return centre && dot(normal, centre);
  });
  return positionsMm.some((position) => position !== null) ? { normal, frameOfReferenceUid: images.frameOfReferenceUid, positionsMm } : null;
}

export type LinkTarget =
  | { readonly linked: true; readonly slice: number; /** How far the slice shown is from the source's position, mm along the source's normal, the offset taken off. */ readonly residualMm: number; readonly covered: boolean }
  | { readonly linked: false; readonly reason: string };

/** Sign that turns positions along `of.normal` into positions along `into.normal`; null when the planes are not nearly parallel. */
export function alignment(of: LinkedStack, into: LinkedStack): 1 | -1 | null {
  const cosine = dot(of.normal, into.normal);
  if (Math.abs(cosine) < Math.cos((mostTiltDegrees * Math.PI) / 180)) return null;
  return cosine > 0 ? 1 : -1;
}

/**
 * The slice of `target` that lies at slice `slice` of `source`, shifted by `offsetMm` along the source's normal (0 until the reader re-anchors).
 * `covered` is false where the target series does not reach that far: its end slice is shown.
 */
export function linkTarget(source: LinkedStack, slice: number, target: LinkedStack, offsetMm: number): LinkTarget {
  const sign = alignment(target, source);
  if (sign === null) return { linked: false, reason: 'Not linked: the slices are in another plane' };
  const position = source.positionsMm[slice];
  if (position === null || position === undefined) return { linked: false, reason: 'Not linked: this slice has no position' };
  const wanted = position + offsetMm;
  let best: { slice: number; residualMm: number } | null = null;
  target.positionsMm.forEach((own, index) => {
    if (own === null) return;
    const residualMm = sign * own - wanted;
    if (!best || Math.abs(residualMm) < Math.abs(best.residualMm)) best = { slice: index, residualMm };
  });
  if (!best) return { linked: false, reason: 'Not linked: the slices have no position' };
  const { slice: nearest, residualMm } = best as { slice: number; residualMm: number };
  return { linked: true, slice: nearest, residualMm, covered: Math.abs(residualMm) <= reachMm(target) };
}

/** Half a slice step, and a little for uneven spacing: farther than this from its nearest slice a series has nothing to show. */
function reachMm(stack: LinkedStack): number {
  const known = stack.positionsMm.filter((position) => position !== null).sort((a, b) => a - b);
  const steps = known.slice(1).map((position, index) => position - known[index]!).sort((a, b) => a - b);
  return Math.max(1, (steps[Math.floor(steps.length / 2)] ?? 0) * 0.75);
}

/** The offset that makes the slices now shown belong together: mm along the source's normal. Null when they cannot be linked. */
export function offsetBetween(source: LinkedStack, sourceSlice: number, target: LinkedStack, targetSlice: number): number | null {
  const sign = alignment(target, source);
  const [from, to] = [source.positionsMm[sourceSlice], target.positionsMm[targetSlice]];
  if (sign === null || from == null || to == null) return null;
  return sign * to - from;
}
