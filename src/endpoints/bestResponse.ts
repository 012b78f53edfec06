/** Best overall response with and without confirmation (section 10). */
import { dayNumber, type IsoDate } from '../common/index.ts';
import type { BestResponse, OverallResponse, Parameters } from '../recist/index.ts';
import { confirmationOf } from './confirmation.ts';
import type { Assessment, SubjectCourse } from './sequence.ts';

export type BestResponses = {
  readonly unconfirmed: BestResponse;
  readonly confirmed: BestResponse;
  /** First CR or PR, and first confirmed one. */
  readonly firstResponse: Assessment | null;
  readonly firstConfirmedResponse: Assessment | null;
  /** First CR that belongs to the response. */
  readonly firstCr: Assessment | null;
  readonly firstConfirmedCr: Assessment | null;
  readonly pendingConfirmation: boolean;
  readonly window: readonly Assessment[];
};

/** The assessments that count for best response: up to the first PD and the start of a new therapy. */
export function borWindow(course: SubjectCourse, parameters: Pick<Parameters, 'borStopAtNewTherapy' | 'newTherapySameDay'>): readonly Assessment[] {
  const pd = course.assessments.findIndex(({ overall }) => overall === 'PD');
  const untilPd = pd < 0 ? course.assessments : course.assessments.slice(0, pd + 1);
  const start = course.facts.newTherapyStartDate;
  if (!parameters.borStopAtNewTherapy || start === undefined) return untilPd;
  return untilPd.filter(({ date }) => (parameters.newTherapySameDay === 'include' ? date <= start : date < start));
}

/** The date that the minimum duration of stable disease is counted from; undefined when there is none. */
export const stableFromDate = (course: SubjectCourse, parameters: Pick<Parameters, 'sdMinFrom'>): IsoDate | undefined =>
  (parameters.sdMinFrom === 'baselineScan' ? (course.facts.baselineAssessmentDate ?? course.baselineDate ?? course.origin?.date) : course.origin?.date);

/** First day on which stable disease can be the best response; null when there is no date to count from. */
function stableFromDay(course: SubjectCourse, parameters: Pick<Parameters, 'sdMinDays' | 'sdMinFrom'>): number | null {
  const reference = stableFromDate(course, parameters);
  return reference === undefined ? null : dayNumber(reference) + parameters.sdMinDays;
}

type Row = { readonly response: OverallResponse; readonly countsAs: (hasTargets: boolean) => readonly OverallResponse[] };

/** what an assessment at or after the minimum time may be, for each of the responses that need it; best first. */
const timedRows: readonly Row[] = [
  { response: 'SD', countsAs: (hasTargets) => (hasTargets ? ['CR', 'PR', 'SD'] : ['PR', 'SD']) },
  { response: 'NON-CR/NON-PD', countsAs: (hasTargets) => (hasTargets ? ['NON-CR/NON-PD'] : ['CR', 'NON-CR/NON-PD']) },
  { response: 'NED', countsAs: () => ['NED'] },
];

const bestAt = (response: OverallResponse, assessment: Assessment): BestResponse => ({ response, date: assessment.date, timepointId: assessment.id });

/** the best response when there is no CR or PR to name. */
function withoutResponse(window: readonly Assessment[], course: SubjectCourse, parameters: Pick<Parameters, 'sdMinDays' | 'sdMinFrom'>): BestResponse {
  const from = stableFromDay(course, parameters);
  for (const row of timedRows) {
    const counted = row.countsAs(course.hasTargets);
    const found = window.find(({ overall, day }) => counted.includes(overall) && (from === null || day >= from));
    if (found) return bestAt(row.response, found);
  }
  const pd = window.find(({ overall }) => overall === 'PD');
  if (pd) return bestAt('PD', pd);
  const first = window[0];
  if (!first) return { response: 'NE', date: null, timepointId: null, reason: 'noAssessment' };
  return { ...bestAt('NE', first), reason: window.some(({ overall }) => overall !== 'NE') ? 'minimumTimeNotReached' : 'notEvaluable' };
}

const rank = (response: OverallResponse): number => (response === 'CR' ? 2 : response === 'PR' ? 1 : 0);

/** no PD, death, new therapy or end of study. */
function isFollowed(course: SubjectCourse): boolean {
  const { deathDate, newTherapyStartDate, studyEndDate } = course.facts;
  return course.progression === null && deathDate === undefined && newTherapyStartDate === undefined && studyEndDate === undefined;
}

const firstOf = (a: Assessment | null, b: Assessment | null): Assessment | null => (a === null || b === null ? (a ?? b) : a.day <= b.day ? a : b);

/** Best overall response of a course, both ways, and what else its responses say. */
export function bestResponses(course: SubjectCourse, parameters: Parameters): BestResponses {
  const window = borWindow(course, parameters);
  const firstWith = (response: OverallResponse): Assessment | null => window.find(({ overall }) => overall === response) ?? null;
  const confirmations = window.map(({ overall }, index) => (overall === 'CR' || overall === 'PR' ? confirmationOf(window, index, parameters) : null));
  const firstConfirmed = (response: OverallResponse): Assessment | null => window.find(({ overall }, index) => overall === response && confirmations[index]?.kind === 'confirmed') ?? null;
  const [cr, pr, confirmedCr, confirmedPr] = [firstWith('CR'), firstWith('PR'), firstConfirmed('CR'), firstConfirmed('PR')];
  const otherwise = withoutResponse(window, course, parameters);
  const named = (complete: Assessment | null, partial: Assessment | null): BestResponse => (complete ? bestAt('CR', complete) : partial ? bestAt('PR', partial) : otherwise);
  const confirmed = named(confirmedCr, confirmedPr);
  return {
    unconfirmed: named(cr, pr), confirmed,
    firstResponse: firstOf(cr, pr), firstConfirmedResponse: firstOf(confirmedCr, confirmedPr),
    firstCr: cr, firstConfirmedCr: confirmedCr,
    pendingConfirmation: isFollowed(course) && window.some(({ overall }, index) => confirmations[index]?.kind === 'open' && rank(overall) > rank(confirmed.response)),
    window,
  };
}
