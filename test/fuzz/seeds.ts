/** What is broken: the shared corpus where it is there, and files made here. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { sharedPath } from '../fixtures/shared.ts';
import { generatedFiles } from './generated.ts';
import type { Seed } from './mutations.ts';
import { inflated } from './places.ts';

/** Larger files only slow the search down. */
const largestSeed = 330_000;
/** Of one folder: neighbours of a series differ in little that matters. */
const mostPerFolder = 3;

function corpusFiles(): { name: string; bytes: Buffer }[] {
  const corpus = sharedPath('dicom');
  if (corpus === undefined) return [];
  const { files } = JSON.parse(readFileSync(path.join(corpus, 'manifest.json'), 'utf8')) as { files: { path: string }[] };
  const taken = new Map<string, number>();
  return files.flatMap(({ path: name }) => {
    const folder = path.dirname(name);
    const isSeries = /^(ct|mr)\//.test(name);
    const count = taken.get(folder) ?? 0;
    if (statSync(path.join(corpus, name)).size > largestSeed || (isSeries && count >= mostPerFolder)) return [];
    taken.set(folder, count + 1);
    return [{ name, bytes: readFileSync(path.join(corpus, name)) }];
  });
}

const asSeed = ({ name, bytes }: { name: string; bytes: Buffer }): Seed => {
  try {
    const open = inflated(bytes);
    return open === null ? { name, bytes, deflateFrom: null } : { name, bytes: open.bytes, deflateFrom: open.from };
  } catch {
    return { name, bytes, deflateFrom: null };
  }
};

/** In an order that never changes for the same material. */
export async function loadSeeds(): Promise<readonly Seed[]> {
  return [...(await generatedFiles()), ...corpusFiles()].filter(({ bytes }) => bytes.length > 0).map(asSeed);
}
