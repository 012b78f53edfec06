/** Visit numbers (VISITNUM): 0 is baseline, n the n-th planned visit, n.1 to n.99 unscheduled ones after it (interoperability 7.1). Unique within a subject. */

/** Numbers have two decimals at most; what the arithmetic of doubles adds to them is taken away. */
const hundredths = (value: number): number => Math.round(value * 100);
const tidy = (value: number): number => hundredths(value) / 100;

/** The highest visit number there is. */
export const mostVisitNumber = 999;

/** True for 0 to 999 with two decimals at most. */
export const isVisitNumber = (value: number): boolean => Number.isFinite(value) && value >= 0 && value <= mostVisitNumber && Math.abs(value * 100 - hundredths(value)) < 1e-6;

/** True for a visit that no plan has: its number has a decimal. */
export const isUnscheduled = (index: number): boolean => !Number.isInteger(tidy(index));

/** "Baseline", "TP3", "TP3.1". */
export const timepointLabel = (index: number): string => (index === 0 ? 'Baseline' : `TP${tidy(index)}`);

/** VISIT of an unscheduled visit: "UNSCHEDULED 3.1". */
export const unscheduledName = (index: number): string => `UNSCHEDULED ${tidy(index)}`;

/** Number of the planned visit a number stands at or after: 3 for 3.1. */
export const plannedNumber = (index: number): number => Math.floor(tidy(index));

/** The next planned number after all of these: 4 after 3.1; 0 for none. */
export const nextPlannedNumber = (indexes: readonly number[]): number => indexes.reduce((most, one) => Math.max(most, plannedNumber(one) + 1), 0);

/**
 * A free number for an unscheduled visit after `after` and before `before` (null: nothing is after it): tenths first, hundredths where tenths are used up.
 * Null when there is none, or when `after` lies before the baseline.
 */
export function unscheduledNumber(taken: readonly number[], after: number, before: number | null): number | null {
  if (after < 0) return null;
  const used = new Set(taken.map(hundredths));
  const [from, to] = [hundredths(after), before === null ? (plannedNumber(after) + 1) * 100 : Math.min(hundredths(before), (plannedNumber(after) + 1) * 100)];
  for (const step of [10, 1]) {
    for (let candidate = (Math.floor(from / step) + 1) * step; candidate < to; candidate += step) if (!used.has(candidate)) return candidate / 100;
  }
  return null;
}
