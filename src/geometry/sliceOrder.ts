/**
 * Slice indices from the one looked at outwards: `from`, then alternating after and before it until every slice is named once.
 * Host and window both use it, so the volume stream needs no index of its own. Throws RangeError when `count` is not a positive integer.
 */
export function outwardOrder(count: number, from: number): number[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`slice count must be a positive integer, got ${count}`);
  const start = Math.min(count - 1, Math.max(0, Math.round(from)));
  const order = [start];
  for (let step = 1; order.length < count; step += 1) {
    if (start + step < count) order.push(start + step);
    if (start - step >= 0) order.push(start - step);
  }
  return order;
}

/** Slices `first` to `last`, both included. */
export type SliceRange = readonly [first: number, last: number];

/** `outwardOrder` without the slices of the given ranges: what is still to be sent of a series that is partly there. Throws RangeError as `outwardOrder`. */
export function outwardOrderWithout(count: number, from: number, without: readonly SliceRange[]): number[] {
  const order = outwardOrder(count, from);
  return without.length === 0 ? order : order.filter((slice) => !without.some(([first, last]) => slice >= first && slice <= last));
}

/** The slices for which `has` holds as ascending ranges, as few as there can be. */
export function sliceRanges(count: number, has: (slice: number) => boolean): SliceRange[] {
  const ranges: [number, number][] = [];
  for (let slice = 0; slice < count; slice += 1) {
    if (!has(slice)) continue;
    const open = ranges.at(-1);
    if (open && open[1] === slice - 1) open[1] = slice;
    else ranges.push([slice, slice]);
  }
  return ranges;
}
