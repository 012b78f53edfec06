import { useReading, type PaneId } from '../../state/index.ts';
import { CurrentPane } from './CurrentPane.tsx';
import type { HungPane, PaneLayout } from './hanging.ts';
import { ReferencePane } from './ReferencePane.tsx';
import type { Reader } from './useReader.ts';
import styles from './Panes.module.css';

/** Window of a pane, modality units, and the name of its preset. */
export type PaneWindow = { readonly center: number; readonly width: number; readonly name: string };

export type PaneProps = {
  readonly reader: Reader;
  readonly pane: HungPane;
  readonly isActive: boolean;
  readonly linkGroup: string | null;
  readonly onWindow: (pane: PaneId, window: PaneWindow) => void;
  /** Full screen of this pane, and back. */
  readonly onFull: () => void;
};

export type PanesProps = Pick<PaneProps, 'reader' | 'onWindow' | 'onFull'> & {
  readonly panes: readonly HungPane[];
  readonly layout: PaneLayout;
  /** The active pane alone; the others stay as they are behind it. */
  readonly isFull: boolean;
};

/** The panes of the layout: current left, references right. */
export function Panes({ reader, panes, layout, isFull, onWindow, onFull }: PanesProps) {
  const wanted = useReading((state) => state.activePane);
  const active = panes.some(({ id }) => id === wanted) ? wanted : 'current';
  const linkGroup = reader.view.linked && panes.length > 1 ? 'read' : null;
  return (
    <div className={styles.panes} data-layout={panes.length === 3 ? '1x3' : layout} data-full={isFull || undefined}>
      {panes.map((pane) => {
        const isCurrent = pane.timepoint.id === reader.timepoint.id;
        const Pane = isCurrent ? CurrentPane : ReferencePane;
        return <div key={`${pane.id} ${isCurrent ? 'current' : 'reference'}`} className={styles.slot} data-active={pane.id === active || undefined}><Pane reader={reader} pane={pane} isActive={pane.id === active} linkGroup={linkGroup} onWindow={onWindow} onFull={onFull} /></div>;
      })}
    </div>
  );
}
