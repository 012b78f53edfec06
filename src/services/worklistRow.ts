import { countQueries, displayDate, isLocked, lesionsAt, lesionsToAssess, plannedNumber, readingStatus, signOffOf, type SubjectCase, type Timepoint, type WorklistCell, type WorklistEntry, type WorklistRow } from '../casefile/index.ts';
import type { SubjectResult } from '../recist/index.ts';
import { isToConfirm, nextAction, type Correspondence, type Next } from './nextAction.ts';

/** What a row is made from besides the subject's case: where two readers stand, and who was asked to read. */
export type RowContext = {
  readonly readers?: Readonly<Record<'reader1' | 'reader2', SubjectCase>>;
  /** What comes next for two central readers, in place of the subject's own next action. */
  readonly central?: Next;
  /** Timepoint id → account, and '' → account for the subject as a whole. */
  readonly assignments: ReadonlyMap<string, string>;
  /** Queries and confirmations that the viewpoint may know. */
  readonly correspondence: Correspondence;
  /** Account of the read's slot in a double-read study. */
  readonly slotAccount: string | null;
};

const readerStatus = (read: SubjectCase, timepointId: string): NonNullable<WorklistCell['readers']>['reader1'] => {
  const timepoint = read.timepoints.find((one) => one.id === timepointId);
  if (!timepoint) return 'noImages';
  return isLocked(read, timepointId) ? 'signed' : readingStatus(read, timepoint);
};

function cellOf(subject: SubjectCase, timepoint: Timepoint, result: SubjectResult | null, { readers }: RowContext): WorklistCell {
  const expected = lesionsAt(subject, timepoint).length;
  return {
    timepointId: timepoint.id, label: timepoint.label, index: timepoint.index, status: readingStatus(subject, timepoint), sign: signOffOf(subject, timepoint.id).state,
    overall: result?.timepoints.find((one) => one.id === timepoint.id)?.overall ?? null, assessed: expected - lesionsToAssess(subject, timepoint).length, expected,
    ...(timepoint.closed ? { closed: true } : {}),
    ...(readers ? { readers: { reader1: readerStatus(readers.reader1, timepoint.id), reader2: readerStatus(readers.reader2, timepoint.id) } } : {}),
  };
}

function sumsOf(subject: SubjectCase, result: SubjectResult | null): WorklistRow['sums'] {
  if (!result) return [];
  const baseline = subject.timepoints.find((timepoint) => timepoint.index === 0);
  const labelOf = new Map(subject.timepoints.map((timepoint) => [timepoint.id as string, timepoint.label]));
  const first = baseline ? [{ label: baseline.label, date: displayDate(baseline), sumMm: result.baseline.sum }] : [];
  return [...first, ...result.timepoints.map((one) => ({ label: labelOf.get(one.id) ?? one.id, date: one.date, sumMm: one.sum }))];
}

/** Queries that wait and the confirmation, as a row shows them. */
function correspondenceOf(correspondence: Correspondence): Pick<WorklistRow, 'queries' | 'confirmation' | 'toConfirm'> {
  const { queries, confirmation: { state, last }, isOverview } = correspondence;
  const count = countQueries(queries.map(({ thread }) => thread));
  const date = last && (last.chosen === null ? (last.outcome.progression?.date ?? null) : last.chosen.date);
  return {
    ...(count.open + count.answered === 0 ? {} : { queries: count }),
    ...(isToConfirm(correspondence) ? { toConfirm: true as const } : {}),
    ...(isOverview && last && state !== 'none' ? { confirmation: { state, date, at: last.at } } : {}),
  };
}

/** One subject's line in the worklist. */
export function worklistRow(subject: SubjectCase, result: SubjectResult | null, context: RowContext): WorklistRow {
  const sums = sumsOf(subject, result);
  const latest = sums.findLast((one) => one.sumMm !== null);
  const latestResult = result?.timepoints.findLast((one) => one.sum !== null);
  const next = context.central ?? nextAction(subject, result, context.correspondence);
  return {
    subjectId: subject.subjectId, code: subject.code, site: subject.site, note: subject.note, ...next, cells: subject.timepoints.map((timepoint) => cellOf(subject, timepoint, result, context)), sums,
    latestSumMm: latest?.sumMm ?? null, pctFromBaseline: latestResult?.pctFromBaseline ?? null,
    bestOverallResponse: result && result.timepoints.length > 0 ? result.bestOverallResponse : null, progression: result?.progression ?? null,
    assignedTo: context.slotAccount ?? context.assignments.get(next.next.timepointId ?? '') ?? context.assignments.get('') ?? null,
    signers: [...new Set(Object.values(subject.signOffs).flatMap((one) => one.versions.map((version) => version.signer)))],
    ...correspondenceOf(context.correspondence),
  };
}

/** What filters and orders look at. */
export function worklistEntry(row: WorklistRow): WorklistEntry {
  return {
    subjectId: row.subjectId, code: row.code, site: row.site, kind: row.next.kind, due: row.due, dueUntil: row.dueUntil, progressed: row.progression !== null,
    response: row.cells.findLast((cell) => cell.overall !== null)?.overall ?? null, sumMm: row.latestSumMm, pctFromBaseline: row.pctFromBaseline, assignedTo: row.assignedTo, signers: row.signers,
    text: `${row.code} ${row.site} ${row.next.text} ${row.next.detail} ${row.note}${row.queries ? ' query' : ''}`.toLowerCase(), timepoints: row.cells.length,
    openQueries: row.queries?.open ?? 0, toConfirm: row.toConfirm === true,
    signed: row.cells.filter((cell) => cell.sign === 'signed').length, complete: row.cells.filter((cell) => cell.status === 'complete').length,
    lastIndex: Math.max(-1, row.visit?.index ?? -1, ...row.cells.map((cell) => plannedNumber(cell.index))),
  };
}

const order = ['subjectId', 'code', 'site', 'kind', 'due', 'dueUntil', 'progressed', 'response', 'sumMm', 'pctFromBaseline', 'assignedTo', 'signers', 'text', 'timepoints', 'signed', 'complete', 'lastIndex', 'openQueries', 'toConfirm'] as const satisfies readonly (keyof WorklistEntry)[];

/** An entry as it is kept: its values in a fixed order, because ten thousand names of members would be most of the text. */
export const packEntry = (entry: WorklistEntry): string => JSON.stringify(order.map((name) => entry[name]));
export function unpackEntry(values: readonly unknown[]): WorklistEntry {
  const [subjectId, code, site, kind, due, dueUntil, progressed, response, sumMm, pctFromBaseline, assignedTo, signers, text, timepoints, signed, complete, lastIndex, openQueries, toConfirm] = values;
  return { subjectId, code, site, kind, due, dueUntil, progressed, response, sumMm, pctFromBaseline, assignedTo, signers, text, timepoints, signed, complete, lastIndex, openQueries, toConfirm } as WorklistEntry;
}
