/** Writes the members of a backup one after another and remembers what each must hash to. */
import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { createPace, type PaceOptions } from './pace.ts';
import { blockBytes, paddingOf, tarHeader } from './tar.ts';

export type BackupWriter = {
  putBytes(name: string, content: Uint8Array): Promise<void>;
  /** `source` compressed; its size is known when it was written. */
  putCompressed(name: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** A file of so many bytes; answers the SHA-256 of what it held. Throws when it has another size. */
  putFile(name: string, path: string): Promise<string>;
  /** SHA-256 by member, as `sha256sum -c` reads them. */
  sums(): string;
  /** Ends the file and forces it to disk; answers its size. */
  finish(): Promise<number>;
  close(): Promise<void>;
};

const fastest = 1;

/** Opens the new file. `seconds`: the time all members carry. */
export async function createWriter(file: string, seconds: number, options: PaceOptions, throwIfAborted: () => void): Promise<BackupWriter> {
  const handle: FileHandle = await open(file, 'wx', 0o600);
  const rest = createPace(handle, options);
  const sums: string[] = [];
  let position = 0;

  async function write(bytes: Uint8Array, at: number): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, at + from);
      from += bytesWritten;
    }
  }
  async function append(bytes: Uint8Array): Promise<void> {
    throwIfAborted();
    await write(bytes, position);
    position += bytes.length;
    await rest(bytes.length);
  }
  /** The header is written last: where a member's size is not known before, it is now. */
  async function member(name: string, fill: (hash: Hash) => Promise<void>): Promise<string> {
    const at = position;
    const hash = createHash('sha256');
    position += blockBytes;
    await fill(hash);
    const bytes = position - at - blockBytes;
    await write(tarHeader(name, bytes, seconds), at);
    await append(Buffer.alloc(paddingOf(bytes)));
    const sha256 = hash.digest('hex');
    sums.push(`${sha256}  ${name}\n`);
    return sha256;
  }
  const put = (name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> => member(name, async (hash) => {
    for await (const piece of pieces) {
      hash.update(piece);
      await append(piece);
    }
  });

  return {
    putBytes: async (name, content) => void (await put(name, [content])),
    putCompressed: (name, source) => pipeline(source, createGzip({ level: fastest, chunkSize: 1 << 18 }), async (pieces: AsyncIterable<Uint8Array>) => void (await put(name, pieces))),
    async putFile(name, path) {
      const source = await open(path, 'r');
      try {
        return await put(name, source.createReadStream({ highWaterMark: 1 << 20, autoClose: false }));
      } finally {
        await source.close();
      }
    },
    sums: () => sums.join(''),
    async finish() {
      await append(Buffer.alloc(2 * blockBytes));
      await handle.sync();
      return position;
    },
    close: () => handle.close(),
  };
}
