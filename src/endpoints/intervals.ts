import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';

/** A proportion with its two-sided exact interval; rate and limits are null for an empty analysis set. */
export type Proportion = { readonly n: number; readonly N: number; readonly rate: number | null; readonly ciLow: number | null; readonly ciHigh: number | null };

/** Clopper-Pearson interval of n out of N. The limits are 0 at n = 0 and 1 at n = N. */
export function clopperPearson(n: number, N: number, confidence = 0.95): Proportion {
  if (N === 0) return { n, N, rate: null, ciLow: null, ciHigh: null };
  const tail = (1 - confidence) / 2;
  return {
    n, N, rate: n / N,
    ciLow: n === 0 ? 0 : betaQuantile(tail, n, N - n + 1),
    ciHigh: n === N ? 1 : betaQuantile(1 - tail, n + 1, N - n),
  };
}
