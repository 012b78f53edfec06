import { labelsOf, parametersOf, toEngineInput, type DraftRecord, type Lesion, type SubjectCase } from '../../src/casefile/index.ts';
import { evaluateSubject } from '../../src/endpoints/index.ts';
import type { SubjectResult } from '../../src/recist/index.ts';

/** The engine's answer for the facts with a draft laid over them. Null while there is no dated baseline with a record. Same engine as the host's. */
export function evaluateCase(subject: SubjectCase, draft?: DraftRecord): SubjectResult | null {
  const input = toEngineInput(subject, draft);
  return input ? evaluateSubject(input, parametersOf(subject), labelsOf(subject)) : null;
}

/** The case with one lesion more, for one that is being placed; the lesion keeps its place in table order. */
export function withLesion(subject: SubjectCase, lesion: Lesion): SubjectCase {
  const order = { target: 0, nonTarget: 1, new: 2 } as const;
  const at = subject.lesions.findIndex((other) => order[other.role] > order[lesion.role]);
  return { ...subject, lesions: at < 0 ? [...subject.lesions, lesion] : [...subject.lesions.slice(0, at), lesion, ...subject.lesions.slice(at)] };
}
