/** The mutants that no test can notice, each with the reason: `equivalent.csv`. */
import { existsSync, readFileSync } from 'node:fs';
import { parseTable } from '../spec/csv.ts';

export type Equivalent = { readonly file: string; readonly code: string; readonly why: string };

/** Throws when an entry gives no reason. */
export function readEquivalents(): readonly Equivalent[] {
  const url = new URL('equivalent.csv', import.meta.url);
  if (!existsSync(url)) return [];
  const entries = parseTable('equivalent.csv', readFileSync(url, 'utf8'), ['file', 'code', 'why']);
  for (const { code, why } of entries) if (why.trim().length < 10) throw new Error(`equivalent.csv gives no reason for ${code}`);
  return entries;
}
