import { asId, isIsoDate, NadirError, type IsoDate, type Json, type SubjectId } from '../common/index.ts';
import { becomesBaselineLate, deidentificationOf, isVisitNumber, plannedAs, planFacts, proposeSeries, sameTimepointDays, timepointLabel, type LateSeriesFact, type SeriesAssignment, type SeriesProposal, type StudyView, type SubjectCase } from '../casefile/index.ts';
import type { SubjectFacts } from '../recist/index.ts';
import type { Change, SeriesAssignmentSnapshot, SeriesRow } from '../store/index.ts';
import { assembleCase, assembleCases, toSummary } from './caseFile.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { copiesAmong } from './copies.ts';
import { movePlan, performedAgain } from './moveSeries.ts';
import { lateChange } from './reads/lateFacts.ts';
import { requireImagesOpen, requireLaterOpen } from './reads/lock.ts';
import { replanChanges } from './replan.ts';
import { protocolOf, requireStudy } from './studies.ts';
import { enrolChanges, subjectBy } from './subjects.ts';
import { timepointChange } from './timepointChange.ts';
import { slotStates, stateOf, timepointStates } from './timepointStates.ts';

export type AssignmentService = {
  /** Series of the study without a timepoint, each with a proposal; localisers and secondary captures (`aside`) last. Those that wait at a signed timepoint, or were left aside, are shown there. */
  unassigned(studyId: string): readonly SeriesProposal[];
  /** Proposals for these series of an import; those assigned or discarded since are left out. */
  proposals(studyId: string, seriesIds: readonly string[]): readonly SeriesProposal[];
  /** The same for a subject that somebody named, whatever patient the images name. */
  proposalsFor(studyId: string, subjectId: string, seriesIds: readonly string[]): readonly SeriesProposal[];
  /**
   * Puts series to subjects and timepoints, enrolling subjects and adding timepoints that are not there. All or nothing. A series for a signed timepoint
   * waits there for its reader's decision; nothing is reopened. Answers the subjects touched.
   * Errors: notFound; invalid noSubject, visitNumber, scanDate; refused hidden, baselineReason, and for series that had a timepoint what `movePlan` refuses.
   */
  assign(context: RequestContext, studyId: string, assignments: readonly SeriesAssignment[]): readonly SubjectId[];
};

function propose(deps: ServiceDeps, studyId: string, wanted: (row: SeriesRow) => boolean, subjectId?: string): readonly SeriesProposal[] {
  const { store } = deps;
  return store.read(() => {
    const study = requireStudy(deps, studyId);
    const subjectIds = store.subjects.ofStudy(studyId).map((one) => one.id);
    const held = new Set(store.readFacts.ofType('lateSeries', subjectIds).map((row) => (row.body as unknown as LateSeriesFact)).filter((one) => one.kind === 'new' && one.state !== 'takenIn').map((one) => one.seriesId));
    const rows = store.series.unassigned(studyId).filter((row) => wanted(row) && !held.has(row.id));
    if (rows.length === 0) return [];
    const subjects = assembleCases(deps, study, subjectIds, false);
    const incoming = rows.map((row) => ({
      series: { ...toSummary(row.id, row.summary), ...(row.hidden ? { aside: true as const } : {}) }, patientId: row.patientId, patientName: (row.stack as { patientName?: string }).patientName ?? '',
    }));
    const view: StudyView = {
      subjects, subjectOfPatient: new Map(subjectId === undefined ? store.series.assignedPatients(studyId).map((one) => [one.patientId, one.subjectId]) : rows.map((row) => [row.patientId, subjectId])), protocol: protocolOf(study), states: timepointStates(deps, subjectIds),
      copies: copiesAmong(deps, [...subjects.values()].flatMap((one) => one.timepoints.flatMap((timepoint) => timepoint.series)), incoming.map((one) => one.series)), today: deps.clock.nowIso().slice(0, 10) as IsoDate,
    };
    const readable = proposeSeries(view, incoming.filter(({ series }) => series.aside === undefined));
    if (readable.length === incoming.length) return readable;
    // Proposed after the others: a scout or a picture of a screen decides no timepoint.
    return [...readable, ...proposeSeries(view, incoming).filter(({ series }) => series.aside)];
  });
}

function requireAssignable(deps: ServiceDeps, studyId: string, { seriesId, timepointIndex, scanDate }: SeriesAssignment): SeriesRow {
  const row = deps.store.series.byId(seriesId);
  if (!row || row.studyId !== studyId) throw new NadirError('notFound', 'No such series is in this study.', { reason: 'series' });
  // Stored by an earlier version, which did not say that nothing may be measured on it.
  if (row.hidden && toSummary(row.id, row.summary).measuringOff === null) throw new NadirError('refused', 'This localiser or secondary capture must be imported again before it can be looked at.', { reason: 'hidden' });
  if (!isVisitNumber(timepointIndex)) throw new NadirError('invalid', `${timepointIndex} is not a visit number. Planned visits are whole, unscheduled ones have one or two decimals, such as 3.1.`, { reason: 'visitNumber' });
  if (scanDate != null && !isIsoDate(scanDate)) throw new NadirError('invalid', `${scanDate} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'scanDate' });
  return row;
}

/** One assignment call: subjects and timepoints it creates are made once and found again. */
function createAssigner(deps: ServiceDeps, context: RequestContext, studyId: string) {
  const { store } = deps;
  const protocol = protocolOf(requireStudy(deps, studyId));

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

  /** Images that were de-identified here carry their subject's id in every file: they are of no other subject (interoperability 5.5). */
  function requireOwnSubject(row: SeriesRow, { subjectId, newSubjectCode }: SeriesAssignment): void {
    const own = row.patientId.trim();
    if (deidentificationOf(protocol) === null || own === '' || (row.stack as { patientName?: string }).patientName !== row.patientId) return;
    const code = (subjectId === null ? newSubjectCode : store.subjects.byId(subjectId)?.code) ?? '';
    if (code.trim().toLowerCase() === own.toLowerCase()) return;
    throw new NadirError('refused', `These images were de-identified as those of subject ${own}; they cannot be put to ${code.trim() || 'another one'}. Where the id was wrong: discard them, take the link back (nadir keys unlink) and import the originals again.`, { reason: 'DID-22' });
  }

  function timepointFor(subject: SubjectCase, index: number): string {
    const known = subject.timepoints.find((one) => one.index === index);
    if (known?.performed) return known.id;
    const id = known?.id ?? deps.newId();
    const change = known ? performedAgain(subject, known) : timepointChange(subject.subjectId, id, { index, ...plannedAs(protocol, planFacts(subject), index) });
    append(deps, context, { what: known ? `${known.label} took place` : `${timepointLabel(index)} added`, undoable: false, changes: [change] });
    return id;
  }

  /** A series of the subject already: it moves. */
  function move(subject: SubjectCase, { seriesId, timepointIndex, reason }: SeriesAssignment): void {
    append(deps, context, movePlan(deps, subject, { seriesIds: [seriesId], timepointIndex, reason: reason ?? '' }));
  }

  /** A series that belonged to another subject: nothing was measured on it, and its old timepoints are open. */
  function leaveOther(row: SeriesRow, subjectId: string): Change[] {
    const before = store.series.assignment(row.id);
    if (!before || before.subjectId === subjectId) return [];
    if (store.subjects.recordsOnSeries(row.id) > 0) throw new NadirError('refused', `Measurements were made on this series (${toSummary(row.id, row.summary).description || row.seriesUid}). Clear them before it goes to another subject.`, { reason: 'hasRecords' });
    requireImagesOpen(deps, before.subjectId, [before.timepointId]);
    requireLaterOpen(deps, before.subjectId, store.subjects.rows([before.subjectId]).timepoints.find((one) => one.id === before.timepointId)?.index ?? 0, 'Taking a series away');
    return [{ stream: before.subjectId, kind: 'SeriesMovedAway', type: 'occurrence', key: row.id, after: { seriesId: row.id, toSubject: subjectId } }];
  }

  function requireBaselineReason(subject: SubjectCase, row: SeriesRow, { timepointIndex, scanDate, reason }: SeriesAssignment): void {
    if (timepointIndex !== 0 || (reason ?? '').trim() !== '') return;
    const date = scanDate ?? toSummary(row.id, row.summary).date;
    const scanned = subject.timepoints.find((one) => one.index === 0)?.scanDates ?? [];
    if (!becomesBaselineLate(date, subject.facts.firstDoseDate ?? null, scanned, sameTimepointDays(protocol))) return;
    const after = subject.facts.firstDoseDate && date !== null && date > subject.facts.firstDoseDate ? `after the first dose of ${subject.facts.firstDoseDate}` : `later than the baseline scan of ${scanned.at(-1) ?? ''}`;
    throw new NadirError('refused', `The scan of ${date ?? ''} is ${after}: it becomes the baseline of ${subject.code} only with a reason (R-101). Choose another timepoint, or say why.`, { reason: 'baselineReason' });
  }

  /** The images of a baseline move the plan of a study that counts from it. */
  function replanned(subject: SubjectCase): void {
    if (protocol.visits?.from !== 'baselineScan') return;
    const [before, after] = [planFacts(subject), planFacts(assembleCase(deps, subject.subjectId))];
    if (before.baselineAssessmentDate === after.baselineAssessmentDate) return;
    const states = slotStates(deps, [subject.subjectId]);
    const changes = replanChanges(store.subjects.rows([subject.subjectId]).timepoints, (id) => stateOf(states.get(id)) === 'signed', { protocol, facts: before as SubjectFacts }, { protocol, facts: after as SubjectFacts });
    if (changes.length > 0) append(deps, context, { what: 'Visits replanned from the baseline scan', undoable: false, changes });
  }

  return (assignment: SeriesAssignment): string => {
    const row = requireAssignable(deps, studyId, assignment);
    requireOwnSubject(row, assignment);
    const subjectId = subjectFor(assignment);
    const subject = assembleCase(deps, subjectId);
    const label = timepointLabel(assignment.timepointIndex);
    const reason = (assignment.reason ?? '').trim();
    if (store.series.assignment(row.id)?.subjectId === subjectId) {
      move(subject, assignment);
      return subjectId;
    }
    requireBaselineReason(subject, row, assignment);
    const left = leaveOther(row, subjectId);
    const timepointId = timepointFor(subject, assignment.timepointIndex);
    const slots = slotStates(deps, [subjectId]).get(timepointId);
    const state = stateOf(slots);
    const scanDate = assignment.scanDate ?? null;
    const fact: LateSeriesFact = {
      seriesId: row.id, kind: 'new', at: deps.clock.nowIso(), by: context.actor, images: toSummary(row.id, row.summary).slices, imagesBefore: null, state: state === 'signed' ? 'waiting' : 'takenIn',
      wasSigned: state === 'signed', scanDate, slots: [...(slots?.keys() ?? [])], decision: null,
    };
    const late = state === 'open' ? [] : [lateChange('LateImagesCame', subjectId, timepointId, fact)];
    const snapshot: SeriesAssignmentSnapshot = { seriesId: row.id, subjectId, timepointId, ...(scanDate === null ? {} : { scanDate }) };
    const assigned: Change[] = state === 'signed' ? [] : [{ stream: subjectId, kind: 'SeriesAssigned', type: 'seriesAssignment', key: row.id, after: snapshot as unknown as Json }];
    // The subject it leaves has a fact of its own: its images have changed.
    const what = state === 'signed' ? `Series for ${label} came after it was signed and waits for a decision` : `Series assigned to ${label}`;
    append(deps, context, { what, undoable: false, ...(reason === '' ? {} : { reason }), changes: [...assigned, ...late, ...left] });
    replanned(subject);
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
    proposalsFor(studyId, subjectId, seriesIds) {
      const ids = new Set(seriesIds);
      return propose(deps, studyId, (row) => ids.has(row.id), subjectId);
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
