import dcmjs from 'dcmjs';
import type { WorldPoint } from '../casefile/index.ts';
import { originOfSlice, type SeriesGrid } from './grid.ts';
import type { PlannedSubject, PlannedTimepoint, Scanner } from './model.ts';
import { rescaleIntercept, type StoredPixels } from './phantom/render.ts';
import { uidOf } from './uid.ts';

const { DicomDict, DicomMetaDictionary } = dcmjs.data;
dcmjs.log.setLevel('error');

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

/** UIDs of one timepoint's images, from names alone. */
export const uidsOf = (subjectCode: string, timepointIndex: number) => {
  const name = `${subjectCode}/${timepointIndex}`;
  return {
    dicomStudy: uidOf(`${name}/study`), series: uidOf(`${name}/series`), frameOfReference: uidOf(`${name}/frame`),
    instance: (slice: number) => uidOf(`${name}/image/${slice}`),
  } as const;
};

/** InstanceNumber of a slice; slice 0 is nearest the feet. Scanners count from the head, reversed ones from the feet. */
export const instanceNumberOf = (scanner: Scanner, slice: number): number => (scanner.reversed ? slice + 1 : scanner.slices - slice);

/** Name of a slice's file, relative to the demo folder. A reversed scanner's file names run against its InstanceNumber. */
export function fileNameOf(subject: PlannedSubject, timepoint: PlannedTimepoint, slice: number): string {
  const { scanner } = subject;
  const number = instanceNumberOf(scanner, slice);
  const inName = scanner.reversed ? scanner.slices + 1 - number : number;
  return `${subject.code}/${timepoint.label}/CT${String(inName).padStart(4, '0')}.dcm`;
}

/** Decimal string of at most 16 characters (PS3.5 6.2): positions to 10⁻⁶ mm, direction cosines to 10⁻¹². */
function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
const decimals = (point: WorldPoint, digits: number): string[] => point.map((value) => decimal(value, digits));

const dateOf = (iso: string): string => iso.replaceAll('-', '');
/** A time of the working day that differs between subjects and grows with the slice. */
const timeOf = (subject: PlannedSubject, tenthsOfSecond: number): string => {
  const start = (8 * 60 + (subject.age * 7) % 420) * 600 + tenthsOfSecond;
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${pad(start / 36000)}${pad((start / 600) % 60)}${pad((start / 10) % 60)}.${start % 10}00000`;
};

/** Everything that the images of a series have in common (CT Image IOD, PS3.3 A.3), in dcmjs' naturalised form. */
export function seriesHeader(subject: PlannedSubject, timepoint: PlannedTimepoint, grid: SeriesGrid): Record<string, unknown> {
  const { scanner } = subject;
  const uids = uidsOf(subject.code, timepoint.index);
  const date = dateOf(timepoint.date);
  return {
    SpecificCharacterSet: 'ISO_IR 192', ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'], SOPClassUID: ctImageStorage,
    StudyDate: date, SeriesDate: date, AcquisitionDate: date, ContentDate: date, StudyTime: timeOf(subject, 0), SeriesTime: timeOf(subject, 900),
    AccessionNumber: `DEMO${subject.code.slice(2)}${timepoint.index}`, Modality: 'CT', Manufacturer: scanner.manufacturer, ManufacturerModelName: scanner.model,
    InstitutionName: `Demo site ${subject.site}`, ReferringPhysicianName: '', StationName: `DEMO-${subject.site}`,
    StudyDescription: 'CT chest and abdomen', SeriesDescription: 'Chest abdomen portal venous',
    PatientName: `Demo^${subject.code}`, PatientID: subject.code, PatientBirthDate: '', PatientSex: subject.sex, PatientAge: `0${subject.age}Y`,
    ClinicalTrialSponsorName: 'Nadir', ClinicalTrialProtocolID: 'DEMO', ClinicalTrialProtocolName: 'Demo study', ClinicalTrialSiteID: subject.site,
    ClinicalTrialSubjectID: subject.code, ClinicalTrialTimePointID: timepoint.label,
    ContrastBolusAgent: 'Generated, portal venous phase', BodyPartExamined: 'CHESTABDOMEN', SliceThickness: decimal(scanner.sliceMm, 3), KVP: String(scanner.kvp),
    SpacingBetweenSlices: decimal(scanner.sliceMm, 3), DataCollectionDiameter: '500', ReconstructionDiameter: decimal(scanner.matrix * scanner.pixelMm, 3), SoftwareVersions: 'Nadir phantom 1',
    GantryDetectorTilt: '0', TableHeight: '150', ExposureTime: '500', XRayTubeCurrent: '260', ConvolutionKernel: scanner.kernel, PatientPosition: 'HFS',
    StudyInstanceUID: uids.dicomStudy, SeriesInstanceUID: uids.series, FrameOfReferenceUID: uids.frameOfReference, PositionReferenceIndicator: '',
    StudyID: `${timepoint.index + 1}`, SeriesNumber: '2', AcquisitionNumber: '1',
    ImageOrientationPatient: [...decimals(grid.row, 12), ...decimals(grid.column, 12)],
    SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: grid.rows, Columns: grid.columns, PixelSpacing: [decimal(grid.pixelMm, 9), decimal(grid.pixelMm, 9)],
    BitsAllocated: 16, BitsStored: scanner.signed ? 16 : 12, HighBit: scanner.signed ? 15 : 11, PixelRepresentation: scanner.signed ? 1 : 0,
    ...(scanner.paddingValue === null ? {} : { PixelPaddingValue: scanner.paddingValue }),
    QualityControlImage: 'YES', BurnedInAnnotation: 'NO',
    WindowCenter: ['50', '-600'], WindowWidth: ['400', '1500'], WindowCenterWidthExplanation: ['SOFT TISSUE', 'LUNG'],
    RescaleIntercept: String(rescaleIntercept), RescaleSlope: '1', RescaleType: 'HU',
    _vrMap: { PixelData: 'OW', PixelPaddingValue: scanner.signed ? 'SS' : 'US' },
  };
}

/** One CT image as a Part 10 file, explicit VR little endian. `pixels` are stored values, row by row. */
export function encodeSlice(header: Record<string, unknown>, subject: PlannedSubject, timepoint: PlannedTimepoint, grid: SeriesGrid, slice: number, pixels: StoredPixels): Uint8Array<ArrayBuffer> {
  const sopInstanceUid = uidsOf(subject.code, timepoint.index).instance(slice);
  const origin = originOfSlice(grid, slice);
  const number = instanceNumberOf(subject.scanner, slice);
  const time = timeOf(subject, 900 + number);
  const file = new DicomDict({
    '00020002': { vr: 'UI', Value: [ctImageStorage] },
    '00020003': { vr: 'UI', Value: [sopInstanceUid] },
    '00020010': { vr: 'UI', Value: [explicitLittleEndian] },
    '00020012': { vr: 'UI', Value: [uidOf('implementation')] },
    '00020013': { vr: 'SH', Value: ['NADIR_DEMO_1'] },
  });
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    ...header, SOPInstanceUID: sopInstanceUid, AcquisitionTime: time, ContentTime: time, InstanceNumber: String(number),
    ImagePositionPatient: decimals(origin, 6), SliceLocation: decimal(origin[2], 3), PixelData: pixels.buffer,
  });
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}
