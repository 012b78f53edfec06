/** Where things stand on the ruler of the sum. Pure. */
import type { SubjectResult, TimepointResult } from '../../../src/recist/index.ts';

export type RulerLabelSide = 'start' | 'middle' | 'end';
export type RulerMark = { readonly mm: number; /** 0 to 1 along the ruler. */ readonly at: number; readonly side: RulerLabelSide };
export type Ruler = { readonly nadir: RulerMark; readonly baseline: RulerMark; readonly needle: RulerMark; readonly pr: RulerMark | null; readonly pd: RulerMark | null; readonly isPartial: boolean };

/** Share of the width left free at either end. */
const margin = 0.08;
/** Labels nearer than this to one another make way. */
const crowded = 0.17;

/** A label steps away from a neighbour that stands close, and never leaves the ruler. */
function side(at: number, neighbour: number): RulerLabelSide {
  if (at < 0.1) return 'start';
  if (at > 0.9) return 'end';
  if (Math.abs(neighbour - at) >= crowded) return 'middle';
  return neighbour >= at ? 'end' : 'start';
}

/** Ruler of a timepoint's sum between nadir and baseline with the limits of PR and PD; null without a sum, also when only a partial one exists and there is no nadir. */
export function rulerOf(result: SubjectResult, at: TimepointResult): Ruler | null {
  const sum = at.sum ?? at.partialSum;
  const baseline = result.baseline.sum;
  if (sum === null || baseline === null || at.nadir === null) return null;
  const pr = at.explanation.prLimit?.limitMm ?? null;
  const pd = at.explanation.pdLimit?.limitMm ?? null;
  const values = [sum, baseline, at.nadir, ...(pr === null ? [] : [pr]), ...(pd === null ? [] : [pd])];
  const low = Math.min(...values);
  const span = Math.max(Math.max(...values) - low, 1);
  const place = (mm: number) => margin + ((mm - low) / span) * (1 - 2 * margin);
  const needle = place(sum);
  const prAt = pr === null ? null : place(pr);
  const pdAt = pd === null ? null : place(pd);
  const limit = (mm: number | null, own: number | null, other: number | null): RulerMark | null =>
    mm === null || own === null ? null : { mm, at: own, side: other === null || Math.abs(other - own) >= 0.4 ? side(own, Number.POSITIVE_INFINITY) : other > own || (other === own && mm === pr) ? 'end' : 'start' };
  return {
    needle: { mm: sum, at: needle, side: needle < 0.05 ? 'start' : needle > 0.95 ? 'end' : 'middle' },
    nadir: { mm: at.nadir, at: place(at.nadir), side: side(place(at.nadir), Math.abs(needle - place(at.nadir)) < crowded ? needle : place(baseline)) },
    baseline: { mm: baseline, at: place(baseline), side: side(place(baseline), Math.abs(needle - place(baseline)) < crowded ? needle : place(at.nadir)) },
    pr: limit(pr, prAt, pdAt),
    pd: limit(pd, pdAt, prAt),
    isPartial: at.sum === null,
  };
}
