/** What a mutant that no test notices changes in the engine's answers: tells one that changes a category from one that changes nothing. */
import fc from 'fast-check';
import type { runEngineRequest } from '../../src/endpoints/index.ts';
import { requests } from '../spec/arbitraries.ts';

/** From the gravest: a category, date or number; a check; a cited rule; words; nothing that the probe sees. */
export const changeKinds = ['category', 'check', 'rule', 'words', 'nothing'] as const;
export type ChangeKind = (typeof changeKinds)[number];

type Engine = { readonly runEngineRequest: typeof runEngineRequest };
export type Answers = Readonly<Record<Exclude<ChangeKind, 'nothing'>, string>>;

const seed = 20240101;
const probes = 6_000;
let frozen: readonly unknown[] | undefined;

/** The parts of an answer that only one kind of change touches. */
const kindOfMember: Readonly<Record<string, ChangeKind>> = { checks: 'check', otherChecks: 'check', findings: 'check', rules: 'rule', explanation: 'words', message: 'words', engineVersion: 'nothing' };

const part = (answer: unknown, kind: ChangeKind): string => JSON.stringify(answer, (name, value) => {
  const own = kindOfMember[name];
  if (own !== undefined) return own === kind ? JSON.stringify(value) : undefined;
  return typeof value === 'object' || kind === 'category' ? value : undefined;
});

/** The engine's answers to a fixed list of random requests of all operations, split by kind. */
export function answersOf(engine: Engine): Answers {
  frozen ??= fc.sample(requests, { seed, numRuns: probes });
  const answers = frozen.map((request) => {
    try {
      return engine.runEngineRequest(request);
    } catch {
      return 'threw';
    }
  });
  return { category: part(answers, 'category'), check: part(answers, 'check'), rule: part(answers, 'rule'), words: part(answers, 'words') };
}

export const differenceOf = (before: Answers, after: Answers): ChangeKind => changeKinds.find((kind) => kind === 'nothing' || before[kind] !== after[kind]) ?? 'nothing';
