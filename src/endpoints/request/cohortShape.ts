/** What operation `cohort` takes. */
import { overallResponses } from '../../recist/index.ts';
import { tieMethods } from '../statistics/cox.ts';
import { all, amount, boolean, fraction, isRecord, list, number, object, oneOf, optional, text, wrong, type Check, type JsonRecord } from './shape.ts';

const members = object({
  bor: optional(list(oneOf(overallResponses))),
  times: optional(list(object({ time: amount, event: boolean, arm: optional(text), stratum: optional(text) }))),
  at: optional(list(amount)), quantiles: optional(list(fraction)), curve: optional(boolean),
  reference: optional(text), ties: optional(oneOf(tieMethods)),
  pairs: optional(list(object({ first: text, second: text }))), categories: optional(list(text)),
  measurements: optional(list(object({ first: number, second: number }))),
  confidence: optional(fraction),
});

const summarised = ['bor', 'times', 'pairs', 'measurements'] as const;
const somethingToSummarise: Check = (value) => (isRecord(value) && summarised.some((name) => value[name] != null) ? null : wrong(`an object with one of ${summarised.join(', ')}`));

const recordsOf = (value: unknown, name: string): readonly JsonRecord[] => (isRecord(value) && Array.isArray(value[name]) ? (value[name] as readonly JsonRecord[]) : []);

/** A trial has arms or it has none: a subject without one would silently drop out of the comparison. */
const forAllOrNone = (name: 'arm' | 'stratum'): Check => (value) => {
  const times = recordsOf(value, 'times');
  const missing = times.findIndex((time) => time[name] == null);
  return missing < 0 || times.every((time) => time[name] == null) ? null : wrong(`given, as the other times have one`, `.times[${missing}].${name}`);
};

const referenceOccurs: Check = (value) => {
  const reference = isRecord(value) ? value['reference'] : null;
  return reference == null || recordsOf(value, 'times').some(({ arm }) => arm === reference) ? null : wrong('the arm of at least one time', '.reference');
};

const categoriesHold: Check = (value) => {
  const categories = isRecord(value) ? value['categories'] : null;
  if (!Array.isArray(categories)) return null;
  const known = new Set<unknown>(categories);
  if (known.size !== categories.length || known.size < 2) return wrong('a list of two or more different texts', '.categories');
  for (const [index, pair] of recordsOf(value, 'pairs').entries()) {
    const unknown = (['first', 'second'] as const).find((name) => !known.has(pair[name]));
    if (unknown !== undefined) return wrong(`one of the categories ${categories.join(', ')}`, `.pairs[${index}].${unknown}`);
  }
  return null;
};

export const cohortShape: Check = all(members, somethingToSummarise, forAllOrNone('arm'), forAllOrNone('stratum'), referenceOccurs, categoriesHold);
