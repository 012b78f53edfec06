/** Smallest complete sum so far, and where it was: null timepoint for the baseline. */
export type Nadir = { readonly units: number; readonly timepointId: string | null };

/** The nadir for timepoints after one with this sum. Partial sums, NE and missed timepoints (null) never change it. */
export const nadirAfter = (nadir: Nadir | null, sumUnits: number | null, timepointId: string): Nadir | null =>
  nadir !== null && sumUnits !== null && sumUnits < nadir.units ? { units: sumUnits, timepointId } : nadir;
