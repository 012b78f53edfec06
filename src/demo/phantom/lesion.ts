import type { WorldPoint } from '../../casefile/index.ts';
import { add, dot } from '../grid.ts';
import type { LesionBed } from '../model.ts';
import { seedOf } from '../random.ts';
import { coverage, type Slice } from './slice.ts';

/** A lesion as it is painted: an ellipse in the image plane through its centre, in room coordinates (mm). */
export type PaintedLesion = {
  readonly label: string;
  readonly bed: LesionBed;
  readonly centre: WorldPoint;
  readonly longDirection: WorldPoint;
  readonly shortDirection: WorldPoint;
  readonly longMm: number;
  readonly shortMm: number;
  readonly liverHu: number;
};

const tissueHu: Record<'liver' | 'lung' | 'fat', number> = { liver: 56, lung: 42, fat: 86 };
/** How far the outline may fall short of the ellipse, away from the ends of both axes. */
const lobulation = { liver: 0.05, lung: 0.07, fat: 0.03 } as const;

/** Half length across the image planes: never so thin that the slice through the centre is not filled. */
const halfAcross = (lesion: PaintedLesion, sliceMm: number): number => Math.max(sliceMm * 0.95, (lesion.longMm + lesion.shortMm) / 4.4);

/**
 * Paints a lesion and clears its surroundings to the tissue it lies in, so that its edge is an edge everywhere.
 * On the slice of its centre the half-height contour meets the ends of both axes exactly: the outline is the ellipse drawn in by lobules
 * that vanish there, and the profile across slices is flat (fourth power), so that a thick slice does not shrink it.
 */
export function paintLesion(slice: Slice, lesion: PaintedLesion): void {
  if (lesion.bed === 'effusionLeft' || lesion.bed === 'effusionRight') return;
  const { grid, hu, texture, bodyY, edgeMm } = slice;
  const across = halfAcross(lesion, grid.sliceMm);
  const offset = dot(add(slice.origin, lesion.centre, -1), grid.normal);
  const samples = 5;
  const scales: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const w = (offset + ((sample + 0.5) / samples - 0.5) * grid.sliceMm) / across;
    const rest = 1 - w * w * w * w;
    if (rest > 0) scales.push(Math.sqrt(rest));
  }
  if (scales.length === 0) return;
  const filled = scales.length / samples;
  const box = slice.boxAround(add(lesion.centre, grid.normal, offset), lesion.longMm / 2 + 8);
  if (!box) return;
  const a = lesion.longMm / 2;
  const b = lesion.shortMm / 2;
  const phase = (seedOf(`${lesion.label} ${lesion.bed}`) % 628) / 100;
  const lobes = lobulation[lesion.bed];
  for (let r = box.top; r <= box.bottom; r += 1) {
    for (let c = box.left; c <= box.right; c += 1) {
      const at = r * grid.columns + c;
      const fromCentre = add(add(add(slice.origin, grid.row, c * grid.pixelMm), grid.column, r * grid.pixelMm), lesion.centre, -1);
      const u = dot(fromCentre, lesion.longDirection);
      const v = dot(fromCentre, lesion.shortDirection);
      const ring = Math.sqrt((u / a) ** 2 + (v / b) ** 2) + 1e-6;
      const turn = Math.atan2(v / b, u / a);
      const lobe = Math.sin(2 * turn) ** 2 * (0.5 + 0.5 * Math.cos(3 * turn + phase));
      const own = ring / (1 - lobes * lobe);
      const steep = Math.sqrt((u / (a * a)) ** 2 + (v / (b * b)) ** 2) / ring + 1e-9;
      const outside = (ring - 1) / steep;
      const cleared = coverage(5.5 - outside, 4) * Math.min(1, filled * 1.5);
      if (cleared === 0) continue;
      const around = lesion.bed === 'liver' ? lesion.liverHu : lesion.bed === 'lung' ? -868 + 0.42 * bodyY[at]! : -100;
      hu[at]! += (around + (lesion.bed === 'lung' ? 12 : 2.5) * texture[at]! - hu[at]!) * cleared;
      let share = 0;
      for (const scale of scales) share += coverage((scale - own) / steep, edgeMm);
      share /= samples;
      if (share > 0) hu[at]! += (tissueHu[lesion.bed] + 2.5 * texture[at]! - hu[at]!) * share;
    }
  }
}
