/** Images that came late, as they are stored and as a viewpoint sees them. */
import { asId, type Json, type SeriesId, type TimepointId } from '../../common/index.ts';
import { imagesSlot, type LateSeries, type LateSeriesFact, type SeriesSummary } from '../../casefile/index.ts';
import { readFactKey, type Change, type ReadFactRow, type ReadFactSnapshot } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { signOffs } from './readFacts.ts';
import type { Viewpoint } from './viewpoint.ts';

const keyOf = (subjectId: string, seriesId: string): string => readFactKey(subjectId, imagesSlot, seriesId);

/** The change that says how a late series stands. Its stream is the subject's own: images are no reader's. */
export function lateChange(kind: string, subjectId: string, timepointId: string, fact: LateSeriesFact): Change {
  const snapshot: ReadFactSnapshot = { subjectId, slot: imagesSlot, timepointId, body: fact as unknown as Json };
  return { stream: subjectId, kind, type: 'lateSeries', key: keyOf(subjectId, fact.seriesId), after: snapshot as unknown as Json };
}

/** How a late series stands; null for one that was on time. */
export function lateFact({ store }: ServiceDeps, subjectId: string, seriesId: string): { readonly timepointId: string; readonly fact: LateSeriesFact } | null {
  const row = store.readFacts.byKey('lateSeries', keyOf(subjectId, seriesId));
  return row ? { timepointId: row.timepointId ?? '', fact: row.body as unknown as LateSeriesFact } : null;
}

/** Late series of a subject as a viewpoint may see them, in the order of the rows, as they came: whose signatures hold is shown to whoever sees the whole study, and to a reader of their own, who hears of no images that came before they had read the timepoint: that another one had is not theirs to know (R-J02). */
export function lateOf({ store }: ServiceDeps, rows: readonly ReadFactRow[], view: Viewpoint): readonly LateSeries[] {
  const late = rows.filter((row) => row.type === 'lateSeries');
  if (late.length === 0 || view.slot === null) return [];
  const slots = view.slot === 'site' ? [...new Set(rows.map((row) => row.slot))] : [view.slot];
  const signatures = slots.map((slot) => signOffs(rows.filter((row) => row.slot === slot)));
  const heard = late.filter((row) => view.slot === 'site' || (row.body as unknown as LateSeriesFact).slots.includes(view.slot ?? ''));
  return heard.map((row): LateSeries => {
    const { seriesId, scanDate, slots: readers, ...fact } = row.body as unknown as LateSeriesFact;
    const summary = (store.series.byId(seriesId)?.summary ?? {}) as Partial<SeriesSummary>;
    const signedReads = signatures.flatMap((of) => {
      const one = of[row.timepointId ?? ''];
      return one?.state === 'signed' && one.signed ? [{ signer: one.signed.signer, version: one.signed.version, at: one.signed.at }] : [];
    });
    return {
      ...fact, seriesId: asId<SeriesId>(seriesId), timepointId: asId<TimepointId>(row.timepointId ?? ''), signedReads, concernsRead: readers.includes(view.slot ?? ''),
      series: { modality: summary.modality ?? '', number: summary.number ?? null, description: summary.description ?? '', date: scanDate ?? summary.date ?? null },
    };
  });
}
