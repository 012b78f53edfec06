/** Which series a pane shows, and what to say when it is not like the baseline's. Pure. */
import { angleBetween, compareSeries, kernelClassOf, rankTwins, type SeriesSummary, type SubjectCase, type Timepoint, type TwinScore } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { baselineOf, caliperAt, seriesOf } from '../lesions/index.ts';

/** Without anything to match: measurable series first, then the one with most slices. */
function firstChoice(series: readonly SeriesSummary[]): SeriesSummary | undefined {
  return [...series].sort((a, b) => Number(a.measuringOff !== null) - Number(b.measuringOff !== null) || b.slices - a.slices)[0];
}

/** The series of a timepoint most like `wanted` (twin-finder). */
export function matchingSeries(timepoint: Timepoint, wanted: SeriesSummary | undefined): SeriesSummary | undefined {
  return wanted ? rankTwins(timepoint.series, wanted)[0]?.series : firstChoice(timepoint.series);
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

/** What a lesion's series is compared with, and how the texts name its timepoint: "baseline", "TP1". */
export type Wanted = { readonly series: SeriesSummary; readonly timepointId: string | undefined; readonly before: string };

/** The series that others should be like: the lesion's own from baseline (or where it was first recorded), else the one most lesions lie on at baseline. */
export function wantedSeries(subject: SubjectCase, lesionId: string | null): Wanted | undefined {
  const series = (lesionId === null ? undefined : lesionSeries(subject, lesionId)) ?? mainSeries(subject);
  const timepoint = subject.timepoints.find((candidate) => candidate.series.some(({ id }) => id === series?.id));
  return series && { series, timepointId: timepoint?.id, before: timepoint && timepoint.index > 0 ? timepoint.label : 'baseline' };
}

/**
 * The series to show at a timepoint: the one chosen by hand, else where the selected lesion is measured there, else the twin of `beside` (what the reader chose
 * by hand in the pane beside it), else of the lesion's series at baseline, else of the baseline's main series.
 */
export function seriesToShow(subject: SubjectCase, timepoint: Timepoint, lesionId: string | null, chosenId: string | undefined, beside?: SeriesSummary): SeriesSummary | undefined {
  const chosen = timepoint.series.find((series) => series.id === chosenId);
  if (chosen) return chosen;
  if (beside) return matchingSeries(timepoint, beside);
  const measuredOn = lesionId === null ? undefined : caliperAt(subject, lesionId, timepoint.id)?.seriesId;
  return timepoint.series.find((series) => series.id === measuredOn) ?? matchingSeries(timepoint, wantedSeries(subject, lesionId)?.series);
}

/** The other look at a timepoint beside `main`: a series of the same plane with another kernel (lung beside soft tissue), else the same series, to be seen in another window. */
export function secondSeries(timepoint: Timepoint, main: SeriesSummary | undefined): SeriesSummary | undefined {
  if (!main) return undefined;
  const own = kernelClassOf(main.kernel);
  const other = timepoint.series.filter((series) => series.id !== main.id && series.measuringOff === null && series.modality === main.modality && kernelClassOf(series.kernel) !== own && kernelClassOf(series.kernel) !== null && (angleBetween(series, main) ?? 0) <= 10);
  return [...other].sort((a, b) => compareSeries(b, main).score - compareSeries(a, main).score)[0] ?? main;
}

export type SeriesWarning = { readonly code: string; readonly text: string; readonly short: string; readonly better: SeriesSummary | null; readonly severity: Finding['severity'] };

const withoutSlices = (text: string): string => text.replace(' mm slices,', ' mm,');

/** How well each series of a timepoint stands beside the one measured on before, best first; null at the timepoint that others are compared with. */
export function twinsAt(subject: SubjectCase, timepoint: Timepoint, lesionId: string | null): { readonly wanted: Wanted; readonly ranked: readonly TwinScore[] } | null {
  const wanted = wantedSeries(subject, lesionId);
  if (!wanted || wanted.timepointId === timepoint.id || timepoint.index === 0) return null;
  return { wanted, ranked: rankTwins(timepoint.series, wanted.series, wanted.before) };
}

/**
 * What to say in the pane's head about the series: that it cannot be measured on, that it differs from the baseline's while a twin is there, or that this timepoint
 * has no twin (Q-F02, Q-F03), or what was found in it (GEO-12); with the series that would be better. Null when there is nothing.
 */
export function seriesWarning(subject: SubjectCase, timepoint: Timepoint, shown: SeriesSummary, lesionId: string | null): SeriesWarning | null {
  const twins = twinsAt(subject, timepoint, lesionId);
  const best = twins?.ranked[0] ?? null;
  const own = twins && compareSeries(shown, twins.wanted.series, twins.wanted.before);
  const better = best && best.series.id !== shown.id && best.series.measuringOff === null && (best.isTwin || best.score > (own?.score ?? 0)) ? best.series : null;
  if (shown.measuringOff !== null) return { code: shown.findings.find(({ message }) => message.startsWith(shown.measuringOff ?? ''))?.code ?? '', severity: 'block', text: shown.measuringOff, short: 'No measuring', better };
  if (!twins || !own || own.isTwin) return geometryWarning(shown);
  const [first] = own.differences;
  const what = first ?? { code: '', text: `Header says too little: ${own.reasons.find(({ text }) => /not (known|stated|comparable)/.test(text))?.text ?? 'few traits agree'}` };
  const text = best?.isTwin ? what.text : `No series of ${timepoint.label} matches ${twins.wanted.before}: ${withoutSlices(what.text).replace(/^Header/, 'header')}`;
  return { code: what.code, severity: first ? 'warn' : 'info', text, short: withoutSlices(what.text).replace(/ mm$/, ''), better };
}

/** Findings that a reader must know before measuring, whatever the series is compared with: slices missing or repeated, spacings that disagree, lossy pixels. */
const beforeMeasuring = new Set(['GEO-12', 'GEO-14', 'GEO-19', 'PIX-06']);

function geometryWarning({ findings }: SeriesSummary): SeriesWarning | null {
  const finding = findings.find(({ code, severity }) => severity !== 'info' && beforeMeasuring.has(code));
  if (!finding) return null;
  const [first = ''] = finding.message.split(/\.(?=\s)|\.$/);
  return { code: finding.code, severity: 'warn', text: first, short: first.split(/[,:]/)[0] ?? first, better: null };
}

/** "Ser 3", by its number where it has one. */
export const seriesName = (series: SeriesSummary): string => (series.number === null ? 'Series' : `Series ${series.number}`);
