/** One timepoint as read: everything that later timepoints, dates, checks and explanations need of it. */
import type { IsoDate } from '../common/index.ts';
import type { Nadir } from './nadir.ts';
import type { MarkerPart, NonTargetValue } from './nonTarget.ts';
import type { NewLesionResult, NonTargetResponse, OverallResponse, TargetResponse, TimepointInput } from './model.ts';
import type { TargetSum } from './sum.ts';
import type { TargetValue } from './targetValues.ts';

/** A timepoint's responses and the rules that gave them. */
export type Judgement = {
  readonly target: { readonly response: TargetResponse; readonly rules: readonly string[] };
  readonly nonTarget: { readonly response: NonTargetResponse; readonly rules: readonly string[] };
  /** R-622 applies: disease after overall CR. */
  readonly diseaseAfterCr: boolean;
  readonly overallAsRead: OverallResponse;
  /** Most decisive first. */
  readonly rules: readonly string[];
};

export type TimepointFacts = Judgement & {
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
  /** R-313 holds: an earlier PR or CR was confirmed, and there was no PD. */
  readonly responseContinues: boolean;
  readonly newLesion: { readonly response: NewLesionResult; readonly rules: readonly string[] };
  /** What the facts give without the overrides of this timepoint; null when no override changes anything. */
  readonly computed: Judgement | null;
};

/** The facts as they would stand without this timepoint's overrides. */
export const asComputed = (facts: TimepointFacts): TimepointFacts => (facts.computed === null ? facts : { ...facts, ...facts.computed });

/** Non-targets that show disease again after overall CR. */
export const reappearingNonTargets = (facts: Pick<TimepointFacts, 'nonTargets'>): readonly NonTargetValue[] =>
  facts.nonTargets.filter((value) => value.status === 'present' || value.status === 'equivocalProgression');
