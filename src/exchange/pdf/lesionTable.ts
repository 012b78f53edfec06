/** Lesions by timepoints: values, sum, changes from baseline and nadir, responses. More timepoints than a page is wide for go on in a table below, baseline repeated. */
import type { Lesion, LesionRole, SubjectCase, Timepoint } from '../../casefile/index.ts';
import { formatMm, formatPercentDigits, formatSignedMm, type SubjectResult, type TimepointResult } from '../../recist/index.ts';
import type { ExportRead } from '../model.ts';
import { lesionChip, responseChip } from './chip.ts';
import type { Report } from './report.ts';
import { keptHeight, table, type Cell, type Column, type Row } from './table.ts';
import { colours, page, styles } from './theme.ts';
import { axisName, isSigned, lesionName, recordWords, scanText, signatureState, type CellWords } from './words.ts';

const nameWidth = 132;
/** Most timepoints side by side. */
const across = 7;

const roleTitles: Readonly<Record<LesionRole, string>> = { target: 'Target lesions, mm', nonTarget: 'Non-target lesions', new: 'New lesions' };

export const sumAt = (result: SubjectResult | null, timepoint: Timepoint): number | null =>
  (timepoint.index === 0 ? (result?.baseline.sum ?? null) : (result?.timepoints.find(({ id }) => id === timepoint.id)?.sum ?? null));
export const resultAt = (result: SubjectResult | null, timepoint: Timepoint): TimepointResult | undefined => result?.timepoints.find(({ id }) => id === timepoint.id);

/** The timepoint with the smallest complete sum, the earliest of several (R-302); null without a sum. */
export function nadirOf(subject: SubjectCase, result: SubjectResult | null): Timepoint | null {
  let least: { readonly timepoint: Timepoint; readonly sum: number } | null = null;
  for (const timepoint of subject.timepoints) {
    const sum = sumAt(result, timepoint);
    if (sum !== null && (least === null || sum < least.sum)) least = { timepoint, sum };
  }
  return least?.timepoint ?? null;
}

export const valueCell = ({ value, under }: CellWords, strong = false): Cell => [{ words: value, style: strong ? styles.cellStrong : styles.cell }, ...(under === '' ? [] : [{ words: under, style: styles.label }])];

export const nameCell = (lesion: Lesion): Cell => {
  const what = axisName(lesion);
  const chip = lesionChip(lesion.label, lesion.role);
  return [{ words: lesionName(lesion), style: styles.cell, chip }, ...(what === '' ? [] : [{ words: what, style: styles.label, under: chip }])];
};

function headOf(subject: SubjectCase, timepoint: Timepoint, nadir: Timepoint | null): Cell {
  const state = signatureState(subject, timepoint);
  return [
    { words: timepoint.label, style: styles.cellStrong }, ...(timepoint.visitName === '' ? [] : [{ words: timepoint.visitName, style: styles.label }]), { words: scanText(timepoint), style: styles.label },
    ...(timepoint === nadir ? [{ words: 'nadir', style: { ...styles.head, colour: colours.ink } }] : []), ...(state === 'signed' ? [] : [{ words: state, style: { ...styles.head, colour: colours.draft } }]),
  ];
}

/** Rows of what follows from the values: one cell a timepoint. */
function derivedRows(subject: SubjectCase, result: SubjectResult | null, shown: readonly Timepoint[]): readonly Row[] {
  const base = result?.baseline.sum ?? null;
  const of = (words: (one: TimepointResult) => string): readonly Cell[] => shown.map((timepoint) => { const one = resultAt(result, timepoint); return one ? words(one) : ''; });
  const sums = shown.map((timepoint): Cell => {
    const sum = sumAt(result, timepoint);
    const one = resultAt(result, timepoint);
    if (sum !== null) return [{ words: formatMm(sum), style: styles.cellStrong }];
    return one && one.partialSum !== null ? [{ words: 'incomplete', style: styles.cell }, { words: `${formatMm(one.partialSum)} without NE`, style: styles.label }] : '';
  });
  const label = (name: string, unit: string): Cell => [{ words: `${name}${unit === '' ? '' : `, ${unit}`}`, style: styles.cellQuiet }];
  const chips = (pick: (one: TimepointResult) => TimepointResult['overall'] | TimepointResult['target'] | TimepointResult['nonTarget']): readonly Cell[] => shown.map((timepoint) => {
    const one = resultAt(result, timepoint);
    const value = one && pick(one);
    if (value === undefined || value === 'NA') return '';
    const chip = responseChip(value, isSigned(subject, timepoint));
    return [{ chips: [value === 'NON-CR/NON-PD' ? { ...chip, words: 'NN', width: () => 19 } : chip] }];
  });
  return [
    { kind: 'sum', cells: ['Sum of diameters, mm', ...sums], withNext: true },
    { cells: [label('Change from baseline', '%'), ...of((one) => formatPercentDigits(one.sum, base, 'baseline'))], withNext: true },
    { cells: [label('Nadir before', 'mm'), ...of((one) => (one.nadir === null ? '' : formatMm(one.nadir)))], withNext: true },
    { cells: [label('Change from nadir', 'mm'), ...of((one) => (one.absFromNadir === null ? '' : formatSignedMm(one.absFromNadir)))], withNext: true },
    { cells: [label('Change from nadir', '%'), ...of((one) => (one.sum === null ? '' : formatPercentDigits(one.sum, one.nadir, 'nadir')))], withNext: true },
    { cells: ['Target response', ...chips((one) => one.target)], withNext: true }, { cells: ['Non-target response', ...chips((one) => one.nonTarget)], withNext: true },
    { cells: ['New lesions', ...of((one) => one.newLesion)], withNext: true }, { kind: 'sum', cells: ['Time point response', ...chips((one) => one.overall)] },
  ];
}

function lesionRows(subject: SubjectCase, shown: readonly Timepoint[]): readonly Row[] {
  return (['target', 'nonTarget', 'new'] as const).flatMap((role): readonly Row[] => {
    const own = subject.lesions.filter((lesion) => lesion.role === role);
    if (own.length === 0) return [];
    return [{ kind: 'group', cells: [roleTitles[role]], withNext: true }, ...own.map((lesion): Row => ({ cells: [nameCell(lesion), ...shown.map((timepoint) => valueCell(recordWords(subject, lesion, timepoint)))] }))];
  });
}

/** Timepoints in tables of at most `across`: baseline and what comes next, again and again. */
export function inTables(timepoints: readonly Timepoint[]): readonly (readonly Timepoint[])[] {
  const [first, ...rest] = timepoints;
  if (!first) return [];
  if (rest.length < across) return [timepoints];
  const each = Math.ceil(rest.length / Math.ceil(rest.length / (across - 1)));
  return Array.from({ length: Math.ceil(rest.length / each) }, (_, at) => [first, ...rest.slice(at * each, (at + 1) * each)]);
}

type Parted = { readonly columns: readonly Column[]; readonly rows: readonly Row[] };
function partsOf({ case: subject, result }: ExportRead): readonly Parted[] {
  const nadir = nadirOf(subject, result);
  const tables = inTables(subject.timepoints);
  return tables.map((shown, at): Parted => ({
    columns: [
      { width: nameWidth, head: tables.length > 1 ? `Part ${at + 1} of ${tables.length}` : 'Lesion' },
      ...shown.map((timepoint): Column => ({ width: (page.inner - nameWidth) / Math.max(4, shown.length), align: 'right', head: headOf(subject, timepoint, nadir), tint: timepoint === nadir ? colours.nadir : undefined })),
    ],
    rows: [...lesionRows(subject, shown), ...derivedRows(subject, result, shown)],
  }));
}

/** The section with its heading where the first table is; each table on one page where it fits one. */
export function lesionTables(report: Report, read: ExportRead): void {
  const parts = read.case.lesions.length === 0 ? [] : partsOf(read);
  const [first] = parts;
  report.section('Lesions by timepoint', { follow: first ? keptHeight(report, first.columns, first.rows) : 30, aside: 'mm; nodes by their short axis; NN: NON-CR/NON-PD; NE: not evaluable' });
  if (!first) report.paragraph('No lesion is recorded.', styles.quiet);
  parts.forEach(({ columns, rows }, at) => {
    if (at > 0) report.space(10);
    table(report, columns, rows, { keep: true });
  });
}
