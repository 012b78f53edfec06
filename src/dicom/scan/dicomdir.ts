/** The files that a DICOMDIR names (DICOM PS3.3 F, PS3.10 8.2; interoperability row 46). */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DataSet } from 'dicom-parser';
import { ascii, items } from '../part10/values.ts';
import type { LeftOut, ScannedFile } from './limits.ts';

export type DirectoryListing = { readonly files: readonly ScannedFile[]; readonly leftOut: readonly LeftOut[] };

/**
 * Resolves every ReferencedFileID beside the directory file, case-insensitively. A part that is `..`, absolute or empty is refused, a missing file is
 * listed (IMP-08). An empty `files` means that the directory is of no use: scan its folder instead.
 */
export async function listDirectory(directoryPath: string, dataSet: DataSet): Promise<DirectoryListing> {
  const folder = dirname(directoryPath);
  const names = new Map<string, Promise<readonly string[]>>();
  const listOf = (path: string): Promise<readonly string[]> => {
    const known = names.get(path) ?? readdir(path).catch(() => []);
    names.set(path, known);
    return known;
  };
  const files: ScannedFile[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const record of items(dataSet, 'x00041220')) {
    const parts = ascii(record, 'x00041500').split('\\').map((part) => part.trim());
    const name = parts.join('/');
    const named = parts.join('\\');
    if (named === '' || seen.has(named)) continue;
    seen.add(named);
    if (parts.some((part) => part === '' || part === '.' || part === '..' || /[/:\0]/.test(part))) { leftOut.push({ name: name.slice(0, 256), code: 'IMP-08', reason: 'The directory names a file outside its folder.' }); continue; }
    const path = await resolveParts(folder, parts, listOf);
    if (path === null) leftOut.push({ name: name.slice(0, 256), code: 'IMP-08', reason: 'The directory names this file, but it is missing.' });
    else files.push({ path, name });
  }
  return { files, leftOut };
}

async function resolveParts(folder: string, parts: readonly string[], listOf: (path: string) => Promise<readonly string[]>): Promise<string | null> {
  let path = folder;
  for (const part of parts) {
    const inFolder = await listOf(path);
    const exact = inFolder.includes(part) ? part : inFolder.find((name) => name.toUpperCase() === part.toUpperCase() || name.toUpperCase() === `${part.toUpperCase()}.`);
    if (exact === undefined) return null;
    path = join(path, exact);
  }
  return path;
}
