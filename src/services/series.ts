import { NadirError, type Json } from '../common/index.ts';
import type { SeriesSummary } from '../casefile/index.ts';
import type { SeriesStack, StackImages, StoredInstance } from '../dicom/index.ts';
import { removeBlob, studyStream, type SeriesRow } from '../store/index.ts';
import { toSummary } from './caseFile.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { instanceUidsOf, rowsOfSeries, toInstance } from './importSeries.ts';
import { createSealing, sealOlderImages, type Sealing } from './sealing.ts';

/** A stored stack with everything needed to stream its pixels. */
export type SeriesSource = { readonly stack: SeriesStack; readonly instances: ReadonlyMap<string, StoredInstance>; readonly blobRoot: string };

export type SeriesService = {
  /** Summary and slice geometry. Errors: notFound. */
  images(seriesId: string): { readonly series: SeriesSummary } & StackImages;
  /** The stack, its instances by SOP instance UID, and where their files are. Errors: notFound. */
  source(seriesId: string): SeriesSource;
  /** Takes series that belong to no timepoint out of the store again, with the files nobody else needs. Errors: refused assigned. */
  discard(context: RequestContext, studyId: string, seriesIds: readonly string[]): Promise<void>;
};

function requireSeries(deps: ServiceDeps, seriesId: string): SeriesRow {
  const series = deps.store.series.byId(seriesId);
  if (!series) throw new NadirError('notFound', 'No such series is in this database.', { reason: 'series' });
  return series;
}

/** Removes one stack and the instances that no other stack of its DICOM series uses. Answers the hashes of the files they were in. */
function removeStack(deps: ServiceDeps, studyId: string, seriesId: string, sealing: Sealing): readonly string[] {
  const { store } = deps;
  const row = requireSeries(deps, seriesId);
  if (row.studyId !== studyId) throw new NadirError('notFound', 'No such series is in this study.', { reason: 'series' });
  if (store.series.assignment(seriesId)) throw new NadirError('refused', 'A series that belongs to a timepoint cannot be discarded.', { reason: 'assigned' });
  sealing.around(rowsOfSeries(seriesId), () => store.series.remove(seriesId));
  // Every instance of the series that no remaining stack shows goes, localizers aside: what cannot be seen any more is not kept.
  const kept = new Set<string>();
  for (const other of store.series.ofDicomSeries(studyId, row.dicomStudyUid, row.seriesUid)) {
    const images = store.series.images(other.id) as unknown as StackImages | null;
    for (const uid of instanceUidsOf(images?.slices ?? [])) kept.add(uid);
  }
  const gone = store.instances.ofDicomSeries(studyId, row.dicomStudyUid, row.seriesUid).filter((instance) => !kept.has(instance.sopInstanceUid));
  for (const { sopInstanceUid } of gone) sealing.around([['instance', studyId, sopInstanceUid]], () => store.instances.remove(studyId, sopInstanceUid));
  return gone.map((instance) => instance.sha256);
}

/** Imported series: their geometry, their bytes, their end. */
export function createSeriesService(deps: ServiceDeps): SeriesService {
  const { store } = deps;
  return {
    images: (seriesId) => store.read(() => {
      const row = requireSeries(deps, seriesId);
      return { series: toSummary(row.id, row.summary), ...(store.series.images(seriesId) as unknown as StackImages) };
    }),
    source: (seriesId) => store.read(() => {
      const row = requireSeries(deps, seriesId);
      const images = store.series.images(seriesId) as unknown as StackImages;
      const stack = { ...(row.stack as unknown as Omit<SeriesStack, 'summary' | 'images'>), summary: row.summary as unknown as SeriesStack['summary'], images };
      const instances = store.instances.byUids(row.studyId, instanceUidsOf(images.slices)).map(toInstance);
      return { stack, instances: new Map(instances.map((instance) => [instance.sopInstanceUid, instance])), blobRoot: store.blobRoot };
    }),
    async discard(context, studyId, seriesIds) {
      const orphans = store.write(() => {
        sealOlderImages(deps, context, studyId);
        const sealing = createSealing(deps);
        const files = seriesIds.flatMap((seriesId) => removeStack(deps, studyId, seriesId, sealing));
        const after = { series: seriesIds.length, images: files.length, sealed: (sealing.rows() ?? {}) as unknown as Json };
        append(deps, context, { what: `${seriesIds.length} series discarded`, undoable: false, changes: [{ stream: studyStream(studyId), kind: 'ImagesDiscarded', type: 'occurrence', key: deps.newId(), after }] });
        return files.filter((sha256) => !store.instances.holdsFile(sha256));
      });
      await Promise.all(orphans.map((sha256) => removeBlob(store.blobRoot, sha256)));
      announce(deps, studyId, new Map());
    },
  };
}
