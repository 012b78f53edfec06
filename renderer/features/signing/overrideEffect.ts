import type { SubjectCase, Timepoint, TimepointOverrides } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { evaluateCase } from '../../state/index.ts';
import type { Component } from './reviewModel.ts';

/** One response that would be another: of a timepoint, of the whole course, or the date of progression. */
export type EffectLine = { readonly where: string; readonly from: string; readonly to: string };

/** The case with one category assigned by hand. */
export function withOverride(subject: SubjectCase, timepoint: Timepoint, component: Component, value: string, reason: string): SubjectCase {
  const assigned = { ...subject.overrides[timepoint.id], [component]: { value, reason } } as TimepointOverrides;
  return { ...subject, overrides: { ...subject.overrides, [timepoint.id]: assigned } };
}

/** What a category assigned by hand changes here and later (R-626: downstream rules use the assigned value), by the engine itself. Timepoints first, then best response and progression. */
export function overrideEffect(subject: SubjectCase, result: SubjectResult | null, timepoint: Timepoint, component: Component, value: string): readonly EffectLine[] {
  const after = evaluateCase(withOverride(subject, timepoint, component, value, '–'));
  if (result === null || after === null) return [];
  const labelOf = (id: string): string => subject.timepoints.find((one) => one.id === id)?.label ?? '';
  const lines = result.timepoints.flatMap((before): EffectLine[] => {
    const now = after.timepoints.find(({ id }) => id === before.id);
    return now && now.overall !== before.overall ? [{ where: labelOf(before.id), from: before.overall, to: now.overall }] : [];
  });
  const [best, bestAfter] = [result.bestOverallResponse, after.bestOverallResponse];
  const [date, dateAfter] = [result.progression?.date ?? 'none', after.progression?.date ?? 'none'];
  return [...lines, ...(best === bestAfter ? [] : [{ where: 'Best response', from: best, to: bestAfter }]), ...(date === dateAfter ? [] : [{ where: 'Progression', from: date, to: dateAfter }])];
}
