/** What the engine has to say about the facts on screen: the host's list, a moment before the host gives it. Pure. */
import { caseFindings, labelsOf, parametersOf, timepointFindings, toEngineInput, type SubjectCase } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { findingsOfSubject } from '../../../src/endpoints/index.ts';

const known = new WeakMap<SubjectCase, readonly Finding[]>();

/** Every check of section 14 that applies to the case, records on their way to the host included; what blocks first. Asked once per case. */
export function windowFindings(subject: SubjectCase): readonly Finding[] {
  const found = known.get(subject);
  if (found) return found;
  const input = toEngineInput(subject);
  const findings = [...timepointFindings(subject), ...(input === null ? [] : caseFindings(subject, findingsOfSubject(input, parametersOf(subject), labelsOf(subject))))];
  known.set(subject, findings);
  return findings;
}

/** Checks of a case about one lesion at one timepoint, by itself or together with another. */
export const findingsAbout = (findings: readonly Finding[], lesionId: string, timepointId: string): readonly Finding[] =>
  findings.filter(({ at }) => at?.['timepointId'] === timepointId && (at['lesionId'] === lesionId || at['otherLesionId'] === lesionId));
