/** One read of one subject under every rule set, confirmed and not: what a study page can choose between without asking the engine again. */
import type { IsoDate } from '../../common/index.ts';
import { assessTimepoints, pfsRuleSetNames, withDefaults, type EndpointResult, type Parameters, type SubjectInput } from '../../recist/index.ts';
import { bestResponses } from '../bestResponse.ts';
import { clinicalBenefit } from '../responses.ts';
import { courseOf } from '../subjectResult.ts';
import { endpointsOf } from '../timeToEvent.ts';
import type { AnalysedRead, AnalysisRules, ByConfirmation, ByRules } from './model.ts';

const same = (a: EndpointResult | null, b: EndpointResult | null): boolean => a?.event === b?.event && a?.date === b?.date && a?.reason === b?.reason && a?.days === b?.days;

function byRules(sets: readonly (readonly [AnalysisRules, EndpointResult | null])[]): ByRules {
  const trial = sets.find(([name]) => name === 'TRIAL')?.[1] ?? null;
  return { ...Object.fromEntries(sets.filter(([, result]) => !same(result, trial))), TRIAL: trial };
}

const smallest = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((least, value) => (value < least ? value : least)));

/** What the engine takes; without `baselineRead` only the subject's own dates are known, and the baseline stands empty on the day time starts. */
export type AnalysisInput = SubjectInput & { readonly baselineRead?: false };

/** Judges a read. `params` as for `evaluateSubject`; its `confirmationRequired` and `pfsRules` do not matter but for the set called `protocol`. */
export function analyseRead(input: AnalysisInput, params?: Partial<Parameters>): AnalysedRead {
  const parameters = withDefaults(params);
  const assessment = assessTimepoints(input, parameters, {});
  const course = courseOf(input, assessment, parameters);
  const best = bestResponses(course, parameters);
  const rules: readonly AnalysisRules[] = typeof parameters.pfsRules === 'string' ? pfsRuleSetNames : [...pfsRuleSetNames, 'protocol'];
  const under = (confirmationRequired: boolean) => rules.map((name) => [name, endpointsOf(course, best, { ...parameters, confirmationRequired, pfsRules: name === 'protocol' ? parameters.pfsRules : name })] as const);
  const [unconfirmed, confirmed] = [under(false), under(true)];
  const of = (sets: typeof unconfirmed, endpoint: 'PFS' | 'TTP' | 'DOR'): ByRules => byRules(sets.map(([name, endpoints]) => [name, endpoints[endpoint]]));
  const counted = new Set(best.window.map(({ id }) => id));
  const cutoff = parameters.dataCutoff;
  const timepoints = assessment.timepoints.filter(({ facts }) => cutoff === null || facts.date <= cutoff).map(({ facts, result }) => ({
    id: result.id, date: result.date, performed: facts.performed, sumMm: result.sum, pct: result.pctFromBaseline, pctFromNadir: result.pctFromNadir, overall: result.overall,
  }));
  const both = <T>(of1: (confirmed: boolean) => T): ByConfirmation<T> => ({ unconfirmed: of1(false), confirmed: of1(true) });
  return {
    origin: course.origin?.date ?? null, baselineDate: input.baselineRead === false ? null : input.baseline.date, baselineSumMm: assessment.baselineSumMm, timepoints,
    best: both((isConfirmed) => { const { response, date } = isConfirmed ? best.confirmed : best.unconfirmed; return { response, date }; }),
    bestPct: smallest(timepoints.flatMap(({ id, pct }) => (pct !== null && counted.has(id) ? [pct] : []))),
    progression: course.progression, response: both((isConfirmed): IsoDate | null => (isConfirmed ? best.firstConfirmedResponse : best.firstResponse)?.date ?? null),
    benefit: both((confirmationRequired) => clinicalBenefit(course, best, { ...parameters, confirmationRequired }).achieved),
    PFS: of(unconfirmed, 'PFS'), TTP: of(unconfirmed, 'TTP'), OS: unconfirmed[0]?.[1].OS ?? null, DOR: { unconfirmed: of(unconfirmed, 'DOR'), confirmed: of(confirmed, 'DOR') },
  };
}
