/** The database as it is at one instant, copied while others write, and checked. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { NadirError } from '../../common/index.ts';
import { checkFormat, databaseFormat } from '../migrate.ts';
import { translating } from '../sqliteErrors.ts';
import { cancelledBackup, type BackupHeader, type BackupWork } from './model.ts';
import { createBlockingPace, pieceBytes } from './pace.ts';

export type StoredImage = { readonly sha256: string; readonly bytes: number };
export type Snapshot = { readonly database: BackupHeader['database']; readonly images: readonly StoredImage[] };

type Standing = Omit<BackupHeader['database'], 'bytes' | 'sha256'>;

/** How long a read waits for another program. */
const busyTimeoutMs = 10_000;

function standingOf(db: Database.Database): Standing {
  const head = db.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM chain_head WHERE one = 1').get() ?? { seq: 0, hash: '' };
  const { version, writtenBy } = databaseFormat(db);
  return { format: version, writtenBy, events: head.seq, chainHash: head.hash };
}

const imagesOf = (db: Database.Database): readonly StoredImage[] => db.prepare<[], StoredImage>('SELECT sha256, max(bytes) AS bytes FROM instance GROUP BY sha256 ORDER BY sha256').all();

/** Reads a whole database file again: its structure, and that it ends where its own record says. Errors: storage corrupt. */
export function checkDatabase(file: string, expected: Pick<Standing, 'events' | 'chainHash'>): void {
  translating(() => {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const [said] = db.pragma('quick_check(1)') as { quick_check: string }[];
      const { events, chainHash } = standingOf(db);
      const last = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM event').get()?.seq ?? 0;
      if (said?.quick_check !== 'ok' || events !== expected.events || chainHash !== expected.chainHash || last !== events) {
        throw new NadirError('storage', `The copy of the database is not whole (${said?.quick_check === 'ok' ? `its events end at ${last}, not at ${expected.events}` : (said?.quick_check ?? 'unreadable')}). Run "nadir verify".`, { reason: 'corrupt' });
      }
    } finally {
      db.close();
    }
  });
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/**
 * Copies the database `source` to the new file `copy`: the state at one instant, while others go on writing, without bringing it to another format. The copy is a file without a log beside it.
 * Blocks the thread for a piece at a time. Errors: storage (newer, foreign, damaged, disk full); cancelled.
 */
export async function copyDatabase(source: string, copy: string, programVersion: string, { gentle, signal, report }: BackupWork): Promise<Snapshot> {
  const db = translating(() => new Database(source, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }));
  const pace = createBlockingPace(copy, { gentle });
  try {
    translating(() => checkFormat(db, { file: source, programVersion }));
    if (databaseFormat(db).version === 0) throw new NadirError('storage', `${source} is empty. There is nothing to back up.`, { reason: 'emptyDatabase' });
    // An open read transaction: every piece is of the same instant, whatever is committed meanwhile.
    db.exec('BEGIN');
    const standing = translating(() => standingOf(db));
    const images = imagesOf(db);
    const pages = Math.max(1, Math.floor(pieceBytes(gentle) / Number(db.pragma('page_size', { simple: true }))));
    await db.backup(copy, {
      progress({ totalPages, remainingPages }) {
        if (signal?.aborted === true) throw cancelledBackup();
        if (totalPages > remainingPages) pace.rest();
        report?.({ text: 'Copying the database', done: totalPages - remainingPages, total: totalPages });
        return pages;
      },
    });
    pace.rest();
    db.exec('COMMIT');
    asOneFile(copy);
    checkDatabase(copy, standing);
    return { database: { ...standing, bytes: statSync(copy).size, sha256: await sha256Of(copy) }, images };
  } finally {
    pace.close();
    db.close();
  }
}

/** Without a write-ahead log: the copy opens from any disk, also one that cannot be written to. */
function asOneFile(copy: string): void {
  const db = new Database(copy);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Whether the database, as it is now, still names a stored image. */
export function stillNames(source: string, sha256: string): boolean {
  const db = new Database(source, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  try {
    return db.prepare('SELECT 1 FROM instance WHERE sha256 = ? LIMIT 1').get(sha256) !== undefined;
  } finally {
    db.close();
  }
}
