import type { IsoDate } from '../common/index.ts';
import type { SubjectFacts, TimeOrigin } from './model.ts';
import type { TimeOriginName } from './parameters.ts';

/**
 * Where time starts: the named date, else randomisation, enrolment, first dose in this order. A subject with none of them is counted
 * from the baseline assessment, and the source says so; null when there is no date at all.
 */
export function timeOriginOf(subject: SubjectFacts, named: TimeOriginName, baselineDate: IsoDate | undefined): TimeOrigin | null {
  const dates = { randomisation: subject.randomisationDate, enrolment: subject.enrolmentDate, firstDose: subject.firstDoseDate };
  const order = named === 'auto' ? [] : [named];
  for (const source of [...order, 'randomisation', 'enrolment', 'firstDose'] as const) {
    const date = dates[source];
    if (date !== undefined) return { date, source };
  }
  const baseline = subject.baselineAssessmentDate ?? baselineDate;
  return baseline === undefined ? null : { date: baseline, source: 'baseline' };
}
