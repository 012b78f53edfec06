/** Where a backup or a restore is put together: a folder beside its place, moved there in one step, whose name tells who left it behind. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { isRunning } from '../processes.ts';

const thisMachine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const pattern = /\.part-([0-9a-f]{8})-(\d+)-[A-Za-z0-9]{6}$/;

/** A new folder beside `target`. */
export const stageBeside = (target: string): string => mkdtempSync(`${target}.part-${thisMachine}-${process.pid}-`);

/** Removes what backups and restores left in a folder whose process on this machine is gone. A folder that is not there is no error. */
export function clearStaging(folder: string, begins: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const [, machine, pid] = pattern.exec(name) ?? [];
    if (name.startsWith(begins) && machine === thisMachine && Number(pid) !== process.pid && !isRunning(Number(pid))) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** A name that was given or taken in a folder is on disk when this returns. */
export function syncFolder(folder: string): void {
  // Windows cannot open folders; its rename is journalled.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try { fsyncSync(descriptor); } finally { closeSync(descriptor); }
}
