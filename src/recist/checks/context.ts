/** What the checks of a follow-up timepoint look at. */
import type { OverallResponse, SubjectInput, TargetRecord } from '../model.ts';
import type { Parameters } from '../parameters.ts';
import type { TimepointFacts } from '../timepointFacts.ts';

/** A target's last evaluable result before a timepoint. */
export type PreviousValue = { readonly units: number; readonly state: TargetRecord['state'] };

export type CheckContext = {
  readonly input: SubjectInput;
  readonly parameters: Parameters;
  readonly facts: TimepointFacts;
  /** All of the subject in date order; this one is at `facts.index`. */
  readonly timepoints: readonly TimepointFacts[];
  /** The timepoint before in date order that was performed. */
  readonly before: TimepointFacts | null;
  /** Last evaluable result of every target, the baseline's where there is none since. */
  readonly previous: readonly PreviousValue[];
  /** What every target counted at the nadir. */
  readonly atNadir: readonly number[];
  readonly overall: OverallResponse;
  /** Id of the timepoint with progression, when it lies before this one. */
  readonly progressedAt: string | null;
  readonly sharesDate: boolean;
};
