/** Every stored file read again, a few at a time: its bytes must be those its name says. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NadirError } from '../../common/index.ts';
import { blobPath, checkBlob } from '../../store/index.ts';

export type FileFault = { readonly sha256: string; readonly state: 'missing' | 'altered' };
export type FilesChecked = { readonly files: number; readonly bytes: number; readonly damaged: readonly FileFault[] };

/** Files read at once: the next waits for the disk while one is hashed. */
const atOnce = 4;

/** Errors: cancelled by `signal`. */
export async function checkFiles(root: string, sha256s: readonly string[], { signal, onProgress }: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((done: number, total: number) => void) | undefined } = {}): Promise<FilesChecked> {
  const damaged: FileFault[] = [];
  let [next, done, bytes] = [0, 0, 0];
  async function work(): Promise<void> {
    for (let sha256 = sha256s[next]; sha256 !== undefined; sha256 = sha256s[next]) {
      next += 1;
      if (signal?.aborted === true) throw new NadirError('cancelled', 'Cancelled.');
      const found = await checkBlob(root, sha256).catch(() => ({ state: 'missing' as const }));
      if (found.state !== 'whole') damaged.push({ sha256, state: found.state });
      const size = found.state === 'missing' ? 0 : (await lstat(blobPath(root, sha256))).size;
      bytes += size;
      done += 1;
      onProgress?.(done, sha256s.length);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, sha256s.length) }, work));
  const place = new Map(sha256s.map((sha256, index) => [sha256, index]));
  return { files: sha256s.length, bytes, damaged: damaged.sort((a, b) => (place.get(a.sha256) ?? 0) - (place.get(b.sha256) ?? 0)) };
}

/** How many files stand among the stored ones that nobody refers to: what an import that was cut short may leave. No fault. */
export async function countUnreferenced(root: string, known: ReadonlySet<string>): Promise<number> {
  let count = 0;
  for (const name of await readdir(root).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(name)) continue;
    for (const file of await readdir(join(root, name)).catch(() => [])) if (!known.has(file)) count += 1;
  }
  return count;
}
