/** A process that tries one mutant after another: the tests of the rules until the first fails, and for a survivor what it changes. */
import fc from 'fast-check';
import { importBeside, replaced, searchOf } from './hooks.ts';
import { answersOf, differenceOf, type Answers, type ChangeKind } from './probe.ts';

/** Number 0 and no change: the rules as they are. */
export type Task = { readonly number: number; readonly change: { readonly path: string; readonly text: string } | null; readonly tests: readonly string[]; readonly engine: string };
/** `by` names the test that failed; null when all passed. */
export type Verdict = { readonly number: number; readonly by: string | null; readonly changes: ChangeKind | null };

// One seed for every mutant, so that a run can be repeated; the first counterexample will do.
fc.configureGlobal({ seed: 20240101, endOnFailure: true });
process.env['NADIR_PROPERTY_RUNS'] ??= '300';
process.env['NADIR_SUBJECTS'] ??= '4000';

const counters = globalThis as unknown as { mutationTurns: number };

/** Runs test files one after another; the name of the first test that fails, or null. */
async function firstFailure(tests: readonly string[], number: number): Promise<string | null> {
  const { takeTests } = await import('./registry.ts');
  for (const file of tests) {
    takeTests();
    counters.mutationTurns = 0;
    try {
      await importBeside(file, number);
    } catch (cause) {
      return `${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
    for (const { name, run } of takeTests()) {
      counters.mutationTurns = 0;
      try {
        await run();
      } catch (cause) {
        return number === 0 ? `${name}: ${cause instanceof Error ? cause.message : String(cause)}` : name;
      }
    }
  }
  return null;
}

let unmutated: Answers | undefined;
const answersBeside = async (engine: string, number: number): Promise<Answers> => {
  counters.mutationTurns = 0;
  return answersOf(await importBeside(engine, number) as Parameters<typeof answersOf>[0]);
};

async function tryOut({ number, change, tests, engine }: Task): Promise<Verdict> {
  if (change !== null) replaced.set(searchOf(number), change);
  const by = await firstFailure(tests, number);
  if (by !== null || change === null) return { number, by, changes: null };
  unmutated ??= await answersBeside(engine, 0);
  return { number, by, changes: differenceOf(unmutated, await answersBeside(engine, number)) };
}

process.on('message', (task: Task) => {
  void tryOut(task).then((verdict) => (process.connected ? process.send?.(verdict) : process.exit(0)));
});
process.on('disconnect', () => process.exit(0));
