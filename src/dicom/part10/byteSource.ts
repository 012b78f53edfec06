import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from './failure.ts';

/** Random access to the bytes of one file, in memory or on disk. `read` gives fewer bytes than asked at the end, none past it. */
export type ByteSource = { readonly size: number; read(offset: number, length: number): Buffer };

export function bufferSource(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)) };
}

/**
 * Opens a regular file for reading; null for anything else. Follows no link and waits for no pipe, whatever has been put in the file's place since its folder
 * was listed: a thread that waits for a pipe cannot even be ended. Throws the system's error.
 */
export function openRegular(path: string): number | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    // A link; a socket or a device without a driver.
    if (code === 'ELOOP' || code === 'ENXIO') return null;
    throw cause;
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  return null;
}

/** The file behind an open descriptor, which stays the caller's to close. Reads throw `unreadable` IMP-10 where the medium fails. */
export function fileSource(descriptor: number): ByteSource {
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const count = readSome(descriptor, buffer.subarray(filled), offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
  };
}

function readSome(descriptor: number, target: Uint8Array, offset: number): number {
  try {
    return readSync(descriptor, target, 0, target.length, offset);
  } catch (cause) {
    throw unreadable('IMP-10', `File cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { offset }, cause);
  }
}
