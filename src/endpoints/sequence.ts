/** The ordered overall responses of a subject: what best response, progression and endpoints are derived from (sections 10 to 12). */
import { dayNumber, type IsoDate } from '../common/index.ts';
import { inDateOrder, revisedCr, timeOriginOf, type OverallResponse, type Parameters, type Progression, type SequenceInput, type SequenceTimepoint, type SubjectFacts, type TimeOrigin } from '../recist/index.ts';

export type Assessment = {
  readonly id: string;
  readonly date: IsoDate;
  /** Days since 1970, for intervals. */
  readonly day: number;
  /** As assigned; NE when not performed. */
  readonly overall: OverallResponse;
  readonly performed: boolean;
  readonly plannedDate: IsoDate | undefined;
};

/** Everything the endpoints of one evaluator are computed from; nothing in it lies after the data cut-off. */
export type SubjectCourse = {
  readonly facts: SubjectFacts;
  readonly origin: TimeOrigin | null;
  /** Date of the baseline scan; undefined when it was not given. */
  readonly baselineDate: IsoDate | undefined;
  readonly hasTargets: boolean;
  /** In date order, from the time origin on and within the cut-off. */
  readonly assessments: readonly Assessment[];
  readonly progression: Progression | null;
  /** Assessments before the time origin were left out (Q-S08). */
  readonly hasEarlierAssessments: boolean;
  /** A CR was followed by PR, SD or NON-CR/NON-PD (R-730, Q-S07). */
  readonly hasCrThenNonCr: boolean;
};

/** Cuts facts at the data cut-off: later events do not exist, dates of last contact are cut to it. */
export function cutFacts(facts: SubjectFacts, cutoff: IsoDate | null): SubjectFacts {
  if (cutoff === null) return facts;
  const { deathDate, lastKnownAliveDate, newTherapyStartDate, clinicalProgressionDate, studyEndDate, nextLine, ...rest } = facts;
  const within = (date: IsoDate | undefined): date is IsoDate => date !== undefined && date <= cutoff;
  const cut = (date: IsoDate): IsoDate => (date <= cutoff ? date : cutoff);
  // A subject who died after the cut-off was alive on it.
  const alive = lastKnownAliveDate ?? (deathDate !== undefined && deathDate > cutoff ? cutoff : undefined);
  return {
    ...rest,
    ...(within(deathDate) ? { deathDate } : {}),
    ...(alive === undefined ? {} : { lastKnownAliveDate: cut(alive) }),
    ...(within(newTherapyStartDate) ? { newTherapyStartDate } : {}),
    ...(within(clinicalProgressionDate) ? { clinicalProgressionDate } : {}),
    ...(within(studyEndDate) ? { studyEndDate } : {}),
    ...(nextLine !== undefined && within(nextLine.startDate) ? { nextLine: cutNextLine(nextLine, cutoff) } : {}),
  };
}

function cutNextLine(nextLine: NonNullable<SubjectFacts['nextLine']>, cutoff: IsoDate): NonNullable<SubjectFacts['nextLine']> {
  const { startDate, secondProgressionDate, lastAssessmentDate } = nextLine;
  return {
    startDate,
    ...(secondProgressionDate !== undefined && secondProgressionDate <= cutoff ? { secondProgressionDate } : {}),
    ...(lastAssessmentDate === undefined ? {} : { lastAssessmentDate: lastAssessmentDate <= cutoff ? lastAssessmentDate : cutoff }),
  };
}

const isNonCr = (overall: OverallResponse): boolean => overall === 'PR' || overall === 'SD' || overall === 'NON-CR/NON-PD';

/** Index of the first PR, SD or NON-CR/NON-PD after a CR, before any PD; -1 when there is none. */
function firstNonCrAfterCr(assessments: readonly Assessment[]): number {
  let hadCr = false;
  for (const [index, { overall }] of assessments.entries()) {
    if (overall === 'PD') return -1;
    if (overall === 'CR') hadCr = true;
    else if (hadCr && isNonCr(overall)) return index;
  }
  return -1;
}

export const hasCrThenNonCr = (assessments: readonly Assessment[]): boolean => firstNonCrAfterCr(assessments) >= 0;

/** R-730, `revise`: a CR that is followed by something between CR and PD before the next CR or PD was a PR. */
function reviseCrs(assessments: readonly Assessment[], hasTargets: boolean): readonly Assessment[] {
  return assessments.map((assessment, index) => {
    if (assessment.overall !== 'CR') return assessment;
    const next = assessments.slice(index + 1).find(({ overall }) => overall === 'CR' || overall === 'PD' || isNonCr(overall));
    return next !== undefined && isNonCr(next.overall) ? { ...assessment, overall: revisedCr(hasTargets) } : assessment;
  });
}

/** what a CR followed by less means in a sequence that was supplied from elsewhere. */
export function settleCrThenNonCr(assessments: readonly Assessment[], mode: Parameters['crThenNonCr'], hasTargets: boolean): readonly Assessment[] {
  const index = firstNonCrAfterCr(assessments);
  if (index < 0 || mode === 'asis') return assessments;
  if (mode === 'revise') return reviseCrs(assessments, hasTargets);
  return assessments.map((assessment, at) => (at === index ? { ...assessment, overall: 'PD' } : assessment));
}

export function toAssessment(timepoint: SequenceTimepoint): Assessment {
  const performed = timepoint.performed !== false;
  return { id: timepoint.id, date: timepoint.date, day: dayNumber(timepoint.date), overall: performed ? timepoint.overall : 'NE', performed, plannedDate: timepoint.plannedDate };
}

/** Keeps the assessments from the origin to the cut-off. */
export function withinAnalysis(assessments: readonly Assessment[], origin: IsoDate | undefined, cutoff: IsoDate | null): readonly Assessment[] {
  return assessments.filter(({ date }) => (origin === undefined || date >= origin) && (cutoff === null || date <= cutoff));
}

/** The course of a supplied response sequence (A.5); the PD date is the date of its timepoint. */
export function courseOfSequence(input: SequenceInput, parameters: Parameters): SubjectCourse {
  const ordered = inDateOrder(input.timepoints.map(toAssessment));
  const first = ordered[0]?.date;
  const origin = timeOriginOf(input.subject, parameters.timeOrigin, undefined) ?? (first === undefined ? null : { date: first, source: 'firstAssessment' as const });
  const hasTargets = input.hasTargets !== false;
  const supplied = withinAnalysis(ordered, origin?.date, parameters.dataCutoff);
  const assessments = settleCrThenNonCr(supplied, parameters.crThenNonCr, hasTargets);
  const pd = assessments.find(({ overall }) => overall === 'PD');
  return {
    facts: cutFacts(input.subject, parameters.dataCutoff), origin, baselineDate: input.subject.baselineAssessmentDate, hasTargets, assessments,
    progression: pd === undefined ? null : { date: pd.date, timepointId: pd.id },
    hasEarlierAssessments: origin !== null && ordered.some(({ date }) => date < origin.date),
    hasCrThenNonCr: hasCrThenNonCr(supplied),
  };
}

