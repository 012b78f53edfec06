/**
 * The response forms of one visit, from the rows of TU, TR and RS: what an EDC gets is what the tabulation says, line by line (interoperability 2.2).
 * ODM and the flat CSV are both written from these.
 */
import { NadirError } from '../../common/index.ts';
import type { ExportStudy, ExportSubject } from '../model.ts';
import { rowKey } from '../sdtm/index.ts';
import { assessorOf, textOf as text, type Assessor, type DatasetRow, type Text, type TumourDatasets } from './datasetRow.ts';
import { lineNumbers, type LineNumbers, type LineOf } from './lineNumbers.ts';

/** A lesion at the visit it was identified at. `key`: number of its line among those identified then (`lineNumbers`). */
export type IdentifiedLesion = { readonly key: number; readonly link: string; readonly category: Text; readonly location: Text; readonly laterality: Text; readonly method: Text; readonly date: Text };
/** What was recorded of a lesion at a visit. `key`: number of its line in its group, `position`: among all lesions of the read. */
export type LesionLine = {
  readonly key: number; readonly position: number; readonly link: string; readonly category: Text; readonly method: Text; readonly date: Text;
  readonly diameterMm: Text; readonly tooSmall: boolean; readonly state: Text; readonly notDone: boolean; readonly reason: Text;
};
export const responseTests = ['TRGRESP', 'NTRGRESP', 'NEWLPROG', 'OVRLRESP'] as const;
/** What belongs to the overall response (SUPPRS): the calculated one and why it was not taken, the one that counts after dating back. */
export const responseQualifiers = ['CALCRESP', 'OVRRSN', 'ASGNRESP'] as const;
export const summaryTests = ['SUMDIAM', 'PCBSD', 'PCNSD'] as const;
export type VisitForms = {
  readonly usubjid: string;
  readonly assessor: Assessor;
  readonly visitNumber: number;
  readonly visit: string;
  readonly identified: readonly IdentifiedLesion[];
  /** Targets with a diameter, too small, or not evaluable; by key. */
  readonly measured: readonly LesionLine[];
  /** Non-targets, new lesions, merged targets; by key. */
  readonly states: readonly LesionLine[];
  readonly summary: Readonly<Partial<Record<(typeof summaryTests)[number], string>>>;
  readonly responses: Readonly<Partial<Record<(typeof responseTests)[number], string>>>;
  readonly qualifiers: Readonly<Partial<Record<(typeof responseQualifiers)[number], string>>>;
  /** RSDTC of the overall response. */
  readonly responseDate: Text;
};

const diameterTests = ['DIAMETER', 'LPERP', 'LDIAM'];

type Whose = { readonly usubjid: string; readonly assessor: Assessor };
const lineOf = ({ assessor }: Whose, lesion: string): LineOf => ({ assessor: assessor.key, lesion });

function linesOf(rows: readonly DatasetRow[], whose: Whose, numbers: LineNumbers): { readonly measured: readonly LesionLine[]; readonly states: readonly LesionLine[] } {
  const lines = [...Map.groupBy(rows.filter((row) => text(row, 'TRLNKID') !== null), (row) => String(row['TRLNKID']))].map(([link, own]): LesionLine & { readonly isMeasured: boolean } => {
    const size = diameterTests.map((test) => own.find((row) => row['TRTESTCD'] === test)).find((row) => row !== undefined);
    const state = own.find((row) => row['TRTESTCD'] === 'TUMSTATE');
    const row = state ?? size ?? {};
    const isMeasured = text(row, 'TRGRPID') === 'TARGET' && state === undefined;
    const line = lineOf(whose, text(row, 'TRSPID') ?? link);
    return {
      isMeasured, key: numbers.ofGroup(line, isMeasured ? 'targets' : 'others'), position: numbers.all(line), link, category: text(row, 'TRGRPID'), method: text(row, 'TRMETHOD'), date: text(row, 'TRDTC'),
      diameterMm: size ? text(size, 'TRSTRESC') : null, tooSmall: size?.['TRORRES'] === 'TOO SMALL TO MEASURE', state: state ? text(state, 'TRSTRESC') : null, notDone: text(row, 'TRSTAT') === 'NOT DONE', reason: text(row, 'TRREASND'),
    };
  }).sort((a, b) => a.key - b.key);
  return { measured: lines.filter(({ isMeasured }) => isMeasured), states: lines.filter(({ isMeasured }) => !isMeasured) };
}

const identifiedAt = (rows: readonly DatasetRow[], whose: Whose, visitNumber: number, numbers: LineNumbers): readonly IdentifiedLesion[] => rows.map((row) => ({
  key: numbers.identified(lineOf(whose, text(row, 'TUSPID') ?? String(row['TULNKID'])), visitNumber), link: String(row['TULNKID']), category: text(row, 'TUSTRESC'), location: text(row, 'TULOC'), laterality: text(row, 'TULAT'), method: text(row, 'TUMETHOD'), date: text(row, 'TUDTC'),
})).sort((a, b) => a.key - b.key);

const named = <Test extends string>(rows: readonly DatasetRow[], domain: 'TR' | 'RS', tests: readonly Test[]): Partial<Record<Test, string>> =>
  Object.fromEntries(tests.flatMap((test) => {
    const found = rows.find((row) => row[`${domain}TESTCD`] === test);
    const value = found && text(found, `${domain}STRESC`);
    return value === null || value === undefined ? [] : [[test, value] as const];
  })) as Partial<Record<Test, string>>;

/** Long text goes on in further rows: CALCRESP, OVRRSN, OVRRSN1. */
const qualifiersOf = (rows: readonly DatasetRow[]): VisitForms['qualifiers'] => Object.fromEntries(responseQualifiers.flatMap((name) => {
  const pieces = rows.filter((row) => new RegExp(`^${name}\\d*$`).test(String(row['QNAM']))).map((row) => String(row['QVAL']));
  return pieces.length === 0 ? [] : [[name, pieces.join(' ')] as const];
}));

const assessorOrder = (assessor: Assessor): string => (assessor.key === '' ? '0' : assessor.key.startsWith('R') ? `1${assessor.key}` : `2${assessor.key}`);

type Rows = { readonly tu: DatasetRow[]; readonly tr: DatasetRow[]; readonly rs: DatasetRow[]; readonly whose: Whose; readonly visitNumber: number; readonly visit: string };

function byVisit({ tu, tr, rs }: TumourDatasets): readonly Rows[] {
  const visits = new Map<string, Rows>();
  for (const [domain, rows, name] of [['TU', tu, 'tu'], ['TR', tr, 'tr'], ['RS', rs, 'rs']] as const) {
    for (const row of rows) {
      // Rows without a visit are the subject's (`subjectRecords`).
      if (text(row, 'VISITNUM') === null) continue;
      const assessor = assessorOf(row, domain);
      const key = `${assessor.key} ${row['VISITNUM']}`;
      const found = visits.get(key) ?? { tu: [], tr: [], rs: [], whose: { usubjid: String(row['USUBJID']), assessor }, visitNumber: Number(row['VISITNUM']), visit: text(row, 'VISIT') ?? `VISIT ${row['VISITNUM']}` };
      found[name].push(row);
      visits.set(key, found);
    }
  }
  return [...visits.values()].sort((a, b) => assessorOrder(a.whose.assessor).localeCompare(assessorOrder(b.whose.assessor)) || a.visitNumber - b.visitNumber);
}

/** Every visit of one subject with its forms, by assessor, then visit. */
function formsOf(subject: ExportSubject, datasets: TumourDatasets): readonly VisitForms[] {
  const numbers = lineNumbers(subject, datasets.tu);
  const supplemental = Map.groupBy(datasets.supprs ?? [], ({ IDVARVAL: sequence }) => String(sequence));
  return byVisit(datasets).map(({ tu, tr, rs, whose, visitNumber, visit }): VisitForms => {
    const overall = rs.find((one) => one['RSTESTCD'] === 'OVRLRESP') ?? rs[0];
    return {
      ...whose, visitNumber, visit, identified: identifiedAt(tu, whose, visitNumber, numbers), ...linesOf(tr, whose, numbers),
      summary: named(tr.filter((one) => text(one, 'TRLNKID') === null), 'TR', summaryTests), responses: named(rs, 'RS', responseTests),
      qualifiers: overall ? qualifiersOf(supplemental.get(String(overall['RSSEQ'])) ?? []) : {}, responseDate: overall ? text(overall, 'RSDTC') : null,
    };
  });
}

export type SubjectForms = { readonly subject: ExportSubject; readonly visits: readonly VisitForms[]; /** Rows of RS of the subject. */ readonly rs: readonly DatasetRow[] };

/**
 * The forms of a study, subject by subject: those of one subject lie in memory at a time. Subjects without a row are left out. Errors: defect for rows of a subject that the study
 * does not have, before anything of it could be lost.
 */
export function* studyForms({ subjects }: Pick<ExportStudy, 'subjects'>, { tu, tr, rs, supprs = [] }: TumourDatasets): Iterable<SubjectForms> {
  const of = (rows: readonly DatasetRow[]) => Map.groupBy(rows, (row) => String(row['USUBJID']));
  const by = { tu: of(tu), tr: of(tr), rs: of(rs), supprs: of(supprs) };
  const known = new Set(subjects.map(({ usubjid }) => rowKey(usubjid)));
  const foreign = [...by.tu.keys(), ...by.tr.keys(), ...by.rs.keys()].find((usubjid) => !known.has(usubjid));
  if (foreign !== undefined) throw new NadirError('defect', `The tabulation has rows of ${foreign}, whom the export does not have.`, { reason: 'foreignRows' });
  for (const subject of subjects) {
    const key = rowKey(subject.usubjid);
    const own = { tu: by.tu.get(key) ?? [], tr: by.tr.get(key) ?? [], rs: by.rs.get(key) ?? [], supprs: by.supprs.get(key) ?? [] };
    if (own.tu.length + own.tr.length + own.rs.length > 0) yield { subject, visits: formsOf(subject, own), rs: own.rs };
  }
}
