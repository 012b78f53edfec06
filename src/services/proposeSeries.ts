import { asId, daysBetween, type IsoDate, type SubjectId, type TimepointId } from '../common/index.ts';
import { codeRuleOf, datedVisit, nextSubjectCode, readSubjectCode, subjectCodeWords, type DatedVisit, type SeriesProposal, type SeriesSummary, type StudyProtocol, type SubjectCase } from '../casefile/index.ts';
import { timepointLabel } from './labels.ts';

/** Scans this close together may be one timepoint (interoperability 7.3): a CT of the chest and an MR of the brain. */
const sameTimepointDays = 14;
/** A planned day without a window proposes itself for scans this close to it. */
const visitWindowDays = 14;
/** No plan is followed further than this. */
const mostVisits = 500;

/** An unassigned series with the patient it names. */
export type Incoming = { readonly series: SeriesSummary; readonly patientId: string; readonly patientName: string };

export type StudyView = {
  /** Every subject's case, by id. */
  readonly subjects: ReadonlyMap<string, SubjectCase>;
  /** Subject that a patient's earlier series were put to. */
  readonly subjectOfPatient: ReadonlyMap<string, string>;
  /** Its rule for subject codes, its visits and their windows. */
  readonly protocol: StudyProtocol;
};

type Target = { readonly subject: SeriesProposal['subject']; readonly case: SubjectCase | null; readonly why: string };
type Slot = { readonly index: number; readonly id: TimepointId | null; readonly label: string; readonly dates: IsoDate[]; readonly plannedDate: IsoDate | null; readonly visit: DatedVisit | null };

/** Letters of a patient id that a subject code may have. */
const codeFrom = (patientId: string): string => patientId.trim().replaceAll(/\s+/g, '-').slice(0, 40);

/** Codes proposed for patients of this call who are no subjects yet: each patient one code, each code one patient. */
type NewCodes = Map<string, string>;

function newSubject(view: StudyView, patientId: string, given: NewCodes): Target {
  const rule = codeRuleOf(view.protocol);
  const own = readSubjectCode(rule, codeFrom(patientId));
  if (own) return { subject: { id: null, code: own.code }, case: null, why: `new patient id ${patientId}` };
  const code = given.get(patientId) ?? nextSubjectCode(rule, [...[...view.subjects.values()].map((one) => one.code), ...given.values()]);
  if (code === null) return { subject: null, case: null, why: `patient id ${patientId} is not ${subjectCodeWords(rule)}: choose the subject` };
  given.set(patientId, code);
  return { subject: { id: null, code }, case: null, why: `new patient id ${patientId}, next code of the study` };
}

function targetFor(view: StudyView, incoming: Incoming, given: NewCodes): Target {
  const code = codeFrom(incoming.patientId);
  const earlier = view.subjectOfPatient.get(incoming.patientId);
  const known = earlier ? view.subjects.get(earlier) : [...view.subjects.values()].find((one) => one.code.toLowerCase() === code.toLowerCase() && code !== '');
  if (known) {
    const why = earlier ? `earlier series of patient ${incoming.patientId} belong to this subject` : `patient id ${incoming.patientId} is the subject code`;
    return { subject: { id: asId<SubjectId>(known.subjectId), code: known.code }, case: known, why };
  }
  if (code === '') return { subject: null, case: null, why: 'the images name no patient' };
  return newSubject(view, incoming.patientId, given);
}

/** A subject's timepoints, and the visits planned up to `until` that are none yet; in order. */
function slotsFor(view: StudyView, subject: SubjectCase | null, until: IsoDate): Slot[] {
  if (!subject) return [];
  const visitOf = (index: number): DatedVisit | null => datedVisit(view.protocol, subject.facts, index);
  const slots = subject.timepoints.map((timepoint): Slot => ({ index: timepoint.index, id: timepoint.id, label: timepoint.label, dates: [...timepoint.scanDates], plannedDate: timepoint.plannedDate, visit: visitOf(timepoint.index) }));
  for (let index = 0; index < mostVisits; index += 1) {
    const visit = visitOf(index);
    if (!visit || (index > 0 && visit.earliest > until)) break;
    if (!slots.some((slot) => slot.index === index)) slots.push({ index, id: null, label: timepointLabel(index), dates: [], plannedDate: visit.plannedDate, visit });
  }
  return slots.sort((a, b) => a.index - b.index);
}

const distance = (a: IsoDate, b: IsoDate): number => Math.abs(daysBetween(a, b));
const nearest = (slots: readonly Slot[], date: IsoDate, days: (slot: Slot) => readonly IsoDate[]): { slot: Slot; days: number } | null => {
  const candidates = slots.flatMap((slot) => days(slot).map((day) => ({ slot, days: distance(day, date) })));
  return candidates.reduce<{ slot: Slot; days: number } | null>((best, one) => (best === null || one.days < best.days ? one : best), null);
};

function nextSlot(slots: readonly Slot[]): Slot {
  const index = Math.max(-1, ...slots.map((slot) => slot.index)) + 1;
  return { index, id: null, label: timepointLabel(index), dates: [], plannedDate: null, visit: null };
}

/** True where the slot's visit says so; a planned day without a visit of the protocol reaches 14 days either way. The window of a visit that a person moved moves with it. */
function isInWindow(slot: Slot, date: IsoDate): boolean {
  if (slot.plannedDate === null) return false;
  const [before, after] = slot.visit ? [daysBetween(slot.visit.earliest, slot.visit.plannedDate), daysBetween(slot.visit.plannedDate, slot.visit.latest)] : [visitWindowDays, visitWindowDays];
  const days = daysBetween(slot.plannedDate, date);
  return days >= -before && days <= after;
}

function plannedWords(slot: Slot, days: number): string {
  const name = slot.visit && slot.visit.name !== slot.label ? `${slot.label} (${slot.visit.name})` : slot.label;
  return days === 0 ? `planned day of ${name}` : `${days} days from the planned day of ${name}${slot.visit ? ', within its window' : ''}`;
}

/**
 * The timepoint a date belongs to: one scanned within 14 days, else the visit without images whose window it is in, else the next one when the date is the latest.
 * A date between two timepoints, before baseline or outside the window of the next planned visit is left to the person. New slots are added to `slots`, so that later dates see them.
 */
function slotFor(slots: Slot[], date: IsoDate | null): { slot: Slot | null; why: string } {
  if (date === null) return { slot: null, why: 'the images have no date: choose the timepoint' };
  const scanned = nearest(slots, date, (slot) => slot.dates);
  if (scanned && scanned.days <= sameTimepointDays) {
    return { slot: scanned.slot, why: scanned.days === 0 ? `same day as ${scanned.slot.label}` : `${scanned.days} days from the scan of ${scanned.slot.label}` };
  }
  const open = slots.filter((slot) => slot.dates.length === 0);
  const plannedDays = (slot: Slot): readonly IsoDate[] => (slot.plannedDate ? [slot.plannedDate] : []);
  const fitting = nearest(open.filter((slot) => isInWindow(slot, date)), date, plannedDays);
  if (fitting) return { slot: fitting.slot, why: plannedWords(fitting.slot, fitting.days) };
  const planned = nearest(open, date, plannedDays);
  const baseline = open.find((slot) => slot.index === 0 && slot.visit !== null && date <= slot.visit.latest);
  if (baseline && slots.every((slot) => slot.dates.length === 0)) return { slot: baseline, why: `first scan, ${distance(baseline.visit?.plannedDate ?? date, date)} days before the origin: outside the window of baseline` };
  const dated = slots.filter((slot) => slot.dates.length > 0);
  const latest = dated.flatMap((slot) => slot.dates).sort().at(-1);
  const after = dated.filter((slot) => slot.dates.some((day) => day > date));
  if (latest !== undefined && after.length > 0) {
    const next = after.reduce((a, b) => (a.index < b.index ? a : b));
    return { slot: null, why: next.index === 0 ? 'before the baseline scan: choose the timepoint' : `late: before the scan of ${next.label}, which is there already. Choose the timepoint` };
  }
  if (planned && open.some((slot) => slot.plannedDate !== null && slot.plannedDate > date)) {
    return { slot: null, why: `${planned.days} days from the planned day of ${planned.slot.label}, outside its window: choose the timepoint` };
  }
  const following = open.filter((slot) => dated.every((one) => one.index < slot.index) && slot.plannedDate === null && slot.visit === null).sort((a, b) => a.index - b.index)[0];
  if (following) return { slot: following, why: `the next timepoint without images is ${following.label}` };
  const slot = nextSlot(slots);
  slots.push(slot);
  const beyond = planned ? `, ${planned.days} days from the planned day of ${planned.slot.label}` : '';
  return { slot, why: slot.index === 0 ? 'first scan of this subject' : `next scan after ${timepointLabel(slot.index - 1)}${beyond}` };
}

const sameScan = (a: SeriesSummary, b: SeriesSummary): boolean =>
  a.date === b.date && a.modality === b.modality && a.description === b.description && a.slices === b.slices && a.number === b.number && a.kernel === b.kernel;

const seriesName = (series: SeriesSummary): string => `series ${series.number ?? '?'}${series.description ? ` (${series.description})` : ''}`;

function duplicateIn(subject: SubjectCase | null, batch: readonly SeriesSummary[], series: SeriesSummary): string | null {
  for (const timepoint of subject?.timepoints ?? []) {
    const same = timepoint.series.find((one) => one.id !== series.id && sameScan(one, series));
    if (same) return `${seriesName(same)} of ${timepoint.label}`;
  }
  const earlier = batch.find((one) => sameScan(one, series));
  return earlier ? `${seriesName(earlier)} of this import` : null;
}

/** Subject and timepoint for every incoming series, in order of patient and date. Nothing is assigned by it. */
export function proposeSeries(view: StudyView, incoming: readonly Incoming[]): readonly SeriesProposal[] {
  const ordered = incoming.toSorted((a, b) => a.patientId.localeCompare(b.patientId) || (a.series.date ?? '9').localeCompare(b.series.date ?? '9') || (a.series.number ?? 0) - (b.series.number ?? 0));
  const slotsOf = new Map<string, Slot[]>();
  const given: NewCodes = new Map();
  const until = ordered.reduce<IsoDate | null>((latest, { series }) => (series.date !== null && (latest === null || series.date > latest) ? series.date : latest), null) ?? ('0001-01-01' as IsoDate);
  const seen = new Map<string, SeriesSummary[]>();
  return ordered.map(({ series, patientId, patientName }) => {
    const target = targetFor(view, { series, patientId, patientName }, given);
    const key = target.subject ? target.subject.code.toLowerCase() : patientId;
    const slots = slotsOf.get(key) ?? slotsFor(view, target.case, until);
    slotsOf.set(key, slots);
    const found = target.subject ? slotFor(slots, series.date) : { slot: null, why: 'choose the subject first' };
    if (found.slot && series.date) found.slot.dates.push(series.date);
    const batch = seen.get(key) ?? [];
    const duplicateOf = duplicateIn(target.case, batch, series);
    seen.set(key, [...batch, series]);
    return {
      series, patientId, patientName, subject: target.subject, timepoint: found.slot ? { id: found.slot.id, index: found.slot.index, label: found.slot.label } : null,
      why: `${target.why}; ${found.why}`, duplicateOf,
    };
  });
}
