import { indexToWorld, worldToIndex, type ImagePlane, type ImagePoint } from '../../../src/geometry/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { WorldPoint } from '../../../src/casefile/index.ts';
import type { PixelGrid } from '../stage/displayTransform.ts';

/** The pixel grid to display: true spacing where it is known, else square pixels of 1 (nothing is measured on them). */
export function pixelGrid(images: SeriesImages): PixelGrid {
  const { rows, columns, spacingMm } = images.series;
  return { rows, columns, rowSpacingMm: spacingMm?.[0] ?? 1, columnSpacingMm: spacingMm?.[1] ?? 1 };
}

/** The plane of one slice in patient mm; null where position, orientation or spacing is unknown. */
export function planeOfSlice(images: SeriesImages, index: number): ImagePlane | null {
  const origin = images.slices[index]?.origin;
  const spacing = images.series.spacingMm;
  if (!origin || !spacing || !images.rowDirection || !images.columnDirection) return null;
  return { origin, rowDirection: images.rowDirection, columnDirection: images.columnDirection, rowSpacingMm: spacing[0], columnSpacingMm: spacing[1] };
}

/** Patient point of an image point; null where the slice has no plane. */
export function worldOfImagePoint(images: SeriesImages, index: number, point: ImagePoint): WorldPoint | null {
  const plane = planeOfSlice(images, index);
  return plane && indexToWorld(plane, point);
}

/** Patient point in the middle of the slice; null where the slice has no plane. */
export const sliceCentre = (images: SeriesImages, index: number): WorldPoint | null =>
  worldOfImagePoint(images, index, { column: (images.series.columns - 1) / 2, row: (images.series.rows - 1) / 2 });

/** Index of the slice whose plane is nearest to the point; null when no slice has a plane. */
export function nearestSlice(images: SeriesImages, point: WorldPoint): number | null {
  let best: { index: number; distance: number } | null = null;
  for (let index = 0; index < images.slices.length; index += 1) {
    const plane = planeOfSlice(images, index);
    if (!plane) continue;
    const distance = Math.abs(worldToIndex(plane, point).offPlaneMm);
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index ?? null;
}

/** Index of the slice an image reference points to; null when the series does not hold it. */
export function sliceIndexOf(images: SeriesImages, sopInstanceUid: string, frameNumber: number): number | null {
  const index = images.slices.findIndex((slice) => slice.sopInstanceUid === sopInstanceUid && slice.frameNumber === frameNumber);
  return index < 0 ? null : index;
}
