/** Best response, progression and endpoints of one subject put together (A.5). */
import { dayNumber } from '../common/index.ts';
import { engineVersion, type Labels, type NameOf, type OverallResponse, type Parameters, type ResponsesResult, type SequenceInput } from '../recist/index.ts';
import { bestResponses, type BestResponses } from './bestResponse.ts';
import { DeferredReasons, noRecords, type LesionRecords } from './reasons/index.ts';
import { courseOfSequence, type Assessment, type SubjectCourse } from './sequence.ts';
import { checksOfSubject } from './subjectChecks.ts';
import { endpointsOf } from './timeToEvent.ts';

/** does a best response count as disease control? */
export const isDiseaseControl = (response: OverallResponse, parameters: Pick<Parameters, 'dcrIncludeNonCrNonPd'>): boolean =>
  response === 'CR' || response === 'PR' || response === 'SD' || (parameters.dcrIncludeNonCrNonPd && response === 'NON-CR/NON-PD');

/** */
export const isObjectiveResponse = (response: OverallResponse): boolean => response === 'CR' || response === 'PR';

/** a response, or disease control long enough after the time origin; whichever is first. */
export function clinicalBenefit(course: SubjectCourse, best: BestResponses, parameters: Parameters): ResponsesResult['clinicalBenefit'] {
  const response = parameters.confirmationRequired ? best.firstConfirmedResponse : best.firstResponse;
  const from = course.origin === null ? null : dayNumber(course.origin.date) + parameters.cbMinDays;
  const lasting = from === null ? undefined : best.window.find(({ overall, day }) => day >= from && isDiseaseControl(overall, parameters));
  const first = [response, lasting].filter((assessment): assessment is Assessment => assessment != null).sort((a, b) => a.day - b.day)[0];
  return { achieved: first !== undefined, date: first?.date ?? null };
}

const achieved = (assessment: Assessment | null): { readonly achieved: boolean; readonly date: Assessment['date'] | null } => ({ achieved: assessment !== null, date: assessment?.date ?? null });

/** The name to show for an id: its label, else the id. */
export const nameIn = (labels: Labels): NameOf => (id) => (Object.hasOwn(labels, id) ? (labels[id] ?? id) : id);

/** Everything of A.5 for a course. `records` are what its words tell of lesions. */
export function responsesOf(course: SubjectCourse, parameters: Parameters, name: NameOf, records: LesionRecords): ResponsesResult {
  const best = bestResponses(course, parameters);
  const endpoints = endpointsOf(course, best, parameters);
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
    endpoints,
    timeOrigin: course.origin,
    checks: checksOfSubject({ course, best, parameters }),
    engineVersion,
    reasons: new DeferredReasons({ course, best, parameters, name, timepoints: records.timepoints, backdating: records.backdating }, endpoints),
  };
}

/** Best response, progression and endpoints of a supplied response sequence (operation `responses`). `labels` names timepoints in its words. */
export const evaluateSequence = (input: SequenceInput, parameters: Parameters, labels: Labels = {}): ResponsesResult =>
  responsesOf(courseOfSequence(input, parameters), parameters, nameIn(labels), noRecords);
