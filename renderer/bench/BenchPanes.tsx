/** The panes of the bench page: props as the tests set them, and a record of every callback. */
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { ViewerPane, type PaneCaliper, type PaneHandle, type PaneProps, type Placing } from '../viewer/index.ts';

export type PaneSetup = Partial<Omit<PaneProps, 'images' | 'paneId'>> & Pick<PaneProps, 'images'>;
export type Recorded = { readonly pane: number; readonly what: string; readonly value: unknown };

type State = { readonly panes: readonly PaneSetup[] };
let state: State = { panes: [] };
const listeners = new Set<() => void>();
export const recorded: Recorded[] = [];
export const handles: (PaneHandle | null)[] = [];

export function setPanes(panes: readonly PaneSetup[]): void {
  state = { panes };
  listeners.forEach((listener) => listener());
}
export const changePane = (index: number, change: Partial<PaneSetup>): void =>
  setPanes(state.panes.map((pane, each) => (each === index ? { ...pane, ...change } : pane)));
export const paneSetup = (index: number): PaneSetup | undefined => state.panes[index];

const noCalipers: readonly PaneCaliper[] = [];
const placingText = (placing: Placing | null): string => placing?.label ?? '';

function BenchPane({ index, setup }: { index: number; setup: PaneSetup }): ReactNode {
  const [say] = useState(() => (what: string) => (value: unknown) => { recorded.push({ pane: index, what, value }); });
  return (
    <ViewerPane
      ref={(handle) => { handles[index] = handle; }}
      paneId={`bench-${index}`} name={index === 0 ? 'Current, TP4' : 'Reference, TP3'} caption={{ subject: '04-0117', timepoint: index === 0 ? 'TP4, Wk 32' : 'TP3, Wk 24', date: '2024-08-29' }}
      calipers={noCalipers} placing={null} recordingDecimals={1} initialSlice={null} linkGroup={null} active={index === 0}
      renderLiveTag={(draft, placing) => <div><b>{placingText(placing)}</b> {draft.longAxisMm.toFixed(1)} mm</div>}
      onDraft={(draft) => { recorded.push({ pane: index, what: 'draft', value: draft }); }}
      onCommit={(measure, placing) => { recorded.push({ pane: index, what: 'commit', value: { measure, placing } }); }}
      onSelect={say('select')} onSliceChange={say('slice')} onWindowChange={say('window')} onMeasuringRefused={say('refused')}
      {...setup}
    />
  );
}

export function BenchPanes(): ReactNode {
  const { panes } = useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => state);
  return <div className="bench-panes">{panes.map((setup, index) => <div key={index}><BenchPane index={index} setup={setup} /></div>)}</div>;
}
