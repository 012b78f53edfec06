import { isIsoDate, NadirError, type Json } from '../common/index.ts';
import { isRead, plannedAs, type SubjectCase, type Timepoint, type WithoutImages } from '../casefile/index.ts';
import type { Change, StudyRow, TimepointSnapshot } from '../store/index.ts';
import { assembleCase, timepointOf } from './caseFile.ts';
import { runOnSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { editTimepoint, setScanDate, type EditTimepoint, type SetScanDate } from './editTimepoint.ts';
import { timepointLabel } from './labels.ts';
import { timepointChange, type PlannedTimepoint } from './timepointChange.ts';
import { createLateSeries, type LateSeriesCommands } from './lateSeries.ts';
import { moveSeries, type MoveSeries } from './moveSeries.ts';
import { requireUnlocked } from './reads/lock.ts';
import { readFactChange } from './reads/readFacts.ts';
import { isDoubleRead, viewpointOf, wholeRead } from './reads/viewpoint.ts';
import { protocolOf, requireStudy } from './studies.ts';


export type { PlannedTimepoint } from './timepointChange.ts';

export type TimepointCommands = {
  /** Adds the timepoints that are not there yet; those with the same index are left as they are. Answers index → id for all of them. */
  plan(context: RequestContext, target: OnSubject, timepoints: readonly PlannedTimepoint[]): Readonly<Record<string, string>>;
  /** the assessment did not take place. Errors: refused hasRecords, baselinePerformed, signed, closed, otherReads. */
  setPerformed(context: RequestContext, target: OnSubject, timepointId: string, performed: boolean): void;
  /** The timepoint was imaged on these days and its images are not in this database: it is read from values then. An empty list takes that back. Errors: invalid date; refused hasImages, notPerformed, hasRecords, signed, otherReads. */
  imagedWithoutImages(context: RequestContext, target: OnSubject, timepointId: string, imaging: WithoutImages): void;
  /** A planned visit that is no timepoint yet did not take place: adds it as not performed. Answers its id. Errors: refused baselinePerformed, timepointExists, otherReads. */
  recordMissed(context: RequestContext, target: OnSubject, index: number): string;
  /** Corrects number, name or planned day of a timepoint. Errors: as `editTimepoint`. */
  edit(context: RequestContext, target: OnSubject, input: EditTimepoint): void;
  /** Says the day of a scan (TP-01). Errors: as `setScanDate`. */
  setScanDate(context: RequestContext, target: OnSubject, input: SetScanDate): void;
  /** Moves series with what was measured on them. Answers the timepoint's id. Errors: as `movePlan`. */
  moveSeries(context: RequestContext, target: OnSubject, input: MoveSeries): string;
} & LateSeriesCommands;

function checkNotPerformed(subject: SubjectCase, timepoint: Timepoint): void {
  if (timepoint.index === 0) throw new NadirError('refused', 'Baseline cannot be marked as not performed: without it there is nothing to compare with.', { reason: 'baselinePerformed' });
  if (timepoint.performed && isRead(subject, timepoint)) throw new NadirError('refused', `${timepoint.label} has records. Clear them before marking it as not performed.`, { reason: 'hasRecords' });
}

/** Every read that a fact about the subject itself touches: the caller's own view first. Errors: refused otherReads. */
function readsBehind(deps: ServiceDeps, context: RequestContext, study: StudyRow, subjectId: string): readonly [SubjectCase, ...SubjectCase[]] {
  const view = viewpointOf(study, context);
  if (!isDoubleRead(study)) return [assembleCase(deps, subjectId, view)];
  if (view.slot !== 'site') {
    throw new NadirError('refused', 'Two readers read this study: whether an assessment took place is recorded by the investigator or the data manager, since each reader would see what the other recorded.', { reason: 'otherReads' });
  }
  return [assembleCase(deps, subjectId), assembleCase(deps, subjectId, wholeRead('reader1')), assembleCase(deps, subjectId, wholeRead('reader2'))];
}

/** Planned and performed assessments. */
export function createTimepoints(deps: ServiceDeps): TimepointCommands {
  return {
    ...createLateSeries(deps),
    edit: (context, target, input) => editTimepoint(deps, context, target, input),
    setScanDate: (context, target, input) => setScanDate(deps, context, target, input),
    moveSeries: (context, target, input) => moveSeries(deps, context, target, input),

    plan: (context, target, timepoints) => runOnSubject(deps, context, target, () => {
      const subject = assembleCase(deps, target.subjectId);
      const ids: Record<string, string> = Object.fromEntries(subject.timepoints.map((one) => [one.index, one.id]));
      const added = timepoints.filter((one) => ids[one.index] === undefined);
      const changes = added.map((one) => timepointChange(target.subjectId, (ids[one.index] = deps.newId()), one));
      return { plan: { what: `${added.length} timepoints planned`, undoable: false, changes }, result: ids };
    }),

    recordMissed: (context, target, index) => runOnSubject(deps, context, target, ({ id: subjectId, studyId }) => {
      const study = requireStudy(deps, studyId);
      const [subject] = readsBehind(deps, context, study, subjectId);
      if (index === 0) throw new NadirError('refused', 'Baseline cannot be missed: without it there is nothing to compare with.', { reason: 'baselinePerformed' });
      if (subject.timepoints.some((one) => one.index === index)) throw new NadirError('refused', `${timepointLabel(index)} is here already.`, { reason: 'timepointExists' });
      const id = deps.newId();
      const whole = assembleCase(deps, subjectId);
      const added = timepointChange(subjectId, id, { index, ...plannedAs(protocolOf(study), whole.facts, index) });
      const change: Change = { ...added, kind: 'TimepointMissed', after: { ...(added.after as Record<string, Json>), performed: false } };
      return { plan: { what: `${timepointLabel(index)} recorded as missed`, undoable: true, changes: [change] }, result: id };
    }),

    imagedWithoutImages: (context, target, timepointId, { dates, reason }) => runOnSubject(deps, context, target, ({ id, studyId }) => {
      const reads = readsBehind(deps, context, requireStudy(deps, studyId), id);
      const timepoint = timepointOf(reads[0], timepointId);
      const bad = dates.find((date) => !isIsoDate(date));
      if (bad !== undefined) throw new NadirError('invalid', `${bad} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date' });
      if (timepoint.series.length > 0) throw new NadirError('refused', `${timepoint.label} has images: its days are those of its series.`, { reason: 'hasImages' });
      if (!timepoint.performed) throw new NadirError('refused', `${timepoint.label} was recorded as not performed (R-216). Mark it as performed first.`, { reason: 'notPerformed' });
      if (dates.length === 0) for (const read of reads) checkNotPerformed(read, timepointOf(read, timepointId));
      const body = dates.length === 0 ? null : { dates: [...new Set(dates)].sort(), reason: reason.trim() };
      const change = readFactChange('ImagingStated', 'imaging', { subjectId: id, slot: 'site', timepointId, name: timepointId }, body);
      for (const read of reads) requireUnlocked(deps, read, [change]);
      return { plan: { what: body === null ? `${timepoint.label} no longer imaged elsewhere` : `${timepoint.label} imaged ${body.dates.join(', ')}, without images here`, undoable: true, changes: [change] }, result: undefined };
    }),

    setPerformed: (context, target, timepointId, performed) => runOnSubject(deps, context, target, ({ id, studyId }) => {
      const reads = readsBehind(deps, context, requireStudy(deps, studyId), id);
      const [subject] = reads;
      const timepoint = timepointOf(subject, timepointId);
      if (!performed) for (const read of reads) checkNotPerformed(read, timepointOf(read, timepointId));
      const snapshot: TimepointSnapshot = {
        id: timepoint.id, subjectId: subject.subjectId, index: timepoint.index, label: timepoint.label, visitName: timepoint.visitName, plannedDate: timepoint.plannedDate, performed,
      };
      const change: Change = { stream: subject.subjectId, kind: 'TimepointPerformedSet', type: 'timepoint', key: timepoint.id, after: snapshot as unknown as Json };
      for (const read of reads) requireUnlocked(deps, read, [change]);
      return { plan: { what: `${timepoint.label} marked as ${performed ? 'performed' : 'not performed'}`, undoable: true, changes: [change] }, result: undefined };
    }),
  };
}
