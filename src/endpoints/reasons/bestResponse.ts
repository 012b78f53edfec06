/** Why a best overall response is what it is (section 10), in a sentence. */
import { dayCount, type BestResponse, type OverallResponse, type Reason } from '../../recist/index.ts';
import { stableFromDate } from '../bestResponse.ts';
import { confirmationOf } from '../confirmation.ts';
import type { Assessment } from '../sequence.ts';
import { daysFrom, joined, lesionsOf, originName, placeText, type ReasonContext } from './context.ts';

const isResponse = (response: OverallResponse): boolean => response === 'CR' || response === 'PR';

/** What the window leaves out (R-704). */
function cutByTherapy({ course, best, parameters }: ReasonContext): { readonly words: string; readonly rules: readonly string[] } {
  const start = course.facts.newTherapyStartDate;
  const untilPd = course.assessments.findIndex(({ overall }) => overall === 'PD');
  const counted = untilPd < 0 ? course.assessments.length : untilPd + 1;
  return parameters.borStopAtNewTherapy && start !== undefined && best.window.length < counted
    ? { words: `Assessments after the new therapy of ${start} do not count.`, rules: ['R-704'] } : { words: '', rules: [] };
}

const confirmingRule = (response: OverallResponse): string => (response === 'CR' ? 'R-722' : 'R-724');

/** "PR at TP2 (…) is confirmed by PR at TP3 (…), 56 days later; at least 28 days are needed." */
function confirmedText(context: ReasonContext, first: Assessment): { readonly sentence: string; readonly rules: readonly string[] } {
  const { best, parameters } = context;
  const index = best.window.findIndex(({ id }) => id === first.id);
  const confirmation = confirmationOf(best.window, index, parameters);
  const by = confirmation.kind === 'confirmed' ? best.window[confirmation.by] : undefined;
  if (by === undefined || confirmation.kind !== 'confirmed') return { sentence: `${first.overall} at ${placeText(context, first)} is confirmed.`, rules: ['R-725'] };
  const isOverNe = best.window.slice(index + 1, confirmation.by).some(({ overall }) => overall === 'NE');
  return {
    sentence: `${first.overall} at ${placeText(context, first)} is confirmed by ${by.overall} at ${placeText(context, by)}, ${daysFrom(first.date, by.date)} later; at least ${dayCount(parameters.confirmationMinDays)} are needed.`,
    rules: ['R-725', confirmingRule(first.overall), 'R-721', ...(isOverNe ? ['R-723'] : [])],
  };
}

/** Why the first response that would have been better was not confirmed. */
function unconfirmedText(context: ReasonContext, response: OverallResponse): { readonly sentence: string; readonly rules: readonly string[] } {
  const { best, parameters } = context;
  const index = best.window.findIndex(({ overall }) => overall === response);
  const first = best.window[index];
  if (first === undefined) return { sentence: '', rules: [] };
  const confirmation = confirmationOf(best.window, index, parameters);
  const by = confirmation.kind === 'contradicted' ? best.window[confirmation.by] : undefined;
  const why = by === undefined ? `nothing repeats it at least ${dayCount(parameters.confirmationMinDays)} later` : `${by.overall} at ${placeText(context, by)} rules it out`;
  return { sentence: `${response} at ${placeText(context, first)} is not confirmed: ${why}.`, rules: [confirmingRule(response), 'R-721'] };
}

/** Where the minimum for stable disease is counted from (R-711). */
function minimumFrom({ course, parameters }: ReasonContext): { readonly name: string; readonly date: Assessment['date'] } | null {
  const from = stableFromDate(course, parameters);
  if (from === undefined || course.origin === null) return null;
  return { date: from, name: parameters.sdMinFrom === 'baselineScan' ? 'the baseline scan' : originName(course.origin) };
}

const timedRule = (response: OverallResponse): string => (response === 'SD' ? 'R-711' : 'R-712');

/** `isNamed`: the sentence before is about the same assessment. */
function stableText(context: ReasonContext, response: OverallResponse, at: Assessment, isNamed: boolean): string {
  const from = minimumFrom(context);
  const counted = at.overall === response ? '' : ` counts as ${response}`;
  const place = `${at.overall} at ${placeText(context, at)}`;
  if (from === null) return `${place}${counted === '' ? ` is the best response` : counted}.`;
  const minimum = `at least ${dayCount(context.parameters.sdMinDays)} are needed.`;
  if (isNamed) return `It counts as ${response}, ${daysFrom(from.date, at.date)} after ${from.name}: ${minimum}`;
  return `${place}, ${daysFrom(from.date, at.date)} after ${from.name},${counted === '' ? ' is the best response' : counted}: ${minimum}`;
}

/** Stable or better, but too early to count. */
function tooEarly(context: ReasonContext): { readonly sentence: string; readonly rules: readonly string[] } {
  const at = context.best.window.findLast(({ overall }) => overall !== 'NE' && overall !== 'PD');
  const from = minimumFrom(context);
  if (at === undefined || from === null) return { sentence: '', rules: [] };
  return { sentence: `${at.overall} at ${placeText(context, at)} lies ${daysFrom(from.date, at.date)} after ${from.name}, below the minimum of ${dayCount(context.parameters.sdMinDays)}.`, rules: [timedRule(at.overall === 'NON-CR/NON-PD' || at.overall === 'NED' || !context.course.hasTargets ? 'NON-CR/NON-PD' : 'SD')] };
}

function withoutResponse(context: ReasonContext, bor: BestResponse, unconfirmedId: string | null): { readonly sentence: string; readonly rules: readonly string[] } {
  const at = context.best.window.find(({ id }) => id === bor.timepointId);
  if (at === undefined) return { sentence: 'No assessment counts: none was made from the start on.', rules: ['R-714', 'R-701'] };
  if (bor.response === 'PD') {
    const early = tooEarly(context);
    return { sentence: joined(`PD at ${placeText(context, at)}, and nothing better before it that counts.`, early.sentence), rules: ['R-713', ...early.rules] };
  }
  if (bor.response !== 'NE') return { sentence: stableText(context, bor.response, at, at.id === unconfirmedId), rules: [timedRule(bor.response)] };
  const early = bor.reason === 'minimumTimeNotReached' ? tooEarly(context) : { sentence: 'No assessment could be evaluated.', rules: [] };
  return { sentence: early.sentence, rules: ['R-714', ...early.rules] };
}

/** The reason of the best response with or without confirmation. */
export function bestResponseReason(context: ReasonContext, bor: BestResponse, needsConfirmation: boolean): Reason {
  const { best, course } = context;
  const cut = cutByTherapy(context);
  const first = best.window.find(({ id }) => id === bor.timepointId);
  const lesions = lesionsOf(context, bor.timepointId);
  const better = needsConfirmation && bor.response !== best.unconfirmed.response && isResponse(best.unconfirmed.response) ? unconfirmedText(context, best.unconfirmed.response) : { sentence: '', rules: [] };
  if (first !== undefined && isResponse(bor.response)) {
    const { progression } = course;
    const until = progression === null ? '' : ` before progression at ${context.name(progression.timepointId)}`;
    const named = needsConfirmation ? confirmedText(context, first) : { sentence: `${bor.response} at ${placeText(context, first)} is the best response${until}.`, rules: ['R-710', ...(progression === null ? [] : ['R-702'])] };
    return { sentence: joined(named.sentence, better.sentence, cut.words), rules: [...new Set([...named.rules, ...better.rules, ...cut.rules])], lesions };
  }
  const other = withoutResponse(context, bor, better.sentence === '' ? null : best.unconfirmed.timepointId);
  return { sentence: joined(better.sentence, other.sentence, cut.words), rules: [...new Set([...other.rules, ...(needsConfirmation ? ['R-725'] : ['R-710']), ...better.rules, ...cut.rules])], lesions };
}
