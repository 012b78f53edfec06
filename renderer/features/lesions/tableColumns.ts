import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { baselineOf } from './caseFacts.ts';

/** Sum of a timepoint as it counts for the nadir: complete sums only, the baseline included. Null otherwise. */
export function sumAt(subject: SubjectCase, result: SubjectResult | null, timepointId: string): number | null {
  if (baselineOf(subject)?.id === timepointId) return result?.baseline.sum ?? null;
  return result?.timepoints.find((timepoint) => timepoint.id === timepointId)?.sum ?? null;
}

/** The timepoint with the smallest complete sum before `current`, the baseline included; the earliest of equals. Undefined without any sum. */
export function nadirTimepoint(subject: SubjectCase, result: SubjectResult | null, current: Timepoint): Timepoint | undefined {
  let best: { readonly timepoint: Timepoint; readonly sum: number } | undefined;
  for (const timepoint of [...subject.timepoints].sort((a, b) => a.index - b.index)) {
    if (timepoint.index >= current.index) break;
    const sum = sumAt(subject, result, timepoint.id);
    if (sum !== null && (best === undefined || sum < best.sum)) best = { timepoint, sum };
  }
  return best?.timepoint;
}

export type Column = { readonly timepoint: Timepoint; readonly isBaseline: boolean; readonly isNadir: boolean; readonly isCurrent: boolean };

/**
 * Timepoints the table shows for `current`, oldest first: at most `most`, never later ones (R-J01). Baseline, nadir, current and prior come
 * first; what room is left goes to the most recent.
 */
export function chooseColumns(subject: SubjectCase, result: SubjectResult | null, current: Timepoint, most: number): readonly Column[] {
  const known = subject.timepoints.filter((timepoint) => timepoint.index <= current.index).sort((a, b) => a.index - b.index);
  const nadir = nadirTimepoint(subject, result, current);
  const wanted = [current, known[0], nadir, ...known.slice(0, -1).reverse()];
  const chosen = new Set<string>();
  for (const timepoint of wanted) if (timepoint && chosen.size < Math.max(2, most)) chosen.add(timepoint.id);
  return known.filter((timepoint) => chosen.has(timepoint.id)).map((timepoint) => ({
    timepoint, isBaseline: timepoint.index === 0, isNadir: timepoint.id === nadir?.id, isCurrent: timepoint.id === current.id,
  }));
}
