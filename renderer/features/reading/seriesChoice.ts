/** Which series a pane shows, and what to say when it is not like the baseline's. Pure. */
import type { SeriesSummary, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { formatMm } from '../../../src/recist/index.ts';
import { baselineOf, caliperAt, seriesOf } from '../lesions/index.ts';

/** Differences below this are rounding in the header, mm. */
const sameThicknessMm = 0.05;

/** How unlike two series are; 0 is alike. Modality weighs most, then thickness, words and kernel. */
export function unlikeness(a: SeriesSummary, b: SeriesSummary): number {
  const words = (series: SeriesSummary) => series.description.toLowerCase().trim();
  const thickness = a.sliceThicknessMm === null || b.sliceThicknessMm === null ? 1 : Math.min(5, Math.abs(a.sliceThicknessMm - b.sliceThicknessMm));
  return (a.modality === b.modality ? 0 : 100) + thickness * 4 + (words(a) === words(b) ? 0 : 6) + (a.kernel === b.kernel ? 0 : 2) + ((a.contrast === null) === (b.contrast === null) ? 0 : 3)
    + (a.measuringOff === null ? 0 : 1000);
}

/** Without anything to match: measurable series first, then the one with most slices. */
function firstChoice(series: readonly SeriesSummary[]): SeriesSummary | undefined {
  return [...series].sort((a, b) => Number(a.measuringOff !== null) - Number(b.measuringOff !== null) || b.slices - a.slices)[0];
}

/** The series of a timepoint most like `wanted`. */
export function matchingSeries(timepoint: Timepoint, wanted: SeriesSummary | undefined): SeriesSummary | undefined {
  if (!wanted) return firstChoice(timepoint.series);
  return [...timepoint.series].sort((a, b) => unlikeness(a, wanted) - unlikeness(b, wanted))[0];
}

/** The series a lesion was measured on at baseline, or where it was first recorded. */
export function lesionSeries(subject: SubjectCase, lesionId: string): SeriesSummary | undefined {
  for (const timepoint of [...subject.timepoints].sort((a, b) => a.index - b.index)) {
    const caliper = caliperAt(subject, lesionId, timepoint.id);
    const series = caliper && seriesOf(subject, caliper.seriesId);
    if (series) return series;
  }
  return undefined;
}

/** The series most lesions were recorded on at baseline. */
function mainSeries(subject: SubjectCase): SeriesSummary | undefined {
  const baseline = baselineOf(subject);
  if (!baseline) return undefined;
  const counts = new Map<string, number>();
  for (const lesion of subject.lesions) {
    const id = caliperAt(subject, lesion.id, baseline.id)?.seriesId;
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return most ? seriesOf(subject, most) : firstChoice(baseline.series);
}

/**
 * The series to show at a timepoint: where the selected lesion is measured there, else the one chosen by hand, else the one like the lesion's
 * series at baseline, else like the baseline's main series.
 */
export function seriesToShow(subject: SubjectCase, timepoint: Timepoint, lesionId: string | null, chosenId: string | undefined): SeriesSummary | undefined {
  const chosen = timepoint.series.find((series) => series.id === chosenId);
  if (chosen) return chosen;
  const measuredOn = lesionId === null ? undefined : caliperAt(subject, lesionId, timepoint.id)?.seriesId;
  return timepoint.series.find((series) => series.id === measuredOn) ?? matchingSeries(timepoint, (lesionId === null ? undefined : lesionSeries(subject, lesionId)) ?? mainSeries(subject));
}

export type SeriesWarning = { readonly code: string; readonly text: string; readonly short: string; readonly better: SeriesSummary | null; readonly severity: Finding['severity'] };

/** What to say in the pane's head about the series: that it cannot be measured on, or that it differs from the baseline's (Q-F02, Q-F03); null when there is nothing. */
export function seriesWarning(subject: SubjectCase, timepoint: Timepoint, shown: SeriesSummary, lesionId: string | null): SeriesWarning | null {
  const wanted = (lesionId === null ? undefined : lesionSeries(subject, lesionId)) ?? mainSeries(subject);
  const match = matchingSeries(timepoint, wanted);
  const better = match && match.id !== shown.id && wanted && unlikeness(match, wanted) < unlikeness(shown, wanted) ? match : null;
  if (shown.measuringOff !== null) return { code: 'GEO', severity: 'block', text: shown.measuringOff, short: 'No measuring', better };
  if (!wanted || wanted.id === shown.id || timepoint.index === 0) return null;
  if (wanted.modality !== shown.modality) return { code: 'Q-F02', severity: 'warn', text: `${shown.modality}, baseline ${wanted.modality}`, short: `${shown.modality}, baseline ${wanted.modality}`, better };
  const [here, before] = [shown.sliceThicknessMm, wanted.sliceThicknessMm];
  if (here !== null && before !== null && here - before > sameThicknessMm) {
    const text = (value: number) => formatMm(Math.round(value * 10) / 10);
    return { code: 'Q-F03', severity: 'warn', text: `${text(here)} mm slices, baseline ${text(before)} mm`, short: `${text(here)} mm, baseline ${text(before)}`, better };
  }
  if ((wanted.contrast === null) !== (shown.contrast === null)) {
    const text = shown.contrast === null ? 'No contrast, baseline with contrast' : 'With contrast, baseline without';
    return { code: 'Q-F02', severity: 'warn', text, short: text, better };
  }
  return null;
}

/** "Ser 3", by its number where it has one. */
export const seriesName = (series: SeriesSummary): string => (series.number === null ? 'Series' : `Series ${series.number}`);
