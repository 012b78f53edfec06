import type { Caliper, EnteredValue, NewLesionExclusion, NotEvaluableReason, OtherTechnique } from '../casefile/index.ts';
import type { LesionKind, LesionTraits, NewLesionStatus, NonTargetStatus, OrganCode } from '../recist/index.ts';

/** A record as it is sent: points, and the lengths the reader was shown, which the host compares with its own. */
export type AssessmentInput =
  | MeasuredInput
  | EnteredInput
  | { readonly state: 'split'; readonly parts: readonly SplitPartInput[]; readonly note?: string | undefined }
  | { readonly state: 'merged'; readonly mergedInto: string; readonly note?: string | undefined }
  | { readonly state: 'absent' | 'tooSmall'; readonly caliper?: CaliperInput | undefined }
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note?: string | undefined }
  | { readonly state: 'status'; readonly status: NonTargetStatus; readonly note?: string | undefined; readonly caliper?: CaliperInput | undefined }
  | {
      readonly state: 'newLesion'; readonly status: NewLesionStatus; readonly note?: string | undefined; readonly caliper?: CaliperInput | undefined;
      readonly claimedLongMm?: number | undefined; readonly claimedShortMm?: number | null | undefined; readonly excluded?: readonly NewLesionExclusion[] | undefined; readonly lookBack?: { readonly seenSince: string | null } | undefined;
    };
export type MeasuredInput = {
  readonly state: 'measured'; readonly caliper: CaliperInput; readonly claimedLongMm: number; readonly claimedShortMm: number | null; readonly otherTechnique?: OtherTechnique | undefined;
};
/** A value taken elsewhere, for a timepoint whose images are not here; mm. */
export type EnteredInput = { readonly state: 'measured'; readonly entered: EnteredValue; readonly longAxisMm: number; readonly shortAxisMm: number | null };
/** A fragment of a split lesion. */
export type SplitPartInput =
  | MeasuredInput
  | EnteredInput
  | { readonly state: 'absent' | 'tooSmall'; readonly caliper?: CaliperInput | undefined }
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note?: string | undefined };
export type CaliperInput = Omit<Caliper, 'seriesId'> & { readonly seriesId: string };

export type PlaceLesion = {
  readonly timepointId: string;
  readonly role: 'target' | 'nonTarget' | 'new';
  readonly organ: OrganCode;
  readonly kind: LesionKind;
  readonly description: string;
  readonly group: boolean;
  readonly traits?: LesionTraits | undefined;
  readonly assessment?: AssessmentInput | undefined;
};
export type EditLesion = {
  readonly lesionId: string;
  readonly organ?: OrganCode | undefined;
  readonly kind?: LesionKind | undefined;
  readonly description?: string | undefined;
  readonly group?: boolean | undefined;
  readonly role?: 'target' | 'nonTarget' | undefined;
  /** All of them: what is left out is no longer said. */
  readonly traits?: LesionTraits | undefined;
};
