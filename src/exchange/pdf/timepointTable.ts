/** One timepoint against baseline, nadir and the one before. */
import { isImaged, type Timepoint } from '../../casefile/index.ts';
import { formatMm, formatPercentDigits, formatSignedMm } from '../../recist/index.ts';
import type { ExportRead } from '../model.ts';
import { responseChip, drawChip, chipHeight } from './chip.ts';
import { nameCell, resultAt, sumAt, valueCell } from './lesionTable.ts';
import type { Report } from './report.ts';
import { table, type Cell, type Column, type Row } from './table.ts';
import { colours, page, styles } from './theme.ts';
import { isSigned, recordWords, responseWords, scanText } from './words.ts';
import { recordOf, countingDiameterMm } from '../../casefile/index.ts';

/** The response and its sentence; of baseline its sum. */
export function timepointCard(report: Report, { case: subject, result }: ExportRead, timepoint: Timepoint): void {
  const one = resultAt(result, timepoint);
  const sum = sumAt(result, timepoint);
  if (!timepoint.performed) return report.paragraph('Not performed: every component is not evaluable.', styles.body);
  if (timepoint.index === 0 || !one) {
    const words = timepoint.index > 0 ? 'Not read yet.' : sum === null ? 'No sum: there are no targets, or a target is not measured.' : `Sum of diameters at baseline ${formatMm(sum)} mm.`;
    return report.paragraph(words, styles.strong);
  }
  const { y } = report;
  const chip = responseChip(one.overall, isSigned(subject, timepoint));
  report.tag('P', {}, () => {
    drawChip(report, chip, page.left, y + 2);
    report.letters.draw(report.letters.fitted(responseWords(one.overall), styles.value, 300), page.left + chip.width(report) + 8, y, styles.value);
  }).end();
  report.moveTo(y + Math.max(chipHeight, styles.value.line) + 4);
  report.paragraph(one.explanation.sentence, styles.body);
  if (one.explanation.arithmetic !== '') report.paragraph(one.explanation.arithmetic, styles.note);
  report.paragraph(one.rules.join('  '), styles.code);
}

/** Columns: baseline, nadir before, prior, this one; each timepoint once. */
function comparedWith({ case: subject, result }: ExportRead, timepoint: Timepoint): readonly (Timepoint & { readonly roles: readonly string[] })[] {
  const before = subject.timepoints.slice(0, subject.timepoints.indexOf(timepoint));
  const nadirMm = resultAt(result, timepoint)?.nadir ?? null;
  const nadir = nadirMm === null ? undefined : before.find((one) => sumAt(result, one) === nadirMm);
  const prior = before.findLast(({ performed }) => performed);
  return before.filter((one) => one.index === 0 || one === nadir || one === prior).map((one) => ({ ...one, roles: [...(one === nadir ? ['nadir'] : []), ...(one === prior && one.index > 0 ? ['prior'] : [])] }));
}

export function timepointTable(report: Report, read: ExportRead, timepoint: Timepoint): void {
  const { case: subject, result } = read;
  if (subject.lesions.length === 0) return report.paragraph('No lesion is recorded.', styles.quiet);
  const earlier = comparedWith(read, timepoint);
  const nadir = earlier.find(({ roles }) => roles.includes('nadir'));
  const one = resultAt(result, timepoint);
  const mmOf = (lesion: (typeof subject.lesions)[number], at: Timepoint): number | null => {
    const record = recordOf(subject, lesion.id, at.id);
    if (!record) return null;
    return record.state === 'absent' ? 0 : record.state === 'tooSmall' ? 5 : countingDiameterMm(lesion, record);
  };
  const head = (at: Timepoint, roles: readonly string[]): Cell => [{ words: at.label, style: styles.cellStrong }, { words: scanText(at), style: styles.label }, ...(roles.length === 0 ? [] : [{ words: roles.join(', '), style: styles.head }])];
  const columns: readonly Column[] = [
    { width: page.inner - 62 * (earlier.length + 1) - (nadir ? 104 : 0), head: 'Lesion' }, ...earlier.map((at): Column => ({ width: 62, align: 'right', head: head(at, at.roles), tint: at.roles.includes('nadir') ? colours.nadir : undefined })),
    { width: 62, align: 'right', head: head(timepoint, ['this timepoint']), tint: colours.current }, ...(nadir ? [{ width: 52, align: 'right' as const, head: 'From nadir, mm' }, { width: 52, align: 'right' as const, head: 'From nadir, %' }] : []),
  ];
  const rows = subject.lesions.flatMap((lesion): readonly Row[] => {
    const now = recordWords(subject, lesion, timepoint);
    if (lesion.role === 'new' && now.value === '') return [];
    const [was, is] = lesion.role === 'target' && nadir ? [mmOf(lesion, nadir), mmOf(lesion, timepoint)] : [null, null];
    const change: readonly Cell[] = nadir ? (was === null || is === null ? ['', ''] : [formatSignedMm(is - was), formatPercentDigits(is, was, 'nadir')]) : [];
    return [{ cells: [nameCell(lesion), ...earlier.map((at) => valueCell(recordWords(subject, lesion, at))), valueCell(now, true), ...change] }];
  });
  const sumCell = (at: Timepoint): Cell => { const sum = sumAt(result, at); return sum === null ? '' : formatMm(sum); };
  const base = result?.baseline.sum ?? null;
  table(report, columns, [
    ...rows,
    { kind: 'sum', cells: ['Sum of diameters, mm', ...earlier.map(sumCell), one && one.sum === null && one.partialSum !== null ? [{ words: 'incomplete' }, { words: `${formatMm(one.partialSum)} without NE`, style: styles.label }] : sumCell(timepoint), ...(nadir ? [one?.absFromNadir == null ? '' : formatSignedMm(one.absFromNadir), one && one.sum !== null ? formatPercentDigits(one.sum, one.nadir, 'nadir') : ''] : [])], withNext: true },
    ...(timepoint.index === 0 ? [] : [{ cells: [[{ words: 'Change from baseline, %', style: styles.cellQuiet }], ...earlier.map((at) => formatPercentDigits(at.index === 0 ? null : sumAt(result, at), base, 'baseline')), formatPercentDigits(one?.sum ?? null, base, 'baseline'), ...(nadir ? ['', ''] : [])] }]),
  ]);
}

/** What there was to read. */
export function seriesTable(report: Report, timepoint: Timepoint): void {
  if (!isImaged(timepoint)) return report.paragraph('No images.', styles.quiet);
  if (timepoint.withoutImages) return report.paragraph(`Imaged ${timepoint.withoutImages.dates.join(', ')}, without images in this database: ${timepoint.withoutImages.reason}`, styles.body);
  table(report, [{ width: 62, head: 'Date' }, { width: 40, head: 'Series' }, { width: 48, head: 'Modality' }, { width: page.inner - 334, head: 'Description' }, { width: 44, head: 'Slices', align: 'right' }, { width: 60, head: 'Thickness, mm', align: 'right' }, { width: 80, head: 'Pixel spacing, mm', align: 'right' }],
    timepoint.series.map((series): Row => ({ cells: [series.date ?? '', series.number === null ? '' : String(series.number), series.modality, series.description, String(series.slices), series.sliceThicknessMm === null ? '' : formatMm(series.sliceThicknessMm), series.spacingMm === null ? 'none' : `${series.spacingMm[0].toFixed(3)} \u00d7 ${series.spacingMm[1].toFixed(3)}`] })), { firstIsHead: false });
}
