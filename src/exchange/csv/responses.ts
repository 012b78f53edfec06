import { displayDate, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { SubjectResult, TimepointResult } from '../../recist/index.ts';
import { labelsOf } from './endpoints.ts';
import type { CaseWithResult } from './cases.ts';
import { writeCsv, type Column, type CsvOptions } from './write.ts';

type Row = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly timepoint: Timepoint; readonly at: TimepointResult | null };

/** Changes in percent are written with six decimals at most: a change just short of a limit does not become the limit, and none of them is noise. */
const percent = (value: number | null | undefined): number | null => (value == null ? null : Number(value.toFixed(6)));

/** Why categories were assigned by hand, each with its component. */
function overrideReasons(at: TimepointResult | null): string | null {
  const { target, nonTarget, overall } = at?.overrides ?? {};
  const reasons = [['target', target], ['non-target', nonTarget], ['overall', overall]] as const;
  return reasons.flatMap(([name, by]) => (by === undefined ? [] : [`${name} ${by.value}: ${by.reason}`])).join('; ') || null;
}

const columns: readonly Column<Row>[] = [
  { name: 'study', cell: ({ subject }) => subject.studyCode },
  { name: 'subject', cell: ({ subject }) => subject.code },
  { name: 'site', cell: ({ subject }) => subject.site },
  { name: 'timepoint', cell: ({ timepoint }) => timepoint.label },
  { name: 'timepoint_index', cell: ({ timepoint }) => timepoint.index },
  { name: 'visit', cell: ({ timepoint }) => timepoint.visitName },
  { name: 'date', cell: ({ timepoint, at }) => at?.date ?? displayDate(timepoint) },
  { name: 'sum_mm', cell: ({ result, at }) => (at ? at.sum : result.baseline.sum) },
  { name: 'sum_complete', cell: ({ at }) => at?.sumComplete ?? null },
  { name: 'partial_sum_mm', cell: ({ at }) => at?.partialSum ?? null },
  { name: 'nadir_mm', cell: ({ at }) => at?.nadir ?? null },
  { name: 'pct_from_baseline', cell: ({ at }) => percent(at?.pctFromBaseline) },
  { name: 'pct_from_nadir', cell: ({ at }) => percent(at?.pctFromNadir) },
  { name: 'abs_from_nadir_mm', cell: ({ at }) => at?.absFromNadir ?? null },
  { name: 'target_response', cell: ({ at }) => at?.target ?? null },
  { name: 'non_target_response', cell: ({ at }) => at?.nonTarget ?? null },
  { name: 'new_lesion', cell: ({ at }) => at?.newLesion ?? null },
  { name: 'overall_response', cell: ({ at }) => at?.overall ?? null },
  { name: 'overall_as_read', cell: ({ at }) => at?.overallAsRead ?? null },
  { name: 'overall_computed', cell: ({ at }) => at?.computed.overall ?? null },
  { name: 'assigned', cell: ({ at }) => overrideReasons(at) },
  { name: 'rules', cell: ({ at }) => at?.rules.join(' ') ?? null },
  { name: 'checks', cell: ({ result, at }) => (at ?? result.baseline).checks.join(' ') },
  { name: 'explanation', cell: ({ at }) => at?.explanation.sentence ?? null },
  { name: 'arithmetic', cell: ({ at }) => at?.explanation.arithmetic ?? null },
  { name: 'deciding_lesions', cell: ({ subject, at }) => (at === null ? null : labelsOf(subject, at.explanation.decidingLesions)) },
  { name: 'best_overall_response', cell: ({ result }) => result.bestOverallResponse },
  { name: 'progression_date', cell: ({ result }) => result.progression?.date ?? null },
  { name: 'engine_version', cell: ({ result }) => result.engineVersion },
];

/** One row per timepoint that was read, the baseline first; sums and differences in mm, changes in percent. Subjects without a baseline record have no rows. */
export function responsesCsv(cases: readonly CaseWithResult[], options: CsvOptions): string {
  const rows = cases.flatMap(({ case: subject, result }): Row[] => {
    if (!result) return [];
    const readAt = new Map(result.timepoints.map((at) => [at.id, at]));
    return subject.timepoints.flatMap((timepoint) => {
      const at = readAt.get(timepoint.id) ?? null;
      return at || timepoint.index === 0 ? [{ subject, result, timepoint, at }] : [];
    });
  });
  return writeCsv(columns, rows, options);
}
