/** Fails to compile when a union gains a member that a switch forgot; throws if bad data gets here all the same. */
export function assertNever(value: never, what = 'value'): never {
  throw new TypeError(`unexpected ${what}: ${JSON.stringify(value)}`);
}
