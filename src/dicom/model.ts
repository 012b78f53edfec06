/**
 * What the product keeps of a DICOM file and of a series, as plain JSON values: no class, no typed array, no undefined member.
 * Stored by `store`, made by this room, read by the volume stream and the series summaries.
 */
import type { Finding, IsoDate } from '../common/index.ts';
import type { CalibratedRegion, Direction, Point3, SpacingSource, StackExtent } from '../geometry/index.ts';

/** How the stored values of one instance are encoded (DICOM PS3.3 C.7.6.3). Equal for all its frames. */
export type PixelFormat = {
  readonly transferSyntaxUid: string;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** 0: samples interleaved, 1: one plane after the other. */
  readonly planarConfiguration: 0 | 1;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Pixel data is (7FE0,0008) or (7FE0,0009) instead of integers. */
  readonly float: boolean;
  /** Pixel data has VR OW: 16-bit words, which matters for 8-bit samples in big endian. */
  readonly words: boolean;
  readonly photometric: string;
};

/** A run of bytes of the stored file. */
export type ByteRange = { readonly offset: number; readonly length: number };

/** One frame: where its bytes are, and its own geometry (per-frame functional group, else shared, else top level). */
export type FrameRecord = {
  /** From 1. */
  readonly frameNumber: number;
  /** Fragments in order; one range for native pixel data. For the deflated syntax offsets count in the inflated file. */
  readonly bytes: readonly ByteRange[];
  /** ImagePositionPatient, mm, LPS; null when absent or not three numbers. */
  readonly position: Point3 | null;
  /** Row and column direction cosines as given, normalised; null when absent or not orthonormal (GEO-09). */
  readonly orientation: { readonly row: Direction; readonly column: Direction } | null;
  /** Between rows (vertical), between columns (horizontal), mm; null when lengths cannot be given. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  readonly sliceThicknessMm: number | null;
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
  readonly windows: readonly DisplayWindow[];
  /** What tells repeated positions apart, in the order of interoperability row 18: acquisition, temporal position, echo time, b-value, content time. */
  readonly phase: readonly [acquisition: string, temporal: string, echo: string, bValue: string, time: string];
};

/** A window of the file, in modality values. `shape`: VOI LUT function other than LINEAR (PS3.3 C.11.2.1.3). */
export type DisplayWindow = { readonly center: number; readonly width: number; readonly name: string; readonly shape?: 'LINEAR_EXACT' | 'SIGMOID' };

/** Entries of 16 bits, little endian, base64; values below `first` take the first entry, beyond the last one the last (PS3.3 C.11.1.1). */
export type LookupTable = { readonly first: number; readonly bits: number; readonly entries: string };

/** Colours of a palette image: one byte per entry and channel, base64; ends as in a LookupTable. */
export type Palette = { readonly first: number; readonly red: string; readonly green: string; readonly blue: string };

/** What is said of how values are shown and read, left out where the header says nothing. Equal for the frames of one instance. */
export type ValueFacts = {
  /** Wins over rescale slope and intercept, which are then 1 and 0. */
  readonly modalityLut?: LookupTable;
  /** For display where the file names no window. */
  readonly voiLut?: LookupTable;
  readonly palette?: Palette;
  /** Of the modality values: HU, or what the header names; '' for none. Left out by versions that did not read it. */
  readonly valueUnit?: string;
  /** Body-weight SUV = modality value × factor. */
  readonly suvFactor?: number;
  /** With `paddingValue` the ends of a range of padding. */
  readonly paddingLimit?: number;
  /** Calibrated regions of an ultrasound image. */
  readonly regions?: readonly CalibratedRegion[];
  /** Where a row runs and where a column runs, in letters (0020,0020); only for images without ImageOrientationPatient. */
  readonly patientOrientation?: readonly [row: string, column: string];
};

/** The header facts of one SOP instance and its frames. `frames` is empty for an object without an image. */
export type InstanceRecord = ValueFacts & {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly dicomStudyUid: string;
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string | null;
  readonly patientId: string;
  /** Decoded by the character set; components still separated by ^ and groups by =. */
  readonly patientName: string;
  /** Names of header fields that say who the patient is and hold something ("Patient's Name"), never what they hold. Left out where there is none. */
  readonly identifying?: readonly string[];
  readonly studyDate: IsoDate | null;
  readonly seriesDate: IsoDate | null;
  readonly acquisitionDate: IsoDate | null;
  readonly contentDate: IsoDate | null;
  readonly studyDescription: string;
  readonly seriesDescription: string;
  readonly modality: string;
  readonly seriesNumber: number | null;
  readonly instanceNumber: number | null;
  readonly imageType: readonly string[];
  readonly bodyPart: string;
  readonly manufacturer: string;
  readonly kernel: string | null;
  readonly contrast: string | null;
  /** As the header says, shown only; never used for geometry (interoperability row 11). */
  readonly spacingBetweenSlicesMm: number | null;
  readonly gantryTiltDegrees: number | null;
  /** Null when the object has no image. */
  readonly pixels: PixelFormat | null;
  readonly paddingValue: number | null;
  readonly spacingSource: SpacingSource;
  /** Which spacing was used and why, in words. Left out by versions that did not say. */
  readonly spacingReason?: string;
  /** Why lengths in mm must not be measured on this image, in words for the person; null when they may. */
  readonly measuringOff: string | null;
  readonly frames: readonly FrameRecord[];
  readonly findings: readonly Finding[];
};

/** An instance with the file that holds it. */
export type StoredInstance = InstanceRecord & {
  /** Of the whole file; names the blob. */
  readonly sha256: string;
  readonly bytes: number;
  /** Path within the source it came from: the first file seen, for the person only. */
  readonly sourcePath: string;
};

/** What `SeriesSummary` (src/casefile) says without the id, which the store gives. */
export type StackSummary = {
  readonly seriesUid: string;
  readonly dicomStudyUid: string;
  readonly modality: string;
  readonly number: number | null;
  readonly description: string;
  readonly date: IsoDate | null;
  readonly bodyPart?: string;
  readonly kernel: string | null;
  readonly contrast: string | null;
  readonly rows: number;
  readonly columns: number;
  readonly slices: number;
  readonly spacingMm: readonly [row: number, column: number, slice: number | null] | null;
  readonly spacingSource: string;
  readonly spacingReason?: string;
  readonly sliceThicknessMm: number | null;
  readonly frameOfReferenceUid: string | null;
  readonly extent?: StackExtent | null;
  readonly measuringOff: string | null;
  readonly aside?: true;
  readonly findings: readonly Finding[];
};

export type StackSlice = {
  readonly sopInstanceUid: string;
  readonly frameNumber: number;
  readonly instanceNumber: number | null;
  readonly origin: Point3 | null;
  readonly positionMm: number | null;
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
};

/** What `SeriesImages` (src/api/wire.ts) says without the summary. */
export type StackImages = ValueFacts & {
  readonly rowDirection: Direction | null;
  readonly columnDirection: Direction | null;
  readonly frameOfReferenceUid: string | null;
  readonly photometric: string;
  readonly pixels: { readonly type: 'uint8' | 'int8' | 'uint16' | 'int16'; readonly samples: 1 | 3; readonly bytesPerSlice: number };
  readonly windows: readonly DisplayWindow[];
  readonly paddingValue: number | null;
  readonly slices: readonly StackSlice[];
};

/** One stack of images that belong together: a DICOM series, or a part of one that was split (orientation, size, spacing, phase, localizer). */
export type SeriesStack = {
  /** Same frames in the same group always give the same key, so a series that arrives in two imports stays one row. Unique over all studies. */
  readonly stackKey: string;
  readonly dicomStudyUid: string;
  readonly seriesUid: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly studyDescription: string;
  readonly transferSyntaxUid: string;
  /** Localizers, dose sheets and secondary captures: kept but hidden, not selectable for measuring (interoperability row 50). */
  readonly hidden: boolean;
  readonly summary: StackSummary;
  readonly images: StackImages;
};
