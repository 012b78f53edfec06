/** Where something is put together before it gets its place in one step: a folder beside that place, whose name tells who left it behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isRunning, thisMachine } from './processes.ts';

const pattern = /\.part-([0-9a-f]{8})-(\d+)-[A-Za-z0-9]{6}$/;

/** A new folder beside `target`. Errors: those of the file system. */
export const stageBeside = (target: string): string => mkdtempSync(`${target}.part-${thisMachine}-${process.pid}-`);

/** Paths of what processes of this machine that are gone left in a folder, where its name begins so. A folder that is not there holds none. */
export function leftBehind(folder: string, begins: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.filter((name) => {
    const [, machine, pid] = pattern.exec(name) ?? [];
    return name.startsWith(begins) && machine === thisMachine && Number(pid) !== process.pid && !isRunning(Number(pid));
  }).map((name) => path.join(folder, name));
}

/** Removes that. What cannot be removed stays: it takes room and nothing else. */
export function clearStaging(folder: string, begins: string): void {
  for (const place of leftBehind(folder, begins)) {
    try {
      rmSync(place, { recursive: true, force: true });
    } catch { /* another run was first, or it is another account's */ }
  }
}
