/** A study as its figures need it: what every subject brings, what is asked, what comes out. Plain data. Sizes in mm, rates as fractions, days counted as R-007 says unless said otherwise. */
import type { IsoDate } from '../../common/index.ts';
import type { AdjudicationVariable, EndpointResult, OrganCode, OverallResponse, PfsRuleSetName, Progression } from '../../recist/index.ts';
import type { AgreementMetrics } from '../agreement/index.ts';
import type { DifferenceKind } from '../agreement/model.ts';
import type { Agreement, SurvivalSummary } from '../cohort.ts';
import type { LimitsOfAgreement } from '../statistics/blandAltman.ts';
import type { Proportion } from '../statistics/clopperPearson.ts';
import type { HazardRatio } from '../statistics/cox.ts';
import type { SurvivalStep } from '../statistics/kaplanMeier.ts';
import type { LogRank } from '../statistics/logRank.ts';

/** Whose responses: one slot, or those that are the subject's result (R-J06, R-J07); of a study read once both are the same. */
export const analysisReads = ['accepted', 'site', 'reader1', 'reader2'] as const;
export type AnalysisRead = (typeof analysisReads)[number];
export type AnalysisSlot = Exclude<AnalysisRead, 'accepted'>;
/** `protocol` is the study's own set, which may be none of the named ones. */
export type AnalysisRules = PfsRuleSetName | 'protocol';
export const survivalEndpoints = ['PFS', 'OS', 'TTP', 'DOR'] as const;
export type SurvivalEndpoint = (typeof survivalEndpoints)[number];

export type AnalysedTimepoint = {
  readonly id: string; readonly date: IsoDate; readonly performed: boolean; readonly sumMm: number | null;
  /** Percent change of the sum from baseline and from the nadir. */
  readonly pct: number | null; readonly pctFromNadir: number | null;
  readonly overall: OverallResponse;
};

/** By rule set; a set that gives the same as TRIAL is left out. */
export type ByRules = { readonly TRIAL: EndpointResult | null } & { readonly [Set in Exclude<AnalysisRules, 'TRIAL'>]?: EndpointResult | null };
export type ByConfirmation<T> = { readonly unconfirmed: T; readonly confirmed: T };

/** One read of one subject, judged in every way that can be chosen. */
export type AnalysedRead = {
  readonly origin: IsoDate | null;
  /** Null: no baseline was read. Times from the origin to death or last contact exist all the same. */
  readonly baselineDate: IsoDate | null; readonly baselineSumMm: number | null;
  /** Follow-ups in the order of their dates. */
  readonly timepoints: readonly AnalysedTimepoint[];
  readonly best: ByConfirmation<{ readonly response: OverallResponse; readonly date: IsoDate | null }>;
  /** Smallest percent change from baseline among the assessments that count for best response; null without one. */
  readonly bestPct: number | null;
  readonly progression: Progression | null;
  /** Date of the first CR or PR. */
  readonly response: ByConfirmation<IsoDate | null>;
  readonly benefit: ByConfirmation<boolean>;
  readonly PFS: ByRules; readonly TTP: ByRules; readonly OS: EndpointResult | null; readonly DOR: ByConfirmation<ByRules>;
};

/** A measurement of two reads at one timepoint. */
export type PairedMeasurement = { readonly timepointId: string; readonly date: IsoDate; readonly first: number; readonly second: number; /** Left out for a sum. */ readonly organ?: OrganCode };
/** What two reads of a subject have in common, and why they differ. */
export type ReadPair = { readonly sums: readonly PairedMeasurement[]; readonly diameters: readonly PairedMeasurement[]; readonly kinds: readonly DifferenceKind[] };

/** Dates and words that figures show. */
export type AnalysedFacts = {
  readonly randomisationDate?: IsoDate; readonly enrolmentDate?: IsoDate; readonly firstDoseDate?: IsoDate; readonly treatmentEndDate?: IsoDate; readonly newTherapyStartDate?: IsoDate; readonly deathDate?: IsoDate;
  readonly lastKnownAliveDate?: IsoDate; readonly studyEndDate?: IsoDate; readonly clinicalProgressionDate?: IsoDate; readonly deathCause?: string; readonly newTherapy?: string; readonly treatmentEndReason?: string; readonly studyEndReason?: string;
};

export type AnalysedSubject = {
  readonly id: string; readonly code: string; readonly site: string; readonly arm: string | null; readonly facts: AnalysedFacts;
  /** Left out: nothing is known to count from. */
  readonly reads: { readonly [Slot in AnalysisSlot]?: AnalysedRead };
  readonly accepted: AnalysisSlot;
  /** Timepoints after baseline: all there are, not performed, read to the end, signed, of the result's read. */
  readonly visits: { readonly all: number; readonly missed: number; readonly read: number; readonly signed: number };
  /** Null in a study that is read once. */
  readonly central: { readonly state: 'reading' | 'agreed' | 'due' | 'decided'; readonly variables: readonly AdjudicationVariable[]; readonly accepted: 'reader1' | 'reader2' | null } | null;
  /** Reader 1 with reader 2, and the site with the accepted read; null where one of them is not there or not finished. */
  readonly pairs: { readonly readers: ReadPair | null; readonly siteCentral: ReadPair | null };
};

export const analysisUnits = ['month', 'week', 'day'] as const;
/** Days in one unit of time; a month has 30.4375. */
export const daysIn = { month: 30.4375, week: 7, day: 1 } as const satisfies Record<AnalysisUnit, number>;
export type AnalysisUnit = (typeof analysisUnits)[number];

export type AnalysisOptions = {
  readonly read: AnalysisRead;
  readonly rules: AnalysisRules;
  /** Responses need confirmation. */
  readonly confirmed: boolean;
  readonly by: 'none' | 'arm' | 'site' | 'reader';
  /** Only this arm, only this site; null: all. */
  readonly arm: string | null; readonly site: string | null;
  /** Nothing after it exists. The subjects have been judged with it. */
  readonly cutoff: IsoDate | null;
  readonly unit: AnalysisUnit;
  /** Times in `unit` at which rates are wanted. */
  readonly at: readonly number[];
  /** The group others are compared with; null: the last arm of the design, else the last by name. */
  readonly reference: string | null;
  readonly ties: 'efron' | 'breslow';
  readonly confidence: number;
  /** Of the design, in its order. */
  readonly arms: readonly string[];
  readonly dcrIncludeNonCrNonPd: boolean;
};

/** A subject in the figures. Days are counted from the origin, which is 0; days of an endpoint as R-007, whose first is 1. */
export type FigureSubject = {
  readonly id: string; readonly code: string; readonly site: string; readonly arm: string | null;
  readonly origin: IsoDate | null; readonly baselineDate: IsoDate | null; readonly baselineSumMm: number | null;
  readonly best: OverallResponse | null; readonly bestDate: IsoDate | null; readonly bestPct: number | null;
  /** Follow-ups in order, side by side: day (its date is the origin's and so many days), percent change from baseline, sum, overall response. */
  readonly days: readonly number[]; readonly pct: readonly (number | null)[]; readonly sumsMm: readonly (number | null)[]; readonly overall: readonly OverallResponse[];
  readonly progression: { readonly date: IsoDate; readonly day: number; readonly timepointId: string } | null;
  readonly responseDay: number | null;
  /** Days of treatment; `until` null while it goes on. Null where no first dose is known. */
  readonly treatment: { readonly from: number; readonly until: number | null; readonly reason: string | null } | null;
  readonly newTherapyDay: number | null; readonly clinicalProgressionDay: number | null; readonly studyEndDay: number | null;
  readonly deathDay: number | null; readonly deathCause: string | null;
  /** Last day anything is known of the subject. */
  readonly lastDay: number;
  /** Alive, without progression or new therapy, not off study. */
  readonly ongoing: boolean;
  readonly endpoints: { readonly [Name in SurvivalEndpoint]: EndpointResult | null };
  readonly clinicalBenefit: boolean;
};

export type AtRisk = { readonly time: number; readonly n: number };
/** Kaplan-Meier of one group with everything the figure draws; times in the unit asked for. */
export type SurvivalFigure = SurvivalSummary & {
  readonly curve: readonly SurvivalStep[];
  /** Distinct times of censoring with how many ended there, and the estimate there: the tick's height. */
  readonly censored: readonly { readonly time: number; readonly n: number; readonly survival: number }[];
  readonly atRisk: readonly AtRisk[];
  /** Why subjects were censored or had the event, with how many. */
  readonly reasons: readonly { readonly reason: string; readonly event: boolean; readonly n: number }[];
};

export type AnalysisGroup = {
  /** Null: everybody. */
  readonly name: string | null;
  readonly n: number;
  readonly responses: { readonly [Response in OverallResponse]: number };
  readonly ORR: Proportion; readonly DCR: Proportion; readonly CBR: Proportion;
  readonly endpoints: { readonly [Name in SurvivalEndpoint]: SurvivalFigure };
};

export type GroupComparison = { readonly logRank: LogRank; /** With exactly two groups. */ readonly hazardRatio: HazardRatio | null };

export type DateConcordance = {
  readonly both: number; readonly onlyFirst: number; readonly onlySecond: number; readonly neither: number;
  /** Of those where both have one: same day, and differences in days, first - second. */
  readonly sameDay: number; readonly differences: LimitsOfAgreement;
  /** Share of subjects in which both agree whether there is one; null without subjects. */
  readonly concordance: number | null;
};
/** `points` are all pairs, or every so many of them where there are more than 4,000; the limits rest on all. */
export type MeasurementAgreement = { readonly limits: LimitsOfAgreement; readonly points: readonly { readonly subjectId: string; readonly timepointId: string; readonly mean: number; readonly difference: number; readonly organ: OrganCode | null }[] };
export type VariabilityRow = {
  /** Organ code, or the lower bound of a class of size in mm. */
  readonly of: string; readonly n: number; readonly meanDifference: number;
  /** Standard deviation of one reader within a lesion, and that relative to its size; mm and fraction. */
  readonly withinSd: number; readonly withinCv: number;
  /** Two readings of one lesion differ by less than this in 95 % of cases, mm. */
  readonly repeatability: number;
};
/** A subject in which two reads differ, in progression or in best response: reported, never reconciled (R-J09). */
export type DifferingSubject = { readonly subjectId: string; readonly code: string; readonly progression: readonly [first: IsoDate | null, second: IsoDate | null]; readonly best: readonly [first: OverallResponse, second: OverallResponse] };

export type PairAgreement = {
  readonly first: AnalysisRead; readonly second: AnalysisRead;
  readonly n: number;
  readonly best: Agreement; readonly bestTable: readonly { readonly first: OverallResponse; readonly second: OverallResponse; readonly n: number }[];
  /** Overall responses of timepoints that both assessed. */
  readonly timepoints: Agreement;
  readonly progression: DateConcordance; readonly response: DateConcordance;
  readonly sums: MeasurementAgreement; readonly diameters: MeasurementAgreement;
  readonly byOrgan: readonly VariabilityRow[]; readonly bySize: readonly VariabilityRow[];
  /** Those that differ, what weighs most first: progression in one only, then the days between, then best responses. The first 200 of `differ`. */
  readonly differing: readonly DifferingSubject[]; readonly differ: number;
};
export type StudyAgreement = {
  readonly readers: PairAgreement; readonly siteCentral: PairAgreement;
  /** R-J10. */
  readonly adjudication: AgreementMetrics & { readonly variables: readonly { readonly variable: AdjudicationVariable; readonly n: number }[]; readonly causes: readonly { readonly kind: DifferenceKind; readonly n: number }[] };
};

export type StudyStatus = {
  readonly enrolled: number; readonly randomised: number; readonly withBaseline: number; readonly withTargets: number; readonly assessed: number;
  readonly responded: number; readonly progressed: number; readonly newTherapy: number; readonly died: number; readonly offStudy: number; readonly ongoing: number;
  readonly visits: AnalysedSubject['visits'];
  readonly central: { readonly [State in 'reading' | 'agreed' | 'due' | 'decided']: number } | null;
};

export type StudyAnalysis = {
  readonly options: AnalysisOptions;
  readonly status: StudyStatus;
  /** By code; the other lists point into it by place. */
  readonly subjects: readonly FigureSubject[];
  /** Places of subjects with a percent change, the largest growth first. */
  readonly waterfall: readonly number[];
  /** Subjects of the analysis without any percent change after baseline: no targets, or no evaluable sum. */
  readonly withoutChange: number;
  /** Places by length of observation, the longest first. */
  readonly swimmer: readonly number[];
  /** Everybody. */
  readonly whole: AnalysisGroup;
  readonly groups: readonly AnalysisGroup[];
  /** Between the groups, where they are different subjects and there are at least two; null otherwise. */
  readonly comparison: { readonly [Name in SurvivalEndpoint]: GroupComparison } | null;
  readonly agreement: StudyAgreement | null;
};
