/** What a person should look at in the timepoints themselves, before any rule is asked: order, dates, late images. Pure; the same for host and window. */
import type { Finding } from '../common/index.ts';
import { lateFindings } from './lateSeries.ts';
import type { SubjectCase } from './model.ts';
import { displayDate, orderConflicts } from './timepointDates.ts';

/** TP-03: visit numbers and dates disagree (interoperability 7.7). Nothing is signed until one of them is mended. */
const orderFindings = (subject: SubjectCase): readonly Finding[] => orderConflicts(subject.timepoints).flatMap(({ later, earlier }) => [later, earlier].map((one): Finding => ({
  severity: 'block', code: 'TP-03', acceptsReason: false, at: { timepointId: one.id },
  message: `${later.label} of ${displayDate(later) ?? ''} was scanned before ${earlier.label} of ${displayDate(earlier) ?? ''}. Correct the visit number or the assignment of its series.`,
})));

/** TP-01: a timepoint with images and no date cannot be placed in time. */
const dateFindings = (subject: SubjectCase): readonly Finding[] => subject.timepoints.filter((one) => one.series.length > 0 && displayDate(one) === null).map((one): Finding => ({
  severity: 'block', code: 'TP-01', acceptsReason: false, at: { timepointId: one.id }, message: `${one.label} has images without a date: its response cannot be dated. Set the day of its scan.`,
}));

/** Everything about the timepoints of a case, what blocks first. Each place and code once. */
export function timepointFindings(subject: SubjectCase): readonly Finding[] {
  const seen = new Set<string>();
  return [...orderFindings(subject), ...dateFindings(subject), ...lateFindings(subject)].filter(({ code, at }) => {
    const key = `${code} ${at?.['timepointId'] ?? ''} ${at?.['seriesId'] ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
