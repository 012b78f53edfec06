/** Series held in memory for all panes: shared while in use, kept after use up to a limit of bytes, least recently used out first. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { SeriesVolume } from './seriesVolume.ts';

type Held = { volume: SeriesVolume; users: number; usedAt: number };

/** What the cache needs of a volume, so that its rules can be tested without a network. */
type VolumeLike = Pick<SeriesVolume, 'byteLength' | 'state' | 'cancel'>;

/** Which unused entries have to go so that all fit into the limit: least recently used first, those in use never. */
export function entriesToDrop<K>(entries: readonly { readonly key: K; readonly bytes: number; readonly users: number; readonly usedAt: number }[], limitBytes: number): K[] {
  let total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const dropped: K[] = [];
  for (const entry of entries.filter((each) => each.users === 0).sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= limitBytes) break;
    total -= entry.bytes;
    dropped.push(entry.key);
  }
  return dropped;
}

/** About eight 300-slice CT series. */
let limitBytes = 1.25e9;
let tick = 0;
const held = new Map<string, Held>();
const droppedListeners = new Set<(seriesId: string) => void>();

const isUsable = (volume: VolumeLike): boolean => volume.state === 'loading' || volume.state === 'complete';

function drop(seriesId: string): void {
  const entry = held.get(seriesId);
  if (!entry) return;
  held.delete(seriesId);
  entry.volume.cancel();
  droppedListeners.forEach((listener) => listener(seriesId));
}

function shrink(): void {
  const entries = [...held].map(([key, { volume, users, usedAt }]) => ({ key, bytes: volume.byteLength, users, usedAt }));
  entriesToDrop(entries, limitBytes).forEach(drop);
}

/** The volume of a series, loaded from slice `from` outwards unless it is there already. Every `acquireVolume` needs one `releaseVolume`. */
export function acquireVolume(images: SeriesImages, from: number): SeriesVolume {
  const seriesId = images.series.id;
  const present = held.get(seriesId);
  if (present && !isUsable(present.volume)) drop(seriesId);
  let entry = held.get(seriesId);
  if (!entry) {
    entry = { volume: new SeriesVolume(images, from), users: 0, usedAt: 0 };
    held.set(seriesId, entry);
  }
  entry.users += 1;
  entry.usedAt = tick += 1;
  shrink();
  return entry.volume;
}

/** Ends one use. A volume nobody uses any more stops loading and is forgotten when it is not complete. */
export function releaseVolume(volume: SeriesVolume): void {
  const seriesId = volume.images.series.id;
  const entry = held.get(seriesId);
  if (!entry || entry.volume !== volume) return;
  entry.users -= 1;
  entry.usedAt = tick += 1;
  if (entry.users === 0 && entry.volume.state !== 'complete') drop(seriesId);
  shrink();
}

export type SeriesHold = { /** True when all images arrived, false when loading stopped before. */ readonly finished: Promise<boolean>; readonly release: () => void };

/** Loads a series that will be wanted soon (the reference timepoint) and holds it until released. */
export function prefetchSeries(images: SeriesImages, from: number): SeriesHold {
  const volume = acquireVolume(images, from);
  const finished = new Promise<boolean>((resolve) => {
    const settle = (): void => { if (volume.state !== 'loading') { stop(); resolve(volume.state === 'complete'); } };
    const stop = volume.onChange(settle);
    settle();
  });
  return { finished, release: () => releaseVolume(volume) };
}

/** Called with the id of every series that leaves the memory. */
export function onVolumeDropped(listener: (seriesId: string) => void): () => void {
  droppedListeners.add(listener);
  return () => droppedListeners.delete(listener);
}

/** Sets how many bytes of images are kept, in use or not; those in use are never dropped. */
export function setVolumeCacheLimit(bytes: number): void {
  limitBytes = bytes;
  shrink();
}

/** Gives the memory of every series no pane shows back at once. */
export function forgetUnusedSeries(): void {
  [...held].filter(([, { users }]) => users === 0).forEach(([seriesId]) => drop(seriesId));
}
