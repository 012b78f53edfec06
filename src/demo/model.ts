/** What the demo study is made of, in numbers: the single origin of its pixels and of its truth. Lengths in mm, patient coordinates LPS. */
import type { IsoDate } from '../common/index.ts';
import type { LesionRole, NotEvaluableReason, WorldPoint } from '../casefile/index.ts';
import type { LesionKind, NonTargetStatus, OrganCode, OverallResponse } from '../recist/index.ts';

/** Scanner and reconstruction of a subject's series. */
export type Scanner = {
  readonly manufacturer: string;
  readonly model: string;
  readonly kernel: string;
  readonly kvp: number;
  readonly matrix: number;
  /** Square pixels. */
  readonly pixelMm: number;
  readonly sliceMm: number;
  readonly slices: number;
  /** Standard deviation of the noise in the centre of the body, in HU. */
  readonly noiseHu: number;
  /** Full width of an edge in the image: how sharp the kernel is. */
  readonly edgeMm: number;
  /** Value stored outside the reconstruction circle; null when the scanner fills it with air. */
  readonly paddingValue: number | null;
  readonly signed: boolean;
  /** Rotation of the image plane about the patient's x axis, then z axis, in degrees. Zero: axial. */
  readonly tiltDeg: readonly [aboutX: number, aboutZ: number];
  /** False: InstanceNumber 1 is the head end. True: numbers run towards the head while file names run towards the feet. */
  readonly reversed: boolean;
};

/** How a body differs from the others. Factors are 1 on average. */
export type Physique = {
  readonly width: number;
  readonly depth: number;
  readonly fatMm: number;
  readonly liverHu: number;
  readonly heart: number;
};

export type SizeMm = readonly [longMm: number, shortMm: number];

/** One lesion at one timepoint. */
export type LesionState =
  | { readonly state: 'measured'; readonly size: SizeMm }
  | { readonly state: 'absent' }
  /** There, but the image does not show it. */
  | { readonly state: 'notEvaluable'; readonly reason: NotEvaluableReason; readonly size: SizeMm; readonly note: string }
  | { readonly state: 'status'; readonly status: NonTargetStatus; readonly size: SizeMm | null }
  | { readonly state: 'newLesion'; readonly status: 'unequivocal'; readonly size: SizeMm }
  /** A new lesion before it is there. */
  | { readonly state: 'notYet' };

/** What surrounds the lesion; decides how it looks. */
export type LesionBed = 'liver' | 'lung' | 'fat' | 'effusionLeft' | 'effusionRight';

export type PlannedLesion = {
  readonly label: string;
  readonly role: LesionRole;
  readonly organ: OrganCode;
  readonly kind: LesionKind;
  readonly description: string;
  readonly group: boolean;
  readonly bed: LesionBed;
  /** Place in the body, before the position of the day is added. */
  readonly place: WorldPoint;
  /** Direction of the long axis in the image, degrees from a row towards a column. */
  readonly angleDeg: number;
  /** Further lesions of a group: offsets from `place`. They share its size. */
  readonly companions: readonly WorldPoint[];
  /** By timepoint, baseline first. */
  readonly course: readonly LesionState[];
};

export type PlannedTimepoint = {
  readonly index: number;
  readonly label: string;
  readonly visitName: string;
  readonly plannedDate: IsoDate;
  readonly date: IsoDate;
  /** Where the body lies on the table this day. */
  readonly shift: WorldPoint;
  /** How much further towards the feet the diaphragm stands. */
  readonly breathMm: number;
  /** A metal object on the skin (a connector, a buckle), in body coordinates; its streaks hide what is near. */
  readonly metalAt: WorldPoint | null;
};

export type PlannedSubject = {
  readonly code: string;
  readonly site: string;
  readonly sex: 'F' | 'M';
  readonly age: number;
  /** What it teaches. */
  readonly note: string;
  readonly enrolmentDate: IsoDate;
  readonly firstDoseDate: IsoDate;
  readonly scanner: Scanner;
  readonly physique: Physique;
  readonly timepoints: readonly PlannedTimepoint[];
  readonly lesions: readonly PlannedLesion[];
  /** Overall response per follow-up as intended, TP1 first. */
  readonly intended: readonly OverallResponse[];
};
