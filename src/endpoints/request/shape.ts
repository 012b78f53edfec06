/** Small checks of untrusted JSON that say where a value is wrong and what it must be. They return, never throw; a path is built only on failure. */
import { isIsoDate } from '../../common/index.ts';
import { isRecordableSize } from '../../recist/index.ts';

/** Where in the input, and what must stand there. */
export type Problem = { readonly path: string; readonly expected: string };
/** What a check noticed beside problems: optional members that are null have to be left out before the input is used. */
export type Notes = { holdsNull: boolean };
export type Check = (value: unknown, notes: Notes) => Problem | null;
export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value);
export const wrong = (expected: string, path = ''): Problem => ({ path, expected });
export const within = (problem: Problem | null, step: string): Problem | null => (problem === null ? null : { path: step + problem.path, expected: problem.expected });

const test = (expected: string, accepts: (value: unknown) => boolean): Check => {
  const problem = wrong(expected);
  return (value) => (accepts(value) ? null : problem);
};

export const boolean = test('true or false', (value) => typeof value === 'boolean');
export const text = test('a text that is not empty', (value) => typeof value === 'string' && value !== '');
export const anyText = test('a text', (value) => typeof value === 'string');
export const reason = test('a reason that is not blank', (value) => typeof value === 'string' && value.trim() !== '');
export const date = test('a date YYYY-MM-DD that exists', isIsoDate);
export const size = test('a size in mm: a number from 0 with at most four decimals', isRecordableSize);
export const sizeAboveZero = test('a size in mm: a number above 0 with at most four decimals', (value) => isRecordableSize(value) && value > 0);
export const amount = test('a number from 0', (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0);
export const number = test('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const fraction = test('a number between 0 and 1, neither of them', (value) => typeof value === 'number' && value > 0 && value < 1);
export const count = test('a whole number from 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0);

export function oneOf(names: readonly string[]): Check {
  const known: ReadonlySet<unknown> = new Set(names);
  return test(`one of ${names.join(', ')}`, (value) => known.has(value));
}

/** Missing or null is as good as said. */
export const optional = (check: Check): Check => (value, notes) => {
  if (value === undefined) return null;
  if (value !== null) return check(value, notes);
  notes.holdsNull = true;
  return null;
};

/**
 * Checks the members it names; others are ignored. Only the object's own members count. An object mostly holds few of the members it may have, so those
 * it holds are looked at in its own order, and what must be there; only when something is wrong does the order of `members` say what is told first.
 */
export function object(members: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(members);
  const checks = new Map(entries);
  const required = entries.filter(([, check]) => check(undefined, { holdsNull: false }) !== null).map(([name]) => name);
  const firstProblem: Check = (value, notes) => {
    for (const [name, check] of entries) {
      const problem = check(Object.hasOwn(value as JsonRecord, name) ? (value as JsonRecord)[name] : undefined, notes);
      if (problem !== null) return within(problem, `.${name}`);
    }
    return null;
  };
  return (value, notes) => {
    if (!isRecord(value)) return wrong('an object');
    for (const name of required) if (!Object.hasOwn(value, name)) return firstProblem(value, notes);
    for (const name in value) {
      const check = checks.get(name);
      if (check !== undefined && check(value[name], notes) !== null) return firstProblem(value, notes);
    }
    return null;
  };
}

/** An object with no other members than these: where a misspelt name must not pass for nothing said. */
export function only(members: Readonly<Record<string, Check>>): Check {
  const named = object(members);
  return (value, notes) => {
    const stray = isRecord(value) ? Object.keys(value).find((name) => !Object.hasOwn(members, name)) : undefined;
    return stray === undefined ? named(value, notes) : wrong(`left out: known here are ${Object.keys(members).join(', ')}`, `[${JSON.stringify(stray.slice(0, 80))}]`);
  };
}

export const list = (check: Check): Check => (value, notes) => {
  if (!Array.isArray(value)) return wrong('a list');
  for (let index = 0; index < value.length; index += 1) {
    const problem = check(value[index], notes);
    if (problem !== null) return within(problem, `[${index}]`);
  }
  return null;
};

/** An object whose every member passes. */
export const mapOf = (check: Check): Check => (value, notes) => {
  if (!isRecord(value)) return wrong('an object');
  for (const key of Object.keys(value)) {
    const problem = check(value[key], notes);
    if (problem !== null) return within(problem, `[${JSON.stringify(key)}]`);
  }
  return null;
};

/** The first problem of several checks of the same value. */
export const all = (...checks: readonly Check[]): Check => (value, notes) => {
  for (const check of checks) {
    const problem = check(value, notes);
    if (problem !== null) return problem;
  }
  return null;
};

/** A list whose items, each an object, have different ids. */
export const distinctIds: Check = (value) => {
  const items = value as readonly { readonly id: unknown }[];
  if (items.length < 2) return null;
  const seen = new Set<unknown>();
  for (let index = 0; index < items.length; index += 1) {
    const id = items[index]?.id;
    if (seen.has(id)) return wrong('an id that no other item has', `[${index}].id`);
    seen.add(id);
  }
  return null;
};

/** The value without members that are null. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([key, member]) => [key, withoutNulls(member)]));
}
