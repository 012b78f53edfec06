import Database from 'better-sqlite3';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NadirError } from '../common/index.ts';
import { clearStaging, stageBeside, syncFile, syncFolder } from '../system/index.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/** "Nadr": marks the file as ours (SQLite's application_id). */
export const applicationId = 0x4e616472;

/** Number of the newest format this program knows. */
export const latestFormat = migrations.at(-1)?.version ?? 0;

type Format = { readonly version: number; readonly writtenBy: string };

/** Number of the newest step applied, 0 for a new file, and the version of the program that applied it. */
export function databaseFormat(db: Database.Database): Format {
  const version = Number(db.pragma('user_version', { simple: true }));
  const known = db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'`).get();
  const row = known ? (db.prepare(`SELECT value FROM meta WHERE key = 'programVersion'`).get() as { value: string } | undefined) : undefined;
  return { version, writtenBy: row?.value ?? 'unknown' };
}

function refuseForeign(db: Database.Database, file: string): void {
  const marked = Number(db.pragma('application_id', { simple: true }));
  const tables = (db.prepare('SELECT count(*) AS n FROM sqlite_master').get() as { n: number }).n;
  if (marked !== applicationId && tables > 0) throw new NadirError('storage', `${file} is a database of another program. Choose another data folder.`, { reason: 'foreignDatabase' });
}

function refuseNewer(format: Format, latest: number, programVersion: string): void {
  if (format.version <= latest) return;
  throw new NadirError(
    'storage',
    `The database was written by Nadir ${format.writtenBy} (format ${format.version}); this is Nadir ${programVersion}, which knows formats up to ${latest}. Nothing was changed. Start the newer Nadir, or choose another data folder.`,
    { reason: 'newerDatabase', details: { databaseFormat: format.version, knownFormat: latest, writtenBy: format.writtenBy, programVersion } },
  );
}

/** A whole copy beside the database before its format changes; `VACUUM INTO` reads one consistent state. Checked and on disk before it gets its name, so that what has the name is whole. */
function backUp(db: Database.Database, backupFolder: string, version: number, atIso: string): string {
  mkdirSync(backupFolder, { recursive: true, mode: 0o700 });
  const stamp = atIso.replaceAll(/[:.]/g, '-');
  const file = join(backupFolder, `format-${version}-${stamp}.sqlite`);
  if (existsSync(file)) return file;
  clearStaging(backupFolder, 'format-');
  const staging = stageBeside(file);
  try {
    const copy = join(staging, 'nadir.sqlite');
    db.prepare('VACUUM INTO ?').run(copy);
    requireSound(copy);
    syncFile(copy);
    renameSync(copy, file);
    syncFolder(backupFolder);
    return file;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function requireSound(copy: string): void {
  const db = new Database(copy, { readonly: true });
  try {
    const said = db.pragma('quick_check(1)', { simple: true });
    if (said !== 'ok') throw new NadirError('storage', `The database could not be copied before its format changes: ${String(said)}. Nothing was changed. Run "nadir verify".`, { reason: 'corrupt' });
  } finally {
    db.close();
  }
}

/** Refuses a database that this program must not touch; changes nothing. Errors: storage newerDatabase, foreignDatabase. */
export function checkFormat(db: Database.Database, options: Pick<MigrateOptions, 'file' | 'programVersion' | 'steps'>): void {
  refuseForeign(db, options.file);
  refuseNewer(databaseFormat(db), (options.steps ?? migrations).at(-1)?.version ?? 0, options.programVersion);
}

export type MigrateOptions = {
  readonly file: string;
  readonly backupFolder: string | null;
  readonly programVersion: string;
  readonly atIso: string;
  readonly steps?: readonly Migration[];
};

/**
 * Brings the database to the newest format in one transaction, after an automatic backup when it held something. Returns the backup's path, or null.
 * Errors: storage newerDatabase, foreignDatabase; a failing step leaves the old format whole.
 */
export function migrate(db: Database.Database, options: MigrateOptions): string | null {
  const steps = options.steps ?? migrations;
  const latest = steps.at(-1)?.version ?? 0;
  checkFormat(db, options);
  const format = databaseFormat(db);
  if (format.version === latest) return null;
  const backup = format.version > 0 && options.backupFolder ? backUp(db, options.backupFolder, format.version, options.atIso) : null;
  db.transaction(() => {
    // Another process may have migrated while this one waited for the lock.
    const now = Number(db.pragma('user_version', { simple: true }));
    for (const step of steps) if (step.version > now) db.exec(step.sql);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${latest}`);
    db.prepare(`INSERT INTO meta (key, value) VALUES ('programVersion', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`).run(options.programVersion);
  }).exclusive();
  return backup;
}
