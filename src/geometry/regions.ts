/** Ultrasound regions: parts of an image with a calibration of their own (DICOM PS3.3 C.8.5.5, interoperability rows 9 and 10). */
import type { ImagePoint } from './plane.ts';

export type CalibratedRegion = {
  /** Outermost pixels that still belong to it, whole columns and rows from 0. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Between rows, between columns, mm; null where an axis is no length (time, velocity) or names no size. */
  readonly spacingMm: readonly [row: number, column: number] | null;
};

export type RegionLength =
  | { readonly kind: 'length'; readonly mm: number; readonly region: CalibratedRegion }
  | { readonly kind: 'refused'; readonly code: 'GEO-07' | 'GEO-08'; readonly message: string };

const contains = (region: CalibratedRegion, { column, row }: ImagePoint): boolean => column >= region.left - 0.5 && column <= region.right + 0.5 && row >= region.top - 0.5 && row <= region.bottom + 0.5;
const area = (region: CalibratedRegion): number => (region.right - region.left + 1) * (region.bottom - region.top + 1);

/** The calibrated region a point lies in; the smallest where regions lie over one another. Null outside all of them. */
export function regionAt(regions: readonly CalibratedRegion[], point: ImagePoint): CalibratedRegion | null {
  return regions.filter((region) => region.spacingMm !== null && contains(region, point)).sort((one, other) => area(one) - area(other))[0] ?? null;
}

/** Length between two points of one frame, mm, each axis with its own spacing. Refused outside a calibrated region (GEO-07) and across regions (GEO-08). */
export function lengthInRegions(regions: readonly CalibratedRegion[], from: ImagePoint, to: ImagePoint): RegionLength {
  const [one, other] = [regionAt(regions, from), regionAt(regions, to)];
  if (one === null || other === null) return { kind: 'refused', code: 'GEO-07', message: 'Outside the calibrated region.' };
  // Where regions overlap, one that holds both ends serves.
  const both = regions.filter((region) => region.spacingMm !== null && contains(region, from) && contains(region, to)).sort((a, b) => area(a) - area(b))[0];
  if (both?.spacingMm == null) return { kind: 'refused', code: 'GEO-08', message: 'The ends lie in different calibrated regions.' };
  const [rowMm, columnMm] = both.spacingMm;
  return { kind: 'length', mm: Math.hypot((to.column - from.column) * columnMm, (to.row - from.row) * rowMm), region: both };
}
