/** Series that are the same images under other UIDs: same geometry, same pixel bytes. Read from the stored files, and only where the geometry leaves the question open. */
import { closeSync, openSync, readSync } from 'node:fs';
import { pairOf, sameGeometry, type SeriesSummary } from '../casefile/index.ts';
import type { StackImages, StoredInstance } from '../dicom/index.ts';
import { blobPath } from '../store/index.ts';
import type { ServiceDeps } from './context.ts';
import { toInstance } from './importSeries.ts';

/** Slices compared of a pair, spread evenly: images of two scans, or of two reconstructions of one, differ in every slice. */
const comparedSlices = 5;

/** Verdicts of a database, so that a listing asks for the files of a pair once. Series that grow change their number of slices, which is part of the key. */
const verdicts = new WeakMap<ServiceDeps['store'], Map<string, boolean>>();

/** The bytes of one frame as they are stored; null where the file cannot be read. */
function frameBytes(root: string, instance: StoredInstance, frameNumber: number): Buffer | null {
  const ranges = instance.frames?.find((one) => one.frameNumber === frameNumber)?.bytes ?? [];
  let file: number | null = null;
  try {
    file = openSync(blobPath(root, instance.sha256), 'r');
    const open = file;
    return ranges.length === 0 ? null : Buffer.concat(ranges.map(({ offset, length }) => {
      const part = Buffer.alloc(length);
      return part.subarray(0, readSync(open, part, 0, length, offset));
    }));
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Frames of a series at these places of its order, head to foot or as it was sorted. */
function frames({ store }: ServiceDeps, seriesId: string, places: readonly number[]): readonly (Buffer | null)[] {
  const row = store.series.byId(seriesId);
  const slices = (store.series.images(seriesId) as unknown as StackImages | null)?.slices ?? [];
  const wanted = places.flatMap((place) => slices[place] ?? []);
  const instances = new Map(row ? store.instances.byUids(row.studyId, wanted.map((slice) => slice.sopInstanceUid)).map((one) => [one.sopInstanceUid, toInstance(one)]) : []);
  return wanted.map((slice) => { const instance = instances.get(slice.sopInstanceUid); return instance ? frameBytes(store.blobRoot, instance, slice.frameNumber) : null; });
}

function samePixels(deps: ServiceDeps, a: SeriesSummary, b: SeriesSummary): boolean {
  const known = verdicts.get(deps.store) ?? new Map<string, boolean>();
  verdicts.set(deps.store, known);
  const key = `${pairOf(a.id, b.id)} ${a.slices}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const count = Math.min(comparedSlices, a.slices);
  const places = Array.from({ length: count }, (_, at) => (count === 1 ? 0 : Math.round((at * (a.slices - 1)) / (count - 1))));
  const [one, other] = [frames(deps, a.id, places), frames(deps, b.id, places)];
  const same = one.length === count && one.every((bytes, at) => { const twin = other[at]; return bytes !== null && twin != null && bytes.equals(twin); });
  known.set(key, same);
  return same;
}

/** Pairs of an incoming series and another one, there or incoming too, with the same images (`pairOf`). Must run inside a read. */
export function copiesAmong(deps: ServiceDeps, there: readonly SeriesSummary[], incoming: readonly SeriesSummary[]): ReadonlySet<string> {
  // Equal sizes first: nearly every pair is told apart by them, without looking at the others one by one.
  const sizeOf = (one: SeriesSummary): string => `${one.modality} ${one.rows} ${one.columns} ${one.slices}`;
  const bySize = Map.groupBy([...there, ...incoming], sizeOf);
  const copies = new Set<string>();
  for (const series of incoming) {
    for (const other of bySize.get(sizeOf(series)) ?? []) {
      const pair = pairOf(series.id, other.id);
      if (other.id !== series.id && !copies.has(pair) && sameGeometry(series, other) && samePixels(deps, series, other)) copies.add(pair);
    }
  }
  return copies;
}
