/** One numbered case: what it does follows from seed and number alone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { directoryOf, examineArchive, examineDirectory } from './containers.ts';
import { examineDeidentified } from './deidentified.ts';
import { examine } from './examine.ts';
import { importBench } from './imports.ts';
import { applyOp, breakings, broken, type Op, type Seed } from './mutations.ts';
import { seeded, type Random } from './random.ts';

export type Target = 'file' | 'deidentify' | 'archive' | 'directory' | 'import';
export type Case = { readonly target: Target; readonly seeds: readonly number[]; readonly ops: readonly (readonly Op[])[] };
export type Ran = { readonly outcome: string; readonly files: number };

const importEvery = 60;

export function caseOf(seed: number, number: number, seeds: readonly Seed[]): { readonly one: Case; readonly random: Random } {
  const random = seeded(seed, number);
  const turn = number % importEvery;
  const target: Target = turn === 0 ? 'import' : turn % 20 === 1 ? 'archive' : turn % 20 === 2 ? 'directory' : turn % 10 === 3 ? 'deidentify' : 'file';
  const count = target === 'import' || target === 'archive' ? 1 + random.int(6) : 1;
  const chosen = Array.from({ length: count }, () => random.int(seeds.length));
  // In an import some files stay whole: the good beside the bad must come through.
  const ops = chosen.map((index) => (target === 'import' && random.chance(0.3) ? [] : breakings(random, seeds[index] as Seed, seeds)));
  return { one: { target, seeds: chosen, ops }, random };
}

export const filesOf = ({ seeds: chosen, ops }: Case, seeds: readonly Seed[]): Buffer[] => chosen.map((index, at) => broken(seeds[index] as Seed, ops[at] ?? [], seeds));

export type Runner = { run(one: Case, random: Random): Promise<Ran>; close(): Promise<void> };

/** Runs cases in a temporary folder. Throws what is a find. */
export function createRunner(root: string, seeds: readonly Seed[]): Runner {
  const bench = importBench(root);
  const folder = path.join(root, 'media');
  mkdirSync(path.join(folder, 'CT1'), { recursive: true });
  for (const name of ['IM1', 'IM2', 'IM3']) writeFileSync(path.join(folder, 'CT1', name), 'x');
  return {
    async run(one, random) {
      if (one.target === 'directory') {
        const whole = directoryOf(random);
        const ops = breakings(random, { name: '', bytes: whole, deflateFrom: null }, seeds);
        return { outcome: await examineDirectory(folder, random.chance(0.3) ? whole : ops.reduce((so, op) => applyOp(so, op, seeds), whole)), files: 1 };
      }
      const files = filesOf(one, seeds);
      const [first = Buffer.alloc(0)] = files;
      switch (one.target) {
        case 'file': {
          const { opened, code } = await examine(first);
          return { outcome: opened ? 'opened' : code, files: 1 };
        }
        case 'deidentify': return { outcome: examineDeidentified(first, random), files: 1 };
        case 'archive': return { outcome: await examineArchive(root, random, files), files: files.length };
        case 'import': {
          const { seen, imported } = await bench.run(random, files);
          return { outcome: imported > 0 ? 'imported' : 'nothing imported', files: seen };
        }
      }
    },
    close: () => bench.close(),
  };
}
