/**
 * `npm run fuzz`: real files broken in every way, through parser, decoder, series building, de-identification, archive and DICOMDIR readers and whole imports.
 * `--seconds N` (600), `--seed N` (a new one), `--from N` (0): first number, `--out DIR` (fuzz-finds): where finds go. One line of JSON with figures at the end;
 * exit code 1 when something was found.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { caseOf, filesOf, type Case } from './cases.ts';
import { loadSeeds } from './seeds.ts';
import { shrink, signature } from './shrink.ts';
import { watchChild, type Find } from './watch.ts';

/** Cases of one process; then a new one, so that what the codecs of failed frames left is not taken for growth. */
const casesPerProcess = 4000;
const mostShrunk = 12;

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' }, out: { type: 'string' } } });
const seconds = Number(values.seconds ?? 600);
const seed = Number(values.seed ?? (Date.now() % 1_000_000));
const out = path.resolve(values.out ?? 'fuzz-finds');
const root = mkdtempSync(path.join(tmpdir(), 'nadir-fuzz-'));
const started = performance.now();
const elapsed = (): number => (performance.now() - started) / 1000;

const figures = { executions: 0, files: 0, opened: 0, refused: 0, imports: 0, byTarget: {} as Record<string, number>, slowestMs: 0, slowest: '', peakMb: 0, processes: 0 };
const finds = new Map<string, { readonly find: Find; times: number }>();
const note = (find: Find): void => {
  const key = signature(find);
  const known = finds.get(key);
  if (known === undefined) finds.set(key, { find, times: 1 });
  else known.times += 1;
};

for (let next = Number(values.from ?? 0); elapsed() < seconds; ) {
  const folder = mkdtempSync(path.join(root, 'run-'));
  figures.processes += 1;
  const { find, last, peakMb } = await watchChild([String(seed), String(next), String(casesPerProcess), folder], (line) => {
    if (line.ran !== undefined) {
      figures.executions += 1;
      figures.files += line.files ?? 0;
      const target = line.target ?? '';
      figures.byTarget[target] = (figures.byTarget[target] ?? 0) + 1;
      if (line.outcome === 'opened' || line.outcome === 'imported') figures.opened += 1;
      else if (target === 'file') figures.refused += 1;
      if (target === 'import') figures.imports += 1;
      if ((line.ms ?? 0) > figures.slowestMs) { figures.slowestMs = line.ms ?? 0; figures.slowest = `${target} ${line.ran}`; }
    }
    if (line.find !== undefined) note({ number: line.find, kind: 'error', message: line.message ?? '', stack: line.stack ?? '' });
    return elapsed() < seconds;
  });
  figures.peakMb = Math.max(figures.peakMb, Math.round(peakMb));
  if (find !== null) note(find);
  rmSync(folder, { recursive: true, force: true });
  next = last < next ? next + 1 : last + 1;
}

/** The broken files of a find, what they were made of and how to see it again. */
async function keep(find: Find, times: number, isShrunk: boolean): Promise<void> {
  const seeds = await loadSeeds();
  const { one } = caseOf(seed, find.number, seeds);
  const small: Case = isShrunk ? await shrink(one, find, seed, root) : one;
  const folder = path.join(out, `${seed}-${find.number}`);
  mkdirSync(folder, { recursive: true });
  filesOf(small, seeds).forEach((bytes, index) => writeFileSync(path.join(folder, `${index}.dcm`), bytes));
  const made = { seed, times, ...find, target: one.target, from: one.seeds.map((index) => seeds[index]?.name), case: small, replay: `npm run fuzz -- --seed ${seed} --from ${find.number} --seconds 5` };
  writeFileSync(path.join(folder, 'find.json'), `${JSON.stringify(made, null, 2)}\n`);
}

for (const [index, { find, times }] of [...finds.values()].entries()) if (find.number >= 0) await keep(find, times, index < mostShrunk);
for (const [key, { find, times }] of finds) console.error(`${times} × ${key} (seed ${seed}, case ${find.number})${find.number < 0 ? `\n${find.stack.slice(-600)}` : ''}`);
rmSync(root, { recursive: true, force: true });
console.log(JSON.stringify({ fuzz: { seconds: Math.round(elapsed()), seed, ...figures, finds: [...finds.values()].reduce((sum, { times }) => sum + times, 0), kinds: finds.size, ...(finds.size > 0 ? { out } : {}) } }));
process.exitCode = finds.size > 0 ? 1 : 0;
