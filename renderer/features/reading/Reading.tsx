import { useCallback, useEffect, useRef, useState } from 'react';
import type { SubjectCaseReply } from '../../../src/api/wire.ts';
import { lesionsToAssess, type SeriesSummary, type Timepoint } from '../../../src/casefile/index.ts';
import { showDraft, useReading, type PaneId } from '../../state/index.ts';
import { openRead } from '../../ui/index.ts';
import { windowPresets, type PaneHandle } from '../../viewer/index.ts';
import { ContextBar } from './ContextBar.tsx';
import { FinishSheet } from './FinishSheet.tsx';
import { LesionStrip } from './LesionStrip.tsx';
import { panelWidthWithin } from './PanelEdge.tsx';
import { Panes, useShownSeries } from './Panes.tsx';
import { RightPanel } from './RightPanel.tsx';
import { Timepoints } from './Timepoints.tsx';
import { useControlsFocus } from './useControlsFocus.ts';
import { useReader, type Reader } from './useReader.ts';
import { useReadingKeys } from './useReadingKeys.ts';
import styles from './Reading.module.css';

/** Width of the right panel the design asks for in this window, CSS px. */
const panelWidthFor = (windowPx: number): number => (windowPx >= 3000 ? 640 : windowPx >= 1600 ? 488 : 372);

function useWindowWidth(): number {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const changed = () => setWidth(innerWidth);
    addEventListener('resize', changed);
    return () => removeEventListener('resize', changed);
  }, []);
  return width;
}

/** Proposes a lesion when a follow-up is opened, so that panes and strip show something of use: the first to assess, else the one that decided. */
function useOffer(reader: Reader): void {
  const { id, index } = reader.timepoint;
  const latest = useRef(reader);
  latest.current = reader;
  useEffect(() => {
    if (index === 0) return;
    const { subject, timepoint, result } = latest.current;
    const deciding = result?.timepoints.find((at) => at.id === id)?.explanation.decidingLesions[0];
    const first = lesionsToAssess(subject, timepoint)[0] ?? subject.lesions.find((lesion) => lesion.id === deciding) ?? subject.lesions[0];
    if (first && timepoint.id === id) useReading.setState((now) => ({ selectedId: first.id, isOffered: true, jump: now.jump + 1 }));
  }, [id, index]);
}

function usePanelWidth(reader: Reader) {
  const windowPx = useWindowWidth();
  const [dragged, setDragged] = useState<number | null>(null);
  const width = panelWidthWithin(dragged ?? reader.view.panelWidth ?? panelWidthFor(windowPx), windowPx);
  const { changeView } = reader;
  const onWidth = useCallback((next: number, isDone: boolean) => {
    setDragged(isDone ? null : next);
    if (isDone) changeView({ panelWidth: next });
  }, [changeView]);
  return { width, onWidth, onResetWidth: () => { setDragged(null); changeView({ panelWidth: null }); } };
}

/** One timepoint of one subject in the hands of its reader. */
export function Reading({ reply, timepoint }: { readonly reply: SubjectCaseReply; readonly timepoint: Timepoint }) {
  const current = useRef<PaneHandle>(null);
  const reference = useRef<PaneHandle>(null);
  const [handles] = useState({ current, reference });
  const reader = useReader(reply, timepoint, handles);
  const { subject, result, view, changeView } = reader;
  const place = useRef<HTMLDivElement>(null);
  const focus = useControlsFocus(place);
  const isBaseline = timepoint.index === 0;
  const active = useReading((state) => state.activePane);
  const isFinishOpen = useReading((state) => state.isFinishOpen);
  const [isFull, setFull] = useState(false);
  const [windows, setWindows] = useState<Readonly<Record<PaneId, string>>>({ current: '', reference: '' });
  const panel = usePanelWidth(reader);
  useOffer(reader);

  const currentSeries = useShownSeries(reader, reader.timepoint);
  const referenceSeries = useShownSeries(reader, reader.reference);
  const layout = isBaseline || !reader.reference ? '1x1' : view.layout;
  const shows = isFull ? (reader.reference ? active : 'current') : layout === '1x2' ? 'both' : 'current';

  const onWindow = useCallback((key: string) => {
    const preset = windowPresets.find((candidate) => candidate.key === key);
    if (!preset) return;
    for (const handle of [current, reference]) handle.current?.setWindow(preset, preset.name);
    changeView({ window: preset.name });
  }, [changeView]);
  const onPaneWindow = useCallback((pane: PaneId, name: string) => setWindows((now) => (now[pane] === name ? now : { ...now, [pane]: name })), []);
  const onLink = () => changeView({ linked: !view.linked });
  const openTimepoint = (id: string) => { if (id !== timepoint.id && reader.placement.settle() !== 'blocked') openRead(subject.subjectId, id); };
  const onSeries = (series: SeriesSummary) => useReading.setState((now) => ({ series: { ...now.series, [timepoint.id]: series.id } }));
  const cancel = () => {
    const now = useReading.getState();
    if (now.isWhyOpen) return useReading.setState({ isWhyOpen: false });
    current.current?.cancel();
    showDraft(null);
    if (now.placement) return reader.placement.cancel();
    if (now.editingId !== null || now.refusal !== null) return useReading.setState({ editingId: null, refusal: null });
    if (now.measuringId !== null) return useReading.setState({ measuringId: null });
    if (isFull) return setFull(false);
    useReading.setState({ selectedId: null });
  };
  useReadingKeys({
    reader, isInControls: focus.isInControls, onWindow, onLink, onCancel: cancel, onRegion: focus.toRegion,
    onLayout: () => { if (!isBaseline) changeView({ layout: view.layout === '1x2' ? '1x1' : '1x2' }); }, onFull: () => setFull((full) => !full),
  });
  const next = [...subject.timepoints].sort((a, b) => a.index - b.index).find((candidate) => candidate.index > timepoint.index);
  const closeFinish = () => useReading.setState({ isFinishOpen: false });

  return (
    <div ref={place} className={styles.place} onMouseDown={focus.onMouseDown}>
      <ContextBar
        reader={reader} layout={layout} isFull={isFull} window={windows[active] || windows.current} onWindow={onWindow} onLink={onLink}
        onLayout={(chosen) => { setFull(false); changeView({ layout: chosen }); }} onFull={() => setFull((full) => !full)} onFinish={() => { if (reader.placement.settle() !== 'blocked') useReading.setState({ isFinishOpen: true }); }}
      />
      <div className={styles.body}>
        {!isFull && <Timepoints subject={subject} result={result} current={reader.timepoint} shownSeriesId={currentSeries.series?.id} onOpen={openTimepoint} onSeries={onSeries} />}
        <div className={styles.centre}>
          <Panes reader={reader} currentSeries={currentSeries} referenceSeries={referenceSeries} shows={shows} onWindow={onPaneWindow} />
          {!isFull && !isBaseline && <LesionStrip reader={reader} onOpen={openTimepoint} />}
        </div>
        {!isFull && <RightPanel reader={reader} currentSeries={currentSeries} {...panel} />}
      </div>
      {isFinishOpen && <FinishSheet reader={reader} currentSeries={currentSeries} next={next} onOpenNext={() => { closeFinish(); if (next) openTimepoint(next.id); }} onClose={closeFinish} />}
      <div role="status" aria-live="polite" className="nd-hidden">{reader.said}</div>
    </div>
  );
}
