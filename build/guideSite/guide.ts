/** The whole guide: its pages in their order, read from build/guide. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPage, type Page } from './page.ts';

export const guideFolder = path.resolve(import.meta.dirname, '../guide');

export type GuideSection = { readonly title: string; readonly pages: readonly Page[] };

/** Names of all Markdown files of the folder but its README. */
export const pageFiles = (folder = guideFolder): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').map((name) => name.slice(0, -3)).sort();

/** From the head of a PNG file. */
function sizeOfPng(file: string): { readonly width: number; readonly height: number } | null {
  if (!existsSync(file)) return null;
  const head = readFileSync(file);
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

/** Errors: a page that pages.json does not name, or names twice; what `readPage` refuses. */
export function readGuide(folder = guideFolder): readonly GuideSection[] {
  const { sections } = JSON.parse(readFileSync(path.join(folder, 'pages.json'), 'utf8')) as { sections: { title: string; pages: string[] }[] };
  const named = sections.flatMap(({ pages }) => pages);
  const forgotten = pageFiles(folder).filter((name) => !named.includes(name));
  if (forgotten.length > 0) throw new Error(`build/guide/pages.json does not say where ${forgotten.join(', ')} belongs.`);
  if (new Set(named).size < named.length) throw new Error('build/guide/pages.json names a page twice.');
  return sections.map(({ title, pages }) => ({ title, pages: pages.map((name) => readPage(name, readFileSync(path.join(folder, `${name}.md`), 'utf8'), (picture) => sizeOfPng(path.join(folder, picture)))) }));
}
