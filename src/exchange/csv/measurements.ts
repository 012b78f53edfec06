import { countingDiameterMm, displayDate, type Assessment, type Caliper, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { CaseWithResult } from './cases.ts';
import { writeCsv, type Column, type CsvOptions } from './write.ts';

type Row = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly lesion: Lesion; readonly record: Assessment; readonly caliper: Caliper | undefined; readonly series: SeriesSummary | undefined };

const lengths = (record: Assessment): { long: number | null; short: number | null } =>
  record.state === 'measured' || record.state === 'newLesion' ? { long: record.longAxisMm ?? null, short: record.shortAxisMm ?? null } : { long: null, short: null };

const status = (record: Assessment): string | null => (record.state === 'status' || record.state === 'newLesion' ? record.status : null);
const axisEnd = (name: string, axis: 'longAxis' | 'shortAxis', end: 0 | 1): Column<Row>[] =>
  (['x', 'y', 'z'] as const).map((letter, index) => ({
    name: `${name}_${letter}_mm`,
    cell: ({ caliper }) => (axis === 'shortAxis' && caliper?.shortAxisProvisional ? null : (caliper?.[axis]?.[end][index] ?? null)),
  }));

const columns: readonly Column<Row>[] = [
  { name: 'study', cell: ({ subject }) => subject.studyCode },
  { name: 'subject', cell: ({ subject }) => subject.code },
  { name: 'site', cell: ({ subject }) => subject.site },
  { name: 'timepoint', cell: ({ timepoint }) => timepoint.label },
  { name: 'timepoint_index', cell: ({ timepoint }) => timepoint.index },
  { name: 'visit', cell: ({ timepoint }) => timepoint.visitName },
  { name: 'planned_date', cell: ({ timepoint }) => timepoint.plannedDate },
  { name: 'scan_date', cell: ({ series, timepoint }) => series?.date ?? (timepoint.scanDates.length > 0 ? displayDate(timepoint) : null) },
  { name: 'lesion', cell: ({ lesion }) => lesion.label },
  { name: 'role', cell: ({ lesion }) => lesion.role },
  { name: 'organ', cell: ({ lesion }) => lesion.organ },
  { name: 'kind', cell: ({ lesion }) => lesion.kind },
  { name: 'description', cell: ({ lesion }) => lesion.description },
  { name: 'state', cell: ({ record }) => record.state },
  { name: 'status', cell: ({ record }) => status(record) },
  { name: 'reason', cell: ({ record }) => (record.state === 'notEvaluable' ? record.reason : null) },
  { name: 'note', cell: ({ record }) => ('note' in record ? (record.note ?? null) : null) },
  { name: 'diameter_mm', cell: ({ lesion, record }) => countingDiameterMm(lesion, record) },
  { name: 'long_axis_mm', cell: ({ record }) => lengths(record).long },
  { name: 'short_axis_mm', cell: ({ record }) => lengths(record).short },
  { name: 'short_axis_provisional', cell: ({ caliper }) => (caliper?.shortAxis ? caliper.shortAxisProvisional : null) },
  { name: 'modality', cell: ({ series }) => series?.modality ?? null },
  { name: 'slice_thickness_mm', cell: ({ series }) => series?.sliceThicknessMm ?? null },
  { name: 'pixel_spacing_row_mm', cell: ({ series }) => series?.spacingMm?.[0] ?? null },
  { name: 'pixel_spacing_column_mm', cell: ({ series }) => series?.spacingMm?.[1] ?? null },
  { name: 'slice_spacing_mm', cell: ({ series }) => series?.spacingMm?.[2] ?? null },
  { name: 'spacing_source', cell: ({ series }) => series?.spacingSource ?? null },
  { name: 'spacing_reason', cell: ({ series }) => series?.spacingReason ?? null },
  { name: 'geometry_findings', cell: ({ series }) => (series ? [...new Set(series.findings.map(({ code }) => code).filter((code) => /^(GEO|REC|PIX)-/.test(code)))].join(' ') : null) },
  { name: 'series_uid', cell: ({ series }) => series?.seriesUid ?? null },
  { name: 'sop_instance_uid', cell: ({ caliper }) => caliper?.sopInstanceUid ?? null },
  { name: 'frame', cell: ({ caliper }) => caliper?.frameNumber ?? null },
  { name: 'renderer', cell: ({ caliper }) => caliper?.renderer ?? null },
  { name: 'lesion_id', cell: ({ lesion }) => lesion.id },
  ...axisEnd('long_1', 'longAxis', 0), ...axisEnd('long_2', 'longAxis', 1), ...axisEnd('short_1', 'shortAxis', 0), ...axisEnd('short_2', 'shortAxis', 1),
  { name: 'engine_version', cell: () => engineVersion },
];

function rowsOf(subject: SubjectCase): Row[] {
  return subject.timepoints.flatMap((timepoint) => subject.lesions.flatMap((lesion) => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    if (!record) return [];
    const caliper = 'caliper' in record ? record.caliper : undefined;
    return [{ subject, timepoint, lesion, record, caliper, series: timepoint.series.find((one) => one.id === caliper?.seriesId) }];
  }));
}

/**
 * One row per lesion and timepoint that was assessed. Lengths and world points (LPS) in mm; `diameter_mm` is the one that enters the sum;
 * a short axis that nobody placed has no points.
 */
export const measurementsCsv = (cases: readonly CaseWithResult[], options: CsvOptions): string => writeCsv(columns, cases.flatMap((one) => rowsOf(one.case)), options);
