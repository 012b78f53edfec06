/** Where the demo's files are put together: a hidden folder beside their place, whose name tells whose it is, so that what a killed run left can be told from what is in use. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { subjects } from './subjects.ts';

const thisMachine = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
const named = /^\.nadir-demo-([0-9a-f]{8})-(\d+)-[A-Za-z0-9]{6}$/;
/** Nothing but what a run writes is ever removed. */
const ours: ReadonlySet<string> = new Set(['truth.json', ...subjects.map(({ code }) => code)]);
/** Of this process: another program may have had its number before. */
const inUse = new Set<string>();

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isLeftOver(folder: string): boolean {
  const [, machine, pid] = named.exec(path.basename(folder)) ?? [];
  if (machine !== thisMachine || inUse.has(folder)) return false;
  if (Number(pid) !== process.pid && isRunning(Number(pid))) return false;
  // A link is none, wherever it leads.
  return lstatSync(folder).isDirectory() && readdirSync(folder).every((name) => ours.has(name));
}

/** Removes from a folder what killed runs on this machine left in it. What cannot be removed stays: it takes room and nothing else. */
export async function clearLeftOver(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const place = path.join(folder, name);
    try {
      if (named.test(name) && isLeftOver(place)) await rm(place, { recursive: true, force: true });
    } catch { /* another run was first, or it is another account's */ }
  }
}

/** A new folder in `folder`. Errors: those of the file system. */
export async function makeStaging(folder: string): Promise<string> {
  const made = await mkdtemp(path.join(folder, `.nadir-demo-${thisMachine}-${process.pid}-`));
  inUse.add(made);
  return made;
}

/** The folder is gone, or in its place. */
export const endStaging = (folder: string): void => void inUse.delete(folder);
