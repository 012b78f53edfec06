/** Protocol parameters (section 3): what a trial protocol fixes once. */
import type { IsoDate } from '../common/index.ts';

export const pfsRuleSetNames = ['TRIAL', 'EMA', 'FDA-A', 'FDA-B', 'FDA-C'] as const;
export type PfsRuleSetName = (typeof pfsRuleSetNames)[number];

/** The fields of a rule set for PFS. */
export type PfsRuleSet = {
  readonly noBaseline: 'ignore' | 'censor';
  readonly newTherapy: 'ignore' | 'censor';
  readonly missed: 'ignore' | 'censor';
  readonly clinical: 'ignore' | 'event';
  /** Use planned visit dates. */
  readonly scheduled: boolean;
};
/** A protocol's own set: the fields that differ from `base` (TRIAL when not said). */
export type PfsRuleOverrides = Partial<PfsRuleSet> & { readonly base?: PfsRuleSetName };

/** Planned interval between assessments and visit window; `changes` names the interval planned from a day after the time origin on. */
export type AssessmentSchedule = {
  readonly intervalDays: number;
  readonly windowDays: number;
  readonly changes?: readonly { readonly fromDay: number; readonly intervalDays: number }[];
};

export const adjudicationVariableNames = ['bor', 'progression', 'progressionDate', 'responseDate', 'measurableAtBaseline'] as const;
export type AdjudicationVariable = (typeof adjudicationVariableNames)[number];

export const timeOriginNames = ['auto', 'randomisation', 'enrolment', 'firstDose'] as const;
export type TimeOriginName = (typeof timeOriginNames)[number];

export type Parameters = {
  readonly maxTargets: number;
  readonly maxPerOrgan: number;
  readonly recordingDecimals: number;
  readonly baselineMaxDaysBefore: number;
  readonly measurableDiseaseRequired: boolean;
  readonly tumourMarkerForCR: boolean;
  readonly prContinuation: 'afterConfirmed' | 'literal';
  readonly equivocalBackdating: boolean;
  readonly timepointDate: 'latest' | 'earliest';
  readonly targetPdDate: 'latest' | 'earliest';
  readonly timeOrigin: TimeOriginName;
  readonly ttpOrigin: TimeOriginName;
  readonly confirmationRequired: boolean;
  readonly confirmationMinDays: number;
  /** Null: any number. */
  readonly confirmMaxNE: number | null;
  /** Null: any number. */
  readonly confirmMaxSD: number | null;
  readonly crThenNonCr: 'pd' | 'revise' | 'asis';
  readonly sdMinDays: number;
  readonly sdMinFrom: 'origin' | 'baselineScan';
  readonly borStopAtNewTherapy: boolean;
  readonly newTherapySameDay: 'include' | 'exclude';
  readonly pfsRules: PfsRuleSetName | PfsRuleOverrides;
  readonly censorOn: 'evaluable' | 'performed';
  readonly schedule: AssessmentSchedule;
  readonly dorDeathIsEvent: boolean;
  readonly dcrIncludeNonCrNonPd: boolean;
  readonly cbMinDays: number;
  readonly dataCutoff: IsoDate | null;
  readonly adjudicationVariables: readonly AdjudicationVariable[];
  readonly adjudicationDateToleranceDays: number;
  readonly irecistMinDays: number;
};

export const defaultParameters: Parameters = {
  maxTargets: 5,
  maxPerOrgan: 2,
  recordingDecimals: 1,
  baselineMaxDaysBefore: 28,
  measurableDiseaseRequired: true,
  tumourMarkerForCR: false,
  prContinuation: 'afterConfirmed',
  equivocalBackdating: true,
  timepointDate: 'latest',
  targetPdDate: 'latest',
  timeOrigin: 'auto',
  ttpOrigin: 'firstDose',
  confirmationRequired: false,
  confirmationMinDays: 28,
  confirmMaxNE: 1,
  confirmMaxSD: 1,
  crThenNonCr: 'pd',
  sdMinDays: 42,
  sdMinFrom: 'origin',
  borStopAtNewTherapy: true,
  newTherapySameDay: 'include',
  pfsRules: 'TRIAL',
  censorOn: 'evaluable',
  schedule: { intervalDays: 56, windowDays: 7 },
  dorDeathIsEvent: true,
  dcrIncludeNonCrNonPd: false,
  cbMinDays: 168,
  dataCutoff: null,
  adjudicationVariables: ['bor', 'progression', 'progressionDate'],
  adjudicationDateToleranceDays: 0,
  irecistMinDays: 28,
};

/** The parameters with those of a protocol laid over the defaults; members that are undefined keep the default. */
export function withDefaults(params: Partial<Parameters> | undefined): Parameters {
  if (params === undefined || params === defaultParameters) return defaultParameters;
  const merged: Record<string, unknown> = { ...defaultParameters };
  for (const [name, value] of Object.entries(params)) if (value !== undefined) merged[name] = value;
  return merged as Parameters;
}
