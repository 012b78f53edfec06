/** What is known of a subject besides images: the dates the engine takes, and what only tables and figures need. */
import type { IsoDate } from '../common/index.ts';
import type { SubjectFacts } from '../recist/index.ts';

/** Facts in words. An arm is one of the study's; causes and reasons are as the investigator wrote them. */
export const clinicalTexts = ['arm', 'deathCause', 'newTherapy', 'treatmentEndReason', 'studyEndReason'] as const;
export type ClinicalText = (typeof clinicalTexts)[number];

/** The study treatment changed on a day. */
export const doseChangeKinds = ['reduced', 'increased', 'interrupted', 'resumed'] as const;
export type DoseChange = { readonly date: IsoDate; readonly kind: (typeof doseChangeKinds)[number]; readonly note: string };

/** No rule reads what is here besides the engine's own facts. */
export type ClinicalFacts = SubjectFacts & { readonly [Name in ClinicalText]?: string } & {
  /** Last dose of the study treatment. */
  readonly treatmentEndDate?: IsoDate;
  /** By day. */
  readonly doseChanges?: readonly DoseChange[];
  /** Timepoint id → day the subject was seen; scan dates count, this one is kept beside them. */
  readonly visitDates?: Readonly<Record<string, IsoDate>>;
};

const notForRules = new Set<string>([...clinicalTexts, 'treatmentEndDate', 'doseChanges', 'visitDates']);

/** The part of the facts that the engine takes, and that a signature therefore covers. */
export function engineFacts(facts: ClinicalFacts): SubjectFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !notForRules.has(name)));
}
