/** A small ext4 disk of its own that a test can fill up and make read-only under running programs. Root on Linux only. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type SmallDisk = {
  readonly folder: string;
  /** Takes the last byte. */
  fillUp(): void;
  /** Gives the bytes back. */
  makeRoom(): void;
  /** What the system does after an error of the disk: nothing can be written any more, by files that are open neither. */
  makeReadOnly(): void;
  drop(): void;
};

/** The disk, or why there is none here. */
export function smallDisk(megabytes: number): SmallDisk | { readonly missing: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { missing: 'only root on Linux can mount one' };
  const own = mkdtempSync(path.join(os.tmpdir(), 'nadir-disk-'));
  const [image, folder] = [path.join(own, 'image'), path.join(own, 'disk')];
  const run = (program: string, ...words: string[]): void => void execFileSync(program, words, { stdio: 'pipe' });
  try {
    mkdirSync(folder);
    run('truncate', '-s', `${megabytes}M`, image);
    run('mkfs.ext4', '-q', '-m', '0', '-b', '4096', image);
    run('mount', '-o', 'loop', image, folder);
  } catch (cause) {
    rmSync(own, { recursive: true, force: true });
    return { missing: `it cannot be mounted here (${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)})` };
  }
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fillUp() {
      const descriptor = openSync(filler, 'w');
      try {
        for (const size of [1 << 20, 4096, 512]) {
          const bytes = Buffer.alloc(size, 1);
          try { for (;;) if (writeSync(descriptor, bytes) < size) break; } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error; }
        }
      } finally {
        closeSync(descriptor);
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    makeReadOnly: () => run('mount', '-o', 'remount,abort', folder),
    drop() {
      run('umount', '-l', folder);
      rmSync(own, { recursive: true, force: true });
    },
  };
}
