import { toEngineInput, type SubjectCase } from '../casefile/index.ts';
import { evaluateSubject } from '../endpoints/index.ts';
import type { Parameters, SubjectResult } from '../recist/index.ts';

/** What explanations call lesions and timepoints. */
export const labelsOf = (subject: SubjectCase): Record<string, string> =>
  Object.fromEntries([...subject.lesions, ...subject.timepoints].map((named) => [named.id, named.label]));

/** The parameters of the subject's protocol that differ from the defaults; checked when the study was created. */
export const parametersOf = (subject: SubjectCase): Partial<Parameters> => subject.protocol.params as Partial<Parameters>;

/** The engine's result on a case; null while there is no baseline record. */
export function evaluateCase(subject: SubjectCase): SubjectResult | null {
  const input = toEngineInput(subject);
  return input === null ? null : evaluateSubject(input, parametersOf(subject), labelsOf(subject));
}
