/** What the statistics need of distributions, from @stdlib; both tails keep their relative precision. */
import gammainc from '@stdlib/math-base-special-gammainc';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Two-sided confidence unless a caller says otherwise. A confidence is always a fraction between 0 and 1, both excluded. */
export const usualConfidence = 0.95;

/** Standard normal deviate of a two-sided interval: 1.959964 for 0.95. */
export const normalDeviate = (confidence: number): number => -normalQuantile((1 - confidence) / 2, 0, 1);

/** Student's deviate of a two-sided interval with df degrees of freedom: 2.119905 for 0.95 and 16. */
export const studentDeviate = (confidence: number, df: number): number => -studentQuantile((1 - confidence) / 2, df);

/** Two-sided p-value of a standard normal deviate. */
export const normalP = (z: number): number => 2 * normalCdf(-Math.abs(z), 0, 1);

/** Probability that a chi-square variable with df degrees of freedom is at least x. */
export const chiSquareP = (x: number, df: number): number => gammainc(Math.max(0, x) / 2, df / 2, true, true);

/** The value below which a beta variable lies with this probability. */
export const betaDeviate = (probability: number, alpha: number, beta: number): number => betaQuantile(probability, alpha, beta);
