import type { Drawn } from './protocol.ts';

/** Farthest a pointer may be from a point that it means, px. */
const reach = 28;

/** The spot that is meant at a place of a figure; -1 for none. */
export function spotAt({ near, xs, ys }: Pick<Drawn, 'near' | 'xs' | 'ys'>, x: number, y: number): number {
  let [best, least] = [-1, near === 'xy' ? reach ** 2 : Infinity];
  for (let at = 0; at < xs.length; at += 1) {
    const [dx, dy] = [(xs[at] ?? 0) - x, (ys[at] ?? 0) - y];
    const distance = near === 'x' ? dx * dx : near === 'y' ? dy * dy : dx * dx + dy * dy;
    if (distance < least) [best, least] = [at, distance];
  }
  return best;
}
