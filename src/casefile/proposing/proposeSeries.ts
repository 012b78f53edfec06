import { asId, type IsoDate, type SubjectId } from '../../common/index.ts';
import { withDefaults, type Parameters } from '../../recist/index.ts';
import type { SeriesSummary, SubjectCase } from '../model.ts';
import { codeRuleOf, nextSubjectCode, readSubjectCode, subjectCodeWords } from '../subjectCodes.ts';
import { displayDate, planFacts, sameTimepointDays } from '../timepointDates.ts';
import type { SeriesProposal } from '../views.ts';
import { visitOrigin } from '../visits.ts';
import { duplicateOf } from './duplicates.ts';
import type { Incoming, Known, Placed, Slot, StudyView } from './model.ts';
import { placeScan } from './placeScan.ts';
import { choicesOf, slotsOf } from './slots.ts';

type Target = { readonly subject: SeriesProposal['subject']; readonly case: SubjectCase | null; readonly why: string };

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

/** What is known of a subject's dates before its scans are placed. `dates`: of every incoming scan of it. */
function knownOf(view: StudyView, subject: SubjectCase | null, dates: readonly IsoDate[]): Known {
  const { protocol, today } = view;
  const firstDose = subject?.facts.firstDoseDate ?? null;
  const treatmentFrom = firstDose ?? (subject && protocol.visits?.from !== 'baselineScan' ? visitOrigin(protocol, planFacts(subject)) : null);
  const baseline = subject?.timepoints.find((one) => one.index === 0);
  const hasBaseline = baseline !== undefined && baseline.scanDates.length > 0 && displayDate(baseline) !== null;
  const candidates = hasBaseline || treatmentFrom === null ? [] : dates.filter((date) => date <= treatmentFrom).sort();
  return { protocol, today, firstDose, treatmentFrom, baselineMaxDays: withDefaults(protocol.params as Partial<Parameters>).baselineMaxDaysBefore, sameDays: sameTimepointDays(protocol), lastBeforeTreatment: candidates.at(-1) ?? null };
}

/** One subject's scans as this call goes through them. */
type Course = { readonly slots: Slot[]; readonly known: Known; readonly batch: SeriesSummary[] };

const noSubject: Placed = { slot: null, why: 'choose the subject first', decision: 'choose the subject first' };

const byDate = (a: Incoming, b: Incoming): number =>
  a.patientId.localeCompare(b.patientId) || (a.series.date ?? '9').localeCompare(b.series.date ?? '9') || (a.series.number ?? 0) - (b.series.number ?? 0);

/** Subject and timepoint for every incoming series, in order of patient and date. Nothing is assigned by it; a person confirms, and decides where `decision` says so. */
export function proposeSeries(view: StudyView, incoming: readonly Incoming[]): readonly SeriesProposal[] {
  const ordered = incoming.toSorted(byDate);
  const ids = new Set<string>(incoming.map(({ series }) => series.id));
  const given: NewCodes = new Map();
  const targets = ordered.map((one) => targetFor(view, one, given));
  const keyAt = (at: number): string => targets[at]?.subject?.code.toLowerCase() ?? `?${ordered[at]?.patientId ?? ''}`;
  const datesOfKey = new Map<string, IsoDate[]>();
  ordered.forEach(({ series: { date } }, at) => { if (date !== null) datesOfKey.set(keyAt(at), [...(datesOfKey.get(keyAt(at)) ?? []), date]); });
  const courses = new Map<string, Course>();
  const courseOf = (key: string, subject: SubjectCase | null): Course => {
    const dates = datesOfKey.get(key) ?? [];
    const course = courses.get(key) ?? { slots: slotsOf(view.protocol, subject, dates.toSorted().at(-1) ?? ('0001-01-01' as IsoDate)), known: knownOf(view, subject, dates), batch: [] };
    courses.set(key, course);
    return course;
  };
  const placed = ordered.map(({ series, patientId, patientName }, at) => {
    const target = targets[at] as Target;
    const { slots, known, batch } = courseOf(keyAt(at), target.case);
    const found = target.subject ? placeScan(slots, series, known) : noSubject;
    const duplicate = duplicateOf(target.case, batch, series, view.copies);
    if (found.slot && !duplicate) found.slot.scans.push(series);
    batch.push(series);
    return { series, patientId, patientName, target, found, duplicate, slots };
  });
  return placed.map(({ series, patientId, patientName, target, found: { slot, why, decision }, duplicate, slots }): SeriesProposal => ({
    series, patientId, patientName, subject: target.subject, timepoint: slot ? { id: slot.id, index: slot.index, label: slot.label } : null, why: `${target.why}; ${why}`,
    decision, duplicateOf: duplicate?.of ?? null, isCopy: duplicate?.isCopy ?? false, choices: target.subject ? choicesOf(slots, series, view.states, ids) : [],
  }));
}
