/** Opens a database to be looked at and never changed: not migrated, not repaired, not trusted; also where its folder cannot be written to, and beside a workstation in use. */
import Database from 'better-sqlite3';
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NadirError } from '../../common/index.ts';
import { migrations } from '../migrations/index.ts';
import { translating } from '../sqliteErrors.ts';

export type ReadOnlyDatabase = {
  readonly db: Database.Database;
  /** Where the rows are to be read in today's format: the same, or a copy that was brought to it. */
  readonly current: Database.Database;
  close(): void;
};

const ends = ['', '-wal'] as const;

const canWrite = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** A connection that holds no lock against writers and leaves nothing behind. With a write-ahead log beside it the file is opened read-only, so that the log stays as it is; without one SQLite must make and remove an empty log, which whoever looks at the same time must be able to remove too. */
function connect(file: string): Database.Database {
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const db = new Database(file, { readonly: hasLog || !canWrite(dirname(file)), fileMustExist: true, timeout: 10_000 });
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  return db;
}

function copied(file: string, folder: string): string {
  const copy = join(folder, 'nadir.sqlite');
  for (const end of ends) if (existsSync(file + end)) copyFileSync(file + end, copy + end, constants.COPYFILE_FICLONE);
  return copy;
}

/** The database itself, or where its folder cannot be written to and SQLite needs a log beside it, a copy. */
function connectOrCopy(file: string, temporary: () => string): Database.Database {
  let db: Database.Database | null = null;
  try {
    db = connect(file);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db?.close();
    if (!['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY', 'SQLITE_READONLY_CANTINIT', 'SQLITE_READONLY_RECOVERY'].includes((error as { code?: string }).code ?? '')) throw error;
    return connect(copied(file, temporary()));
  }
}

/** A copy of an older database in today's format, to compare its rows; nothing of the original is touched. */
function inTodaysFormat(db: Database.Database, version: number, folder: string): Database.Database {
  const file = join(folder, 'current.sqlite');
  db.prepare('VACUUM INTO ?').run(file);
  const copy = new Database(file);
  copy.pragma('foreign_keys = OFF');
  copy.transaction(() => { for (const step of migrations) if (step.version > version) copy.exec(step.sql); })();
  return copy;
}

/** Errors: storage noDatabase, newerDatabase, corrupt (no database at all), busy. */
export function openReadOnly(file: string): ReadOnlyDatabase {
  if (!existsSync(file)) throw new NadirError('storage', `There is no database ${file}. Name the data folder with --data, or the file of a copy.`, { reason: 'noDatabase' });
  let folder: string | null = null;
  const temporary = (): string => (folder ??= mkdtempSync(join(tmpdir(), 'nadir-verify-')));
  const opened: Database.Database[] = [];
  const close = (): void => {
    for (const db of opened) if (db.open) db.close();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  try {
    return translating(() => {
      const db = connectOrCopy(file, temporary);
      opened.push(db);
      return { db, current: currentOf(db, temporary, opened), close };
    });
  } catch (error) {
    close();
    throw unreadable(error, file);
  }
}

/** Where not even the list of tables can be read there is no first bad record to name; SQLite's own words say what stands in the way. */
function unreadable(error: unknown, file: string): unknown {
  if (!(error instanceof NadirError) || error.reason !== 'corrupt' || !(error.cause instanceof Error)) return error;
  return new NadirError('storage', `${file} is so damaged that nothing of it can be checked: ${error.cause.message}. Nothing was changed. Keep a copy of it, and restore the latest backup.`, { reason: 'corrupt', cause: error.cause });
}

/** Errors: storage newerDatabase. */
function currentOf(db: Database.Database, temporary: () => string, opened: Database.Database[]): Database.Database {
  const latest = migrations.at(-1)?.version ?? 0;
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > latest) throw new NadirError('storage', `The database has format ${version}; this Nadir knows formats up to ${latest}. Verify it with the Nadir that wrote it, or a newer one.`, { reason: 'newerDatabase', details: { databaseFormat: version, knownFormat: latest } });
  if (version === latest || version === 0) return db;
  try {
    db.pragma('query_only = OFF');
    const copy = inTodaysFormat(db, version, temporary());
    opened.push(copy);
    return copy;
  } catch {
    // Damaged: what can be said of it is said of the original.
    return db;
  }
}
