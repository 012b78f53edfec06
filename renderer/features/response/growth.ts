import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { baselineOf, countsMm, nadirTimepoint, recordAt } from '../lesions/index.ts';

export type LesionChange = { readonly lesionId: string; readonly label: string; readonly changeMm: number };

/** Change of each target since the nadir's timepoint, greatest growth first; lesions without a value at either are left out. `since` is where it counts from. */
export function growthSinceNadir(subject: SubjectCase, result: SubjectResult | null, current: Timepoint): { readonly since: Timepoint | undefined; readonly changes: readonly LesionChange[] } {
  const since = nadirTimepoint(subject, result, current) ?? baselineOf(subject);
  if (!since || since.id === current.id) return { since: undefined, changes: [] };
  const changes = subject.lesions.filter((lesion) => lesion.role === 'target').flatMap((lesion) => {
    const now = countsMm(lesion, recordAt(subject, lesion.id, current.id));
    const then = countsMm(lesion, recordAt(subject, lesion.id, since.id));
    // Recorded sizes have at most four decimals; the difference is brought back to them.
    return now === null || then === null ? [] : [{ lesionId: lesion.id, label: lesion.label, changeMm: Math.round((now - then) * 10_000) / 10_000 }];
  });
  return { since, changes: changes.sort((a, b) => b.changeMm - a.changeMm) };
}
