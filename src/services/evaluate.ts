import { labelsOf, parametersOf, toEngineInput, type SubjectCase } from '../casefile/index.ts';
import { evaluateSubject } from '../endpoints/index.ts';
import type { SubjectResult } from '../recist/index.ts';

/** The engine's result on a case; null while there is no baseline record. */
export function evaluateCase(subject: SubjectCase): SubjectResult | null {
  const input = toEngineInput(subject);
  return input === null ? null : evaluateSubject(input, parametersOf(subject), labelsOf(subject));
}
