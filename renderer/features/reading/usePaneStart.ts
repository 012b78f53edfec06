/** Where a pane begins: its slice, its window, and the jumps to the selected lesion. */
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Timepoint } from '../../../src/casefile/index.ts';
import { useReading, useSettings } from '../../state/index.ts';
import type { PaneHandle } from '../../viewer/index.ts';
import { centreOf } from '../lesions/index.ts';
import { nearestSliceTo, placeOf, placingCaliper } from './paneModel.ts';
import type { Reader } from './useReader.ts';

/** Slice to begin with: where the selected lesion is; null: where the pane beside it is, else the middle. */
export const startSlice = (reader: Pick<Reader, 'subject'>, timepoint: Timepoint, images: SeriesImages | null, lesionId: string | null): number | null => {
  const point = images && lesionId !== null ? placeOf(reader.subject, lesionId, timepoint) : null;
  return images && point ? nearestSliceTo(images, point) : null;
};

/**
 * Moves a pane to the selected lesion whenever it is chosen anew or another timepoint has come; another series of the same examination stays at the same place.
 * Centres only what was zoomed or moved, so that a whole image stays whole.
 */
export function useJump(reader: Reader, timepoint: Timepoint, images: SeriesImages | null, handle: RefObject<PaneHandle | null>): void {
  const jump = useReading((state) => state.jump);
  const latest = useRef({ subject: reader.subject, timepoint });
  latest.current = { subject: reader.subject, timepoint };
  const done = useRef({ jump: -1, frame: null as string | null });
  const { id } = timepoint;
  useEffect(() => {
    const frame = images?.frameOfReferenceUid ?? null;
    const isThere = images !== null && frame !== null && done.current.jump === jump && done.current.frame === frame;
    if (images) done.current = { jump, frame };
    if (isThere) return;
    const { selectedId } = useReading.getState();
    const now = latest.current;
    const caliper = selectedId === null || now.timepoint.id !== id ? undefined : placingCaliper(now.subject, selectedId, now.timepoint);
    if (!images || !caliper) return;
    handle.current?.jumpTo(centreOf(caliper), { from: caliper.seriesId, centre: isMoved(images, handle.current.currentSlice()?.centre ?? null) });
  }, [jump, images, id, handle]);
}

/** Goes to an image that was asked for (a key image), with its window, once its series is there. */
export function useShowImage(images: SeriesImages | null, handle: RefObject<PaneHandle | null>): void {
  const wanted = useReading((state) => state.showImage);
  useEffect(() => {
    if (!wanted || images?.series.id !== wanted.seriesId) return;
    const index = images.slices.findIndex((slice) => slice.sopInstanceUid === wanted.sopInstanceUid && slice.frameNumber === wanted.frameNumber);
    // A series that has just come takes its own start first.
    const go = setTimeout(() => {
      if (index >= 0) handle.current?.scrollTo(index);
      if (wanted.window) handle.current?.setWindow(wanted.window, 'Key image');
      useReading.setState({ showImage: null });
    });
    return () => clearTimeout(go);
  }, [wanted, images, handle]);
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

/** Puts the wanted window on a pane that has just opened a CT. */
export function useStartWindow(handle: RefObject<PaneHandle | null>, images: SeriesImages | null, wanted: string | null) {
  const done = useRef(false);
  const presets = useSettings((settings) => settings.presets);
  return useCallback(() => {
    if (done.current || !images) return;
    done.current = true;
    const preset = images.series.modality === 'CT' ? presets.find((candidate) => candidate.name === wanted) : undefined;
    // A series that was loaded already opens before the pane has its handle.
    if (preset) queueMicrotask(() => handle.current?.setWindow(preset, preset.name));
  }, [handle, images, wanted, presets]);
}
