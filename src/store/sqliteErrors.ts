import { NadirError } from '../common/index.ts';

type SqliteFault = Error & { readonly code: string };
const isSqliteFault = (error: unknown): error is SqliteFault =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string' && (error as SqliteFault).code.startsWith('SQLITE_');

const safe = 'Everything committed before is kept.';

function messageOf(code: string): { reason: string; message: string } | null {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return { reason: 'busy', message: `The database is busy with another program for longer than the waiting time. Nothing was changed. Try again.` };
  if (code.startsWith('SQLITE_FULL')) return { reason: 'diskFull', message: `The disk is full: the change was not made. ${safe} Free some space and do it again.` };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { reason: 'corrupt', message: 'The database file is damaged. Nothing was changed. Run "nadir verify", then restore the latest backup from the folder "backups".' };
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM') || code.startsWith('SQLITE_AUTH')) return { reason: 'readOnly', message: `The data folder may not be written to. The change was not made. ${safe}` };
  if (code.startsWith('SQLITE_CANTOPEN')) return { reason: 'cannotOpen', message: 'The database cannot be opened. Check that the data folder exists and that this account may write to it.' };
  if (code.startsWith('SQLITE_IOERR')) return { reason: 'ioError', message: `The disk reported an error: the change was not made. ${safe} Check the disk.` };
  return null;
}

/** SQLite's own failures that a person can act on become `storage` errors; everything else passes unchanged. The original stays as the cause. */
export function asStorageError(error: unknown): unknown {
  if (!isSqliteFault(error)) return error;
  const known = messageOf(error.code);
  return known ? new NadirError('storage', known.message, { reason: known.reason, cause: error }) : error;
}

/** Runs `work` and translates SQLite's failures. */
export function translating<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStorageError(error);
  }
}
