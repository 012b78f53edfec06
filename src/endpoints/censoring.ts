/** Events and censoring of progression-based endpoints. */
import { addDays, daysBetween, type IsoDate } from '../common/index.ts';
import type { Parameters, PfsRuleSet } from '../recist/index.ts';
import type { Assessment, SubjectCourse } from './sequence.ts';

/** Where an endpoint ends, before its start is known. */
export type End = { readonly event: boolean; readonly date: IsoDate; readonly reason: EndReason };
export type EndReason =
  | 'progression' | 'death' | 'clinicalProgression'
  | 'noBaseline' | 'newTherapy' | 'missedAssessments' | 'lastEvaluableAssessment' | 'noPostBaselineAssessment';

export type EndRules = {
  readonly rules: PfsRuleSet;
  readonly censorOn: Parameters['censorOn'];
  readonly schedule: Parameters['schedule'];
  /** False for time to progression and the like. */
  readonly deathIsEvent: boolean;
};

type Candidate = { readonly date: IsoDate; readonly reason: 'progression' | 'death' | 'clinicalProgression' };

/** the earliest event; on equal dates progression wins over death and death over clinical progression. */
export function candidateEvent(course: SubjectCourse, { rules, deathIsEvent }: EndRules): Candidate | null {
  const { deathDate, clinicalProgressionDate } = course.facts;
  const candidates: readonly (Candidate | null)[] = [
    course.progression === null ? null : { date: course.progression.date, reason: 'progression' },
    deathDate === undefined || !deathIsEvent ? null : { date: deathDate, reason: 'death' },
    clinicalProgressionDate === undefined || rules.clinical !== 'event' ? null : { date: clinicalProgressionDate, reason: 'clinicalProgression' },
  ];
  return candidates.reduce<Candidate | null>((first, next) => (next !== null && (first === null || next.date < first.date) ? next : first), null);
}

/** the last assessment that shows the subject free of progression, not after `upTo`. */
export function lastEvaluable(course: SubjectCourse, origin: IsoDate, upTo: IsoDate | null, { censorOn }: EndRules): Assessment | null {
  return course.assessments.findLast(({ date, overall, performed }) =>
    performed && overall !== 'PD' && (overall !== 'NE' || censorOn === 'performed') && date >= origin && (upTo === null || date <= upTo)) ?? null;
}

/** The date an assessment stands for: its planned visit where the set says so. */
const dateUnder = (assessment: Pick<Assessment, 'date' | 'plannedDate'>, rules: PfsRuleSet): IsoDate => (rules.scheduled ? (assessment.plannedDate ?? assessment.date) : assessment.date);

function censoredAt(course: SubjectCourse, origin: IsoDate, upTo: IsoDate | null, settings: EndRules, reason: EndReason): End {
  const last = lastEvaluable(course, origin, upTo, settings);
  const date = last === null ? origin : dateUnder(last, settings.rules);
  return { event: false, date: date < origin ? origin : date, reason };
}

/** Last performed assessment before an event, the one that showed the progression left out; null when there is none. NE counts. */
export function lastPerformedBefore(course: SubjectCourse, event: Candidate, origin: IsoDate): Assessment | null {
  const pdIndex = event.reason === 'progression' ? course.assessments.findIndex(({ id }) => id === course.progression?.timepointId) : -1;
  const before = pdIndex < 0 ? course.assessments : course.assessments.slice(0, pdIndex);
  return before.findLast(({ date, performed }) => performed && date >= origin && date <= event.date) ?? null;
}

/** Days after `from` within which no two assessments can have been missed: the two intervals planned then, and two windows. */
export function missedLimitDays(from: IsoDate, origin: IsoDate, schedule: Parameters['schedule']): number {
  if (schedule.changes === undefined) return 2 * schedule.intervalDays + 2 * schedule.windowDays;
  const changes = [...schedule.changes].sort((a, b) => a.fromDay - b.fromDay);
  const intervalAt = (date: IsoDate): number => changes.findLast(({ fromDay }) => fromDay <= daysBetween(origin, date))?.intervalDays ?? schedule.intervalDays;
  const first = intervalAt(from);
  return first + intervalAt(addDays(from, first)) + 2 * schedule.windowDays;
}

function isAfterMissed(event: Candidate, last: Assessment | null, origin: IsoDate, settings: EndRules): boolean {
  const from = last?.date ?? origin;
  return daysBetween(from, event.date) > missedLimitDays(from, origin, settings.schedule);
}

function eventDate(event: Candidate, course: SubjectCourse, origin: IsoDate, rules: PfsRuleSet): IsoDate {
  if (event.reason !== 'progression') return event.date;
  const planned = rules.scheduled ? course.assessments.find(({ id }) => id === course.progression?.timepointId)?.plannedDate : undefined;
  return planned === undefined ? event.date : planned < origin ? origin : planned;
}

/** Event or censoring of a progression-based endpoint, step by step as R-913 lists them. */
export function endOf(course: SubjectCourse, origin: IsoDate, settings: EndRules): End {
  const { rules } = settings;
  if (rules.noBaseline === 'censor' && course.facts.baselineAdequate === false) return { event: false, date: origin, reason: 'noBaseline' };
  const event = candidateEvent(course, settings);
  const therapy = course.facts.newTherapyStartDate;
  if (rules.newTherapy === 'censor' && therapy !== undefined && (event === null || event.date > therapy)) return censoredAt(course, origin, therapy, settings, 'newTherapy');
  if (event === null) {
    const reason = lastEvaluable(course, origin, null, settings) === null ? 'noPostBaselineAssessment' : 'lastEvaluableAssessment';
    return censoredAt(course, origin, null, settings, reason);
  }
  const last = lastPerformedBefore(course, event, origin);
  if (rules.missed === 'censor' && isAfterMissed(event, last, origin, settings)) return censoredAt(course, origin, last?.date ?? origin, settings, 'missedAssessments');
  return { event: true, date: eventDate(event, course, origin, rules), reason: event.reason };
}
