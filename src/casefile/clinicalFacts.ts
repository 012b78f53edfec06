/** What is known of a subject besides images: the dates the engine takes, and what only tables and figures need. */
import type { IsoDate } from '../common/index.ts';
import type { SubjectFacts } from '../recist/index.ts';

/** Facts in words. An arm is one of the study's; causes and reasons are as the investigator wrote them. */
export const clinicalTexts = ['arm', 'deathCause', 'newTherapy', 'treatmentEndReason', 'studyEndReason'] as const;
export type ClinicalText = (typeof clinicalTexts)[number];

/** No rule reads what is here besides the engine's own facts. */
export type ClinicalFacts = SubjectFacts & { readonly [Name in ClinicalText]?: string } & {
  /** Last dose of the study treatment. */
  readonly treatmentEndDate?: IsoDate;
};

const notForRules = new Set<string>([...clinicalTexts, 'treatmentEndDate']);

/** The part of the facts that the engine takes, and that a signature therefore covers. */
export function engineFacts(facts: ClinicalFacts): SubjectFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !notForRules.has(name)));
}
