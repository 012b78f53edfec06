import type { ExportCheckReply } from '../../api/index.ts';
import { blockingFindings, type PackageCheck } from './packageStudy.ts';

/** What a window is told before an export. */
export const checkReply = (check: PackageCheck): ExportCheckReply => ({
  subjects: check.study.subjects.length, leftOut: check.leftOut, timepoints: check.study.subjects.reduce((sum, { reads }) => sum + Math.max(0, ...reads.map(({ case: one }) => one.timepoints.length)), 0),
  reads: check.study.scope.reads, cutOff: check.study.cutOff, asOf: check.study.asOf, findings: check.findings, blocked: [...new Set(blockingFindings(check).flatMap(({ subject }) => subject ?? []))], isBlocked: blockingFindings(check).length > 0,
});
