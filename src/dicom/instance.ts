/** From the bytes of a file to its InstanceRecord: header, pixel format, frames with their geometry. */
import type { DataSet } from 'dicom-parser';
import { isNadirError, type Finding } from '../common/index.ts';
import { frameReader } from './functionalGroups.ts';
import { identifyingFields } from './identifying.ts';
import type { FrameRecord, InstanceRecord, PixelFormat } from './model.ts';
import type { ByteSource } from './part10/byteSource.ts';
import { unreadable } from './part10/failure.ts';
import { readFrameCount, readPixelFormat } from './part10/format.ts';
import { locateFrames, readFrame } from './part10/frames.ts';
import { readHeader, type Header } from './part10/header.ts';
import { limits } from './part10/limits.ts';
import { ascii, code, codes, date, decimal, integer, textReader, uid, unsigned } from './part10/values.ts';
import { checkFrame } from './pixels/decode.ts';
import { directorySopClass, isImageClass, nameOfNonImage } from './sopClasses.ts';
import { isEncapsulated, transferSyntaxOf } from './transferSyntaxes.ts';

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
  const image = isDirectory ? null : readImage(header, sopClassUid, findings);
  if (image === null && !isDirectory) findings.push({ severity: 'info', code: 'IMP-11', message: `This object holds no image${nameOfNonImage(sopClassUid) === undefined ? '' : ` (${nameOfNonImage(sopClassUid)})`}.` });
  return { record: { ...identity(header, sopClassUid, findings), ...(image ?? noImage), findings }, header, isDirectory };
}

type ImagePart = Pick<InstanceRecord, 'pixels' | 'paddingValue' | 'spacingSource' | 'measuringOff' | 'frames'>;

const noImage: ImagePart = { pixels: null, paddingValue: null, spacingSource: 'none', measuringOff: 'This object holds no image.', frames: [] };

/** Pixel facts of an image, or null for an object that has none. An image class without pixel data that ends in or before the image group (0028) was cut. */
function readImage(header: Header, sopClassUid: string, findings: Finding[]): ImagePart | null {
  if (header.pixelElement === null) {
    if (isImageClass(sopClassUid) && header.lastTag <= 'x0028ffff') throw unreadable('IMP-04', 'File is incomplete: it ends before its pixel data.', { tag: header.lastTag });
    return null;
  }
  const pixels = readPixelFormat(header, findings);
  const frameCount = readFrameCount(header.dataSet, findings);
  const located = locateFrames(header, pixels, frameCount);
  findings.push(...located.findings);
  const [firstFrame] = located.frames;
  if (firstFrame !== undefined && isEncapsulated(pixels.transferSyntaxUid)) {
    if (located.frames.some((ranges) => ranges.reduce((sum, range) => sum + range.length, 0) > limits.frameBytes)) throw unreadable('IMP-09', `A compressed frame is larger than ${limits.frameBytes / 1024 / 1024} MB.`);
    checkFrame(readFrame(header.source, firstFrame), pixels);
  }
  if (transferSyntaxOf(pixels.transferSyntaxUid)?.lossy === true || code(header.dataSet, 'x00282110') === '01') findings.push(lossyFinding(header.dataSet));
  const groups = frameReader(header.dataSet, frameCount, findings);
  const frames = located.frames.map((bytes, index): FrameRecord => ({ frameNumber: index + 1, bytes, ...groups.frame(index) }));
  const geometries = new Set(frames.map(({ orientation, spacingMm }) => JSON.stringify([orientation, spacingMm])));
  if (geometries.size > limits.framePlanes) throw unreadable('IMP-09', `The frames of this file lie in ${geometries.size} different planes; at most ${limits.framePlanes} are told apart.`);
  const spacing = groups.spacing;
  findings.push(...spacing.findings);
  return { pixels, paddingValue: padding(header.dataSet, pixels), spacingSource: spacing.source, measuringOff: spacing.measuringOff, frames };
}

function lossyFinding(dataSet: DataSet): Finding {
  const ratio = decimal(dataSet, 'x00282112');
  return { severity: 'warn', code: 'PIX-06', message: `Lossy compressed${ratio === null ? '' : `, ratio ${ratio}`}: small details may be lost.` };
}

/** PixelPaddingValue has the sign of the pixels (DICOM PS3.3 C.7.5.1.1.2). */
function padding(dataSet: DataSet, pixels: PixelFormat): number | null {
  const value = unsigned(dataSet, 'x00280120');
  if (value === null) return null;
  return pixels.signed && value > 0x7fff ? value - 0x10000 : value;
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
    studyDate: date(dataSet, 'x00080020'), seriesDate: date(dataSet, 'x00080021'), acquisitionDate: date(dataSet, 'x00080022') ?? date(dataSet, 'x0008002a'), contentDate: date(dataSet, 'x00080023'),
    studyDescription: text(dataSet, 'x00081030', 'LO'), seriesDescription: text(dataSet, 'x0008103e', 'LO'),
    modality: code(dataSet, 'x00080060'), seriesNumber: integer(dataSet, 'x00200011'), instanceNumber: integer(dataSet, 'x00200013'),
    imageType: codes(dataSet, 'x00080008'), bodyPart: code(dataSet, 'x00180015'), manufacturer: text(dataSet, 'x00080070', 'LO'),
    kernel: kernel === '' ? null : kernel, contrast: contrast === '' ? null : contrast,
    spacingBetweenSlicesMm: decimal(dataSet, 'x00180088'), gantryTiltDegrees: decimal(dataSet, 'x00181120'),
  };
}
