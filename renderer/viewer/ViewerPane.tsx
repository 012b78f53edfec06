import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import type { PaneHandle, PaneProps } from './contract.ts';
import { createDraftStore, type DraftStore } from './pane/draftStore.ts';
import { PaneController } from './pane/paneController.ts';
import type { PaneDom } from './pane/paneDom.ts';
import './viewer.css';

const parts = ['stage', 'overlay', 'calipers', 'tagLeader', 'scale', 'cursor', 'topLeft', 'bottomLeft', 'tag', 'hover', 'magnifier', 'magnifierCanvas', 'rail', 'progress', 'message', 'banner', 'status', 'live'] as const;
const letterSides = ['top', 'right', 'bottom', 'left'] as const;

function collectDom(root: HTMLDivElement): PaneDom {
  const find = (part: string): Element => {
    const node = root.querySelector(`[data-pane="${part}"]`);
    if (!node) throw new Error(`pane part ${part} is missing`);
    return node;
  };
  return {
    root,
    ...Object.fromEntries(parts.map((part) => [part, find(part)])),
    letters: Object.fromEntries(letterSides.map((side) => [side, find(side)])),
  } as unknown as PaneDom;
}

/** The tag beside the calliper in the making: the only part that React renders while dragging. `rendered` is told after each change. */
function LiveTag({ drafts, render, rendered }: { drafts: DraftStore; render: PaneProps['renderLiveTag']; rendered: () => void }): ReactNode {
  const draft = useSyncExternalStore(drafts.subscribe, drafts.get);
  useLayoutEffect(rendered);
  return draft && render ? render(draft.measure, draft.placing) : null;
}

/**
 * One image pane: shows a series, scrolls, windows, zooms, draws and edits callipers. What it does not own (which series, which callipers, what is being
 * placed) comes in by props; what the reader does goes out by callbacks. Imperative moves go through `ref`.
 */
export function ViewerPane(props: PaneProps & { readonly ref?: Ref<PaneHandle> }): ReactNode {
  const { ref, ...pane } = props;
  const root = useRef<HTMLDivElement>(null);
  const controller = useRef<PaneController | null>(null);
  const [drafts] = useState(createDraftStore);
  const [rendered] = useState(() => () => controller.current?.tagRendered());
  const latest = useRef(pane);

  useLayoutEffect(() => {
    latest.current = pane;
    controller.current?.update(pane);
  });
  useEffect(() => {
    if (!root.current) return;
    const created = new PaneController(collectDom(root.current), latest.current, drafts);
    controller.current = created;
    return () => {
      controller.current = null;
      created.destroy();
    };
  }, [drafts]);
  useImperativeHandle(ref, (): PaneHandle => ({
    jumpTo: (point, options) => controller.current?.jumpTo(point, options),
    scrollBy: (slices) => controller.current?.scrollBy(slices),
    scrollTo: (slice) => controller.current?.scrollTo(slice),
    setWindow: (window, name) => controller.current?.setWindow(window, name),
    toggleInvert: () => controller.current?.toggleInvert(),
    flip: (axis) => controller.current?.flip(axis),
    reset: () => controller.current?.reset(),
    zoomBy: (factor) => controller.current?.zoomBy(factor),
    nudge: (rightMm, downMm) => controller.current?.nudge(rightMm, downMm),
    setPoint: () => controller.current?.setPoint() ?? false,
    moveCursor: (rightMm, downMm) => controller.current?.moveCursor(rightMm, downMm) ?? false,
    nextHandle: () => controller.current?.nextHandle() ?? false,
    acceptProposal: () => controller.current?.acceptProposal(),
    cancel: () => controller.current?.cancel(),
    seriesId: () => controller.current?.seriesId() ?? null,
    currentSlice: () => controller.current?.currentSlice() ?? null,
    thumbnail: (caliper, sizePx) => controller.current?.thumbnail(caliper, sizePx) ?? null,
  }), []);

  const statusId = `pane-status-${pane.paneId}`;
  return (
    <div ref={root} className={`nd-pane nd-pane-empty${pane.active ? ' nd-pane-active' : ''}`} role="application" aria-roledescription="image pane" aria-label={pane.name} aria-describedby={statusId} tabIndex={0} data-pane-id={pane.paneId}>
      <div className="nd-pane-area">
        <div className="nd-pane-stage" data-pane="stage" />
        <svg className="nd-pane-overlay" data-pane="overlay" aria-hidden="true">
          <g data-pane="scale" className="nd-scale"><path className="nd-scale-halo" /><path className="nd-scale-bar" /><text className="nd-scale-text" textAnchor="middle" /></g>
          <line data-pane="tagLeader" className="nd-tag-leader" />
          <g data-pane="calipers" />
          <g data-pane="cursor" style={{ display: 'none' }}><path className="nd-scale-halo" /><path className="nd-scale-bar" /></g>
        </svg>
        <div className="nd-corner nd-corner-top-left" data-pane="topLeft" />
        <div className="nd-corner nd-corner-bottom-left" data-pane="bottomLeft" />
        <div className="nd-letters" aria-hidden="true">{letterSides.map((side) => <span key={side} className={`nd-letter-${side}`} data-pane={side} />)}</div>
        <div className="nd-magnifier" data-pane="magnifier" aria-hidden="true" hidden><canvas data-pane="magnifierCanvas" /><span>2.6×</span></div>
        <div className="nd-tag nd-tag-off" data-pane="tag"><LiveTag drafts={drafts} render={pane.renderLiveTag} rendered={rendered} /></div>
        <div className="nd-hover" data-pane="hover" hidden />
        <div className="nd-pane-banner" data-pane="banner" hidden />
        <div className="nd-pane-message" data-pane="message" role="status" />
        <div className="nd-pane-progress" data-pane="progress" hidden />
      </div>
      <svg className="nd-pane-rail" data-pane="rail" aria-hidden="true" />
      <span className="nd-pane-status" id={statusId} data-pane="status" />
      <span className="nd-pane-status" data-pane="live" role="status" aria-live="polite" />
    </div>
  );
}
