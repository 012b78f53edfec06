import { asId, NadirError, type IsoDate, type LesionId, type SeriesId, type StudyId, type SubjectId, type TimepointId } from '../common/index.ts';
import { emptyRead, type Assessment, type Lesion, type LesionRole, type ProtocolParameters, type SeriesSummary, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import type { LesionKind, OrganCode, SubjectFacts } from '../recist/index.ts';
import type { AssessmentSnapshot, AssignedSeriesRow, LesionSnapshot, StudyRow, SubjectRow, TimepointSnapshot, UndoState } from '../store/index.ts';
import type { ServiceDeps } from './context.ts';
import { lesionLabel } from './labels.ts';
import { withExtents } from './seriesExtent.ts';

const roleOrder: Readonly<Record<LesionRole, number>> = { target: 0, nonTarget: 1, new: 2 };

/** A stored lesion as the case shows it. */
export const toLesion = (row: LesionSnapshot): Lesion => ({
  id: asId<LesionId>(row.id), role: row.role as LesionRole, label: lesionLabel(row.role as LesionRole, row.number), organ: row.organ as OrganCode, kind: row.kind as LesionKind,
  description: row.description, group: row.group, placedAt: asId<TimepointId>(row.placedAt),
});

/** The stored summary of a series with its id. */
export const toSummary = (seriesId: string, summary: unknown): SeriesSummary => ({ ...(summary as Omit<SeriesSummary, 'id'>), id: asId<SeriesId>(seriesId) });

function toTimepoint(row: TimepointSnapshot, series: readonly SeriesSummary[]): Timepoint {
  const scanDates = [...new Set(series.map((one) => one.date).filter((date): date is IsoDate => date !== null))].sort();
  return {
    id: asId<TimepointId>(row.id), index: row.index, label: row.label, visitName: row.visitName, plannedDate: row.plannedDate as IsoDate | null, scanDates,
    performed: row.performed, series,
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
  readonly undo: UndoState;
};

function toCase({ study, subject, timepoints, lesions, assessments, series, undo }: Parts): SubjectCase {
  const seriesAt = groupBy(series, (row) => row.timepointId);
  return {
    studyId: asId<StudyId>(study.id), studyCode: study.code, subjectId: asId<SubjectId>(subject.id), code: subject.code, site: subject.site, note: subject.note,
    revision: subject.revision, facts: subject.facts as unknown as SubjectFacts, protocol: study.protocol as unknown as ProtocolParameters,
    timepoints: timepoints.map((row) => toTimepoint(row, (seriesAt.get(row.id) ?? []).map((one) => toSummary(one.seriesId, one.summary)).sort(bySeries))),
    lesions: lesions.toSorted((a, b) => roleOrder[a.role as LesionRole] - roleOrder[b.role as LesionRole] || a.number - b.number).map(toLesion),
    assessments: toAssessments(assessments), ...emptyRead,
    undo: { available: undo.undo !== null, what: undo.undo?.what ?? null }, redo: { available: undo.redo !== null, what: undo.redo?.what ?? null },
  };
}

const noUndo: UndoState = { undo: null, redo: null };

/** The cases of some subjects of one study, by subject id, from one set of queries. Must run inside a read or write. Undo is left out unless asked for. */
export function assembleCases(deps: ServiceDeps, study: StudyRow, subjectIds: readonly string[], withUndo: boolean): ReadonlyMap<string, SubjectCase> {
  const { store } = deps;
  const rows = store.subjects.rows(subjectIds);
  const [timepoints, lesions, assessments, series] = [
    groupBy(rows.timepoints, (row) => row.subjectId), groupBy(rows.lesions, (row) => row.subjectId), groupBy(rows.assessments, (row) => row.subjectId),
    groupBy(store.series.assignedTo(subjectIds), (row) => row.subjectId),
  ];
  return new Map(rows.subjects.map((subject) => [subject.id, toCase({
    study, subject, timepoints: timepoints.get(subject.id) ?? [], lesions: lesions.get(subject.id) ?? [], assessments: assessments.get(subject.id) ?? [],
    series: series.get(subject.id) ?? [], undo: withUndo ? store.undo.state(subject.id) : noUndo,
  })]));
}

/** One subject's case. Errors: notFound. Must run inside a read or write. */
export function assembleCase(deps: ServiceDeps, subjectId: string): SubjectCase {
  const subject = deps.store.subjects.byId(subjectId);
  const study = subject && deps.store.studies.byId(subject.studyId);
  const found = study && assembleCases(deps, study, [subjectId], true).get(subjectId);
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
