/** Exact interval of a proportion. */
import { betaDeviate, usualConfidence } from './distributions.ts';

/** A proportion with its two-sided exact interval; rate and limits are null for an empty analysis set. */
export type Proportion = { readonly n: number; readonly N: number; readonly rate: number | null; readonly ciLow: number | null; readonly ciHigh: number | null };

/**
 * Clopper-Pearson interval of n out of N, from the beta distribution. The limits are 0 at n = 0 and 1 at n = N; the other limit keeps
 * half the error, as in the tables of Clopper and Pearson. Null where N is 0 or n is no count from 0 to N.
 *
 * Source: Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 1934;26:404-413.
 */
export function clopperPearson(n: number, N: number, confidence = usualConfidence): Proportion {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(N) || N < 1 || n < 0 || n > N) return { n, N, rate: null, ciLow: null, ciHigh: null };
  const tail = (1 - confidence) / 2;
  return {
    n, N, rate: n / N,
    ciLow: n === 0 ? 0 : betaDeviate(tail, n, N - n + 1),
    ciHigh: n === N ? 1 : betaDeviate(1 - tail, n + 1, N - n),
  };
}
