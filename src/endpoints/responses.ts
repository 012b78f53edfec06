/** Best response, progression and endpoints of one subject put together (A.5). */
import { dayNumber } from '../common/index.ts';
import { engineVersion, type OverallResponse, type Parameters, type ResponsesResult, type SequenceInput } from '../recist/index.ts';
import { bestResponses, type BestResponses } from './bestResponse.ts';
import { courseOfSequence, type Assessment, type SubjectCourse } from './sequence.ts';
import { checksOfSubject } from './subjectChecks.ts';
import { endpointsOf } from './timeToEvent.ts';

/** does a best response count as disease control? */
export const isDiseaseControl = (response: OverallResponse, parameters: Pick<Parameters, 'dcrIncludeNonCrNonPd'>): boolean =>
  response === 'CR' || response === 'PR' || response === 'SD' || (parameters.dcrIncludeNonCrNonPd && response === 'NON-CR/NON-PD');

/** */
export const isObjectiveResponse = (response: OverallResponse): boolean => response === 'CR' || response === 'PR';

/** a response, or disease control long enough after the time origin; whichever is first. */
function clinicalBenefit(course: SubjectCourse, best: BestResponses, parameters: Parameters): ResponsesResult['clinicalBenefit'] {
  const response = parameters.confirmationRequired ? best.firstConfirmedResponse : best.firstResponse;
  const from = course.origin === null ? null : dayNumber(course.origin.date) + parameters.cbMinDays;
  const lasting = from === null ? undefined : best.window.find(({ overall, day }) => day >= from && isDiseaseControl(overall, parameters));
  const first = [response, lasting].filter((assessment): assessment is Assessment => assessment != null).sort((a, b) => a.day - b.day)[0];
  return { achieved: first !== undefined, date: first?.date ?? null };
}

const achieved = (assessment: Assessment | null): { readonly achieved: boolean; readonly date: Assessment['date'] | null } => ({ achieved: assessment !== null, date: assessment?.date ?? null });

/** Everything of A.5 for a course. */
export function responsesOf(course: SubjectCourse, parameters: Parameters): ResponsesResult {
  const best = bestResponses(course, parameters);
  const bestOverallResponse = (parameters.confirmationRequired ? best.confirmed : best.unconfirmed).response;
  return {
    progression: course.progression,
    bor: { unconfirmed: best.unconfirmed, confirmed: best.confirmed },
    bestOverallResponse,
    response: { unconfirmed: achieved(best.firstResponse), confirmed: achieved(best.firstConfirmedResponse) },
    objectiveResponse: isObjectiveResponse(bestOverallResponse),
    diseaseControl: isDiseaseControl(bestOverallResponse, parameters),
    pendingConfirmation: best.pendingConfirmation,
    clinicalBenefit: clinicalBenefit(course, best, parameters),
    endpoints: endpointsOf(course, best, parameters),
    timeOrigin: course.origin,
    checks: checksOfSubject({ course, best, parameters }),
    engineVersion,
  };
}

/** Best response, progression and endpoints of a supplied response sequence (operation `responses`). */
export const evaluateSequence = (input: SequenceInput, parameters: Parameters): ResponsesResult => responsesOf(courseOfSequence(input, parameters), parameters);
