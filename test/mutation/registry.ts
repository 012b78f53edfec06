/**
 * Stands in for vitest while mutants run: the same test files, each loaded anew beside one mutated source, in one process without a runner.
 * `expect` is vitest's own.
 */
import { expect, vi } from 'vitest';

export { expect, vi };

type Body = (...row: never[]) => unknown;
export type Registered = { readonly name: string; readonly run: () => unknown };

let registered: Registered[] = [];
let path: readonly string[] = [];

/** The tests registered since the last call. */
export function takeTests(): readonly Registered[] {
  const taken = registered;
  registered = [];
  return taken;
}

const named = (name: string): string => [...path, name].join(' › ');
const rowsOf = (table: readonly unknown[]): readonly (readonly unknown[])[] => table.map((row) => (Array.isArray(row) ? row : [row]));
const titled = (name: string, row: readonly unknown[], index: number): string => `${name} #${index + 1} ${typeof row[0] === 'object' ? JSON.stringify(row[0])?.slice(0, 60) : String(row[0])}`;

const register = (name: string, body: Body, row: readonly unknown[] = []): void => void registered.push({ name: named(name), run: () => (body as (...row: readonly unknown[]) => unknown)(...row) });
const group = (name: string, body: Body, row: readonly unknown[] = []): void => {
  const outer = path;
  path = [...outer, name];
  (body as (...row: readonly unknown[]) => unknown)(...row);
  path = outer;
};

const each = (add: typeof register) => (table: readonly unknown[]) => (name: string, body: Body): void => rowsOf(table).forEach((row, index) => add(titled(name, row, index), body, row));

/** Options such as a time limit may stand before the body or behind it; they mean nothing here. */
const bodyOf = (args: readonly unknown[]): Body => args.find((arg): arg is Body => typeof arg === 'function') ?? (() => undefined);

type Test = { (name: string, ...args: readonly unknown[]): void; readonly each: ReturnType<typeof each>; readonly skipIf: (skipped: boolean) => (name: string, ...args: readonly unknown[]) => void };
export const test: Test = Object.assign((name: string, ...args: readonly unknown[]) => register(name, bodyOf(args)), { each: each(register), skipIf: (skipped: boolean) => (skipped ? (): void => undefined : test) });
export const it = test;
export const describe = Object.assign((name: string, ...args: readonly unknown[]) => group(name, bodyOf(args)), { each: each(group) });
