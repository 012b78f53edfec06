/** Where a text or a tag goes beside a lesion (design standard, section 5): never over a lesion or another label, inside the pane, as near as possible. */
import { boxOf, convexOverlap, cornersOf, distanceBetween, isInside, nearestOnBox, type Box, type CanvasPoint } from './planar.ts';

export type PlacedBox = { readonly box: Box; /** End of the lesion it belongs to. */ readonly anchor: CanvasPoint; /** Point of the box nearest to it. */ readonly attach: CanvasPoint; readonly distance: number };

export type PlacementRequest = {
  /** Corners of the lesion's outline in order: the ends of both axes, or of the long axis alone. */
  readonly outline: readonly CanvasPoint[];
  readonly size: { readonly width: number; readonly height: number };
  /** Distances from the end to try, nearest first. */
  readonly gaps: readonly number[];
  readonly pane: Box;
  /** Outlines that may not be covered besides the lesion's own. */
  readonly obstacles: readonly (readonly CanvasPoint[])[];
};

const directions = ['right', 'below', 'left', 'above'] as const;

function candidate(direction: (typeof directions)[number], outline: readonly CanvasPoint[], { width, height }: { width: number; height: number }, gap: number): { anchor: CanvasPoint; box: Box } {
  const extreme = (score: (point: CanvasPoint) => number): CanvasPoint => outline.reduce((best, point) => (score(point) > score(best) ? point : best));
  switch (direction) {
    case 'right': { const anchor = extreme((p) => p[0]); return { anchor, box: { x: anchor[0] + gap, y: anchor[1] - height / 2, width, height } }; }
    case 'below': { const anchor = extreme((p) => p[1]); return { anchor, box: { x: anchor[0] - width / 2, y: anchor[1] + gap, width, height } }; }
    case 'left': { const anchor = extreme((p) => -p[0]); return { anchor, box: { x: anchor[0] - gap - width, y: anchor[1] - height / 2, width, height } }; }
    case 'above': { const anchor = extreme((p) => -p[1]); return { anchor, box: { x: anchor[0] - width / 2, y: anchor[1] - gap - height, width, height } }; }
  }
}

/** The first place that is free: nearest gap first, in it right, below, left, above. Where nothing is free: the first inside the pane, else pushed inside. */
export function placeBeside({ outline, size, gaps, pane, obstacles }: PlacementRequest): PlacedBox {
  let fallback: { anchor: CanvasPoint; box: Box } | null = null;
  const finish = ({ anchor, box }: { anchor: CanvasPoint; box: Box }): PlacedBox => {
    const attach = nearestOnBox(anchor, box);
    return { box, anchor, attach, distance: distanceBetween(anchor, attach) };
  };
  for (const gap of gaps) {
    for (const direction of directions) {
      const tried = candidate(direction, outline, size, gap);
      if (!isInside(tried.box, pane)) continue;
      const corners = cornersOf(tried.box);
      if (![outline, ...obstacles].some((obstacle) => convexOverlap(obstacle, corners))) return finish(tried);
      fallback ??= tried;
    }
  }
  if (fallback) return finish(fallback);
  const first = candidate('right', outline, size, gaps[0] ?? 0);
  const x = Math.max(pane.x, Math.min(first.box.x, pane.x + pane.width - size.width));
  const y = Math.max(pane.y, Math.min(first.box.y, pane.y + pane.height - size.height));
  return finish({ anchor: first.anchor, box: { ...first.box, x, y } });
}

/** Centre of the magnifier: `reach` from the pointer on the side away from the lesion; turned around the pointer where the pane ends. */
export function placeMagnifier(pointer: CanvasPoint, lesion: readonly CanvasPoint[], pane: Box, radius: number, reach: number): CanvasPoint {
  const middle = boxOf(lesion);
  const away = Math.atan2(pointer[1] - (middle.y + middle.height / 2), pointer[0] - (middle.x + middle.width / 2));
  const at = (angle: number): CanvasPoint => [pointer[0] + reach * Math.cos(angle), pointer[1] + reach * Math.sin(angle)];
  const room = { x: pane.x + radius, y: pane.y + radius, width: pane.width - 2 * radius, height: pane.height - 2 * radius };
  for (let step = 0; step <= 12; step += 1) {
    const turn = (step * Math.PI) / 12;
    for (const angle of [away + turn, away - turn]) {
      const centre = at(angle);
      if (isInside({ x: centre[0], y: centre[1], width: 0, height: 0 }, room)) return centre;
    }
  }
  return nearestOnBox(at(away), room);
}
