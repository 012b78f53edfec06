/** When a timepoint was: its scans on one or several days, its order among the others, and its planned window. Pure. */
import { addDays, daysBetween, type IsoDate } from '../common/index.ts';
import { withDefaults, type Parameters, type SubjectFacts } from '../recist/index.ts';
import type { SeriesSummary, SubjectCase, Timepoint } from './model.ts';
import type { StudyProtocol } from './protocol.ts';
import { datedVisit, type DatedVisit } from './visits.ts';

/** Scans this many days apart may be one timepoint where the protocol says nothing else (interoperability 7.3). */
export const defaultSameTimepointDays = 14;

/** Days within which scans may be one timepoint. */
export const sameTimepointDays = (protocol: Pick<StudyProtocol, 'assigning'>): number => protocol.assigning?.sameTimepointDays ?? defaultSameTimepointDays;

type Scanned = Pick<Timepoint, 'scanDates' | 'series'>;
type Rules = Pick<StudyProtocol, 'assigning' | 'params'>;

/** Scan dates that date a timepoint: all of them, or those of its CT where the protocol dates by CT and there is one. Earliest first. */
export function datingScans(protocol: Rules, { scanDates, series }: Scanned): readonly IsoDate[] {
  if (protocol.assigning?.dateBy !== 'ct') return scanDates;
  const ofCt = [...new Set(series.filter((one) => one.modality === 'CT').flatMap((one) => (one.date === null ? [] : [one.date])))].sort();
  return ofCt.length > 0 ? ofCt : scanDates;
}

/** The date of a timepoint by its scans: the latest or the earliest of those that date it; null without a scan date. */
export function scanDateOf(protocol: Rules, timepoint: Scanned): IsoDate | null {
  const dates = datingScans(protocol, timepoint);
  const { timepointDate } = withDefaults(protocol.params as Partial<Parameters>);
  return (timepointDate === 'earliest' ? dates[0] : dates.at(-1)) ?? null;
}

/** What a timepoint is sorted and drawn by: its date by the study's rule, else the planned day. */
export const displayDate = (timepoint: Pick<Timepoint, 'date' | 'scanDates' | 'plannedDate'>): IsoDate | null => timepoint.date ?? timepoint.scanDates.at(-1) ?? timepoint.plannedDate;

/**
 * Timepoints in the order they are shown and exported: baseline first, those with images by date, those without where their number puts them.
 * Equal dates keep the order of their numbers.
 */
export function inTimeOrder<T extends Pick<Timepoint, 'index' | 'date' | 'scanDates' | 'plannedDate'>>(timepoints: readonly T[]): readonly T[] {
  const byNumber = timepoints.toSorted((a, b) => a.index - b.index);
  const isDated = (one: T): boolean => one.index > 0 && one.scanDates.length > 0;
  const dated = byNumber.filter(isDated);
  const byDate = dated.toSorted((a, b) => (displayDate(a) ?? '').localeCompare(displayDate(b) ?? ''));
  if (byDate.every((one, at) => one === dated[at])) return byNumber;
  let next = 0;
  return byNumber.map((one) => (isDated(one) ? (byDate[next++] as T) : one));
}

/** Pairs of timepoints whose visit numbers and dates disagree (interoperability 7.7): `later` has the higher number and the earlier date. Each timepoint is named once as `later`. */
export function orderConflicts(timepoints: readonly Timepoint[]): readonly { readonly later: Timepoint; readonly earlier: Timepoint }[] {
  const dated = timepoints.filter((one) => one.scanDates.length > 0).toSorted((a, b) => a.index - b.index);
  return dated.flatMap((later, at) => {
    const earlier = dated.slice(0, at).findLast((one) => (displayDate(one) ?? '') > (displayDate(later) ?? ''));
    return earlier ? [{ later, earlier }] : [];
  });
}

/** Dates of the subject that visits count from: its own, and the baseline scan where the protocol counts from that. */
export function planFacts(subject: Pick<SubjectCase, 'facts' | 'timepoints'>): SubjectFacts {
  const baseline = subject.timepoints.find((one) => one.index === 0);
  const scanned = baseline && baseline.scanDates.length > 0 ? displayDate(baseline) : null;
  return scanned === null ? subject.facts : { ...subject.facts, baselineAssessmentDate: scanned };
}

/** A window of days around a planned one. */
export type VisitWindow = { readonly plannedDate: IsoDate; readonly earliest: IsoDate; readonly latest: IsoDate };

/** Days of a window before and after its planned day: the visit's own, else 14 either way. A visit that a person moved takes its window with it. */
export function windowAround(plannedDate: IsoDate | null, visit: DatedVisit | null): VisitWindow | null {
  const day = plannedDate ?? visit?.plannedDate ?? null;
  if (day === null) return null;
  const [before, after] = visit ? [daysBetween(visit.earliest, visit.plannedDate), daysBetween(visit.plannedDate, visit.latest)] : [defaultSameTimepointDays, defaultSameTimepointDays];
  return { plannedDate: day, earliest: addDays(day, -before), latest: addDays(day, after) };
}

/** Days a date lies outside a window: 0 inside, negative before it, positive after it. */
export function daysOutside(window: VisitWindow, date: IsoDate): number {
  if (date < window.earliest) return daysBetween(window.earliest, date);
  return date > window.latest ? daysBetween(window.latest, date) : 0;
}

/** The window of a subject's timepoint; null where nothing plans it. */
export const windowOf = (subject: Pick<SubjectCase, 'facts' | 'timepoints' | 'protocol'>, timepoint: Pick<Timepoint, 'index' | 'plannedDate'>): VisitWindow | null =>
  windowAround(timepoint.plannedDate, datedVisit(subject.protocol, planFacts(subject), timepoint.index));

/** "6 days after its window (2026-02-19 to 2026-03-05)"; empty inside it, without one, and without images. */
export function outsideWords(subject: Pick<SubjectCase, 'facts' | 'timepoints' | 'protocol'>, timepoint: Timepoint): string {
  const [window, date] = [windowOf(subject, timepoint), timepoint.scanDates.length > 0 ? displayDate(timepoint) : null];
  const days = window && date ? daysOutside(window, date) : 0;
  return window && days !== 0 ? `${dayCount(Math.abs(days))} ${days < 0 ? 'before' : 'after'} its window (${window.earliest} to ${window.latest})` : '';
}

/** "1 day", "6 days". */
export const dayCount = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** The date a lesion was assessed at: its series' own, where that is not the timepoint's (R-215). Null: the timepoint's. */
export const ownDate = (timepoint: Timepoint, series: Pick<SeriesSummary, 'date'> | undefined): IsoDate | null => (series?.date && series.date !== displayDate(timepoint) ? series.date : null);
