import { lstat, opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { scanLimits, type LeftOut, type ScannedFile, type ScanLimits } from './limits.ts';

export type WalkResult = { readonly files: readonly ScannedFile[]; readonly leftOut: readonly LeftOut[] };

const reasonOf = (cause: unknown, name: string): string => {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return isMangled(name) ? 'Its name is not valid text (UTF-8). Rename it and import again.' : 'It is no longer there.';
  return code === 'EACCES' || code === 'EPERM' ? 'It may not be read (permission denied).' : `It cannot be read (${code ?? 'unknown reason'}).`;
};

const compareNames = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Lists the regular files under `root` (a folder or a file), in natural order of names. Links, devices and pipes are never opened: a link may lead
 * anywhere. What cannot be read is listed with its reason and the walk goes on. Stops at the limits and says so; throws only when aborted.
 */
export async function walkFiles(root: string, signal?: AbortSignal, limits: ScanLimits = scanLimits): Promise<WalkResult> {
  const files: ScannedFile[] = [];
  const leftOut: LeftOut[] = [];
  const visit = async (path: string, name: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    if (files.length >= limits.files) return;
    try {
      const state = await lstat(path);
      if (state.isFile()) files.push({ path, name });
      else if (!state.isDirectory()) leftOut.push({ name, code: 'IMP-09', reason: state.isSymbolicLink() ? 'This is a link; links are not followed.' : 'This is not a regular file.' });
      else if (depth >= limits.folderDepth) leftOut.push({ name, code: 'IMP-09', reason: `Folders are nested more than ${limits.folderDepth} deep.` });
      else for (const child of await namesIn(path)) await visit(join(path, child), depth === 0 && name === '' ? child : `${name}/${child}`, depth + 1);
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      leftOut.push({ name, code: 'IMP-10', reason: reasonOf(cause, name) });
    }
  };
  const state = await lstat(root).catch(() => null);
  await visit(root, state?.isDirectory() === true ? '' : basename(root), 0);
  if (files.length >= limits.files) leftOut.push({ name: basename(root), code: 'IMP-09', reason: `There are more than ${limits.files} files; import the folder in parts.` });
  return { files, leftOut };
}

async function namesIn(path: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of await opendir(path)) names.push(entry.name);
  return names.sort(compareNames);
}

/** Bytes that are no UTF-8, as old archives leave them, come as U+FFFD: the name that the system gave cannot be given back to it. */
const isMangled = (name: string): boolean => name.includes('\ufffd');
