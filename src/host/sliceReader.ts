import { open, type FileHandle } from 'node:fs/promises';
import { NadirError } from '../common/index.ts';
import type { VolumeSlice } from './volumePlan.ts';

/** Positioned reads with one open handle per file while slices of it are still wanted. */
export type SliceReader = {
  /** Fills `target` with the slice's bytes. Throws `storage` when the file is gone or short. */
  read(slice: VolumeSlice, target: Uint8Array): Promise<void>;
  /** Closes what is still open; later reads fail. */
  close(): Promise<void>;
};

/** `wanted` lists every read to come, so that a handle is closed after its last one. */
export function createSliceReader(wanted: Iterable<VolumeSlice>): SliceReader {
  const left = new Map<string, number>();
  for (const { path } of wanted) left.set(path, (left.get(path) ?? 0) + 1);
  const handles = new Map<string, Promise<FileHandle>>();
  const release = async (path: string): Promise<void> => {
    const handle = handles.get(path);
    handles.delete(path);
    await handle?.then((opened) => opened.close(), () => undefined);
  };
  return {
    async read(slice, target) {
      const [range] = slice.bytes;
      try {
        const handle = handles.get(slice.path) ?? open(slice.path, 'r');
        handles.set(slice.path, handle);
        await readFully(await handle, target, range?.offset ?? 0);
      } catch (cause) {
        throw cause instanceof NadirError ? cause : new NadirError('storage', 'A stored image file cannot be read. Check the disk, then run nadir verify.', { reason: 'imageUnreadable', cause });
      } finally {
        const remaining = (left.get(slice.path) ?? 1) - 1;
        left.set(slice.path, remaining);
        if (remaining <= 0) await release(slice.path);
      }
    },
    async close() {
      await Promise.all([...handles.keys()].map(release));
    },
  };
}

async function readFully(handle: FileHandle, target: Uint8Array, offset: number): Promise<void> {
  for (let filled = 0; filled < target.length; ) {
    const { bytesRead } = await handle.read(target, filled, target.length - filled, offset + filled);
    if (bytesRead === 0) throw new NadirError('storage', 'A stored image file is shorter than it was at import. Run nadir verify.', { reason: 'imageShort' });
    filled += bytesRead;
  }
}
