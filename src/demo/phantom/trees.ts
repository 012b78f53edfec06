import type { WorldPoint } from '../../casefile/index.ts';
import { between, type Random } from '../random.ts';
import type { Tube } from './brush.ts';

export type TreeShape = {
  /** Roots: where the vessels enter the organ. */
  readonly roots: readonly WorldPoint[];
  /** How many places of the organ want a vessel. */
  readonly leaves: number;
  /** Radius of a vessel that feeds one place; thicker ones follow by the number they feed (Murray's law). */
  readonly leafRadius: number;
  readonly largestRadius: number;
  /** Box that holds the organ, lowest and highest corner. */
  readonly low: WorldPoint;
  readonly high: WorldPoint;
  readonly inside: (point: WorldPoint) => boolean;
};

type Node = { readonly at: WorldPoint; readonly parent: number; leaves: number };

const distance2 = (a: WorldPoint, b: WorldPoint): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/**
 * A vessel tree that reaches every part of an organ: random places are joined one after the other, the nearest to a root first, each to the
 * nearest vessel there is, along a slightly bent way; radii follow from how many places a piece feeds.
 */
export function growTree(random: Random, shape: TreeShape): Tube[] {
  const nodes: Node[] = shape.roots.map((at) => ({ at, parent: -1, leaves: 0 }));
  for (const place of placesOf(random, shape)) {
    let nearest = 0;
    let best = Infinity;
    for (let at = 0; at < nodes.length; at += 1) {
      const d = distance2(nodes[at]!.at, place);
      if (d < best) { best = d; nearest = at; }
    }
    const from = nodes[nearest]!.at;
    const length = Math.sqrt(best);
    const pieces = Math.max(1, Math.round(length / 7));
    const bend = length * 0.12;
    const sway: WorldPoint = [between(random, -bend, bend), between(random, -bend, bend), between(random, -bend, bend)];
    let parent = nearest;
    for (let piece = 1; piece <= pieces; piece += 1) {
      const t = piece / pieces;
      const arch = 4 * t * (1 - t);
      const at: WorldPoint = [from[0] + t * (place[0] - from[0]) + arch * sway[0], from[1] + t * (place[1] - from[1]) + arch * sway[1], from[2] + t * (place[2] - from[2]) + arch * sway[2]];
      nodes.push({ at, parent, leaves: 0 });
      parent = nodes.length - 1;
    }
    for (let up = parent; up >= 0; up = nodes[up]!.parent) nodes[up]!.leaves += 1;
  }
  const radius = (leaves: number) => Math.min(shape.largestRadius, shape.leafRadius * leaves ** 0.42);
  return nodes.flatMap((node) => {
    const parent = nodes[node.parent];
    if (!parent) return [];
    const rb = radius(node.leaves);
    return [{ a: parent.at, b: node.at, ra: Math.min(radius(parent.leaves), rb * 1.25), rb }];
  });
}

/** Random places within the organ, not too near one another, the nearest to a root first. */
function placesOf(random: Random, shape: TreeShape): WorldPoint[] {
  const { low, high } = shape;
  const places: WorldPoint[] = [];
  const apart = 0.5 * Math.cbrt(((high[0] - low[0]) * (high[1] - low[1]) * (high[2] - low[2])) / shape.leaves);
  for (let tries = 0; tries < shape.leaves * 40 && places.length < shape.leaves; tries += 1) {
    const place: WorldPoint = [between(random, low[0], high[0]), between(random, low[1], high[1]), between(random, low[2], high[2])];
    if (shape.inside(place) && places.every((other) => distance2(other, place) > apart * apart)) places.push(place);
  }
  const fromRoot = (place: WorldPoint) => Math.min(...shape.roots.map((root) => distance2(root, place)));
  return places.map((place) => ({ place, far: fromRoot(place) })).sort((a, b) => a.far - b.far).map(({ place }) => place);
}
