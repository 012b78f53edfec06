import { calipersOf, recordOf, type KeyImage, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { useReading, type PaneId } from '../../state/index.ts';
import { toastFailure } from '../../ui/index.ts';
import { lesionOf, type KeyImageActions } from '../lesions/index.ts';
import { lockReason } from '../signing/index.ts';
import type { HungPane } from './hanging.ts';
import type { Reader } from './useReader.ts';
import { chooseSeries } from './useShownSeries.ts';

export type Slice = Pick<KeyImage, 'sopInstanceUid' | 'frameNumber'>;
const isSame = (a: Slice, b: Slice): boolean => a.sopInstanceUid === b.sopInstanceUid && a.frameNumber === b.frameNumber;

/** The lesion a key image shows: the selected one where it is drawn on that slice, else the first that is. */
export function lesionOnSlice(subject: SubjectCase, timepoint: Timepoint, slice: Slice, selectedId: string | null): Lesion | undefined {
  const isDrawn = (lesion: Lesion): boolean => calipersOf(recordOf(subject, lesion.id, timepoint.id)).some((caliper) => isSame(caliper, slice));
  const selected = lesionOf(subject, selectedId);
  return selected && isDrawn(selected) ? selected : subject.lesions.find(isDrawn);
}

/** Keeps the slice of the active pane with its window; one that is kept already is opened for its caption instead. */
export function keepImage(reader: Reader, panes: readonly HungPane[], windowOf: (pane: PaneId) => KeyImage['window']): void {
  const { activePane, selectedId } = useReading.getState();
  const pane = panes.find(({ id }) => id === activePane) ?? panes[0];
  const handle = pane && reader.handles[pane.id].current;
  const [slice, seriesId] = [handle?.currentSlice(), handle?.seriesId()];
  if (!pane || !slice || !seriesId) return;
  const { timepoint } = pane;
  const refusal = lockReason(reader.subject, timepoint);
  if (refusal !== null) return useReading.setState({ refusal });
  const known = reader.subject.keyImages.find((image) => image.timepointId === timepoint.id && isSame(image, slice));
  if (known) return useReading.setState({ captionId: known.id });
  const lesion = lesionOnSlice(reader.subject, timepoint, slice, selectedId);
  reader.commands.addKeyImage({ timepointId: timepoint.id, lesionId: lesion?.id ?? null, seriesId, sopInstanceUid: slice.sopInstanceUid, frameNumber: slice.frameNumber, caption: '', window: windowOf(pane.id) }).then((reply) => {
    useReading.setState({ captionId: reply.ids['keyImageId'] ?? null });
    reader.lesions.confirm(`Key image${lesion ? ` of ${lesion.label}` : ''} at ${timepoint.label} kept.`, reply.case.revision);
  }, toastFailure);
}

export const keyImageActions = (reader: Reader): KeyImageActions => ({
  show: (image) => {
    const series = reader.timepoint.series.find(({ id }) => id === image.seriesId);
    if (!series) return;
    chooseSeries(reader.timepoint)(series);
    useReading.setState({ showImage: image });
  },
  caption: (keyImageId, caption) => { reader.commands.editKeyImage({ keyImageId, caption }).catch(toastFailure); },
  remove: (keyImageId) => { reader.commands.removeKeyImage({ keyImageId }).then((reply) => reader.lesions.confirm('Key image removed.', reply.case.revision), toastFailure); },
  written: () => useReading.setState({ captionId: null }),
});
