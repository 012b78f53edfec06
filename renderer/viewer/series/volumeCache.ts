/**
 * Series held in memory for all panes: shared while on screen, kept after that up to a limit of bytes, least recently used out first. Besides, the series that the
 * reader will want next are loaded ahead, one at a time, while nothing on screen is waiting.
 */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { aheadToLoad, entriesToDrop, type CacheEntry, type SeriesAhead } from './cacheRules.ts';
import { SeriesVolume, type VolumeFetch } from './seriesVolume.ts';

type Held = { readonly volume: SeriesVolume; users: number; usedAt: number; readonly stopListening: () => void };

export type SeriesHold = { /** True when all images arrived, false when loading stopped before. */ readonly finished: Promise<boolean>; readonly release: () => void };

export type VolumeCacheOptions = { readonly limitBytes: number; readonly fetch?: VolumeFetch };

export class VolumeCache {
  #limitBytes: number;
  #ahead: readonly SeriesAhead[] = [];
  #tick = 0;
  #settling: 'no' | 'yes' | 'again' = 'no';
  readonly #held = new Map<string, Held>();
  readonly #dropped = new Set<(seriesId: string) => void>();
  readonly #fetch: VolumeFetch | undefined;

  constructor({ limitBytes, fetch }: VolumeCacheOptions) {
    this.#limitBytes = limitBytes;
    this.#fetch = fetch;
  }

  /** Bytes of all series that are held, loaded or not. */
  get bytes(): number { return [...this.#held.values()].reduce((sum, { volume }) => sum + volume.byteLength, 0); }

  /** The volume of a series, loaded from slice `from` outwards unless it is there already. Every `acquire` needs one `release`. */
  acquire(images: SeriesImages, from: number): SeriesVolume {
    const entry = this.#entry(images, from, false);
    entry.users += 1;
    entry.usedAt = this.#tick += 1;
    entry.volume.resume(from);
    entry.volume.focus(from);
    this.#settle();
    return entry.volume;
  }

  /** Ends one use. A volume that nobody uses any more stops loading; it is forgotten when it is not complete and not wanted next. */
  release(volume: SeriesVolume): void {
    const seriesId = volume.images.series.id;
    const entry = this.#held.get(seriesId);
    if (!entry || entry.volume !== volume) return;
    entry.users -= 1;
    entry.usedAt = this.#tick += 1;
    if (entry.users === 0) {
      volume.pause();
      if (volume.state !== 'complete' && !this.#ahead.some(({ images }) => images.series.id === seriesId)) this.#drop(seriesId);
    }
    this.#settle();
  }

  /** Loads a series and holds it, as a pane does, until released. */
  hold(images: SeriesImages, from: number): SeriesHold {
    const volume = this.acquire(images, from);
    const finished = new Promise<boolean>((resolve) => {
      const settle = (): void => { if (volume.state !== 'loading') { stop(); resolve(volume.state === 'complete'); } };
      const stop = volume.onChange(settle);
      settle();
    });
    return { finished, release: () => this.release(volume) };
  }

  /** The series that will be wanted next, most wanted first. Replaces what was said before; what is no longer named stops loading. */
  setAhead(ahead: readonly SeriesAhead[]): void {
    this.#ahead = ahead;
    for (const [seriesId, { volume, users }] of this.#held) {
      if (users === 0 && volume.state !== 'complete' && !ahead.some(({ images }) => images.series.id === seriesId)) this.#drop(seriesId);
    }
    this.#settle();
  }

  /** Called with the id of every series that leaves the memory. Returns the way to stop. */
  onDropped(listener: (seriesId: string) => void): () => void {
    this.#dropped.add(listener);
    return () => this.#dropped.delete(listener);
  }

  /** How many bytes of images are kept, in use or not; those in use are never dropped. */
  setLimit(bytes: number): void {
    this.#limitBytes = bytes;
    this.#settle();
  }

  /** Gives the memory of every series no pane shows back at once. */
  forgetUnused(): void {
    [...this.#held].filter(([, { users }]) => users === 0).forEach(([seriesId]) => this.#drop(seriesId));
  }

  #entry(images: SeriesImages, from: number, paused: boolean): Held {
    const seriesId = images.series.id;
    const present = this.#held.get(seriesId);
    if (present && present.volume.state !== 'failed' && present.volume.state !== 'cancelled') return present;
    if (present) this.#drop(seriesId);
    // Room is made before memory is taken.
    this.#shrink(images.pixels.bytesPerSlice * images.slices.length);
    const volume = new SeriesVolume(images, from, { paused, ...(this.#fetch ? { fetch: this.#fetch } : {}) });
    const entry: Held = { volume, users: 0, usedAt: 0, stopListening: volume.onChange((slices) => { if (slices.length === 0) this.#settle(); }) };
    this.#held.set(seriesId, entry);
    return entry;
  }

  #drop(seriesId: string): void {
    const entry = this.#held.get(seriesId);
    if (!entry) return;
    this.#held.delete(seriesId);
    entry.stopListening();
    entry.volume.cancel();
    this.#dropped.forEach((listener) => listener(seriesId));
  }

  #entries(): CacheEntry[] {
    return [...this.#held].map(([key, { volume, users, usedAt }]) => ({ key, bytes: volume.byteLength, users, usedAt, state: volume.state }));
  }

  #shrink(coming: number): void {
    entriesToDrop(this.#entries(), this.#limitBytes - coming, this.#ahead).forEach((seriesId) => this.#drop(seriesId));
  }

  /** Keeps the limit, and lets at most one series load ahead: none while one on screen loads. What it changes is heard here again. */
  #settle(): void {
    if (this.#settling !== 'no') { this.#settling = 'again'; return; }
    do {
      this.#settling = 'yes';
      this.#shrink(0);
      const next = aheadToLoad(this.#entries(), this.#limitBytes, this.#ahead);
      for (const [seriesId, { volume, users }] of this.#held) if (users === 0 && seriesId !== next?.images.series.id) volume.pause();
      if (next) this.#entry(next.images, next.from, true).volume.resume(next.from);
    } while ((this.#settling as string) === 'again');
    this.#settling = 'no';
  }
}

/** Until the window says how much memory there is. */
export const volumes = new VolumeCache({ limitBytes: 1e9 });
