import { countingDiameterMm, type Assessment, type Caliper, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { csvText, type Column } from './csvText.ts';

type Row = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly lesion: Lesion; readonly record: Assessment; readonly caliper: Caliper | undefined; readonly series: SeriesSummary | undefined };

const lengths = (record: Assessment): { long: number | null; short: number | null } =>
  record.state === 'measured' || record.state === 'newLesion' ? { long: record.longAxisMm ?? null, short: record.shortAxisMm ?? null } : { long: null, short: null };

const status = (record: Assessment): string | null => (record.state === 'status' || record.state === 'newLesion' ? record.status : null);
const axisEnd = (name: string, axis: 'longAxis' | 'shortAxis', end: 0 | 1): Column<Row>[] =>
  (['x', 'y', 'z'] as const).map((letter, index) => ({ name: `${name}_${letter}_mm`, value: ({ caliper }) => caliper?.[axis]?.[end][index] ?? null }));

const columns: readonly Column<Row>[] = [
  { name: 'study', value: ({ subject }) => subject.studyCode },
  { name: 'subject', value: ({ subject }) => subject.code },
  { name: 'site', value: ({ subject }) => subject.site },
  { name: 'timepoint', value: ({ timepoint }) => timepoint.label },
  { name: 'timepoint_index', value: ({ timepoint }) => timepoint.index },
  { name: 'planned_date', value: ({ timepoint }) => timepoint.plannedDate },
  { name: 'scan_date', value: ({ series, timepoint }) => series?.date ?? timepoint.scanDates.at(-1) ?? null },
  { name: 'lesion', value: ({ lesion }) => lesion.label },
  { name: 'role', value: ({ lesion }) => lesion.role },
  { name: 'organ', value: ({ lesion }) => lesion.organ },
  { name: 'kind', value: ({ lesion }) => lesion.kind },
  { name: 'description', value: ({ lesion }) => lesion.description },
  { name: 'state', value: ({ record }) => record.state },
  { name: 'status', value: ({ record }) => status(record) },
  { name: 'reason', value: ({ record }) => (record.state === 'notEvaluable' ? record.reason : null) },
  { name: 'note', value: ({ record }) => ('note' in record ? record.note : null) },
  { name: 'diameter_mm', value: ({ lesion, record }) => countingDiameterMm(lesion, record) },
  { name: 'long_axis_mm', value: ({ record }) => lengths(record).long },
  { name: 'short_axis_mm', value: ({ record }) => lengths(record).short },
  { name: 'short_axis_provisional', value: ({ caliper }) => (caliper?.shortAxis ? caliper.shortAxisProvisional : null) },
  { name: 'modality', value: ({ series }) => series?.modality },
  { name: 'slice_thickness_mm', value: ({ series }) => series?.sliceThicknessMm },
  { name: 'spacing_source', value: ({ series }) => series?.spacingSource },
  { name: 'series_uid', value: ({ series }) => series?.seriesUid },
  { name: 'sop_instance_uid', value: ({ caliper }) => caliper?.sopInstanceUid },
  { name: 'frame', value: ({ caliper }) => caliper?.frameNumber },
  { name: 'renderer', value: ({ caliper }) => caliper?.renderer },
  ...axisEnd('long_1', 'longAxis', 0), ...axisEnd('long_2', 'longAxis', 1), ...axisEnd('short_1', 'shortAxis', 0), ...axisEnd('short_2', 'shortAxis', 1),
];

function rowsOf(subject: SubjectCase): Row[] {
  return subject.timepoints.flatMap((timepoint) => subject.lesions.flatMap((lesion) => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    if (!record) return [];
    const caliper = 'caliper' in record ? record.caliper : undefined;
    return [{ subject, timepoint, lesion, record, caliper, series: timepoint.series.find((one) => one.id === caliper?.seriesId) }];
  }));
}

/** One row per lesion and timepoint that was assessed. Lengths and world points (LPS) in mm; `diameter_mm` is the one that enters the sum. */
export const measurementsCsv = (subjects: readonly SubjectCase[]): string => csvText(columns, subjects.flatMap(rowsOf));
