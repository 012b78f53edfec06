/** The thresholds of a timepoint as the columns of `thresholds.csv` have them: sums in mm where a category begins, and how far away they are. */
import type { Explanation, ThresholdDistance, ThresholdStep } from '../../src/recist/index.ts';

const stepText = (step: ThresholdStep | null): string => (step === null ? '' : `${step.to} at ${step.limitMm}, ${step.distanceMm} away, ${step.rules.join(' ')}`);
const distanceText = (distance: ThresholdDistance | null | undefined): string => (distance == null ? '' : `${distance.limitMm}, ${distance.distanceMm} away`);

export const thresholdColumns = ['up', 'down', 'pd', 'pd20', 'pd5mm', 'pr', 'cr', 'prLimit', 'pdLimit'] as const;
export type ThresholdRow = Readonly<Record<(typeof thresholdColumns)[number], string>>;

/** `prLimit` and `pdLimit` count in steps of the recording precision, all others in 0.0001 mm where a size is finer. */
export const thresholdRowOf = ({ thresholds: { up, down, pd, pr, cr }, prLimit, pdLimit }: Explanation): ThresholdRow => ({
  up: stepText(up), down: stepText(down), pd: distanceText(pd), pd20: distanceText(pd?.relative), pd5mm: distanceText(pd?.absolute), pr: distanceText(pr),
  cr: cr === null ? '' : `${cr.distanceMm} of ${cr.lesions.join(' ')}`, prLimit: distanceText(prLimit), pdLimit: distanceText(pdLimit),
});
