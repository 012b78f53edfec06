/** Which days of a subject's timeline are shown. Pure; days are counted from 1970. */
import { addDays, dayNumber, type IsoDate } from '../../../src/common/index.ts';

export type TimeWindow = { readonly from: IsoDate; readonly to: IsoDate };

/** No closer than two weeks: nothing in a trial is planned by less. */
const fewestDays = 14;
const spanOf = ({ from, to }: TimeWindow): number => dayNumber(to) - dayNumber(from);

/** The part of `window` that lies within the whole, moved in and not cut where it fits. */
function within(whole: TimeWindow, from: number, span: number): TimeWindow {
  const [first, all] = [dayNumber(whole.from), spanOf(whole)];
  const days = Math.round(Math.max(Math.min(fewestDays, all), Math.min(all, span)));
  const start = Math.round(Math.max(first, Math.min(from, first + all - days)));
  return { from: addDays(whole.from, start - first), to: addDays(whole.from, start - first + days) };
}

/** Closer (factor below 1) or further, the day at `share` of the width (0 left, 1 right) staying where it is. */
export function zoomed(whole: TimeWindow, shown: TimeWindow, factor: number, share: number): TimeWindow {
  const span = spanOf(shown);
  const next = Math.max(Math.min(fewestDays, spanOf(whole)), Math.min(spanOf(whole), span * factor));
  return within(whole, dayNumber(shown.from) + (span - next) * share, next);
}

/** Moved by a share of its width; negative towards earlier days. */
export const moved = (whole: TimeWindow, shown: TimeWindow, share: number): TimeWindow => within(whole, dayNumber(shown.from) + spanOf(shown) * share, spanOf(shown));

/** The days between two shares of the width. */
export function brushed(whole: TimeWindow, shown: TimeWindow, one: number, other: number): TimeWindow {
  const [a, b] = [Math.min(one, other), Math.max(one, other)];
  return within(whole, dayNumber(shown.from) + a * spanOf(shown), (b - a) * spanOf(shown));
}

/** Moved, if it must be, until a day is in it. */
export function showing(whole: TimeWindow, shown: TimeWindow, date: IsoDate): TimeWindow {
  if (date >= shown.from && date <= shown.to) return shown;
  return within(whole, dayNumber(date) - spanOf(shown) / 2, spanOf(shown));
}
