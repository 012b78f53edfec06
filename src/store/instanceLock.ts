import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NadirError } from '../common/index.ts';

export type InstanceLock = { release(): void };

type Holder = { readonly pid: number; readonly since: string };

function holderOf(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/**
 * Makes this process the only workstation on the data folder. The lock is an exclusive SQLite transaction on a file of its own: the system drops it when
 * the process ends, however it ends, so nothing stale is left after kill -9. Commands of the terminal do not take it; they wait their turn on the database.
 * Errors: refused, reason `secondInstance`, naming the process that holds it.
 */
export function lockInstance(dataFolder: string, atIso: string): InstanceLock {
  const noteFile = join(dataFolder, 'workstation.json');
  const db = new Database(join(dataFolder, 'workstation.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    const holder = holderOf(noteFile);
    const who = holder ? ` (process ${holder.pid}, since ${holder.since})` : '';
    throw new NadirError('refused', `Nadir is already open on ${dataFolder}${who}. Use that window, or close it first. The "nadir" commands work beside it.`, { reason: 'secondInstance', cause });
  }
  writeFileSync(noteFile, JSON.stringify({ pid: process.pid, since: atIso } satisfies Holder), { mode: 0o600 });
  return {
    release() {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
