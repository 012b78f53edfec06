import { NadirError, type Json } from '../common/index.ts';
import { isRead, recordOf, signOffOf, type Assessment, type Lesion, type LesionRole, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import type { LesionTraits } from '../recist/index.ts';
import { readStream, type Change, type LesionSnapshot } from '../store/index.ts';
import { lesionOf, timepointOf, toLesion } from './caseFile.ts';
import type { OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import type { AssessmentInput, EditLesion, PlaceLesion } from './inputs.ts';
import { organName, roleName } from './labels.ts';
import { measureCaliper, toAssessment } from './measurements.ts';
import { runOnRead } from './reads/runOnRead.ts';
import { checkRecordable, clearChange, recordChange, recordWords } from './records.ts';

export type Ids = Readonly<Record<string, string>>;

/** A record of a lesion that is there, or of one to place. */
export type TimepointEntry = { readonly lesionId: string; readonly assessment: AssessmentInput } | Omit<PlaceLesion, 'timepointId'>;

export type LesionCommands = {
  /** Places a lesion, with its first record if there is one. Answers `{ lesionId }`. Errors: refused wrongTimepoint and what a record refuses. */
  place(context: RequestContext, target: OnSubject, input: PlaceLesion): Ids;
  /** Changes what a lesion is called or counted as. A changed role gives a new label and carries over the records that still have a meaning. */
  edit(context: RequestContext, target: OnSubject, input: EditLesion): Ids;
  /** Takes a lesion and its records away; its label is not given again. */
  remove(context: RequestContext, target: OnSubject, lesionId: string): Ids;
  record(context: RequestContext, target: OnSubject, lesionId: string, timepointId: string, input: AssessmentInput): Ids;
  clear(context: RequestContext, target: OnSubject, lesionId: string, timepointId: string): Ids;
  /** Everything of one timepoint in one step: records of lesions that are there, and lesions it places. Answers the id of each lesion by its place in the list. Errors: those of `place` and `record`; all or nothing. */
  enterTimepoint(context: RequestContext, target: OnSubject, timepointId: string, entries: readonly TimepointEntry[]): Ids;
};

function checkPlace(timepoint: Timepoint, role: LesionRole): void {
  if ((role === 'new') !== timepoint.index > 0) {
    const message = role === 'new'
      ? 'A new lesion is one that baseline did not have (R-501). At baseline, record it as target or non-target.'
      : `Targets and non-targets are chosen at baseline (R-103, R-136). At ${timepoint.label}, record it as a new lesion.`;
    throw new NadirError('refused', message, { reason: 'wrongTimepoint' });
  }
}

/**
 * once a follow-up was read the target list stays as it is. The ways to correct it, which stay in the audit trail: taking back what was read after
 * baseline, or an amendment of the signed baseline.
 */
function checkTargetListOpen(subject: SubjectCase): void {
  const baseline = subject.timepoints.find((timepoint) => timepoint.index === 0);
  if (baseline && signOffOf(subject, baseline.id).state === 'amending') return;
  const read = subject.timepoints.find((timepoint) => timepoint.index > 0 && timepoint.performed && isRead(subject, timepoint));
  if (!read) return;
  throw new NadirError('refused', `The target list is fixed since ${read.label} was read (R-136). Clear what was recorded after baseline to correct it, or amend the signed baseline; further disease of the baseline is non-target.`, { reason: 'R-136' });
}

const numberOf = (lesion: Lesion): number => Number(lesion.label.slice(1));
const snapshotOf = (subject: SubjectCase, lesion: Lesion): LesionSnapshot => ({
  id: lesion.id, subjectId: subject.subjectId, role: lesion.role, number: numberOf(lesion), organ: lesion.organ, kind: lesion.kind, description: lesion.description, group: lesion.group, placedAt: lesion.placedAt,
  ...slotMember(subject), ...traitsMember(lesion.traits),
});
/** Nothing said is not a member, so that events of older databases compare equal. */
const traitsMember = (traits: LesionTraits | undefined): { traits?: Json } => (traits === undefined || Object.keys(traits).length === 0 ? {} : { traits: traits as Json });
/** The member that says whose lesion it is; none for the site's, as before there were two readers. */
const slotMember = (subject: SubjectCase): { slot?: string } => (subject.read.slot === 'site' ? {} : { slot: subject.read.slot });
const lesionChange = (subject: SubjectCase, kind: string, key: string, after: LesionSnapshot | null): Change => ({ stream: readStream(subject.subjectId, subject.read.slot), kind, type: 'lesion', key, after: after as unknown as Json });
/** A target's record as a non-target's, and back. Null: it has no meaning in the other role. */
function inOtherRole(deps: ServiceDeps, subject: SubjectCase, timepoint: Timepoint, record: Assessment, role: LesionRole): Assessment | null {
  if (role === 'nonTarget') {
    switch (record.state) {
      case 'measured': return { state: 'status', status: 'present', ...(record.caliper ? { caliper: record.caliper } : {}) };
      case 'tooSmall': return { state: 'status', status: 'present', ...(record.caliper ? { caliper: record.caliper } : {}) };
      case 'absent': return { state: 'status', status: 'absent', ...(record.caliper ? { caliper: record.caliper } : {}) };
      case 'notEvaluable': return { state: 'status', status: 'notEvaluable', ...(record.note ? { note: record.note } : {}) };
      default: return null;
    }
  }
  if (record.state !== 'status') return null;
  if (record.status === 'absent') return timepoint.index === 0 ? null : { state: 'absent' };
  if (!record.caliper) return null;
  return { state: 'measured', ...measureCaliper(deps, subject, timepoint, record.caliper, {}) };
}

function carriedRecords(deps: ServiceDeps, subject: SubjectCase, lesion: Lesion, role: LesionRole): Change[] {
  return subject.timepoints.flatMap((timepoint) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    if (!record) return [];
    const other = inOtherRole(deps, subject, timepoint, record, role);
    return [other === null ? clearChange(subject, lesion.id, timepoint.id) : recordChange(subject, lesion.id, timepoint.id, other)];
  });
}

function editedSnapshot(deps: ServiceDeps, subject: SubjectCase, lesion: Lesion, input: EditLesion): LesionSnapshot {
  const { traits: _before, ...now } = snapshotOf(subject, lesion);
  const role = input.role ?? lesion.role;
  return {
    ...now, ...traitsMember(input.traits ?? lesion.traits), organ: input.organ ?? now.organ, kind: input.kind ?? now.kind, description: (input.description ?? now.description).trim(), group: input.group ?? now.group,
    role, number: role === lesion.role ? now.number : deps.store.subjects.lastLesionNumber(subject.subjectId, role, subject.read.slot) + 1,
  };
}

/** The changes that place a lesion under this number, with its first record if there is one. */
function placed(deps: ServiceDeps, subject: SubjectCase, timepoint: Timepoint, input: Omit<PlaceLesion, 'timepointId'>, number: number): { readonly lesion: Lesion; readonly changes: Change[] } {
  const snapshot: LesionSnapshot = {
    id: deps.newId(), subjectId: subject.subjectId, role: input.role, number, organ: input.organ,
    kind: input.kind, description: input.description.trim(), group: input.group, placedAt: timepoint.id, ...slotMember(subject), ...traitsMember(input.traits),
  };
  const lesion = toLesion(snapshot);
  const changes = [lesionChange(subject, 'LesionPlaced', snapshot.id, snapshot)];
  if (input.assessment) {
    checkRecordable(subject, lesion, timepoint, input.assessment);
    changes.push(recordChange(subject, lesion.id, timepoint.id, toAssessment(deps, subject, timepoint, input.assessment)));
  }
  return { lesion, changes };
}

/** Lesions and what is recorded about them. */
export function createLesions(deps: ServiceDeps): LesionCommands {
  return {
    place: (context, target, input) => runOnRead(deps, context, target, ({ subject }) => {
      const timepoint = timepointOf(subject, input.timepointId);
      checkPlace(timepoint, input.role);
      if (input.role === 'target') checkTargetListOpen(subject);
      const { lesion, changes } = placed(deps, subject, timepoint, input, deps.store.subjects.lastLesionNumber(subject.subjectId, input.role, subject.read.slot) + 1);
      return { plan: { what: `${lesion.label} placed in ${organName(lesion.organ)}`, undoable: true, changes }, result: { lesionId: lesion.id } };
    }),

    edit: (context, target, input) => runOnRead(deps, context, target, ({ subject }) => {
      const lesion = lesionOf(subject, input.lesionId);
      if (input.role !== undefined && lesion.role === 'new') throw new NadirError('refused', `${lesion.label} is a new lesion and stays one. Dismiss it, or remove it.`, { reason: 'newStaysNew' });
      if (input.role !== undefined && input.role !== lesion.role) checkTargetListOpen(subject);
      const snapshot = editedSnapshot(deps, subject, lesion, input);
      const records = snapshot.role === lesion.role ? [] : carriedRecords(deps, subject, lesion, snapshot.role as LesionRole);
      const after = toLesion(snapshot);
      const what = snapshot.role === lesion.role ? `${lesion.label} edited` : `${lesion.label} made ${roleName[after.role]} ${after.label}`;
      return { plan: { what, undoable: true, changes: [lesionChange(subject, 'LesionEdited', lesion.id, snapshot), ...records] }, result: { lesionId: lesion.id } };
    }),

    remove: (context, target, lesionId) => runOnRead(deps, context, target, ({ subject }) => {
      const lesion = lesionOf(subject, lesionId);
      if (lesion.role === 'target') checkTargetListOpen(subject);
      const cleared = subject.timepoints.filter((timepoint) => recordOf(subject, lesion.id, timepoint.id)).map((timepoint) => clearChange(subject, lesion.id, timepoint.id));
      return { plan: { what: `${lesion.label} removed`, undoable: true, changes: [...cleared, lesionChange(subject, 'LesionRemoved', lesion.id, null)] }, result: {} };
    }),

    record: (context, target, lesionId, timepointId, input) => runOnRead(deps, context, target, ({ subject }) => {
      const [lesion, timepoint] = [lesionOf(subject, lesionId), timepointOf(subject, timepointId)];
      checkRecordable(subject, lesion, timepoint, input);
      const record = toAssessment(deps, subject, timepoint, input);
      return { plan: { what: recordWords(subject, lesion, timepoint, record), undoable: true, changes: [recordChange(subject, lesion.id, timepoint.id, record)] }, result: {} };
    }),

    enterTimepoint: (context, target, timepointId, entries) => runOnRead(deps, context, target, ({ subject }) => {
      const timepoint = timepointOf(subject, timepointId);
      const ids: Record<string, string> = {};
      const numbers = new Map<LesionRole, number>();
      const changes = entries.flatMap((entry, at): readonly Change[] => {
        if ('lesionId' in entry) {
          const lesion = lesionOf(subject, entry.lesionId);
          ids[at] = lesion.id;
          checkRecordable(subject, lesion, timepoint, entry.assessment);
          return [recordChange(subject, lesion.id, timepoint.id, toAssessment(deps, subject, timepoint, entry.assessment))];
        }
        checkPlace(timepoint, entry.role);
        if (entry.role === 'target') checkTargetListOpen(subject);
        const number = (numbers.get(entry.role) ?? deps.store.subjects.lastLesionNumber(subject.subjectId, entry.role, subject.read.slot)) + 1;
        numbers.set(entry.role, number);
        const { lesion, changes: made } = placed(deps, subject, timepoint, entry, number);
        ids[at] = lesion.id;
        return made;
      });
      return { plan: { what: `${timepoint.label} entered, ${entries.length} ${entries.length === 1 ? 'lesion' : 'lesions'}`, undoable: true, changes }, result: ids };
    }),

    clear: (context, target, lesionId, timepointId) => runOnRead(deps, context, target, ({ subject }) => {
      const [lesion, timepoint] = [lesionOf(subject, lesionId), timepointOf(subject, timepointId)];
      return { plan: { what: `${lesion.label} cleared at ${timepoint.label}`, undoable: true, changes: [clearChange(subject, lesion.id, timepoint.id)] }, result: {} };
    }),
  };
}
