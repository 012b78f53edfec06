import type { Finding } from '../../common/index.ts';
import type { SubjectCase } from '../../casefile/index.ts';
import type { SubjectResult } from '../../recist/index.ts';

export function baselineFindings(_subject: SubjectCase, _result: SubjectResult | null): readonly Finding[] {
  return [];
}
