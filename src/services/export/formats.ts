/** The one list of what an export can hold. Whoever adds a writer adds its line here; interface and command know no other. */
import { NadirError } from '../../common/index.ts';
import { endpointsCsv, fileNameOf, lesionsCsv, measurementsCsv, responsesCsv, type CaseWithResult, type CsvOptions, type ExportFile, type ExportFinding, type ExportStudy, type ExportWriter } from '../../exchange/index.ts';
import { formulaFindings, sdtmFindings, writeDatasetJsonFiles, writeSdtm } from '../../exchange/index.ts';
import { edcFindings, odmFindings, writeEdc, writeOdm } from '../../exchange/index.ts';
import { srFindings, writeSr } from '../../exchange/index.ts';
import { writePdf } from '../../exchange/index.ts';

export type ExportFormat = {
  /** As the command takes it. */
  readonly name: string;
  /** As the window shows it. */
  readonly title: string;
  /** What somebody who opens it will find. */
  readonly content: string;
  /** It draws pixels or names instances: it takes long, and without images there is less of it. */
  readonly needsImages: boolean;
  /** Files with paths inside the package. */
  readonly write: ExportWriter;
  /** What this format cannot hold, or would say wrongly. Pure; never throws for bad data. */
  readonly check?: (study: ExportStudy) => readonly ExportFinding[];
};

const utf8 = new TextEncoder();
const tables = { endpoints: endpointsCsv, lesions: lesionsCsv, measurements: measurementsCsv, responses: responsesCsv } as const satisfies Readonly<Record<string, (cases: readonly CaseWithResult[], options: CsvOptions) => string>>;
export type CsvKind = keyof typeof tables;
const csvKinds = Object.keys(tables) as readonly CsvKind[];

/** One flat table for a spreadsheet, of the reads that are the result: its name, and its text. */
export function csvTable(study: ExportStudy, kind: CsvKind): { readonly name: string; readonly text: string } {
  // Of one read that was asked for by name, that one.
  const isNamed = study.scope.readers?.length === 1;
  const cases = study.subjects.flatMap(({ reads }) => reads.filter(({ accepted }) => isNamed || accepted).map((read): CaseWithResult => ({ case: read.case, result: read.result })));
  return { name: `${fileNameOf(study.code)}-${kind}.csv`, text: tables[kind](cases, { forSpreadsheets: true }) };
}

function* csvFiles(study: ExportStudy): Iterable<ExportFile> {
  for (const kind of csvKinds) {
    const { name, text } = csvTable(study, kind);
    yield { path: `csv/${name}`, bytes: utf8.encode(text) };
  }
}

/** Their CSV is read by programs and keeps text as it is. */
const withFormulas = (check: (study: ExportStudy) => readonly ExportFinding[]) => (study: ExportStudy): readonly ExportFinding[] => [...check(study), ...formulaFindings(study)];

export const exportFormats: readonly ExportFormat[] = [
  { name: 'sdtm', title: 'SDTM', content: 'TU, TR, RS, RELREC and SUPP-- as SAS transport files and CSV, define.xml', needsImages: false, write: writeSdtm, check: withFormulas(sdtmFindings) },
  { name: 'dataset-json', title: 'Dataset-JSON', content: 'The same datasets as Dataset-JSON 1.1, define.xml', needsImages: false, write: writeDatasetJsonFiles, check: sdtmFindings },
  { name: 'odm', title: 'ODM', content: 'Forms, items and every value as ODM 1.3.2 snapshot', needsImages: false, write: writeOdm, check: odmFindings },
  { name: 'edc', title: 'EDC file', content: 'One row per lesion and visit and one per response, for the EDC to load', needsImages: false, write: writeEdc, check: withFormulas(edcFindings) },
  { name: 'sr', title: 'DICOM SR', content: 'A measurement report per timepoint (TID 1500); key images as secondary captures and presentation states', needsImages: true, write: writeSr, check: srFindings },
  { name: 'pdf', title: 'PDF reports', content: 'Case report of every read and timepoint with key images, signatures and audit digest; study report with the figures', needsImages: true, write: writePdf },
  { name: 'csv', title: 'CSV', content: 'Measurements, responses, endpoints and lesions, one table each', needsImages: false, write: csvFiles },
];

/** The formats of a comma-separated list; `all`: every one. Errors: invalid, naming those there are. */
export function formatsNamed(list: string): readonly ExportFormat[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  const foreign = names.find((name) => name !== 'all' && !exportFormats.some((format) => format.name === name));
  if (foreign !== undefined || names.length === 0) throw new NadirError('invalid', `There is no export format ${foreign ?? ''}. Choose ${exportFormats.map(({ name }) => name).join(', ')} or all.`, { reason: 'format' });
  return exportFormats.filter(({ name }) => names.includes('all') || names.includes(name));
}
