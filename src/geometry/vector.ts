/** Three-dimensional vectors in patient coordinates: mm or unitless directions, LPS, float64. */

/** Patient coordinates in mm, LPS: +x left, +y posterior, +z head (DICOM PS3.3 C.7.6.2). */
export type Point3 = readonly [x: number, y: number, z: number];
/** A unit vector in the same axes. */
export type Direction = readonly [x: number, y: number, z: number];

export const add = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Point3, factor: number): Point3 => [a[0] * factor, a[1] * factor, a[2] * factor];
export const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Point3, b: Point3): Point3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const norm = (a: Point3): number => Math.hypot(a[0], a[1], a[2]);
export const midpoint = (a: Point3, b: Point3): Point3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

/** The vector divided by its length; null for a vector without a direction (zero, infinite or not a number). */
export function normalize(a: Point3): Direction | null {
  const length = norm(a);
  return Number.isFinite(length) && length > 0 ? scale(a, 1 / length) : null;
}
