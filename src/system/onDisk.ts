/** What was written outlives a loss of power from here on. Errors: those of the file system. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

function sync(place: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(place, flags);
  try { fsyncSync(descriptor); } finally { closeSync(descriptor); }
}

/** The content of a file is on disk when this returns. */
export const syncFile = (file: string): void => sync(file, 'r+');

/** A name that was given or taken in a folder is on disk when this returns. */
export function syncFolder(folder: string): void {
  // Windows cannot open folders; its rename is journalled.
  if (process.platform !== 'win32') sync(folder, 'r');
}
