/** Why two reads of one subject differ, in the words an adjudicator needs (R-J06). */
import { daysBetween } from '../../common/index.ts';
import { formatMm, listText, type TimepointResult } from '../../recist/index.ts';
import { matchLesions, type LesionPair } from './matching.ts';
import type { ComparedLesion, ComparedRead, ComparedTimepoint, Difference } from './model.ts';

/** A sum this close to a limit could have fallen on either side: two careful readers differ by more (Q-F10 names 1 mm to the reader; two reads differ by two hands). */
export const thresholdNoiseMm = 2;

type Reads = { readonly a: ComparedRead; readonly b: ComparedRead; readonly timepoints: readonly ComparedTimepoint[] };
type At = Reads & { readonly timepoint: ComparedTimepoint; readonly inA: TimepointResult; readonly inB: TimepointResult };

const none = { a: [], b: [] } as const;
const ids = (lesions: readonly ComparedLesion[]): readonly string[] => lesions.map((lesion) => lesion.id);
/** Organ codes as words: `softTissue` is "soft tissue", a lymph node a node. */
const organWords = ({ organ }: ComparedLesion): string => (organ === 'lymphNode' ? 'node' : organ.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
const nameOf = (lesion: ComparedLesion): string => `${lesion.label} (${organWords(lesion)}${lesion.description === '' ? '' : `, ${lesion.description}`})`;
const ofRole = (read: ComparedRead, role: ComparedLesion['role']): readonly ComparedLesion[] => read.lesions.filter((lesion) => lesion.role === role);

function otherTargets({ a, b }: Reads): Difference[] {
  const { onlyA, onlyB } = matchLesions(ofRole(a, 'target'), ofRole(b, 'target'));
  if (onlyA.length + onlyB.length === 0) return [];
  // What is a target to one may be a non-target to the other.
  const elsewhere = new Map(matchLesions(a.lesions, b.lesions).pairs.flatMap((pair) => [[pair.a.id, pair.b], [pair.b.id, pair.a]]));
  const named = (lesion: ComparedLesion, other: string): string => {
    const there = elsewhere.get(lesion.id);
    return there && there.role === 'nonTarget' ? `${nameOf(lesion)}, non-target ${there.label} of read ${other}` : nameOf(lesion);
  };
  const only = (read: string, lesions: readonly ComparedLesion[]): string[] =>
    (lesions.length === 0 ? [] : [`only read ${read} follows ${listText(lesions.map((lesion) => named(lesion, read === 'A' ? 'B' : 'A')))}`]);
  return [{ kind: 'otherTargets', timepointId: null, sentence: `Other targets: ${[...only('A', onlyA), ...only('B', onlyB)].join('; ')}.`, lesions: { a: ids(onlyA), b: ids(onlyB) } }];
}

/** Lesions that both follow and one measured on another series. */
function otherSeries({ a, b, timepoints }: Reads): Difference[] {
  const { pairs } = matchLesions(ofRole(a, 'target'), ofRole(b, 'target'));
  return timepoints.flatMap((timepoint): Difference[] => {
    const moved = pairs.filter((pair) => {
      const [one, other] = [pair.a.places[timepoint.id], pair.b.places[timepoint.id]];
      return one !== undefined && other !== undefined && one.seriesUid !== other.seriesUid;
    });
    if (moved.length === 0) return [];
    const sentence = `${timepoint.label}: ${listText(moved.map((pair) => `${pair.a.label} of read A and ${pair.b.label} of read B`))} ${moved.length === 1 ? 'is one lesion' : 'are the same lesions'} measured on different series.`;
    return [{ kind: 'otherSeries', timepointId: timepoint.id, sentence, lesions: { a: moved.map((pair) => pair.a.id), b: moved.map((pair) => pair.b.id) } }];
  });
}

const nearest = (result: TimepointResult): number => Math.min(...[result.explanation.pdLimit, result.explanation.prLimit].map((limit) => (limit === null ? Infinity : Math.abs(limit.distanceMm))));

type Sized = { readonly pair: LesionPair; readonly one: number; readonly other: number };
/** Targets of both reads that were given other sizes at a timepoint, the largest difference first. */
function sizedApart({ a, b, timepoint }: At): readonly Sized[] {
  return matchLesions(ofRole(a, 'target'), ofRole(b, 'target')).pairs.flatMap((pair): Sized[] => {
    const [one, other] = [pair.a.sizesMm[timepoint.id], pair.b.sizesMm[timepoint.id]];
    return one === undefined || other === undefined || one === other ? [] : [{ pair, one, other }];
  }).sort((x, y) => Math.abs(y.one - y.other) - Math.abs(x.one - x.other)).slice(0, 3);
}
const lesionsOf = (apart: readonly Sized[]): Difference['lesions'] => ({ a: apart.map(({ pair }) => pair.a.id), b: apart.map(({ pair }) => pair.b.id) });

function thresholdNoise(at: At): Difference[] {
  const { timepoint, inA, inB } = at;
  if (inA.target === inB.target || inA.sum === null || inB.sum === null) return [];
  const [mmA, mmB] = [nearest(inA), nearest(inB)];
  if (Math.min(mmA, mmB) > thresholdNoiseMm) return [];
  const said = (read: string, result: TimepointResult, mm: number): string => `read ${read} has ${formatMm(result.sum ?? 0)} mm, ${formatMm(Math.round(mm * 1e4) / 1e4)} mm from a limit (${result.target})`;
  return [{ kind: 'thresholdNoise', timepointId: timepoint.id, sentence: `${timepoint.label}: the sums lie close to a limit: ${said('A', inA, mmA)}, ${said('B', inB, mmB)}.`, lesions: lesionsOf(sizedApart(at)) }];
}

/** The same lesions with other sizes, the largest difference first; said where it is more than noise around a limit. */
function otherSizes(at: At): Difference[] {
  const { timepoint, inA, inB } = at;
  if (inA.target === inB.target || inA.sum === null || inB.sum === null || thresholdNoise(at).length > 0) return [];
  const apart = sizedApart(at);
  const nadir = inA.nadir !== null && inB.nadir !== null && inA.nadir !== inB.nadir ? [`the nadir is ${formatMm(inA.nadir)} mm in read A, ${formatMm(inB.nadir)} mm in read B`] : [];
  const said = [...apart.map(({ pair, one, other }) => `${pair.a.label} of read A is ${formatMm(one)} mm, ${pair.b.label} of read B ${formatMm(other)} mm`), ...nadir];
  if (said.length === 0) return [];
  return [{ kind: 'otherSizes', timepointId: timepoint.id, sentence: `${timepoint.label}: the same lesions were given other sizes: ${said.join('; ')}.`, lesions: lesionsOf(apart) }];
}

function newLesionByOne({ a, b, timepoint }: At): Difference[] {
  const [inA, inB] = [ofRole(a, 'new'), ofRole(b, 'new')];
  const seen = (lesions: readonly ComparedLesion[]) => lesions.filter((lesion) => lesion.newStatus[timepoint.id] === 'unequivocal');
  const { pairs } = matchLesions(inA, inB);
  const partner = new Map<string, ComparedLesion>(pairs.flatMap((pair): [string, ComparedLesion][] => [[pair.a.id, pair.b], [pair.b.id, pair.a]]));
  const alone = (lesion: ComparedLesion): boolean => partner.get(lesion.id)?.newStatus[timepoint.id] !== 'unequivocal';
  const [onlyA, onlyB] = [seen(inA).filter(alone), seen(inB).filter(alone)];
  const report = (read: 'A' | 'B', lesions: readonly ComparedLesion[]): Difference[] => lesions.map((lesion) => {
    const other = partner.get(lesion.id)?.newStatus[timepoint.id];
    const otherwise = other === undefined ? `the other read has none there` : `the other read calls it ${other === 'notEvaluable' ? 'not evaluable' : other}`;
    return { kind: 'newLesionByOne', timepointId: timepoint.id, sentence: `${timepoint.label}: only read ${read} has the new lesion ${nameOf(lesion)} as unequivocal; ${otherwise}.`, lesions: read === 'A' ? { a: [lesion.id], b: [] } : { a: [], b: [lesion.id] } };
  });
  return [...report('A', onlyA), ...report('B', onlyB)];
}

function nonTargetByOne({ a, b, timepoint, inA, inB }: At): Difference[] {
  if ((inA.nonTarget === 'PD') === (inB.nonTarget === 'PD')) return [];
  const grown = (read: ComparedRead): readonly string[] => ids(read.lesions.filter((lesion) => lesion.nonTargetStatus?.[timepoint.id] === 'unequivocalProgression'));
  return [{ kind: 'nonTargetByOne', timepointId: timepoint.id, sentence: `${timepoint.label}: only read ${inA.nonTarget === 'PD' ? 'A' : 'B'} has unequivocal progression of non-targets.`, lesions: { a: grown(a), b: grown(b) } }];
}

function notEvaluableByOne({ timepoint, inA, inB }: At): Difference[] {
  if ((inA.overall === 'NE') === (inB.overall === 'NE')) return [];
  const [read, other] = inA.overall === 'NE' ? ['A', inB] : ['B', inA];
  return [{ kind: 'notEvaluableByOne', timepointId: timepoint.id, sentence: `${timepoint.label}: read ${read} could not evaluate it; the other has ${(other as TimepointResult).overall}.`, lesions: none }];
}

function assignedByHand({ a, b, timepoint }: At): Difference[] {
  const by = [...(a.assigned.includes(timepoint.id) ? ['A'] : []), ...(b.assigned.includes(timepoint.id) ? ['B'] : [])];
  return by.map((read) => ({ kind: 'assignedByHand', timepointId: timepoint.id, sentence: `${timepoint.label}: in read ${read} a response was assigned by hand, with a reason.`, lesions: none }));
}

/** Both have progression, or both a response, in the same sense and nothing but the day differs. */
function dateOnly({ a, b, timepoints }: Reads): Difference[] {
  const [one, other] = [a.result.progression, b.result.progression];
  if (!one || !other || one.date === other.date || a.result.bestOverallResponse !== b.result.bestOverallResponse) return [];
  const label = (id: string): string => timepoints.find((timepoint) => timepoint.id === id)?.label ?? id;
  const days = Math.abs(daysBetween(one.date, other.date));
  const where = one.timepointId === other.timepointId ? `Both progress at ${label(one.timepointId)}` : `Read A progresses at ${label(one.timepointId)}, read B at ${label(other.timepointId)}`;
  return [{ kind: 'dateOnly', timepointId: one.timepointId === other.timepointId ? one.timepointId : null, sentence: `${where}; only the date differs: ${one.date} in read A, ${other.date} in read B, ${days} days apart.`, lesions: none }];
}

const perTimepoint: readonly ((at: At) => readonly Difference[])[] = [newLesionByOne, nonTargetByOne, thresholdNoise, otherSizes, notEvaluableByOne, assignedByHand];

/**
 * Why two reads differ: first what is about single timepoints, in their order, then what is about the reads as a whole. Only timepoints where the overall
 * response differs, or the lesions that progression rests on, are spoken of. Pure; the reads are called A and B as given.
 */
export function differencesOf(a: ComparedRead, b: ComparedRead, timepoints: readonly ComparedTimepoint[]): readonly Difference[] {
  const reads: Reads = { a, b, timepoints };
  const resultsB = new Map(b.result.timepoints.map((one) => [one.id, one]));
  const byTimepoint = a.result.timepoints.flatMap((inA): readonly Difference[] => {
    const [inB, timepoint] = [resultsB.get(inA.id), timepoints.find((one) => one.id === inA.id)];
    if (!inB || !timepoint || (inA.overall === inB.overall && inA.target === inB.target && inA.newLesion === inB.newLesion && inA.nonTarget === inB.nonTarget)) return [];
    return perTimepoint.flatMap((find) => find({ ...reads, timepoint, inA, inB }));
  });
  return [...byTimepoint, ...otherTargets(reads), ...otherSeries(reads), ...dateOnly(reads)];
}
