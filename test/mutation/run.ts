/**
 * `npm run mutation`: changes the rules one operator, number or truth value at a time and runs the tests of the rules against each change.
 * A change that no test notices must be in `equivalent.csv` with the reason why it cannot matter; any other fails the run. `--sample 20` takes
 * a twentieth of them, always the same; `--only TEXT` those of files whose path has the text; `--list` prints every verdict; `--quick`
 * leaves out the slow tests.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Task, Verdict } from './child.ts';
import { readEquivalents, type Equivalent } from './equivalents.ts';
import { changeKinds } from './probe.ts';
import { mutantsOf, mutated, type Mutant } from './sites.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** All rules, and what endpoints decides with them; its statistics are checked against published results instead. */
const sources = ['src/recist/**/*.ts', ...['bestResponse', 'censoring', 'confirmation', 'immuneBest', 'pfsRules', 'progression', 'responses', 'sequence', 'subjectChecks', 'subjectResult', 'timeToEvent'].map((name) => `src/endpoints/${name}.ts`)];
const testFiles = ['test/spec/*.test.ts', 'src/recist/**/*.test.ts', 'src/endpoints/*.test.ts', 'src/endpoints/{request,reasons}/*.test.ts'];

const timeLimitMs = 120_000;
/** Modules of old mutants stay in memory; a process ends after this many. */
const mutantsPerProcess = 80;

const filesOf = (patterns: readonly string[]): string[] => patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((file) => file.replaceAll('\\', '/')).sort();
const tests = filesOf(testFiles).map((file) => path.join(root, file));
const engine = path.join(root, 'src/endpoints/index.ts');

const { values: options } = parseArgs({ options: { sample: { type: 'string' }, only: { type: 'string' }, list: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, processes: { type: 'string' } } });

/** The same mutants whatever else changes in the repository: chosen by what they say, not where they stand. */
const isInSample = (mutant: Mutant, oneOf: number): boolean => createHash('sha256').update(`${mutant.file}\n${mutant.code}`).digest().readUInt32BE(0) % oneOf === 0;

/** Sources as they were when the run began. */
const texts = new Map<string, string>();

function chosenMutants(): readonly Mutant[] {
  const files = filesOf(sources).filter((file) => !file.endsWith('.test.ts') && (options.only === undefined || file.includes(options.only)));
  for (const file of files) texts.set(file, readFileSync(path.join(root, file), 'utf8'));
  const all = files.flatMap((file) => mutantsOf(file, texts.get(file) ?? ''));
  const oneOf = Number(options.sample ?? 1);
  return all.filter((mutant) => oneOf === 1 || isInSample(mutant, oneOf));
}

const start = (): ChildProcess => fork(fileURLToPath(new URL('child.ts', import.meta.url)), { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1500'] });

/** One task in one process; a process that hangs or dies counts as noticed. */
function ask(child: ChildProcess, task: Task): Promise<Verdict> {
  return new Promise((resolve) => {
    const end = (verdict: Verdict): void => {
      clearTimeout(timer);
      child.off('message', answered).off('exit', ended);
      resolve(verdict);
    };
    const answered = (verdict: unknown): void => end(verdict as Verdict);
    const ended = (): void => end({ number: task.number, by: 'process ended', changes: null });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end({ number: task.number, by: 'time limit', changes: null });
    }, timeLimitMs);
    child.once('message', answered).once('exit', ended);
    child.send(task);
  });
}

const isOver = (child: ChildProcess): boolean => child.killed || child.exitCode !== null || child.signalCode !== null;

/** What an entry of the table may say to mean a mutant: the change itself, or all changes of a default. */
const keyOf = ({ file, code }: Pick<Equivalent, 'file' | 'code'>): string => `${file}\n${code}`;
const keysOf = ({ file, code, fallback }: Mutant): readonly string[] => [keyOf({ file, code }), ...(fallback === null ? [] : [keyOf({ file, code: `default of ${fallback}` })])];

const equivalents = readEquivalents();
const known = new Set(equivalents.map(keyOf));
const isKnown = (mutant: Mutant): boolean => keysOf(mutant).some((key) => known.has(key));

/** The tests must pass on the rules as they are, or no verdict means anything. Gives those that are slow. */
async function runUnmutated(): Promise<readonly string[]> {
  const child = start();
  const { by, slow = [] } = await ask(child, { number: 0, change: null, tests, slow: [], withSlow: true, engine });
  if (child.connected) child.disconnect();
  if (by !== null) throw new Error(`The tests fail without any change: ${by}`);
  return slow;
}

async function tryAll(mutants: readonly Mutant[], slow: readonly string[]): Promise<ReadonlyMap<Mutant, Verdict>> {
  const verdicts = new Map<Mutant, Verdict>();
  let next = 0;
  const work = async (): Promise<void> => {
    let child = start();
    for (let tried = 0; next < mutants.length; tried += 1) {
      const number = next;
      next += 1;
      const mutant = mutants[number];
      if (mutant === undefined) break;
      if (tried % mutantsPerProcess === mutantsPerProcess - 1 || isOver(child)) {
        if (child.connected) child.disconnect();
        child = start();
      }
      const change = { path: path.join(root, mutant.file), text: mutated(texts.get(mutant.file) ?? '', mutant) };
      const verdict = await ask(child, { number: number + 1, change, tests, slow, withSlow: !options.quick && !isKnown(mutant), engine });
      verdicts.set(mutant, verdict);
      if (options.list) console.log(`${mutant.file}:${mutant.line} ${mutant.code}  ${verdict.by ?? `SURVIVES, changes ${verdict.changes}`}`);
      if (verdicts.size % 200 === 0) console.log(`${verdicts.size} of ${mutants.length}`);
    }
    if (child.connected) child.disconnect();
  };
  await Promise.all(Array.from({ length: Number(options.processes ?? availableParallelism()) }, work));
  return verdicts;
}

function report(verdicts: ReadonlyMap<Mutant, Verdict>): number {
  const survivors = [...verdicts].filter(([, { by }]) => by === null).sort(([, a], [, b]) => changeKinds.indexOf(a.changes ?? 'nothing') - changeKinds.indexOf(b.changes ?? 'nothing'));
  const unknown = survivors.filter(([mutant]) => !isKnown(mutant));
  const wrong = survivors.filter(([mutant, { changes }]) => isKnown(mutant) && changes === 'category');
  for (const [{ file, line, code }, { changes }] of unknown) console.log(`survives, changes ${changes}: ${file}:${line}  ${code}`);
  for (const [{ file, line, code }] of wrong) console.log(`said to be equivalent, but changes a category: ${file}:${line}  ${code}`);
  const standing = new Set(survivors.flatMap(([mutant]) => keysOf(mutant)));
  const stale = options.sample === undefined ? equivalents.filter((entry) => !standing.has(keyOf(entry)) && (options.only === undefined || entry.file.includes(options.only))) : [];
  for (const { file, code } of stale) console.log(`stale in equivalent.csv, no such survivor: ${file}  ${code}`);
  const stopped = [...verdicts.values()].filter(({ by }) => by === 'time limit' || by === 'process ended').length;
  console.log(`${verdicts.size} mutants: ${verdicts.size - survivors.length} noticed (${stopped} by hanging or crashing), ${survivors.length - unknown.length} equivalent, ${unknown.length} unexplained.`);
  return unknown.length + wrong.length > 0 ? 1 : 0;
}

const began = performance.now();
const verdicts = await tryAll(chosenMutants(), await runUnmutated());
process.exitCode = report(verdicts);
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
