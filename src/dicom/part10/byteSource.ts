import { fstatSync, readSync } from 'node:fs';

/** Random access to the bytes of one file, in memory or on disk. `read` gives fewer bytes than asked at the end, none past it. */
export type ByteSource = { readonly size: number; read(offset: number, length: number): Buffer };

export function bufferSource(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)) };
}

/** The file behind an open descriptor, which stays the caller's to close. */
export function fileSource(descriptor: number): ByteSource {
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const count = readSync(descriptor, buffer, filled, wanted - filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return buffer.subarray(0, filled);
    },
  };
}
