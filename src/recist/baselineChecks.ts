/** Conformity checks of the baseline that the engine's input can answer (section 14, Q-B…). */
import { daysBetween } from '../common/index.ts';
import type { SubjectInput } from './model.ts';
import type { Parameters } from './parameters.ts';
import { checkTargets } from './targets.ts';
import { timeOriginOf } from './timeOrigin.ts';

/** Q-B08: the baseline is older than allowed, or after the first dose. */
function isBaselineMistimed(input: SubjectInput, parameters: Parameters): boolean {
  const origin = timeOriginOf(input.subject, parameters.timeOrigin, input.baseline.date);
  const isOld = origin !== null && daysBetween(input.baseline.date, origin.date) > parameters.baselineMaxDaysBefore;
  const { firstDoseDate } = input.subject;
  return isOld || (firstDoseDate !== undefined && input.baseline.date > firstDoseDate);
}

/** Ids of the baseline checks that apply, sorted. */
export function checksOfBaseline(input: SubjectInput, parameters: Parameters): readonly string[] {
  const list = checkTargets(input.baseline.targets, parameters);
  const found = [...list.checks, ...list.otherChecks];
  if (isBaselineMistimed(input, parameters)) found.push('Q-B08');
  if (parameters.measurableDiseaseRequired && !list.perTarget.some((target) => target.classification.class === 'measurable')) found.push('Q-B14');
  return found.sort();
}
