/** Random choices that are the same for the same seed: a find is named by seed and number. */
export type Random = {
  /** A whole number from 0 to `below` − 1. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  bytes(length: number): Buffer;
};

/** SplitMix32 over the seed and the number of the case. */
export function seeded(seed: number, number: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const int = (below: number): number => (below <= 0 ? 0 : next() % below);
  return {
    int,
    chance: (share) => next() / 2 ** 32 < share,
    pick<T>(values: readonly T[]): T {
      if (values.length === 0) throw new Error('nothing to pick from');
      return values[int(values.length)] as T;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => int(256))),
  };
}
