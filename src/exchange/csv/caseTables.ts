/** The tables of a study as flat files: one row per lesion and timepoint, per timepoint, per lesion. Sizes in mm, dates YYYY-MM-DD. */
import { countingDiameterMm, displayDate, recordOf, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { SubjectResult, TimepointResult } from '../../recist/index.ts';
import { writeCsv, type Column, type CsvOptions } from './write.ts';

/** A subject's facts and what the engine makes of them. */
export type CaseWithResult = { readonly case: SubjectCase; readonly result: SubjectResult | null };

type RecordRow = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly lesion: Lesion; readonly record: Assessment };
const caliperOf = ({ record }: RecordRow) => ('caliper' in record ? (record.caliper ?? null) : null);
const seriesOf = (row: RecordRow) => row.timepoint.series.find((one) => one.id === caliperOf(row)?.seriesId) ?? null;
const longAxisMm = ({ record }: RecordRow): number | null => (record.state === 'measured' || record.state === 'newLesion' ? (record.longAxisMm ?? null) : null);
const shortAxisMm = ({ record }: RecordRow): number | null => (record.state === 'measured' || record.state === 'newLesion' ? (record.shortAxisMm ?? null) : null);
const point = (row: RecordRow, axis: 'longAxis' | 'shortAxis', end: 0 | 1): string | null => {
  const caliper = caliperOf(row);
  if (!caliper || (axis === 'shortAxis' && caliper.shortAxisProvisional)) return null;
  return caliper[axis]?.[end].map((value) => value.toFixed(3)).join(' ') ?? null;
};

const measurementColumns: readonly Column<RecordRow>[] = [
  { name: 'STUDY', cell: (row) => row.subject.studyCode },
  { name: 'SUBJECT', cell: (row) => row.subject.code },
  { name: 'SITE', cell: (row) => row.subject.site },
  { name: 'TIMEPOINT_INDEX', cell: (row) => row.timepoint.index },
  { name: 'TIMEPOINT', cell: (row) => row.timepoint.label },
  { name: 'VISIT', cell: (row) => row.timepoint.visitName },
  { name: 'SCAN_DATE', cell: (row) => seriesOf(row)?.date ?? displayDate(row.timepoint) },
  { name: 'LESION', cell: (row) => row.lesion.label },
  { name: 'ROLE', cell: (row) => row.lesion.role },
  { name: 'KIND', cell: (row) => row.lesion.kind },
  { name: 'ORGAN', cell: (row) => row.lesion.organ },
  { name: 'DESCRIPTION', cell: (row) => row.lesion.description },
  { name: 'STATE', cell: (row) => row.record.state },
  { name: 'STATUS', cell: ({ record }) => ('status' in record ? record.status : null) },
  { name: 'LONG_AXIS_MM', cell: longAxisMm },
  { name: 'SHORT_AXIS_MM', cell: shortAxisMm },
  { name: 'COUNTING_MM', cell: (row) => countingDiameterMm(row.lesion, row.record) },
  { name: 'NOT_EVALUABLE_REASON', cell: ({ record }) => (record.state === 'notEvaluable' ? record.reason : null) },
  { name: 'NOTE', cell: ({ record }) => ('note' in record ? (record.note ?? null) : null) },
  { name: 'MODALITY', cell: (row) => seriesOf(row)?.modality ?? null },
  { name: 'SLICE_THICKNESS_MM', cell: (row) => seriesOf(row)?.sliceThicknessMm ?? null },
  { name: 'SERIES_UID', cell: (row) => seriesOf(row)?.seriesUid ?? null },
  { name: 'SOP_INSTANCE_UID', cell: (row) => caliperOf(row)?.sopInstanceUid ?? null },
  { name: 'FRAME', cell: (row) => caliperOf(row)?.frameNumber ?? null },
  { name: 'LONG_AXIS_START_LPS', cell: (row) => point(row, 'longAxis', 0) },
  { name: 'LONG_AXIS_END_LPS', cell: (row) => point(row, 'longAxis', 1) },
  { name: 'SHORT_AXIS_START_LPS', cell: (row) => point(row, 'shortAxis', 0) },
  { name: 'SHORT_AXIS_END_LPS', cell: (row) => point(row, 'shortAxis', 1) },
  { name: 'LESION_ID', cell: (row) => row.lesion.id },
];

/** One row per record, by subject, timepoint and lesion. */
export function measurementsCsv(cases: readonly CaseWithResult[], options: CsvOptions): string {
  const rows = cases.flatMap(({ case: subject }) => subject.timepoints.flatMap((timepoint) => subject.lesions.flatMap((lesion) => {
    const record = recordOf(subject, lesion.id, timepoint.id);
    return record ? [{ subject, timepoint, lesion, record }] : [];
  })));
  return writeCsv(measurementColumns, rows, options);
}

type ResponseRow = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly timepoint: Timepoint; readonly response: TimepointResult | null };

const isBest = ({ result, timepoint }: ResponseRow): boolean => result.bor.unconfirmed.timepointId === timepoint.id;
const responseColumns: readonly Column<ResponseRow>[] = [
  { name: 'STUDY', cell: (row) => row.subject.studyCode },
  { name: 'SUBJECT', cell: (row) => row.subject.code },
  { name: 'SITE', cell: (row) => row.subject.site },
  { name: 'TIMEPOINT_INDEX', cell: (row) => row.timepoint.index },
  { name: 'TIMEPOINT', cell: (row) => row.timepoint.label },
  { name: 'VISIT', cell: (row) => row.timepoint.visitName },
  { name: 'DATE', cell: (row) => row.response?.date ?? displayDate(row.timepoint) },
  { name: 'SUM_MM', cell: (row) => (row.response ? row.response.sum : row.result.baseline.sum) },
  { name: 'PARTIAL_SUM_MM', cell: (row) => row.response?.partialSum ?? null },
  { name: 'NADIR_MM', cell: (row) => row.response?.nadir ?? null },
  { name: 'CHANGE_FROM_BASELINE_PCT', cell: (row) => row.response?.pctFromBaseline ?? null },
  { name: 'CHANGE_FROM_NADIR_PCT', cell: (row) => row.response?.pctFromNadir ?? null },
  { name: 'CHANGE_FROM_NADIR_MM', cell: (row) => row.response?.absFromNadir ?? null },
  { name: 'TARGET_RESPONSE', cell: (row) => row.response?.target ?? null },
  { name: 'NON_TARGET_RESPONSE', cell: (row) => row.response?.nonTarget ?? null },
  { name: 'NEW_LESION', cell: (row) => row.response?.newLesion ?? null },
  { name: 'OVERALL_RESPONSE', cell: (row) => row.response?.overall ?? null },
  { name: 'OVERALL_RESPONSE_AS_READ', cell: (row) => row.response?.overallAsRead ?? null },
  { name: 'RULES', cell: (row) => row.response?.rules.join(' ') ?? null },
  { name: 'CHECKS', cell: (row) => (row.response ? row.response.checks : row.result.baseline.checks).join(' ') },
  { name: 'EXPLANATION', cell: (row) => row.response?.explanation.sentence ?? null },
  { name: 'BEST_OVERALL_RESPONSE', cell: (row) => row.result.bestOverallResponse },
  { name: 'IS_BEST_UNCONFIRMED', cell: (row) => (isBest(row) ? 'Y' : 'N') },
  { name: 'PROGRESSION_DATE', cell: (row) => row.result.progression?.date ?? null },
  { name: 'ENGINE_VERSION', cell: (row) => row.result.engineVersion },
];

/** One row per read timepoint, baseline first. Subjects without a baseline record have none. */
export function responsesCsv(cases: readonly CaseWithResult[], options: CsvOptions): string {
  const rows = cases.flatMap(({ case: subject, result }) => {
    if (!result) return [];
    const responseOf = new Map(result.timepoints.map((one) => [one.id, one]));
    return subject.timepoints.flatMap((timepoint) => {
      const response = responseOf.get(timepoint.id) ?? null;
      return response || timepoint.index === 0 ? [{ subject, result, timepoint, response }] : [];
    });
  });
  return writeCsv(responseColumns, rows, options);
}

type LesionRow = { readonly subject: SubjectCase; readonly lesion: Lesion; readonly placedAt: Timepoint | null };
const lesionColumns: readonly Column<LesionRow>[] = [
  { name: 'STUDY', cell: (row) => row.subject.studyCode },
  { name: 'SUBJECT', cell: (row) => row.subject.code },
  { name: 'SITE', cell: (row) => row.subject.site },
  { name: 'LESION', cell: (row) => row.lesion.label },
  { name: 'ROLE', cell: (row) => row.lesion.role },
  { name: 'KIND', cell: (row) => row.lesion.kind },
  { name: 'ORGAN', cell: (row) => row.lesion.organ },
  { name: 'DESCRIPTION', cell: (row) => row.lesion.description },
  { name: 'GROUP', cell: (row) => (row.lesion.group ? 'Y' : 'N') },
  { name: 'FIRST_TIMEPOINT', cell: (row) => row.placedAt?.label ?? null },
  { name: 'FIRST_DATE', cell: (row) => (row.placedAt ? displayDate(row.placedAt) : null) },
  { name: 'LESION_ID', cell: (row) => row.lesion.id },
];

/** One row per lesion. */
export function lesionsCsv(cases: readonly CaseWithResult[], options: CsvOptions): string {
  const rows = cases.flatMap(({ case: subject }) => subject.lesions.map((lesion) => ({ subject, lesion, placedAt: subject.timepoints.find((one) => one.id === lesion.placedAt) ?? null })));
  return writeCsv(lesionColumns, rows, options);
}
