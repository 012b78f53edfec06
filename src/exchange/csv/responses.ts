import type { SubjectCase } from '../../casefile/index.ts';
import type { SubjectResult, TimepointResult } from '../../recist/index.ts';
import { csvText, type Column } from './csvText.ts';

export type EvaluatedSubject = { readonly case: SubjectCase; readonly result: SubjectResult | null };
type Row = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly at: TimepointResult | null; readonly label: string; readonly engineVersion: string };

const baselineDate = (subject: SubjectCase): string | null => subject.timepoints[0]?.scanDates.at(-1) ?? subject.timepoints[0]?.plannedDate ?? null;

const columns: readonly Column<Row>[] = [
  { name: 'study', value: ({ subject }) => subject.studyCode },
  { name: 'subject', value: ({ subject }) => subject.code },
  { name: 'site', value: ({ subject }) => subject.site },
  { name: 'timepoint', value: ({ label }) => label },
  { name: 'date', value: ({ subject, at }) => at?.date ?? baselineDate(subject) },
  { name: 'sum_mm', value: ({ result, at }) => (at ? at.sum : result.baseline.sum) },
  { name: 'sum_complete', value: ({ at }) => at?.sumComplete },
  { name: 'partial_sum_mm', value: ({ at }) => at?.partialSum },
  { name: 'nadir_mm', value: ({ at }) => at?.nadir },
  { name: 'pct_from_baseline', value: ({ at }) => at?.pctFromBaseline?.toFixed(3) },
  { name: 'pct_from_nadir', value: ({ at }) => at?.pctFromNadir?.toFixed(3) },
  { name: 'abs_from_nadir_mm', value: ({ at }) => at?.absFromNadir },
  { name: 'target_response', value: ({ at }) => at?.target },
  { name: 'non_target_response', value: ({ at }) => at?.nonTarget },
  { name: 'new_lesion', value: ({ at }) => at?.newLesion },
  { name: 'overall_response', value: ({ at }) => at?.overall },
  { name: 'overall_as_read', value: ({ at }) => at?.overallAsRead },
  { name: 'rules', value: ({ at }) => at?.rules.join(' ') },
  { name: 'checks', value: ({ at }) => at?.checks.join(' ') },
  { name: 'explanation', value: ({ at }) => at?.explanation.sentence },
  { name: 'best_overall_response', value: ({ result }) => result.bestOverallResponse },
  { name: 'progression_date', value: ({ result }) => result.progression?.date },
  { name: 'engine_version', value: ({ engineVersion }) => engineVersion },
];

/** One row per timepoint that was read, the baseline first; sums in mm, changes in % with three decimals. Subjects without a baseline record have no rows. */
export function responsesCsv(subjects: readonly EvaluatedSubject[], engineVersion: string): string {
  const rows = subjects.flatMap(({ case: subject, result }): Row[] => {
    if (!result) return [];
    const label = new Map<string, string>(subject.timepoints.map((timepoint) => [timepoint.id, timepoint.label]));
    return [
      { subject, result, at: null, label: subject.timepoints[0]?.label ?? 'Baseline', engineVersion },
      ...result.timepoints.map((at) => ({ subject, result, at, label: label.get(at.id) ?? at.id, engineVersion })),
    ];
  });
  return csvText(columns, rows);
}
