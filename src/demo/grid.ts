import type { WorldPoint } from '../casefile/index.ts';
import type { PlannedTimepoint, Scanner } from './model.ts';

/** Where the images of one series lie. Slice 0 is nearest the feet; directions are unit vectors in LPS, positions centres of first pixels in mm. */
export type SeriesGrid = {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  readonly pixelMm: number;
  readonly sliceMm: number;
  readonly row: WorldPoint;
  readonly column: WorldPoint;
  readonly normal: WorldPoint;
  readonly firstOrigin: WorldPoint;
};

export const add = (a: WorldPoint, b: WorldPoint, factor = 1): WorldPoint => [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];
export const dot = (a: WorldPoint, b: WorldPoint): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Body coordinates of the middle of every scan: between the lungs and the liver, 10 mm behind the breast bone's plane. */
const scanCentre: WorldPoint = [0, 12, 5];

/** The image planes of a timepoint. The scan follows the patient, as a technologist would centre it, to the nearest 5 mm of table. */
export function gridOf(scanner: Scanner, timepoint: PlannedTimepoint): SeriesGrid {
  const tilt = (scanner.tiltDeg[0] * Math.PI) / 180;
  const turn = (scanner.tiltDeg[1] * Math.PI) / 180;
  const row: WorldPoint = [Math.cos(turn), Math.sin(turn), 0];
  const column: WorldPoint = [-Math.sin(turn) * Math.cos(tilt), Math.cos(turn) * Math.cos(tilt), Math.sin(tilt)];
  const normal: WorldPoint = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ];
  const toTable = (mm: number) => Math.round(mm / 5) * 5;
  const centre = add(scanCentre, [toTable(timepoint.shift[0]), toTable(timepoint.shift[1]), toTable(timepoint.shift[2])]);
  const half = ((scanner.matrix - 1) / 2) * scanner.pixelMm;
  let origin = add(add(centre, row, -half), column, -half);
  origin = add(origin, normal, -((scanner.slices - 1) / 2) * scanner.sliceMm);
  const tidy = (mm: number) => Math.round(mm * 1e6) / 1e6;
  return {
    columns: scanner.matrix, rows: scanner.matrix, slices: scanner.slices, pixelMm: scanner.pixelMm, sliceMm: scanner.sliceMm,
    row, column, normal, firstOrigin: [tidy(origin[0]), tidy(origin[1]), tidy(origin[2])],
  };
}

/** Centre of the first pixel of a slice. */
export const originOfSlice = (grid: SeriesGrid, slice: number): WorldPoint => add(grid.firstOrigin, grid.normal, slice * grid.sliceMm);

/** Index of the slice nearest to a point, within the series. */
export function sliceNearest(grid: SeriesGrid, point: WorldPoint): number {
  const along = dot(add(point, grid.firstOrigin, -1), grid.normal) / grid.sliceMm;
  return Math.min(grid.slices - 1, Math.max(0, Math.round(along)));
}

/** The point moved along the normal into the plane of a slice. */
export function ontoSlice(grid: SeriesGrid, slice: number, point: WorldPoint): WorldPoint {
  const off = slice * grid.sliceMm - dot(add(point, grid.firstOrigin, -1), grid.normal);
  return add(point, grid.normal, off);
}
