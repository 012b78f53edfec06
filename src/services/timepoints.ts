import { NadirError, type IsoDate, type Json } from '../common/index.ts';
import { isRead, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import type { Change, TimepointSnapshot } from '../store/index.ts';
import { assembleCase, timepointOf } from './caseFile.ts';
import { runOnSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { timepointLabel } from './labels.ts';

export type PlannedTimepoint = { readonly index: number; readonly visitName: string; readonly plannedDate: IsoDate | null };

export type TimepointCommands = {
  /** Adds the timepoints that are not there yet; those with the same index are left as they are. Answers index → id for all of them. */
  plan(context: RequestContext, target: OnSubject, timepoints: readonly PlannedTimepoint[]): Readonly<Record<string, string>>;
  /** the assessment did not take place. Errors: refused hasRecords, baselinePerformed. */
  setPerformed(context: RequestContext, target: OnSubject, timepointId: string, performed: boolean): void;
};

/** The change that adds a timepoint. */
export function timepointChange(subjectId: string, id: string, planned: PlannedTimepoint): Change {
  const snapshot: TimepointSnapshot = {
    id, subjectId, index: planned.index, label: timepointLabel(planned.index), visitName: planned.visitName, plannedDate: planned.plannedDate, performed: true,
  };
  return { stream: subjectId, kind: 'TimepointPlanned', type: 'timepoint', key: id, after: snapshot as unknown as Json };
}

function checkNotPerformed(subject: SubjectCase, timepoint: Timepoint): void {
  if (timepoint.index === 0) throw new NadirError('refused', 'Baseline cannot be marked as not performed: without it there is nothing to compare with.', { reason: 'baselinePerformed' });
  if (timepoint.performed && isRead(subject, timepoint)) throw new NadirError('refused', `${timepoint.label} has records. Clear them before marking it as not performed.`, { reason: 'hasRecords' });
}

/** Planned and performed assessments. */
export function createTimepoints(deps: ServiceDeps): TimepointCommands {
  return {
    plan: (context, target, timepoints) => runOnSubject(deps, context, target, () => {
      const subject = assembleCase(deps, target.subjectId);
      const ids: Record<string, string> = Object.fromEntries(subject.timepoints.map((one) => [one.index, one.id]));
      const added = timepoints.filter((one) => ids[one.index] === undefined);
      const changes = added.map((one) => timepointChange(target.subjectId, (ids[one.index] = deps.newId()), one));
      return { plan: { what: `${added.length} timepoints planned`, undoable: false, changes }, result: ids };
    }),

    setPerformed: (context, target, timepointId, performed) => runOnSubject(deps, context, target, () => {
      const subject = assembleCase(deps, target.subjectId);
      const timepoint = timepointOf(subject, timepointId);
      if (!performed) checkNotPerformed(subject, timepoint);
      const snapshot: TimepointSnapshot = {
        id: timepoint.id, subjectId: subject.subjectId, index: timepoint.index, label: timepoint.label, visitName: timepoint.visitName, plannedDate: timepoint.plannedDate, performed,
      };
      const change: Change = { stream: subject.subjectId, kind: 'TimepointPerformedSet', type: 'timepoint', key: timepoint.id, after: snapshot as unknown as Json };
      return { plan: { what: `${timepoint.label} marked as ${performed ? 'performed' : 'not performed'}`, undoable: true, changes: [change] }, result: undefined };
    }),
  };
}
