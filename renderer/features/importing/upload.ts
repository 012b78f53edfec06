import { create } from 'zustand';
import type { UploadItem, UploadSet } from './uploadWalk.ts';

/** Files under way at once: enough to keep the loopback busy while small files wait for the disk. */
const atOnce = 4;

/** What of an import happens in the window before its job exists. It lives outside the screen, so that leaving it does not stop the upload. */
export type UploadState = {
  readonly phase: 'idle' | 'collecting' | 'uploading' | 'starting';
  readonly name: string;
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Why the last attempt ended without a job. */
  readonly failure: string | null;
  readonly stop: AbortController | null;
};

export const idle: UploadState = { phase: 'idle', name: '', doneFiles: 0, totalFiles: 0, doneBytes: 0, totalBytes: 0, failure: null, stop: null };

export const useUpload = create<UploadState>(() => idle);

export const failUpload = (failure: string | null): void => useUpload.setState({ ...idle, failure });

export type SendFile = (item: UploadItem, signal: AbortSignal) => Promise<void>;

/** Sends every file, a few at once, in order of their start; stops at the first failure and rejects with it. */
export async function sendAll(items: readonly UploadItem[], send: SendFile, progress: (item: UploadItem) => void, signal: AbortSignal): Promise<void> {
  let next = 0;
  let isStopped = false;
  const lane = async () => {
    while (!isStopped) {
      const item = items[next];
      next += 1;
      if (!item) return;
      signal.throwIfAborted();
      try {
        await send(item, signal);
      } catch (error) {
        isStopped = true;
        throw error;
      }
      progress(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

/** Marks the beginning of an upload and returns what stops it. */
export function beginState(set: UploadSet): AbortController {
  const stop = new AbortController();
  useUpload.setState({ phase: 'uploading', name: set.name, doneFiles: 0, totalFiles: set.items.length, doneBytes: 0, totalBytes: set.items.reduce((sum, item) => sum + item.file.size, 0), failure: null, stop });
  return stop;
}

/** Counts a file as sent. */
export const countSent = (item: UploadItem): void => useUpload.setState((now) => ({ doneFiles: now.doneFiles + 1, doneBytes: now.doneBytes + item.file.size }));
