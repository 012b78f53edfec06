/** The time-to-event endpoints of one subject (section 12). */
import { daysBetween, type IsoDate } from '../common/index.ts';
import { timeOriginOf, type EndpointName, type EndpointResult, type Parameters } from '../recist/index.ts';
import type { BestResponses } from './bestResponse.ts';
import { endOf, type EndRules } from './censoring.ts';
import { resolvePfsRules } from './pfsRules.ts';
import type { SubjectCourse } from './sequence.ts';

type Ending = { readonly event: boolean; readonly date: IsoDate; readonly reason: string };

/** `end - start + 1` days. */
const since = (start: IsoDate, end: Ending): EndpointResult => ({ event: end.event, date: end.date, days: daysBetween(start, end.date) + 1, reason: end.reason });
/** an end before the start is the start, one day. */
const notBefore = (start: IsoDate, end: Ending): Ending => (end.date < start ? { ...end, date: start } : end);

/** Without a date of last contact the last performed assessment shows the subject alive. */
function overallSurvival(course: SubjectCourse, origin: IsoDate): EndpointResult {
  const { deathDate, lastKnownAliveDate } = course.facts;
  if (deathDate !== undefined) return since(origin, { event: true, date: deathDate, reason: 'death' });
  const date = lastKnownAliveDate ?? course.assessments.findLast(({ performed }) => performed)?.date ?? origin;
  return since(origin, notBefore(origin, { event: false, date, reason: 'alive' }));
}

/** */
function secondProgression(course: SubjectCourse, origin: IsoDate): EndpointResult {
  const { deathDate, lastKnownAliveDate, nextLine } = course.facts;
  const second = nextLine?.secondProgressionDate;
  if (second !== undefined && (deathDate === undefined || second <= deathDate)) return since(origin, { event: true, date: second, reason: 'secondProgression' });
  if (deathDate !== undefined) return since(origin, { event: true, date: deathDate, reason: 'death' });
  const last = nextLine?.lastAssessmentDate;
  if (last !== undefined) return since(origin, notBefore(origin, { event: false, date: last, reason: 'lastAssessment' }));
  return since(origin, notBefore(origin, { event: false, date: lastKnownAliveDate ?? origin, reason: lastKnownAliveDate === undefined ? 'noFollowUp' : 'alive' }));
}

/** Every endpoint of a course; all null when there is no date to count from. */
export function endpointsOf(course: SubjectCourse, best: BestResponses, parameters: Parameters): Readonly<Record<EndpointName, EndpointResult | null>> {
  const origin = course.origin?.date;
  if (origin === undefined) return { PFS: null, TTP: null, OS: null, DOR: null, CRDUR: null, SDDUR: null, PFS2: null };
  const settings: EndRules = { rules: resolvePfsRules(parameters.pfsRules), censorOn: parameters.censorOn, schedule: parameters.schedule, deathIsEvent: true };
  const withoutDeath: EndRules = { ...settings, deathIsEvent: false };
  const pfs = endOf(course, origin, settings);
  const ttpOrigin = timeOriginOf(course.facts, parameters.ttpOrigin, undefined)?.date ?? origin;
  const response = parameters.confirmationRequired ? best.firstConfirmedResponse : best.firstResponse;
  const complete = parameters.confirmationRequired ? best.firstConfirmedCr : best.firstCr;
  const bor = parameters.confirmationRequired ? best.confirmed : best.unconfirmed;
  const durationOf = (start: IsoDate, end: Ending): EndpointResult => since(start, notBefore(start, end));
  return {
    PFS: since(origin, pfs),
    TTP: since(ttpOrigin, endOf(course, ttpOrigin, withoutDeath)),
    OS: overallSurvival(course, origin),
    DOR: response === null ? null : durationOf(response.date, parameters.dorDeathIsEvent ? pfs : endOf(course, origin, withoutDeath)),
    CRDUR: complete === null ? null : durationOf(complete.date, endOf(course, origin, withoutDeath)),
    SDDUR: bor.response === 'SD' ? since(origin, pfs) : null,
    PFS2: secondProgression(course, origin),
  };
}
