/**
 * The twin-finder: how well a series can stand beside the one measured on before (workstation.md, section 2, guards). Plane, thickness, contrast phase,
 * coverage, kernel and description give 0 to 100 points, each with its reason in words. What Q-F02 and Q-F03 are about makes a series no twin, whatever its points.
 */
import { formatMm } from '../recist/index.ts';
import type { SeriesSummary } from './model.ts';
import { angleBetween, contrastPhaseOf, descriptionWords, kernelClassOf, planeOf, type ContrastPhase } from './seriesTraits.ts';

/** One compared trait: points given of those it can give, and why. */
export type TwinReason = { readonly text: string; readonly points: number; readonly of: number };
/** Why a series is no twin: the check that it raises (empty: none has a number) and what differs, in a few words. */
export type TwinDifference = { readonly code: 'Q-F02' | 'Q-F03' | ''; readonly text: string };
export type TwinScore = {
  readonly series: SeriesSummary;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly TwinReason[];
  readonly differences: readonly TwinDifference[];
  /** Like enough to be shown and measured on without a word. */
  readonly isTwin: boolean;
};

/** Below this a series without any single difference is still not called the same. */
export const twinThreshold = 75;
/** Differences of thickness below this are rounding in the header, mm. */
const sameThicknessMm = 0.05;
/** Slices tilted less than this against each other show the same anatomy slice by slice, degrees (as linked scrolling has it). */
const sameTiltDegrees = 10;
/** Slices tilted more than this are another plane, degrees. */
const otherPlaneDegrees = 25;
const leastCoverage = 0.5;

type Compared = TwinReason & { readonly difference?: TwinDifference };

const tenth = (mm: number): string => formatMm(Math.round(mm * 10) / 10);
const percent = (share: number): string => `${Math.round(share * 100)}\u2009%`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function comparePlane(series: SeriesSummary, wanted: SeriesSummary, before: string): Compared {
  const of = 25;
  const angle = angleBetween(series, wanted);
  const plane = planeOf(series);
  if (angle === null || plane === null) return { text: 'plane not known', points: 10, of };
  if (angle <= 3) return { text: 'same plane', points: 25, of };
  const tilted = `tilted ${Math.round(angle)}°`;
  if (angle <= sameTiltDegrees) return { text: `same plane, ${tilted}`, points: 22, of };
  if (angle <= otherPlaneDegrees) return { text: tilted, points: 12, of, difference: { code: 'Q-F02', text: `Slices ${tilted} to ${before}` } };
  const then = planeOf(wanted);
  const text = plane === then ? `${plane}, ${tilted} to ${before}` : `${plane}, ${before} ${then ?? 'unknown'}`;
  return { text, points: 0, of, difference: { code: 'Q-F02', text: capital(text) } };
}

function compareThickness(series: SeriesSummary, wanted: SeriesSummary, before: string): Compared {
  const of = 25;
  const [now, then] = [series.sliceThicknessMm, wanted.sliceThicknessMm];
  if (now === null || then === null || then <= 0) return { text: 'slice thickness not known', points: 10, of };
  if (Math.abs(now - then) <= sameThicknessMm) return { text: `${tenth(now)} mm = ${tenth(then)} mm`, points: 25, of };
  const text = `${tenth(now)} mm, ${before} ${tenth(then)} mm`;
  if (now < then) return { text, points: Math.max(10, (25 * now) / then), of };
  return { text, points: 25 * (then / now) ** 2, of, difference: { code: 'Q-F03', text: `${tenth(now)} mm slices, ${before} ${tenth(then)} mm` } };
}

const phaseWords: Readonly<Record<Exclude<ContrastPhase, null>, string>> = { native: 'no contrast', arterial: 'arterial phase', 'portal venous': 'portal venous', delayed: 'delayed phase', given: 'with contrast' };
const phaseText = (phase: ContrastPhase): string => (phase === null ? 'no contrast stated' : phaseWords[phase]);

function compareContrast(series: SeriesSummary, wanted: SeriesSummary, before: string): Compared {
  const of = 20;
  const [now, then] = [contrastPhaseOf(series), contrastPhaseOf(wanted)];
  if (now === then) return { text: phaseText(now), points: now === null ? 14 : 20, of };
  const isBare = (phase: ContrastPhase) => phase === null || phase === 'native';
  if (isBare(now) && isBare(then)) return { text: phaseText(now), points: 16, of };
  const text = `${phaseText(now)}, ${before} ${phaseText(then)}`;
  // An agent without a word about its phase may well be the same phase.
  if (!isBare(now) && !isBare(then) && (now === 'given' || then === 'given')) return { text, points: 14, of };
  return { text, points: 0, of, difference: { code: 'Q-F02', text: capital(text) } };
}

function compareKernel(series: SeriesSummary, wanted: SeriesSummary, before: string, of: number): Compared {
  const [now, then] = [series.kernel, wanted.kernel];
  if (!now || !then) return { text: 'kernel not stated', points: of / 2, of };
  if (now.trim().toLowerCase() === then.trim().toLowerCase()) return { text: `kernel ${now}`, points: of, of };
  const text = `kernel ${now}, ${before} ${then}`;
  const [a, b] = [kernelClassOf(now), kernelClassOf(then)];
  if (a === null || b === null) return { text, points: of * 0.4, of };
  return a === b ? { text: `${text}, both ${a}`, points: of * 0.8, of } : { text, points: 0, of };
}

/** Share of the wanted series' length that the other is as long as, and share that it covers by position; null without both extents. */
function coverageOf(series: SeriesSummary, wanted: SeriesSummary): { readonly length: number; readonly position: number } | null {
  const [now, then] = [series.extent, wanted.extent];
  if (!now || !then) return null;
  const half = (of: SeriesSummary) => (of.spacingMm?.[2] ?? of.sliceThicknessMm ?? 1) / 2;
  const runsAlong = now.normal[0] * then.normal[0] + now.normal[1] * then.normal[1] + now.normal[2] * then.normal[2] > 0;
  const [from, to] = runsAlong ? [now.fromMm - half(series), now.toMm + half(series)] : [-now.toMm - half(series), -now.fromMm + half(series)];
  const [thenFrom, thenTo] = [then.fromMm - half(wanted), then.toMm + half(wanted)];
  const whole = Math.max(0.001, thenTo - thenFrom);
  return { length: Math.min(1, (to - from) / whole), position: Math.max(0, Math.min(to, thenTo) - Math.max(from, thenFrom)) / whole };
}

function compareCoverage(series: SeriesSummary, wanted: SeriesSummary, before: string): Compared {
  const of = 15;
  const angle = angleBetween(series, wanted);
  const coverage = angle !== null && angle <= otherPlaneDegrees ? coverageOf(series, wanted) : null;
  if (!coverage) return { text: 'coverage not comparable', points: 5, of };
  const { length, position } = coverage;
  const isSameFrame = series.frameOfReferenceUid !== null && series.frameOfReferenceUid === wanted.frameOfReferenceUid;
  // Another visit has its own zero on the table: where the positions do not meet, only the lengths can be compared.
  const share = isSameFrame ? position : (length + position) / 2;
  const covers = `covers ${percent(isSameFrame ? position : length)} of ${before}`;
  const text = position >= leastCoverage ? `covers the same ${percent(position)}` : isSameFrame ? covers : `${percent(length)} as long, other table position`;
  const isShort = isSameFrame ? position < leastCoverage : length < leastCoverage;
  return { text, points: of * share, of, ...(isShort ? { difference: { code: '', text: capital(covers) } } : {}) };
}

function compareDescription(series: SeriesSummary, wanted: SeriesSummary, of: number): Compared {
  const [now, then] = [descriptionWords(series.description), descriptionWords(wanted.description)];
  if (now.size === 0 || then.size === 0) return { text: 'no description to compare', points: of / 2, of };
  const shared = [...now].filter((word) => then.has(word));
  const share = shared.length / new Set([...now, ...then]).size;
  const text = share === 1 ? 'same description' : shared.length === 0 ? 'other description' : `description shares ${shared.slice(0, 3).join(', ')}`;
  return { text, points: of * share, of };
}

/**
 * How well `series` can stand beside `wanted`. `before` names the timepoint of `wanted` in the texts. Another modality is never a twin and has at most 30 points;
 * a series that cannot be measured on has none.
 */
export function compareSeries(series: SeriesSummary, wanted: SeriesSummary, before = 'baseline'): TwinScore {
  if (series.measuringOff !== null) return { series, score: 0, reasons: [{ text: series.measuringOff, points: 0, of: 100 }], differences: [], isTwin: false };
  // Sequences are told apart by their names on MR, reconstructions by their kernels on CT.
  const isMr = wanted.modality === 'MR';
  const compared: readonly Compared[] = [
    comparePlane(series, wanted, before), compareThickness(series, wanted, before), compareContrast(series, wanted, before), compareCoverage(series, wanted, before),
    ...(isMr ? [] : [compareKernel(series, wanted, before, 10)]), compareDescription(series, wanted, isMr ? 15 : 5),
  ];
  const otherModality: readonly Compared[] = series.modality === wanted.modality ? [] : [{ text: `${series.modality}, ${before} ${wanted.modality}`, points: 0, of: 0, difference: { code: 'Q-F02', text: `${series.modality}, ${before} ${wanted.modality}` } }];
  const all = [...otherModality, ...compared];
  const points = compared.reduce((sum, each) => sum + each.points, 0);
  const score = Math.round(otherModality.length > 0 ? points * 0.3 : points);
  const differences = all.flatMap((each) => (each.difference ? [each.difference] : []));
  return { series, score, reasons: all.map(({ text, points: given, of }) => ({ text, points: given, of })), differences, isTwin: differences.length === 0 && score >= twinThreshold };
}

/** All series of a timepoint against the wanted one, best first: twins, then what can be measured on, then by points; more slices before fewer. */
export function rankTwins(candidates: readonly SeriesSummary[], wanted: SeriesSummary, before = 'baseline'): readonly TwinScore[] {
  const off = ({ series }: TwinScore) => Number(series.measuringOff !== null);
  return candidates.map((series) => compareSeries(series, wanted, before))
    .sort((a, b) => Number(b.isTwin) - Number(a.isTwin) || off(a) - off(b) || b.score - a.score || b.series.slices - a.series.slices || (a.series.number ?? 0) - (b.series.number ?? 0));
}

/** "same plane, 3.0 mm = 3.0 mm, portal venous, covers the same 96 %, kernel B30f": the reasons in one line. */
export const twinWords = ({ reasons }: Pick<TwinScore, 'reasons'>): string => reasons.map(({ text }) => text).join(', ');
