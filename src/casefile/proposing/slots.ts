import type { IsoDate } from '../../common/index.ts';
import type { SeriesSummary, SubjectCase, Timepoint } from '../model.ts';
import type { StudyProtocol } from '../protocol.ts';
import { daysOutside, planFacts, windowAround, type VisitWindow } from '../timepointDates.ts';
import { nextPlannedNumber, plannedNumber, timepointLabel, unscheduledName, unscheduledNumber } from '../visitNumbers.ts';
import { datedVisit, type DatedVisit } from '../visits.ts';
import type { TimepointChoice, TimepointState } from '../views.ts';
import type { Slot } from './model.ts';

/** No plan is followed further than this. */
const mostVisits = 500;

const slotOf = (timepoint: Timepoint, visit: DatedVisit | null): Slot => ({ index: timepoint.index, id: timepoint.id, label: timepoint.label, scans: [...timepoint.series], plannedDate: timepoint.plannedDate, visit });
const emptySlot = (index: number, visit: DatedVisit | null): Slot => ({ index, id: null, label: timepointLabel(index), scans: [], plannedDate: visit?.plannedDate ?? null, visit });

/** A subject's timepoints, and the visits planned up to the first one after `until` that are none yet; in order of their numbers. */
export function slotsOf(protocol: StudyProtocol, subject: SubjectCase | null, until: IsoDate): Slot[] {
  if (!subject) return [];
  const facts = planFacts(subject);
  const slots = subject.timepoints.filter((one) => one.performed || one.series.length > 0).map((timepoint) => slotOf(timepoint, datedVisit(protocol, facts, timepoint.index)));
  const known = new Set(subject.timepoints.map((one) => one.index));
  for (let index = 0; index < mostVisits; index += 1) {
    const visit = datedVisit(protocol, facts, index);
    if (!visit) break;
    if (!known.has(index)) slots.push(emptySlot(index, visit));
    if (index > 0 && visit.earliest > until) break;
  }
  return slots.sort((a, b) => a.index - b.index);
}

/** A slot for the timepoint after all that are there. */
export const followingSlot = (slots: readonly Slot[]): Slot => emptySlot(nextPlannedNumber(slots.map((slot) => slot.index)), null);

/** Scan dates of a slot, each once, earliest first. */
export const datesOf = (slot: Slot): readonly IsoDate[] => [...new Set(slot.scans.flatMap((one) => (one.date === null ? [] : [one.date])))].sort();

/** The window that belongs to a slot; null where nothing plans it. */
export const windowOfSlot = (slot: Slot): VisitWindow | null => windowAround(slot.plannedDate, slot.visit);

/** "TP1 (Wk 8)", or the label alone where the visit is called nothing else. */
export const slotName = ({ label, visit }: Slot): string => (visit && visit.name !== '' && visit.name !== label ? `${label} (${visit.name})` : label);

/** A free unscheduled number for a scan of this date: after every slot scanned before it, before every one scanned after it. Null without a slot before it. */
export function unscheduledFor(slots: readonly Slot[], date: IsoDate | null): number | null {
  const scanned = slots.filter((slot) => slot.scans.length > 0);
  const before = date === null ? scanned : scanned.filter((slot) => (datesOf(slot).at(-1) ?? date) <= date);
  const after = date === null ? [] : scanned.filter((slot) => (datesOf(slot)[0] ?? date) > date && slot.index > 0);
  const from = before.reduce((most, slot) => Math.max(most, slot.index), -1);
  const next = after.filter((slot) => slot.index > from).reduce<number | null>((least, slot) => (least === null || slot.index < least ? slot.index : least), null);
  return unscheduledNumber(slots.map((slot) => slot.index), from, next);
}

const choiceOf = (slot: Slot, date: IsoDate | null, state: TimepointState): TimepointChoice => {
  const window = windowOfSlot(slot);
  return {
    index: slot.index, label: slot.label, visitName: slot.visit?.name ?? '', plannedDate: slot.plannedDate, scanDates: datesOf(slot), series: slot.scans.length, state,
    outsideDays: window && date ? daysOutside(window, date) : null,
  };
};

/** Everything a scan of this date may be put to: the timepoints there are, the planned visits to the first one after it, the next number, and an unscheduled one. */
export function choicesOf(proposed: readonly Slot[], { date }: Pick<SeriesSummary, 'date'>, states: ReadonlyMap<string, TimepointState>, incoming: ReadonlySet<string>): readonly TimepointChoice[] {
  // As they are now: nothing is assigned by proposing.
  const slots = proposed.map((slot): Slot => ({ ...slot, scans: slot.scans.filter((one) => !incoming.has(one.id)) }));
  const next = nextPlannedNumber(slots.map((slot) => slot.index));
  const there = slots.map((slot) => choiceOf(slot, date, slot.id === null ? 'open' : (states.get(slot.id) ?? 'open')));
  const unscheduled = unscheduledFor(slots, date);
  const extra: TimepointChoice[] = unscheduled === null ? [] : [{ ...choiceOf(emptySlot(unscheduled, null), date, 'open'), visitName: unscheduledName(unscheduled) }];
  return [...there, choiceOf(emptySlot(next, null), date, 'open'), ...extra].sort((a, b) => a.index - b.index || plannedNumber(a.index) - plannedNumber(b.index));
}
