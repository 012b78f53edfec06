/** Log-rank test of two or more arms. */
import { chiSquareP } from './distributions.ts';
import type { UndefinedReason } from './reasons.ts';
import type { TimeTally } from './kaplanMeier.ts';
import { armsOf, riskSets, riskSetsOf, type ArmTime, type RiskSet } from './riskSets.ts';

/** Events observed in an arm and expected if all arms had the same hazard. */
export type ArmEvents = { readonly arm: string; readonly n: number; readonly observed: number; readonly expected: number };

/** The test; `chiSquare`, `df` and `p` are null together and `why` says why. */
export type LogRank = { readonly arms: readonly ArmEvents[]; readonly chiSquare: number | null; readonly df: number | null; readonly p: number | null; readonly why: UndefinedReason | null };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Adds the hypergeometric variance of one risk set to the matrix. */
function addVariance(variance: number[][], { atRisk, events }: RiskSet): void {
  const all = sum(atRisk);
  const dead = sum(events);
  if (all < 2) return;
  const scale = (dead * (all - dead)) / (all - 1);
  for (const [row, line] of variance.entries()) {
    const share = (atRisk[row] ?? 0) / all;
    for (let column = 0; column < line.length; column += 1) line[column] = (line[column] ?? 0) + scale * share * ((row === column ? 1 : 0) - (atRisk[column] ?? 0) / all);
  }
}

/** A pivot this small beside the largest variance is 0 left over by rounding. */
const pivotSlack = 1e-10;

/** u' V⁻ u and the rank of V, by elimination on the largest remaining diagonal element. Arms that never were at risk with others fall out. */
function quadraticForm(deviations: readonly number[], variance: readonly (readonly number[])[]): { readonly value: number; readonly rank: number } {
  const matrix = variance.map((line) => [...line]);
  const vector = [...deviations];
  const diagonal = (index: number): number => matrix[index]?.[index] ?? 0;
  const left = new Set(vector.keys());
  const smallest = pivotSlack * Math.max(0, ...vector.map((_, index) => diagonal(index)));
  let value = 0;
  let rank = 0;
  for (;;) {
    let pivot = -1;
    for (const index of left) if (pivot < 0 || diagonal(index) > diagonal(pivot)) pivot = index;
    if (pivot < 0 || diagonal(pivot) <= smallest) return { value, rank };
    left.delete(pivot);
    const [divisor, part] = [diagonal(pivot), vector[pivot] ?? 0];
    value += (part * part) / divisor;
    rank += 1;
    for (const index of left) {
      const line = matrix[index] ?? [];
      const factor = (line[pivot] ?? 0) / divisor;
      vector[index] = (vector[index] ?? 0) - factor * part;
      for (const column of left) line[column] = (line[column] ?? 0) - factor * (matrix[pivot]?.[column] ?? 0);
    }
  }
}

/**
 * Log-rank test (Mantel-Haenszel variance) of the arms that occur, stratified where subjects have strata; at equal times events precede censorings.
 * Times may be in any one unit. The degrees of freedom are the rank of the variance: number of arms - 1, less where an arm was never at risk at an event.
 *
 * Sources: Mantel N. Cancer Chemother Rep 1966;50:163-170. Peto R, Peto J. J R Stat Soc A 1972;135:185-207.
 */
export function logRank(times: readonly ArmTime[]): LogRank {
  const arms = armsOf(times);
  const sizes = Map.groupBy(times, ({ arm }) => arm);
  return testOf(arms.map((arm) => ({ arm, n: sizes.get(arm)?.length ?? 0 })), riskSets(times, arms));
}

/** `logRank` of arms whose subjects have been counted, without strata; arms without subjects are left out. */
export function logRankOf(tallies: ReadonlyMap<string, TimeTally>): LogRank {
  const arms = [...tallies].filter(([, { n }]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return testOf(arms.map(([arm, { n }]) => ({ arm, n })), riskSetsOf(arms.map(([, tally]) => tally)));
}

function testOf(arms: readonly Pick<ArmEvents, 'arm' | 'n'>[], sets: readonly RiskSet[]): LogRank {
  const variance = arms.map(() => arms.map(() => 0));
  for (const set of sets) addVariance(variance, set);
  const perArm = arms.map((one, index): ArmEvents => ({
    ...one, observed: sum(sets.map(({ events }) => events[index] ?? 0)),
    expected: sum(sets.map(({ atRisk, events }) => (sum(events) * (atRisk[index] ?? 0)) / sum(atRisk))),
  }));
  const none = (why: UndefinedReason): LogRank => ({ arms: perArm, chiSquare: null, df: null, p: null, why });
  if (arms.length === 0) return none('noSubjects');
  if (arms.length < 2) return none('notTwoArms');
  if (sets.length === 0) return none('noEvents');
  const { value, rank } = quadraticForm(perArm.map(({ observed, expected }) => observed - expected), variance);
  return rank === 0 ? none('neverTogether') : { arms: perArm, chiSquare: value, df: rank, p: chiSquareP(value, rank), why: null };
}
