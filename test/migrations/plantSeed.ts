/** A data folder from a seed (`makeSeed.ts`). */
import Database from 'better-sqlite3';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blobPath } from '../../src/store/index.ts';

const seeds = join(import.meta.dirname, 'seeds');
export const seedNames = readdirSync(seeds).filter((name) => name.endsWith('.sqlite'));
export const isSigned = (name: string): boolean => name.includes('-signed');

/** With its stored files where they can be made again: those of a signed seed hold their SOP instance UIDs. */
export function plantSeed(name: string, folder: string): void {
  const file = join(folder, 'nadir.sqlite');
  copyFileSync(join(seeds, name), file);
  if (!isSigned(name)) return;
  const db = new Database(file);
  for (const { uid, sha256 } of db.prepare<[], { uid: string; sha256: string }>('SELECT sop_instance_uid AS uid, sha256 FROM instance').iterate()) {
    const blob = blobPath(join(folder, 'blobs'), sha256);
    mkdirSync(dirname(blob), { recursive: true });
    writeFileSync(blob, uid);
  }
  db.close();
}
