/**
 * The check before an export (interoperability 1.5): what a person should know before files leave. Pure. A finding blocks only where a file would be wrong;
 * who exports may leave such a subject out.
 */
import type { ExportFinding, ExportStudy } from '../model.ts';
import { checkRead, checkSubject } from './checkReads.ts';
import { checkResponses } from './checkResponses.ts';
import { checkStudy } from './checkStudy.ts';

export { formulaFindings } from './formulas.ts';
export { aboutRead, aboutStudy, aboutSubject } from './places.ts';

const rank: Readonly<Record<ExportFinding['severity'], number>> = { block: 0, warn: 1, info: 2 };

/** What blocks first, then by subject as they come; each finding once. */
export function sortFindings(findings: readonly ExportFinding[]): readonly ExportFinding[] {
  const seen = new Set<string>();
  return findings.filter((one) => { const key = JSON.stringify(one); return !seen.has(key) && seen.add(key); })
    .map((finding, at) => ({ finding, at })).sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || a.at - b.at).map(({ finding }) => finding);
}

/** Everything the facts say; writers add what their formats cannot hold. */
export const preflight = (study: ExportStudy): readonly ExportFinding[] => sortFindings([
  ...checkStudy(study),
  ...study.subjects.flatMap((subject) => [...checkSubject(study, subject), ...subject.reads.flatMap((read) => [...checkResponses(subject, read), ...checkRead(study, subject, read)])]),
]);

/** The study without subjects that a finding blocks; what blocks the study as a whole stays. */
export function withoutBlocked(study: ExportStudy, findings: readonly ExportFinding[]): ExportStudy {
  const blocked = new Set(findings.flatMap(({ severity, subject }) => (severity === 'block' && subject !== null ? [subject] : [])));
  return blocked.size === 0 ? study : { ...study, subjects: study.subjects.filter(({ code }) => !blocked.has(code)) };
}
