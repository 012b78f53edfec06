/** Items whose key another item has too, with the key; by first appearance. */
export const duplicated = <T>(items: readonly T[], key: (item: T) => string): readonly (readonly [key: string, items: readonly T[]])[] =>
  [...Map.groupBy(items, key)].filter(([, some]) => some.length > 1);
