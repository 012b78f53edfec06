/** Which timepoint and look hangs in which pane. Pure. */
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import type { PaneId, ReferenceKind } from '../../state/index.ts';
import { referenceTimepoint } from './reference.ts';

export const paneLayouts = ['1x1', '1x2', '2x2'] as const;
export type PaneLayout = (typeof paneLayouts)[number];

/** `main`: the series that is measured on; `second`: the same scan once more, in its other kernel or window. */
export type Look = 'main' | 'second';
export type HungPane = { readonly id: PaneId; readonly timepoint: Timepoint; readonly look: Look };

const kinds: readonly ReferenceKind[] = ['baseline', 'nadir', 'prior'];

/** Timepoints with images that are baseline, nadir or prior of `current` besides the reference shown, oldest first. */
function otherReferences(subject: SubjectCase, result: SubjectResult | null, current: Timepoint, reference: Timepoint): readonly Timepoint[] {
  const found = kinds.flatMap((kind) => referenceTimepoint(subject, result, current, kind) ?? []);
  const others = found.filter((timepoint, index) => timepoint.id !== reference.id && timepoint.series.length > 0 && found.findIndex(({ id }) => id === timepoint.id) === index);
  return others.sort((a, b) => a.index - b.index);
}

/**
 * The panes of a layout, left to right and top to bottom. 1×2: current left, reference right; at baseline, which has no reference, the scan's second look beside it.
 * 2×2: current and reference keep their places above; below stand the others of baseline, nadir and prior, since PR is judged against the first and PD against the
 * second. Where these are one timepoint the free places take the second look at the scan above them (lung beside soft tissue).
 */
export function hang(layout: PaneLayout, subject: SubjectCase, result: SubjectResult | null, current: Timepoint, reference: Timepoint | undefined): readonly HungPane[] {
  const main: HungPane = { id: 'current', timepoint: current, look: 'main' };
  if (layout === '1x1') return [main];
  if (!reference) return [main, { id: 'third', timepoint: current, look: 'second' }];
  const upper: readonly HungPane[] = [main, { id: 'reference', timepoint: reference, look: 'main' }];
  if (layout === '1x2') return upper;
  const others = otherReferences(subject, result, current, reference);
  const [older, newer] = others;
  const third: HungPane = older && newer ? { id: 'third', timepoint: older, look: 'main' } : { id: 'third', timepoint: current, look: 'second' };
  const last = newer ?? older;
  return [...upper, third, last ? { id: 'fourth', timepoint: last, look: 'main' } : { id: 'fourth', timepoint: reference, look: 'second' }];
}

/** Earlier timepoints that fit beside the current one in four panes. */
export const lookBackPanes = 3;

/** The panes of a look back: current first, then the earlier timepoints, latest first, `skip` of them passed over. */
export function hangLookBack(current: Timepoint, earlier: readonly Timepoint[], skip: number): readonly HungPane[] {
  const places: readonly PaneId[] = ['reference', 'third', 'fourth'];
  const shown = earlier.slice(skip, skip + lookBackPanes);
  return [{ id: 'current', timepoint: current, look: 'main' }, ...shown.flatMap((timepoint, index): readonly HungPane[] => { const id = places[index]; return id ? [{ id, timepoint, look: 'main' }] : []; })];
}

/** The layout that a number of panes needs. */
export const layoutOf = (panes: readonly HungPane[]): PaneLayout => (panes.length > 2 ? '2x2' : panes.length === 2 ? '1x2' : '1x1');

/** The layout that a timepoint can have: baseline has two panes at most. */
export const layoutFor = (wanted: PaneLayout, hasReference: boolean): PaneLayout => (!hasReference && wanted === '2x2' ? '1x2' : wanted);

/** The layout after this one, round the end. */
export function nextLayout(layout: PaneLayout, hasReference: boolean): PaneLayout {
  const possible = hasReference ? paneLayouts : paneLayouts.slice(0, 2);
  return possible[(possible.indexOf(layout) + 1) % possible.length] ?? '1x1';
}

/** Name of the window for a second look beside a pane in window `main`. */
export const secondWindow = (main: string | null): string => (main === 'Lung' ? 'Soft tissue' : 'Lung');
