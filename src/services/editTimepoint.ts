/** Number, name and planned day of a timepoint, and days of scans, corrected by a person. */
import { isIsoDate, NadirError, type IsoDate, type Json } from '../common/index.ts';
import { isVisitNumber, plannedAs, planFacts, timepointLabel, isUnscheduled, unscheduledName, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import type { Change, SeriesAssignmentSnapshot, TimepointSnapshot } from '../store/index.ts';
import { assembleCase, timepointOf } from './caseFile.ts';
import { runOnSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { requireImagesOpen, requireLaterOpen } from './reads/lock.ts';
import { timepointStates } from './timepointStates.ts';

export type EditTimepoint = { readonly timepointId: string; readonly index?: number | undefined; readonly visitName?: string | undefined; readonly plannedDate?: string | null | undefined; readonly reason: string };
export type SetScanDate = { readonly seriesId: string; readonly date: string | null; readonly reason: string };

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

function checkNumber(subject: SubjectCase, timepoint: Timepoint, index: number, isRead: boolean): void {
  if (!isVisitNumber(index)) throw new NadirError('invalid', `${index} is not a visit number. Planned visits are whole, unscheduled ones have one or two decimals, such as 3.1.`, { reason: 'visitNumber' });
  const taken = subject.timepoints.find((one) => one.index === index && one.id !== timepoint.id);
  if (taken) throw refused('timepointExists', `Visit number ${index} is ${taken.label} already. A subject has each number once; move the series to ${taken.label} instead.`);
  if ((index === 0 || timepoint.index === 0) && isRead) throw refused('baselineRecords', 'The baseline has been read: no other timepoint takes its place, and it takes no other. Clear the records first.');
}

/** Name and planned day as they are given, else as the plan has them for the number where they were the plan's before. */
function edited(subject: SubjectCase, timepoint: Timepoint, input: EditTimepoint): TimepointSnapshot {
  const index = input.index ?? timepoint.index;
  const facts = planFacts(subject);
  const [was, is] = [plannedAs(subject.protocol, facts, timepoint.index), plannedAs(subject.protocol, facts, index)];
  const follows = index !== timepoint.index;
  const name = isUnscheduled(index) ? unscheduledName(index) : is.visitName;
  return {
    id: timepoint.id, subjectId: subject.subjectId, index, label: timepointLabel(index), performed: timepoint.performed,
    visitName: input.visitName ?? (follows && (timepoint.visitName === was.visitName || timepoint.visitName === '') ? name : timepoint.visitName),
    plannedDate: input.plannedDate !== undefined ? input.plannedDate : follows && (timepoint.plannedDate === was.plannedDate || timepoint.plannedDate === null) ? is.plannedDate : timepoint.plannedDate,
  };
}

/** Changes a timepoint. Errors: notFound; conflict; invalid visitNumber, date; refused timepointExists, baselineRecords, reasonNeeded, nothingChanged, signed, laterSigned. */
export const editTimepoint = (deps: ServiceDeps, context: RequestContext, target: OnSubject, input: EditTimepoint): void => runOnSubject(deps, context, target, ({ id }) => {
  const subject = assembleCase(deps, id);
  const timepoint = timepointOf(subject, input.timepointId);
  const isRead = timepointStates(deps, [id]).has(timepoint.id);
  if (input.plannedDate != null && !isIsoDate(input.plannedDate)) throw new NadirError('invalid', `${input.plannedDate} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date' });
  if (input.index !== undefined) checkNumber(subject, timepoint, input.index, isRead);
  const after = edited(subject, timepoint, input);
  const renumbered = after.index !== timepoint.index;
  if (!renumbered && after.visitName === timepoint.visitName && after.plannedDate === timepoint.plannedDate) throw refused('nothingChanged', 'Nothing is changed.');
  if (renumbered && isRead && input.reason.trim() === '') throw refused('reasonNeeded', `${timepoint.label} has been read. Say why its number changes: responses are computed again.`);
  requireImagesOpen(deps, id, [timepoint.id]);
  if (renumbered) requireLaterOpen(deps, id, Math.min(after.index, timepoint.index), `Changing ${timepoint.label} to ${after.label}`);
  const what = renumbered ? `${timepoint.label} became ${after.label}` : `${timepoint.label} changed`;
  const change: Change = { stream: id, kind: 'TimepointEdited', type: 'timepoint', key: timepoint.id, after: after as unknown as Json };
  return { plan: { what, undoable: false, ...(input.reason.trim() === '' ? {} : { reason: input.reason.trim() }), changes: [change] }, result: undefined };
});

/**
 * Says the day of a scan whose images name none that can be, or a wrong one (TP-01); null takes that back. Errors: notFound; conflict; invalid date;
 * refused reasonNeeded where the timepoint was read, futureDate, signed, laterSigned.
 */
export const setScanDate = (deps: ServiceDeps, context: RequestContext, target: OnSubject, { seriesId, date, reason }: SetScanDate): void => runOnSubject(deps, context, target, ({ id }) => {
  const subject = assembleCase(deps, id);
  const timepoint = subject.timepoints.find((one) => one.series.some((series) => series.id === seriesId));
  if (!timepoint) throw new NadirError('notFound', `Subject ${subject.code} has no such series.`, { reason: 'series' });
  if (date !== null && !isIsoDate(date)) throw new NadirError('invalid', `${date} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date' });
  if (date !== null && (date > (deps.clock.nowIso().slice(0, 10) as IsoDate) || date < '1980-01-01')) throw refused('futureDate', `${date} cannot be the day of a scan: ${date < '1980-01-01' ? 'it is before 1980' : 'it is in the future'}.`);
  if (timepointStates(deps, [id]).has(timepoint.id) && reason.trim() === '') throw refused('reasonNeeded', `${timepoint.label} has been read. Say why the day of its scan changes: responses are dated again.`);
  requireImagesOpen(deps, id, [timepoint.id]);
  requireLaterOpen(deps, id, timepoint.index, `Changing the day of a scan of ${timepoint.label}`);
  const snapshot: SeriesAssignmentSnapshot = { seriesId, subjectId: id, timepointId: timepoint.id, ...(date === null ? {} : { scanDate: date }) };
  const change: Change = { stream: id, kind: 'ScanDateSet', type: 'seriesAssignment', key: seriesId, after: snapshot as unknown as Json };
  return { plan: { what: date === null ? `Day of a scan of ${timepoint.label} as its images say` : `Day of a scan of ${timepoint.label} set to ${date}`, undoable: false, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), changes: [change] }, result: undefined };
});
