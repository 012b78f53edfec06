/** What a column of a table of clinical facts may be, and which one it is by its name. */
import { clinicalTexts } from '../clinicalFacts.ts';

export type FieldKind = 'subject' | 'date' | 'text' | 'number' | 'timepoint' | 'lesion' | 'choice';
export type FactField = { readonly id: string; readonly title: string; readonly kind: FieldKind; /** Names that a column of it may have, small letters and digits only. */ readonly names: readonly string[]; readonly choices?: Readonly<Record<string, string>> };

/** Dates that stand once per subject. */
export const factDates = ['randomisationDate', 'enrolmentDate', 'firstDoseDate', 'treatmentEndDate', 'newTherapyStartDate', 'clinicalProgressionDate', 'deathDate', 'lastKnownAliveDate', 'studyEndDate'] as const;

export const factFields: readonly FactField[] = [
  { id: 'subject', title: 'Subject', kind: 'subject', names: ['subject', 'subjectcode', 'subjectid', 'usubjid', 'subjid', 'patient', 'patientid', 'code'] },
  { id: 'randomisationDate', title: 'Randomisation', kind: 'date', names: ['randomisation', 'randomization', 'randomisationdate', 'randomizationdate', 'randdate', 'randdtc', 'randdt'] },
  { id: 'arm', title: 'Arm', kind: 'text', names: ['arm', 'armcd', 'treatmentarm', 'group'] },
  { id: 'enrolmentDate', title: 'Enrolment', kind: 'date', names: ['enrolment', 'enrollment', 'enrolmentdate', 'enrollmentdate', 'rficdtc'] },
  { id: 'firstDoseDate', title: 'First dose', kind: 'date', names: ['firstdose', 'firstdosedate', 'rfxstdtc', 'treatmentstart', 'trtsdt'] },
  { id: 'treatmentEndDate', title: 'Last dose', kind: 'date', names: ['lastdose', 'lastdosedate', 'treatmentend', 'rfxendtc', 'trtedt'] },
  { id: 'treatmentEndReason', title: 'Why treatment ended', kind: 'text', names: ['treatmentendreason', 'discontinuationreason'] },
  { id: 'doseChangeDate', title: 'Dose change, day', kind: 'date', names: ['dosechangedate'] },
  { id: 'doseChange', title: 'Dose change', kind: 'choice', names: ['dosechange'], choices: { reduced: 'reduced', increased: 'increased', interrupted: 'interrupted', resumed: 'resumed' } },
  { id: 'newTherapyStartDate', title: 'New anticancer therapy, start', kind: 'date', names: ['newtherapydate', 'newtherapystart', 'newtherapystartdate', 'subsequenttherapydate'] },
  { id: 'newTherapy', title: 'New anticancer therapy', kind: 'text', names: ['newtherapy', 'subsequenttherapy'] },
  { id: 'clinicalProgressionDate', title: 'Clinical progression', kind: 'date', names: ['clinicalprogression', 'clinicalprogressiondate'] },
  { id: 'deathDate', title: 'Death', kind: 'date', names: ['death', 'deathdate', 'dthdtc', 'dthdt'] },
  { id: 'deathCause', title: 'Cause of death', kind: 'text', names: ['deathcause', 'causeofdeath', 'dthcaus'] },
  { id: 'lastKnownAliveDate', title: 'Last contact', kind: 'date', names: ['lastcontact', 'lastcontactdate', 'lastknownalive', 'lastknownalivedate', 'lstalvdt'] },
  { id: 'studyEndDate', title: 'End of study', kind: 'date', names: ['studyend', 'studyenddate', 'rfpendtc', 'eosdt'] },
  { id: 'studyEndReason', title: 'Why the study ended', kind: 'text', names: ['studyendreason'] },
  { id: 'timepoint', title: 'Timepoint', kind: 'timepoint', names: ['timepoint', 'visit', 'visitnum', 'tp'] },
  { id: 'visitDate', title: 'Visit, day', kind: 'date', names: ['visitdate', 'svstdtc'] },
  { id: 'markerName', title: 'Marker', kind: 'text', names: ['marker', 'markername', 'lbtest', 'test'] },
  { id: 'markerValue', title: 'Marker, value', kind: 'number', names: ['markervalue', 'value', 'result', 'lborres', 'lbstresn'] },
  { id: 'markerUnit', title: 'Marker, unit', kind: 'text', names: ['markerunit', 'unit', 'lborresu', 'lbstresu'] },
  { id: 'markerUpperLimit', title: 'Marker, upper limit of normal', kind: 'number', names: ['upperlimit', 'uln', 'markerupperlimit', 'lbstnrhi'] },
  { id: 'markerDate', title: 'Marker, day', kind: 'date', names: ['markerdate', 'lbdtc'] },
  { id: 'lesion', title: 'Lesion', kind: 'lesion', names: ['lesion', 'lesionlabel', 'tulnkid'] },
  { id: 'localTreatment', title: 'Local treatment', kind: 'choice', names: ['localtreatment'], choices: { resected: 'resected', irradiated: 'irradiated', ablated: 'ablated', other: 'other' } },
  { id: 'localTreatmentDate', title: 'Local treatment, day', kind: 'date', names: ['localtreatmentdate'] },
];
export const factField = (id: string): FactField | undefined => factFields.find((one) => one.id === id);
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Column name → field id; a column that is not named stays out. */
export type FactMapping = Readonly<Record<string, string>>;

/** What each column is: as it was the last time, else by its name. No field twice. */
export function proposedMapping(header: readonly string[], remembered: FactMapping | null): FactMapping {
  const used = new Set<string>();
  return Object.fromEntries(header.flatMap((name): [string, string][] => {
    const known = remembered?.[name];
    const field = known !== undefined ? factField(known) : factFields.find(({ names, id }) => names.includes(plain(name)) || plain(id) === plain(name));
    if (!field || used.has(field.id)) return [];
    used.add(field.id);
    return [[name, field.id]];
  }));
}

/** Facts in words that stand once per subject. */
export const isFactText = (id: string): boolean => (clinicalTexts as readonly string[]).includes(id);
export const isFactDate = (id: string): boolean => (factDates as readonly string[]).includes(id);
