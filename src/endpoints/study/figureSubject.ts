import { daysBetween, type IsoDate } from '../../common/index.ts';
import type { EndpointResult } from '../../recist/index.ts';
import type { AnalysedRead, AnalysedSubject, AnalysisOptions, AnalysisSlot, ByRules, FigureSubject } from './model.ts';

const under = (sets: ByRules, rules: AnalysisOptions['rules']): EndpointResult | null => {
  const own = sets[rules];
  return own === undefined ? sets.TRIAL : own;
};

export const slotOf = (subject: AnalysedSubject, read: AnalysisOptions['read']): AnalysisSlot => (read === 'accepted' ? subject.accepted : read);

function endpointsOf(read: AnalysedRead | undefined, { rules, confirmed }: AnalysisOptions): FigureSubject['endpoints'] {
  if (!read) return { PFS: null, OS: null, TTP: null, DOR: null };
  return { PFS: under(read.PFS, rules), OS: read.OS, TTP: under(read.TTP, rules), DOR: under(read.DOR[confirmed ? 'confirmed' : 'unconfirmed'], rules) };
}

/** A subject as the figures show it, by the read, rule set and confirmation that were chosen; nothing after the cut-off. */
export function figureSubject(subject: AnalysedSubject, options: AnalysisOptions, slot = slotOf(subject, options.read)): FigureSubject {
  const { facts } = subject;
  const read = subject.reads[slot];
  const way = options.confirmed ? 'confirmed' : 'unconfirmed';
  const origin = read?.origin ?? facts.randomisationDate ?? facts.enrolmentDate ?? facts.firstDoseDate ?? null;
  const known = (date: IsoDate | undefined): date is IsoDate => date !== undefined && (options.cutoff === null || date <= options.cutoff);
  const dayOf = (date: IsoDate | null | undefined): number | null => (origin === null || date == null || !known(date) ? null : daysBetween(origin, date));
  const timepoints = read?.timepoints ?? [];
  const alive = facts.lastKnownAliveDate !== undefined && options.cutoff !== null && facts.lastKnownAliveDate > options.cutoff ? options.cutoff : facts.lastKnownAliveDate;
  const deathDay = dayOf(facts.deathDate);
  const days = timepoints.map(({ date }) => dayOf(date) ?? 0);
  const treatmentFrom = dayOf(facts.firstDoseDate);
  const progression = read?.progression ?? null;
  const progressionDay = dayOf(progression?.date);
  const studyEndDay = dayOf(facts.studyEndDate);
  const newTherapyDay = dayOf(facts.newTherapyStartDate);
  const last = deathDay ?? Math.max(0, ...days, ...[dayOf(alive), newTherapyDay, studyEndDay].filter((day) => day !== null));
  const treatmentUntil = dayOf(facts.treatmentEndDate);
  return {
    id: subject.id, code: subject.code, site: subject.site, arm: subject.arm, origin, baselineDate: read?.baselineDate ?? null, baselineSumMm: read?.baselineSumMm ?? null,
    best: read?.best[way].response ?? null, bestDate: read?.best[way].date ?? null, bestPct: read?.bestPct ?? null,
    days, pct: timepoints.map(({ pct }) => pct), sumsMm: timepoints.map(({ sumMm }) => sumMm), overall: timepoints.map(({ overall }) => overall),
    progression: progression && progressionDay !== null ? { date: progression.date, day: progressionDay, timepointId: progression.timepointId } : null,
    responseDay: dayOf(read?.response[way]), treatment: treatmentFrom === null ? null : { from: treatmentFrom, until: treatmentUntil ?? deathDay, reason: treatmentUntil === null ? null : (facts.treatmentEndReason ?? null) },
    newTherapyDay, clinicalProgressionDay: dayOf(facts.clinicalProgressionDate), studyEndDay, deathDay, deathCause: deathDay === null ? null : (facts.deathCause ?? null),
    lastDay: last, ongoing: deathDay === null && progressionDay === null && newTherapyDay === null && studyEndDay === null, endpoints: endpointsOf(read, options), clinicalBenefit: read?.benefit[way] ?? false,
  };
}
