import { distanceBetween, nearestOnSegment } from '../../../src/figures/index.ts';
import type { CanvasPoint } from '../stage/displayTransform.ts';
import type { CaliperPart } from './caliperShape.ts';

export const grabRadiusPx = 10;

export type HitCandidate = {
  readonly long: readonly [CanvasPoint, CanvasPoint];
  readonly short: readonly [CanvasPoint, CanvasPoint] | null;
  /** The ends of a provisional short axis are not handles unless it is offered as a proposal. */
  readonly shortHandles: boolean;
};

/** The calliper and part under the pointer: handles within 10 px before lines within 10, the nearest first, earlier candidates before later at the same distance. */
export function hitTest<T extends HitCandidate>(candidates: readonly T[], pointer: CanvasPoint): { readonly target: T; readonly part: CaliperPart } | null {
  let best: { target: T; part: CaliperPart; score: number } | null = null;
  const offer = (target: T, part: CaliperPart, distance: number, radius: number, penalty: number): void => {
    if (distance > radius) return;
    const score = distance + penalty;
    if (!best || score < best.score) best = { target, part, score };
  };
  for (const target of candidates) {
    target.long.forEach((end, index) => offer(target, index === 0 ? 'long0' : 'long1', distanceBetween(pointer, end), grabRadiusPx, 0));
    if (target.short && target.shortHandles) target.short.forEach((end, index) => offer(target, index === 0 ? 'short0' : 'short1', distanceBetween(pointer, end), grabRadiusPx, 0));
    for (const [a, b] of target.short ? [target.long, target.short] : [target.long]) {
      offer(target, 'whole', distanceBetween(pointer, nearestOnSegment(pointer, a, b)), grabRadiusPx, grabRadiusPx);
    }
  }
  return best;
}
