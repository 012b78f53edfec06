/** The timepoint a scan belongs to by its date (interoperability 7.2 to 7.4): what is plain is proposed, everything else is a person's decision. */
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { regionsOfSeries } from '../seriesRegions.ts';
import type { SeriesSummary } from '../model.ts';
import { dayCount, daysOutside } from '../timepointDates.ts';
import { timepointLabel } from '../visitNumbers.ts';
import { baselineObjection } from './baselineRules.ts';
import type { Known, Placed, Slot } from './model.ts';
import { datesOf, followingSlot, slotName, windowOfSlot } from './slots.ts';

const apart = (a: IsoDate, b: IsoDate): number => Math.abs(daysBetween(a, b));
const proposed = (slot: Slot, why: string): Placed => ({ slot, why, decision: null });
const suggested = (slot: Slot, why: string, decision: string): Placed => ({ slot, why, decision });
const undecided = (why: string): Placed => ({ slot: null, why: `${why}: choose the timepoint`, decision: `${why}: choose the timepoint` });

type Near = { readonly slot: Slot; readonly days: number };

/** Slots with a distance in days, the nearest first; equal distances keep their order. */
const byDistance = (slots: readonly Slot[], days: (slot: Slot) => number | null): readonly Near[] =>
  slots.flatMap((slot): Near[] => { const one = days(slot); return one === null ? [] : [{ slot, days: one }]; }).sort((a, b) => a.days - b.days);

const daysToScan = (date: IsoDate) => (slot: Slot): number | null => datesOf(slot).reduce<number | null>((least, day) => (least === null || apart(day, date) < least ? apart(day, date) : least), null);
const daysToPlan = (date: IsoDate) => (slot: Slot): number | null => { const window = windowOfSlot(slot); return window && apart(window.plannedDate, date); };
const isInside = (date: IsoDate) => (slot: Slot): boolean => { const window = windowOfSlot(slot); return window !== null && daysOutside(window, date) === 0; };

/** Another scan of the same region with the same modality from another examination: the same visit twice, or one scan sent twice. */
function scannedAgain(slot: Slot, series: SeriesSummary): SeriesSummary | undefined {
  const regions = regionsOfSeries(series);
  return slot.scans.find((one) => {
    if (one.modality !== series.modality || one.dicomStudyUid === series.dicomStudyUid) return false;
    const theirs = regionsOfSeries(one);
    return regions.length === 0 || theirs.length === 0 ? one.description === series.description : regions.some((region) => theirs.includes(region));
  });
}

function sameDay(slot: Slot, series: SeriesSummary): Placed {
  const again = scannedAgain(slot, series);
  if (!again) return proposed(slot, `same day as ${slot.label}`);
  return suggested(slot, `same day as ${slot.label}`, `${slot.label} has ${series.modality} of this day from another examination: two examinations of one visit, or one that was sent twice. Confirm ${slot.label}, or leave it out`);
}

/** A scan some days from one that is there: one timepoint of several days when a person says so. */
function severalDays({ slot, days }: Near, series: SeriesSummary): Placed {
  const why = `${dayCount(days)} from the scan of ${slot.label}`;
  const examination = slot.scans.some((one) => one.dicomStudyUid === series.dicomStudyUid);
  if (examination) return proposed(slot, `${why}, same examination`);
  return suggested(slot, why, `${why}: confirm that both are ${slot.label}, or choose another timepoint`);
}

function plannedWords(slot: Slot, days: number): string {
  return days === 0 ? `planned day of ${slotName(slot)}` : `${dayCount(days)} from the planned day of ${slotName(slot)}${slot.visit ? ', within its window' : ''}`;
}

/** A date inside the window of a visit, or of several. Null where it is in none. */
function inWindow(slots: readonly Slot[], date: IsoDate, series: SeriesSummary): Placed | null {
  const [first, second] = byDistance(slots.filter(isInside(date)), daysToPlan(date));
  if (!first) return null;
  if (second && second.days === first.days) return undecided(`as near to ${slotName(first.slot)} as to ${slotName(second.slot)} (${dayCount(first.days)})`);
  if (first.slot.scans.length === 0) return proposed(first.slot, plannedWords(first.slot, first.days));
  const days = daysToScan(date)(first.slot) ?? 0;
  const why = `within the window of ${slotName(first.slot)}, which has a scan of ${datesOf(first.slot).at(-1) ?? ''}`;
  return suggested(first.slot, why, `Two examinations in the window of ${slotName(first.slot)}, ${dayCount(days)} apart${scannedAgain(first.slot, series) ? ', of the same region' : ''}: choose which timepoint this one is`);
}

/** A date outside every window: how far from the nearest, where there is one. */
function outside(slots: readonly Slot[], date: IsoDate): string | null {
  const [nearest] = byDistance(slots, (slot) => { const window = windowOfSlot(slot); return window && Math.abs(daysOutside(window, date)); });
  const window = nearest && windowOfSlot(nearest.slot);
  if (!nearest || !window) return null;
  return `${dayCount(apart(window.plannedDate, date))} from the planned day of ${slotName(nearest.slot)}, ${dayCount(nearest.days)} ${date < window.earliest ? 'before' : 'after'} its window`;
}

/** Scans within the days of one timepoint. Null where none is near enough, and where a visit that has no images yet expects the date itself. */
function nearScan(slots: readonly Slot[], date: IsoDate, series: SeriesSummary, sameDays: number): Placed | null {
  const [first, second] = byDistance(slots, daysToScan(date)).filter(({ days }) => days <= sameDays);
  if (!first) return null;
  if (first.days === 0) return sameDay(first.slot, series);
  const expecting = slots.some((slot) => slot.scans.length === 0 && isInside(date)(slot));
  if (expecting && !isInside(date)(first.slot)) return null;
  if (second && second.days === first.days) return undecided(`${dayCount(first.days)} from the scans of both ${first.slot.label} and ${second.slot.label}`);
  return severalDays(first, series);
}

/** A date outside every window and far from every scan: the next timepoint when it is the latest and nothing is planned, else a person's decision. */
function beyond(slots: Slot[], date: IsoDate): Placed {
  const scanned = slots.filter((slot) => slot.scans.length > 0);
  const later = scanned.filter((slot) => datesOf(slot).some((day) => day > date)).sort((a, b) => a.index - b.index)[0];
  if (later) return undecided(later.index === 0 ? 'before the baseline scan' : `late: before the scan of ${later.label}, which is there already`);
  const baseline = scanned.length === 0 ? slots.find((slot) => slot.index === 0) : undefined;
  const planned = baseline && windowOfSlot(baseline);
  if (baseline && planned && date < planned.earliest) {
    const why = `first scan, ${dayCount(apart(planned.plannedDate, date))} before the origin: outside the window of baseline`;
    return suggested(baseline, why, `${why}. Confirm it, or choose another timepoint`);
  }
  const words = outside(slots.filter((slot) => slot.scans.length === 0), date);
  if (words !== null) return undecided(words);
  const open = slots.filter((slot) => slot.scans.length === 0 && slot.plannedDate === null && scanned.every((one) => one.index < slot.index)).sort((a, b) => a.index - b.index)[0];
  if (open) return proposed(open, `the next timepoint without images is ${open.label}`);
  const slot = followingSlot(slots);
  slots.push(slot);
  return proposed(slot, slot.index === 0 ? 'first scan of this subject' : `next scan after ${timepointLabel(slot.index - 1)}`);
}

/** Where a scan goes by its date. New slots are added to `slots`, so that later dates see them. */
export function placeScan(slots: Slot[], series: SeriesSummary, known: Known): Placed {
  const { date } = series;
  if (date === null) return undecided('the images have no date');
  if (date < '1980-01-01' || date > known.today) return undecided(`the date ${date} cannot be: ${date > known.today ? 'it is in the future' : 'it is before 1980'}`);
  const placed = nearScan(slots, date, series, known.sameDays) ?? inWindow(slots, date, series) ?? beyond(slots, date);
  const objection = baselineObjection(slots, placed.slot, date, known);
  if (objection === null) return placed;
  return objection.stays && placed.slot ? { ...placed, decision: objection.words } : undecided(objection.words);
}
