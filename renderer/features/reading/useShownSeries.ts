import { useMemo } from 'react';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { SeriesSummary, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { seriesKey, useReading } from '../../state/index.ts';
import type { HungPane } from './hanging.ts';
import { secondSeries, seriesToShow } from './seriesChoice.ts';

export type ShownSeries = { readonly series: SeriesSummary | undefined; readonly images: SeriesImages | null; readonly failure: unknown };

/** What a pane's series is chosen for. */
export type SeriesPlace = Pick<HungPane, 'look'> & { readonly timepoint: Timepoint | undefined; /** The timepoint being read: what the hand chose there, its neighbours match. */ readonly current: Timepoint };

/** The series a pane shows. */
function useChosenSeries(subject: SubjectCase, { timepoint, look, current }: SeriesPlace): SeriesSummary | undefined {
  const selectedId = useReading((state) => state.selectedId);
  const chosenByHand = useReading((state) => state.series);
  return useMemo(() => {
    if (!timepoint) return undefined;
    const beside = timepoint.id === current.id ? undefined : current.series.find(({ id }) => id === chosenByHand[current.id]);
    const main = seriesToShow(subject, timepoint, selectedId, chosenByHand[timepoint.id], beside);
    if (look === 'main') return main;
    const own = chosenByHand[seriesKey(timepoint.id, 'second')];
    return timepoint.series.find(({ id }) => id === own) ?? secondSeries(timepoint, main);
  }, [subject, timepoint, look, current, selectedId, chosenByHand]);
}

/** The series a pane shows and its geometry. */
export function useShownSeries(subject: SubjectCase, place: SeriesPlace): ShownSeries {
  const series = useChosenSeries(subject, place);
  const { data, error } = useSeriesImages(series?.id ?? null);
  return { series, images: data ?? null, failure: error };
}

/** Keeps what the hand chose for a pane. */
export const chooseSeries = (timepoint: Timepoint, look: HungPane['look'] = 'main') => (series: SeriesSummary): void =>
  useReading.setState((now) => ({ series: { ...now.series, [seriesKey(timepoint.id, look)]: series.id } }));
