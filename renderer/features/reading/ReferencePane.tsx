import { useMemo } from 'react';
import { ownerOf, useReading } from '../../state/index.ts';
import { ViewerPane, type PaneCaliper } from '../../viewer/index.ts';
import { secondWindow } from './hanging.ts';
import { NoImages } from './NoImages.tsx';
import { ReferenceHead } from './PaneHead.tsx';
import { calipersAt, captionOf, lookBackGhost } from './paneModel.ts';
import type { PaneProps } from './Panes.tsx';
import { startSlice, useJump, useStartWindow } from './usePaneStart.ts';
import { chooseSeries, useShownSeries } from './useShownSeries.ts';
import styles from './Panes.module.css';

/** An earlier timepoint beside the one being read; nothing is changed here. */
export function ReferencePane({ reader, pane, isActive, linkGroup, onWindow, onFull }: PaneProps) {
  const { subject, timepoint: current, handles, lesions, result } = reader;
  const { id, look, timepoint } = pane;
  const { series, images, failure } = useShownSeries(subject, { timepoint, look, current });
  const selectedId = useReading((state) => state.selectedId);
  const handle = handles[id];
  useJump(reader, timepoint, images, handle);
  const startWindow = useStartWindow(handle, images, look === 'main' ? reader.view.window : secondWindow(reader.view.window));
  const lookBackId = useReading((state) => state.lookBackId);
  const calipers: readonly PaneCaliper[] = useMemo(() => {
    const place = lookBackId === null ? null : lookBackGhost(subject, lookBackId, current, timepoint);
    return [...calipersAt(subject, timepoint, null, false), ...(place ? [place] : [])];
  }, [subject, timepoint, current, lookBackId]);
  const name = look === 'second' ? 'Second look' : id === 'reference' ? 'Reference' : 'Further reference';
  return (
    <section className={styles.pane} aria-label={id === 'reference' ? 'Reference' : `${name} at ${timepoint.label}`} data-pane-place={id}>
      <ReferenceHead subject={subject} result={result} current={current} timepoint={timepoint} series={series} look={look} isChosen={id === 'reference' && lookBackId === null} onSeries={chooseSeries(timepoint, look)} images={images} onWindow={(window, windowName) => handle.current?.setWindow(window, windowName)} />
      <div className={styles.view}>
        {!series || failure ? <NoImages timepoint={timepoint} failure={failure} /> : (
          <ViewerPane
            ref={handle} paneId={id} name={`${name}, ${timepoint.label}`} images={images} active={isActive} linkGroup={linkGroup} calipers={calipers} placing={null}
            caption={captionOf(subject, timepoint, series)} recordingDecimals={subject.protocol.recordingDecimals} initialSlice={startSlice(reader, timepoint, images, selectedId)}
            onSelect={(lesionId) => { if (lesionId !== null && ownerOf(lesionId) !== useReading.getState().selectedId) lesions.select(ownerOf(lesionId)); }}
            onActivate={() => useReading.setState({ activePane: id })} onFull={onFull}
            onWindowChange={(window) => { onWindow(id, window); startWindow(); }}
          />
        )}
      </div>
    </section>
  );
}
