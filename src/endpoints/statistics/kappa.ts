/** Cohen's kappa: agreement of two raters beyond chance. */
import { normalDeviate, normalP, usualConfidence } from './distributions.ts';
import type { UndefinedReason } from './reasons.ts';

/** What the two raters said of one subject. */
export type RatingPair = { readonly first: string; readonly second: string };

/** How much a disagreement counts: all alike, by the distance of the ordered categories, or by its square. */
export const kappaWeights = ['none', 'linear', 'quadratic'] as const;
export type KappaWeights = (typeof kappaWeights)[number];

type Table = readonly (readonly number[])[];

/**
 * Kappa of `n` pairs. `observed` and `expected` are the (weighted) proportions of agreement, seen and by chance. `se` is the large-sample standard
 * error of Fleiss, Cohen and Everitt, from which the interval (cut at -1 and 1); `seNull` that at a kappa of 0, from which z and the two-sided p (null
 * when it is 0). Everything but `n` is null when kappa is undefined; `why` says why.
 */
export type Kappa = {
  readonly n: number; readonly observed: number | null; readonly expected: number | null; readonly kappa: number | null; readonly se: number | null;
  readonly ciLow: number | null; readonly ciHigh: number | null; readonly seNull: number | null; readonly z: number | null; readonly p: number | null; readonly why: UndefinedReason | null;
};

const undefinedKappa = (n: number, why: UndefinedReason): Kappa => ({ n, observed: null, expected: null, kappa: null, se: null, ciLow: null, ciHigh: null, seNull: null, z: null, p: null, why });

const agreement: Readonly<Record<KappaWeights, (distance: number) => number>> = {
  none: (distance) => (distance === 0 ? 1 : 0),
  linear: (distance) => 1 - distance,
  quadratic: (distance) => 1 - distance ** 2,
};

/** Agreement weights of `size` ordered categories: 1 on the diagonal, 0 for the extremes when weighted. */
const weightsOf = (kind: KappaWeights, size: number): Table => Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_unused, column) => agreement[kind](Math.abs(row - column) / Math.max(1, size - 1))));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sumOver = (table: Table, value: (row: number, column: number, entry: number) => number): number => sum(table.map((line, row) => sum(line.map((entry, column) => value(row, column, entry)))));
const isCount = (value: number): boolean => Number.isFinite(value) && value >= 0;

/**
 * Kappa of a square table of counts, first rater in rows, second in columns, categories in one order. `weights` are one of the usual kinds or a table
 * of agreement weights, 1 on the diagonal and less elsewhere.
 *
 * Sources: Cohen J. Educ Psychol Meas 1960;20:37-46 and Psychol Bull 1968;70:213-220. Fleiss JL, Cohen J, Everitt BS. Psychol Bull 1969;72:323-327.
 * Weights: Cicchetti DV, Allison T. Am J EEG Technol 1971;11:101-109 (linear), Fleiss JL, Cohen J. Educ Psychol Meas 1973;33:613-619 (quadratic).
 */
export function kappaOfTable(table: Table, weights: KappaWeights | Table = 'none', confidence = usualConfidence): Kappa {
  const n = sum(table.map(sum));
  const size = table.length;
  if (table.some((line) => line.length !== size || !line.every(isCount)) || !Number.isFinite(n)) return undefinedKappa(0, 'notSquare');
  if (n === 0) return undefinedKappa(0, 'noPairs');
  const weight = typeof weights === 'string' ? weightsOf(weights, size) : weights;
  const w = (row: number, column: number): number => weight[row]?.[column] ?? 0;
  const first = table.map((line) => sum(line) / n);
  const second = table.map((_, column) => sum(table.map((line) => line[column] ?? 0)) / n);
  const product = (row: number, column: number): number => (first[row] ?? 0) * (second[column] ?? 0);
  const seenDisagreement = sumOver(table, (row, column, entry) => (1 - w(row, column)) * (entry / n));
  const chanceDisagreement = sumOver(table, (row, column) => (1 - w(row, column)) * product(row, column));
  if (chanceDisagreement <= 0) return undefinedKappa(n, 'oneCategory');
  const kappa = 1 - seenDisagreement / chanceDisagreement;
  const expected = 1 - chanceDisagreement;
  const rowMean = table.map((_, row) => sum(second.map((share, column) => share * w(row, column))));
  const columnMean = table.map((_, column) => sum(first.map((share, row) => share * w(row, column))));
  const means = (row: number, column: number): number => (rowMean[row] ?? 0) + (columnMean[column] ?? 0);
  // Both variances are of a value around its mean, which is written out: a sum of squares loses nothing where agreement is perfect.
  const spread = sumOver(table, (row, column, entry) => (entry / n) * (w(row, column) - means(row, column) * (1 - kappa) - (kappa - expected * (1 - kappa))) ** 2);
  const spreadNull = sumOver(table, (row, column) => product(row, column) * (w(row, column) - means(row, column) + expected) ** 2);
  const errorOf = (value: number): number => Math.sqrt(value / n) / chanceDisagreement;
  const [se, seNull] = [errorOf(spread), errorOf(spreadNull)];
  const margin = normalDeviate(confidence) * se;
  const z = seNull > 0 ? kappa / seNull : null;
  return {
    n, observed: 1 - seenDisagreement, expected, kappa, se, ciLow: Math.max(-1, kappa - margin), ciHigh: Math.min(1, kappa + margin),
    seNull, z, p: z === null ? null : normalP(z), why: null,
  };
}

/** Counts of pairs, first rater in rows; categories in this order, or those that occur by code unit. Pairs with another category are left out. */
export function ratingTable(pairs: readonly RatingPair[], categories?: readonly string[]): { readonly categories: readonly string[]; readonly table: Table } {
  const names = categories ?? [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].sort((a, b) => (a < b ? -1 : 1));
  const place = new Map(names.map((name, index) => [name, index]));
  const table = names.map(() => names.map(() => 0));
  for (const { first, second } of pairs) {
    const [row, column] = [place.get(first), place.get(second)];
    const line = row === undefined ? undefined : table[row];
    if (line !== undefined && column !== undefined) line[column] = (line[column] ?? 0) + 1;
  }
  return { categories: names, table };
}

/** Kappa of pairs of ratings. Weighted kappa needs the categories in their order; without it there is none. */
export const cohenKappa = (pairs: readonly RatingPair[], confidence = usualConfidence): Kappa => kappaOfTable(ratingTable(pairs).table, 'none', confidence);
export const weightedKappa = (pairs: readonly RatingPair[], categories: readonly string[], weights: KappaWeights, confidence = usualConfidence): Kappa => kappaOfTable(ratingTable(pairs, categories).table, weights, confidence);
