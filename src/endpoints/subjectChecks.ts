/** Conformity checks about a subject as a whole (section 14, Q-S…). */
import { dayNumber, daysBetween } from '../common/index.ts';
import { dayCount, findingsOf, idsOf, type CheckFinding, type CheckRow, type Parameters, type PfsRuleSetName } from '../recist/index.ts';
import type { BestResponses } from './bestResponse.ts';
import { endOf, missedLimitDays, type End } from './censoring.ts';
import { pfsRuleSets } from './pfsRules.ts';
import type { Assessment, SubjectCourse } from './sequence.ts';

type Context = { readonly course: SubjectCourse; readonly best: BestResponses; readonly parameters: Parameters };
type Check = CheckRow<Context>;

/** Stable disease was seen, but not yet long enough, and nothing has decided since (Q-S02). */
const isStableTooShort = ({ course, best, parameters }: Context): boolean => {
  const bor = parameters.confirmationRequired ? best.confirmed : best.unconfirmed;
  return bor.reason === 'minimumTimeNotReached' && course.progression === null;
};

type Gap = { readonly days: number; readonly limitDays: number };

/** The first gap in which two or more assessments were missed between two that were done, up to progression (Q-S03, R-914); null when there is none. */
function missedGap({ course, parameters }: Context): Gap | null {
  const origin = course.origin?.date;
  if (origin === undefined) return null;
  let last: Pick<Assessment, 'date' | 'day'> = { date: origin, day: dayNumber(origin) };
  for (const assessment of course.assessments) {
    if (!assessment.performed) continue;
    const gap = { days: assessment.day - last.day, limitDays: missedLimitDays(last.date, origin, parameters.schedule) };
    if (gap.days > gap.limitDays) return gap;
    if (assessment.overall === 'PD') return null;
    last = assessment;
  }
  return null;
}

function missedText(context: Context): string {
  const gap = missedGap(context);
  return gap === null ? '' : `Two or more assessments were missed: ${dayCount(gap.days)} lie between two, more than ${dayCount(gap.limitDays)} (R-914).`;
}

function isDatedApart({ course }: Context): boolean {
  const { progression, assessments } = course;
  return progression !== null && assessments.find(({ id }) => id === progression.timepointId)?.date !== progression.date;
}

/** What contradicts what (Q-S05), in words; empty when the dates agree. */
function contradictions({ course }: Context): readonly string[] {
  const { deathDate, newTherapyStartDate } = course.facts;
  if (deathDate === undefined) return [];
  const late = course.assessments.filter(({ date, performed }) => performed && date > deathDate);
  return [
    ...late.map(({ date }) => `an assessment on ${date} after the death on ${deathDate}`),
    ...(newTherapyStartDate !== undefined && newTherapyStartDate > deathDate ? [`new therapy on ${newTherapyStartDate} after the death on ${deathDate}`] : []),
    ...(course.origin !== null && deathDate < course.origin.date ? [`death on ${deathDate} before the time origin of ${course.origin.date}`] : []),
  ];
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

/** The rule sets whose PFS differs from that of TRIAL, in words. */
function differences({ course, parameters }: Context): string {
  const origin = course.origin?.date;
  if (origin === undefined) return '';
  const said = (['TRIAL', 'FDA-A', 'FDA-B', 'FDA-C'] as const).map((name) => {
    const end = endOf(course, origin, { rules: pfsRuleSets[name], censorOn: parameters.censorOn, schedule: parameters.schedule, deathIsEvent: true });
    return `${name} ${end.event ? 'event' : 'censored'} ${end.date}`;
  });
  return said.join(', ');
}

function datedApartText({ course }: Context, name: (id: string) => string): string {
  const { progression, assessments } = course;
  const date = assessments.find(({ id }) => id === progression?.timepointId)?.date;
  if (progression === null || date === undefined) return 'The progression date differs from the date of its timepoint (R-802).';
  const days = Math.abs(daysBetween(progression.date, date));
  return `Progression is dated ${progression.date}, ${dayCount(days)} from ${name(progression.timepointId)} (${date}): the scan that shows it counts (R-801 to R-805).`;
}

const subjectChecks: readonly Check[] = [
  {
    id: 'Q-S01', applies: ({ best }) => best.pendingConfirmation,
    say: ({ best, parameters }) => `The response${best.firstResponse === null ? '' : ` of ${best.firstResponse.date}`} waits for confirmation at least ${dayCount(parameters.confirmationMinDays)} later (R-727).`,
  },
  { id: 'Q-S02', applies: isStableTooShort, say: ({ parameters }) => `SD was seen, but not yet ${dayCount(parameters.sdMinDays)} after the reference date (R-711).` },
  { id: 'Q-S03', applies: (context) => missedGap(context) !== null, say: missedText },
  { id: 'Q-S04', applies: isDatedApart, say: datedApartText },
  { id: 'Q-S05', applies: (context) => contradictions(context).length > 0, say: (context) => `Dates contradict each other: ${contradictions(context).join('; ')}. Correct the subject's dates or the assignment of the scans.` },
  { id: 'Q-S06', applies: differsBetweenRuleSets, say: (context) => `Progression-free survival differs between the rule sets: ${differences(context)} (R-918).` },
  { id: 'Q-S07', applies: ({ course }) => course.hasCrThenNonCr, say: () => 'CR is followed by a lesser response. Check whether the CR was one (R-730).' },
  { id: 'Q-S08', applies: ({ course }) => course.hasEarlierAssessments, say: ({ course }) => `An assessment before the time origin${course.origin === null ? '' : ` of ${course.origin.date}`} is not counted (R-701).` },
];

/** Ids of the subject checks that apply, sorted. */
export const checksOfSubject = (context: Context): readonly string[] => idsOf(subjectChecks, context);

/** The subject checks that apply, in words. */
export const findingsOfCourse = (context: Context, name: (id: string) => string): readonly CheckFinding[] => findingsOf(subjectChecks, context, name, { place: 'subject', timepointId: null });
