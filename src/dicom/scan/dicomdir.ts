/** The files that a DICOMDIR names (DICOM PS3.3 F, PS3.10 8.2; interoperability row 46). */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DataSet } from 'dicom-parser';
import { ascii, items } from '../part10/values.ts';
import type { LeftOut, ScannedFile } from './limits.ts';

export type DirectoryListing = { readonly files: readonly ScannedFile[]; readonly leftOut: readonly LeftOut[] };

/** Every ReferencedFileID once, its parts still joined by backslashes as the directory writes them. */
export function namedFiles(dataSet: DataSet): readonly string[] {
  const names = new Set<string>();
  for (const record of items(dataSet, 'x00041220')) {
    const name = ascii(record, 'x00041500').slice(0, longestName);
    if (name !== '') names.add(name);
  }
  return [...names];
}

/** Eight parts of eight characters by the standard (PS3.10 8.2); writers exceed both, but not this. */
const longestName = 1024;

/**
 * Resolves the names beside the directory file, case-insensitively. A part that is `..`, absolute, empty or a link is refused, a missing file is
 * listed (IMP-08). An empty `files` means that the directory is of no use: scan its folder instead.
 */
export async function listDirectory(directoryPath: string, names: readonly string[]): Promise<DirectoryListing> {
  const folder = dirname(directoryPath);
  const listOf = folderReader();
  const files: ScannedFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const named of names) {
    const parts = named.split('\\').map((part) => part.trim());
    const name = parts.join('/');
    const refuse = (reason: string): void => { leftOut.push({ name: name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 256), code: 'IMP-08', reason }); };
    if (parts.some((part) => part === '' || part === '.' || part === '..' || /[/:\0]/.test(part))) { refuse('The directory names a file outside its folder.'); continue; }
    const found = await resolveParts(folder, parts, listOf);
    if (found === null) refuse('The directory names this file, but it is missing.');
    else if (!found.isFile) refuse('The directory names a link or a folder here; links are not followed.');
    else files.push({ path: found.path, name });
  }
  return { files, leftOut };
}

type Entry = { readonly name: string; readonly isFile: boolean; readonly isFolder: boolean };
type FolderReader = (path: string) => Promise<(part: string) => Entry | undefined>;

/** Looks names up in folders, each folder listed once: a directory may name a hundred thousand files of one. */
function folderReader(): FolderReader {
  const known = new Map<string, ReturnType<FolderReader>>();
  const read = async (path: string): ReturnType<FolderReader> => {
    const exact = new Map<string, Entry>();
    const folded = new Map<string, Entry>();
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      const one = { name: entry.name, isFile: entry.isFile(), isFolder: entry.isDirectory() };
      exact.set(one.name, one);
      folded.set(one.name.toUpperCase().replace(/\.$/, ''), one);
    }
    return (part) => exact.get(part) ?? folded.get(part.toUpperCase());
  };
  return (path) => {
    const list = known.get(path) ?? read(path);
    known.set(path, list);
    return list;
  };
}

async function resolveParts(folder: string, parts: readonly string[], listOf: FolderReader): Promise<{ readonly path: string; readonly isFile: boolean } | null> {
  let path = folder;
  for (const [index, part] of parts.entries()) {
    const entry = (await listOf(path))(part);
    if (entry === undefined) return null;
    path = join(path, entry.name);
    const isLast = index === parts.length - 1;
    if (isLast || !entry.isFolder) return { path, isFile: isLast && entry.isFile };
  }
  return null;
}
