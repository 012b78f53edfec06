/** The tumour domains of a study: every read of every subject as rows of TU, TR, RS, RELREC and SUPP-- in their final order (interoperability 1.4). */
import type { ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { datasetOf, type DatasetName, type SdtmDataset, type SdtmRow } from './dataset.ts';
import { contextOf, rowKey, type ReadContext } from './rows/context.ts';
import { identificationRow, type IdentificationRow } from './rows/identification.ts';
import { lesionsNotDone, tabulatedLesions, type TabulatedLesion } from './rows/lesionRecords.ts';
import { lesionRows, type ResultRow } from './rows/measurements.ts';
import { adjudicationRow, deteriorationRow, responseRows, type ResponseRow } from './rows/responses.ts';
import type { NewRow } from './rows/rowShapes.ts';
import { qualifierRows, type Qualifier } from './rows/supplemental.ts';
import { summaryRows } from './rows/sums.ts';
import { datasetPlans } from './variables.ts';

export type TumourRows = Readonly<Record<Lowercase<DatasetName>, readonly SdtmRow[]>>;

type Made = { readonly row: NewRow; readonly qualifiers: readonly Qualifier[] };

/** TR rows of a timepoint in order: targets, their sums, non-targets, new lesions. */
function resultsAt(context: ReadContext, at: ReadContext['timepoints'][number], lesions: readonly TabulatedLesion[]): readonly (ResultRow & { readonly of?: TabulatedLesion })[] {
  const of = (...categories: readonly string[]) => lesions.filter(({ category }) => categories.includes(category)).flatMap((one) => lesionRows(context, at, one).map((made) => ({ ...made, of: one })));
  return [...of('TARGET'), ...summaryRows(context, at), ...of('NON-TARGET', 'NEW')];
}

type ReadRows = { readonly tu: readonly IdentificationRow[]; readonly tr: readonly ResultRow[]; readonly rs: readonly ResponseRow[] };

const dateKey = ({ row }: Made): string => String(row['TUDTC'] ?? '9999');

/** The rows of one read, timepoint by timepoint. */
function readRows(context: ReadContext): ReadRows {
  const identified = new Map<string, IdentificationRow>();
  const [tr, rs]: [ResultRow[], ResponseRow[]] = [[], []];
  let before: readonly TabulatedLesion[] = [];
  for (const at of context.timepoints) {
    const lesions = at.timepoint.performed ? tabulatedLesions(context.case, at.timepoint, new Set(identified.keys())) : lesionsNotDone(before);
    for (const { of, ...made } of resultsAt(context, at, lesions)) {
      if (of && !identified.has(of.id)) identified.set(of.id, identificationRow(context, at, of, made.row));
      tr.push(made);
    }
    rs.push(...responseRows(context, at));
    before = lesions;
  }
  // By day; lesions of one day stay in the order of their numbers.
  return { tu: [...identified.values()].sort((a, b) => (dateKey(a) < dateKey(b) ? -1 : dateKey(a) > dateKey(b) ? 1 : 0)), tr, rs };
}

type Sink = Record<Lowercase<DatasetName>, SdtmRow[]>;

/** Numbers the rows of one subject in their final order and puts down what belongs to them. */
function put(into: Sink, domain: 'TU' | 'TR' | 'RS', idVar: string, made: readonly Made[]): void {
  const name = domain.toLowerCase() as 'tu' | 'tr' | 'rs';
  made.forEach(({ row, qualifiers }, index) => {
    row[`${domain}SEQ`] = index + 1;
    into[name].push(row);
    if (qualifiers.length > 0) into[`supp${name}`].push(...qualifierRows({ row, idVar, evaluator: String(row[`${domain}EVAL`] ?? '') }, qualifiers));
  });
}

/** Whether the scope has the site's own read: what the investigator recorded besides images goes with it. */
const hasSite = ({ scope }: ExportStudy): boolean => scope.readers === null || scope.readers.includes('site');

function putSubject(into: Sink, study: ExportStudy, subject: ExportSubject): void {
  const reads = subject.reads.map((read: ExportRead) => ({ read, rows: readRows(contextOf(study, subject, read)) }));
  const deterioration = hasSite(study) ? deteriorationRow(study, subject) : null;
  const adjudicated = adjudicationRow(study, subject);
  const ofSite = reads.filter(({ read }) => read.evaluator === 'investigator').flatMap(({ rows }) => rows.rs);
  const central = reads.filter(({ read }) => read.evaluator !== 'investigator').flatMap(({ rows }) => rows.rs);
  put(into, 'TU', 'TULNKID', reads.flatMap(({ rows }) => rows.tu));
  put(into, 'TR', 'TRSEQ', reads.flatMap(({ rows }) => rows.tr));
  put(into, 'RS', 'RSSEQ', [...ofSite, ...(deterioration ? [deterioration] : []), ...central, ...(adjudicated ? [adjudicated] : [])]);
}

/** Which datasets belong together, as whole datasets (interoperability 1.4.4). */
function relations({ code }: ExportStudy, rows: Pick<TumourRows, 'tu' | 'tr' | 'rs'>): readonly SdtmRow[] {
  const row = (domain: string, idVar: string, type: 'ONE' | 'MANY', id: string): SdtmRow => ({ STUDYID: rowKey(code), RDOMAIN: domain, USUBJID: null, IDVAR: idVar, IDVARVAL: null, RELTYPE: type, RELID: id });
  const lesions = rows.tu.length > 0 && rows.tr.length > 0 ? [row('TU', 'TULNKID', 'ONE', 'TUTR'), row('TR', 'TRLNKID', 'MANY', 'TUTR')] : [];
  const responses = rows.tr.length > 0 && rows.rs.some((one) => one['RSLNKGRP'] != null) ? [row('TR', 'TRLNKGRP', 'MANY', 'TRRS'), row('RS', 'RSLNKGRP', 'MANY', 'TRRS')] : [];
  return [...lesions, ...responses];
}

const known = new WeakMap<ExportStudy, TumourRows>();

/** Rows of every dataset by variable name, all subjects, in final order: what SDTM, ODM and the flat CSV are written from. Made once for a collected study. */
export function tumourRows(study: ExportStudy): TumourRows {
  const made = known.get(study) ?? makeRows(study);
  known.set(study, made);
  return made;
}

function makeRows(study: ExportStudy): TumourRows {
  const rows: Sink = { tu: [], tr: [], rs: [], relrec: [], supptu: [], supptr: [], supprs: [] };
  for (const subject of study.subjects) putSubject(rows, study, subject);
  return { ...rows, relrec: relations(study, rows) };
}

const order: readonly DatasetName[] = ['TU', 'TR', 'RS', 'RELREC', 'SUPPTU', 'SUPPTR', 'SUPPRS'];

const knownDatasets = new WeakMap<TumourRows, readonly SdtmDataset[]>();

/** The datasets that have rows, with the columns their files have. */
export function datasetsOf(rows: TumourRows): readonly SdtmDataset[] {
  const datasets = knownDatasets.get(rows) ?? order.map((name) => datasetOf(datasetPlans[name], rows[name.toLowerCase() as Lowercase<DatasetName>])).filter((dataset) => dataset.rows.length > 0);
  knownDatasets.set(rows, datasets);
  return datasets;
}
