/** The series of a pane while it loads: which slice is wanted, which is on screen. Old pixels stay until the new ones are there. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { openVolume } from '../series/imageLoader.ts';
import type { SeriesVolume } from '../series/seriesVolume.ts';
import { volumes } from '../series/volumeCache.ts';
import type { Stage } from '../stage/stage.ts';

export type PaneSeriesListener = { /** The first image of the series can be shown. */ readonly firstImage: () => void; readonly changed: () => void };

export class PaneSeries {
  images: SeriesImages | null = null;
  volume: SeriesVolume | null = null;
  /** The slice asked for, and the one whose pixels are on screen. */
  slice = 0;
  shownSlice = 0;
  /** True once an image of this series is on screen. */
  opened = false;
  /** Why it cannot be shown, in words for the person; empty while it can. */
  failure = '';
  #requested = -1;
  #stopListening: () => void = () => {};
  readonly #stage: Stage;
  readonly #listener: PaneSeriesListener;

  constructor(stage: Stage, listener: PaneSeriesListener) {
    this.#stage = stage;
    this.#listener = listener;
  }

  /** Share of the slices that have arrived, 0 to 1. */
  get progress(): number { return this.volume?.state === 'loading' ? this.volume.loadedSlices / this.volume.sliceCount : 1; }

  /** Chooses the series and its first slice; `load` then fetches it. */
  open(images: SeriesImages | null, initialSlice: number | null): void {
    this.close();
    this.images = images && images.slices.length > 0 ? images : null;
    const count = images?.slices.length ?? 0;
    this.slice = this.shownSlice = Math.max(0, Math.min(count - 1, initialSlice ?? Math.floor(count / 2)));
  }

  load(): void {
    if (!this.images) return;
    try {
      const volume = volumes.acquire(this.images, this.slice);
      this.volume = volume;
      openVolume(volume);
      this.#stopListening = volume.onChange(() => this.#volumeChanged());
      this.#volumeChanged();
    } catch (cause) {
      this.failure = cause instanceof Error ? cause.message : String(cause);
      this.#listener.changed();
    }
  }

  close(): void {
    this.#stopListening();
    this.#stopListening = () => {};
    if (this.volume) volumes.release(this.volume);
    this.volume = null;
    this.opened = false;
    this.failure = '';
    this.#requested = -1;
  }

  /** Asks for a slice, limited to the series; false when it was asked for already. */
  goTo(sliceIndex: number): boolean {
    const count = this.images?.slices.length ?? 0;
    const index = Math.min(count - 1, Math.max(0, Math.round(sliceIndex)));
    if (count === 0 || index === this.slice || !Number.isFinite(index)) return false;
    this.slice = index;
    this.volume?.focus(index);
    this.#showWhenLoaded();
    return true;
  }

  #volumeChanged(): void {
    if (!this.volume) return;
    this.failure = this.volume.state === 'failed' ? this.volume.failure : '';
    this.#showWhenLoaded();
    this.#listener.changed();
  }

  #showWhenLoaded(): void {
    const { images, volume, slice } = this;
    if (!images || !volume?.has(slice) || slice === this.#requested) return;
    this.#requested = slice;
    if (this.opened) { this.#stage.showSlice(slice); return; }
    this.opened = true;
    this.shownSlice = slice;
    this.#stage.open(images, slice);
    this.#listener.firstImage();
  }
}
