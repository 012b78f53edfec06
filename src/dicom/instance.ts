/** From the bytes of a file to its InstanceRecord: header, pixel format, frames with their geometry. */
import type { DataSet } from 'dicom-parser';
import { isNadirError, type Finding } from '../common/index.ts';
import { badValues } from './checkedValues.ts';
import { hasOverlayBits, lookupsOf, paddingOf, paletteOf, valueUnitOf } from './display.ts';
import { frameReader } from './functionalGroups.ts';
import { identifyingFields } from './identifying.ts';
import type { FrameRecord, InstanceRecord, PixelFormat, ValueFacts } from './model.ts';
import type { ByteSource } from './part10/byteSource.ts';
import { unreadable } from './part10/failure.ts';
import { readFrameCount, readPixelFormat } from './part10/format.ts';
import { locateFrames, readFrame, type FrameLocations } from './part10/frames.ts';
import { readHeader, type Header } from './part10/header.ts';
import { limits } from './part10/limits.ts';
import { ascii, code, codes, date, dayOf, decimal, integer, textReader, uid } from './part10/values.ts';
import { suvOf } from './petSuv.ts';
import { readCodestream } from './pixels/codestream.ts';
import { checkFrame } from './pixels/decode.ts';
import { hasUnusedBits, sampledBytes } from './pixels/unusedBits.ts';
import { directorySopClass, isImageClass, nameOfNonImage } from './sopClasses.ts';
import { isEncapsulated, transferSyntaxOf } from './transferSyntaxes.ts';
import { ultrasoundRegions } from './ultrasound.ts';

export type ReadInstance = { readonly record: InstanceRecord; readonly header: Header; readonly isDirectory: boolean };

/**
 * Reads one file's header. Objects without an image come back with `pixels: null` and a finding that says what they are.
 * Throws `unreadable` with the code of the first thing that makes the file useless. Pixels are located, not decoded.
 */
export function readInstance(file: ByteSource): ReadInstance {
  try {
    return readChecked(file);
  } catch (cause) {
    if (isNadirError(cause)) throw cause;
    // dicom-parser throws bare strings and, on hostile input, whatever its data structures give.
    throw unreadable('IMP-04', `File is damaged: ${typeof cause === 'string' ? cause.replace(/^dicomParser[.:]?\w*:?\s*/, '').slice(0, 120) : 'its header cannot be read'}.`, {}, cause);
  }
}

function readChecked(file: ByteSource): ReadInstance {
  const header = readHeader(file);
  const { dataSet } = header;
  const findings: Finding[] = [...header.findings];
  const sopClassUid = uid(dataSet, 'x00080016') || header.mediaSopClassUid;
  const isDirectory = header.mediaSopClassUid === directorySopClass || dataSet.elements['x00041220'] !== undefined;
  if (!isDirectory) findings.push(...badValues(dataSet));
  const image = isDirectory ? null : readImage(header, sopClassUid, findings);
  if (image === null && !isDirectory) findings.push({ severity: 'info', code: 'IMP-11', message: `This object holds no image${nameOfNonImage(sopClassUid) === undefined ? '' : ` (${nameOfNonImage(sopClassUid)})`}.` });
  return { record: { ...identity(header, sopClassUid, findings), ...(image ?? noImage), findings }, header, isDirectory };
}

type ImagePart = ValueFacts & Pick<InstanceRecord, 'pixels' | 'paddingValue' | 'spacingSource' | 'spacingReason' | 'measuringOff' | 'frames'>;

const noImage: ImagePart = { pixels: null, paddingValue: null, spacingSource: 'none', measuringOff: 'This object holds no image.', frames: [] };

/** Pixel facts of an image, or null for an object that has none. An image class without pixel data that ends in or before the image group (0028) was cut. */
function readImage(header: Header, sopClassUid: string, findings: Finding[]): ImagePart | null {
  if (header.pixelElement === null) {
    const syntax = transferSyntaxOf(header.transferSyntaxUid);
    // JPIP: the pixels lie on a server, the file holds none.
    if (syntax?.codec === null && isImageClass(sopClassUid)) throw unreadable('TS-01', `This image uses ${syntax.name}, which is not supported.`);
    if (isImageClass(sopClassUid) && header.lastTag <= 'x0028ffff') throw unreadable('IMP-04', 'File is incomplete: it ends before its pixel data.', { tag: header.lastTag });
    return null;
  }
  const pixels = readPixelFormat(header, findings);
  if (codes(header.dataSet, 'x00080008').includes('MOSAIC')) throw unreadable('GEO-21', 'This is a mosaic: many slices lie in one image, and where each lies in the patient is not said. Ask the site for single slices or enhanced multi-frame images.');
  const frameCount = readFrameCount(header.dataSet, findings);
  const located = locateFrames(header, pixels, frameCount);
  findings.push(...located.findings);
  const [firstFrame] = located.frames;
  if (isEncapsulated(pixels.transferSyntaxUid) && located.frames.some((ranges) => ranges.reduce((sum, range) => sum + range.length, 0) > limits.frameBytes)) throw unreadable('IMP-09', `A compressed frame is larger than ${limits.frameBytes / 1024 / 1024} MB.`);
  if (firstFrame !== undefined) findings.push(...firstFrameFindings(header, firstFrame, pixels));
  if (isEncapsulated(pixels.transferSyntaxUid)) findings.push(...damagedFrames(located.frames.slice(1), (ranges) => readFrame(header.source, ranges), pixels));
  if (transferSyntaxOf(pixels.transferSyntaxUid)?.lossy === true || code(header.dataSet, 'x00282110') === '01') findings.push(lossyFinding(header.dataSet));
  const groups = frameReader(header.dataSet, frameCount, findings);
  const values = valueFacts(header.dataSet, pixels, groups.isCalibrated, findings);
  const unscaled = values.modalityLut === undefined ? {} : { rescaleSlope: 1, rescaleIntercept: 0 };
  const frames = boundWindows(located.frames.map((bytes, index): FrameRecord => ({ frameNumber: index + 1, bytes, ...groups.frame(index), ...unscaled })));
  const geometries = new Set(frames.map(({ orientation, spacingMm }) => JSON.stringify([orientation, spacingMm])));
  if (geometries.size > limits.framePlanes) throw unreadable('IMP-09', `The frames of this file lie in ${geometries.size} different planes; at most ${limits.framePlanes} are told apart.`);
  const spacing = groups.spacing;
  findings.push(...spacing.findings);
  const padding = paddingOf(header.dataSet, pixels);
  return {
    pixels, paddingValue: padding.value, ...(padding.limit === null ? {} : { paddingLimit: padding.limit }), spacingSource: spacing.source, spacingReason: spacing.reason, measuringOff: spacing.measuringOff,
    ...values, ...orientationLetters(header.dataSet, frames[0]), frames,
  };
}

/** What the first frame says about itself against the header. Throws PIX-07 when it cannot be decoded. */
function firstFrameFindings({ source, dataSet }: Header, bytes: FrameRecord['bytes'], pixels: PixelFormat): Finding[] {
  if (isEncapsulated(pixels.transferSyntaxUid)) {
    const frame = readFrame(source, bytes);
    const codec = checkFrame(frame, pixels);
    const isOther = (codec === 'jpeg2000' || codec === 'htj2k') && readCodestream(frame)?.isSigned !== pixels.signed;
    return isOther ? [{ severity: 'warn', code: 'PIX-08', message: `The compressed frame and the header disagree about the sign of values; the header (${pixels.signed ? 'signed' : 'unsigned'}) was used. Lengths are not affected; compare densities with care.` }] : [];
  }
  const [range] = bytes;
  // The middle of the image, where the patient is.
  const middle = range === undefined ? 0 : range.offset + 4 * Math.floor(Math.max(0, range.length - sampledBytes) / 8);
  const isDirty = range !== undefined && pixels.bitsStored < pixels.bitsAllocated && (hasOverlayBits(dataSet) || hasUnusedBits(source.read(middle, Math.min(sampledBytes, range.length)), pixels));
  return isDirty ? [{ severity: 'info', code: 'PIX-02', message: `The ${pixels.bitsAllocated - pixels.bitsStored} unused bits of the pixels hold something else (overlays or dirt); they were cut off. Values and lengths are right.` }] : [];
}

function valueFacts(dataSet: DataSet, pixels: PixelFormat, isCalibrated: boolean, findings: Finding[]): ValueFacts {
  const { modalityLutType, ...lookups } = lookupsOf(dataSet, pixels.signed, findings);
  const palette = paletteOf(dataSet, pixels, findings);
  const suv = code(dataSet, 'x00080060') === 'PT' ? suvOf(dataSet) : null;
  findings.push(...(suv?.findings ?? []));
  const regions = ultrasoundRegions(dataSet);
  return {
    ...lookups, ...(palette === null ? {} : { palette }), valueUnit: valueUnitOf(dataSet, isCalibrated, modalityLutType),
    ...(suv === null || suv.factor === null ? {} : { suvFactor: suv.factor }), ...(regions.length === 0 ? {} : { regions }),
  };
}

/** PatientOrientation, for images that have no ImageOrientationPatient. Letters of quadrupeds mean other directions and are left out. */
function orientationLetters(dataSet: DataSet, frame: FrameRecord | undefined): Pick<ValueFacts, 'patientOrientation'> {
  const [row = '', column = ''] = codes(dataSet, 'x00200020');
  const isKnown = [row, column].every((letters) => /^[LRAPHF]{1,3}$/.test(letters)) && code(dataSet, 'x00102210') !== 'QUADRUPED';
  return frame?.orientation == null && isKnown && dataSet.elements['x00200037'] === undefined ? { patientOrientation: [row, column] } : {};
}

/** Many windows on many frames are no help to anybody and megabytes in the database: each frame keeps its first. */
const boundWindows = (frames: readonly FrameRecord[]): readonly FrameRecord[] =>
  (frames.reduce((sum, { windows }) => sum + windows.length, 0) <= limits.frameWindows ? frames : frames.map((frame) => ({ ...frame, windows: frame.windows.slice(0, 1) })));

/** Frames behind the first whose code stream contradicts the header: the file is taken, they are shown as damaged. */
function damagedFrames(rest: FrameLocations['frames'], read: (ranges: FrameLocations['frames'][number]) => Uint8Array, pixels: PixelFormat): Finding[] {
  const damaged: string[] = [];
  rest.forEach((ranges, index) => {
    try {
      checkFrame(read(ranges), pixels);
    } catch (cause) {
      if (!isNadirError(cause)) throw cause;
      damaged.push(`Frame ${index + 2} cannot be decoded: ${cause.message}`);
    }
  });
  const [first] = damaged;
  return first === undefined ? [] : [{ severity: 'warn', code: 'PIX-07', message: damaged.length === 1 ? first : `${first} Nor can ${damaged.length - 1} more.` }];
}

function lossyFinding(dataSet: DataSet): Finding {
  const ratio = decimal(dataSet, 'x00282112');
  return { severity: 'warn', code: 'PIX-06', message: `Lossy compressed${ratio === null ? '' : `, ratio ${Math.round(ratio * 10) / 10}`}: small details may be lost. Lengths may be measured; ask the site for the original images where an edge decides.` };
}

type Identity = Omit<InstanceRecord, keyof ImagePart | 'findings'>;

function identity(header: Header, sopClassUid: string, findings: Finding[]): Identity {
  const { dataSet } = header;
  const text = textReader(ascii(dataSet, 'x00080005'), findings);
  const contrast = text(dataSet, 'x00180010', 'LO');
  const kernel = text(dataSet, 'x00181210', 'SH');
  const [patientId, patientName] = [text(dataSet, 'x00100020', 'LO'), text(dataSet, 'x00100010', 'PN')];
  const identifying = identifyingFields(dataSet, patientId, patientName);
  return {
    sopInstanceUid: uid(dataSet, 'x00080018'), sopClassUid, dicomStudyUid: uid(dataSet, 'x0020000d'), seriesUid: uid(dataSet, 'x0020000e'),
    frameOfReferenceUid: uid(dataSet, 'x00200052') || null,
    patientId, patientName, ...(identifying.length > 0 ? { identifying } : {}),
    studyDate: date(dataSet, 'x00080020'), seriesDate: date(dataSet, 'x00080021'), acquisitionDate: date(dataSet, 'x00080022') ?? dayOf(dataSet, 'x0008002a'), contentDate: date(dataSet, 'x00080023'),
    studyDescription: text(dataSet, 'x00081030', 'LO'), seriesDescription: text(dataSet, 'x0008103e', 'LO'),
    modality: code(dataSet, 'x00080060'), seriesNumber: integer(dataSet, 'x00200011'), instanceNumber: integer(dataSet, 'x00200013'),
    imageType: codes(dataSet, 'x00080008'), bodyPart: code(dataSet, 'x00180015'), manufacturer: text(dataSet, 'x00080070', 'LO'),
    kernel: kernel === '' ? null : kernel, contrast: contrast === '' ? null : contrast,
    spacingBetweenSlicesMm: decimal(dataSet, 'x00180088'), gantryTiltDegrees: decimal(dataSet, 'x00181120'),
  };
}
