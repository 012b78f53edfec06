/**
 * The one stream per series (architecture, section 11): stored values of all slices, little endian, from the slice looked at outwards.
 *
 * Slices that lie in their files as they are go by positioned reads into large chunks; the others are decoded in worker threads. Order and length never
 * depend on luck: a slice that cannot be decoded is filled with a hatch that nobody takes for anatomy, and told to `onDamaged`. Only when the first two
 * slices asked for both fail is the whole volume refused, before the first byte.
 */
import { isNadirError, NadirError } from '../common/index.ts';
import type { ByteStream, VolumeWanted } from '../api/index.ts';
import { cutToStoredBits, type PixelFormat } from '../dicom/index.ts';
import { outwardOrderWithout } from '../geometry/index.ts';
import { createSliceReader, type SliceReader } from './sliceReader.ts';
import { isPlain, type VolumePlan, type VolumeSlice } from './volumePlan.ts';
import { decodeTimeoutMs } from './workers/decodeTime.ts';
import type { DecodeTask } from './workers/decode.worker.ts';
import type { WorkerPool } from './workers/pool.ts';

export type DecodePool = WorkerPool<DecodeTask, ArrayBuffer>;

export type VolumeOptions = {
  readonly pool: DecodePool;
  readonly signal?: AbortSignal;
  /** A slice was replaced by a hatch; the reason is a sentence for the person. */
  readonly onDamaged?: (slice: VolumeSlice, reason: string) => void;
};

const chunkBytes = 1024 * 1024;
/** Chunks being read while one is being sent. */
const readAhead = 3;

type Chunk = readonly VolumeSlice[];
type LoadChunk = (chunk: Chunk, into: Uint8Array) => Promise<void>;

/**
 * Opens the stream. Throws `unreadable` (PIX-07) when nothing can be decoded, `storage` when a file is gone, `cancelled` when the signal is already set.
 * Cancelling the body or aborting the signal stops reading, takes back what no decoder has begun, and closes the files.
 */
export async function openVolume(plan: VolumePlan, { from, without = [] }: VolumeWanted, { signal, ...options }: VolumeOptions): Promise<ByteStream> {
  signal?.throwIfAborted();
  const { bytesPerSlice } = plan;
  const ordered = outwardOrderWithout(plan.slices.length, from, without).map((index) => plan.slices[index] as VolumeSlice);
  const gone = new AbortController();
  const reader = createSliceReader(ordered.filter((slice) => isPlain(slice, bytesPerSlice)));
  const reading = new Reading(splitIntoChunks(ordered, bytesPerSlice, options.pool.size), bytesPerSlice, chunkLoader(plan, reader, { ...options, signal: gone.signal }), () => reader.close());
  const leave = (): void => {
    gone.abort();
    void reading.stop();
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await reading.first();
  } catch (cause) {
    gone.abort();
    await reading.stop();
    throw signal?.aborted === true ? new NadirError('cancelled', 'Cancelled.', { cause }) : cause;
  }
  const finish = async (): Promise<void> => {
    signal?.removeEventListener('abort', leave);
    gone.abort();
    await reading.stop();
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const chunk = await reading.next();
        if (chunk === null) { controller.close(); await finish(); } else controller.enqueue(chunk);
      } catch (cause) {
        await finish();
        controller.error(cause);
      }
    },
    cancel: finish,
  }, { highWaterMark: 0 });
  return {
    body, byteLength: ordered.length * bytesPerSlice,
    async sendTo(write) {
      try {
        for (let chunk = await reading.next(); chunk !== null; chunk = await reading.next()) {
          await write(chunk);
          reading.giveBack(chunk);
        }
      } finally {
        await finish();
      }
    },
  };
}

/** Chunks in their order, a few of them read ahead; buffers that are given back are filled again, which spares the system zeroing and freeing memory for every chunk. */
class Reading {
  readonly #chunks: readonly Chunk[];
  readonly #bytesPerSlice: number;
  readonly #load: LoadChunk;
  readonly #release: () => Promise<void>;
  readonly #pending: Promise<Uint8Array>[] = [];
  readonly #free: ArrayBufferLike[] = [];
  #next = 0;
  #stopped = false;

  constructor(chunks: readonly Chunk[], bytesPerSlice: number, load: LoadChunk, release: () => Promise<void>) {
    this.#chunks = chunks;
    this.#bytesPerSlice = bytesPerSlice;
    this.#load = load;
    this.#release = release;
  }

  /** Begins, and waits for the first chunk, which stays to be taken. */
  async first(): Promise<void> {
    this.#readAhead();
    await this.#pending[0];
  }

  /** The next chunk; null after the last. Throws `cancelled` once stopped: what is cut off must not look whole. */
  async next(): Promise<Uint8Array | null> {
    if (this.#stopped) throw new NadirError('cancelled', 'Cancelled.');
    const chunk = this.#pending.shift();
    this.#readAhead();
    return (await chunk) ?? null;
  }

  /** The chunk has been sent: its memory may be filled anew. */
  giveBack({ buffer }: Uint8Array): void { this.#free.push(buffer); }

  /** Nothing is read any more when it resolves. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#next = this.#chunks.length;
    await Promise.allSettled(this.#pending.splice(0));
    await this.#release();
  }

  #readAhead(): void {
    while (this.#pending.length < readAhead && this.#next < this.#chunks.length) {
      const filled = this.#fill(this.#chunks[this.#next++] as Chunk);
      // A failure is told when its turn comes; until then nobody awaits it.
      filled.catch(() => undefined);
      this.#pending.push(filled);
    }
  }

  async #fill(chunk: Chunk): Promise<Uint8Array> {
    const bytes = chunk.length * this.#bytesPerSlice;
    const at = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    // Not zeroed: every byte of it is overwritten, or the chunk is never sent.
    const buffer = at < 0 ? Buffer.allocUnsafeSlow(bytes).buffer : (this.#free.splice(at, 1)[0] as ArrayBufferLike);
    const target = new Uint8Array(buffer, 0, bytes);
    await this.#load(chunk, target);
    return target;
  }
}

function splitIntoChunks(ordered: readonly VolumeSlice[], bytesPerSlice: number, decoders: number): Chunk[] {
  const inBytes = Math.max(1, Math.floor(chunkBytes / bytesPerSlice));
  // What has to be decoded goes by as few as keep the decoders busy, so that little is asked for in vain when the reader leaves.
  const perChunk = ordered.every((slice) => isPlain(slice, bytesPerSlice)) ? inBytes : Math.min(inBytes, decoders);
  // The first slice goes alone: it is what the reader waits for.
  const chunks: Chunk[] = ordered.length === 0 ? [] : [ordered.slice(0, 1)];
  for (let index = 1; index < ordered.length; index += perChunk) chunks.push(ordered.slice(index, index + perChunk));
  return chunks;
}

function chunkLoader({ bytesPerSlice, slices }: VolumePlan, reader: SliceReader, { pool, onDamaged, signal }: VolumeOptions): LoadChunk {
  let decodedAny = false;
  let failures = 0;
  const loadSlice = async (slice: VolumeSlice, target: Uint8Array): Promise<void> => {
    signal?.throwIfAborted();
    if (isPlain(slice, bytesPerSlice)) {
      await reader.read(slice, target);
      cutToStoredBits(target, slice.format);
      decodedAny = true;
      return;
    }
    try {
      const values = await pool.run({ path: slice.path, bytes: slice.bytes, format: slice.format }, { timeoutMs: decodeTimeoutMs(slice.format), signal });
      if (values.byteLength !== bytesPerSlice) throw new NadirError('unreadable', 'The decoded image has another size than its series.', { reason: 'PIX-07' });
      target.set(new Uint8Array(values));
      decodedAny = true;
    } catch (cause) {
      failures += 1;
      if (!isNadirError(cause) || cause.code !== 'unreadable') throw cause;
      if (!decodedAny && failures >= Math.min(2, slices.length)) throw cause;
      hatch(target, slice.format);
      onDamaged?.(slice, cause.message);
    }
  };
  return async (chunk, into) => {
    await Promise.all(chunk.map((slice, index) => loadSlice(slice, into.subarray(index * bytesPerSlice, (index + 1) * bytesPerSlice))));
  };
}

/** Diagonal bars of the smallest and largest positive stored value. */
function hatch(target: Uint8Array, format: PixelFormat): void {
  const wide = format.bitsAllocated > 8;
  const bright = 2 ** (format.bitsStored - 1) - 1;
  const values = wide ? new Uint16Array(target.buffer, target.byteOffset, target.length >> 1) : target;
  const width = format.columns * format.samplesPerPixel;
  for (let index = 0; index < values.length; index += 1) values[index] = (Math.floor(index / width) + (index % width)) % 32 < 8 ? bright : 0;
}
