/** One backup of a data folder at a time, in whatever process: held as the workstation's own place is, so that it is free again when the process ends, however it ends. */
import Database from 'better-sqlite3';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';

/** Errors: refused backupRunning. On a disk that cannot be written to there is nothing to lock; a backup is still made. */
export function lockBackups(dataFolder: string): { release(): void } {
  let db: Database.Database;
  try {
    db = new Database(path.join(dataFolder, 'backup.lock'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    const { code = '' } = cause as { code?: string };
    if (code.startsWith('SQLITE_BUSY')) throw new NadirError('refused', `A backup of ${dataFolder} is being made. Try again when it has ended.`, { reason: 'backupRunning', cause });
    return { release: () => undefined };
  }
  return {
    release() {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
