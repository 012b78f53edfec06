/** Where a timepoint begins: at what led here, else at the lesion that is to be looked at first. */
import { useEffect, useRef } from 'react';
import { lesionsToAssess } from '../../../src/casefile/index.ts';
import { useReading } from '../../state/index.ts';
import { useReview } from '../signing/index.ts';
import type { Reader } from './useReader.ts';
import { chooseSeries } from './useShownSeries.ts';

/** Goes to a slice and a lesion of the open timepoint that were asked for (a query, the evidence of a date); false when nothing here was. */
function goWhereAsked({ timepoint, subject, lesions }: Reader): boolean {
  const { goTo } = useReview.getState();
  if (goTo?.timepointId !== timepoint.id) return false;
  useReview.setState({ goTo: null });
  const lesion = subject.lesions.find(({ id }) => id === goTo.lesionId);
  const series = timepoint.series.find(({ id }) => id === goTo.image?.seriesId);
  if (lesion) lesions.select(lesion.id);
  if (goTo.image && series) {
    chooseSeries(timepoint)(series);
    useReading.setState({ showImage: { ...goTo.image, window: null } });
  }
  return lesion !== undefined || series !== undefined;
}

/** Proposes a lesion when a follow-up is opened, so that panes and strip show something of use: what led here, the first to assess, else the one that decided. */
export function useOffer(reader: Reader): void {
  const { id, index } = reader.timepoint;
  const latest = useRef(reader);
  latest.current = reader;
  useEffect(() => {
    const { subject, timepoint, result } = latest.current;
    // A finding or check of another timepoint led here.
    const wanted = subject.lesions.find((lesion) => lesion.id === useReview.getState().goToId);
    if (useReview.getState().reviewId === id) useReading.setState({ isFinishOpen: true });
    useReview.setState({ goToId: null, reviewId: null });
    if (timepoint.id !== id || goWhereAsked(latest.current)) return;
    if (wanted) return latest.current.lesions.select(wanted.id);
    if (index === 0) return;
    const deciding = result?.timepoints.find((at) => at.id === id)?.explanation.decidingLesions[0];
    const first = lesionsToAssess(subject, timepoint)[0] ?? subject.lesions.find((lesion) => lesion.id === deciding) ?? subject.lesions[0];
    if (first) useReading.setState((now) => ({ selectedId: first.id, isOffered: true, jump: now.jump + 1 }));
  }, [id, index]);
  // Asked again while the timepoint is open: a query beside its images.
  const asked = useReview((state) => state.goTo);
  useEffect(() => { if (asked) goWhereAsked(latest.current); }, [asked]);
}
