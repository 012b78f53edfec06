/** What the cache of series keeps, drops and loads ahead. Pure. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { VolumeState } from './seriesVolume.ts';

export type CacheEntry = { readonly key: string; readonly bytes: number; /** Panes that show it. */ readonly users: number; /** Larger: used later. */ readonly usedAt: number; readonly state: VolumeState };

/** A series that the reader will want, and the slice that will be looked at first. */
export type SeriesAhead = { readonly images: SeriesImages; readonly from: number };

const idOf = ({ images }: SeriesAhead): string => images.series.id;
export const bytesOf = ({ images }: SeriesAhead): number => images.pixels.bytesPerSlice * images.slices.length;

/**
 * Which entries have to go so that all fit into the limit: those on screen never; first what nobody is expected to want, least recently used first, then what is wanted
 * next, least wanted first.
 */
export function entriesToDrop(entries: readonly CacheEntry[], limitBytes: number, ahead: readonly SeriesAhead[]): string[] {
  const rank = new Map(ahead.map((each, index) => [idOf(each), index]));
  const order = (entry: CacheEntry): number => rank.get(entry.key) ?? Infinity;
  let total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const dropped: string[] = [];
  for (const entry of entries.filter(({ users }) => users === 0).sort((a, b) => (order(a) === order(b) ? a.usedAt - b.usedAt : order(b) - order(a)))) {
    if (total <= limitBytes) break;
    total -= entry.bytes;
    dropped.push(entry.key);
  }
  return dropped;
}

/**
 * The one series to load ahead now; null while a series on screen still loads, and when all that fit beside those on screen are there. Never a less wanted one in place of
 * a more wanted one that does not fit.
 */
export function aheadToLoad(entries: readonly CacheEntry[], limitBytes: number, ahead: readonly SeriesAhead[]): SeriesAhead | null {
  const held = new Map(entries.map((entry) => [entry.key, entry]));
  if (entries.some(({ users, state }) => users > 0 && state === 'loading')) return null;
  let room = limitBytes - entries.reduce((sum, { users, bytes }) => sum + (users > 0 ? bytes : 0), 0);
  for (const each of ahead) {
    const present = held.get(idOf(each));
    if (present && present.users > 0) continue;
    room -= bytesOf(each);
    if (room < 0) return null;
    if (!present || present.state === 'paused' || present.state === 'loading') return each;
  }
  return null;
}

/** Room for images on a machine with this much memory, bytes: a quarter of it, at least 0.5 GB and at most 2 GB, so that a day of reading stays below 3 GB in all. */
export const imageMemoryFor = (machineBytes: number): number => Math.min(2e9, Math.max(0.5e9, machineBytes / 4));
