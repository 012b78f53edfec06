import { useEffect, useMemo } from 'react';
import { useSeriesImagesOf } from '../../queries/index.ts';
import { useReading } from '../../state/index.ts';
import { setSeriesAhead } from '../../viewer/index.ts';
import { seriesWantedNext } from './seriesAhead.ts';
import { startSlice } from './usePaneStart.ts';
import type { Reader } from './useReader.ts';

/** Lets the series that will be wanted next load while the reader reads: each from where the selected lesion is, else from its middle. `isShown`: the first images are there. */
export function useSeriesAhead(reader: Reader, isShown: boolean): void {
  const { subject, result, timepoint, reference } = reader;
  const selectedId = useReading((state) => state.selectedId);
  const chosen = useReading((state) => state.series);
  const wanted = useMemo(() => seriesWantedNext({ subject, result, timepoint, reference, selectedId, chosen }), [subject, result, timepoint, reference, selectedId, chosen]);
  const found = useSeriesImagesOf(useMemo(() => wanted.map(({ seriesId }) => seriesId), [wanted]), isShown);
  useEffect(() => {
    const ahead = wanted.flatMap(({ seriesId, timepoint: at }) => {
      const images = found.find(({ series }) => series.id === seriesId);
      return images && images.slices.length > 0 ? [{ images, from: startSlice({ subject }, at, images, selectedId) ?? Math.floor(images.slices.length / 2) }] : [];
    });
    setSeriesAhead(ahead);
  }, [subject, wanted, found, selectedId]);
  useEffect(() => () => setSeriesAhead([]), []);
}
