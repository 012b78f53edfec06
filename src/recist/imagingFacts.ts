/**
 * Facts about images and lesions that the checks of section 14 read. All are optional additions to appendix A.4: what is not known is left out, and
 * a check that needs it stays silent. No response depends on them.
 */
import type { LesionNature } from './measurability.ts';
import type { MeasuringMethod, OrganCode } from './model.ts';

export const imagePlanes = ['axial', 'coronal', 'sagittal', 'oblique'] as const;
export type ImagePlane = (typeof imagePlanes)[number];
/** Measuring planes are axial unless there is a reason. */
export const defaultPlane: ImagePlane = 'axial';

export const bodyRegions = ['head', 'neck', 'chest', 'abdomen', 'pelvis', 'extremities'] as const;
export type BodyRegion = (typeof bodyRegions)[number];

export const recordedAxes = ['long', 'short'] as const;

/** A point in the plane of a slice, whole 0.1 mm. */
export type PlanePoint = readonly [x: number, y: number];
export type PlaneSegment = readonly [PlanePoint, PlanePoint];
/** A calliper on a slice. Lesions on slices of the same name can overlap; all of them use the same axes. */
export type CaliperFacts = { readonly slice: string; readonly longAxis: PlaneSegment; readonly shortAxis?: PlaneSegment };

/** How a lesion was imaged and measured at one timepoint. */
export type ImagingFacts = {
  readonly method?: MeasuringMethod;
  readonly sliceThicknessMm?: number;
  readonly plane?: ImagePlane;
  /** Why it was measured in another plane than the default (Q-B18). */
  readonly planeReason?: string;
  /** Given before or during the scan. */
  readonly contrast?: boolean;
  /** The CT part of a PET-CT. */
  readonly petCt?: boolean;
  /** Somebody stated that the images are of diagnostic quality (R-121, Q-B16). */
  readonly diagnosticQualityStated?: boolean;
};

/** What a lesion is, beyond kind and size. */
export type LesionTraits = {
  readonly nature?: LesionNature;
  /** A bone lesion has a soft-tissue component that CT or MRI shows. */
  readonly softTissueComponent?: boolean;
  readonly previousLocalTherapy?: boolean;
  readonly progressedSinceLocalTherapy?: boolean;
  /** Where it lies, when the organ alone does not say. */
  readonly region?: BodyRegion;
};

const regionOfOrgan: Readonly<Partial<Record<OrganCode, BodyRegion>>> = {
  brain: 'head', thyroid: 'neck',
  lung: 'chest', pleura: 'chest', mediastinum: 'chest', chestWall: 'chest', heart: 'chest', oesophagus: 'chest', breast: 'chest',
  liver: 'abdomen', gallbladder: 'abdomen', bileDuct: 'abdomen', pancreas: 'abdomen', spleen: 'abdomen', kidney: 'abdomen', adrenal: 'abdomen', stomach: 'abdomen', retroperitoneum: 'abdomen',
  bladder: 'pelvis', ovary: 'pelvis', uterus: 'pelvis', vagina: 'pelvis', prostate: 'pelvis',
};

/** The body region of a lesion: as said, else that of its organ; undefined for organs that lie in several regions (bone, nodes, skin, bowel). */
export const regionOf = (lesion: { readonly region?: BodyRegion; readonly organ?: OrganCode }): BodyRegion | undefined =>
  lesion.region ?? (lesion.organ === undefined ? undefined : regionOfOrgan[lesion.organ]);
