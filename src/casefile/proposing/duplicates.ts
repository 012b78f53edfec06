/** Series that are there already, under the same or other UIDs. */
import type { SeriesSummary, SubjectCase } from '../model.ts';
import { planeOf } from '../seriesTraits.ts';

/** What the headers of two series say is the same scan and the same reconstruction. */
const looksAlike = (a: SeriesSummary, b: SeriesSummary): boolean =>
  a.date === b.date && a.modality === b.modality && a.description === b.description && a.slices === b.slices && a.number === b.number && a.kernel === b.kernel;

/** Same size, spacing, slices and place in the patient: they may be the same images, which only their pixels tell. */
export function sameGeometry(a: SeriesSummary, b: SeriesSummary): boolean {
  const near = (one: number, other: number) => Math.abs(one - other) < 0.01;
  const spacing = a.spacingMm === null || b.spacingMm === null ? a.spacingMm === b.spacingMm : a.spacingMm.every((mm, at) => near(mm ?? 0, b.spacingMm?.[at] ?? 0));
  const [m, n] = [a.extent ?? null, b.extent ?? null];
  const place = m === null || n === null ? m === n : planeOf(a) === planeOf(b) && near(m.fromMm, n.fromMm) && near(m.toMm, n.toMm);
  return a.modality === b.modality && a.rows === b.rows && a.columns === b.columns && a.slices === b.slices && spacing && place;
}

const seriesName = (series: SeriesSummary): string => `series ${series.number ?? '?'}${series.description ? ` (${series.description})` : ''}`;

/** A series that an incoming one repeats. `isCopy`: pixel by pixel; else by what its header says. */
export type Duplicate = { readonly of: string; readonly isCopy: boolean };

/** The series of the subject, or of those before it in the same call, that this one repeats; null for none. `copies` names the pairs whose pixels are the same, as `id id` in alphabetical order. */
export function duplicateOf(subject: SubjectCase | null, batch: readonly SeriesSummary[], series: SeriesSummary, copies: ReadonlySet<string>): Duplicate | null {
  const there = [...(subject?.timepoints ?? []).flatMap((timepoint) => timepoint.series.map((one) => ({ one, of: `${seriesName(one)} of ${timepoint.label}` }))), ...batch.map((one) => ({ one, of: `${seriesName(one)} of this import` }))]
    .filter(({ one }) => one.id !== series.id);
  const copy = there.find(({ one }) => copies.has(pairOf(one.id, series.id)));
  if (copy) return { of: copy.of, isCopy: true };
  const alike = there.find(({ one }) => looksAlike(one, series));
  return alike ? { of: alike.of, isCopy: false } : null;
}

/** Name of a pair of series. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
