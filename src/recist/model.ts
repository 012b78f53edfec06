/**
 * The engine's vocabulary: input and output of appendix A of the rules specification.
 * Sizes are millimetres as decimal numbers with at most four decimals; dates are YYYY-MM-DD.
 */
import type { IsoDate } from '../common/index.ts';
import type { BodyRegion, CaliperFacts, ImagingFacts, LesionTraits } from './imagingFacts.ts';

export const organCodes = [
  'lung', 'pleura', 'mediastinum', 'chestWall', 'heart', 'liver', 'gallbladder', 'bileDuct', 'pancreas', 'spleen', 'kidney', 'adrenal',
  'ureter', 'bladder', 'oesophagus', 'stomach', 'smallBowel', 'colorectum', 'appendix', 'peritoneum', 'retroperitoneum', 'ovary', 'uterus',
  'vagina', 'prostate', 'testis', 'breast', 'thyroid', 'headNeck', 'brain', 'spinalCord', 'bone', 'muscle', 'softTissue', 'skin', 'lymphNode', 'other',
] as const;
/** the fixed organ list; free text never separates organs. */
export type OrganCode = (typeof organCodes)[number];

export type LesionKind = 'nonNodal' | 'node';
export type TargetResponse = 'CR' | 'PR' | 'SD' | 'PD' | 'NE' | 'NA';
export type NonTargetResponse = 'CR' | 'NON-CR/NON-PD' | 'PD' | 'NE' | 'NA';
export type NewLesionResult = 'none' | 'equivocal' | 'unequivocal';
export type OverallResponse = 'CR' | 'PR' | 'SD' | 'NON-CR/NON-PD' | 'PD' | 'NE' | 'NED';

/** The scan a lesion was assessed on. */
export type ScanFacts = ImagingFacts & { readonly scanDate?: IsoDate };

/** A target's record at one timepoint (section 5). A measured value is above 0; a vanished lesion is `absent`. */
export type TargetRecord =
  | ScanFacts & { readonly state: 'measured'; readonly value: number }
  | ScanFacts & { readonly state: 'tooSmall' | 'absent' }
  | ScanFacts & { readonly state: 'notEvaluable'; readonly reason?: string }
  | ScanFacts & { readonly state: 'split'; readonly parts: readonly TargetRecord[] }
  | ScanFacts & { readonly state: 'merged'; readonly mergedInto: string };

/** */
export type NonTargetStatus = 'present' | 'absent' | 'equivocalProgression' | 'unequivocalProgression' | 'notEvaluable';
/** */
export type NewLesionStatus = 'unequivocal' | 'equivocal' | 'dismissed' | 'notEvaluable';

export type MeasuringMethod = 'CT' | 'MRI' | 'chestXray' | 'caliper' | 'ultrasound' | 'PET' | 'boneScan' | 'plainFilmBone' | 'endoscopy';

export type BaselineTarget = ImagingFacts & LesionTraits & {
  readonly id: string;
  readonly kind: LesionKind;
  readonly organ: OrganCode;
  /** LD, or SA for a node. */
  readonly sizeMm: number;
  /** Which diameter `sizeMm` is (Q-B06). */
  readonly axis?: 'long' | 'short';
  readonly caliper?: CaliperFacts;
};

/** A missing organ is not known; an empty description was not given (Q-B17). A size makes it a lesion that could have been a target. */
export type BaselineNonTarget = ImagingFacts & LesionTraits & {
  readonly id: string;
  readonly kind: LesionKind;
  readonly organ?: OrganCode;
  readonly group?: boolean;
  readonly description?: string;
  /** LD, or SA for a node; stored as an aid. */
  readonly sizeMm?: number;
  readonly caliper?: CaliperFacts;
};

/** A lesion chosen as target without the diameter that counts: in no sum yet. */
export type UnmeasuredTarget = {
  readonly id: string;
  readonly kind: LesionKind;
  /** The long axis of a node whose short axis is missing (Q-B06). */
  readonly longAxisMm?: number;
};

/**
 * A new lesion's record at one timepoint. Kind, organ and size are optional facts that no response depends on; the checks Q-F15 and
 * Q-F17 need them.
 */
export type NewLesionRecord = {
  readonly id: string;
  readonly status: NewLesionStatus;
  readonly scanDate?: IsoDate;
  readonly kind?: LesionKind;
  readonly organ?: OrganCode;
  /** LD, or SA for a node. */
  readonly sizeMm?: number;
  readonly region?: BodyRegion;
};

export type NonTargetRecord = {
  readonly status: NonTargetStatus;
  readonly scanDate?: IsoDate;
  /** Why it is not evaluable. */
  readonly reason?: string;
};

/** A category that a reader or investigator assigned instead of the computed one, and why. */
export type Override<Category> = { readonly value: Category; readonly reason: string };
export type Overrides = { readonly target?: Override<TargetResponse>; readonly nonTarget?: Override<NonTargetResponse>; readonly overall?: Override<OverallResponse> };

export type TimepointInput = {
  readonly id: string;
  readonly date?: IsoDate;
  readonly scanDates?: readonly IsoDate[];
  readonly plannedDate?: IsoDate;
  readonly performed?: boolean;
  readonly targets: Readonly<Record<string, TargetRecord>>;
  readonly nonTargets: Readonly<Record<string, NonTargetRecord>>;
  readonly newLesions: readonly NewLesionRecord[];
  readonly tumourMarker?: 'normal' | 'elevated' | 'notAssessed';
  readonly reviseCrToPr?: boolean;
  readonly regionsImaged?: readonly BodyRegion[];
  /** What later rules use in place of the computed categories. */
  readonly assigned?: Overrides;
};

export type SubjectFacts = {
  readonly randomisationDate?: IsoDate;
  readonly enrolmentDate?: IsoDate;
  readonly firstDoseDate?: IsoDate;
  readonly baselineAssessmentDate?: IsoDate;
  readonly baselineAdequate?: boolean;
  readonly deathDate?: IsoDate;
  readonly lastKnownAliveDate?: IsoDate;
  readonly newTherapyStartDate?: IsoDate;
  readonly clinicalProgressionDate?: IsoDate;
  readonly studyEndDate?: IsoDate;
  readonly nextLine?: { readonly startDate: IsoDate; readonly secondProgressionDate?: IsoDate; readonly lastAssessmentDate?: IsoDate };
};

/** Input of operation `subject` (A.4). */
export type SubjectInput = {
  readonly subject: SubjectFacts;
  readonly baseline: {
    readonly date: IsoDate;
    readonly targets: readonly BaselineTarget[];
    readonly nonTargets: readonly BaselineNonTarget[];
    readonly tumourMarker?: 'none' | 'normal' | 'elevated';
    readonly unmeasured?: readonly UnmeasuredTarget[];
    readonly regionsImaged?: readonly BodyRegion[];
    /** What the protocol wants imaged (Q-B20). */
    readonly regionsRequired?: readonly BodyRegion[];
  };
  readonly timepoints: readonly TimepointInput[];
};

/** Where the next category begins, as a sum in mm and as the distance from the current sum (negative: already beyond). */
export type ThresholdDistance = { readonly limitMm: number; readonly distanceMm: number };

/** The limits of progression: where both are met, and each by itself; `relative` is null for a nadir of 0, where no percentage exists. */
export type ProgressionDistance = ThresholdDistance & { readonly relative: ThresholdDistance | null; readonly absolute: ThresholdDistance };

/** The next category of the target response in one direction: the sum where it begins and how far away it is, always above 0. */
export type ThresholdStep = { readonly to: TargetResponse; readonly limitMm: number; readonly distanceMm: number; readonly rules: readonly string[] };

/** Distances from the sum of a timepoint to the next categories, exact to 0.0001 mm. */
export type Thresholds = {
  /** Adding exactly this much to the sum changes the category, one recording step less does not. Null where growth changes nothing more. */
  readonly up: ThresholdStep | null;
  /** The same for taking away, while no lesion vanishes. */
  readonly down: ThresholdStep | null;
  /** Progression; the distance is negative once it is passed. */
  readonly pd: ProgressionDistance | null;
  /** Partial response; the distance is what the sum lies above the limit, negative below it. */
  readonly pr: ThresholdDistance | null;
  /** What must still go until no target is disease, and from which: all of a non-nodal target, a node to below 10 mm. Null in CR and without a sum. */
  readonly cr: { readonly distanceMm: number; readonly lesions: readonly string[]; readonly rules: readonly string[] } | null;
};

/** Why a value is what it is: one sentence, the rules behind it, most decisive first, and the lesions that decided it. */
export type Reason = { readonly sentence: string; readonly rules: readonly string[]; readonly lesions: readonly string[] };

/** Why a timepoint has its response, in words and numbers a radiologist would write. */
export type Explanation = {
  readonly sentence: string;
  readonly arithmetic: string;
  readonly decidingLesions: readonly string[];
  /** Of each component by itself. */
  readonly target: Reason;
  readonly nonTarget: Reason;
  readonly newLesion: Reason;
  /** Sum at or below which the target response is PR; null without a baseline sum. */
  readonly prLimit: ThresholdDistance | null;
  /** Sum at or above which the target response is PD; null without a nadir. */
  readonly pdLimit: ThresholdDistance | null;
  readonly thresholds: Thresholds;
};

export type TimepointResult = {
  readonly id: string;
  readonly date: IsoDate;
  readonly sum: number | null;
  readonly sumComplete: boolean;
  readonly partialSum: number | null;
  /** Smallest complete sum before this timepoint, the baseline included. Null without targets. */
  readonly nadir: number | null;
  readonly pctFromBaseline: number | null;
  readonly pctFromNadir: number | null;
  readonly absFromNadir: number | null;
  readonly target: TargetResponse;
  readonly nonTarget: NonTargetResponse;
  readonly newLesion: NewLesionResult;
  /** Assigned response, after back-dating and revision. */
  readonly overall: OverallResponse;
  readonly overallAsRead: OverallResponse;
  /** What the facts of this timepoint give without its overrides, before back-dating and revision; `rules` led to it. */
  readonly computed: { readonly target: TargetResponse; readonly nonTarget: NonTargetResponse; readonly overall: OverallResponse; readonly rules: readonly string[] };
  /** As given; null where nothing was assigned by hand. */
  readonly overrides: Overrides | null;
  /** Most decisive first. */
  readonly rules: readonly string[];
  /** Ids of the checks of section 14 that apply. */
  readonly checks: readonly string[];
  readonly explanation: Explanation;
};

export type EndpointResult = { readonly event: boolean; readonly date: IsoDate; readonly days: number; readonly reason: string };
export const endpointNames = ['PFS', 'TTP', 'OS', 'DOR', 'CRDUR', 'SDDUR', 'PFS2'] as const;
export type EndpointName = (typeof endpointNames)[number];
export type TimeOrigin = { readonly date: IsoDate; readonly source: 'randomisation' | 'enrolment' | 'firstDose' | 'baseline' | 'firstAssessment' };
export type BestResponse = { readonly response: OverallResponse; readonly date: IsoDate | null; readonly timepointId: string | null; readonly reason?: string };
export type ProgressionComponent = 'target' | 'nonTarget' | 'newLesion' | 'reappearance';
export type Progression = {
  readonly date: IsoDate;
  readonly timepointId: string;
  readonly components?: readonly ProgressionComponent[];
  readonly backdatedFrom?: string;
};

/** One assessment of a response sequence, input of operation `responses` (A.5). */
export type SequenceTimepoint = {
  readonly id: string;
  readonly date: IsoDate;
  readonly overall: OverallResponse;
  readonly performed?: boolean;
  readonly plannedDate?: IsoDate;
};

/** Input of operation `responses` (A.5). */
export type SequenceInput = { readonly subject: SubjectFacts; readonly timepoints: readonly SequenceTimepoint[]; readonly hasTargets?: boolean };

/** Why best response, progression date and endpoints are what they are. An endpoint that does not apply has its reason too. */
export type SubjectReasons = {
  readonly bor: { readonly unconfirmed: Reason; readonly confirmed: Reason };
  readonly progression: Reason;
  readonly endpoints: Readonly<Record<EndpointName, Reason>>;
};

/** Output of operation `responses` (A.5). */
export type ResponsesResult = {
  readonly progression: Progression | null;
  readonly bor: { readonly unconfirmed: BestResponse; readonly confirmed: BestResponse };
  readonly bestOverallResponse: OverallResponse;
  readonly response: {
    readonly unconfirmed: { readonly achieved: boolean; readonly date: IsoDate | null };
    readonly confirmed: { readonly achieved: boolean; readonly date: IsoDate | null };
  };
  readonly objectiveResponse: boolean;
  readonly diseaseControl: boolean;
  readonly pendingConfirmation: boolean;
  readonly clinicalBenefit: { readonly achieved: boolean; readonly date: IsoDate | null };
  /** CRDUR is the duration of complete response. Null where an endpoint does not apply, or without any date to start from. */
  readonly endpoints: Readonly<Record<EndpointName, EndpointResult | null>>;
  /** Where time starts, and which date that is. Without any date of R-901 the baseline assessment stands in. */
  readonly timeOrigin: TimeOrigin | null;
  /** Checks of section 14 about the subject as a whole (Q-S…). */
  readonly checks: readonly string[];
  /** Version of the rules that gave this result. */
  readonly engineVersion: string;
  readonly reasons: SubjectReasons;
};

/** Output of operation `subject` (A.4 and A.5). */
export type SubjectResult = ResponsesResult & {
  readonly baseline: { readonly sum: number | null; readonly checks: readonly string[] };
  /** In the order of their dates. */
  readonly timepoints: readonly TimepointResult[];
};
