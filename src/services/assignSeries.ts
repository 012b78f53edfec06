import { asId, NadirError, type Json, type SubjectId } from '../common/index.ts';
import { plannedAs, type SeriesAssignment, type SeriesProposal } from '../casefile/index.ts';
import type { SubjectFacts } from '../recist/index.ts';
import type { Change, SeriesAssignmentSnapshot, SeriesRow } from '../store/index.ts';
import { assembleCases, toSummary } from './caseFile.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { timepointLabel } from './labels.ts';
import { proposeSeries } from './proposeSeries.ts';
import { requireImagesOpen } from './reads/lock.ts';
import { protocolOf, requireStudy } from './studies.ts';
import { enrolChanges, subjectBy } from './subjects.ts';
import { timepointChange } from './timepoints.ts';

export type AssignmentService = {
  /** Series of the study without a timepoint, each with a proposal; localisers and secondary captures (`aside`) last. */
  unassigned(studyId: string): readonly SeriesProposal[];
  /** Proposals for these series of an import; those assigned or discarded since are left out. */
  proposals(studyId: string, seriesIds: readonly string[]): readonly SeriesProposal[];
  /**
   * Puts series to subjects and timepoints, enrolling subjects and adding timepoints that are not there. All or nothing. Answers the subjects touched.
   * Errors: notFound; invalid noSubject; refused hidden, hasRecords, signed.
   */
  assign(context: RequestContext, studyId: string, assignments: readonly SeriesAssignment[]): readonly SubjectId[];
};

function propose(deps: ServiceDeps, studyId: string, wanted: (row: SeriesRow) => boolean): readonly SeriesProposal[] {
  const { store } = deps;
  return store.read(() => {
    const study = requireStudy(deps, studyId);
    const rows = store.series.unassigned(studyId).filter(wanted);
    if (rows.length === 0) return [];
    const subjects = assembleCases(deps, study, store.subjects.ofStudy(studyId).map((one) => one.id), false);
    const subjectOfPatient = new Map(store.series.assignedPatients(studyId).map((one) => [one.patientId, one.subjectId]));
    const view = { subjects, subjectOfPatient, protocol: protocolOf(study) };
    const incoming = rows.map((row) => ({
      series: { ...toSummary(row.id, row.summary), ...(row.hidden ? { aside: true as const } : {}) }, patientId: row.patientId, patientName: (row.stack as { patientName?: string }).patientName ?? '',
    }));
    const readable = proposeSeries(view, incoming.filter(({ series }) => series.aside === undefined));
    if (readable.length === incoming.length) return readable;
    // Proposed after the others: a scout or a picture of a screen decides no timepoint.
    return [...readable, ...proposeSeries(view, incoming).filter(({ series }) => series.aside)];
  });
}

function requireAssignable(deps: ServiceDeps, studyId: string, seriesId: string): SeriesRow {
  const row = deps.store.series.byId(seriesId);
  if (!row || row.studyId !== studyId) throw new NadirError('notFound', 'No such series is in this study.', { reason: 'series' });
  // Stored by an earlier version, which did not say that nothing may be measured on it.
  if (row.hidden && toSummary(row.id, row.summary).measuringOff === null) throw new NadirError('refused', 'This localiser or secondary capture must be imported again before it can be looked at.', { reason: 'hidden' });
  if (deps.store.series.assignment(seriesId) && deps.store.subjects.recordsOnSeries(seriesId) > 0) {
    throw new NadirError('refused', `Measurements were made on this series (${toSummary(row.id, row.summary).description || row.seriesUid}). Clear them before moving it.`, { reason: 'hasRecords' });
  }
  return row;
}

/** One assignment call: subjects and timepoints it creates are made once and found again. */
function createAssigner(deps: ServiceDeps, context: RequestContext, studyId: string) {
  const { store } = deps;
  const protocol = protocolOf(requireStudy(deps, studyId));
  const timepoints = new Map<string, string>();
  const factsOf = (subjectId: string): SubjectFacts => (store.subjects.byId(subjectId)?.facts ?? {}) as unknown as SubjectFacts;

  function subjectFor(assignment: SeriesAssignment): string {
    if (assignment.subjectId !== null) {
      const subject = store.subjects.byId(assignment.subjectId);
      if (!subject || subject.studyId !== studyId) throw new NadirError('notFound', 'No such subject is in this study.', { reason: 'subject' });
      return subject.id;
    }
    const code = assignment.newSubjectCode?.trim();
    if (!code) throw new NadirError('invalid', 'Choose a subject for every series, or give a code for a new one.', { reason: 'noSubject' });
    const known = store.subjects.byCode(studyId, code);
    if (known) return known.id;
    const subject = subjectBy(protocol, { studyId, code });
    const again = store.subjects.byCode(studyId, subject.code);
    if (again) return again.id;
    const id = deps.newId();
    append(deps, context, { what: `Subject ${subject.code} enrolled`, undoable: false, changes: enrolChanges(id, subject) });
    return id;
  }

  function timepointFor(subjectId: string, index: number): string {
    const key = `${subjectId}/${index}`;
    const known = timepoints.get(key) ?? store.subjects.rows([subjectId]).timepoints.find((one) => one.index === index)?.id;
    if (known) return known;
    const id = deps.newId();
    append(deps, context, { what: `${timepointLabel(index)} added`, undoable: false, changes: [timepointChange(subjectId, id, { index, ...plannedAs(protocol, factsOf(subjectId), index) })] });
    timepoints.set(key, id);
    return id;
  }

  return (assignment: SeriesAssignment): string => {
    const row = requireAssignable(deps, studyId, assignment.seriesId);
    const subjectId = subjectFor(assignment);
    const snapshot: SeriesAssignmentSnapshot = { seriesId: row.id, subjectId, timepointId: timepointFor(subjectId, assignment.timepointIndex) };
    const before = store.series.assignment(row.id);
    requireImagesOpen(deps, subjectId, [snapshot.timepointId, ...(before?.subjectId === subjectId ? [before.timepointId] : [])]);
    if (before && before.subjectId !== subjectId) requireImagesOpen(deps, before.subjectId, [before.timepointId]);
    const changes: Change[] = [{ stream: subjectId, kind: 'SeriesAssigned', type: 'seriesAssignment', key: row.id, after: snapshot as unknown as Json }];
    // The subject it leaves has a fact of its own: its images have changed.
    if (before && before.subjectId !== subjectId) changes.push({ stream: before.subjectId, kind: 'SeriesMovedAway', type: 'occurrence', key: row.id, after: { seriesId: row.id, toSubject: subjectId } });
    append(deps, context, { what: `Series assigned to ${timepointLabel(assignment.timepointIndex)}`, undoable: false, changes });
    return subjectId;
  };
}

/** Where imported series belong: proposed by the product, decided by a person. */
export function createAssignments(deps: ServiceDeps): AssignmentService {
  const { store } = deps;
  return {
    unassigned: (studyId) => propose(deps, studyId, () => true),
    proposals(studyId, seriesIds) {
      const ids = new Set(seriesIds);
      return propose(deps, studyId, (row) => ids.has(row.id));
    },
    assign(context, studyId, assignments) {
      const touched = store.write(() => {
        requireStudy(deps, studyId);
        const assign = createAssigner(deps, context, studyId);
        return new Set(assignments.map(assign));
      });
      announce(deps, studyId, new Map([...touched].map((id) => [id, store.log.revision(id)])));
      return [...touched].map((id) => asId<SubjectId>(id));
    },
  };
}
