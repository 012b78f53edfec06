/**
 * The one stream per series (architecture, section 11): stored values of all slices, little endian, from the slice looked at outwards.
 *
 * Slices that lie in their files as they are go by positioned reads into large chunks; the others are decoded in worker threads. Order and length never
 * depend on luck: a slice that cannot be decoded is filled with a hatch that nobody takes for anatomy, and told to `onDamaged`. Only when the first two
 * slices asked for both fail is the whole volume refused, before the first byte.
 */
import { isNadirError, NadirError } from '../common/index.ts';
import { cutToStoredBits, type PixelFormat } from '../dicom/index.ts';
import { outwardOrder } from '../geometry/index.ts';
import { createSliceReader, type SliceReader } from './sliceReader.ts';
import { isPlain, type VolumePlan, type VolumeSlice } from './volumePlan.ts';
import { decodeTimeoutMs } from './workers/decodeTime.ts';
import type { DecodeTask } from './workers/decode.worker.ts';
import type { WorkerPool } from './workers/pool.ts';

export type DecodePool = WorkerPool<DecodeTask, ArrayBuffer>;

export type VolumeStream = { readonly body: ReadableStream<Uint8Array>; readonly byteLength: number };

export type VolumeOptions = {
  readonly pool: DecodePool;
  readonly signal?: AbortSignal;
  /** A slice was replaced by a hatch; the reason is a sentence for the person. */
  readonly onDamaged?: (slice: VolumeSlice, reason: string) => void;
};

const chunkBytes = 1024 * 1024;
/** Chunks being read while one is being sent. */
const readAhead = 4;

type Chunk = { readonly slices: readonly VolumeSlice[] };

/**
 * Opens the stream. Throws `unreadable` (PIX-07) when nothing can be decoded, `storage` when a file is gone, `cancelled` when the signal is already set.
 * Cancelling the body or aborting the signal stops reading and closes the files.
 */
export async function openVolume(plan: VolumePlan, from: number, options: VolumeOptions): Promise<VolumeStream> {
  options.signal?.throwIfAborted();
  const { bytesPerSlice } = plan;
  const ordered = outwardOrder(plan.slices.length, from).map((index) => plan.slices[index] as VolumeSlice);
  const reader = createSliceReader(ordered.filter((slice) => isPlain(slice, bytesPerSlice)));
  const chunks = splitIntoChunks(ordered, bytesPerSlice);
  const load = chunkLoader(plan, reader, options);
  const pending: Promise<Uint8Array>[] = [];
  let next = 0;
  const loadMore = (): void => {
    while (pending.length < readAhead && next < chunks.length) {
      const chunk = load(chunks[next++] as Chunk);
      // A failure is told when its turn comes; until then nobody awaits it.
      chunk.catch(() => undefined);
      pending.push(chunk);
    }
  };
  const stop = async (): Promise<void> => {
    next = chunks.length;
    await Promise.allSettled(pending.splice(0));
    await reader.close();
  };
  loadMore();
  try {
    await pending[0];
  } catch (cause) {
    await stop();
    throw cause;
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        options.signal?.throwIfAborted();
        const chunk = pending.shift();
        loadMore();
        if (chunk !== undefined) controller.enqueue(await chunk);
        if (pending.length === 0) { controller.close(); await reader.close(); }
      } catch (cause) {
        await stop();
        controller.error(cause);
      }
    },
    cancel: stop,
  }, { highWaterMark: 1 });
  return { body, byteLength: plan.slices.length * bytesPerSlice };
}

function splitIntoChunks(ordered: readonly VolumeSlice[], bytesPerSlice: number): Chunk[] {
  const perChunk = Math.max(1, Math.floor(chunkBytes / bytesPerSlice));
  // The first slice goes alone: it is what the reader waits for.
  const chunks: Chunk[] = ordered.length === 0 ? [] : [{ slices: ordered.slice(0, 1) }];
  for (let index = 1; index < ordered.length; index += perChunk) chunks.push({ slices: ordered.slice(index, index + perChunk) });
  return chunks;
}

function chunkLoader({ bytesPerSlice, slices }: VolumePlan, reader: SliceReader, { pool, onDamaged }: VolumeOptions): (chunk: Chunk) => Promise<Uint8Array> {
  let decodedAny = false;
  let failures = 0;
  const loadSlice = async (slice: VolumeSlice, target: Uint8Array): Promise<void> => {
    if (isPlain(slice, bytesPerSlice)) {
      await reader.read(slice, target);
      cutToStoredBits(target, slice.format);
      decodedAny = true;
      return;
    }
    try {
      const values = await pool.run({ path: slice.path, bytes: slice.bytes, format: slice.format }, { timeoutMs: decodeTimeoutMs(slice.format) });
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
  return async (chunk) => {
    const buffer = new Uint8Array(chunk.slices.length * bytesPerSlice);
    await Promise.all(chunk.slices.map((slice, index) => loadSlice(slice, buffer.subarray(index * bytesPerSlice, (index + 1) * bytesPerSlice))));
    return buffer;
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
