/** Cox proportional hazards model of two arms. */
import { chiSquareP, normalDeviate, normalP, usualConfidence } from './distributions.ts';
import type { UndefinedReason } from './reasons.ts';
import { tallyTimes, type TimeTally } from './kaplanMeier.ts';
import { riskSets, riskSetsOf, type ArmTime, type RiskSet } from './riskSets.ts';

/** How events at the same time share the risk set. */
export const tieMethods = ['efron', 'breslow'] as const;
export type TieMethod = (typeof tieMethods)[number];

/** Which arm is compared with which; below 1 the arm is better off. */
export type Comparison = { readonly arm: string; readonly reference: string; readonly ties?: TieMethod; readonly confidence?: number };

/**
 * Hazard of `arm` over that of `reference`. `logHazardRatio` is the model's coefficient, `se` its standard error; the interval is Wald's. Three
 * tests of a ratio of 1: `waldP`, `scoreP`, `likelihoodRatioP`. Without a maximum of the likelihood everything but the score test is null, without
 * an event that tells the arms apart that one as well; `why` says why.
 */
export type HazardRatio = {
  readonly arm: string; readonly reference: string; readonly ties: TieMethod; readonly n: number; readonly events: number;
  readonly hazardRatio: number | null; readonly ciLow: number | null; readonly ciHigh: number | null;
  readonly logHazardRatio: number | null; readonly se: number | null; readonly waldP: number | null;
  readonly scoreChiSquare: number | null; readonly scoreP: number | null;
  readonly likelihoodRatioChiSquare: number | null; readonly likelihoodRatioP: number | null;
  readonly why: UndefinedReason | null;
};

/** One term of the partial likelihood: the weights of reference and arm in its denominator. */
type Term = readonly [reference: number, arm: number];

/** One term per event; with Efron's method the events at one time leave the risk set in equal parts. */
function termsOf(sets: readonly RiskSet[], ties: TieMethod): readonly Term[] {
  return sets.flatMap(({ atRisk: [n0 = 0, n1 = 0], events: [d0 = 0, d1 = 0] }) => {
    const count = d0 + d1;
    return Array.from({ length: count }, (_, k): Term => {
      const gone = ties === 'efron' ? k / count : 0;
      return [n0 - gone * d0, n1 - gone * d1];
    });
  });
}

/** Score, information and log likelihood at a coefficient; `observed` is the number of events in the arm. */
function likelihoodAt(terms: readonly Term[], observed: number, beta: number): { readonly score: number; readonly information: number; readonly logLikelihood: number } {
  const ratio = Math.exp(beta);
  let score = observed;
  let information = 0;
  let logLikelihood = observed * beta;
  for (const [n0, n1] of terms) {
    const total = n0 + n1 * ratio;
    const share = (n1 * ratio) / total;
    score -= share;
    information += share * (n0 / total);
    logLikelihood -= Math.log(total);
  }
  return { score, information, logLikelihood };
}

/** The likelihood has a maximum exactly when each arm has an event while the other is at risk; decided in whole numbers. */
function monotone(sets: readonly RiskSet[]): UndefinedReason | null {
  const together = sets.filter(({ atRisk }) => atRisk.every((count) => count > 0));
  const [inReference, inArm] = [0, 1].map((index) => together.some(({ events }) => (events[index] ?? 0) > 0));
  if (inReference && inArm) return null;
  if (inReference) return 'towardsZero';
  return inArm ? 'towardsInfinity' : 'neverTogether';
}

const mostSteps = 200;
/** A step this small, on its own or in standard errors, changes no digit that anybody reads. */
const precision = 1e-14;
const precisionInErrors = 1e-12;
/** No finite trial has its maximum beyond this, and the exponential times a number of subjects still is a number here. */
const largestCoefficient = 500;

/** Root of the score, which falls everywhere: Newton's step where it stays between the last signs, else half-way. Null when it does not settle. */
function maximise(terms: readonly Term[], observed: number): number | null {
  let [low, high, beta] = [-largestCoefficient, largestCoefficient, 0];
  for (let count = 0; count < mostSteps; count += 1) {
    const { score, information } = likelihoodAt(terms, observed, beta);
    const step = score / information;
    if (Math.abs(step) <= Math.max(precision * (1 + Math.abs(beta)), precisionInErrors / Math.sqrt(information))) return beta + step;
    if (score > 0) low = beta;
    else high = beta;
    const next = beta + step;
    beta = next > low && next < high ? next : (low + high) / 2;
  }
  return null;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Hazard ratio of two arms from the partial likelihood, Efron's method for ties unless Breslow's is asked for, stratified where subjects have strata.
 * Subjects of other arms are left out; times may be in any one unit. A monotone likelihood gives null with the direction in `why`.
 *
 * Sources: Cox DR. J R Stat Soc B 1972;34:187-220. Efron B. J Am Stat Assoc 1977;72:557-565. Breslow N. Biometrics 1974;30:89-99.
 */
export function hazardRatio(times: readonly ArmTime[], comparison: Comparison): HazardRatio {
  const { arm, reference } = comparison;
  const of = (name: string): readonly ArmTime[] => times.filter((time) => time.arm === name);
  return ratioOf([of(reference), of(arm)].map(tallyTimes), riskSets(times, [reference, arm]), comparison);
}

/** `hazardRatio` of arms whose subjects have been counted, without strata. */
export function hazardRatioOf(tallies: ReadonlyMap<string, TimeTally>, comparison: Comparison): HazardRatio {
  const compared = [comparison.reference, comparison.arm].map((name) => tallies.get(name) ?? tallyTimes([]));
  return ratioOf(compared, riskSetsOf(compared), comparison);
}

/** `compared`: the reference, the arm. */
function ratioOf(compared: readonly TimeTally[], sets: readonly RiskSet[], { arm, reference, ties = 'efron', confidence = usualConfidence }: Comparison): HazardRatio {
  const groups = arm === reference ? compared.slice(0, 1) : compared;
  const head = { arm, reference, ties, n: groups.reduce((total, { n }) => total + n, 0), events: groups.reduce((total, { events }) => total + events.reduce((all, count) => all + count, 0), 0) };
  const nothing = { hazardRatio: null, ciLow: null, ciHigh: null, logHazardRatio: null, se: null, waldP: null, scoreChiSquare: null, scoreP: null, likelihoodRatioChiSquare: null, likelihoodRatioP: null };
  if (head.n === 0) return { ...head, ...nothing, why: 'noSubjects' };
  if (arm === reference || compared.some(({ n }) => n === 0)) return { ...head, ...nothing, why: 'notTwoArms' };
  if (sets.length === 0) return { ...head, ...nothing, why: 'noEvents' };
  const terms = termsOf(sets, ties);
  const observed = sets.reduce((total, { events }) => total + (events[1] ?? 0), 0);
  const atNull = likelihoodAt(terms, observed, 0);
  const why = monotone(sets);
  if (why === 'neverTogether') return { ...head, ...nothing, why };
  const scoreChiSquare = atNull.score ** 2 / atNull.information;
  const score = { scoreChiSquare, scoreP: chiSquareP(scoreChiSquare, 1) };
  const beta = why === null ? maximise(terms, observed) : null;
  if (beta === null) return { ...head, ...nothing, ...score, why: why ?? 'notConverged' };
  const fitted = likelihoodAt(terms, observed, beta);
  const se = 1 / Math.sqrt(fitted.information);
  const margin = normalDeviate(confidence) * se;
  const likelihoodRatioChiSquare = Math.max(0, 2 * (fitted.logLikelihood - atNull.logLikelihood));
  return {
    ...head, hazardRatio: Math.exp(beta), ciLow: finite(Math.exp(beta - margin)), ciHigh: finite(Math.exp(beta + margin)),
    logHazardRatio: beta, se, waldP: normalP(beta / se), ...score, likelihoodRatioChiSquare, likelihoodRatioP: chiSquareP(likelihoodRatioChiSquare, 1), why: null,
  };
}
