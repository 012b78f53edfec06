/** Values of the response forms as ODM carries them, before names of a receiving system are put in. Pure. */
import type { ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { assessorKeyOf, studyForms, subjectRecords, type IdentifiedLesion, type LesionLine, type TumourDatasets, type VisitForms } from '../tumourForms/index.ts';
import { adjudicationForm, deteriorationForm, formOid, subjectEvent } from './forms.ts';

export type OdmValue = { readonly item: string; readonly value: string };
export type OdmGroupData = { readonly group: string; /** Null in a group that does not repeat. */ readonly repeatKey: number | null; readonly values: readonly OdmValue[] };
export type OdmFormData = { readonly form: string; readonly signature: { readonly signer: string; readonly at: string } | null; readonly groups: readonly OdmGroupData[] };
export type OdmEventData = { readonly visit: string; readonly forms: readonly OdmFormData[] };
export type OdmSubjectData = { readonly subject: ExportSubject; readonly events: readonly OdmEventData[] };

const values = (given: Readonly<Record<string, string | null | undefined>>): readonly OdmValue[] =>
  Object.entries(given).flatMap(([item, value]) => (value === null || value === undefined ? [] : [{ item, value }]));
const group = (name: string, repeatKey: number | null, given: Parameters<typeof values>[0]): readonly OdmGroupData[] => {
  const found = values(given);
  return found.length === 0 ? [] : [{ group: name, repeatKey, values: found }];
};

const identity = (one: IdentifiedLesion): readonly OdmGroupData[] => group('IG.TU', one.key, {
  'I.TULNKID': one.link, 'I.TUORRES': one.category, 'I.TULOC': one.location, 'I.TULAT': one.laterality, 'I.TUMETHOD': one.method, 'I.TUDTC': one.date,
});
const target = (one: LesionLine): readonly OdmGroupData[] => group('IG.TRT', one.key, {
  'I.TRLNKID': one.link, 'I.DIAMETER': one.diameterMm, 'I.TSTM': one.tooSmall ? 'Y' : null, 'I.TRSTAT': one.notDone ? 'NOT DONE' : null, 'I.TRREASND': one.reason, 'I.TRDTC': one.date,
});
const state = (one: LesionLine): readonly OdmGroupData[] => group('IG.TRN', one.key, {
  'I.TRLNKID2': one.link, 'I.TUMSTATE': one.state, 'I.TRSTAT2': one.notDone ? 'NOT DONE' : null, 'I.TRREASND2': one.reason, 'I.TRDTC2': one.date, 'I.DIAMETER2': one.diameterMm,
});
const named = (name: string, given: Readonly<Record<string, string | undefined>>, more: Readonly<Record<string, string | null>> = {}): readonly OdmGroupData[] =>
  group(name, null, { ...Object.fromEntries(Object.entries(given).map(([test, value]) => [`I.${test}`, value])), ...more });

/** The read and the timepoint that a visit's forms are of; undefined where the visit is of none of them. */
function readingOf(study: ExportStudy, subject: ExportSubject, forms: VisitForms): { readonly read: ExportRead; readonly timepointId: string; readonly performed: boolean } | undefined {
  const read = subject.reads.find((one) => assessorKeyOf(one) === forms.assessor.key);
  const index = study.visits.find((visit) => visit.number === forms.visitNumber)?.index;
  const timepoint = read?.case.timepoints.find((one) => one.index === index);
  return read && timepoint ? { read, timepointId: timepoint.id, performed: timepoint.performed } : undefined;
}

function formsOf(study: ExportStudy, subject: ExportSubject, one: VisitForms): readonly OdmFormData[] {
  const reading = readingOf(study, subject, one);
  const signOff = reading?.read.case.signOffs[reading.timepointId];
  const signed = signOff?.state === 'signed' ? signOff.signed : null;
  const signature = signed ? { signer: signed.signer, at: signed.at } : null;
  const form = (base: string, groups: readonly OdmGroupData[]): readonly OdmFormData[] => (groups.length === 0 ? [] : [{ form: formOid(base, one.assessor.key), signature, groups }]);
  return [
    ...form('F.TU', one.identified.flatMap(identity)),
    ...form('F.TR', [...one.measured.flatMap(target), ...one.states.flatMap(state), ...named('IG.SUM', one.summary)]),
    ...form('F.RS', named('IG.RS', { ...one.responses, ...one.qualifiers }, { 'I.RSDTC': one.responseDate })),
    ...form('F.READ', reading ? named('IG.READ', {}, {
      'I.READER': signed?.signer ?? reading.read.readerName, 'I.READSTAT': signed ? 'SIGNED' : reading.performed ? 'NOT SIGNED' : 'NOT PERFORMED', 'I.SIGNDTC': signed?.at ?? null, 'I.SWVER': study.versions.product, 'I.ENGVER': signed?.engineVersion ?? study.versions.engine,
    }) : []),
  ];
}

/** The event of the subject as a whole, where anything is said of it. */
function subjectEventOf(subject: ExportSubject, rs: TumourDatasets['rs']): readonly OdmEventData[] {
  const { deterioration, adjudication } = subjectRecords(subject, rs);
  const forms: readonly OdmFormData[] = [
    ...(deterioration ? [{ form: deteriorationForm.oid, signature: null, groups: named('IG.DET', {}, { 'I.SYMPTDTR': deterioration.text, 'I.SYMPTDTC': deterioration.date }) }] : []),
    ...(adjudication ? [{
      form: adjudicationForm.oid, signature: { signer: adjudication.signer, at: adjudication.at },
      groups: named('IG.ADJ', {}, { 'I.ADJRESP': adjudication.response, 'I.ADJREAD': adjudication.accepted, 'I.ADJPDDTC': adjudication.progressionDate, 'I.ADJRSN': adjudication.reason, 'I.ADJDTC': adjudication.date }),
    }] : []),
  ];
  return forms.length === 0 ? [] : [{ visit: subjectEvent.visit, forms }];
}

/** The subjects of a study one after another, with their events in visit order, each with the forms of every assessor; last the event of the subject as a whole. */
export function* odmSubjects(study: ExportStudy, datasets: TumourDatasets): Iterable<OdmSubjectData> {
  for (const { subject, visits, rs } of studyForms(study, datasets)) {
    const byVisit = Map.groupBy(visits.toSorted((a, b) => a.visitNumber - b.visitNumber), (forms) => forms.visit);
    const events = [...byVisit].map(([visit, forms]): OdmEventData => ({ visit, forms: forms.flatMap((one) => formsOf(study, subject, one)) }));
    yield { subject, events: [...events, ...subjectEventOf(subject, rs)] };
  }
}

/** Full names of everybody whose signature can stand in the file, in alphabetical order. */
export const signersOf = ({ subjects }: ExportStudy): readonly string[] => [...new Set(subjects.flatMap(({ reads, adjudication }) => [
  ...reads.flatMap(({ case: { signOffs } }) => Object.values(signOffs).flatMap(({ state, signed }) => (state === 'signed' && signed ? [signed.signer] : []))),
  ...(adjudication?.state === 'decided' ? adjudication.decisions.slice(-1).map(({ by }) => by) : []),
]))].sort();
