import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { useReview, type Fix } from '../signing/index.ts';
import { lesionOf, seriesOf } from '../lesions/index.ts';
import { matchingSeries, seriesName, wantedSeries } from './seriesChoice.ts';
import { chooseSeries } from './useShownSeries.ts';
import type { Reader } from './useReader.ts';

/** Checks that another series of the same timepoint settles. */
const betterSeriesSettles: ReadonlySet<string> = new Set(['Q-F02', 'Q-F03', 'Q-B07']);

/** The series of the timepoint that is more like the lesion's own than the one it was measured on; undefined where there is none. */
export function betterSeries(subject: SubjectCase, timepoint: Timepoint, finding: Finding) {
  if (!betterSeriesSettles.has(finding.code) || finding.at?.['seriesId'] === undefined || timepoint.index === 0) return undefined;
  const best = matchingSeries(timepoint, wantedSeries(subject, finding.at['lesionId'] ?? null)?.series);
  return best && best.id !== finding.at['seriesId'] && best.measuringOff === null ? best : undefined;
}

/** What to do about a finding besides giving a reason: measure on the matching series, or go to the lesion, series or timepoint it is about. `leave` closes what stands in front of the images. */
export function fixOf(reader: Reader, finding: Finding, openTimepoint: (id: string) => void, leave: () => void): Fix | null {
  const { subject, timepoint, lesions, locked } = reader;
  const at = finding.at ?? {};
  const lesion = lesionOf(subject, at['lesionId'] ?? null);
  const other = at['timepointId'] !== undefined && at['timepointId'] !== timepoint.id ? subject.timepoints.find(({ id }) => id === at['timepointId']) : undefined;
  if (other) return { label: lesion ? `Show ${lesion.label} at ${other.label}` : `Open ${other.label}`, run: () => { leave(); useReview.setState({ goToId: lesion?.id ?? null }); openTimepoint(other.id); } };
  const better = lesion && locked === null ? betterSeries(subject, timepoint, finding) : undefined;
  if (lesion && better) return { label: `Measure ${lesion.label} on ${seriesName(better).toLowerCase()}`, run: () => { leave(); lesions.measureAgain(lesion.id); chooseSeries(timepoint)(better); } };
  if (lesion) return { label: `Show ${lesion.label}`, run: () => { leave(); lesions.select(lesion.id); } };
  const series = at['seriesId'] === undefined ? undefined : seriesOf(subject, at['seriesId']);
  if (series && timepoint.series.some(({ id }) => id === series.id)) return { label: `Show ${seriesName(series).toLowerCase()}`, run: () => { leave(); chooseSeries(timepoint)(series); } };
  return null;
}
