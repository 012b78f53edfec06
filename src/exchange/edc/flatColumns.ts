/** The flat table for an EDC: one row per lesion and visit (LESION) and one per visit (RESPONSE), columns as interoperability 2.5 lists them. Pure. */
import type { ExportStudy } from '../model.ts';
import { studyForms, type LesionLine, type TumourDatasets, type VisitForms } from '../tumourForms/index.ts';

export const flatColumns = [
  'STUDY', 'SITE', 'SUBJECT', 'FOLDER', 'FOLDER_SEQ', 'FORM', 'RECORD_POSITION', 'READER', 'LESION_ID', 'CATEGORY', 'LOCATION', 'LATERALITY', 'METHOD', 'SCAN_DATE', 'DIAMETER_MM', 'TOO_SMALL', 'STATE', 'NOT_DONE', 'REASON',
  'SUM_MM', 'PCT_BASELINE', 'PCT_NADIR', 'TARGET_RESP', 'NONTARGET_RESP', 'NEW_LESION', 'OVERALL_RESP', 'RESP_DATE',
] as const;
export type FlatColumn = (typeof flatColumns)[number];
/** By column; null and left out: an empty cell. */
export type FlatRow = Readonly<Partial<Record<FlatColumn, string | null>>>;

type Place = { readonly location: string | null; readonly laterality: string | null; readonly method: string | null };

const lesionRow = (common: FlatRow, line: LesionLine, place: Place | undefined): FlatRow => ({
  ...common, FORM: 'LESION', RECORD_POSITION: String(line.position), LESION_ID: line.link, CATEGORY: line.category, LOCATION: place?.location ?? null, LATERALITY: place?.laterality ?? null,
  METHOD: line.method ?? (line.notDone ? null : (place?.method ?? null)), SCAN_DATE: line.date, DIAMETER_MM: line.diameterMm, TOO_SMALL: line.tooSmall ? 'Y' : null, STATE: line.state, NOT_DONE: line.notDone ? 'Y' : null, REASON: line.reason,
});

const responseRow = (common: FlatRow, { summary, responses, responseDate }: VisitForms): FlatRow => ({
  ...common, FORM: 'RESPONSE', RECORD_POSITION: '0', SUM_MM: summary.SUMDIAM ?? null, PCT_BASELINE: summary.PCBSD ?? null, PCT_NADIR: summary.PCNSD ?? null,
  TARGET_RESP: responses.TRGRESP ?? null, NONTARGET_RESP: responses.NTRGRESP ?? null, NEW_LESION: responses.NEWLPROG ?? null, OVERALL_RESP: responses.OVRLRESP ?? null, RESP_DATE: responseDate,
});

/** Rows by subject, reader and visit: lesions by the number of their line, the response last. */
export function* flatRows(study: ExportStudy, datasets: TumourDatasets): Iterable<FlatRow> {
  for (const { subject, visits } of studyForms(study, datasets)) {
    const places = new Map<string, Place>();
    for (const forms of visits) {
      const ofLesion = (link: string): string => `${forms.assessor.key} ${link}`;
      for (const { link, location, laterality, method } of forms.identified) places.set(ofLesion(link), { location, laterality, method });
      const common: FlatRow = { STUDY: study.code, SITE: subject.siteCode, SUBJECT: subject.code, FOLDER: forms.visit, FOLDER_SEQ: String(forms.visitNumber), READER: forms.assessor.name };
      for (const line of [...forms.measured, ...forms.states].sort((a, b) => a.position - b.position)) yield lesionRow(common, line, places.get(ofLesion(line.link)));
      yield responseRow(common, forms);
    }
  }
}
