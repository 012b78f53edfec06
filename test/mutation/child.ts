/** A process that tries one mutant after another: the tests of the rules until the first fails, and for a survivor what it changes. */
import fc from 'fast-check';
import { importBeside, replaced, searchOf } from './hooks.ts';
import { answersOf, differenceOf, type Answers, type ChangeKind } from './probe.ts';

/** Number 0 and no change: the rules as they are, to learn which tests are slow. */
export type Task = {
  readonly number: number;
  readonly change: { readonly path: string; readonly text: string } | null;
  readonly tests: readonly string[];
  /** Tests that run only when all others passed; none at all for a mutant whose reason is known. */
  readonly slow: readonly string[];
  readonly withSlow: boolean;
  readonly engine: string;
};
/** `by` names the test that failed; null when all passed. */
export type Verdict = { readonly number: number; readonly by: string | null; readonly changes: ChangeKind | null; readonly slow?: readonly string[] };

/** A test that takes longer than this without a mutant waits for the quick ones. */
const slowMs = 60;

// One seed for every mutant, so that a run can be repeated; the first counterexample will do.
fc.configureGlobal({ seed: 20240101, endOnFailure: true });
process.env['NADIR_PROPERTY_RUNS'] ??= '300';
process.env['NADIR_SUBJECTS'] ??= '4000';

const counters = globalThis as unknown as { mutationTurns: number };
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

type Test = { readonly key: string; readonly name: string; readonly run: () => unknown };

async function testsOf(file: string, number: number): Promise<readonly Test[]> {
  const { takeTests } = await import('./registry.ts');
  takeTests();
  counters.mutationTurns = 0;
  await importBeside(file, number);
  return takeTests().map((test) => ({ ...test, key: `${file}: ${test.name}` }));
}

async function failureOf({ run }: Test): Promise<string | null> {
  counters.mutationTurns = 0;
  try {
    await run();
    return null;
  } catch (cause) {
    return messageOf(cause) || 'failed';
  }
}

/** By source file, the test files with the one first that noticed the mutant before. */
const orders = new Map<string, readonly string[]>();

/** Runs the quick tests of all files, then the slow ones; the name of the first test that fails, or null. */
async function firstFailure({ tests, slow, withSlow, change, number }: Task): Promise<string | null> {
  const late: Test[] = [];
  const order = orders.get(change?.path ?? '') ?? tests;
  for (const file of order) {
    const remember = (): void => void orders.set(change?.path ?? '', [file, ...order.filter((other) => other !== file)]);
    let found: readonly Test[];
    try {
      found = await testsOf(file, number);
    } catch (cause) {
      remember();
      return `${file}: ${messageOf(cause)}`;
    }
    for (const test of found) {
      if (slow.includes(test.key)) late.push(test);
      else if (await failureOf(test) !== null) {
        remember();
        return test.name;
      }
    }
  }
  if (withSlow) for (const test of late) if (await failureOf(test) !== null) return test.name;
  return null;
}

/** All tests on the rules as they are: the first that fails, with its message, and those that are slow. */
async function runUnmutated({ tests, number }: Task): Promise<Verdict> {
  const slow: string[] = [];
  for (const file of tests) {
    for (const test of await testsOf(file, number)) {
      const began = performance.now();
      const failure = await failureOf(test);
      if (failure !== null) return { number, by: `${test.key}: ${failure}`, changes: null };
      if (performance.now() - began > slowMs) slow.push(test.key);
    }
  }
  return { number, by: null, changes: null, slow };
}

let unmutated: Answers | undefined;
const answersBeside = async (engine: string, number: number): Promise<Answers> => {
  counters.mutationTurns = 0;
  return answersOf(await importBeside(engine, number) as Parameters<typeof answersOf>[0]);
};

async function tryOut(task: Task): Promise<Verdict> {
  const { number, change, engine } = task;
  if (change === null) return runUnmutated(task);
  replaced.set(searchOf(number), change);
  const by = await firstFailure(task);
  if (by !== null) return { number, by, changes: null };
  unmutated ??= await answersBeside(engine, 0);
  return { number, by, changes: differenceOf(unmutated, await answersBeside(engine, number)) };
}

process.on('message', (task: Task) => {
  void tryOut(task).then((verdict) => (process.connected ? process.send?.(verdict, undefined, undefined, () => undefined) : process.exit(0)));
});
process.on('disconnect', () => process.exit(0));
