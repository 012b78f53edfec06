import type { IsoDate } from '../../common/index.ts';
import type { NonTargetResponse } from '../model.ts';

export const immuneResponses = ['iCR', 'iPR', 'iSD', 'NON-iCR/NON-iUPD', 'iUPD', 'iCPD', 'NE', 'NED'] as const;
/** Responses of iRECIST (section 13). NED: no disease at baseline. */
export type ImmuneResponse = (typeof immuneResponses)[number];

/** New lesions at one timepoint, recorded apart from the baseline lesions (R-I02). */
export type ImmuneNewLesions = {
  /** New lesions that appear at this timepoint. Default 0. */
  readonly additional?: number;
  /** Sum of the new target lesions in mm. */
  readonly targetSum?: number | null;
  /** Some new lesion persists. Default: `targetSum` above 0. */
  readonly present?: boolean;
  /** A new non-target lesion grew since the first iUPD. */
  readonly nonTargetIncrease?: boolean;
  readonly allResolved?: boolean;
};

export type ImmuneTimepoint = {
  readonly id: string;
  readonly date: IsoDate;
  /** Sum of the baseline targets in mm; null when not evaluable. */
  readonly targetSum?: number | null;
  /** Default: the sum is 0. */
  readonly targetCR?: boolean;
  readonly nonTarget?: NonTargetResponse;
  /** Non-target disease increased since the first iUPD. */
  readonly nonTargetFurtherIncrease?: boolean;
  readonly newLesions?: ImmuneNewLesions;
};

export type ImmuneInput = { readonly baselineSum: number | null; readonly timepoints: readonly ImmuneTimepoint[] };
export type ImmuneTimepointResult = { readonly id: string; readonly response: ImmuneResponse; readonly rules: readonly string[] };
