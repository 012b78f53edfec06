/** Two reads side by side, as data: what differs, where each lesion is, which timepoints the tables show. Pure. */
import type { AdjudicationCase, AnonymousRead, Caliper, LesionPair, SeriesSummary, SignOff, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Difference } from '../../../src/endpoints/index.ts';
import type { AdjudicationVariable } from '../../../src/recist/index.ts';
import { caliperAt, lesionOf, nadirTimepoint, tableModel, type Column, type TableModel } from '../lesions/index.ts';
import { placingCaliper, seriesToShow } from '../reading/index.ts';
import { valueOf, variableNames, type ReadName } from './words.ts';

export type Side = 'a' | 'b';
export const sides = ['a', 'b'] as const;
export const nameOf = (side: Side): ReadName => (side === 'a' ? 'A' : 'B');
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

export const timepointsOf = (found: AdjudicationCase): readonly Timepoint[] => [...found.reads.a.case.timepoints].sort((one, other) => one.index - other.index);
/** The timepoint of a read by its id: both reads have the same. */
const inRead = ({ case: subject }: AnonymousRead, id: string): Timepoint | undefined => subject.timepoints.find((timepoint) => timepoint.id === id);

export type ComparedRow = { readonly variable: AdjudicationVariable; readonly name: string; readonly a: string; readonly b: string; readonly differs: boolean; /** False: the protocol does not compare it. */ readonly counts: boolean };

const every: readonly AdjudicationVariable[] = ['bor', 'progression', 'progressionDate', 'responseDate', 'measurableAtBaseline'];

/** The variables of both reads, those of the protocol first in its order (R-J04). */
export function comparedRows(found: AdjudicationCase): readonly ComparedRow[] {
  const label = (id: string): string => timepointsOf(found).find((timepoint) => timepoint.id === id)?.label ?? '';
  const { comparedVariables } = found;
  return [...comparedVariables, ...every.filter((variable) => !comparedVariables.includes(variable))].map((variable) => {
    const [a, b] = [valueOf(found.reads.a, variable, label), valueOf(found.reads.b, variable, label)];
    const counts = comparedVariables.includes(variable);
    return { variable, name: variableNames[variable], a, b, differs: counts ? found.variables.includes(variable) : a !== b, counts };
  });
}

/** Ids of the timepoints at which the two reads have another overall response. */
export function unlikeTimepoints(found: AdjudicationCase): ReadonlySet<string> {
  const inB = new Map(found.reads.b.result?.timepoints.map((one) => [one.id, one.overall]));
  return new Set(found.reads.a.result?.timepoints.filter((one) => inB.get(one.id) !== one.overall).map((one) => one.id));
}

export const pairIndex = (found: AdjudicationCase, lesionId: string | null): number => (lesionId === null ? -1 : found.pairs.findIndex((pair) => pair.a === lesionId || pair.b === lesionId));

/** Where a difference is looked at: its timepoint, else the first one at which its lesion was drawn; its lesion's pair. */
export function placeOfDifference(found: AdjudicationCase, difference: Difference): { readonly timepointId: string | null; readonly pair: number | null } {
  const lesionId = difference.lesions.a[0] ?? difference.lesions.b[0] ?? null;
  const pair = pairIndex(found, lesionId);
  const drawnAt = timepointsOf(found).find((timepoint) => lesionId !== null && sides.some((side) => caliperAt(found.reads[side].case, lesionId, timepoint.id)));
  return { timepointId: difference.timepointId ?? drawnAt?.id ?? null, pair: pair < 0 ? null : pair };
}

/** The timepoint a case opens at: of the first difference, else the first unlike one, else the last. */
export function firstTimepoint(found: AdjudicationCase): Timepoint | undefined {
  const timepoints = timepointsOf(found);
  const [first] = found.differences;
  const wanted = (first && placeOfDifference(found, first).timepointId) ?? [...unlikeTimepoints(found)][0];
  return timepoints.find((timepoint) => timepoint.id === wanted) ?? timepoints.at(-1);
}

/** Timepoints that fit the tables: the one shown, baseline and the unlike ones first, then the latest. */
export function shownTimepoints(found: AdjudicationCase, current: Timepoint, most: number): readonly Timepoint[] {
  const all = timepointsOf(found);
  const unlike = unlikeTimepoints(found);
  const nadirs = sides.map((side) => nadirTimepoint(found.reads[side].case, found.reads[side].result, current));
  const wanted = [current, all[0], ...nadirs, ...all.filter((timepoint) => unlike.has(timepoint.id)), ...all.toReversed()];
  const chosen = new Set<string>();
  for (const timepoint of wanted) if (timepoint && chosen.size < Math.max(2, most)) chosen.add(timepoint.id);
  return all.filter((timepoint) => chosen.has(timepoint.id));
}

/** The table of one read. Every lesion of it is listed, also one that was found after the timepoint shown: nothing is kept from an adjudicator. */
export function readTable(found: AdjudicationCase, side: Side, current: Timepoint, timepoints: readonly Timepoint[]): TableModel {
  const { case: subject, result } = found.reads[side];
  const nadir = nadirTimepoint(subject, result, current);
  const columns = timepoints.map((timepoint): Column => ({ timepoint: inRead(found.reads[side], timepoint.id) ?? timepoint, isBaseline: timepoint.index === 0, isNadir: timepoint.id === nadir?.id, isCurrent: false }));
  const note = (lesionId: string, timepointId: string): string | null => found.differences.find((difference) => difference.timepointId === timepointId && difference.lesions[side].includes(lesionId))?.sentence ?? null;
  const model = tableModel(subject, result, columns, note);
  return { ...model, columns: columns.map((column) => ({ ...column, isCurrent: column.timepoint.id === current.id })) };
}

const drawnBy = (read: AnonymousRead, lesionId: string | null, timepoint: Timepoint): Caliper | undefined => (lesionId === null ? undefined : caliperAt(read.case, lesionId, timepoint.id));

/** Where one looks for a pair of lesions in a read at a timepoint: drawn there by this read, else by the other, else where either drew it last. Undefined: never drawn. */
export function placeOfPair(found: AdjudicationCase, pair: LesionPair, side: Side, timepoint: Timepoint): Caliper | undefined {
  const other = otherSide(side);
  const last = (which: Side): Caliper | undefined => { const id = pair[which]; return id === null ? undefined : placingCaliper(found.reads[which].case, id, timepoint); };
  return drawnBy(found.reads[side], pair[side], timepoint) ?? drawnBy(found.reads[other], pair[other], timepoint) ?? last(side) ?? last(other);
}

/** The series a read's pane shows: the one chosen by hand, where the lesion was drawn, else as the reader would have had it. */
export function seriesOfPane(found: AdjudicationCase, pair: LesionPair | null, side: Side, timepoint: Timepoint, chosenId: string | undefined): SeriesSummary | undefined {
  const { case: subject } = found.reads[side];
  const own = inRead(found.reads[side], timepoint.id) ?? timepoint;
  const placed = pair && placeOfPair(found, pair, side, own);
  return own.series.find((series) => series.id === chosenId) ?? own.series.find((series) => series.id === placed?.seriesId) ?? seriesToShow(subject, own, pair?.[side] ?? null, undefined);
}

export type Note = { readonly at: string; readonly what: string; readonly text: string };

const amendments = (signOff: SignOff): readonly string[] => signOff.versions.flatMap((version) => (version.amendmentReason === null ? [] : [version.amendmentReason]));

function overrideNotes(subject: SubjectCase, timepoint: Timepoint): readonly Note[] {
  const names = { target: 'Target response', nonTarget: 'Non-target response', overall: 'Overall response' } as const;
  const given = subject.overrides[timepoint.id] ?? {};
  return (['target', 'nonTarget', 'overall'] as const).flatMap((component) => { const one = given[component]; return one ? [{ at: timepoint.label, what: `${names[component]} assigned ${one.value}`, text: one.reason }] : []; });
}

/** What a reader wrote: responses assigned by hand, justifications, answers to checks, amendments; by timepoint. */
export function notesOf({ case: subject }: AnonymousRead): readonly Note[] {
  return [...subject.timepoints].sort((a, b) => a.index - b.index).flatMap((timepoint): readonly Note[] => {
    const { label: at, id } = timepoint;
    const signOff = subject.signOffs[id];
    const justified = subject.lesions.flatMap((lesion): readonly Note[] => {
      const record = subject.assessments[lesion.id]?.[id];
      return record?.state === 'status' && record.note ? [{ at, what: lesion.label, text: record.note }] : [];
    });
    const answers = Object.entries(subject.checkReasons).filter(([, reason]) => reason.timepointId === id).map(([key, { reason }]): Note => ({ at, what: key.split(' ')[0] ?? key, text: reason }));
    return [...overrideNotes(subject, timepoint), ...justified, ...answers, ...(signOff ? amendments(signOff).map((text): Note => ({ at, what: 'Amended', text })) : [])];
  });
}

/** "T1 and N2", the marks of a pair in either read; empty for a read that has none. */
export const labelIn = (found: AdjudicationCase, pair: LesionPair, side: Side): string => lesionOf(found.reads[side].case, pair[side])?.label ?? '';
