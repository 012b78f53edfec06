import type { ExportCheckReply } from '../../api/index.ts';
import { blockingFindings, type PackageCheck } from './packageStudy.ts';

/** What a window is told before an export. */
export function checkReply(check: PackageCheck): ExportCheckReply {
  const { study, findings, leftOut, subjectIds } = check;
  const blocking = blockingFindings(check);
  const named = new Set(findings.flatMap(({ subject }) => subject ?? []));
  return {
    subjects: study.subjects.length, leftOut, timepoints: study.subjects.reduce((sum, { reads }) => sum + Math.max(0, ...reads.map(({ case: one }) => one.timepoints.length)), 0),
    reads: study.scope.reads, cutOff: study.cutOff, asOf: study.asOf, findings, subjectIds: Object.fromEntries([...subjectIds].filter(([code]) => named.has(code))),
    blocked: [...new Set(blocking.flatMap(({ subject }) => subject ?? []))], isBlocked: blocking.length > 0,
  };
}
