import type Database from 'better-sqlite3';
import { chmodSync, existsSync } from 'node:fs';

/**
 * A database that holds facts is readable by its own account alone, also in a folder that others may enter. SQLite gives its log and index the mode of the database, so this stands before them; what a program left there is put right too.
 * Nothing where the system has no such modes, or the file is another account's.
 */
export function keepToOwner(db: Database.Database): void {
  if (process.platform === 'win32' || db.memory) return;
  for (const file of ['', '-wal', '-shm'].map((end) => `${db.name}${end}`)) {
    try {
      if (existsSync(file)) chmodSync(file, 0o600);
    } catch {
      // Another account's file: its owner decides.
    }
  }
}
