/** Data sets of DICOM objects that are written: attributes by keyword, encoded by dcmjs as Explicit VR Little Endian, or with compressed pixels where they are given as fragments. */
import dcmjs from 'dcmjs';

const { DicomDict } = dcmjs.data;
dcmjs.log.setLevel('error');

/** Tag and value representation of every attribute that is written (PS3.6). */
const tags = {
  ImageType: '00080008 CS', SOPClassUID: '00080016 UI', SOPInstanceUID: '00080018 UI', SpecificCharacterSet: '00080005 CS',
  StudyDate: '00080020 DA', SeriesDate: '00080021 DA', ContentDate: '00080023 DA', StudyTime: '00080030 TM', SeriesTime: '00080031 TM', ContentTime: '00080033 TM', AccessionNumber: '00080050 SH',
  Modality: '00080060 CS', ConversionType: '00080064 CS', Manufacturer: '00080070 LO', InstitutionName: '00080080 LO', ReferringPhysicianName: '00080090 PN', StudyDescription: '00081030 LO', SeriesDescription: '0008103E LO',
  ManufacturerModelName: '00081090 LO', ReferencedPerformedProcedureStepSequence: '00081111 SQ', ReferencedSeriesSequence: '00081115 SQ', ReferencedImageSequence: '00081140 SQ', ReferencedSOPClassUID: '00081150 UI',
  ReferencedSOPInstanceUID: '00081155 UI', ReferencedFrameNumber: '00081160 IS', ReferencedSOPSequence: '00081199 SQ', DerivationDescription: '00082111 ST', SourceImageSequence: '00082112 SQ',
  CodeValue: '00080100 SH', CodingSchemeDesignator: '00080102 SH', CodeMeaning: '00080104 LO', MappingResource: '00080105 CS',
  PatientName: '00100010 PN', PatientID: '00100020 LO', IssuerOfPatientID: '00100021 LO', PatientBirthDate: '00100030 DA', PatientSex: '00100040 CS', PatientAge: '00101010 AS',
  ClinicalTrialSponsorName: '00120010 LO', ClinicalTrialProtocolID: '00120020 LO', ClinicalTrialProtocolName: '00120021 LO', ClinicalTrialSiteID: '00120030 LO', ClinicalTrialSiteName: '00120031 LO',
  ClinicalTrialSubjectID: '00120040 LO', ClinicalTrialSubjectReadingID: '00120042 LO', ClinicalTrialTimePointID: '00120050 LO', PatientIdentityRemoved: '00120062 CS', DeidentificationMethod: '00120063 LO',
  DeviceSerialNumber: '00181000 LO', SecondaryCaptureDeviceManufacturer: '00181016 LO', SecondaryCaptureDeviceManufacturerModelName: '00181018 LO', SecondaryCaptureDeviceSoftwareVersions: '00181019 LO', SoftwareVersions: '00181020 LO',
  StudyInstanceUID: '0020000D UI', Laterality: '00200060 CS', SeriesInstanceUID: '0020000E UI', StudyID: '00200010 SH', SeriesNumber: '00200011 IS', InstanceNumber: '00200013 IS', PatientOrientation: '00200020 CS',
  SamplesPerPixel: '00280002 US', PhotometricInterpretation: '00280004 CS', PlanarConfiguration: '00280006 US', Rows: '00280010 US', Columns: '00280011 US', BitsAllocated: '00280100 US', BitsStored: '00280101 US', HighBit: '00280102 US',
  PixelRepresentation: '00280103 US', BurnedInAnnotation: '00280301 CS', LongitudinalTemporalInformationModified: '00280303 CS', WindowCenter: '00281050 DS', WindowWidth: '00281051 DS', RescaleIntercept: '00281052 DS', RescaleSlope: '00281053 DS', RescaleType: '00281054 LO',
  LossyImageCompression: '00282110 CS', SoftcopyVOILUTSequence: '00283110 SQ',
  MeasurementUnitsCodeSequence: '004008EA SQ', RelationshipType: '0040A010 CS', VerifyingOrganization: '0040A027 LO', VerificationDateTime: '0040A030 DT', ValueType: '0040A040 CS', ConceptNameCodeSequence: '0040A043 SQ',
  ContinuityOfContent: '0040A050 CS', VerifyingObserverSequence: '0040A073 SQ', VerifyingObserverName: '0040A075 PN', VerifyingObserverIdentificationCodeSequence: '0040A088 SQ', Date: '0040A121 DA', PersonName: '0040A123 PN', UID: '0040A124 UI',
  TextValue: '0040A160 UT', ConceptCodeSequence: '0040A168 SQ', MeasuredValueSequence: '0040A300 SQ', NumericValue: '0040A30A DS', PredecessorDocumentsSequence: '0040A360 SQ', PerformedProcedureCodeSequence: '0040A372 SQ',
  CurrentRequestedProcedureEvidenceSequence: '0040A375 SQ', PertinentOtherEvidenceSequence: '0040A385 SQ', CompletionFlag: '0040A491 CS', VerificationFlag: '0040A493 CS', ContentTemplateSequence: '0040A504 SQ', ContentSequence: '0040A730 SQ', TemplateIdentifier: '0040DB00 CS',
  GraphicAnnotationSequence: '00700001 SQ', GraphicLayer: '00700002 CS', AnchorPointAnnotationUnits: '00700004 CS', GraphicAnnotationUnits: '00700005 CS', UnformattedTextValue: '00700006 ST', TextObjectSequence: '00700008 SQ', GraphicObjectSequence: '00700009 SQ',
  AnchorPoint: '00700014 FL', AnchorPointVisibility: '00700015 CS', GraphicDimensions: '00700020 US', NumberOfGraphicPoints: '00700021 US', GraphicData: '00700022 FL', GraphicType: '00700023 CS', GraphicFilled: '00700024 CS',
  ImageHorizontalFlip: '00700041 CS', ImageRotation: '00700042 US', DisplayedAreaTopLeftHandCorner: '00700052 SL', DisplayedAreaBottomRightHandCorner: '00700053 SL', DisplayedAreaSelectionSequence: '0070005A SQ', GraphicLayerSequence: '00700060 SQ', GraphicLayerOrder: '00700062 IS',
  GraphicLayerDescription: '00700068 LO', ContentLabel: '00700080 CS', ContentDescription: '00700081 LO', PresentationCreationDate: '00700082 DA', PresentationCreationTime: '00700083 TM', ContentCreatorName: '00700084 PN',
  PresentationSizeMode: '00700100 CS', PresentationPixelSpacing: '00700101 DS', PresentationPixelAspectRatio: '00700102 IS', PresentationLUTShape: '20500020 CS', PixelData: '7FE00010 OB',
} as const satisfies Record<string, string>;

export type Keyword = keyof typeof tags;
type Scalar = string | number;
/** A data set by keyword. Empty string or array: the attribute is there without a value (type 2); undefined: it is not there. */
export type Attributes = { readonly [Key in Keyword]?: Scalar | readonly Scalar[] | readonly Attributes[] | readonly Uint8Array[] | undefined };

const longest: Readonly<Record<string, number>> = { SH: 16, LO: 64, CS: 16, ST: 1024, PN: 64 };

/** A text as its value representation takes it: no control characters, no delimiter, not too long. */
function fitting(value: Scalar, vr: string): Scalar {
  if (typeof value === 'number') return vr === 'DS' || vr === 'IS' ? decimalString(value) : value;
  if (!(vr in longest) && vr !== 'UT') return value;
  const kept = vr === 'UT' || vr === 'ST' ? /(?![\t\n\r])\p{Cc}/gu : /[\p{Cc}\\]/gu;
  return [...value.replace(kept, ' ').trim()].slice(0, longest[vr]).join('');
}

/** At most 16 characters (PS3.5 6.2). */
export function decimalString(value: number): string {
  const exact = String(value);
  if (exact.length <= 16 && !exact.includes('e')) return exact;
  for (let digits = 14; digits > 0; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return '0';
}

type Element = { vr: string; Value: unknown[] };

function elementsOf(attributes: Attributes): Record<string, Element> {
  const written = Object.entries(attributes).flatMap(([keyword, value]): [string, Element][] => {
    if (value === undefined) return [];
    const [tag = '', vr = ''] = tags[keyword as Keyword].split(' ');
    const values = Array.isArray(value) ? value as readonly unknown[] : value === '' ? [] : [value];
    return [[tag, { vr, Value: vr === 'SQ' ? values.map((item) => elementsOf(item as Attributes)) : values.map((one) => (one instanceof Uint8Array ? one.slice().buffer : fitting(one as Scalar, vr))) }]];
  });
  return Object.fromEntries(written.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const rleLossless = '1.2.840.10008.1.2.5';
/** Of this program's own encoder calls; a root that needs no registration (PS3.5 B.2). */
const implementationClassUid = '2.25.276146826905483215921391285014936418057';

/** A Part 10 file. */
export function encodeObject(attributes: Attributes, transferSyntaxUid: string = explicitLittleEndian): Uint8Array {
  const one = (vr: string, value: unknown): Element => ({ vr, Value: [value] });
  const file = new DicomDict({
    '00020001': one('OB', new Uint8Array([0, 1]).buffer), '00020002': one('UI', attributes.SOPClassUID), '00020003': one('UI', attributes.SOPInstanceUID), '00020010': one('UI', transferSyntaxUid),
    '00020012': one('UI', implementationClassUid), '00020013': one('SH', 'NADIR'),
  });
  file.dict = elementsOf({ SpecificCharacterSet: 'ISO_IR 192', ...attributes });
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}
