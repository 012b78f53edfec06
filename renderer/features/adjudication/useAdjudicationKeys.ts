import type { RefObject } from 'react';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import { useSettings } from '../../state/index.ts';
import { useKeys, type KeyBinding } from '../../ui/index.ts';
import type { PaneHandle } from '../../viewer/index.ts';
import { paneKeys } from '../reading/index.ts';
import { otherSide, type Side } from './compareModel.ts';
import type { CaseView } from './useCaseView.ts';

export type AdjudicationKeysInput = {
  readonly found: AdjudicationCase;
  readonly view: CaseView;
  readonly handles: Readonly<Record<Side, RefObject<PaneHandle | null>>>;
  /** The focus is on a control of a bar or panel, where Tab belongs to it. */
  readonly isInControls: boolean;
  readonly onWindow: (key: string) => void;
  readonly onRegion: (step: 1 | -1) => void;
  readonly onLeave: () => void;
};

/** Of a pane, those that do not draw: nothing is measured here. */
const looking = paneKeys.filter(([id]) => id !== 'handle' && !id.startsWith('nudge') && !id.startsWith('far'));
const zoomStep = 1.5;

function imageKeys({ view, handles, onWindow }: AdjudicationKeysInput): readonly KeyBinding[] {
  const scope = 'Images';
  const run = (work: (pane: PaneHandle) => void) => () => { const pane = handles[view.active].current; if (pane) work(pane); };
  return [
    ...looking.map(([id, key, label, work]): KeyBinding => ({ id: `read.${id}`, key, label, scope, run: run(work) })),
    { id: 'read.zoomIn', key: 'Z', label: 'zoom in on the lesion', scope, run: () => { for (const side of ['a', 'b'] as const) handles[side].current?.zoomBy(zoomStep); } },
    ...useSettings.getState().presets.map((preset): KeyBinding => ({ id: `read.window${preset.key}`, key: preset.key, label: `${preset.name.toLowerCase()} window`, scope, run: () => onWindow(preset.key) })),
  ];
}

/** The other pane gets the keys. */
function changePane(view: CaseView): void {
  const side = otherSide(view.active);
  view.change({ active: side });
  document.querySelector<HTMLElement>(`[data-pane-place="${side}"] [data-pane-id]`)?.focus({ preventScroll: true });
}

/** Every key of a case but those of the decision. */
export function useAdjudicationKeys(input: AdjudicationKeysInput): void {
  const { found, view, isInControls, onRegion, onLeave } = input;
  const scope = 'Adjudicate';
  const leave = () => { if (view.chosen !== null) view.change({ chosen: null }); else onLeave(); };
  useKeys([
    ...imageKeys(input),
    { id: 'adjudicate.nextLesion', key: 'Tab', label: 'next lesion', scope, status: 20, enabled: !isInControls && found.pairs.length > 0, run: () => view.nextLesion(1) },
    { id: 'adjudicate.previousLesion', key: 'Shift+Tab', label: 'previous lesion', scope, enabled: !isInControls && found.pairs.length > 0, run: () => view.nextLesion(-1) },
    { id: 'adjudicate.nextDifference', key: 'D', label: 'next difference', scope, status: 10, enabled: found.differences.length > 0, run: () => view.nextDifference(1) },
    { id: 'adjudicate.previousDifference', key: 'Shift+D', label: 'previous difference', scope, enabled: found.differences.length > 0, run: () => view.nextDifference(-1) },
    { id: 'adjudicate.earlier', key: '[', label: 'earlier timepoint', scope, status: 30, run: () => view.step(-1) },
    { id: 'adjudicate.later', key: ']', label: 'later timepoint', scope, status: 31, run: () => view.step(1) },
    { id: 'adjudicate.other', key: 'O', label: 'calliper of the other read', scope, run: () => view.change({ showsOther: !view.showsOther }) },
    { id: 'adjudicate.pane', key: 'Q', label: 'other pane', scope, run: () => changePane(view) },
    { id: 'adjudicate.link', key: 'L', label: 'linked scroll', scope, run: () => view.change({ linked: !view.linked }) },
    { id: 'adjudicate.leave', key: 'Escape', label: view.chosen === null ? 'list' : 'cancel', scope, status: 60, run: leave },
    { id: 'adjudicate.region', key: 'F6', label: 'to the next bar or panel', scope, inFields: true, run: () => onRegion(1) },
    { id: 'adjudicate.regionBack', key: 'Shift+F6', label: 'to the previous bar or panel', scope, inFields: true, run: () => onRegion(-1) },
  ]);
}
