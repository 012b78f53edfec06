import { isNadirError, NadirError } from './errors.ts';

const full = 'The disk is full: this was not done. Everything committed before is kept. Free some space and do it again.';
const messages: Readonly<Record<string, readonly [reason: string, message: string]>> = {
  ENOSPC: ['diskFull', full], EDQUOT: ['diskFull', full],
  EROFS: ['readOnly', 'The disk cannot be written to: this was not done. Everything committed before is kept. Check the disk and the permissions of the data folder.'],
  EIO: ['ioError', 'The disk reported an error: this was not done. Everything committed before is kept. Check the disk.'],
};

/** A failure of the disk that nobody has worded yet as a `storage` error; everything else unchanged. The original stays as the cause. */
export function asDiskError(error: unknown): unknown {
  if (isNadirError(error) || !(error instanceof Error)) return error;
  const known = messages[String((error as { readonly code?: unknown }).code)];
  return known ? new NadirError('storage', known[1], { reason: known[0], cause: error }) : error;
}
