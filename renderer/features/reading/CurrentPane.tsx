import { useMemo } from 'react';
import type { Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { fragmentIndexOf, ownerOf, pendingId, showDraft, useReading } from '../../state/index.ts';
import { ViewerPane, type CaliperMeasure, type Placing } from '../../viewer/index.ts';
import { countsMm, earlierRecords, lesionOf, pendingLesion, seriesOf } from '../lesions/index.ts';
import { LiveTag } from '../response/index.ts';
import { NoImages } from './NoImages.tsx';
import { CurrentHead } from './PaneHead.tsx';
import { calipersAt, captionOf, ghostOf, pendingCaliper, placingOf } from './paneModel.ts';
import type { PaneProps } from './Panes.tsx';
import { secondWindow } from './hanging.ts';
import { startSlice, useJump, useShowImage, useStartWindow } from './usePaneStart.ts';
import { chooseSeries, useShownSeries } from './useShownSeries.ts';
import styles from './Panes.module.css';

/** What the lesion counted at the reference timepoint, else where it had a value last. */
function valueBefore(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, reference: Timepoint | undefined) {
  const earlier = earlierRecords(subject, lesion.id, timepoint).flatMap(({ timepoint: at, record }) => { const mm = countsMm(lesion, record); return mm === null ? [] : [{ id: at.id, label: at.label, mm }]; });
  return earlier.find((value) => value.id === reference?.id) ?? earlier[0] ?? null;
}

/** The timepoint being read: drawn and edited here, in its main look and in its second one. */
export function CurrentPane({ reader, pane, isActive, linkGroup, onWindow, onFull }: PaneProps) {
  const { subject, timepoint, reference, handles, lesions, placement: flow, locked } = reader;
  const { id, look } = pane;
  const { series, images, failure } = useShownSeries(subject, { timepoint, look, current: timepoint });
  const selectedId = useReading((state) => state.selectedId);
  const placement = useReading((state) => state.placement);
  const measuringId = useReading((state) => state.measuringId);
  const handle = handles[id];
  useJump(reader, timepoint, images, handle);
  useShowImage(look === 'main' ? images : null, handle);
  const startWindow = useStartWindow(handle, images, look === 'main' ? reader.view.window : secondWindow(reader.view.window));

  const calipers = useMemo(() => {
    const ghost = placement ? null : ghostOf(subject, timepoint, reference, selectedId);
    const pending = pendingCaliper(placement);
    return [...calipersAt(subject, timepoint, placement ? null : selectedId, locked === null), ...(pending ? [pending] : []), ...(ghost ? [ghost] : [])];
  }, [subject, timepoint, reference, selectedId, placement, locked]);
  const placing = useMemo(() => (locked === null ? placingOf(subject, placement, measuringId) : null), [subject, placement, measuringId, locked]);

  const lesionFor = (draftOf: Placing) => (draftOf.lesionId === null || draftOf.lesionId === pendingId ? placement && pendingLesion(placement) : lesionOf(subject, draftOf.lesionId) ?? null);
  const onDraft = (measure: CaliperMeasure | null, draftOf: Placing | null) => {
    const lesion = measure && draftOf ? lesionFor(draftOf) : null;
    showDraft(measure && lesion ? { subject, timepointId: timepoint.id, lesion, measure, fragment: fragmentIndexOf(draftOf?.lesionId ?? '') } : null);
  };
  const renderLiveTag = (measure: CaliperMeasure, draftOf: Placing) => {
    const lesion = lesionFor(draftOf);
    return lesion && <LiveTag lesion={lesion} timepoint={timepoint} series={seriesOf(subject, measure.caliper.seriesId)} measure={measure} before={valueBefore(subject, lesion, timepoint, reference)} isHidden={!subject.protocol.liveEffect} />;
  };
  const isMain = look === 'main';
  return (
    <section className={styles.pane} aria-label={isMain ? 'Current' : `Second look at ${timepoint.label}`} data-pane-place={id}>
      <CurrentHead subject={subject} timepoint={timepoint} series={series} look={look} onSeries={chooseSeries(timepoint, look)} images={images} onWindow={(window, windowName) => handle.current?.setWindow(window, windowName)} />
      <div className={styles.view}>
        {!series || failure ? <NoImages timepoint={timepoint} failure={failure} /> : (
          <ViewerPane
            ref={handle} paneId={id} name={`${isMain ? 'Current' : 'Second look'}, ${timepoint.label}`} images={images} active={isActive} linkGroup={linkGroup} linkLead={isMain} calipers={calipers} placing={placing}
            caption={captionOf(subject, timepoint, series)} recordingDecimals={subject.protocol.recordingDecimals} initialSlice={startSlice(reader, timepoint, images, selectedId)}
            renderLiveTag={renderLiveTag} onDraft={onDraft}
            onCommit={(measure, placed) => (placed.lesionId === null || placed.lesionId === pendingId ? flow.drawn(measure) : lesions.committed(measure, placed))}
            onSelect={(lesionId) => { const chosen = lesionId === null || lesionId === pendingId ? null : ownerOf(lesionId); if (chosen !== null && chosen !== useReading.getState().selectedId) lesions.select(chosen); }}
            onActivate={() => useReading.setState({ activePane: id })} onFull={onFull}
            onWindowChange={(window) => { onWindow(id, window); startWindow(); }}
            onMeasuringRefused={(refusal) => useReading.setState({ refusal })}
          />
        )}
      </div>
    </section>
  );
}
