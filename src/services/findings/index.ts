import type { Finding } from '../../common/index.ts';
import type { SubjectCase } from '../../casefile/index.ts';
import type { SubjectResult } from '../../recist/index.ts';
import { baselineFindings } from './baseline.ts';
import { followUpFindings } from './followUp.ts';
import { subjectFindings } from './subject.ts';

const rank: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, info: 2 };

/** Everything a person should look at in a case, what blocks first. The same facts give the same list. */
export function findingsOf(subject: SubjectCase, result: SubjectResult | null): readonly Finding[] {
  const found = [...baselineFindings(subject, result), ...(result ? [...followUpFindings(subject, result), ...subjectFindings(subject, result)] : [])];
  return found.map((finding, index) => ({ finding, index })).sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || a.index - b.index).map(({ finding }) => finding);
}
