/** One timepoint as read: everything that later timepoints, dates, checks and explanations need of it. */
import type { IsoDate } from '../common/index.ts';
import type { Nadir } from './nadir.ts';
import type { MarkerPart, NonTargetValue } from './nonTarget.ts';
import type { NewLesionResult, NonTargetResponse, OverallResponse, TargetResponse, TimepointInput } from './model.ts';
import type { TargetSum } from './sum.ts';
import type { TargetValue } from './targetValues.ts';

export type TimepointFacts = {
  /** Place in date order. */
  readonly index: number;
  readonly input: TimepointInput;
  readonly date: IsoDate;
  readonly performed: boolean;
  readonly values: readonly TargetValue[];
  readonly sum: TargetSum;
  readonly baselineUnits: number;
  readonly nadir: Nadir | null;
  readonly nonTargets: readonly NonTargetValue[];
  readonly marker: MarkerPart;
  /** First earlier timepoint with overall CR that was not revised; null when there is none. */
  readonly crBefore: string | null;
  readonly target: { readonly response: TargetResponse; readonly rules: readonly string[] };
  readonly nonTarget: { readonly response: NonTargetResponse; readonly rules: readonly string[] };
  readonly newLesion: { readonly response: NewLesionResult; readonly rules: readonly string[] };
  /** R-622 applies: disease after overall CR. */
  readonly diseaseAfterCr: boolean;
  readonly overallAsRead: OverallResponse;
  readonly rules: readonly string[];
};

/** Non-targets that show disease again after overall CR. */
export const reappearingNonTargets = (facts: Pick<TimepointFacts, 'nonTargets'>): readonly NonTargetValue[] =>
  facts.nonTargets.filter((value) => value.status === 'present' || value.status === 'equivocalProgression');
