/** What a person should look at in a case, asked from the engine. No rule is here. */
import type { Finding } from '../../common/index.ts';
import { caseFindings, labelsOf, parametersOf, toEngineInput, type SubjectCase } from '../../casefile/index.ts';
import { findingsOfSubject } from '../../endpoints/index.ts';
import type { SubjectResult } from '../../recist/index.ts';

/** Everything a person should look at in a case, what blocks first; nothing while there is no result. */
export function findingsOf(subject: SubjectCase, result: SubjectResult | null): readonly Finding[] {
  const input = result === null ? null : toEngineInput(subject);
  return input === null ? [] : caseFindings(subject, findingsOfSubject(input, parametersOf(subject), labelsOf(subject)));
}
