/**
 * Runs cases one after another in a process that may hang or die. Says on descriptor 3 which case begins, before it does, and what came of it:
 * whoever watches knows the case whatever happens. Arguments: seed, first number, how many, temporary folder; or `replay`, a file with one case and its folder.
 */
import { readFileSync, writeSync } from 'node:fs';
import { caseOf, createRunner, type Case } from './cases.ts';
import { loadSeeds } from './seeds.ts';
import { seeded } from './random.ts';

const say = (line: object): void => { writeSync(3, `${JSON.stringify(line)}\n`); };
const inWords = (cause: unknown): { message: string; stack: string } => (cause instanceof Error ? { message: cause.message, stack: cause.stack ?? '' } : { message: String(cause), stack: '' });

const [first = '', second = '', count = '', root = ''] = process.argv.slice(2);
const seeds = await loadSeeds();
say({ ready: seeds.length });

if (first === 'replay') {
  const { one, seed, number } = JSON.parse(readFileSync(second, 'utf8')) as { one: Case; seed: number; number: number };
  const runner = createRunner(count, seeds);
  say({ begins: number });
  try {
    await runner.run(one, seeded(seed, number));
  } catch (cause) {
    say({ find: number, ...inWords(cause) });
  }
} else {
  const runner = createRunner(root, seeds);
  const seed = Number(first);
  for (let number = Number(second); number < Number(second) + Number(count); number += 1) {
    say({ begins: number });
    const started = performance.now();
    const { one, random } = caseOf(seed, number, seeds);
    try {
      const { outcome, files } = await runner.run(one, random);
      say({ ran: number, target: one.target, outcome, files, ms: Math.round(performance.now() - started) });
    } catch (cause) {
      say({ find: number, target: one.target, ...inWords(cause) });
    }
  }
}
say({ done: true });
// Threads that a case left hanging must not keep the process.
process.exit(0);
