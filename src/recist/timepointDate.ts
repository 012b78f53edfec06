import type { IsoDate } from '../common/index.ts';
import type { TimepointInput } from './model.ts';
import type { Parameters } from './parameters.ts';

/** Date of a timepoint: its scan date, the latest or earliest of several; one that was not imaged stands at its own or planned date. */
export function dateOfTimepoint(timepoint: Pick<TimepointInput, 'date' | 'scanDates' | 'plannedDate'>, rule: Parameters['timepointDate'], fallback: IsoDate): IsoDate {
  const scans = timepoint.scanDates ?? [];
  let chosen: IsoDate | undefined;
  for (const date of scans) if (chosen === undefined || (rule === 'latest' ? date > chosen : date < chosen)) chosen = date;
  return chosen ?? timepoint.date ?? timepoint.plannedDate ?? fallback;
}

/** Timepoints in the order of their dates; equal dates keep the order they came in. */
export function inDateOrder<T extends { readonly date: IsoDate }>(timepoints: readonly T[]): readonly T[] {
  const isOrdered = timepoints.every((timepoint, index) => index === 0 || (timepoints[index - 1]?.date ?? '') <= timepoint.date);
  return isOrdered ? timepoints : [...timepoints].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
