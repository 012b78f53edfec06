/** What a backup is, and what is said about one. */
import { NadirError } from '../../common/index.ts';

/** Raised when the file is made differently. */
export const backupFormat = 1;

/** Names of what is in the file besides `blobs/` and `quarantine/`, in their order. */
export const memberNames = { header: 'nadir-backup.json', database: 'nadir.sqlite.gz', images: 'images.txt.gz', sums: 'SHA256SUMS' } as const;

/** The first member of the file: says what it is without a patient's or a study's name. */
export type BackupHeader = {
  readonly what: 'nadir-backup';
  readonly format: number;
  /** UTC instant. */
  readonly createdAt: string;
  readonly programVersion: string;
  readonly madeBy: 'person' | 'schedule';
  /** The database as it is without compression. `format`: number of its migrations. `events` and `chainHash`: the end of the chain of all events. */
  readonly database: { readonly format: number; readonly writtenBy: string; readonly bytes: number; readonly sha256: string; readonly events: number; readonly chainHash: string };
  /** Stored images the database names. `included`: they are in this file. `beside`: in the folder "images" beside it. `leftOut`: only in the data folder. */
  readonly images: { readonly state: 'included' | 'beside' | 'leftOut'; readonly files: number; readonly bytes: number };
  /** Images that wait in quarantine, with their notes. */
  readonly quarantine: { readonly state: 'included' | 'leftOut'; readonly files: number };
  /** Never in a backup. */
  readonly keyLists: 'never included';
};

/** A stored image that was not whole when it was copied. */
export type ImageFault = { readonly sha256: string; readonly state: 'missing' | 'altered' };

export type BackupDone = { readonly file: string; readonly bytes: number; readonly header: BackupHeader; readonly imageFaults: readonly ImageFault[] };

export type BackupProgress = { readonly text: string; readonly done: number; readonly total: number };
export type BackupWork = { readonly signal?: AbortSignal | undefined; readonly report?: ((progress: BackupProgress) => void) | undefined; readonly gentle: boolean };

export const cancelledBackup = (): NadirError => new NadirError('cancelled', 'The backup was cancelled. Nothing was written.');
export const damagedBackup = (file: string, where: string): NadirError =>
  new NadirError('unreadable', `The backup ${file} is damaged: ${where}. Nothing was restored. Use another backup.`, { reason: 'backupDamaged' });

/** What stopped writing, for the person: the place, that nothing half stays, what to do. */
export function asPlaceError(place: string, cause: unknown): unknown {
  if (cause instanceof NadirError) return cause;
  const { code = '', syscall } = cause as { code?: string; syscall?: string };
  const isSystem = syscall !== undefined || code.startsWith('SQLITE_');
  if (!isSystem) return cause;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL');
  const remedy = full ? 'The disk is full. Free some space, or choose another disk' : code === 'ENOENT' || code === 'ENOTDIR' ? 'The folder is not there. Connect its disk, or choose another folder'
    : code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'It cannot be written to. Choose another folder' : code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' ? 'The database is damaged. Run "nadir verify", then restore the latest backup' : 'Check the disk, or choose another';
  return new NadirError('storage', `The backup could not be written to ${place} (${code}). ${remedy}. Nothing of it stays.`, { reason: full ? 'diskFull' : 'backupPlace', cause });
}
