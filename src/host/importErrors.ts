import { isNadirError, NadirError } from '../common/index.ts';

const full = new Set(['ENOSPC', 'EDQUOT']);

/** What stopped an import, for the person: what is safe, what to do now. Our own errors pass; the rest is named by the system's code. */
export function asImportError(cause: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return new NadirError('cancelled', 'The import was cancelled. Nothing of it was kept.', { cause });
  if (isNadirError(cause)) return cause;
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (full.has(code)) return new NadirError('storage', 'The disk is full. Nothing of this import was kept, and everything imported before is safe. Free some space and import again.', { reason: 'diskFull', cause });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return new NadirError('storage', `The data folder cannot be written (${code}). Nothing of this import was kept. Check the folder's permissions and import again.`, { reason: 'dataFolder', cause });
  if (code === 'EIO' || code === 'EMFILE' || code === 'ENFILE' || code === 'EFBIG') return new NadirError('storage', `The disk reports an error (${code}). Nothing of this import was kept. Check the disk and import again.`, { reason: 'diskError', cause });
  return cause;
}
