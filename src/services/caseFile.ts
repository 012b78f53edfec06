import { asId, NadirError, type IsoDate, type LesionId, type SeriesId, type StudyId, type SubjectId, type TimepointId } from '../common/index.ts';
import {
  inTimeOrder, protocolOfCase, scanDateOf, type Assessment, type LateSeries, type Lesion, type LesionRole, type ReadInfo, type ReadSlot, type SeriesSummary, type StudyProtocol, type SubjectCase, type Timepoint, type ClinicalFacts, type WithoutImages,
} from '../casefile/index.ts';
import type { LesionKind, LesionTraits, OrganCode } from '../recist/index.ts';
import { readStream, type AssessmentSnapshot, type AssignedSeriesRow, type LesionSnapshot, type ReadFactRow, type StudyRow, type SubjectRow, type TimepointSnapshot, type UndoState } from '../store/index.ts';
import type { ServiceDeps } from './context.ts';
import { lesionLabel } from './labels.ts';
import { lateOf } from './reads/lateFacts.ts';
import { limitCase } from './reads/limitCase.ts';
import { toReadFacts, treatmentsOf, withoutImagesOf } from './reads/readFacts.ts';
import { readerOf, wholeSite, type Viewpoint } from './reads/viewpoint.ts';
import { withExtents } from './seriesExtent.ts';

const roleOrder: Readonly<Record<LesionRole, number>> = { target: 0, nonTarget: 1, new: 2 };

/** A stored lesion as the case shows it. */
export const toLesion = (row: LesionSnapshot): Lesion => ({
  id: asId<LesionId>(row.id), role: row.role as LesionRole, label: lesionLabel(row.role as LesionRole, row.number), organ: row.organ as OrganCode, kind: row.kind as LesionKind,
  description: row.description, group: row.group, placedAt: asId<TimepointId>(row.placedAt), ...(row.slot === undefined ? {} : { slot: row.slot as ReadSlot }), ...(row.traits === undefined ? {} : { traits: row.traits as LesionTraits }),
});

/** The stored summary of a series with its id. */
export const toSummary = (seriesId: string, summary: unknown): SeriesSummary => ({ ...(summary as Omit<SeriesSummary, 'id'>), id: asId<SeriesId>(seriesId) });

/** An assigned series with the day a person gave it, where the images have none that can be. */
const toAssigned = ({ seriesId, summary, scanDate }: AssignedSeriesRow): SeriesSummary => ({ ...toSummary(seriesId, summary), ...(scanDate === null ? {} : { date: scanDate as IsoDate, dateByHand: true as const }) });

function toTimepoint(row: TimepointSnapshot, series: readonly SeriesSummary[], withoutImages: WithoutImages | undefined, protocol: StudyProtocol): Timepoint {
  // A scout or a picture of a screen dates nothing.
  const scanDates = series.length === 0 && withoutImages ? withoutImages.dates : [...new Set(series.filter((one) => one.aside === undefined).map((one) => one.date).filter((date): date is IsoDate => date !== null))].sort();
  const date = scanDateOf(protocol, { scanDates, series });
  return {
    id: asId<TimepointId>(row.id), index: row.index, label: row.label, visitName: row.visitName, plannedDate: row.plannedDate as IsoDate | null, scanDates,
    ...(date !== null && date !== scanDates.at(-1) ? { date } : {}), performed: row.performed, series, ...(withoutImages ? { withoutImages } : {}),
  };
}

const bySeries = (a: SeriesSummary, b: SeriesSummary): number => (a.date ?? '').localeCompare(b.date ?? '') || (a.number ?? 0) - (b.number ?? 0) || a.id.localeCompare(b.id);

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function toAssessments(rows: readonly AssessmentSnapshot[]): SubjectCase['assessments'] {
  const byLesion: Record<string, Record<string, Assessment>> = {};
  for (const row of rows) (byLesion[row.lesionId] ??= {})[row.timepointId] = row.record as unknown as Assessment;
  return byLesion;
}

type Parts = {
  readonly study: StudyRow;
  readonly subject: SubjectRow;
  readonly timepoints: readonly TimepointSnapshot[];
  readonly lesions: readonly LesionSnapshot[];
  readonly assessments: readonly AssessmentSnapshot[];
  readonly series: readonly AssignedSeriesRow[];
  readonly readFacts: readonly ReadFactRow[];
  readonly undo: UndoState;
  readonly revision: number;
  readonly view: Viewpoint;
  readonly reader: string | null;
  readonly late: readonly LateSeries[];
  readonly nextNumbers: NonNullable<SubjectCase['nextNumbers']>;
};

function toCase({ study, subject, timepoints, lesions, assessments, series, readFacts, undo, revision, view, reader, late, nextNumbers }: Parts): SubjectCase {
  const seriesAt = groupBy(series, (row) => row.timepointId);
  const ownLesions = lesions.filter((row) => (row.slot ?? 'site') === view.slot);
  const ids = new Set(ownLesions.map((row) => row.id));
  const own = readFacts.filter((row) => row.slot === view.slot);
  const treatments = treatmentsOf(own);
  const imaging = withoutImagesOf(readFacts);
  const read: ReadInfo = { slot: view.slot ?? 'site', reader, editable: view.why === '', why: view.why, blinded: view.blinded };
  const withTreatment = (lesion: Lesion): Lesion => {
    const treated = treatments.get(lesion.id);
    return treated ? { ...lesion, treated } : lesion;
  };
  const protocol = study.protocol as unknown as StudyProtocol;
  return limitCase({
    studyId: asId<StudyId>(study.id), studyCode: study.code, subjectId: asId<SubjectId>(subject.id), code: subject.code, site: subject.site, note: subject.note,
    revision, facts: subject.facts as unknown as ClinicalFacts, protocol: protocolOfCase(protocol),
    timepoints: inTimeOrder(timepoints.map((row) => toTimepoint(row, (seriesAt.get(row.id) ?? []).map(toAssigned).sort(bySeries), imaging.get(row.id), protocol))),
    lesions: ownLesions.toSorted((a, b) => roleOrder[a.role as LesionRole] - roleOrder[b.role as LesionRole] || a.number - b.number).map((row) => withTreatment(toLesion(row))),
    assessments: toAssessments(assessments.filter((row) => ids.has(row.lesionId))),
    ...toReadFacts(read, own, view.slot === 'site' ? [] : readFacts.filter((row) => row.slot === 'site' && row.type === 'marker')),
    ...(late.length > 0 ? { late } : {}), ...(Object.keys(nextNumbers).length > 0 ? { nextNumbers } : {}),
    undo: { available: undo.undo !== null, what: undo.undo?.what ?? null }, redo: { available: undo.redo !== null, what: undo.redo?.what ?? null },
  }, view);
}

const noUndo: UndoState = { undo: null, redo: null };

/** Kinds of facts about a subject that every read stands on: what they change moves the revision of each read. */
export const setupTypes = ['subject', 'timepoint', 'seriesAssignment', 'imaging', 'occurrence', 'lateSeries'] as const;

/**
 * The revision a viewpoint sees. Of the site's read it is the subject's own; of another read it counts that read's events and the changes of what every read
 * stands on, so that it says nothing of other reads.
 */
export function revisionOf({ store }: ServiceDeps, subjectId: string, slot: ReadSlot | null): number {
  if (slot === 'site') return store.log.revision(subjectId);
  return (slot === null ? 0 : store.log.revision(readStream(subjectId, slot))) + store.log.countOf(subjectId, setupTypes);
}

/** Where lesions were taken away: the number that comes next, since none is given twice. */
function nextNumbersOf({ store }: ServiceDeps, subjectId: string, slot: ReadSlot, lesions: readonly LesionSnapshot[]): NonNullable<SubjectCase['nextNumbers']> {
  const next = (Object.keys(roleOrder) as LesionRole[]).map((role) => {
    const inUse = lesions.filter((row) => row.role === role && (row.slot ?? 'site') === slot).map((row) => row.number);
    return [role, store.subjects.lastLesionNumber(subjectId, role, slot) + 1, Math.max(0, ...inUse) + 1] as const;
  });
  return Object.fromEntries(next.filter(([, given, expected]) => given > expected));
}

function readerName({ store }: ServiceDeps, study: StudyRow, { slot }: Viewpoint): string | null {
  const accountId = slot === null ? null : readerOf(study, slot);
  return accountId === null ? null : (store.accounts.byId(accountId)?.fullName ?? null);
}

/**
 * The cases of some subjects of one study as a viewpoint may see them, by subject id, from one set of queries. Must run inside a read or write. Undo is left out
 * unless asked for.
 */
export function assembleCases(deps: ServiceDeps, study: StudyRow, subjectIds: readonly string[], withUndo: boolean, view: Viewpoint = wholeSite): ReadonlyMap<string, SubjectCase> {
  const { store } = deps;
  const rows = store.subjects.rows(subjectIds);
  const [timepoints, lesions, assessments, series, readFacts] = [
    groupBy(rows.timepoints, (row) => row.subjectId), groupBy(rows.lesions, (row) => row.subjectId), groupBy(rows.assessments, (row) => row.subjectId),
    groupBy(store.series.assignedTo(subjectIds), (row) => row.subjectId), groupBy(store.readFacts.ofSubjects(subjectIds), (row) => row.subjectId),
  ];
  const reader = readerName(deps, study, view);
  return new Map(rows.subjects.map((subject) => [subject.id, toCase({
    study, subject, timepoints: timepoints.get(subject.id) ?? [], lesions: lesions.get(subject.id) ?? [], assessments: assessments.get(subject.id) ?? [],
    series: series.get(subject.id) ?? [], readFacts: readFacts.get(subject.id) ?? [], view, reader, late: lateOf(deps, readFacts.get(subject.id) ?? [], view),
    nextNumbers: withUndo && view.slot !== null ? nextNumbersOf(deps, subject.id, view.slot, lesions.get(subject.id) ?? []) : {},
    undo: withUndo && view.slot !== null ? store.undo.state(readStream(subject.id, view.slot)) : noUndo,
    revision: view.slot === 'site' ? subject.revision : revisionOf(deps, subject.id, view.slot),
  })]));
}

/** One subject's case, whole unless a viewpoint limits it. Errors: notFound. Must run inside a read or write. */
export function assembleCase(deps: ServiceDeps, subjectId: string, view: Viewpoint = wholeSite): SubjectCase {
  const subject = deps.store.subjects.byId(subjectId);
  const study = subject && deps.store.studies.byId(subject.studyId);
  const found = study && assembleCases(deps, study, [subjectId], true, view).get(subjectId);
  if (!found) throw new NadirError('notFound', 'No such subject is in this database.', { reason: 'subject' });
  return withExtents(deps, found);
}

/** The timepoint of a case, or `notFound`. */
export function timepointOf(subject: SubjectCase, timepointId: string): Timepoint {
  const timepoint = subject.timepoints.find((one) => one.id === timepointId);
  if (!timepoint) throw new NadirError('notFound', `Subject ${subject.code} has no such timepoint.`, { reason: 'timepoint' });
  return timepoint;
}

/** The lesion of a case, or `notFound`. */
export function lesionOf(subject: SubjectCase, lesionId: string): Lesion {
  const lesion = subject.lesions.find((one) => one.id === lesionId);
  if (!lesion) throw new NadirError('notFound', `Subject ${subject.code} has no such lesion. It may have been removed.`, { reason: 'lesion' });
  return lesion;
}
