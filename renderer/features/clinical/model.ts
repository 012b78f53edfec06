/** Clinical facts while they are entered. Pure. */
import { isIsoDate, type IsoDate } from '../../../src/common/index.ts';
import type { ClinicalFacts, DoseChange, SubjectCase } from '../../../src/casefile/index.ts';

export type FactInput = { readonly name: string; readonly label: string; readonly kind: 'date' | 'text' | 'arm' };
export const factGroups: readonly { readonly title: string; readonly fields: readonly FactInput[] }[] = [
  { title: 'Trial', fields: [{ name: 'randomisationDate', label: 'Randomisation', kind: 'date' }, { name: 'arm', label: 'Arm', kind: 'arm' }, { name: 'enrolmentDate', label: 'Enrolment', kind: 'date' }, { name: 'studyEndDate', label: 'End of study', kind: 'date' }, { name: 'studyEndReason', label: 'Why it ended', kind: 'text' }] },
  { title: 'Study treatment', fields: [{ name: 'firstDoseDate', label: 'First dose', kind: 'date' }, { name: 'treatmentEndDate', label: 'Last dose', kind: 'date' }, { name: 'treatmentEndReason', label: 'Why it was stopped', kind: 'text' }] },
  { title: 'Afterwards', fields: [
    { name: 'newTherapyStartDate', label: 'New therapy', kind: 'date' }, { name: 'newTherapy', label: 'Which therapy', kind: 'text' }, { name: 'clinicalProgressionDate', label: 'Clinical progression', kind: 'date' },
    { name: 'lastKnownAliveDate', label: 'Last known alive', kind: 'date' }, { name: 'deathDate', label: 'Death', kind: 'date' }, { name: 'deathCause', label: 'Cause of death', kind: 'text' },
  ] },
];
const fields = factGroups.flatMap((group) => group.fields);

/** Everything as it is typed; visits by timepoint id. */
export type FactDraft = { readonly values: Readonly<Record<string, string>>; readonly doses: readonly DoseChange[]; readonly visits: Readonly<Record<string, string>> };

export function draftOf({ facts, timepoints }: SubjectCase): FactDraft {
  const known = facts as ClinicalFacts & Readonly<Record<string, unknown>>;
  return {
    values: Object.fromEntries(fields.map(({ name }) => [name, (known[name] as string | undefined) ?? ''])), doses: facts.doseChanges ?? [],
    visits: Object.fromEntries(timepoints.map(({ id }) => [id, facts.visitDates?.[id] ?? ''])),
  };
}

/** What cannot be stored as it is typed, in words; null when all of it can. */
export function draftFault({ values, doses, visits }: FactDraft, labelOf: (timepointId: string) => string): string | null {
  const wrong = fields.find(({ name, kind }) => kind === 'date' && values[name] !== '' && !isIsoDate(values[name] ?? ''));
  if (wrong) return `${wrong.label}: write it as YYYY-MM-DD`;
  if (doses.some(({ date }) => !isIsoDate(date))) return 'Dose change: write the day as YYYY-MM-DD';
  const visit = Object.entries(visits).find(([, date]) => date !== '' && !isIsoDate(date));
  return visit ? `Visit ${labelOf(visit[0])}: write it as YYYY-MM-DD` : null;
}

const datesOnly = (record: Readonly<Record<string, string>>): Readonly<Record<string, IsoDate>> => Object.fromEntries(Object.entries(record).filter((entry): entry is [string, IsoDate] => isIsoDate(entry[1])));

/** The facts as they would be stored: to ask the checks before they are. What is no date yet is left out. */
export function draftFacts(facts: ClinicalFacts, { values, doses, visits }: FactDraft): ClinicalFacts {
  const { doseChanges: _doses, visitDates: _visits, ...others } = facts;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !fields.some((field) => field.name === name)));
  const typed = Object.fromEntries(fields.flatMap(({ name, kind }) => { const value = values[name]?.trim() ?? ''; return value === '' || (kind === 'date' && !isIsoDate(value)) ? [] : [[name, value]]; }));
  const visitDates = datesOnly(visits);
  return { ...rest, ...typed, ...(doses.length === 0 ? {} : { doseChanges: doses.filter(({ date }) => isIsoDate(date)) }), ...(Object.keys(visitDates).length === 0 ? {} : { visitDates }) };
}

/** The changes against what is stored, as the command takes them; null when nothing changed. */
export function draftPatch(subject: SubjectCase, draft: FactDraft) {
  const stored = draftOf(subject);
  const values = Object.fromEntries(fields.filter(({ name }) => draft.values[name]?.trim() !== stored.values[name]).map(({ name }) => [name, draft.values[name]?.trim() === '' ? null : (draft.values[name]?.trim() ?? null)]));
  const doses = JSON.stringify(draft.doses) === JSON.stringify(stored.doses) ? {} : { doseChanges: draft.doses.length === 0 ? null : draft.doses.map((one) => ({ ...one })) };
  const visits = JSON.stringify(draft.visits) === JSON.stringify(stored.visits) ? {} : { visitDates: { ...datesOnly(draft.visits) } };
  const patch = { ...values, ...doses, ...visits };
  return Object.keys(patch).length === 0 ? null : patch;
}
