import { paneIds, useDraft, useReading, useSettings, type PaneId } from '../../state/index.ts';
import { useKeys, type KeyBinding } from '../../ui/index.ts';
import { reanchor, type PaneHandle } from '../../viewer/index.ts';
import { centreOf, lesionOf } from '../lesions/index.ts';
import { toggleChecksByKey } from '../signing/index.ts';
import type { HungPane } from './hanging.ts';
import { placingCaliper } from './paneModel.ts';
import type { StateKey } from './stateKeys.ts';
import type { Reader } from './useReader.ts';

export type ReadingKeysInput = {
  readonly reader: Reader;
  /** The focus is on a control of a bar or panel, where Tab and Enter belong to it. */
  readonly isInControls: boolean;
  /** The panes on screen. */
  readonly panes: readonly HungPane[];
  readonly onWindow: (key: string) => void;
  readonly onLink: () => void;
  /** Shows the series before or after the one in the active pane. */
  readonly onSeriesStep: (step: 1 | -1) => void;
  readonly onUndo: () => void;
  readonly onLayout: () => void;
  readonly onFull: () => void;
  readonly onRegion: (step: 1 | -1) => void;
  readonly onCancel: () => void;
  /** Keeps the slice of the active pane. */
  readonly onKeyImage: () => void;
};

const pageSlices = 10;
const nudgeMm = 0.1;
/** Steps of the crosshair. */
const stepMm = 1;
const farMm = 10;
const zoomStep = 1.5;

type PaneKey = readonly [id: string, key: string, label: string, run: (pane: PaneHandle) => void];
/** Keys of one pane, for every place that shows images. */
export const paneKeys: readonly PaneKey[] = [
  ['up', 'ArrowUp', 'slice up', (pane) => { if (!pane.moveCursor(0, -stepMm)) pane.scrollBy(-1); }],
  ['down', 'ArrowDown', 'slice down', (pane) => { if (!pane.moveCursor(0, stepMm)) pane.scrollBy(1); }],
  ['left', 'ArrowLeft', 'slice up', (pane) => { if (!pane.moveCursor(-stepMm, 0)) pane.scrollBy(-1); }],
  ['right', 'ArrowRight', 'slice down', (pane) => { if (!pane.moveCursor(stepMm, 0)) pane.scrollBy(1); }],
  ['farUp', 'Ctrl+ArrowUp', 'crosshair 10 mm up', (pane) => { pane.moveCursor(0, -farMm); }],
  ['farDown', 'Ctrl+ArrowDown', 'crosshair 10 mm down', (pane) => { pane.moveCursor(0, farMm); }],
  ['farLeft', 'Ctrl+ArrowLeft', 'crosshair 10 mm left', (pane) => { pane.moveCursor(-farMm, 0); }],
  ['farRight', 'Ctrl+ArrowRight', 'crosshair 10 mm right', (pane) => { pane.moveCursor(farMm, 0); }],
  ['pageUp', 'PageUp', '10 slices up', (pane) => pane.scrollBy(-pageSlices)],
  ['pageDown', 'PageDown', '10 slices down', (pane) => pane.scrollBy(pageSlices)],
  ['first', 'Home', 'first slice', (pane) => pane.scrollTo(0)],
  ['last', 'End', 'last slice', (pane) => pane.scrollTo(Number.MAX_SAFE_INTEGER)],
  ['handle', 'J', 'next handle of the calliper', (pane) => { pane.nextHandle(); }],
  ['nudgeUp', 'Shift+ArrowUp', 'handle 0.1 mm up', (pane) => { if (!pane.moveCursor(0, -nudgeMm)) pane.nudge(0, -nudgeMm); }],
  ['nudgeDown', 'Shift+ArrowDown', 'handle 0.1 mm down', (pane) => { if (!pane.moveCursor(0, nudgeMm)) pane.nudge(0, nudgeMm); }],
  ['nudgeLeft', 'Shift+ArrowLeft', 'handle 0.1 mm left', (pane) => { if (!pane.moveCursor(-nudgeMm, 0)) pane.nudge(-nudgeMm, 0); }],
  ['nudgeRight', 'Shift+ArrowRight', 'handle 0.1 mm right', (pane) => { if (!pane.moveCursor(nudgeMm, 0)) pane.nudge(nudgeMm, 0); }],
  ['invert', 'I', 'invert', (pane) => pane.toggleInvert()],
  ['reset', 'R', 'reset view', (pane) => pane.reset()],
  ['flipH', 'H', 'flip left and right', (pane) => pane.flip('horizontal')],
  ['flipV', 'V', 'flip top and bottom', (pane) => pane.flip('vertical')],
  ['zoomOut', 'Shift+Z', 'zoom out', (pane) => pane.zoomBy(1 / zoomStep)],
];

/** All panes come nearer to the selected lesion; without one, the pane in use to its middle. */
function zoomIn({ reader, panes }: ReadingKeysInput): void {
  const { handles, subject } = reader;
  const { selectedId, activePane } = useReading.getState();
  if (selectedId === null) return handles[activePane].current?.zoomBy(zoomStep);
  for (const { id, timepoint } of panes) {
    const caliper = placingCaliper(subject, selectedId, timepoint);
    if (caliper) handles[id].current?.jumpTo(centreOf(caliper), { centre: true, from: caliper.seriesId });
    handles[id].current?.zoomBy(zoomStep);
  }
}

/** The pane after the active one gets the keys. */
function nextPane(panes: readonly HungPane[]): void {
  const { activePane } = useReading.getState();
  const at = panes.findIndex(({ id }) => id === activePane);
  const next = panes[(at + 1) % panes.length];
  if (!next) return;
  useReading.setState({ activePane: next.id });
  document.querySelector<HTMLElement>(`[data-pane-place="${next.id}"] [data-pane-id]`)?.focus({ preventScroll: true });
}

function viewKeys(input: ReadingKeysInput, isDrawing: boolean): readonly KeyBinding[] {
  const scope = 'Images';
  const { reader, panes, onWindow, onLink, onLayout, onFull, onSeriesStep } = input;
  const { handles } = reader;
  const pane = (): PaneHandle | null => handles[useReading.getState().activePane].current ?? paneIds.map((id: PaneId) => handles[id].current).find((handle) => handle !== null) ?? null;
  const anchor = () => {
    if (!reader.view.linked) onLink();
    reanchor('read');
    reader.say('The slices shown belong together from now on.');
  };
  return [
    ...paneKeys.map(([id, key, label, run]): KeyBinding => ({ id: `read.${id}`, key, label, scope, run: () => { const active = pane(); if (active) run(active); } })),
    { id: 'read.point', key: 'Space', label: 'crosshair: set a point by keys', scope: 'Lesions', enabled: isDrawing, run: () => { pane()?.setPoint(); } },
    { id: 'read.zoomIn', key: 'Z', label: 'zoom in on the lesion', scope, run: () => zoomIn(input) },
    ...useSettings.getState().presets.map((preset): KeyBinding => ({ id: `read.window${preset.key}`, key: preset.key, label: `${preset.name.toLowerCase()} window`, scope, run: () => onWindow(preset.key) })),
    { id: 'read.link', key: 'L', label: 'linked scroll', scope, run: onLink },
    { id: 'read.reanchor', key: 'Shift+L', label: 'these slices belong together', scope, enabled: panes.length > 1, run: anchor },
    { id: 'read.layout', key: 'Y', label: 'next layout: 1×1, 1×2, 2×2', scope, run: onLayout },
    { id: 'read.full', key: 'Shift+Y', label: 'full screen of the pane', scope, run: onFull },
    { id: 'read.pane', key: 'Q', label: 'next pane', scope, enabled: panes.length > 1, run: () => nextPane(panes) },
    { id: 'read.seriesBefore', key: '[', label: 'previous series', scope, run: () => onSeriesStep(-1) },
    { id: 'read.seriesAfter', key: ']', label: 'next series', scope, run: () => onSeriesStep(1) },
  ];
}

/** Does something with the selected lesion, if there is one. */
function withSelected(run: (lesionId: string) => void): void {
  const { selectedId } = useReading.getState();
  if (selectedId !== null) run(selectedId);
}

function lesionKeys({ reader, isInControls, onCancel, onKeyImage }: ReadingKeysInput, shows: { readonly role: 'target' | 'nonTarget' | 'new' | null; readonly isPlacing: boolean; readonly isDrawing: boolean; readonly isBaseline: boolean }): readonly KeyBinding[] {
  const scope = 'Lesions';
  const { lesions, placement } = reader;
  const state = (key: StateKey) => () => lesions.state(key);
  const { role, isPlacing, isDrawing, isBaseline } = shows;
  const enter = () => {
    const { placement: placing } = useReading.getState();
    const draft = useDraft.getState().live?.draft;
    // A short axis waiting to be placed: Enter takes the proposed one.
    if (draft && draft.measure.caliper.shortAxisProvisional) for (const handle of Object.values(reader.handles)) handle.current?.acceptProposal();
    else if (placing) placement.accept();
    else lesions.state('accept');
  };
  return [
    { id: 'read.next', key: 'Tab', label: 'next lesion', scope, status: 10, enabled: !isInControls, run: () => lesions.next(1) },
    { id: 'read.previous', key: 'Shift+Tab', label: 'previous lesion', scope, enabled: !isInControls, run: () => lesions.next(-1) },
    { id: 'read.target', key: 'T', label: isBaseline ? 'target' : 'measure target', scope, ...(isBaseline ? { status: 20 } : {}), run: () => lesions.place('target') },
    { id: 'read.nonTarget', key: 'N', label: 'non-target', scope, ...(isBaseline ? { status: 30 } : {}), run: () => lesions.place('nonTarget') },
    { id: 'read.new', key: 'X', label: 'new lesion', scope, ...(isBaseline ? {} : { status: 60 }), enabled: !isBaseline, run: () => lesions.place('new') },
    { id: 'read.accept', key: 'Enter', label: isPlacing ? 'accept' : role === 'nonTarget' ? 'present' : role === 'new' ? 'as before' : 'accept', scope, ...(isPlacing || role === 'nonTarget' || role === 'new' ? { status: 25 } : {}), enabled: !isInControls, run: enter },
    { id: 'read.absent', key: 'A', label: role === 'new' ? 'dismissed' : 'absent', scope, ...(isBaseline ? {} : { status: 30 }), enabled: !isBaseline, run: state('absent') },
    { id: 'read.tooSmall', key: 'S', label: 'too small', scope, ...(isBaseline || (role !== null && role !== 'target') ? {} : { status: 40 }), enabled: !isBaseline && (role === 'target' || role === null), run: state('tooSmall') },
    { id: 'read.notEvaluable', key: 'U', label: 'not evaluable', scope, ...(isBaseline ? {} : { status: 50 }), enabled: !isBaseline, run: state('notEvaluable') },
    { id: 'read.equivocal', key: 'E', label: role === 'new' ? 'equivocal' : 'equivocal progression', scope, enabled: !isBaseline && (role === 'nonTarget' || role === 'new'), run: state('equivocal') },
    { id: 'read.unequivocal', key: 'G', label: role === 'new' ? 'unequivocal' : 'unequivocal progression', scope, enabled: !isBaseline && (role === 'nonTarget' || role === 'new'), run: state('unequivocal') },
    { id: 'read.split', key: 'Shift+S', label: 'split in parts', scope, enabled: !isBaseline && role === 'target', run: () => withSelected(lesions.split) },
    { id: 'read.merge', key: 'Shift+M', label: 'merged with another target', scope, enabled: !isBaseline && role === 'target', run: () => withSelected((lesionId) => useReading.setState({ menu: { kind: 'merge', lesionId } })) },
    { id: 'read.treated', key: 'Shift+U', label: 'treated locally since baseline', scope, enabled: !isBaseline && (role === 'target' || role === 'nonTarget'), run: () => withSelected((lesionId) => useReading.setState({ menu: { kind: 'treatment', lesionId } })) },
    { id: 'read.technique', key: 'Shift+T', label: 'measured by another technique', scope, enabled: !isBaseline && role === 'target', run: () => withSelected((lesionId) => useReading.setState({ techniqueId: lesionId })) },
    { id: 'read.group', key: 'Shift+N', label: 'several lesions as one item', scope, enabled: role === 'nonTarget', run: () => withSelected(lesions.toggleGroup) },
    { id: 'read.lookBack', key: 'Space', label: 'look back for the new lesion', scope, ...(role === 'new' && !isDrawing ? { status: 55 } : {}), enabled: !isInControls && !isBaseline && !isDrawing && role === 'new', run: () => withSelected(lesions.lookBack) },
    { id: 'read.keyImage', key: 'K', label: 'key image', scope, status: 75, run: onKeyImage },
    { id: 'read.menu', key: 'M', label: 'all states of the lesion', scope, enabled: role !== null, run: () => { const { selectedId } = useReading.getState(); if (selectedId !== null) useReading.setState({ menu: { kind: 'states', lesionId: selectedId } }); } },
    { id: 'read.edit', key: 'O', label: 'organ and description', scope, enabled: role !== null, run: () => useReading.setState((now) => ({ editingId: now.selectedId })) },
    { id: 'read.delete', key: 'Backspace', label: 'delete', scope, ...(isBaseline ? { status: 70 } : {}), run: lesions.remove },
    { id: 'read.cancel', key: 'Escape', label: 'cancel', scope, ...(isPlacing ? { status: 65 } : {}), run: onCancel },
  ];
}

function readKeys({ reader, onRegion, onUndo }: ReadingKeysInput, isBaseline: boolean): readonly KeyBinding[] {
  const scope = 'Read';
  return [
    { id: 'read.referenceBaseline', key: 'B', label: 'reference baseline', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'baseline' }) },
    { id: 'read.referenceNadir', key: 'D', label: 'reference nadir', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'nadir' }) },
    { id: 'read.referencePrior', key: 'P', label: 'reference prior', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'prior' }) },
    { id: 'read.why', key: 'W', label: 'why', scope, ...(isBaseline ? {} : { status: 80 }), enabled: !isBaseline, run: () => useReading.setState((now) => ({ isWhyOpen: !now.isWhyOpen })) },
    { id: 'read.finish', key: 'F', label: 'review and sign', scope, run: () => { if (reader.placement.settle() !== 'blocked') useReading.setState({ isFinishOpen: true }); } },
    { id: 'read.checks', key: 'C', label: 'all checks', scope, run: toggleChecksByKey },
    { id: 'read.undo', key: 'Ctrl+Z', label: 'undo', scope, run: onUndo },
    { id: 'read.redo', key: 'Ctrl+Y', label: 'redo', scope, run: reader.lesions.redo },
    { id: 'read.region', key: 'F6', label: 'to the next bar or panel', scope, inFields: true, run: () => onRegion(1) },
    { id: 'read.regionBack', key: 'Shift+F6', label: 'to the previous bar or panel', scope, inFields: true, run: () => onRegion(-1) },
  ];
}

/** What is left of the lesions' keys to somebody who only looks. */
const lookingKeys: readonly string[] = ['read.next', 'read.previous', 'read.cancel'];
const recordingKeys: readonly string[] = ['read.undo', 'read.redo'];

/** Every key of the Read place (workstation.md section 2); without those that record where nothing may be recorded. */
export function useReadingKeys(input: ReadingKeysInput): void {
  const role = useReading((state) => lesionOf(input.reader.subject, state.selectedId)?.role ?? null);
  const isPlacing = useReading((state) => state.placement !== null || lesionOf(input.reader.subject, state.measuringId)?.kind === 'node');
  const isDrawing = useReading((state) => state.placement !== null || state.measuringId !== null);
  const isBaseline = input.reader.timepoint.index === 0;
  const { editable } = input.reader.subject.read;
  const { answers } = input.reader;
  const ofLesions = lesionKeys(input, { role, isPlacing, isDrawing, isBaseline }).filter(({ id }) => editable || lookingKeys.includes(id))
    .map((binding): KeyBinding => ({ ...binding, run: (event) => answers.after(() => binding.run(event)) }));
  useKeys([...ofLesions, ...viewKeys(input, isDrawing), ...readKeys(input, isBaseline).filter(({ id }) => editable || !recordingKeys.includes(id))]);
}
