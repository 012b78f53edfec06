import { isIsoDate } from '../common/index.ts';
import { parameterCatalogue, type ParameterKind } from './parameterCatalogue.ts';
import { defaultParameters, pfsRuleSetNames, withDefaults, type Parameters } from './parameters.ts';

/** Says what a value must be when it is not: null when it is acceptable. */
type Check = (value: unknown) => string | null;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const boolean: Check = (value) => (typeof value === 'boolean' ? null : 'true or false');
const oneOf = (names: readonly string[]): Check => (value) => (typeof value === 'string' && names.includes(value) ? null : `one of ${names.join(', ')}`);
const whole = (least: number, most: number): Check => (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? null : `a whole number from ${least} to ${most}`;
const orNull = (check: Check): Check => (value) => {
  const problem = value === null ? null : check(value);
  return problem === null ? null : `${problem}, or null`;
};

/** An object with these members only; `required` ones must be there. */
function object(members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value) => {
    if (!isRecord(value)) return 'an object';
    for (const name of required) if (!Object.hasOwn(value, name)) return `an object with ${name}`;
    for (const [name, member] of Object.entries(value)) {
      const check = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!check) return `an object without ${name}`;
      const problem = check(member);
      if (problem !== null) return `an object whose ${name} is ${problem}`;
    }
    return null;
  };
}

const listOf = (check: Check): Check => (value) => {
  if (!Array.isArray(value)) return 'a list';
  for (const item of value) {
    const problem = check(item);
    if (problem !== null) return `a list, each item ${problem}`;
  }
  return null;
};

const ignoreOrCensor = oneOf(['ignore', 'censor']);
const ruleOverrides = object({
  base: oneOf(pfsRuleSetNames), noBaseline: ignoreOrCensor, newTherapy: ignoreOrCensor, missed: ignoreOrCensor,
  clinical: oneOf(['ignore', 'event']), scheduled: boolean,
});

const schedule = (kind: Extract<ParameterKind, { kind: 'schedule' }>): Check => {
  const interval = whole(kind.leastIntervalDays, kind.mostDays);
  const day = whole(0, kind.mostDays);
  return object({ intervalDays: interval, windowDays: day, changes: listOf(object({ fromDay: day, intervalDays: interval }, ['fromDay', 'intervalDays'])) });
};
const pfsRules: Check = (value) => {
  if (!isRecord(value)) return oneOf(pfsRuleSetNames)(value) === null ? null : `one of ${pfsRuleSetNames.join(', ')}, or an object of fields to override`;
  return ruleOverrides(value);
};
const date: Check = (value) => (value === null || isIsoDate(value) ? null : 'a date YYYY-MM-DD, or null');
const onceEach = (names: readonly string[]): Check => (value) => listOf(oneOf(names))(value)
  ?? (new Set(value as readonly string[]).size === (value as readonly string[]).length ? null : 'a list without repetition');

/** The check of a kind: ranges and names are those of the catalogue. */
function checkOf(kind: ParameterKind): Check {
  switch (kind.kind) {
    case 'flag': return boolean;
    case 'whole': return kind.nullMeans === undefined ? whole(kind.least, kind.most) : orNull(whole(kind.least, kind.most));
    case 'choice': return oneOf(kind.options.map((option) => option.value));
    case 'choices': return onceEach(kind.options.map((option) => option.value));
    case 'date': return date;
    case 'schedule': return schedule(kind);
    case 'pfsRules': return pfsRules;
  }
}

const checks: ReadonlyMap<string, Check> = new Map(parameterCatalogue.map((entry) => [entry.name, checkOf(entry.kind)]));

export type ParameterProblem = { readonly code: 'unknownParameter' | 'invalidParameter'; readonly parameter: string; readonly message: string };
export type ParametersReading = { readonly ok: true; readonly parameters: Parameters } | { readonly ok: false; readonly problems: readonly ParameterProblem[] };

function problemOf(name: string, value: unknown): ParameterProblem | null {
  const check = checks.get(name);
  if (!check) return { code: 'unknownParameter', parameter: name, message: `There is no parameter ${JSON.stringify(name)}.` };
  const expected = check(value);
  return expected === null ? null : { code: 'invalidParameter', parameter: name, message: `Parameter ${name} must be ${expected}.` };
}

/**
 * Reads protocol parameters from untrusted data (section 3): every name must exist, every value must be of its kind; missing ones take
 * their defaults. Undefined or null stands for "all defaults". Returns every problem found, never throws.
 */
export function validateParameters(raw: unknown): ParametersReading {
  if (raw === undefined || raw === null) return { ok: true, parameters: defaultParameters };
  if (!isRecord(raw)) return { ok: false, problems: [{ code: 'invalidParameter', parameter: '', message: 'Parameters must be an object.' }] };
  const problems = Object.entries(raw).map(([name, value]) => problemOf(name, value)).filter((problem) => problem !== null);
  if (problems.length > 0) return { ok: false, problems };
  const parameters = withDefaults(raw as Partial<Parameters>);
  return { ok: true, parameters: { ...parameters, schedule: { ...defaultParameters.schedule, ...parameters.schedule } } };
}
