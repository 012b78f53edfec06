import type { TargetValue } from './targetValues.ts';

/** Sum of diameters at a timepoint in 0.0001 mm: null sum and a partial sum when a target is not evaluable. */
export type TargetSum = { readonly complete: boolean; readonly units: number | null; readonly partialUnits: number | null };

export const noSum: TargetSum = { complete: false, units: null, partialUnits: null };

/** Adds up the evaluable targets; the partial sum is null when none is evaluable, and when the sum is complete. */
export function sumOf(values: readonly TargetValue[]): TargetSum {
  if (values.length === 0) return noSum;
  let units = 0;
  let evaluable = 0;
  for (const value of values) {
    if (!value.evaluable) continue;
    units += value.units;
    evaluable += 1;
  }
  if (evaluable === values.length) return { complete: true, units, partialUnits: null };
  return { complete: false, units: null, partialUnits: evaluable === 0 ? null : units };
}
