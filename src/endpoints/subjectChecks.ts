/** Conformity checks about a subject as a whole (section 14, Q-S…). */
import { daysBetween } from '../common/index.ts';
import type { Parameters, PfsRuleSetName } from '../recist/index.ts';
import type { BestResponses } from './bestResponse.ts';
import { endOf, missedLimitDays, type End } from './censoring.ts';
import { pfsRuleSets } from './pfsRules.ts';
import type { SubjectCourse } from './sequence.ts';

type Context = { readonly course: SubjectCourse; readonly best: BestResponses; readonly parameters: Parameters };
type Check = { readonly id: string; readonly applies: (context: Context) => boolean };

/** Stable disease was seen, but not yet long enough, and nothing has decided since (Q-S02). */
const isStableTooShort = ({ course, best, parameters }: Context): boolean => {
  const bor = parameters.confirmationRequired ? best.confirmed : best.unconfirmed;
  return bor.reason === 'minimumTimeNotReached' && course.progression === null;
};

/** Two or more assessments missed between two that were done, up to progression (Q-S03, R-914). */
function hasMissedAssessments({ course, parameters }: Context): boolean {
  const origin = course.origin?.date;
  if (origin === undefined) return false;
  let last = origin;
  for (const { date, performed, overall } of course.assessments) {
    if (!performed) continue;
    if (daysBetween(last, date) > missedLimitDays(last, origin, parameters.schedule)) return true;
    if (overall === 'PD') return false;
    last = date;
  }
  return false;
}

function isDatedApart({ course }: Context): boolean {
  const { progression, assessments } = course;
  return progression !== null && assessments.find(({ id }) => id === progression.timepointId)?.date !== progression.date;
}

function hasContradictoryDates({ course }: Context): boolean {
  const { deathDate, newTherapyStartDate } = course.facts;
  if (deathDate === undefined) return false;
  return course.assessments.some(({ date, performed }) => performed && date > deathDate)
    || (newTherapyStartDate !== undefined && newTherapyStartDate > deathDate)
    || (course.origin !== null && deathDate < course.origin.date);
}

/** PFS is not the same under every named rule set (Q-S06, R-918). TRIAL and EMA never differ. */
function differsBetweenRuleSets({ course, parameters }: Context): boolean {
  const origin = course.origin?.date;
  if (origin === undefined) return false;
  const endUnder = (name: PfsRuleSetName): End => endOf(course, origin, { rules: pfsRuleSets[name], censorOn: parameters.censorOn, schedule: parameters.schedule, deathIsEvent: true });
  const first = endUnder('TRIAL');
  return (['FDA-A', 'FDA-B', 'FDA-C'] as const).some((name) => {
    const end = endUnder(name);
    return end.event !== first.event || end.date !== first.date;
  });
}

const subjectChecks: readonly Check[] = [
  { id: 'Q-S01', applies: ({ best }) => best.pendingConfirmation },
  { id: 'Q-S02', applies: isStableTooShort },
  { id: 'Q-S03', applies: hasMissedAssessments },
  { id: 'Q-S04', applies: isDatedApart },
  { id: 'Q-S05', applies: hasContradictoryDates },
  { id: 'Q-S06', applies: differsBetweenRuleSets },
  { id: 'Q-S07', applies: ({ course }) => course.hasCrThenNonCr },
  { id: 'Q-S08', applies: ({ course }) => course.hasEarlierAssessments },
];

/** Ids of the subject checks that apply, in their order. */
export const checksOfSubject = (context: Context): readonly string[] => subjectChecks.filter((check) => check.applies(context)).map((check) => check.id);
