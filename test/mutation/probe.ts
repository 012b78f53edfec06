/** What a mutant that no test notices changes in the engine's answers: tells one that changes a category from one that changes nothing. */
import fc from 'fast-check';
import type { runEngineRequest } from '../../src/endpoints/index.ts';
import { requests } from '../spec/arbitraries.ts';

/** From the gravest: a category, date or number; a check; a cited rule; words; nothing that the probe sees. */
export const changeKinds = ['category', 'check', 'rule', 'words', 'nothing'] as const;
export type ChangeKind = (typeof changeKinds)[number];

type Engine = { readonly runEngineRequest: typeof runEngineRequest };
/** One answer of every probe, as JSON. */
export type Answers = readonly string[];

const seed = 20240101;
const probes = 1_500;
let frozen: readonly unknown[] | undefined;

/** The engine's answers to a fixed list of random requests of all operations. */
export function answersOf({ runEngineRequest: run }: Engine): Answers {
  frozen ??= fc.sample(requests, { seed, numRuns: probes });
  return frozen.map((request) => {
    try {
      return JSON.stringify(run(request));
    } catch (cause) {
      return JSON.stringify({ error: { message: String(cause) } });
    }
  });
}

/** The parts of an answer that only one kind of change touches; all else is a category, a date or a number. */
const kindOfMember: Readonly<Record<string, ChangeKind>> = {
  checks: 'check', otherChecks: 'check', findings: 'check', rules: 'rule', sources: 'rule', explanation: 'words', reasons: 'words', reason: 'words', message: 'words', engineVersion: 'nothing',
};
/** A reason of an endpoint or a best response is a code of the contract, not words. */
const kindOf = (name: string, value: unknown): ChangeKind | undefined => (name === 'reason' && typeof value === 'string' ? undefined : kindOfMember[name]);

/** An answer without what belongs to other kinds of change. */
function part(value: unknown, kind: ChangeKind, own: ChangeKind = 'category'): unknown {
  if (own !== kind && (own !== 'category' || typeof value !== 'object' || value === null)) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => part(item, kind, own));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, part(member, kind, own === 'category' ? (kindOf(name, member) ?? own) : own)]));
}

const partText = (answer: string, kind: ChangeKind): string => JSON.stringify(part(JSON.parse(answer), kind));

/** The gravest kind of change between two lists of answers. */
export function differenceOf(before: Answers, after: Answers): ChangeKind {
  const changed = before.flatMap((answer, index) => (answer === after[index] ? [] : [[answer, after[index] ?? '{}'] as const]));
  return changeKinds.find((kind) => changed.some(([was, is]) => partText(was, kind) !== partText(is, kind))) ?? 'nothing';
}
