import { addDays, type IsoDate } from '../common/index.ts';
import { timeOriginOf, withDefaults, type Parameters, type SubjectFacts } from '../recist/index.ts';
import type { PlannedVisit, StudyProtocol, VisitPlan } from './protocol.ts';
import { isUnscheduled, unscheduledName } from './visitNumbers.ts';

/** A visit of one subject with its days. */
export type DatedVisit = {
  readonly index: number;
  readonly name: string;
  readonly plannedDate: IsoDate;
  /** First and last day of its window. */
  readonly earliest: IsoDate;
  readonly latest: IsoDate;
};

const weekName = (day: number): string => (day % 7 === 0 ? `Wk ${day / 7}` : `Day ${day}`);

/** The visit of timepoint `index`: a named one, else the repetition after them. Null beyond the plan and for an unscheduled visit. */
export function visitAt(plan: VisitPlan, index: number): PlannedVisit | null {
  if (!Number.isInteger(index)) return null;
  const named = plan.visits[index];
  if (named) return named;
  const last = plan.visits.at(-1);
  if (!plan.then || !last || index < 0) return null;
  const day = Math.max(0, last.day) + (index - plan.visits.length + 1) * plan.then.everyDays;
  return { name: weekName(day), day, windowBeforeDays: plan.then.windowDays, windowAfterDays: plan.then.windowDays };
}

/** Visits every so many days from the origin up to a day, after a baseline within `baselineDays` before it. */
export function everySoManyDays(plan: { readonly everyDays: number; readonly untilDay: number; readonly windowDays: number; readonly baselineDays: number }): readonly PlannedVisit[] {
  const count = Math.max(0, Math.floor(plan.untilDay / plan.everyDays));
  return [
    { name: 'Baseline', day: 0, windowBeforeDays: plan.baselineDays, windowAfterDays: 0 },
    ...Array.from({ length: count }, (_, index) => {
      const day = (index + 1) * plan.everyDays;
      return { name: weekName(day), day, windowBeforeDays: plan.windowDays, windowAfterDays: plan.windowDays };
    }),
  ];
}

/** Day 0 of the visits: the study's time origin where the subject has that date, or the baseline scan where the protocol counts from that (`planFacts`). */
export function visitOrigin(protocol: StudyProtocol, facts: SubjectFacts): IsoDate | null {
  if (protocol.visits?.from === 'baselineScan') return facts.baselineAssessmentDate ?? null;
  const { timeOrigin } = withDefaults(protocol.params as Partial<Parameters>);
  const { baselineAssessmentDate: _scan, ...dates } = facts;
  return timeOriginOf(dates, timeOrigin, undefined)?.date ?? null;
}

/** The visit of a subject's timepoint `index` with its days; null without a plan, beyond it, or before the origin is known. */
export function datedVisit(protocol: StudyProtocol, facts: SubjectFacts, index: number): DatedVisit | null {
  const visit = protocol.visits ? visitAt(protocol.visits, index) : null;
  const origin = visit ? visitOrigin(protocol, facts) : null;
  if (!visit || !origin) return null;
  const plannedDate = addDays(origin, visit.day);
  return { index, name: visit.name, plannedDate, earliest: addDays(plannedDate, -visit.windowBeforeDays), latest: addDays(plannedDate, visit.windowAfterDays) };
}

/** What a timepoint is called and planned for by the protocol: empty and null where it says nothing, or before the origin is known. */
export function plannedAs(protocol: StudyProtocol, facts: SubjectFacts, index: number): { readonly visitName: string; readonly plannedDate: IsoDate | null } {
  if (isUnscheduled(index)) return { visitName: unscheduledName(index), plannedDate: null };
  const visit = datedVisit(protocol, facts, index);
  return { visitName: visit === null || index === 0 ? '' : visit.name, plannedDate: visit?.plannedDate ?? null };
}
