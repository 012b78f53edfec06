/** Conformity checks of a follow-up timepoint: what is open, what was imaged, when (section 14, Q-F…). They never change a result (R-011). */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { dayCount, listText } from '../format.ts';
import { regionOf, type BodyRegion } from '../imagingFacts.ts';
import type { NewLesionRecord } from '../model.ts';
import type { NonTargetValue } from '../nonTarget.ts';
import type { NameOf } from '../sentences.ts';
import type { TargetValue } from '../targetValues.ts';
import type { TimepointFacts } from '../timepointFacts.ts';
import type { CheckContext } from './context.ts';
import { decisionChecks } from './decision.ts';
import { findingsOf, idsOf, type About, type CheckFinding, type CheckRow } from './row.ts';
import { idsOfTargetChecks, targetChecks } from './target.ts';

type Row = CheckRow<CheckContext>;

const isOpenTarget = ({ record }: TargetValue): boolean => record === undefined || (record.state === 'notEvaluable' && (record.reason ?? '') === '');
/** A non-target's record has no reason in A.4; one that is given must say something. */
const isOpenNonTarget = ({ recorded, status, reason }: NonTargetValue): boolean => !recorded || (status === 'notEvaluable' && reason !== undefined && reason.trim() === '');
const isOpen = ({ facts }: CheckContext): boolean => facts.values.some(isOpenTarget) || facts.nonTargets.some(isOpenNonTarget);

function openText({ facts }: CheckContext, name: NameOf): string {
  const missing = [...facts.values.filter(({ record }) => record === undefined), ...facts.nonTargets.filter(({ recorded }) => !recorded)].map(({ id }) => name(id));
  const silent = [...facts.values.filter((value) => value.record !== undefined && isOpenTarget(value)), ...facts.nonTargets.filter((value) => value.recorded && isOpenNonTarget(value))].map(({ id }) => name(id));
  return [
    ...(missing.length > 0 ? [`${listText(missing)} still to assess (R-201).`] : []),
    ...(silent.length > 0 ? [`${listText(silent)} not evaluable without a reason (R-208). Say why.`] : []),
  ].join(' ');
}

const isTreated = ({ status, reason }: NonTargetValue): boolean => status === 'notEvaluable' && reason === 'treatedLocally';

const isEquivocalNonTarget = (facts: TimepointFacts, id: string): boolean => facts.nonTargets.some((value) => value.id === id && value.status === 'equivocalProgression');
const isEquivocalNewLesion = (facts: TimepointFacts, id: string): boolean => facts.input.newLesions.some((record) => record.id === id && record.status === 'equivocal');

/** Findings that are equivocal now and were so at the assessment before (Q-F16). */
function openEquivocals({ facts, before }: CheckContext): readonly About[] {
  if (before === null) return [];
  return [
    ...facts.nonTargets.filter(({ id, status }) => status === 'equivocalProgression' && isEquivocalNonTarget(before, id)),
    ...facts.input.newLesions.filter(({ id, status }) => status === 'equivocal' && isEquivocalNewLesion(before, id)),
  ].map(({ id }) => ({ lesionId: id }));
}
const hasEquivocal = ({ facts }: CheckContext): boolean =>
  facts.nonTargets.some(({ status }) => status === 'equivocalProgression') || facts.input.newLesions.some(({ status }) => status === 'equivocal');

/** Q-F14. */
function outsideBaseline({ facts, input: { baseline: { regionsImaged } } }: CheckContext): readonly NewLesionRecord[] {
  if (regionsImaged === undefined) return [];
  return facts.input.newLesions.filter((record) => {
    const region = regionOf(record);
    return (record.status === 'unequivocal' || record.status === 'equivocal') && region !== undefined && !regionsImaged.includes(region);
  });
}

/** Regions with disease at baseline that no scan of the timepoint covers (Q-F22). */
function regionsLeftOut({ facts: { input: { regionsImaged } }, input: { baseline } }: CheckContext): readonly BodyRegion[] {
  if (regionsImaged === undefined) return [];
  const regions = [...baseline.targets, ...baseline.nonTargets].map(regionOf).filter((region) => region !== undefined);
  return [...new Set(regions)].filter((region) => !regionsImaged.includes(region));
}

// Most scans of a timepoint are of one day, and sameness is told faster than order.
const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a !== b && b < a ? b : a);
const later = (a: IsoDate, b: IsoDate): IsoDate => (a !== b && b > a ? b : a);

/** First and last scan of a timepoint. */
function scanSpan({ facts }: CheckContext): readonly [first: IsoDate, last: IsoDate] {
  let first = facts.date;
  let last = facts.date;
  for (const date of facts.input.scanDates ?? []) {
    first = earlier(first, date);
    last = later(last, date);
  }
  for (const { earliestScan, latestScan } of facts.values) {
    first = earlier(first, earliestScan);
    last = later(last, latestScan);
  }
  for (const { scanDate } of facts.nonTargets) {
    first = earlier(first, scanDate);
    last = later(last, scanDate);
  }
  for (const record of facts.input.newLesions) {
    const scanDate = record.scanDate ?? facts.date;
    first = earlier(first, scanDate);
    last = later(last, scanDate);
  }
  return [first, last];
}

/** Q-F19. */
function scansAreFarApart(context: CheckContext): boolean {
  const [first, last] = scanSpan(context);
  return first !== last && daysBetween(first, last) > 14;
}

const daysFromPlan = ({ facts: { date, input: { plannedDate } } }: CheckContext): number => (plannedDate === undefined || plannedDate === date ? 0 : daysBetween(plannedDate, date));
const isAfterNewTherapy = ({ facts, input: { subject } }: CheckContext): boolean => subject.newTherapyStartDate !== undefined && facts.date > subject.newTherapyStartDate;

const openCheck: Row = { id: 'Q-F01', applies: isOpen, say: openText };

/** Checks of a timepoint that was performed, beside those of single targets. */
const performedChecks: readonly Row[] = [
  ...decisionChecks,
  {
    id: 'Q-F14', applies: (context) => outsideBaseline(context).length > 0, about: (context) => outsideBaseline(context).map(({ id }) => ({ lesionId: id })),
    say: ({ facts }, name, { lesionId }) => {
      const record = facts.input.newLesions.find(({ id }) => id === lesionId);
      return `New lesion ${name(lesionId ?? '')} lies in the ${record ? (regionOf(record) ?? '') : ''}, which was not imaged at baseline. It counts as new all the same (R-504).`;
    },
  },
  {
    id: 'Q-F16', applies: (context) => context.before !== null && hasEquivocal(context) && openEquivocals(context).length > 0, about: openEquivocals,
    say: (_context, name, { lesionId }) => `${name(lesionId ?? '')} has been equivocal for more than one timepoint. Decide, or say why it stays open (R-505).`,
  },
  {
    id: 'Q-F19', applies: scansAreFarApart,
    say: (context) => {
      const [first, last] = scanSpan(context);
      return `Its scans of ${first} and ${last} are ${dayCount(daysBetween(first, last))} apart; 14 are allowed. Check the assignment of the series, or say why.`;
    },
  },
  {
    id: 'Q-F22', applies: (context) => regionsLeftOut(context).length > 0, about: (context) => regionsLeftOut(context).map((region) => ({ region })),
    say: (_context, _name, { region }) => `The ${region ?? ''} had disease at baseline and was not imaged. Assign its scan, or record its lesions as not evaluable (R-201).`,
  },
  {
    id: 'Q-F28', applies: ({ facts }) => facts.nonTargets.some(isTreated), about: ({ facts }) => facts.nonTargets.filter(isTreated).map(({ id }) => ({ lesionId: id })),
    say: (_context, name, { lesionId }) => `${name(lesionId ?? '')} has been treated locally since baseline and is not evaluable (R-214).`,
  },
];

/** Checks of when a timepoint was. */
const dateChecks: readonly Row[] = [
  {
    id: 'Q-F20', applies: (context) => Math.abs(daysFromPlan(context)) > context.parameters.schedule.windowDays,
    say: (context) => {
      const { facts, parameters } = context;
      const days = daysFromPlan(context);
      return `Scanned ${facts.date}, ${dayCount(Math.abs(days))} ${days < 0 ? 'before' : 'after'} the planned ${facts.input.plannedDate ?? ''}; the window is ±${dayCount(parameters.schedule.windowDays)}.`;
    },
  },
  {
    id: 'Q-F21', applies: ({ facts, input, sharesDate }) => sharesDate || facts.date < input.baseline.date,
    say: ({ facts, input, sharesDate }) => `Its date ${facts.date} is ${facts.date < input.baseline.date ? `before the baseline of ${input.baseline.date}` : sharesDate ? "also another timepoint's" : ''}. Check the assignment of its series (R-008).`,
  },
  { id: 'Q-F24', applies: ({ progressedAt }) => progressedAt !== null, say: ({ progressedAt }, name) => `Read after progression at ${name(progressedAt ?? '')}. It does not count for the best response (R-702).` },
  { id: 'Q-F25', applies: isAfterNewTherapy, say: ({ input }) => `Read after the start of new anticancer therapy on ${input.subject.newTherapyStartDate ?? ''} (R-704).` },
];

const besideTargets: readonly Row[] = [openCheck, ...performedChecks, ...dateChecks];
const everyCheck: readonly Row[] = [openCheck, ...targetChecks, ...performedChecks, ...dateChecks];
const rowsOf = ({ facts }: CheckContext): readonly Row[] => (facts.performed ? everyCheck : dateChecks);

/** Ids of the checks that apply to a timepoint, sorted. */
export const checksOfTimepoint = (context: CheckContext): readonly string[] => (context.facts.performed ? idsOf(besideTargets, context, idsOfTargetChecks(context)) : idsOf(dateChecks, context));

/** The checks that apply to a timepoint, in words. */
export const findingsOfTimepoint = (context: CheckContext, name: NameOf): readonly CheckFinding[] => findingsOf(rowsOf(context), context, name, { place: 'timepoint', timepointId: context.facts.input.id });
