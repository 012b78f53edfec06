/**
 * Writing much without being noticed: every few megabytes what was written is forced to disk, so that nobody's commit has to wait for a gigabyte of somebody else's, and the disk is left alone for as long as that took.
 */
import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** `gentle`: while people work. A terminal command on a closed workstation need not wait. */
export type PaceOptions = { readonly gentle: boolean };

/** Small enough that a commit which falls behind one of them waits a few milliseconds on an ordinary disk. */
export const pieceBytes = (gentle: boolean): number => (gentle ? 1 << 20 : 16 << 20);
/** Rest after a piece, as a multiple of the time the piece took. */
const restShare = 1;
const longestRestMs = 250;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const restFor = (sinceMs: number): number => Math.min(longestRestMs, Math.max(1, (performance.now() - sinceMs) * restShare));

/** Counts what is written to a file; each piece is forced to disk and rested after. */
export function createPace(handle: FileHandle, { gentle }: PaceOptions): (bytes: number) => Promise<void> {
  const piece = pieceBytes(gentle);
  let [since, began] = [0, performance.now()];
  return async (bytes) => {
    since += bytes;
    if (since < piece) return;
    since = 0;
    await handle.datasync();
    if (gentle) await pause(restFor(began));
    began = performance.now();
  };
}

/** The same for SQLite's own copying, which cannot wait for a promise; only for a thread or a process of its own. `close` at the end. */
export function createBlockingPace(file: string, { gentle }: PaceOptions): { rest(): void; close(): void } {
  let [descriptor, began]: [number | null, number] = [null, performance.now()];
  const idle = new Int32Array(new SharedArrayBuffer(4));
  return {
    rest() {
      descriptor ??= openSync(file, 'r+');
      fdatasyncSync(descriptor);
      if (gentle) Atomics.wait(idle, 0, 0, restFor(began));
      began = performance.now();
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
      descriptor = null;
    },
  };
}
