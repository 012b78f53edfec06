import { useDraft, useReading } from '../../state/index.ts';
import { useKeys, type KeyBinding } from '../../ui/index.ts';
import { reanchor, windowPresets, type PaneHandle } from '../../viewer/index.ts';
import { lesionOf } from '../lesions/index.ts';
import { placeOf } from './paneModel.ts';
import type { StateKey } from './stateKeys.ts';
import type { Reader } from './useReader.ts';

export type ReadingKeysInput = {
  readonly reader: Reader;
  /** The focus is on a control of a bar or panel, where Tab and Enter belong to it. */
  readonly isInControls: boolean;
  readonly onWindow: (key: string) => void;
  readonly onLink: () => void;
  readonly onLayout: () => void;
  readonly onFull: () => void;
  readonly onRegion: (step: 1 | -1) => void;
  readonly onCancel: () => void;
};

const pageSlices = 10;
const nudgeMm = 0.1;
const zoomStep = 1.5;

type PaneKey = readonly [id: string, key: string, label: string, run: (pane: PaneHandle) => void];
const paneKeys: readonly PaneKey[] = [
  ['up', 'ArrowUp', 'slice up', (pane) => pane.scrollBy(-1)],
  ['down', 'ArrowDown', 'slice down', (pane) => pane.scrollBy(1)],
  ['left', 'ArrowLeft', 'slice up', (pane) => pane.scrollBy(-1)],
  ['right', 'ArrowRight', 'slice down', (pane) => pane.scrollBy(1)],
  ['pageUp', 'PageUp', '10 slices up', (pane) => pane.scrollBy(-pageSlices)],
  ['pageDown', 'PageDown', '10 slices down', (pane) => pane.scrollBy(pageSlices)],
  ['first', 'Home', 'first slice', (pane) => pane.scrollTo(0)],
  ['last', 'End', 'last slice', (pane) => pane.scrollTo(Number.MAX_SAFE_INTEGER)],
  ['nudgeUp', 'Shift+ArrowUp', 'calliper 0.1 mm up', (pane) => pane.nudge(0, -nudgeMm)],
  ['nudgeDown', 'Shift+ArrowDown', 'calliper 0.1 mm down', (pane) => pane.nudge(0, nudgeMm)],
  ['nudgeLeft', 'Shift+ArrowLeft', 'calliper 0.1 mm left', (pane) => pane.nudge(-nudgeMm, 0)],
  ['nudgeRight', 'Shift+ArrowRight', 'calliper 0.1 mm right', (pane) => pane.nudge(nudgeMm, 0)],
  ['invert', 'I', 'invert', (pane) => pane.toggleInvert()],
  ['reset', 'R', 'reset view', (pane) => pane.reset()],
  ['flipH', 'H', 'flip left and right', (pane) => pane.flip('horizontal')],
  ['flipV', 'V', 'flip top and bottom', (pane) => pane.flip('vertical')],
  ['zoomOut', 'Shift+Z', 'zoom out', (pane) => pane.zoomBy(1 / zoomStep)],
];

/** Both panes come nearer to the selected lesion; without one, the pane in use to its middle. */
function zoomIn({ handles, subject, timepoint, reference }: Reader): void {
  const { selectedId, activePane } = useReading.getState();
  if (selectedId === null) return (activePane === 'reference' ? handles.reference : handles.current).current?.zoomBy(zoomStep);
  for (const [handle, at] of [[handles.current, timepoint], [handles.reference, reference]] as const) {
    const point = at && placeOf(subject, selectedId, at);
    if (point) handle.current?.jumpTo(point, { centre: true });
    handle.current?.zoomBy(zoomStep);
  }
}

function viewKeys({ reader, onWindow, onLink, onLayout, onFull }: ReadingKeysInput): readonly KeyBinding[] {
  const scope = 'Images';
  const { handles } = reader;
  const pane = () => (useReading.getState().activePane === 'reference' ? handles.reference.current : null) ?? handles.current.current ?? handles.reference.current;
  return [
    ...paneKeys.map(([id, key, label, run]): KeyBinding => ({ id: `read.${id}`, key, label, scope, run: () => { const active = pane(); if (active) run(active); } })),
    { id: 'read.zoomIn', key: 'Z', label: 'zoom in on the lesion', scope, run: () => zoomIn(reader) },
    ...windowPresets.map((preset): KeyBinding => ({ id: `read.window${preset.key}`, key: preset.key, label: `${preset.name.toLowerCase()} window`, scope, run: () => onWindow(preset.key) })),
    { id: 'read.link', key: 'L', label: 'linked scroll', scope, run: onLink },
    { id: 'read.reanchor', key: 'Shift+L', label: 'these slices belong together', scope, run: () => reanchor('read') },
    { id: 'read.layout', key: 'Y', label: 'one or two panes', scope, run: onLayout },
    { id: 'read.full', key: 'Shift+Y', label: 'full screen pane', scope, run: onFull },
  ];
}

function lesionKeys({ reader, isInControls, onCancel }: ReadingKeysInput, shows: { readonly role: 'target' | 'nonTarget' | 'new' | null; readonly isPlacing: boolean; readonly isBaseline: boolean }): readonly KeyBinding[] {
  const scope = 'Lesions';
  const { lesions, placement } = reader;
  const state = (key: StateKey) => () => lesions.state(key);
  const { role, isPlacing, isBaseline } = shows;
  const enter = () => {
    const { placement: placing } = useReading.getState();
    const draft = useDraft.getState().live?.draft;
    // A short axis waiting to be placed: Enter takes the proposed one.
    if (draft && draft.measure.caliper.shortAxisProvisional) reader.handles.current.current?.acceptProposal();
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
    { id: 'read.menu', key: 'M', label: 'all states of the lesion', scope, enabled: role !== null, run: () => { const { selectedId } = useReading.getState(); if (selectedId !== null) useReading.setState({ menu: { kind: 'states', lesionId: selectedId } }); } },
    { id: 'read.edit', key: 'O', label: 'organ and description', scope, enabled: role !== null, run: () => useReading.setState((now) => ({ editingId: now.selectedId })) },
    { id: 'read.delete', key: 'Backspace', label: 'delete', scope, ...(isBaseline ? { status: 70 } : {}), run: lesions.remove },
    { id: 'read.cancel', key: 'Escape', label: 'cancel', scope, ...(isPlacing ? { status: 65 } : {}), run: onCancel },
  ];
}

function readKeys({ reader, onRegion }: ReadingKeysInput, isBaseline: boolean): readonly KeyBinding[] {
  const scope = 'Read';
  return [
    { id: 'read.referenceBaseline', key: 'B', label: 'reference baseline', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'baseline' }) },
    { id: 'read.referenceNadir', key: 'D', label: 'reference nadir', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'nadir' }) },
    { id: 'read.referencePrior', key: 'P', label: 'reference prior', scope, enabled: !isBaseline, run: () => useReading.setState({ reference: 'prior' }) },
    { id: 'read.why', key: 'W', label: 'why', scope, ...(isBaseline ? {} : { status: 80 }), enabled: !isBaseline, run: () => useReading.setState((now) => ({ isWhyOpen: !now.isWhyOpen })) },
    { id: 'read.finish', key: 'F', label: 'finish', scope, run: () => { if (reader.placement.settle() !== 'blocked') useReading.setState({ isFinishOpen: true }); } },
    { id: 'read.undo', key: 'Ctrl+Z', label: 'undo', scope, run: reader.lesions.undo },
    { id: 'read.redo', key: 'Ctrl+Y', label: 'redo', scope, run: reader.lesions.redo },
    { id: 'read.region', key: 'F6', label: 'to the next bar or panel', scope, inFields: true, run: () => onRegion(1) },
    { id: 'read.regionBack', key: 'Shift+F6', label: 'to the previous bar or panel', scope, inFields: true, run: () => onRegion(-1) },
  ];
}

/** Every key of the Read place (workstation.md section 2). */
export function useReadingKeys(input: ReadingKeysInput): void {
  const role = useReading((state) => lesionOf(input.reader.subject, state.selectedId)?.role ?? null);
  const isPlacing = useReading((state) => state.placement !== null || lesionOf(input.reader.subject, state.measuringId)?.kind === 'node');
  const isBaseline = input.reader.timepoint.index === 0;
  useKeys([...lesionKeys(input, { role, isPlacing, isBaseline }), ...viewKeys(input), ...readKeys(input, isBaseline)]);
}
