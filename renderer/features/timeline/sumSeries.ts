import { addDays, dayNumber, type IsoDate } from '../../../src/common/index.ts';
import { displayDate, type SubjectCase } from '../../../src/casefile/index.ts';
import type { OverallResponse, SubjectResult } from '../../../src/recist/index.ts';

/** Everything the timeline draws, in dates and mm; the scale turns mm into % of baseline afterwards. */
export type SumPoint = { readonly timepointId: string; readonly label: string; readonly date: IsoDate; readonly sumMm: number | null; readonly overall: OverallResponse | null; readonly asRead: OverallResponse | null };
export type SumSeries = {
  readonly points: readonly SumPoint[];
  readonly baselineMm: number | null;
  /** Sum at or below which the response is PR; null without targets. */
  readonly prLimitMm: number | null;
  /** The PD limit as steps: from one timepoint to the next it is the limit that the later one was judged by; the last goes on to the end. */
  readonly pdSteps: readonly { readonly from: IsoDate; readonly to: IsoDate; readonly limitMm: number }[];
  readonly nadir: { readonly valueMm: number; readonly date: IsoDate; readonly label: string } | null;
  readonly from: IsoDate;
  readonly to: IsoDate;
};

/** Days left free before the first and after the last date, so that marks and labels do not stand on the edge. */
const marginDays = (span: number): number => Math.max(10, Math.round(span * 0.06));

function datesOf(subject: SubjectCase, points: readonly SumPoint[]): readonly IsoDate[] {
  const { facts } = subject;
  const { randomisationDate, firstDoseDate, treatmentEndDate, newTherapyStartDate, clinicalProgressionDate, lastKnownAliveDate, deathDate, doseChanges = [] } = facts;
  const events = [randomisationDate, firstDoseDate, treatmentEndDate, newTherapyStartDate, clinicalProgressionDate, lastKnownAliveDate, deathDate, ...doseChanges.map(({ date }) => date)].filter((date) => date !== undefined);
  const planned = subject.timepoints.flatMap(({ plannedDate, performed }) => (performed || plannedDate === null ? [] : [plannedDate]));
  return [...points.map((point) => point.date), ...events, ...planned].sort();
}

/** The series of a subject's figure; null while there is no dated baseline. */
export function sumSeries(subject: SubjectCase, result: SubjectResult): SumSeries | null {
  const baseline = subject.timepoints.find((timepoint) => timepoint.index === 0);
  const baselineDate = baseline && displayDate(baseline);
  if (!baseline || !baselineDate) return null;
  const labelOf = (id: string) => subject.timepoints.find((timepoint) => timepoint.id === id)?.label ?? id;
  const points: SumPoint[] = [
    { timepointId: baseline.id, label: baseline.label, date: baselineDate, sumMm: result.baseline.sum, overall: null, asRead: null },
    ...result.timepoints.map((timepoint) => ({ timepointId: timepoint.id, label: labelOf(timepoint.id), date: timepoint.date, sumMm: timepoint.sumComplete ? timepoint.sum : null, overall: timepoint.overall, asRead: timepoint.overallAsRead })),
  ];
  const dates = datesOf(subject, points);
  const first = dates[0] ?? baselineDate;
  const last = dates.at(-1) ?? baselineDate;
  const margin = marginDays(dayNumber(last) - dayNumber(first));
  const to = addDays(last, margin);
  const judged = result.timepoints.flatMap((timepoint, index) => {
    const from = points[index]?.date;
    const limitMm = timepoint.explanation.pdLimit?.limitMm;
    return from === undefined || limitMm === undefined ? [] : [{ from, to: index === result.timepoints.length - 1 ? to : timepoint.date, limitMm }];
  });
  const known = points.flatMap((point) => (point.sumMm === null ? [] : [{ valueMm: point.sumMm, date: point.date, label: point.label }]));
  const nadir = known.reduce<SumSeries['nadir']>((lowest, point) => (lowest === null || point.valueMm < lowest.valueMm ? point : lowest), null);
  return {
    points, baselineMm: result.baseline.sum, prLimitMm: result.timepoints.find((timepoint) => timepoint.explanation.prLimit)?.explanation.prLimit?.limitMm ?? null,
    pdSteps: judged, nadir, from: addDays(first, -margin), to,
  };
}
