/** The last words of every report. */
import type { Report } from './report.ts';
import { styles } from './theme.ts';

export function closing(report: Report): void {
  report.need(44);
  report.space(7);
  report.rule(0.4);
  report.space(4);
  report.paragraph('CR complete response, PR partial response, SD stable disease, PD progressive disease, NE not evaluable, NED no evidence of disease. T target, N non-target, X new lesion. Sizes are those recorded and signed; sums, changes and responses follow from them by the rules cited. Times are UTC.', styles.note);
  if (report.letters.hasMissing) report.paragraph('Signs that the fonts of this report do not have are given by their Unicode numbers in square brackets; copied and searched text has the signs themselves.', styles.note);
  report.paragraph('For research use. Not a medical device.', { ...styles.note, weight: 600 });
}
