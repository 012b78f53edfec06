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
