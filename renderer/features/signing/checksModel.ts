/** Every check of a case, as the checks panel lists them. Pure. */
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { inReviewOrder, withAnswer, type ReviewFinding } from './reviewModel.ts';

export type CheckGroup = { readonly title: string; /** Null: about the subject as a whole. */ readonly timepointId: string | null; readonly findings: readonly ReviewFinding[] };

/** Checks by timepoint: the one being read first, then the others latest first, the subject's own last. Groups without checks are left out, but never the first. */
export function checkGroups(subject: SubjectCase, findings: readonly Finding[], current: Timepoint): readonly CheckGroup[] {
  const all = findings.map((finding) => withAnswer(subject, finding));
  const about = (id: string | undefined) => inReviewOrder(all.filter(({ finding }) => finding.at?.['timepointId'] === id));
  const others = subject.timepoints.filter(({ id }) => id !== current.id).toSorted((a, b) => b.index - a.index);
  return [
    { title: current.label, timepointId: current.id, findings: about(current.id) },
    ...[...others.map(({ id, label }) => ({ title: label, timepointId: id as string | null, findings: about(id) })), { title: 'Subject', timepointId: null, findings: about(undefined) }].filter((group) => group.findings.length > 0),
  ];
}

export type CheckCounts = { readonly block: number; readonly warn: number; readonly info: number; /** Still needing a change or a reason. */ readonly open: number };

/** How many checks of each level there are, and how many still need something. */
export function checkCounts(findings: readonly ReviewFinding[]): CheckCounts {
  const of = (severity: Finding['severity']) => findings.filter(({ finding }) => finding.severity === severity).length;
  return { block: of('block'), warn: of('warn'), info: of('info'), open: findings.filter(({ needs }) => needs !== null).length };
}

/** "2 errors, 1 warning, 3 for information, 2 open" for assistive technology. */
export function countsText({ block, warn, info, open }: CheckCounts): string {
  if (block + warn + info === 0) return 'no checks';
  const part = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]);
  return [...part(block, 'error', 'errors'), ...part(warn, 'warning', 'warnings'), ...(info === 0 ? [] : [`${info} for information`]), open === 0 ? 'none open' : `${open} open`].join(', ');
}
