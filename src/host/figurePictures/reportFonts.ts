/** The fonts that PDF reports embed: Inter for every script it has, JetBrains Mono for hashes. Read once; they are the program's own. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportFont } from '../../exchange/index.ts';

const scripts = ['latin', 'latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese', 'signs'] as const;
const names = [...scripts.flatMap((script) => [`${script}-400`, `${script}-600`]), 'mono-400'];

let ready: Promise<readonly ReportFont[]> | undefined;
export function reportFonts(): Promise<readonly ReportFont[]> {
  ready ??= Promise.all(names.map(async (name): Promise<ReportFont> => ({ name, bytes: new Uint8Array(await readFile(path.join(import.meta.dirname, 'fonts', `${name}.ttf`))) })));
  return ready;
}
