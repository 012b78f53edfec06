/** The hidden folder beside their place where the demo's files are put together. */
import { lstatSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { leftBehind, stageBeside } from '../system/index.ts';
import { subjects } from './subjects.ts';

const begins = '.nadir-demo';
/** Nothing but what a run writes is ever removed. */
const ours: ReadonlySet<string> = new Set(['truth.json', ...subjects.map(({ code }) => code)]);

// A link is none, wherever it leads.
const isLeftOver = (folder: string): boolean => lstatSync(folder).isDirectory() && readdirSync(folder).every((name) => ours.has(name));

/** Removes from a folder what killed runs on this machine left in it. What cannot be removed stays: it takes room and nothing else. */
export async function clearLeftOver(folder: string): Promise<void> {
  for (const place of leftBehind(folder, `${begins}.`)) {
    try {
      if (isLeftOver(place)) await rm(place, { recursive: true, force: true });
    } catch { /* another run was first, or it is another account's */ }
  }
}

/** A new folder in `folder`. Errors: those of the file system. */
export const makeStaging = (folder: string): string => stageBeside(path.join(folder, begins));
