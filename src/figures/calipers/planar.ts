/** Plane geometry on the screen or a picture, px. */

/** px from the top left corner of the pane or picture. */
export type CanvasPoint = readonly [x: number, y: number];

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const boxOf = (points: readonly CanvasPoint[]): Box => {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
};

export const cornersOf = ({ x, y, width, height }: Box): CanvasPoint[] => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
export const grown = ({ x, y, width, height }: Box, by: number): Box => ({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by });
export const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

export const distanceBetween = (a: CanvasPoint, b: CanvasPoint): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

export function nearestOnSegment(point: CanvasPoint, a: CanvasPoint, b: CanvasPoint): CanvasPoint {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const share = squared > 0 ? Math.min(1, Math.max(0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared)) : 0;
  return [a[0] + share * dx, a[1] + share * dy];
}

export const nearestOnBox = ([x, y]: CanvasPoint, box: Box): CanvasPoint => [Math.min(box.x + box.width, Math.max(box.x, x)), Math.min(box.y + box.height, Math.max(box.y, y))];

/** Whether two convex outlines (corners in order, or two ends of a line) share any point: no separating axis among their edges' normals. */
export function convexOverlap(one: readonly CanvasPoint[], other: readonly CanvasPoint[]): boolean {
  for (const outline of [one, other]) {
    for (let i = 0; i < outline.length; i += 1) {
      const a = outline[i]!;
      const b = outline[(i + 1) % outline.length]!;
      for (const normal of [[b[1] - a[1], a[0] - b[0]], [b[0] - a[0], b[1] - a[1]]] as const) {
        const spread = (points: readonly CanvasPoint[]): readonly [number, number] => {
          const values = points.map((point) => point[0] * normal[0] + point[1] * normal[1]);
          return [Math.min(...values), Math.max(...values)];
        };
        const [lowOne, highOne] = spread(one);
        const [lowOther, highOther] = spread(other);
        if (highOne < lowOther || highOther < lowOne) return false;
      }
    }
  }
  return true;
}
