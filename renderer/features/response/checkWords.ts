import type { Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, listText, type SubjectResult } from '../../../src/recist/index.ts';
import { countsMm, earlierRecords, recordAt } from '../lesions/index.ts';

type Step = { readonly lesion: Lesion; readonly beforeMm: number; readonly nowMm: number | null; readonly wasAbsent: boolean; readonly isAbsent: boolean };

/** Each target now and at the last timepoint where it had a value. */
function stepsOf(subject: SubjectCase, timepoint: Timepoint): readonly Step[] {
  return subject.lesions.filter((lesion) => lesion.role === 'target').flatMap((lesion) => {
    const before = earlierRecords(subject, lesion.id, timepoint).map(({ record }) => record).find((record) => countsMm(lesion, record) !== null);
    const now = recordAt(subject, lesion.id, timepoint.id);
    if (!before || !now) return [];
    return [{ lesion, beforeMm: countsMm(lesion, before) ?? 0, nowMm: countsMm(lesion, now), wasAbsent: before.state === 'absent', isAbsent: now.state === 'absent' }];
  });
}

const labels = (steps: readonly Step[]): string => listText(steps.map((step) => step.lesion.label));

/** Q-F04: by more than half and more than 10 mm since the last value. */
const isLeap = ({ beforeMm, nowMm }: Step): boolean => nowMm !== null && Math.abs(nowMm - beforeMm) > 10 && Math.abs(nowMm - beforeMm) > beforeMm / 2;

/**
 * Checks of a follow-up timepoint in words that name the lesion, the number and the limit, by id. Only those that the facts at hand can tell;
 * whether a check applies at all is the engine's answer.
 */
export function checkWords(subject: SubjectCase, timepoint: Timepoint, result: SubjectResult | null): Readonly<Record<string, string>> {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const steps = stepsOf(subject, timepoint);
  const words: Record<string, string> = {};
  const leaps = steps.filter(isLeap);
  if (leaps.length > 0) words['Q-F04'] = `${labels(leaps)} changed by more than 50 % and 10 mm. ${leaps.map((step) => `${step.lesion.label} ${formatMm(step.beforeMm)} to ${formatMm(step.nowMm ?? 0)} mm`).join(', ')}. Check that it is the same lesion.`;
  const tiny = steps.filter((step) => step.lesion.kind === 'nonNodal' && recordAt(subject, step.lesion.id, timepoint.id)?.state === 'measured' && (step.nowMm ?? 5) < 5);
  if (tiny.length > 0) words['Q-F05'] = `${labels(tiny)} measured below 5 mm. If it cannot truly be measured, record it as too small (S).`;
  const back = steps.filter((step) => step.wasAbsent && (step.nowMm ?? 0) > 0);
  if (back.length > 0) words['Q-F06'] = `${labels(back)} was absent before and is measured again. Check that it is the same lesion.`;
  const gone = steps.filter((step) => step.lesion.kind === 'node' && step.isAbsent && step.beforeMm >= 10);
  if (gone.length > 0) words['Q-F07'] = `${labels(gone)} is absent, last short axis ${formatMm(gone[0]?.beforeMm ?? 0)} mm. Record the short axis if the node is still visible.`;
  const sum = at?.sum ?? at?.partialSum ?? null;
  const { pdLimit, prLimit } = at?.explanation ?? {};
  if (sum !== null && pdLimit) words['Q-F10'] = `Sum is close to the PD limit. ${formatMm(sum)} mm, limit ${formatMm(pdLimit.limitMm)} mm. Measure again only where an edge is uncertain.`;
  if (sum !== null && prLimit) words['Q-F11'] = `Sum is close to the PR limit. ${formatMm(sum)} mm, limit ${formatMm(prLimit.limitMm)} mm.`;
  return words;
}
