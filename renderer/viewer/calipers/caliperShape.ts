/** Callipers in the plane of one image, in mm: x along the row, y down the column from the first pixel's centre. Screen, zoom and flips play no part. */
import type { PixelGrid } from '../stage/displayTransform.ts';

export type PlanePoint = readonly [x: number, y: number];
export type Segment = readonly [PlanePoint, PlanePoint];
/** Where points may be: the image's own area. */
export type PlaneBounds = { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };
export type CaliperShape = { readonly long: Segment; readonly short: Segment | null; readonly shortProvisional: boolean };
export type CaliperPart = 'long0' | 'long1' | 'short0' | 'short1' | 'whole';

const add = (a: PlanePoint, b: PlanePoint): PlanePoint => [a[0] + b[0], a[1] + b[1]];
const subtract = (a: PlanePoint, b: PlanePoint): PlanePoint => [a[0] - b[0], a[1] - b[1]];
const scaled = (a: PlanePoint, factor: number): PlanePoint => [a[0] * factor, a[1] * factor];
const dot = (a: PlanePoint, b: PlanePoint): number => a[0] * b[0] + a[1] * b[1];
export const lengthOf = ([a, b]: Segment): number => Math.hypot(b[0] - a[0], b[1] - a[1]);
const limit = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** A hair inside the outer border of the edge pixels, so that rounding never puts a point off the image. */
const borderPixels = 0.499;

export const boundsOf = (grid: PixelGrid): PlaneBounds => ({
  minX: -borderPixels * grid.columnSpacingMm,
  minY: -borderPixels * grid.rowSpacingMm,
  maxX: (grid.columns - 1 + borderPixels) * grid.columnSpacingMm,
  maxY: (grid.rows - 1 + borderPixels) * grid.rowSpacingMm,
});

export const clampPoint = (point: PlanePoint, bounds: PlaneBounds): PlanePoint => [
  limit(point[0], bounds.minX, bounds.maxX),
  limit(point[1], bounds.minY, bounds.maxY),
];

/** Unit vectors along and across the long axis; null when it has no length. */
function axesOf(long: Segment): { along: PlanePoint; across: PlanePoint; length: number } | null {
  const length = lengthOf(long);
  if (!(length > 0)) return null;
  const along = scaled(subtract(long[1], long[0]), 1 / length);
  return { along, across: [-along[1], along[0]], length };
}

/** How far one may go from `from` along `direction` before leaving the bounds: the range of the factor. */
function rangeInside(from: PlanePoint, direction: PlanePoint, bounds: PlaneBounds): readonly [number, number] {
  let low = -Infinity;
  let high = Infinity;
  const narrow = (position: number, step: number, min: number, max: number): void => {
    if (Math.abs(step) < 1e-12) return;
    const [a, b] = [(min - position) / step, (max - position) / step];
    low = Math.max(low, Math.min(a, b));
    high = Math.min(high, Math.max(a, b));
  };
  narrow(from[0], direction[0], bounds.minX, bounds.maxX);
  narrow(from[1], direction[1], bounds.minY, bounds.maxY);
  return [Math.min(low, 0), Math.max(high, 0)];
}

/** Position of the short axis relative to the long one: share of the long axis at which it crosses, and signed distances of its ends in mm. */
type ShortPlacement = { readonly share: number; readonly from: number; readonly to: number };

function placementOf(long: Segment, short: Segment): ShortPlacement | null {
  const axes = axesOf(long);
  if (!axes) return null;
  const relative = (point: PlanePoint) => subtract(point, long[0]);
  return {
    share: dot(relative(short[0]), axes.along) / axes.length,
    from: dot(relative(short[0]), axes.across),
    to: dot(relative(short[1]), axes.across),
  };
}

function shortAt(long: Segment, { share, from, to }: ShortPlacement, bounds: PlaneBounds): Segment | null {
  const axes = axesOf(long);
  if (!axes) return null;
  const foot = add(long[0], scaled(axes.along, limit(share, 0, 1) * axes.length));
  const [low, high] = rangeInside(foot, axes.across, bounds);
  const end = (distance: number) => add(foot, scaled(axes.across, limit(distance, low, high)));
  return [end(from), end(to)];
}

/** A toolkit's usual guess; it only shows the reader where to look and is never counted. */
const proposedShareOfLong = 2 / 3;

/** The proposal: at 90° through the middle of the long axis. Null when the long axis has no length. */
export function proposeShort(long: Segment, bounds: PlaneBounds): Segment | null {
  const half = (lengthOf(long) * proposedShareOfLong) / 2;
  return shortAt(long, { share: 0.5, from: -half, to: half }, bounds);
}

/** A calliper as it is while its long axis is drawn: with the proposal, provisional. */
export const drawnShape = (long: Segment, bounds: PlaneBounds): CaliperShape => ({ long, short: proposeShort(long, bounds), shortProvisional: true });

/** Moves one end of the long axis; a placed short axis turns with it and keeps its length and its share of the axis, a provisional one is proposed anew. */
export function moveLongEnd(shape: CaliperShape, end: 0 | 1, to: PlanePoint, bounds: PlaneBounds): CaliperShape {
  const point = clampPoint(to, bounds);
  const long: Segment = end === 0 ? [point, shape.long[1]] : [shape.long[0], point];
  if (!shape.short || shape.shortProvisional) return drawnShape(long, bounds);
  const placement = placementOf(shape.long, shape.short);
  return { long, short: placement && shortAt(long, placement, bounds), shortProvisional: false };
}

/** Moves one end of the short axis: along the long axis it slides, across it grows. It stays at 90° and is placed from now on. */
export function moveShortEnd(shape: CaliperShape, end: 0 | 1, to: PlanePoint, bounds: PlaneBounds): CaliperShape {
  const current = shape.short && placementOf(shape.long, shape.short);
  const wanted = placementOf(shape.long, [clampPoint(to, bounds), clampPoint(to, bounds)]);
  if (!current || !wanted) return shape;
  const placement = end === 0 ? { share: wanted.share, from: wanted.from, to: current.to } : { share: wanted.share, from: current.from, to: wanted.to };
  return { long: shape.long, short: shortAt(shape.long, placement, bounds), shortProvisional: false };
}

/** The short axis the reader draws from `from` to `to`, made perpendicular: it stays at the place along the long axis where the drag began. */
export function drawShort(shape: CaliperShape, from: PlanePoint, to: PlanePoint, bounds: PlaneBounds): CaliperShape {
  const placement = placementOf(shape.long, [clampPoint(from, bounds), clampPoint(to, bounds)]);
  return placement ? { long: shape.long, short: shortAt(shape.long, placement, bounds), shortProvisional: false } : shape;
}

/** True when the two points lie on opposite sides of the long axis. */
export function isAcross(long: Segment, one: PlanePoint, other: PlanePoint): boolean {
  const axes = axesOf(long);
  return axes !== null && dot(subtract(one, long[0]), axes.across) * dot(subtract(other, long[0]), axes.across) < 0;
}

/** Moves everything, as far as all points stay in the image. */
export function moveWhole(shape: CaliperShape, by: PlanePoint, bounds: PlaneBounds): CaliperShape {
  const points = [...shape.long, ...(shape.short ?? [])];
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const dx = limit(by[0], bounds.minX - Math.min(...xs), bounds.maxX - Math.max(...xs));
  const dy = limit(by[1], bounds.minY - Math.min(...ys), bounds.maxY - Math.max(...ys));
  const moved = ([a, b]: Segment): Segment => [add(a, [dx, dy]), add(b, [dx, dy])];
  return { ...shape, long: moved(shape.long), short: shape.short && moved(shape.short) };
}

/** Moves the part that was grabbed at `grabbed` to follow the pointer, from the shape as it was when it was grabbed. */
export function movePart(original: CaliperShape, part: CaliperPart, grabbed: PlanePoint, pointer: PlanePoint, bounds: PlaneBounds): CaliperShape {
  const by = subtract(pointer, grabbed);
  switch (part) {
    case 'long0': return moveLongEnd(original, 0, add(original.long[0], by), bounds);
    case 'long1': return moveLongEnd(original, 1, add(original.long[1], by), bounds);
    case 'short0': return original.short ? moveShortEnd(original, 0, add(original.short[0], by), bounds) : original;
    case 'short1': return original.short ? moveShortEnd(original, 1, add(original.short[1], by), bounds) : original;
    case 'whole': return moveWhole(original, by, bounds);
  }
}

/** Both axes as they count: two placed axes change roles when the short one is longer. Done on release, never while dragging. */
export function longFirst(shape: CaliperShape): CaliperShape {
  if (!shape.short || shape.shortProvisional || lengthOf(shape.short) <= lengthOf(shape.long)) return shape;
  return { ...shape, long: shape.short, short: shape.long };
}
