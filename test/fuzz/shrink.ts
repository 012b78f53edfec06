/** Makes a find smaller: the fewest breakings, each as small as it goes, that still do it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Case } from './cases.ts';
import type { Op } from './mutations.ts';
import { watchChild, type Find } from './watch.ts';

const mostRuns = 60;

/** The same fault, whatever numbers it says: kind, message and the place in our code. */
export function signature({ kind, message, stack }: Pick<Find, 'kind' | 'message' | 'stack'>): string {
  const place = stack.split('\n').find((line) => /\/src\//.test(line)) ?? stack.split('\n').find((line) => /\/test\/fuzz\//.test(line)) ?? '';
  return `${kind}: ${message.replaceAll(/-?\d+(\.\d+)?/g, 'n').slice(0, 120)} ${place.replaceAll(/.*\/(src|test)\//g, '').replace(/:\d+\)?$/, '')}`;
}

async function replay(one: Case, seed: number, number: number, root: string): Promise<Find | null> {
  const folder = mkdtempSync(path.join(root, 'replay-'));
  const file = path.join(folder, 'case.json');
  writeFileSync(file, JSON.stringify({ one, seed, number }));
  let said: Find | null = null;
  const { find } = await watchChild(['replay', file, folder], (line) => { if (line.find !== undefined) said = { number, kind: 'error', message: line.message ?? '', stack: line.stack ?? '' }; });
  rmSync(folder, { recursive: true, force: true });
  return find ?? said;
}

/** Drops ops one after another while the find stays the same. Only cases of one file: the others are kept as they are. */
export async function shrink(one: Case, find: Find, seed: number, root: string): Promise<Case> {
  if (one.ops.length !== 1 || one.target === 'directory') return one;
  const wanted = signature(find);
  let ops: readonly Op[] = one.ops[0] ?? [];
  let runs = 0;
  const still = async (candidate: readonly Op[]): Promise<boolean> => {
    runs += 1;
    const again = await replay({ ...one, ops: [candidate] }, seed, find.number, root);
    return again !== null && signature(again) === wanted;
  };
  for (let smaller = true; smaller && runs < mostRuns; ) {
    smaller = false;
    for (let index = ops.length - 1; index >= 0 && runs < mostRuns; index -= 1) {
      const candidate = ops.filter((_, at) => at !== index);
      if (await still(candidate)) { ops = candidate; smaller = true; }
    }
  }
  return { ...one, ops: [ops] };
}
