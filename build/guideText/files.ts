import { readFileSync } from 'node:fs';
import path from 'node:path';
import { factFields } from '../../src/casefile/index.ts';
import { datasetPlans } from '../../src/exchange/sdtm/variables.ts';
import { flatColumns } from '../../src/exchange/edc/flatColumns.ts';
import { endpointsCsv, lesionsCsv, measurementsCsv, responsesCsv } from '../../src/exchange/index.ts';
import { exportFormats } from '../../src/services/export/formats.ts';
import { fileColumns } from './fileColumns.ts';
import { blocks, code, made, table, words } from './markdown.ts';
import { typeSection } from './typeTables.ts';

const root = path.resolve(import.meta.dirname, '../..');
const headOf = (csv: string): readonly string[] => (csv.replace(/^\uFEFF/, '').split(/\r?\n/)[0] ?? '').split(',').map((name) => name.replaceAll('"', ''));
/** Columns as a source file lists them (`columns: ['a', 'b']`, `table(['a', 'b']`). */
const listed = (file: string, pattern: RegExp): readonly (readonly string[])[] => [...readFileSync(path.join(root, file), 'utf8').matchAll(pattern)].map(([, names = '']) => [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name));
const inFigure = /columns: \[([^\]]+)\]/g;

export type FileTable = { readonly name: string; readonly what: string; readonly columns: readonly string[] };

/** Every CSV that Nadir writes for others, by the name its columns are explained under. */
export function fileTables(): readonly FileTable[] {
  const options = { forSpreadsheets: true };
  const figure = (file: string, at = 0): readonly string[] => listed(`src/figures/${file}.ts`, inFigure)[at] ?? [];
  const [patients = [], examinations = []] = listed('src/host/keyListCsv.ts', /table\(\[([^\]]+)\]/g);
  return [
    { name: 'measurements', what: 'One row per lesion and timepoint that was assessed. Points are patient coordinates in mm (LPS).', columns: headOf(measurementsCsv([], options)) },
    { name: 'responses', what: 'One row per timepoint that was read.', columns: headOf(responsesCsv([], options)) },
    { name: 'endpoints', what: 'One row per subject and result.', columns: headOf(endpointsCsv([], options)) },
    { name: 'lesions', what: 'One row per lesion.', columns: headOf(lesionsCsv([], options)) },
    { name: 'edc', what: 'The flat file of format `edc`: a row per lesion and visit, and one per response. A study\'s mapping may rename columns and values.', columns: flatColumns },
    { name: 'waterfall', what: 'Figure: best change of every subject.', columns: figure('waterfall') }, { name: 'spider', what: 'Figure: change over time.', columns: figure('spider') }, { name: 'swimmer', what: 'Figure: courses of subjects.', columns: figure('swimmer') }, { name: 'survival', what: 'Figures of PFS, OS, TTP and DOR.', columns: figure('survival') }, { name: 'response', what: 'Figure: best overall response.', columns: figure('response') },
    { name: 'enrolment', what: 'Figure: enrolment.', columns: figure('enrolment') }, { name: 'agreement', what: 'Figure: agreement of two reads.', columns: figure('agreement', 0) }, { name: 'differences', what: 'Figure: differences of two reads (Bland–Altman).', columns: figure('agreement', 1) },
    { name: 'patients', what: 'Key list in clear, one row per subject.', columns: patients }, { name: 'examinations', what: 'Key list in clear, one row per series.', columns: examinations },
  ];
}

const axisEnd = /^(long|short)_([12])_([xyz])_mm$/;
const meaningOf = (name: string, column: string): readonly [string, string?] | undefined => {
  const end = axisEnd.exec(column);
  if (end) return [`End ${end[2] ?? ''} of the ${end[1] ?? ''} axis, ${end[3] ?? ''}, mm`];
  return fileColumns[`${name}.${column}`] ?? fileColumns[column];
};
/** Columns that nothing explains, as "table.column". */
export const unexplainedFileColumns = (): readonly string[] => fileTables().flatMap(({ name, columns }) => columns.filter((column) => meaningOf(name, column) === undefined).map((column) => `${name}.${column}`));

const csvSections = (): readonly string[] => fileTables().flatMap(({ name, what, columns }) => {
  const explained = columns.map((column) => [column, ...(meaningOf(name, column) ?? [''])] as const);
  const hasSdtm = explained.some(([, , sdtm]) => sdtm !== undefined);
  return [`### Table ${name}`, what, table(['Column', 'Meaning', ...(hasSdtm ? ['In SDTM'] : [])], explained.map(([column, meaning = '', sdtm = '']) => [code(column), words(meaning), ...(hasSdtm ? [words(sdtm)] : [])]))];
});

const qualifiers = (): readonly (readonly [dataset: string, name: string, label: string])[] => (['identification', 'measurements', 'responses', 'sums'] as const).flatMap((file) =>
  [...readFileSync(path.join(root, `src/exchange/sdtm/rows/${file}.ts`), 'utf8').matchAll(/\{ name: '([A-Z]{2,8})', label: '([^']+)'/g)].map(([, name = '', label = '']) => [file === 'identification' ? 'SUPPTU' : file === 'responses' ? 'SUPPRS' : 'SUPPTR', name, label] as const));

/** files.md: every file that leaves, with its columns and variables. */
export function filesPage(): string {
  const missing = unexplainedFileColumns();
  if (missing.length > 0) throw new Error(`build/guideText/fileColumns.ts does not explain ${missing.join(', ')}.`);
  return blocks(
    '# Files that leave',
    'Every exported table with its columns, and every SDTM variable, with type and meaning. How an export is made is on [exporting results](export.md).',
    made,
    '## Formats', table(['Format', 'Name', 'What is in it'], exportFormats.map(({ name, title, content }) => [code(name), words(title), words(content)])),
    'CSV is UTF-8 with commas, quotes where they are needed, and a point as decimal mark. A cell that a spreadsheet would take for a formula begins with an apostrophe. Missing values are empty cells, never 0.',
    '## CSV tables', ...csvSections(),
    '## SDTM datasets', 'SDTMIG 3.4. Type C: text, N: number. Core: Req required, Exp expected, Perm permissible. SAS transport files hold ASCII and at most 200 characters; CSV and Dataset-JSON hold the whole text.',
    ...Object.values(datasetPlans).flatMap((plan) => [`### ${plan.name}`, `${words(plan.label)}. ${words(plan.structure)}. Keys: ${plan.keys.join(', ')}.`, table(['Variable', 'Label', 'Type', 'Core', 'Origin', 'Code list'], plan.variables.map((variable) => [code(variable.name), words(variable.label), variable.type, variable.core, variable.origin, words(variable.codeList ?? '')]))]),
    '### Supplemental qualifiers', table(['Dataset', 'QNAM', 'QLABEL'], qualifiers().map(([dataset, name, label]) => [dataset, code(name), words(label)])),
    '## Manifest and findings', 'JSON files beside the formats of a package: `manifest.json` and `preflight.json` (a list of findings).',
    ...typeSection('src/exchange/package/manifest.ts', 'Manifest'), ...typeSection('src/exchange/package/manifest.ts', 'ExportAct'), ...typeSection('src/exchange/package/manifest.ts', 'PackagedFile'), ...typeSection('src/casefile/exportFinding.ts', 'ExportFinding'),
    '## Clinical facts from a table', 'Columns that an imported CSV of clinical facts may have, each under any of its names (letters and digits only, whatever their case).',
    table(['Field', 'What it is', 'Kind', 'Names'], factFields.map(({ id, title, kind, names, choices }) => [code(id), words(title), choices === undefined ? kind : `one of ${Object.keys(choices).join(', ')}`, names.map(code).join(' ')])),
  );
}
