/** A subject as the figures show it: what its read and dates say whatever is chosen, and what the choice of rule set and confirmation adds. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import type { EndpointResult } from '../../recist/index.ts';
import type { AnalysedSubject, AnalysisOptions, AnalysisSlot, ByConfirmation, ByRules, FigureSubject } from './model.ts';

const under = (sets: ByRules, rules: AnalysisOptions['rules']): EndpointResult | null => {
  const own = sets[rules];
  return own === undefined ? sets.TRIAL : own;
};

export const slotOf = (subject: AnalysedSubject, read: AnalysisOptions['read']): AnalysisSlot => (read === 'accepted' ? subject.accepted : read);

/** What stays when another rule set or confirmation is chosen: made once for many choices. */
export type SubjectCourse = { readonly subject: AnalysedSubject; readonly slot: AnalysisSlot; readonly responseDays: ByConfirmation<number | null> }
  & Omit<FigureSubject, 'id' | 'code' | 'site' | 'arm' | 'best' | 'bestDate' | 'responseDay' | 'endpoints' | 'clinicalBenefit'>;

/** The course of a subject by one of its reads; nothing after the cut-off. */
export function subjectCourse(subject: AnalysedSubject, cutoff: IsoDate | null, slot: AnalysisSlot): SubjectCourse {
  const { facts } = subject;
  const read = subject.reads[slot];
  const origin = read?.origin ?? facts.randomisationDate ?? facts.enrolmentDate ?? facts.firstDoseDate ?? null;
  const known = (date: IsoDate): boolean => cutoff === null || date <= cutoff;
  const dayOf = (date: IsoDate | null | undefined): number | null => (origin === null || date == null || !known(date) ? null : daysBetween(origin, date));
  const timepoints = read?.timepoints ?? [];
  const alive = facts.lastKnownAliveDate !== undefined && !known(facts.lastKnownAliveDate) ? cutoff : facts.lastKnownAliveDate;
  const deathDay = dayOf(facts.deathDate);
  const days = timepoints.map(({ date }) => dayOf(date) ?? 0);
  const treatmentFrom = dayOf(facts.firstDoseDate);
  const progression = read?.progression ?? null;
  const progressionDay = dayOf(progression?.date);
  const studyEndDay = dayOf(facts.studyEndDate);
  const newTherapyDay = dayOf(facts.newTherapyStartDate);
  const treatmentUntil = dayOf(facts.treatmentEndDate);
  return {
    subject, slot, responseDays: { unconfirmed: dayOf(read?.response.unconfirmed), confirmed: dayOf(read?.response.confirmed) },
    origin, baselineDate: read?.baselineDate ?? null, baselineSumMm: read?.baselineSumMm ?? null, bestPct: read?.bestPct ?? null,
    days, pct: timepoints.map(({ pct }) => pct), sumsMm: timepoints.map(({ sumMm }) => sumMm), overall: timepoints.map(({ overall }) => overall),
    progression: progression && progressionDay !== null ? { date: progression.date, day: progressionDay, timepointId: progression.timepointId } : null,
    treatment: treatmentFrom === null ? null : { from: treatmentFrom, until: treatmentUntil ?? deathDay, reason: treatmentUntil === null ? null : (facts.treatmentEndReason ?? null) },
    newTherapyDay, clinicalProgressionDay: dayOf(facts.clinicalProgressionDate), studyEndDay, deathDay, deathCause: deathDay === null ? null : (facts.deathCause ?? null),
    lastDay: deathDay ?? Math.max(0, ...days, dayOf(alive) ?? 0, newTherapyDay ?? 0, studyEndDay ?? 0),
    ongoing: deathDay === null && progressionDay === null && newTherapyDay === null && studyEndDay === null,
  };
}

/** The subject by the rule set and confirmation that were chosen. */
export function figureSubject(course: SubjectCourse, { rules, confirmed }: Pick<AnalysisOptions, 'rules' | 'confirmed'>): FigureSubject {
  const { subject: { id, code, site, arm, reads }, slot, responseDays } = course;
  const read = reads[slot];
  const way = confirmed ? 'confirmed' : 'unconfirmed';
  return {
    id, code, site, arm, origin: course.origin, baselineDate: course.baselineDate, baselineSumMm: course.baselineSumMm,
    best: read?.best[way].response ?? null, bestDate: read?.best[way].date ?? null, bestPct: course.bestPct, days: course.days, pct: course.pct, sumsMm: course.sumsMm, overall: course.overall,
    progression: course.progression, responseDay: responseDays[way], treatment: course.treatment, newTherapyDay: course.newTherapyDay, clinicalProgressionDay: course.clinicalProgressionDay,
    studyEndDay: course.studyEndDay, deathDay: course.deathDay, deathCause: course.deathCause, lastDay: course.lastDay, ongoing: course.ongoing,
    endpoints: read ? { PFS: under(read.PFS, rules), OS: read.OS, TTP: under(read.TTP, rules), DOR: under(read.DOR[way], rules) } : { PFS: null, OS: null, TTP: null, DOR: null },
    clinicalBenefit: read?.benefit[way] ?? false,
  };
}
