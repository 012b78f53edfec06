/** Which series the reader of a timepoint will want next. Pure. */
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { nextToRead } from './afterSigning.ts';
import { referenceTimepoint } from './reference.ts';
import { secondSeries, seriesToShow } from './seriesChoice.ts';

export type SeriesAt = { readonly seriesId: string; readonly timepoint: Timepoint };
export type ReadingNow = {
  readonly subject: SubjectCase;
  readonly result: SubjectResult | null;
  readonly timepoint: Timepoint;
  readonly reference: Timepoint | undefined;
  readonly selectedId: string | null;
  /** Series chosen by hand, by timepoint. */
  readonly chosen: Readonly<Record<string, string>>;
};

/**
 * Most wanted first: the timepoint being read, its reference, what the other reference keys show (prior, nadir, baseline), the scan's second look, and the timepoint that
 * opens after this one is signed. What is on screen already is among them; the memory of images knows.
 */
export function seriesWantedNext({ subject, result, timepoint, reference, selectedId, chosen }: ReadingNow): readonly SeriesAt[] {
  const beside = timepoint.series.find(({ id }) => id === chosen[timepoint.id]);
  const mainOf = (at: Timepoint | undefined): readonly SeriesAt[] => {
    const series = at && seriesToShow(subject, at, selectedId, chosen[at.id], at.id === timepoint.id ? undefined : beside);
    return at && series ? [{ seriesId: series.id, timepoint: at }] : [];
  };
  const second = secondSeries(timepoint, seriesToShow(subject, timepoint, selectedId, chosen[timepoint.id]));
  const others = (['prior', 'nadir', 'baseline'] as const).map((kind) => referenceTimepoint(subject, result, timepoint, kind));
  const wanted = [timepoint, reference, ...others].flatMap(mainOf);
  if (second) wanted.push({ seriesId: second.id, timepoint });
  wanted.push(...mainOf(nextToRead(subject, timepoint)));
  return wanted.filter(({ seriesId }, index) => wanted.findIndex((each) => each.seriesId === seriesId) === index);
}
