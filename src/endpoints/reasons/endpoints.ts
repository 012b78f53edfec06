/** Why an endpoint ends where it does: event or censoring in words (section 12). */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { dayCount, formatMonths, timeOriginOf, type EndpointName, type EndpointResult, type PfsRuleSet, type Reason } from '../../recist/index.ts';
import { candidateEvent, lastEvaluable, lastPerformedBefore, missedLimitDays, type EndRules } from '../censoring.ts';
import { resolvePfsRules } from '../pfsRules.ts';
import { joined, lesionsOf, originText, placeText, type ReasonContext } from './context.ts';

type Words = { readonly sentence: string; readonly rules: readonly string[] };

/** Where an endpoint starts, in words; null when it does not apply, with the reason. */
type Start = { readonly date: IsoDate; readonly words: string };

const notApplicable = (why: string, rule: string): Reason => ({ sentence: `Does not apply: ${why}.`, rules: [rule], lesions: [] });

/** "Event after 226 days (7.4 months)" or "Censored …". */
const length = ({ event, days }: EndpointResult): string => `${event ? 'Event' : 'Censored'} after ${dayCount(days)} (${formatMonths(days)} months)`;

/** "up to the last evaluable assessment before it, TP2 (…)": what censoring goes back to. */
function lastText(context: ReasonContext, start: IsoDate, upTo: IsoDate | null, settings: EndRules, before = ''): string {
  const last = lastEvaluable(context.course, start, upTo, settings);
  if (last === null) return `for one day, because no assessment${before} shows the subject free of progression`;
  const planned = settings.rules.scheduled && last.plannedDate !== undefined && last.plannedDate !== last.date ? `, dated to its planned visit on ${last.plannedDate}` : '';
  return `up to the last ${settings.censorOn === 'evaluable' ? 'evaluable' : 'performed'} assessment${before}, ${placeText(context, last)}${planned}`;
}

const plannedText = (context: ReasonContext, result: EndpointResult, rules: PfsRuleSet): string => {
  const { progression } = context.course;
  return rules.scheduled && progression !== null && progression.date !== result.date ? `, dated to the planned visit on ${result.date}` : '';
};

/** The steps of R-913 in words. */
function endText(context: ReasonContext, result: EndpointResult, start: IsoDate, settings: EndRules): Words {
  const { course } = context;
  const { progression } = course;
  switch (result.reason) {
    case 'progression':
      return { sentence: `progression on ${progression?.date ?? result.date} at ${context.name(progression?.timepointId ?? '')}${plannedText(context, result, settings.rules)}`, rules: ['R-911', 'R-913'] };
    case 'death': return { sentence: `death on ${result.date}${progression === null ? ' without progression' : ' before progression'}`, rules: ['R-911', 'R-916', 'R-913', ...(course.assessments.some(({ performed }) => performed) ? [] : ['R-915'])] };
    case 'clinicalProgression': return { sentence: `clinical progression on ${result.date}, which this rule set counts`, rules: ['R-911', 'R-910', 'R-807'] };
    case 'noBaseline': return { sentence: 'the baseline is not adequate, so the subject is counted for one day', rules: ['R-913', 'R-910'] };
    case 'newTherapy': {
      const therapy = course.facts.newTherapyStartDate ?? null;
      return { sentence: `new therapy on ${therapy ?? ''} before any event; counted ${lastText(context, start, therapy, settings, ' before it')}`, rules: ['R-913', 'R-910', 'R-912'] };
    }
    case 'missedAssessments': {
      const event = candidateEvent(course, settings);
      const last = event === null ? null : lastPerformedBefore(course, event, start);
      const from = last?.date ?? start;
      const days = event === null ? 0 : daysBetween(from, event.date);
      const since = last === null ? 'the start' : `the assessment ${placeText(context, last)}`;
      return {
        sentence: `${event?.reason === 'death' ? 'death' : event?.reason === 'clinicalProgression' ? 'clinical progression' : 'progression'} on ${event?.date ?? ''} came ${dayCount(days)} after ${since}, more than ${dayCount(missedLimitDays(from, start, settings.schedule))}: two or more assessments were missed; counted ${lastText(context, start, from, settings, ' before the gap')}`,
        rules: ['R-914', 'R-913', 'R-910', 'R-912'],
      };
    }
    case 'lastEvaluableAssessment': return { sentence: `no progression${settings.deathIsEvent ? ' and no death' : ''} ${lastText(context, start, null, settings)}`, rules: ['R-912', 'R-913'] };
    default: return { sentence: 'no event; counted for one day, because no assessment after baseline shows the subject free of progression', rules: ['R-913', 'R-912'] };
  }
}

/** Death, last contact and next line: the endpoints that need no tumour assessment. */
function survivalText(result: EndpointResult, { course }: ReasonContext): Words {
  switch (result.reason) {
    case 'death': return { sentence: `death on ${result.date}`, rules: ['R-916'] };
    case 'secondProgression': return { sentence: `second progression on ${result.date}, on next-line therapy from ${course.facts.nextLine?.startDate ?? ''}`, rules: [] };
    case 'lastAssessment': return { sentence: `no second progression and no death; last assessment on next-line therapy on ${result.date}`, rules: [] };
    case 'noFollowUp': return { sentence: 'no follow-up after the start', rules: [] };
    default: return { sentence: course.facts.lastKnownAliveDate === undefined ? `alive at the last assessment on ${result.date}` : `last known alive on ${result.date}`, rules: [] };
  }
}

type Kind = { readonly rule: string; readonly start: (context: ReasonContext) => Start | Reason; readonly deathIsEvent: (context: ReasonContext) => boolean; readonly isSurvival: boolean };

const origin = ({ course }: ReasonContext): Start | Reason => (course.origin === null ? notApplicable('no date to count from', 'R-901') : { date: course.origin.date, words: originText(course.origin) });
const dies = (): boolean => true;

function ttpStart(context: ReasonContext): Start | Reason {
  const named = timeOriginOf(context.course.facts, context.parameters.ttpOrigin, undefined) ?? context.course.origin;
  return named === null ? notApplicable('no date to count from', 'R-901') : { date: named.date, words: originText(named) };
}

function responseStart(context: ReasonContext, only: 'CR' | null): Start | Reason {
  const { best, parameters } = context;
  const needs = parameters.confirmationRequired;
  const first = only === null ? (needs ? best.firstConfirmedResponse : best.firstResponse) : needs ? best.firstConfirmedCr : best.firstCr;
  if (first === null) return notApplicable(`no ${needs ? 'confirmed ' : ''}${only === null ? 'response' : 'complete response'}`, only === null ? 'R-930' : 'R-931');
  return { date: first.date, words: `the first ${needs ? 'confirmed ' : ''}${only === null ? 'response' : 'CR'}, ${only === null ? `${first.overall} at ` : ''}${placeText(context, first)}` };
}

function stableStart(context: ReasonContext): Start | Reason {
  const bor = (context.parameters.confirmationRequired ? context.best.confirmed : context.best.unconfirmed).response;
  return bor === 'SD' ? origin(context) : notApplicable(`the best overall response is ${bor}, not SD`, 'R-932');
}

const kinds: Readonly<Record<EndpointName, Kind>> = {
  PFS: { rule: 'R-910', start: origin, deathIsEvent: dies, isSurvival: false },
  TTP: { rule: 'R-921', start: ttpStart, deathIsEvent: () => false, isSurvival: false },
  OS: { rule: 'R-922', start: origin, deathIsEvent: dies, isSurvival: true },
  DOR: { rule: 'R-930', start: (context) => responseStart(context, null), deathIsEvent: ({ parameters }) => parameters.dorDeathIsEvent, isSurvival: false },
  CRDUR: { rule: 'R-931', start: (context) => responseStart(context, 'CR'), deathIsEvent: () => false, isSurvival: false },
  SDDUR: { rule: 'R-932', start: stableStart, deathIsEvent: dies, isSurvival: false },
  PFS2: { rule: 'R-950', start: origin, deathIsEvent: dies, isSurvival: true },
};

/** The reason of one endpoint; `result` as the engine gave it under the same parameters. */
export function endpointReason(context: ReasonContext, name: EndpointName, result: EndpointResult | null): Reason {
  const kind = kinds[name];
  const start = kind.start(context);
  if ('sentence' in start) return start;
  if (result === null) return notApplicable('no date to count from', 'R-901');
  const { course, parameters } = context;
  // Censoring looks back to the origin of the endpoint's events, a duration starts later (R-930).
  const from = name === 'TTP' ? start.date : course.origin?.date ?? start.date;
  const settings: EndRules = { rules: resolvePfsRules(parameters.pfsRules), censorOn: parameters.censorOn, schedule: parameters.schedule, deathIsEvent: kind.deathIsEvent(context) };
  const end = kind.isSurvival ? survivalText(result, context) : endText(context, result, from, settings);
  const isProgression = result.reason === 'progression';
  return {
    sentence: joined(`${length(result)}: ${end.sentence}.`, `Counted from ${start.words}.`),
    rules: [...new Set([kind.rule, ...end.rules, 'R-901', 'R-007'])],
    lesions: isProgression && course.progression !== null ? lesionsOf(context, course.progression.timepointId) : [],
  };
}
