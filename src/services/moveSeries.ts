/** Series that belong to another timepoint of their subject: what was measured on them goes with them, with a reason, and never under a signature (interoperability 7.6). */
import { NadirError, type Json } from '../common/index.ts';
import { becomesBaselineLate, plannedAs, planFacts, sameTimepointDays, timepointLabel, type Assessment, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import { assessmentKey, readStream, type AssessmentSnapshot, type Change, type LesionSnapshot, type ReadFactSnapshot, type SeriesAssignmentSnapshot } from '../store/index.ts';
import { assembleCase, toLesion } from './caseFile.ts';
import { runOnSubject, type OnSubject, type Plan } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { requireImagesOpen, requireLaterOpen } from './reads/lock.ts';
import { timepointChange } from './timepointChange.ts';

export type MoveSeries = { readonly seriesIds: readonly string[]; readonly timepointIndex: number; readonly reason: string };

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** The subject's timepoint of this number, or the change that adds it. */
function destination(deps: ServiceDeps, subject: SubjectCase, index: number): { readonly id: string; readonly there: Timepoint | undefined; readonly changes: readonly Change[] } {
  const there = subject.timepoints.find((one) => one.index === index);
  if (there) return { id: there.id, there, changes: there.performed ? [] : [performedAgain(subject, there)] };
  const id = deps.newId();
  return { id, there, changes: [timepointChange(subject.subjectId, id, { index, ...plannedAs(subject.protocol, planFacts(subject), index) })] };
}

/** Images have come for a timepoint that was recorded as not performed. */
export const performedAgain = ({ subjectId }: SubjectCase, { id, index, label, visitName, plannedDate }: Timepoint): Change =>
  ({ stream: subjectId, kind: 'TimepointPerformedSet', type: 'timepoint', key: id, after: { id, subjectId, index, label, visitName, plannedDate, performed: true } });

const mentions = (record: Json, seriesIds: readonly string[]): boolean => { const text = JSON.stringify(record); return seriesIds.some((id) => text.includes(id)); };

/** Records drawn on these series, of every read. */
const recordsOn = (rows: readonly AssessmentSnapshot[], seriesIds: readonly string[]): readonly AssessmentSnapshot[] => rows.filter((row) => mentions(row.record, seriesIds));

function checkRecords(subject: SubjectCase, lesions: readonly LesionSnapshot[], moved: readonly AssessmentSnapshot[], all: readonly AssessmentSnapshot[], to: { readonly id: string; readonly index: number }, stay: readonly string[]): void {
  const labelOf = (lesionId: string): string => { const lesion = lesions.find((one) => one.id === lesionId); return lesion ? toLesion(lesion).label : 'A lesion'; };
  const names = (rows: readonly AssessmentSnapshot[]): string => [...new Set(rows.map((row) => labelOf(row.lesionId)))].join(', ');
  const baselineId = subject.timepoints.find((one) => one.index === 0)?.id;
  const ofBaseline = moved.filter((row) => row.timepointId === baselineId);
  if (ofBaseline.length > 0) throw refused('baselineRecords', `${names(ofBaseline)} ${ofBaseline.length === 1 ? 'was' : 'were'} placed at baseline on this series: the baseline of a lesion does not move. Clear the records first, then move it.`);
  if (to.index === 0 && moved.length > 0) throw refused('baselineRecords', `${names(moved)} ${moved.length === 1 ? 'was' : 'were'} followed up on this series: it cannot become the baseline. Clear the records first, then move it.`);
  const split = moved.filter((row) => (row.record as unknown as Assessment).state === 'split' && mentions(row.record, stay));
  if (split.length > 0) throw refused('splitRecords', `The fragments of ${names(split)} were measured on several series, of which some stay. Move them together, or clear the record.`);
  const taken = moved.filter((row) => all.some((one) => one.lesionId === row.lesionId && one.timepointId === to.id));
  if (taken.length > 0) throw refused('alreadyRecorded', `${names(taken)} ${taken.length === 1 ? 'is' : 'are'} recorded at ${timepointLabel(to.index)} already. Clear one of the two records, then move the series.`);
}

/** Records and key images on the series, put to the timepoint the series goes to; a new lesion found there is found there. */
function followingChanges(deps: ServiceDeps, subject: SubjectCase, moved: readonly AssessmentSnapshot[], lesions: readonly LesionSnapshot[], seriesIds: readonly string[], to: string): Change[] {
  const { subjectId } = subject;
  const streamOf = (lesionId: string): string => readStream(subjectId, lesions.find((one) => one.id === lesionId)?.slot ?? 'site');
  const records = moved.flatMap((row): Change[] => [
    { stream: streamOf(row.lesionId), kind: 'RecordMoved', type: 'assessment', key: assessmentKey(row.lesionId, row.timepointId), after: null },
    { stream: streamOf(row.lesionId), kind: 'RecordMoved', type: 'assessment', key: assessmentKey(row.lesionId, to), after: { ...row, timepointId: to } as unknown as Json },
  ]);
  const found = lesions.filter((lesion) => lesion.role === 'new' && moved.some((row) => row.lesionId === lesion.id && row.timepointId === lesion.placedAt));
  const places = found.map((lesion): Change => ({ stream: streamOf(lesion.id), kind: 'LesionEdited', type: 'lesion', key: lesion.id, after: { ...lesion, placedAt: to } as unknown as Json }));
  const images = deps.store.readFacts.ofType('keyImage', [subjectId]).filter((row) => mentions(row.body, seriesIds)).map((row): Change => {
    const after: ReadFactSnapshot = { subjectId, slot: row.slot, timepointId: to, body: { ...(row.body as Record<string, Json>), timepointId: to } };
    return { stream: readStream(subjectId, row.slot), kind: 'KeyImageMoved', type: 'keyImage', key: row.key, after: after as unknown as Json };
  });
  return [...records, ...places, ...images];
}

/** Why a reason is asked for; null where none is. */
function reasonAsked(subject: SubjectCase, series: readonly string[], all: readonly AssessmentSnapshot[], to: { readonly id: string; readonly index: number }, from: readonly string[]): string | null {
  if (recordsOn(all, series).length > 0) return 'Measurements were made on this series. Say why it moves: they move with it, and responses are computed again.';
  if (all.some((row) => row.timepointId === to.id || from.includes(row.timepointId))) return 'The timepoint has been read. Say why its series move: responses are computed again.';
  if (to.index !== 0) return null;
  const dates = series.map((id) => subject.timepoints.flatMap((one) => one.series).find((one) => one.id === id)?.date ?? null);
  const baseline = subject.timepoints.find((one) => one.index === 0)?.scanDates ?? [];
  const late = dates.some((date) => becomesBaselineLate(date, subject.facts.firstDoseDate ?? null, baseline, sameTimepointDays(subject.protocol)));
  return late ? 'A scan after the first dose, or later than the baseline scan, becomes the baseline only with a reason (R-101).' : null;
}

/**
 * What moving series of one subject changes. Errors: notFound; refused nothingToMove, reasonNeeded, signed, laterSigned, baselineRecords, alreadyRecorded, splitRecords.
 * Must run inside a write.
 */
export function movePlan(deps: ServiceDeps, subject: SubjectCase, { seriesIds, timepointIndex, reason }: MoveSeries): Plan & { readonly timepointId: string } {
  const { store } = deps;
  const placed = seriesIds.map((id) => ({ id, at: store.series.assignment(id) }));
  if (placed.some(({ at }) => at?.subjectId !== subject.subjectId)) throw new NadirError('notFound', `Subject ${subject.code} has no such series.`, { reason: 'series' });
  const { id, there, changes } = destination(deps, subject, timepointIndex);
  const moving = placed.filter(({ at }) => at?.timepointId !== id);
  if (moving.length === 0) throw refused('nothingToMove', `These series belong to ${timepointLabel(timepointIndex)} already.`);
  const [ids, from] = [moving.map((one) => one.id), [...new Set(moving.map(({ at }) => at?.timepointId ?? ''))]];
  const { assessments, lesions } = store.subjects.rows([subject.subjectId]);
  const label = timepointLabel(timepointIndex);
  requireImagesOpen(deps, subject.subjectId, [...from, ...(there ? [id] : [])]);
  const lowest = Math.min(timepointIndex, ...subject.timepoints.filter((one) => from.includes(one.id)).map((one) => one.index));
  requireLaterOpen(deps, subject.subjectId, lowest, `Moving series to ${label}`);
  const asked = reasonAsked(subject, ids, assessments, { id, index: timepointIndex }, from);
  if (asked !== null && reason.trim() === '') throw refused('reasonNeeded', asked);
  const moved = recordsOn(assessments, ids);
  checkRecords(subject, lesions, moved, assessments, { id, index: timepointIndex }, subject.timepoints.flatMap((one) => one.series.map((series) => series.id as string)).filter((one) => !ids.includes(one)));
  const assigned = moving.map((one): Change => {
    const snapshot: SeriesAssignmentSnapshot = { seriesId: one.id, subjectId: subject.subjectId, timepointId: id, ...(one.at?.scanDate ? { scanDate: one.at.scanDate } : {}) };
    return { stream: subject.subjectId, kind: 'SeriesMoved', type: 'seriesAssignment', key: one.id, after: snapshot as unknown as Json };
  });
  const labels = subject.timepoints.filter((one) => from.includes(one.id)).map((one) => one.label).join(', ');
  return {
    what: `${moving.length} series moved from ${labels} to ${label}${moved.length > 0 ? `, ${moved.length} records with them` : ''}`, undoable: false, ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    changes: [...changes, ...assigned, ...followingChanges(deps, subject, moved, lesions, ids, id)], timepointId: id,
  };
}

/** Moves series of a subject. Answers the id of the timepoint they are at. Errors: as `movePlan`; conflict. */
export const moveSeries = (deps: ServiceDeps, context: RequestContext, target: OnSubject, input: MoveSeries): string => runOnSubject(deps, context, target, ({ id }) => {
  const subject = assembleCase(deps, id);
  const { timepointId, ...plan } = movePlan(deps, subject, input);
  return { plan, result: timepointId };
});
