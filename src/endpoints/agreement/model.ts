/** Two reads of one subject, as far as a comparison needs them. */
import type { IsoDate } from '../../common/index.ts';
import type { LesionKind, NewLesionStatus, NonTargetStatus, OrganCode, SubjectResult } from '../../recist/index.ts';

/** Where a lesion was drawn: middle of its long axis in patient mm (LPS), half its length around it. */
export type LesionPlace = { readonly frameOfReferenceUid: string | null; readonly centre: readonly [x: number, y: number, z: number]; readonly longAxisMm: number; readonly seriesUid: string };

export type ComparedLesion = {
  readonly id: string;
  /** As the reader calls it: T1, X2. */
  readonly label: string;
  readonly role: 'target' | 'nonTarget' | 'new';
  readonly kind: LesionKind;
  readonly organ: OrganCode;
  readonly description: string;
  /** By timepoint id. */
  readonly places: Readonly<Record<string, LesionPlace>>;
  /** What counted in the sum by timepoint id, mm. */
  readonly sizesMm: Readonly<Record<string, number>>;
  /** Status of a new lesion by timepoint id. */
  readonly newStatus: Readonly<Record<string, NewLesionStatus>>;
  /** Status of a non-target by timepoint id. */
  readonly nonTargetStatus?: Readonly<Record<string, NonTargetStatus>>;
};

export type ComparedRead = {
  readonly result: SubjectResult;
  readonly lesions: readonly ComparedLesion[];
  /** Timepoint ids whose response was assigned by hand. */
  readonly assigned: readonly string[];
};

export type ComparedTimepoint = { readonly id: string; readonly label: string; readonly index: number; readonly date: IsoDate | null };

export const differenceKinds = ['otherTargets', 'otherSeries', 'thresholdNoise', 'otherSizes', 'newLesionByOne', 'nonTargetByOne', 'notEvaluableByOne', 'assignedByHand', 'dateOnly'] as const;
/**
 * Why two reads differ: other targets were chosen; the same lesion was measured on other series; the sums lie on both sides of a limit but close to it; the same lesions were given other
 * sizes; a new
 * lesion or a non-target progression was seen by one; one could not evaluate; a response was assigned by hand; only the date differs.
 */
export type DifferenceKind = (typeof differenceKinds)[number];

export type Difference = {
  readonly kind: DifferenceKind;
  /** Where it shows; null when it is about the read as a whole. */
  readonly timepointId: string | null;
  /** One sentence that calls the reads A and B. */
  readonly sentence: string;
  /** Lesions of each read that it is about. */
  readonly lesions: { readonly a: readonly string[]; readonly b: readonly string[] };
};
