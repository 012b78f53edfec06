/** A subject from lesion records to endpoints (operation `subject`, A.4). */
import { dayNumber } from '../common/index.ts';
import {
  assessTimepoints, checksOfBaseline, findingsOfBaseline, findingsOfTimepoint, timeOriginOf, withDefaults,
  type AssessedTimepoint, type CheckFinding, type EndpointName, type EndpointResult, type Labels, type Parameters, type PfsRuleSetName, type Progression, type Reason, type SubjectAssessment, type SubjectInput, type SubjectResult,
} from '../recist/index.ts';
import { bestResponses } from './bestResponse.ts';
import { pfsRuleSetNames } from './pfsRules.ts';
import { progressionOf } from './progression.ts';
import { endpointReasons } from './reasons/index.ts';
import { nameIn, responsesOf } from './responses.ts';
import { cutFacts, hasCrThenNonCr, type Assessment, type SubjectCourse } from './sequence.ts';
import { findingsOfCourse } from './subjectChecks.ts';
import { endpointsOf } from './timeToEvent.ts';

const toAssessment = ({ facts, overall }: AssessedTimepoint): Assessment => ({
  id: facts.input.id, date: facts.date, day: dayNumber(facts.date), overall, performed: facts.performed, plannedDate: facts.input.plannedDate,
});

/** The assessed timepoints as a course: from the time origin to the cut-off. For lesion-level data R-730 has nothing left to decide. */
export function courseOf(input: SubjectInput, assessment: SubjectAssessment, parameters: Parameters): SubjectCourse {
  const origin = timeOriginOf(input.subject, parameters.timeOrigin, input.baseline.date);
  const cutoff = parameters.dataCutoff;
  const counted = assessment.timepoints.filter(({ facts }) => (origin === null || facts.date >= origin.date) && (cutoff === null || facts.date <= cutoff));
  const assessments = counted.map(toAssessment);
  const progression: Progression | null = progressionOf(assessment, counted, parameters);
  return {
    facts: cutFacts(input.subject, cutoff), origin, baselineDate: input.baseline.date, hasTargets: assessment.hasTargets, assessments, progression,
    hasEarlierAssessments: origin !== null && assessment.timepoints.some(({ facts }) => facts.date < origin.date),
    hasCrThenNonCr: hasCrThenNonCr(assessments),
  };
}

/**
 * Evaluates a subject: response of every timepoint with rules, checks and explanation, best response, progression and endpoints. Sizes in mm
 * with at most four decimals, dates YYYY-MM-DD; input and parameters must be valid (`runEngineRequest` reads untrusted data). Missing
 * parameters take their defaults. `labels` names lesions and timepoints in explanations. Pure and total: fast enough to run on every pointer move.
 */
export function evaluateSubject(input: SubjectInput, params?: Partial<Parameters>, labels: Labels = {}): SubjectResult {
  const parameters = withDefaults(params);
  const assessment = assessTimepoints(input, parameters, labels);
  return {
    baseline: { sum: assessment.baselineSumMm, checks: checksOfBaseline(input, parameters) },
    timepoints: assessment.timepoints.map(({ result }) => result),
    ...responsesOf(courseOf(input, assessment, parameters), parameters, nameIn(labels), assessment),
  };
}

/**
 * The checks of section 14 that apply to a subject, in words: baseline first, then each timepoint in date order, then the subject as a whole. The
 * same checks as in the result of {@link evaluateSubject}, one finding for each lesion or region a check is about. `labels` names lesions and timepoints.
 */
export function findingsOfSubject(input: SubjectInput, params?: Partial<Parameters>, labels: Labels = {}): readonly CheckFinding[] {
  const parameters = withDefaults(params);
  const name = nameIn(labels);
  const assessment = assessTimepoints(input, parameters, labels);
  const course = courseOf(input, assessment, parameters);
  return [
    ...findingsOfBaseline(input, parameters, name),
    ...assessment.timepoints.flatMap(({ checked }) => findingsOfTimepoint(checked, name)),
    ...findingsOfCourse({ course, best: bestResponses(course, parameters), parameters }, name),
  ];
}

export type RuleSetResult = {
  readonly ruleSet: PfsRuleSetName;
  readonly endpoints: Readonly<Record<EndpointName, EndpointResult | null>>;
  /** Event or censoring of each in words. */
  readonly reasons: Readonly<Record<EndpointName, Reason>>;
  /** Endpoints that differ in event, date or reason from the first set (TRIAL). */
  readonly differs: readonly EndpointName[];
};

const isSame = (a: EndpointResult | null, b: EndpointResult | null): boolean => a?.event === b?.event && a?.date === b?.date && a?.reason === b?.reason;

/** The endpoints of a subject under every named PFS rule set side by side, each with the reason of its event or censoring. */
export function compareRuleSets(input: SubjectInput, params?: Partial<Parameters>, labels: Labels = {}): readonly RuleSetResult[] {
  const parameters = withDefaults(params);
  const assessment = assessTimepoints(input, parameters, labels);
  const course = courseOf(input, assessment, parameters);
  const best = bestResponses(course, parameters);
  const under = (ruleSet: PfsRuleSetName): RuleSetResult['endpoints'] => endpointsOf(course, best, { ...parameters, pfsRules: ruleSet });
  const first = under('TRIAL');
  return pfsRuleSetNames.map((ruleSet) => {
    const endpoints = under(ruleSet);
    const reasons = endpointReasons({ course, best, parameters: { ...parameters, pfsRules: ruleSet }, name: nameIn(labels), ...assessment }, endpoints);
    const names = Object.keys(endpoints) as EndpointName[];
    return { ruleSet, endpoints, reasons, differs: names.filter((name) => !isSame(endpoints[name], first[name])) };
  });
}
