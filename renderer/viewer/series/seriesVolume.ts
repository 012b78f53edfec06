/** The stored values of one series, from one stream (architecture.md section 11). Slices are views into what arrived: nothing is parsed and no slice is copied. */
import { NadirError } from '../../../src/common/index.ts';
import { outwardOrderWithout, sliceRanges } from '../../../src/geometry/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { getBytes } from '../../backend.ts';
import { readSlices } from './sliceStream.ts';

export type StoredValues = Uint8Array<ArrayBuffer> | Int8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>;
const bytesPerValue = { uint8: 1, int8: 1, uint16: 2, int16: 2 } as const;

/** `paused`: what came is kept, the rest is asked for when it is wanted. */
export type VolumeState = 'loading' | 'paused' | 'complete' | 'failed' | 'cancelled';

/** Where the slices come from: the body of `GET /api/bytes/volume/:id`. */
export type VolumeFetch = (seriesId: string, query: { readonly from: number; readonly without: string | null }, signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | null>;

const fromHost: VolumeFetch = async (seriesId, query, signal) => (await getBytes(`/api/bytes/volume/${encodeURIComponent(seriesId)}`, query, signal)).body;

/** A slice the reader looks for is waited for this long, by the speed so far, before the stream is turned to it. */
const waitMs = 200;
/** While the reader scrolls on, the stream is not turned more often than this. */
const turnMs = 150;

/** One request for what was missing when it was made. */
type Stream = { readonly abort: AbortController; readonly order: readonly number[]; arrived: number; readonly beganMs: number };

export class SeriesVolume {
  readonly images: SeriesImages;
  /** Of the whole series, whether it has come or not. */
  readonly byteLength: number;
  state: VolumeState;
  /** Why it failed, in words for the person. */
  failure = '';
  loadedSlices = 0;
  #slices: (Uint8Array<ArrayBuffer> | undefined)[] = [];
  #stream: Stream | null = null;
  #turn: ReturnType<typeof setTimeout> | undefined;
  #wanted: number;
  readonly #listeners = new Set<(slices: readonly number[]) => void>();
  readonly #fetch: VolumeFetch;

  /** Loads from `from` outwards: at once, or when `resume` is called. */
  constructor(images: SeriesImages, from: number, { paused = false, fetch = fromHost }: { readonly paused?: boolean; readonly fetch?: VolumeFetch } = {}) {
    this.images = images;
    this.byteLength = images.pixels.bytesPerSlice * images.slices.length;
    this.#wanted = from;
    this.#fetch = fetch;
    this.state = paused ? 'paused' : 'loading';
    if (!paused) this.#open();
  }

  get sliceCount(): number { return this.images.slices.length; }
  has(slice: number): boolean { return this.#slices[slice] !== undefined; }

  /** The stored values of a slice, rows × columns × samples: a view, valid as long as the volume. Zeros until `has(slice)`. */
  slice(index: number): StoredValues {
    const { type, bytesPerSlice } = this.images.pixels;
    const { buffer, byteOffset } = this.#slices[index] ?? new Uint8Array(bytesPerSlice);
    const length = bytesPerSlice / bytesPerValue[type];
    switch (type) {
      case 'uint8': return new Uint8Array(buffer, byteOffset, length);
      case 'int8': return new Int8Array(buffer, byteOffset, length);
      case 'uint16': return new Uint16Array(buffer, byteOffset, length);
      case 'int16': return new Int16Array(buffer, byteOffset, length);
    }
  }

  /** Calls back with the slices that arrived, and with none when the state changes. Returns the way to stop. */
  onChange(listener: (slices: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The reader looks at this slice now: turns the stream to it when it would come late. */
  focus(slice: number): void {
    this.#wanted = slice;
    if (this.state !== 'loading' || this.has(slice) || this.#turn !== undefined || !this.#comesLate(slice)) return;
    this.#turn = setTimeout(() => {
      this.#turn = undefined;
      if (this.state === 'loading' && !this.has(this.#wanted) && this.#comesLate(this.#wanted)) this.#open();
    }, Math.max(0, turnMs - (performance.now() - (this.#stream?.beganMs ?? 0))));
  }

  /** Stops loading and keeps what came. */
  pause(): void {
    if (this.state !== 'loading') return;
    this.#close();
    this.#finish('paused', '');
  }

  /** Goes on with what is missing, from `from` outwards. */
  resume(from: number): void {
    this.#wanted = from;
    if (this.state !== 'paused') return;
    this.state = 'loading';
    this.#open();
    this.#listeners.forEach((listener) => listener([]));
  }

  /** Ends loading and gives the memory back. */
  cancel(): void {
    this.#close();
    this.#slices = [];
    this.loadedSlices = 0;
    if (this.state !== 'cancelled') this.#finish('cancelled', '');
  }

  #finish(state: VolumeState, failure: string): void {
    this.state = state;
    this.failure = failure;
    this.#listeners.forEach((listener) => listener([]));
  }

  #comesLate(slice: number): boolean {
    const stream = this.#stream;
    if (!stream) return false;
    const ahead = stream.order.indexOf(slice) - stream.arrived;
    const elapsedMs = performance.now() - stream.beganMs;
    return ahead * (elapsedMs / Math.max(1, stream.arrived)) > waitMs;
  }

  #close(): void {
    clearTimeout(this.#turn);
    this.#turn = undefined;
    this.#stream?.abort.abort();
    this.#stream = null;
  }

  /** Asks for what is missing, the wanted slice first; a stream that runs is given up. */
  #open(): void {
    this.#close();
    const without = sliceRanges(this.sliceCount, (slice) => this.has(slice));
    const order = outwardOrderWithout(this.sliceCount, this.#wanted, without);
    const stream: Stream = { abort: new AbortController(), order, arrived: 0, beganMs: performance.now() };
    this.#stream = stream;
    const query = { from: this.#wanted, without: without.length === 0 ? null : without.map(([first, last]) => `${first}-${last}`).join(',') };
    void this.#read(stream, this.#fetch(this.images.series.id, query, stream.abort.signal));
  }

  async #read(stream: Stream, opened: Promise<ReadableStream<Uint8Array> | null>): Promise<void> {
    const isCurrent = (): boolean => this.#stream === stream;
    try {
      const body = await opened;
      if (!isCurrent()) return;
      if (!body) throw new NadirError('defect', 'The host sent no images.');
      await readSlices(body, this.images.pixels.bytesPerSlice, stream.order.length, (bytes, arrival) => { if (isCurrent()) this.#take(stream, bytes, arrival); });
      if (!isCurrent()) return;
      this.#stream = null;
      if (this.loadedSlices < this.sliceCount) this.#finish('failed', `Only ${this.loadedSlices} of ${this.sliceCount} images arrived. Open the series again.`);
      else this.#finish('complete', '');
    } catch (cause) {
      if (!isCurrent()) return;
      this.#close();
      this.#finish('failed', this.#wordsFor(cause));
    }
  }

  #take(stream: Stream, bytes: Uint8Array<ArrayBuffer>, arrival: number): void {
    const slice = stream.order[arrival]!;
    this.#slices[slice] = bytes;
    stream.arrived = arrival + 1;
    this.loadedSlices += 1;
    this.#listeners.forEach((listener) => listener([slice]));
  }

  #wordsFor(cause: unknown): string {
    if (cause instanceof NadirError) return cause.message;
    if (cause instanceof RangeError && /alloc/i.test(cause.message)) return `This series needs ${Math.round(this.byteLength / 1e6)} MB of memory, more than the window can get. Close other panes and open it again.`;
    return 'The images of this series could not be read. Open the series again.';
  }
}
