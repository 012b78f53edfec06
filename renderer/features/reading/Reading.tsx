import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SubjectCaseReply } from '../../../src/api/wire.ts';
import { lookBackTimepoints, signOffOf, type KeyImage, type Timepoint } from '../../../src/casefile/index.ts';
import { paneIds, showDraft, useDraft, useReading, useSettings, type PaneId } from '../../state/index.ts';
import { openRead, useTextScale } from '../../ui/index.ts';
import { closeChecks, PrintedRead, ReviewSheet, useReview } from '../signing/index.ts';
import type { PaneHandle } from '../../viewer/index.ts';
import { lesionOf } from '../lesions/index.ts';
import { announceSigned, nextToRead, signedWords } from './afterSigning.ts';
import { ContextBar } from './ContextBar.tsx';
import { fixOf } from './findingFix.ts';
import { hang, hangLookBack, layoutFor, layoutOf, nextLayout, type HungPane, type PaneLayout } from './hanging.ts';
import { keepImage } from './keyImages.ts';
import { LesionStrip } from './LesionStrip.tsx';
import { panelWidthWithin } from './PanelEdge.tsx';
import { Panes, type PaneWindow } from './Panes.tsx';
import { RightPanel } from './RightPanel.tsx';
import { Timepoints } from './Timepoints.tsx';
import { useControlsFocus } from './useControlsFocus.ts';
import { useOffer } from './useOffer.ts';
import { useReader, type PaneHandles, type Reader } from './useReader.ts';
import { useReadingKeys } from './useReadingKeys.ts';
import { useSeriesAhead } from './useSeriesAhead.ts';
import { chooseSeries, useShownSeries } from './useShownSeries.ts';
import styles from './Reading.module.css';

/** Width of the right panel the design asks for in this window; both in CSS px at 100 % text. */
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

function usePanelWidth(reader: Reader) {
  const windowPx = useWindowWidth() / useTextScale();
  const [dragged, setDragged] = useState<number | null>(null);
  const width = panelWidthWithin(dragged ?? reader.view.panelWidth ?? panelWidthFor(windowPx), windowPx);
  const { changeView } = reader;
  const onWidth = useCallback((next: number, isDone: boolean) => {
    setDragged(isDone ? null : next);
    if (isDone) changeView({ panelWidth: next });
  }, [changeView]);
  return { width, onWidth, onResetWidth: () => { setDragged(null); changeView({ panelWidth: null }); } };
}

function usePaneHandles(): PaneHandles {
  const [current, reference, third, fourth] = [useRef<PaneHandle>(null), useRef<PaneHandle>(null), useRef<PaneHandle>(null), useRef<PaneHandle>(null)];
  return useState({ current, reference, third, fourth })[0];
}

/** Layout and full screen. The follow-up's layout is kept with the person; baseline opens with one pane each time. */
function useLayout(reader: Reader) {
  const { subject, result, timepoint, reference, view, changeView } = reader;
  const [atBaseline, setAtBaseline] = useState<{ readonly timepointId: string; readonly layout: PaneLayout } | null>(null);
  const [isFull, setFull] = useState(false);
  const hasReference = reference !== undefined;
  const lookBackId = useReading((state) => state.lookBackId);
  const skip = useReading((state) => state.lookBackSkip);
  const lookedFor = lesionOf(subject, lookBackId);
  const lookBack = useMemo(() => (lookedFor ? hangLookBack(timepoint, lookBackTimepoints(subject, lookedFor), skip) : null), [lookedFor, subject, timepoint, skip]);
  const ordinary = layoutFor(hasReference ? view.layout : atBaseline?.timepointId === timepoint.id ? atBaseline.layout : '1x1', hasReference);
  const hung = useMemo(() => hang(ordinary, subject, result, timepoint, reference), [ordinary, subject, result, timepoint, reference]);
  const panes = lookBack ?? hung;
  const layout = lookBack ? layoutOf(lookBack) : ordinary;
  const choose = useCallback((chosen: PaneLayout) => {
    setFull(false);
    useReading.setState({ lookBackId: null });
    if (hasReference) changeView({ layout: chosen });
    else setAtBaseline({ timepointId: timepoint.id, layout: chosen });
  }, [hasReference, timepoint.id, changeView]);
  // Another timepoint forgets what was asked for at this one.
  useEffect(() => () => setAtBaseline(null), [timepoint.id]);
  const toggleFull = useCallback(() => setFull((full) => !full), []);
  return { layout, panes, isFull, choose, next: () => choose(nextLayout(layout, hasReference)), toggleFull, leaveFull: () => setFull(false) };
}

/** Windows of the panes: their names, and the keys that set them. The second looks keep a window of their own. */
function useWindows(reader: Reader, panes: readonly HungPane[]) {
  const [names, setNames] = useState<Readonly<Partial<Record<PaneId, string>>>>({});
  const presets = useSettings((settings) => settings.presets);
  const { handles, changeView } = reader;
  const values = useRef<Partial<Record<PaneId, NonNullable<KeyImage['window']>>>>({});
  const set = (key: string) => {
    const preset = presets.find((candidate) => candidate.key === key);
    if (!preset) return;
    const look = panes.find(({ id }) => id === useReading.getState().activePane)?.look ?? 'main';
    for (const pane of panes) if (pane.look === look) handles[pane.id].current?.setWindow(preset, preset.name);
    if (look === 'main') changeView({ window: preset.name });
  };
  const onPaneWindow = useCallback((pane: PaneId, { name, center, width }: PaneWindow) => {
    values.current[pane] = { center, width };
    setNames((now) => (now[pane] === name ? now : { ...now, [pane]: name }));
  }, []);
  return { names, set, onPaneWindow, valueOf: (pane: PaneId) => values.current[pane] ?? null };
}

/** One timepoint of one subject in the hands of its reader. */
export function Reading({ reply, timepoint }: { readonly reply: SubjectCaseReply; readonly timepoint: Timepoint }) {
  const reader = useReader(reply, timepoint, usePaneHandles());
  const { subject, result, view, changeView, handles } = reader;
  const place = useRef<HTMLDivElement>(null);
  const focus = useControlsFocus(place);
  const isBaseline = timepoint.index === 0;
  const active = useReading((state) => state.activePane);
  const isReviewOpen = useReading((state) => state.isFinishOpen);
  const screen = useLayout(reader);
  const windows = useWindows(reader, screen.panes);
  const panel = usePanelWidth(reader);
  useOffer(reader);
  const currentSeries = useShownSeries(subject, { timepoint: reader.timepoint, look: 'main', current: reader.timepoint });
  useSeriesAhead(reader, currentSeries.images !== null);

  const onLink = () => changeView({ linked: !view.linked });
  const openTimepoint = (id: string) => { if (id !== timepoint.id && reader.placement.settle() !== 'blocked') openRead(subject.subjectId, id); };
  const cancelDrafts = () => { for (const id of paneIds) handles[id].current?.cancel(); showDraft(null); };
  const cancel = () => {
    const now = useReading.getState();
    if (now.isWhyOpen) return useReading.setState({ isWhyOpen: false });
    if (useReview.getState().isChecksOpen) return closeChecks();
    cancelDrafts();
    if (now.placement) return reader.placement.cancel();
    if (now.editingId !== null || now.refusal !== null || now.techniqueId !== null || now.proposal !== null) return useReading.setState({ editingId: null, refusal: null, techniqueId: null, proposal: null });
    if (now.splitting !== null) return reader.lesions.splitting.done();
    if (now.lookBackId !== null) return useReading.setState({ lookBackId: null });
    if (now.measuringId !== null) return useReading.setState({ measuringId: null });
    if (screen.isFull) return screen.leaveFull();
    useReading.setState({ selectedId: null });
  };
  // What is under the hand was never recorded: undo takes it back before anything that was.
  const undo = () => { if (useDraft.getState().live !== null) cancelDrafts(); else reader.lesions.undo(); };
  const stepSeries = (step: 1 | -1) => {
    const pane = screen.panes.find(({ id }) => id === active) ?? screen.panes[0];
    const shownId = pane && handles[pane.id].current?.seriesId();
    const series = pane?.timepoint.series ?? [];
    const next = series[(series.findIndex(({ id }) => id === shownId) + step + series.length) % series.length];
    if (pane && next) chooseSeries(pane.timepoint, pane.look)(next);
  };
  useReadingKeys({
    reader, panes: screen.panes, isInControls: focus.isInControls, onWindow: windows.set, onLink, onCancel: cancel, onUndo: undo, onRegion: focus.toRegion, onLayout: screen.next, onFull: screen.toggleFull, onSeriesStep: stepSeries, onKeyImage: () => keepImage(reader, screen.panes, windows.valueOf),
  });
  const closeReview = () => useReading.setState({ isFinishOpen: false });
  const signed = () => {
    closeReview();
    const { version } = signOffOf(subject, timepoint.id);
    const words = signedWords(reader.timepoint, result, version);
    void announceSigned(words, subject, reader.timepoint, version);
  };

  return (
    <div ref={place} className={styles.place} onMouseDown={focus.onMouseDown}>
      <ContextBar
        reader={reader} layout={screen.layout} isFull={screen.isFull} window={windows.names[active] ?? windows.names.current ?? ''} onWindow={windows.set} onLink={onLink}
        onLayout={screen.choose} onFull={screen.toggleFull} onUndo={undo} onFinish={() => { if (reader.placement.settle() !== 'blocked') useReading.setState({ isFinishOpen: true }); }}
      />
      <div className={styles.body}>
        {!screen.isFull && <Timepoints subject={subject} result={result} current={reader.timepoint} shownSeriesId={currentSeries.series?.id} onOpen={openTimepoint} onSeries={chooseSeries(timepoint)} />}
        <div className={styles.centre}>
          <Panes reader={reader} panes={screen.panes} layout={screen.layout} isFull={screen.isFull} onWindow={windows.onPaneWindow} onFull={screen.toggleFull} />
          {!screen.isFull && !isBaseline && <LesionStrip reader={reader} onOpen={openTimepoint} />}
        </div>
        {!screen.isFull && <RightPanel reader={reader} panes={screen.panes} currentSeries={currentSeries} onOpenTimepoint={openTimepoint} {...panel} />}
      </div>
      {isReviewOpen && (
        <ReviewSheet
          key={timepoint.id} subject={subject} timepoint={reader.timepoint} result={result} findings={reader.reply.findings} unstored={reader.commits.length} commands={reader.commands} next={nextToRead(subject, timepoint)}
          fixOf={(finding) => fixOf(reader, finding, openTimepoint, closeReview)} onLesion={(lesionId) => { closeReview(); reader.lesions.select(lesionId); }} onOpenTimepoint={(id) => { closeReview(); openTimepoint(id); }} onReview={(id) => { useReview.setState({ reviewId: id }); openTimepoint(id); }}
          onSigned={signed} onClose={closeReview}
        />
      )}
      <PrintedRead subject={subject} timepoint={reader.timepoint} result={result} />
      <div role="status" aria-live="polite" className="nd-hidden">{reader.said}</div>
    </div>
  );
}
