/**
 * One subject's facts as a reader sees them: the shape that services read from the store, the API carries and the window shows.
 * Pure and free of rules; `engineInput.ts` turns it into what the engine takes.
 */
import type { Finding, IsoDate, LesionId, SeriesId, StudyId, SubjectId, TimepointId } from '../common/index.ts';
import type { BodyRegion, LesionKind, LesionTraits, MeasuringMethod, NewLesionStatus, NonTargetStatus, OrganCode } from '../recist/index.ts';
import type { ClinicalFacts } from './clinicalFacts.ts';
import type { LateSeries } from './lateSeries.ts';
import type { ReadFacts, ReadingScheme, ReadSlot, StudyReaders } from './read.ts';

/** Patient coordinates in mm, LPS: +x left, +y posterior, +z head (DICOM PS3.3 C.7.6.2). */
export type WorldPoint = readonly [x: number, y: number, z: number];

/** Two axes drawn on one image. The points are stored exactly; the lengths are derived from them once. */
export type Caliper = {
  readonly seriesId: SeriesId;
  readonly sopInstanceUid: string;
  /** 1 for single-frame instances. */
  readonly frameNumber: number;
  readonly longAxis: readonly [WorldPoint, WorldPoint];
  /** Null while no short axis exists. */
  readonly shortAxis: readonly [WorldPoint, WorldPoint] | null;
  /** True until the reader has placed or accepted the short axis; a provisional one never enters a sum. */
  readonly shortAxisProvisional: boolean;
  /** Which renderer placed the points: the CPU and GPU paths differ by half a pixel in position. */
  readonly renderer: 'cpu' | 'gpu' | 'generated';
};

export type NotEvaluableReason = 'notImaged' | 'poorQuality' | 'obscured' | 'otherTechnique' | 'treatedLocally' | 'other';

/** Measured although modality, plane or contrast differ from baseline: the reader decided that it can be compared, and why (R-213, Q-F02, Q-B18). */
export type OtherTechnique = { readonly what: 'modality' | 'plane' | 'contrast'; readonly reason: string };

/** A diameter that was taken elsewhere and entered as a number, and why there is no calliper behind it. */
export type EnteredValue = { readonly reason: 'noImages'; readonly note: string };

/** A calliper with its lengths; a value entered without images has `entered` in place of the calliper. */
export type Measured = {
  readonly state: 'measured';
  readonly caliper?: Caliper;
  /** Recorded long axis in mm at the study's precision. */
  readonly longAxisMm: number;
  /** Recorded short axis in mm; null until it was placed. */
  readonly shortAxisMm: number | null;
  readonly otherTechnique?: OtherTechnique;
  readonly entered?: EnteredValue;
};

/** One fragment of a lesion that broke up. */
export type SplitPart = Measured | { readonly state: 'absent' | 'tooSmall'; readonly caliper?: Caliper } | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note?: string };

/** Explanations other than tumour that the reader ruled out before calling a new lesion unequivocal. */
export const newLesionExclusions = ['technique', 'modality', 'imageQuality', 'benign'] as const;
export type NewLesionExclusion = (typeof newLesionExclusions)[number];

/** What the reader found at the place of a new lesion in earlier timepoints; null: it was at none of them. */
export type LookBack = { readonly seenSince: TimepointId | null };

/** What a reader recorded for one lesion at one timepoint. */
export type Assessment =
  | Measured
  /** Two or more fragments; the lesion counts their sum. */
  | { readonly state: 'split'; readonly parts: readonly SplitPart[]; readonly note?: string }
  /** Confluent with another lesion, which carries the joint diameter. */
  | { readonly state: 'merged'; readonly mergedInto: LesionId; readonly note?: string }
  | { readonly state: 'absent' | 'tooSmall'; readonly caliper?: Caliper }
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly note?: string }
  | { readonly state: 'status'; readonly status: NonTargetStatus; readonly note?: string; readonly caliper?: Caliper }
  | { readonly state: 'newLesion'; readonly status: NewLesionStatus; readonly note?: string; readonly caliper?: Caliper; readonly longAxisMm?: number; readonly shortAxisMm?: number | null; readonly excluded?: readonly NewLesionExclusion[]; readonly lookBack?: LookBack };

export type LesionRole = 'target' | 'nonTarget' | 'new';

/** Resected, irradiated or ablated after baseline: not evaluable from that timepoint on, unless the protocol planned it. */
export type LocalTreatment = {
  readonly kind: 'resected' | 'irradiated' | 'ablated' | 'other';
  /** First timepoint at which the lesion is not evaluable by it. */
  readonly from: TimepointId;
  /** Day of the treatment where it is known. */
  readonly date: IsoDate | null;
  /** The protocol plans the procedure and the lesion goes on being assessed. */
  readonly planned: boolean;
  readonly note: string;
};

export type Lesion = {
  readonly id: LesionId;
  readonly role: LesionRole;
  /** T1, N1, X1: role letter and number, never reused within a subject. */
  readonly label: string;
  readonly organ: OrganCode;
  readonly kind: LesionKind;
  /** Station, segment, side: what tells it from its neighbours. Free text that no rule reads. */
  readonly description: string;
  /** A non-target item that stands for several lesions. */
  readonly group: boolean;
  readonly placedAt: TimepointId;
  /** Whose lesion; left out for `site`. */
  readonly slot?: ReadSlot;
  readonly treated?: LocalTreatment;
  /** What it is beyond kind and organ, and where when the organ does not say; left out where nothing was said. */
  readonly traits?: LesionTraits;
};

export type SeriesSummary = {
  readonly id: SeriesId;
  readonly seriesUid: string;
  readonly dicomStudyUid: string;
  readonly modality: string;
  readonly number: number | null;
  readonly description: string;
  readonly date: IsoDate | null;
  /** True when a person said the date because the images have none that can be (TP-01). */
  readonly dateByHand?: true;
  /** Body part examined (0018,0015) as the header has it; left out where it has none. */
  readonly bodyPart?: string;
  readonly kernel: string | null;
  readonly contrast: string | null;
  readonly rows: number;
  readonly columns: number;
  readonly slices: number;
  /** Row (vertical) and column (horizontal) spacing and distance between slices in mm; null where unknown. */
  readonly spacingMm: readonly [row: number, column: number, slice: number | null] | null;
  readonly spacingSource: string;
  /** Which spacing was used and why, and which others were not; left out by versions that did not say. */
  readonly spacingReason?: string;
  readonly sliceThicknessMm: number | null;
  readonly frameOfReferenceUid: string | null;
  /** Unit normal of the slices and positions of the outermost slices' centres along it, mm, LPS; null or left out where unknown. */
  readonly extent?: { readonly normal: WorldPoint; readonly fromMm: number; readonly toMm: number } | null;
  /** Null when lengths in mm may be measured on it; else why not, in words for the person. */
  readonly measuringOff: string | null;
  /** A localiser or secondary capture: for looking only (interoperability row 50). */
  readonly aside?: true;
  readonly findings: readonly Finding[];
};

export type Timepoint = {
  readonly id: TimepointId;
  /** Baseline is 0. */
  readonly index: number;
  /** "Baseline", "TP1", … */
  readonly label: string;
  /** "Wk 8", "−7 d": how the protocol names the visit. May be empty. */
  readonly visitName: string;
  readonly plannedDate: IsoDate | null;
  /** Scan dates of the assigned series, earliest first: several where it was scanned on several days. Empty when nothing was imaged. */
  readonly scanDates: readonly IsoDate[];
  /** Its date by the study's rule, where that is not its latest scan. */
  readonly date?: IsoDate;
  readonly performed: boolean;
  readonly series: readonly SeriesSummary[];
  /** It was imaged, and its images are not in this database: on which days, and why. `scanDates` are these days then. */
  readonly withoutImages?: WithoutImages;
  /** Closed until the timepoint before it is signed: no series, no dates (R-J01). */
  readonly closed?: boolean;
};

/** How scans become timepoints (interoperability 7); members left out are 14 days and `scans`. */
export type AssigningRules = {
  /** Scans this many days apart may be one timepoint. */
  readonly sameTimepointDays?: number;
  /** Which scans date a timepoint of several days: all of them, or its CT where it has one. Of these the latest or earliest counts. */
  readonly dateBy?: 'scans' | 'ct';
};

/** Imaging whose images are not here: its days, earliest first, and the reason. */
export type WithoutImages = { readonly dates: readonly IsoDate[]; readonly reason: string };

/** There is something to read at the timepoint: images, or the days of imaging whose images are not here. */
export const isImaged = ({ series, withoutImages }: Pick<Timepoint, 'series' | 'withoutImages'>): boolean => series.length > 0 || withoutImages !== undefined;

export type ProtocolParameters = {
  /** Name and version shown to the reader: "RECIST 1.1". */
  readonly name: string;
  /** Number of the protocol's version, 1 until the first amendment; left out: 1. Every signature names it. */
  readonly version?: number;
  /** Parameters of section 3 that differ from their defaults. */
  readonly params: Readonly<Record<string, unknown>>;
  /** R-004, 0 to 4. */
  readonly recordingDecimals: number;
  /** Show mm, sum and category while dragging (workstation.md section 2, live effect). */
  readonly liveEffect: boolean;
  /** Body regions that must be imaged at baseline (Q-B20). */
  readonly requiredRegions?: readonly BodyRegion[];
  readonly reading?: Partial<ReadingScheme>;
  readonly readers?: StudyReaders;
  readonly assigning?: AssigningRules;
};

export type SubjectCase = ReadFacts & {
  readonly studyId: StudyId;
  readonly studyCode: string;
  readonly subjectId: SubjectId;
  /** Pseudonymous subject code. */
  readonly code: string;
  readonly site: string;
  /** What this demo subject teaches; empty for real ones. */
  readonly note: string;
  /** Counts the subject's audit events; commands carry the revision they saw. */
  readonly revision: number;
  readonly facts: ClinicalFacts;
  readonly protocol: ProtocolParameters;
  /** Baseline first, then by date where they have images, by visit number else (`inTimeOrder`). */
  readonly timepoints: readonly Timepoint[];
  /** Targets, then non-targets, then new; each by number. */
  readonly lesions: readonly Lesion[];
  /** The next lesion's number by role, where it is not the one after the highest in use: a number whose lesion was taken away is not given again. */
  readonly nextNumbers?: Readonly<Partial<Record<LesionRole, number>>>;
  /** Lesion id → timepoint id → record. A missing entry is "still to assess". */
  readonly assessments: Readonly<Record<string, Readonly<Record<string, Assessment>>>>;
  /** Images that came after their timepoint had been read or signed; left out where there are none. */
  readonly late?: readonly LateSeries[];
  readonly undo: { readonly available: boolean; readonly what: string | null };
  readonly redo: { readonly available: boolean; readonly what: string | null };
};

/** Method for the rules from a DICOM modality; undefined when the modality says nothing usable. */
export function methodOfModality(modality: string): MeasuringMethod | undefined {
  switch (modality) {
    case 'CT': return 'CT';
    case 'MR': return 'MRI';
    case 'US': return 'ultrasound';
    case 'PT': return 'PET';
    case 'CR':
    case 'DX': return 'chestXray';
    case 'ES': return 'endoscopy';
    default: return undefined;
  }
}
