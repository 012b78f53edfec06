/** Between callipers in patient mm, as they are recorded, and shapes in the image plane, as they are drawn. Lengths come from the patient points only (src/geometry). */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper, WorldPoint } from '../../../src/casefile/index.ts';
import { axisLengthMm, indexToWorld, longAxisFirst, recordedMm, worldToIndex, type ImagePlane } from '../../../src/geometry/index.ts';
import type { CaliperMeasure } from '../contract.ts';
import type { RendererKind } from '../stage/engine.ts';
import type { CaliperShape, PlanePoint, Segment } from './caliperShape.ts';

/** Foot of a patient point on the image plane. */
export function planePointOf(plane: ImagePlane, point: WorldPoint): PlanePoint {
  const { column, row } = worldToIndex(plane, point);
  return [column * plane.columnSpacingMm, row * plane.rowSpacingMm];
}

export const worldOfPlanePoint = (plane: ImagePlane, [x, y]: PlanePoint): WorldPoint =>
  indexToWorld(plane, { column: x / plane.columnSpacingMm, row: y / plane.rowSpacingMm });

/** A recorded calliper as drawn on a plane; `shift` moves its points first (a ghost from a series that lies elsewhere). */
export function shapeOf(plane: ImagePlane, caliper: Caliper, shift: WorldPoint = [0, 0, 0]): CaliperShape {
  const segment = ([a, b]: readonly [WorldPoint, WorldPoint]): Segment => {
    const moved = (point: WorldPoint): WorldPoint => [point[0] + shift[0], point[1] + shift[1], point[2] + shift[2]];
    return [planePointOf(plane, moved(a)), planePointOf(plane, moved(b))];
  };
  return { long: segment(caliper.longAxis), short: caliper.shortAxis && segment(caliper.shortAxis), shortProvisional: caliper.shortAxisProvisional };
}

/** A drawn shape as it is recorded: patient points of one slice, and both lengths rounded once. */
export function measureShape(images: SeriesImages, slice: number, plane: ImagePlane, shape: CaliperShape, renderer: RendererKind, decimals: number): CaliperMeasure {
  const info = images.slices[slice]!;
  const world = ([a, b]: Segment): readonly [WorldPoint, WorldPoint] => [worldOfPlanePoint(plane, a), worldOfPlanePoint(plane, b)];
  const longAxis = world(shape.long);
  const shortAxis = shape.short && world(shape.short);
  const caliper: Caliper = {
    seriesId: images.series.id, sopInstanceUid: info.sopInstanceUid, frameNumber: info.frameNumber,
    longAxis, shortAxis, shortAxisProvisional: shape.shortProvisional, renderer,
  };
  return { caliper, longAxisMm: recordedMm(axisLengthMm(longAxis), decimals), shortAxisMm: shortAxis && recordedMm(axisLengthMm(shortAxis), decimals) };
}

/** As above for a finished calliper: two axes the reader placed come out longer first. */
export function finishedMeasure(images: SeriesImages, slice: number, plane: ImagePlane, shape: CaliperShape, renderer: RendererKind, decimals: number): CaliperMeasure {
  const measure = measureShape(images, slice, plane, shape, renderer, decimals);
  const { caliper } = measure;
  if (!caliper.shortAxis || caliper.shortAxisProvisional) return measure;
  const { longAxis, shortAxis, swapped } = longAxisFirst(caliper.longAxis, caliper.shortAxis);
  if (!swapped) return measure;
  return { caliper: { ...caliper, longAxis, shortAxis }, longAxisMm: recordedMm(axisLengthMm(longAxis), decimals), shortAxisMm: recordedMm(axisLengthMm(shortAxis), decimals) };
}
