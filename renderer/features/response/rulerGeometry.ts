/** Where things stand on the ruler of the sum. Pure. */
import type { SubjectResult, TimepointResult } from '../../../src/recist/index.ts';

/** `start`: the text begins at the mark; `end`: it ends there; `hidden`: no room, the table has the value. */
export type RulerLabelSide = 'start' | 'middle' | 'end' | 'hidden';
export type RulerMark = { readonly mm: number; /** 0 to 1 along the ruler. */ readonly at: number; readonly side: RulerLabelSide };
export type Ruler = { readonly nadir: RulerMark; readonly baseline: RulerMark; readonly needle: RulerMark; readonly pr: RulerMark | null; readonly pd: RulerMark | null; readonly isPartial: boolean };

/** Share of the width left free at either end. */
const margin = 0.08;
/** Labels nearer than this to one another make way. */
const crowded = 0.25;

/** A label next to a neighbour steps to the other side of its own mark; at the ends of the ruler it stays inside. */
function side(at: number, neighbours: readonly number[]): RulerLabelSide {
  const near = [...neighbours].sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0];
  const isCrowded = near !== undefined && Math.abs(near - at) < crowded;
  if (!isCrowded) return at < 0.1 ? 'start' : at > 0.9 ? 'end' : 'middle';
  return near > at || (near === at && at > 0.5) ? 'end' : 'start';
}

/** The lower row: needle, nadir and baseline. Those squeezed between two neighbours go to the further side of both. */
function lowerSides(needle: number, nadir: number, baseline: number): { readonly nadir: RulerLabelSide; readonly baseline: RulerLabelSide } {
  const sideOf = (own: number, other: number): RulerLabelSide => side(own, [needle, other]);
  const between = (own: number, other: number) => own > Math.min(needle, other) && own < Math.max(needle, other) && Math.abs(needle - own) < crowded && Math.abs(other - own) < crowded;
  return { nadir: between(nadir, baseline) ? 'hidden' : sideOf(nadir, baseline), baseline: between(baseline, nadir) ? 'hidden' : sideOf(baseline, nadir) };
}

/** The upper row: both limits, each on its outer side so that they never meet. */
const limitSide = (own: number, other: number | null, isFirstOfEquals: boolean): RulerLabelSide => {
  if (other === null || Math.abs(other - own) >= 0.45) return own < 0.1 ? 'start' : own > 0.9 ? 'end' : 'middle';
  return other > own || (other === own && isFirstOfEquals) ? 'end' : 'start';
};

/** Ruler of a timepoint's sum between nadir and baseline with the limits of PR and PD; null without a sum, also a partial one, and without targets. */
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
  const [needleAt, nadirAt, baselineAt] = [place(sum), place(at.nadir), place(baseline)];
  const lower = lowerSides(needleAt, nadirAt, baselineAt);
  return {
    needle: { mm: sum, at: needleAt, side: needleAt < 0.05 ? 'start' : needleAt > 0.95 ? 'end' : 'middle' },
    nadir: { mm: at.nadir, at: nadirAt, side: lower.nadir },
    baseline: { mm: baseline, at: baselineAt, side: lower.baseline },
    pr: pr === null ? null : { mm: pr, at: place(pr), side: limitSide(place(pr), pd === null ? null : place(pd), true) },
    pd: pd === null ? null : { mm: pd, at: place(pd), side: limitSide(place(pd), pr === null ? null : place(pr), false) },
    isPartial: at.sum === null,
  };
}
