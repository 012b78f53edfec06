import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Lesion, SeriesSummary, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { pendingId, showDraft, useReading, type PaneId } from '../../state/index.ts';
import { Button, EmptyState, errorText, navigate } from '../../ui/index.ts';
import { ViewerPane, windowPresets, type CaliperMeasure, type PaneCaliper, type PaneHandle, type Placing } from '../../viewer/index.ts';
import { countsMm, earlierRecords, lesionOf, seriesOf } from '../lesions/index.ts';
import { LiveTag } from '../response/index.ts';
import { CurrentHead, ReferenceHead } from './PaneHead.tsx';
import { calipersAt, ghostOf, nearestSliceTo, pendingCaliper, placeOf, placingOf } from './paneModel.ts';
import { pendingLesion } from './placementFlow.ts';
import { seriesToShow } from './seriesChoice.ts';
import type { Reader } from './useReader.ts';
import styles from './Panes.module.css';

export type ShownSeries = { readonly series: SeriesSummary | undefined; readonly images: SeriesImages | null; readonly failure: unknown };

/** The series a pane shows and its geometry. */
export function useShownSeries(reader: Reader, timepoint: Timepoint | undefined): ShownSeries {
  const selectedId = useReading((state) => state.selectedId);
  const chosen = useReading((state) => (timepoint ? state.series[timepoint.id] : undefined));
  const series = useMemo(() => (timepoint ? seriesToShow(reader.subject, timepoint, selectedId, chosen) : undefined), [reader.subject, timepoint, selectedId, chosen]);
  const { data, error } = useSeriesImages(series?.id ?? null);
  return { series, images: data ?? null, failure: error };
}

const chooseSeries = (timepoint: Timepoint) => (series: SeriesSummary) => useReading.setState((now) => ({ series: { ...now.series, [timepoint.id]: series.id } }));

/** Slice to begin with: where the selected lesion is, else the middle. */
const startSlice = (reader: Reader, timepoint: Timepoint, images: SeriesImages | null, lesionId: string | null): number | null => {
  const point = images && lesionId !== null ? placeOf(reader.subject, lesionId, timepoint) : null;
  return images && point ? nearestSliceTo(images, point) : null;
};

/** Moves a pane to the selected lesion whenever it is chosen anew or its series has come. Centres only what was zoomed or moved, so that a whole image stays whole. */
function useJump(reader: Reader, timepoint: Timepoint, images: SeriesImages | null, handle: RefObject<PaneHandle | null>): void {
  const jump = useReading((state) => state.jump);
  const latest = useRef({ subject: reader.subject, timepoint });
  latest.current = { subject: reader.subject, timepoint };
  const { id } = timepoint;
  useEffect(() => {
    const { selectedId } = useReading.getState();
    const now = latest.current;
    const point = selectedId === null || now.timepoint.id !== id ? null : placeOf(now.subject, selectedId, now.timepoint);
    if (!images || !point) return;
    handle.current?.jumpTo(point, { centre: isMoved(images, handle.current.currentSlice()?.centre ?? null) });
  }, [jump, images, id, handle]);
}

/** True when the pane's middle is not the image's middle: it was zoomed about a point, or panned. */
function isMoved(images: SeriesImages, centre: readonly [number, number, number] | null): boolean {
  const { rowDirection: row, columnDirection: column, slices } = images;
  const { spacingMm, rows, columns } = images.series;
  const origin = slices[0]?.origin;
  if (!centre || !row || !column || !origin || !spacingMm) return false;
  const along = (direction: readonly [number, number, number]) => direction[0] * (centre[0] - origin[0]) + direction[1] * (centre[1] - origin[1]) + direction[2] * (centre[2] - origin[2]);
  return Math.abs(along(row) - ((columns - 1) / 2) * spacingMm[1]) > 1 || Math.abs(along(column) - ((rows - 1) / 2) * spacingMm[0]) > 1;
}

/** Puts the window used last on a pane that has just opened a CT. */
function useStartWindow(handle: RefObject<PaneHandle | null>, images: SeriesImages | null, wanted: string | null) {
  const done = useRef(false);
  return useCallback(() => {
    if (done.current || !images) return;
    done.current = true;
    const preset = images.series.modality === 'CT' ? windowPresets.find((candidate) => candidate.name === wanted) : undefined;
    if (preset) handle.current?.setWindow(preset, preset.name);
  }, [handle, images, wanted]);
}

/** What the lesion counted at the reference timepoint, else where it had a value last. */
function valueBefore(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, reference: Timepoint | undefined) {
  const earlier = earlierRecords(subject, lesion.id, timepoint).flatMap(({ timepoint: at, record }) => { const mm = countsMm(lesion, record); return mm === null ? [] : [{ id: at.id, label: at.label, mm }]; });
  return earlier.find((value) => value.id === reference?.id) ?? earlier[0] ?? null;
}

type PaneProps = { readonly reader: Reader; readonly shown: ShownSeries; readonly isActive: boolean; readonly linkGroup: string | null; readonly onWindow: (pane: PaneId, name: string) => void };

function NoImages({ timepoint, failure }: { readonly timepoint: Timepoint; readonly failure: unknown }) {
  if (failure) return <div className={styles.none}><EmptyState title="The series could not be opened">{errorText(failure)}</EmptyState></div>;
  return (
    <div className={styles.none}>
      <EmptyState title={`No images for ${timepoint.label}`} actions={<Button onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>
        {timepoint.plannedDate ? `Planned ${timepoint.plannedDate}. ` : ''}Without images a lesion can only be not evaluable.
      </EmptyState>
    </div>
  );
}

function CurrentPane({ reader, shown, isActive, linkGroup, onWindow }: PaneProps) {
  const { subject, timepoint, reference, handles, lesions, placement: flow } = reader;
  const { series, images, failure } = shown;
  const selectedId = useReading((state) => state.selectedId);
  const placement = useReading((state) => state.placement);
  const measuringId = useReading((state) => state.measuringId);
  useJump(reader, timepoint, images, handles.current);
  const startWindow = useStartWindow(handles.current, images, reader.view.window);

  const calipers = useMemo(() => {
    const ghost = placement ? null : ghostOf(subject, timepoint, reference, selectedId);
    const pending = pendingCaliper(placement);
    return [...calipersAt(subject, timepoint, placement ? null : selectedId, true), ...(pending ? [pending] : []), ...(ghost ? [ghost] : [])];
  }, [subject, timepoint, reference, selectedId, placement]);
  const placing = useMemo(() => placingOf(subject, placement, measuringId), [subject, placement, measuringId]);

  const lesionFor = (draftOf: Placing) => (draftOf.lesionId === null || draftOf.lesionId === pendingId ? placement && pendingLesion(placement) : lesionOf(subject, draftOf.lesionId) ?? null);
  const onDraft = (measure: CaliperMeasure | null, draftOf: Placing | null) => {
    const lesion = measure && draftOf ? lesionFor(draftOf) : null;
    showDraft(measure && lesion ? { subject, timepointId: timepoint.id, lesion, measure } : null);
  };
  const renderLiveTag = (measure: CaliperMeasure, draftOf: Placing) => {
    const lesion = lesionFor(draftOf);
    return lesion && <LiveTag lesion={lesion} timepoint={timepoint} series={seriesOf(subject, measure.caliper.seriesId)} measure={measure} before={valueBefore(subject, lesion, timepoint, reference)} isHidden={!subject.protocol.liveEffect} />;
  };
  return (
    <section className={styles.pane} aria-label="Current">
      <CurrentHead subject={subject} timepoint={timepoint} series={series} onSeries={chooseSeries(timepoint)} />
      <div className={styles.view}>
        {!series || failure ? <NoImages timepoint={timepoint} failure={failure} /> : (
          <ViewerPane
            ref={handles.current} paneId="current" name={`Current, ${timepoint.label}`} images={images} active={isActive} linkGroup={linkGroup} calipers={calipers} placing={placing}
            caption={{ subject: subject.code, timepoint: timepoint.visitName === '' || timepoint.visitName === timepoint.label ? timepoint.label : `${timepoint.label}, ${timepoint.visitName}`, date: series.date ?? timepoint.scanDates.at(-1) ?? '' }}
            recordingDecimals={subject.protocol.recordingDecimals} initialSlice={startSlice(reader, timepoint, images, selectedId)}
            renderLiveTag={renderLiveTag} onDraft={onDraft}
            onCommit={(measure, placed) => (placed.lesionId === null || placed.lesionId === pendingId ? flow.drawn(measure) : lesions.committed(measure, placed))}
            onSelect={(lesionId) => { if (lesionId !== null && lesionId !== pendingId && lesionId !== useReading.getState().selectedId) lesions.select(lesionId); }}
            onActivate={() => useReading.setState({ activePane: 'current' })}
            onWindowChange={(window) => { onWindow('current', window.name); startWindow(); }}
            onMeasuringRefused={(refusal) => useReading.setState({ refusal })}
          />
        )}
      </div>
    </section>
  );
}

function ReferencePane({ reader, reference, shown, isActive, linkGroup, onWindow }: PaneProps & { readonly reference: Timepoint }) {
  const { subject, timepoint, handles, lesions, result } = reader;
  const { series, images, failure } = shown;
  const selectedId = useReading((state) => state.selectedId);
  useJump(reader, reference, images, handles.reference);
  const startWindow = useStartWindow(handles.reference, images, reader.view.window);
  const calipers: readonly PaneCaliper[] = useMemo(() => calipersAt(subject, reference, null, false), [subject, reference]);
  return (
    <section className={styles.pane} aria-label="Reference">
      <ReferenceHead subject={subject} result={result} current={timepoint} timepoint={reference} series={series} onSeries={chooseSeries(reference)} />
      <div className={styles.view}>
        {!series || failure ? <NoImages timepoint={reference} failure={failure} /> : (
          <ViewerPane
            ref={handles.reference} paneId="reference" name={`Reference, ${reference.label}`} images={images} active={isActive} linkGroup={linkGroup} calipers={calipers} placing={null}
            caption={{ subject: subject.code, timepoint: reference.visitName === '' || reference.visitName === reference.label ? reference.label : `${reference.label}, ${reference.visitName}`, date: series.date ?? reference.scanDates.at(-1) ?? '' }}
            recordingDecimals={subject.protocol.recordingDecimals} initialSlice={startSlice(reader, reference, images, selectedId)}
            onSelect={(lesionId) => { if (lesionId !== null && lesionId !== useReading.getState().selectedId) lesions.select(lesionId); }}
            onActivate={() => useReading.setState({ activePane: 'reference' })}
            onWindowChange={(window) => { onWindow('reference', window.name); startWindow(); }}
          />
        )}
      </div>
    </section>
  );
}

export type PanesProps = {
  readonly reader: Reader;
  readonly currentSeries: ShownSeries;
  readonly referenceSeries: ShownSeries;
  /** Which panes are on screen. */
  readonly shows: 'both' | PaneId;
  readonly onWindow: (pane: PaneId, name: string) => void;
};

/** Current left, reference right. */
export function Panes({ reader, currentSeries, referenceSeries, shows, onWindow }: PanesProps) {
  const active = useReading((state) => state.activePane);
  const linkGroup = reader.view.linked && shows === 'both' ? 'read' : null;
  const { reference } = reader;
  return (
    <div className={styles.panes}>
      {(shows !== 'reference' || !reference) && <CurrentPane reader={reader} shown={currentSeries} isActive={active === 'current' || shows === 'current'} linkGroup={linkGroup} onWindow={onWindow} />}
      {shows !== 'current' && reference && <ReferencePane reader={reader} reference={reference} shown={referenceSeries} isActive={active === 'reference'} linkGroup={linkGroup} onWindow={onWindow} />}
    </div>
  );
}
