/** The stored values of one series in one buffer, filled from one stream (architecture.md section 11). Slices are views into it: nothing is parsed and no slice is copied. */
import { NadirError } from '../../../src/common/index.ts';
import { outwardOrder } from '../../../src/geometry/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { getBytes } from '../../backend.ts';

export type StoredValues = Uint8Array<ArrayBuffer> | Int8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>;
export type VolumeState = 'loading' | 'complete' | 'failed' | 'cancelled';

const bytesPerValue = { uint8: 1, int8: 1, uint16: 2, int16: 2 } as const;

/**
 * Copies a stream of slices, which come in `order`, to their places in series order, whatever the sizes of the pieces.
 * Returns the slices that became complete. Bytes past the last slice are counted as an error by the caller (`received > expected`).
 */
export function createSliceWriter(target: Uint8Array, order: readonly number[], bytesPerSlice: number): (piece: Uint8Array) => number[] {
  let received = 0;
  return (piece) => {
    const finished: number[] = [];
    let taken = 0;
    while (taken < piece.length) {
      const arrival = Math.floor(received / bytesPerSlice);
      const slice = order[arrival];
      if (slice === undefined) throw new RangeError('more bytes than slices');
      const within = received - arrival * bytesPerSlice;
      const count = Math.min(bytesPerSlice - within, piece.length - taken);
      target.set(piece.subarray(taken, taken + count), slice * bytesPerSlice + within);
      taken += count;
      received += count;
      if (within + count === bytesPerSlice) finished.push(slice);
    }
    return finished;
  };
}

export class SeriesVolume {
  readonly images: SeriesImages;
  readonly byteLength: number;
  state: VolumeState = 'loading';
  /** Why it failed, in words for the person. */
  failure = '';
  loadedSlices = 0;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #loaded: Uint8Array;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<(slices: readonly number[]) => void>();

  /** Starts loading at once, from `from` outwards. Throws NadirError `refused` when the machine has no memory for the series. */
  constructor(images: SeriesImages, from: number) {
    this.images = images;
    this.byteLength = images.pixels.bytesPerSlice * images.slices.length;
    try {
      this.#bytes = new Uint8Array(new ArrayBuffer(this.byteLength));
    } catch (cause) {
      throw new NadirError('refused', `This series needs ${Math.round(this.byteLength / 1e6)} MB of memory, more than the window can get. Close other panes and open it again.`, { reason: 'memory', cause });
    }
    this.#loaded = new Uint8Array(images.slices.length);
    void this.#load(from);
  }

  get sliceCount(): number { return this.images.slices.length; }
  has(slice: number): boolean { return this.#loaded[slice] === 1; }

  /** The stored values of a slice, rows × columns × samples: a view, valid as long as the volume. Zeros until `has(slice)`. */
  slice(index: number): StoredValues {
    const { type, bytesPerSlice } = this.images.pixels;
    const [buffer, offset, length] = [this.#bytes.buffer, index * bytesPerSlice, bytesPerSlice / bytesPerValue[type]];
    switch (type) {
      case 'uint8': return new Uint8Array(buffer, offset, length);
      case 'int8': return new Int8Array(buffer, offset, length);
      case 'uint16': return new Uint16Array(buffer, offset, length);
      case 'int16': return new Int16Array(buffer, offset, length);
    }
  }

  /** Calls back with the slices that arrived, and with none when the state changes. Returns the way to stop. */
  onChange(listener: (slices: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  cancel(): void {
    if (this.state !== 'loading') return;
    this.#finish('cancelled', '');
    this.#abort.abort();
  }

  #finish(state: VolumeState, failure: string): void {
    this.state = state;
    this.failure = failure;
    this.#listeners.forEach((listener) => listener([]));
  }

  async #load(from: number): Promise<void> {
    const { images } = this;
    try {
      const write = createSliceWriter(this.#bytes, outwardOrder(this.sliceCount, from), images.pixels.bytesPerSlice);
      const response = await getBytes(`/api/bytes/volume/${encodeURIComponent(images.series.id)}`, { from }, this.#abort.signal);
      const reader = response.body?.getReader();
      if (!reader) throw new NadirError('defect', 'The host sent no images.');
      for (;;) {
        const { done, value } = await reader.read();
        if (this.state !== 'loading') return;
        if (done) break;
        const finished = write(value);
        for (const slice of finished) this.#loaded[slice] = 1;
        this.loadedSlices += finished.length;
        if (finished.length > 0) this.#listeners.forEach((listener) => listener(finished));
      }
      if (this.loadedSlices < this.sliceCount) this.#finish('failed', `Only ${this.loadedSlices} of ${this.sliceCount} images arrived. Open the series again.`);
      else this.#finish('complete', '');
    } catch (cause) {
      if (this.state !== 'loading') return;
      this.#finish('failed', cause instanceof NadirError ? cause.message : 'The images of this series could not be read. Open the series again.');
    }
  }
}
