/** A synthetic randomised trial without images: who was in it, what happened, what each reader recorded. Sizes in mm, dates YYYY-MM-DD. */
import type { IsoDate } from '../../common/index.ts';
import type { ClinicalFacts, LesionRole, MarkerRecord, NotEvaluableReason, ReadSlot } from '../../casefile/index.ts';
import type { LesionKind, NewLesionStatus, NonTargetStatus, OrganCode, OverallResponse } from '../../recist/index.ts';

/** What a reader recorded for one lesion at one visit. `long` and `short` are axes; a node counts its short one. */
export type TrialRecord =
  | { readonly state: 'measured'; readonly long: number; readonly short: number | null }
  | { readonly state: 'absent' | 'tooSmall' }
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note: string }
  | { readonly state: 'split'; readonly parts: readonly { readonly long: number; readonly short: number | null }[] }
  | { readonly state: 'status'; readonly status: NonTargetStatus }
  | { readonly state: 'newLesion'; readonly status: NewLesionStatus };

export type TrialLesion = {
  /** T1, N1, X1 in the order of a role. */
  readonly label: string;
  readonly role: LesionRole;
  readonly organ: OrganCode;
  readonly kind: LesionKind;
  readonly description: string;
  /** By visit index. */
  readonly records: Readonly<Record<number, TrialRecord>>;
};

export type TrialRead = {
  readonly slot: ReadSlot;
  readonly lesions: readonly TrialLesion[];
  /** Overall response meant at each follow-up that was imaged, by visit index; the records were drawn to give it. */
  readonly intended: Readonly<Record<number, OverallResponse>>;
};

export type TrialVisit = {
  /** Baseline is 0. */
  readonly index: number;
  readonly visitName: string;
  readonly plannedDate: IsoDate;
  /** Null: the visit was missed. */
  readonly scanDate: IsoDate | null;
  readonly marker: MarkerRecord | null;
};

/** How a subject's time in the trial ended, which the generator decides first. */
export type TrialCourse =
  | 'targetProgression' | 'newLesion' | 'nonTargetProgression' | 'backdated' | 'ongoing' | 'death' | 'earlyDeath' | 'newTherapyFirst' | 'dropOut' | 'missedThenProgression'
  | 'clinicalOnly' | 'noFollowUp' | 'inadequateBaseline';

export type TrialSubject = {
  readonly code: string;
  /** Name of the site as the study lists it. */
  readonly site: string;
  readonly course: TrialCourse;
  readonly note: string;
  readonly facts: ClinicalFacts;
  readonly visits: readonly TrialVisit[];
  readonly reads: readonly TrialRead[];
  /** Which read is accepted when the readers differ; null: the decision is still open. */
  readonly accepted: { readonly slot: 'reader1' | 'reader2'; readonly reason: string } | null;
  /** Last visit the second reader has signed; null: all of them. */
  readonly reader2Until: number | null;
};

export type TrialPlan = {
  readonly study: { readonly code: string; readonly title: string; readonly dataUntil: IsoDate };
  readonly arms: readonly { readonly name: string; readonly ratio: number }[];
  readonly sites: readonly { readonly code: string; readonly name: string }[];
  readonly subjects: readonly TrialSubject[];
};
