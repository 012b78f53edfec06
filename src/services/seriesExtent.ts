import type { SeriesSummary, SubjectCase } from '../casefile/index.ts';
import type { StackImages } from '../dicom/index.ts';
import { stackExtent, type StackExtent } from '../geometry/index.ts';
import type { ServiceDeps } from './context.ts';

/** Extents found once: the images of a stored stack change only when slices are added, which stores a new summary. */
const found = new WeakMap<ServiceDeps, Map<string, StackExtent | null>>();

function extentOf(deps: ServiceDeps, series: SeriesSummary): StackExtent | null {
  const known = found.get(deps) ?? new Map<string, StackExtent | null>();
  found.set(deps, known);
  const key = `${series.id} ${series.slices}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const images = deps.store.series.images(series.id) as unknown as StackImages | null;
  const extent = images && series.spacingMm ? stackExtent({
    rowDirection: images.rowDirection, columnDirection: images.columnDirection, ends: [images.slices[0]?.origin, images.slices.at(-1)?.origin],
    rows: series.rows, columns: series.columns, rowSpacingMm: series.spacingMm[0], columnSpacingMm: series.spacingMm[1],
  }) : null;
  known.set(key, extent);
  return extent;
}

/** The case with the extent of every series, also of those stored by a version that did not keep it. Must run inside a read or write. */
export function withExtents(deps: ServiceDeps, subject: SubjectCase): SubjectCase {
  const lacks = (series: SeriesSummary): boolean => series.extent === undefined;
  if (!subject.timepoints.some((timepoint) => timepoint.series.some(lacks))) return subject;
  const whole = (series: SeriesSummary): SeriesSummary => (lacks(series) ? { ...series, extent: extentOf(deps, series) } : series);
  return { ...subject, timepoints: subject.timepoints.map((timepoint) => ({ ...timepoint, series: timepoint.series.map(whole) })) };
}
