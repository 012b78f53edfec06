/** Key images for an archive: as secondary captures with the callipers burned in (PS3.3 A.8.1), and as presentation states that any viewer lays over the original image (A.33.1). */
import { worldToIndex, type Axis, type ImagePlane } from '../../geometry/index.ts';
import type { ImageHeader } from '../model.ts';
import type { KeyImagePlan, Picture, PictureCaliper } from '../pictures.ts';
import type { Attributes } from './attributes.ts';
import { sopReference } from './content.ts';
import { drawnAxes, lineOf } from './coordinates.ts';
import { dayAndTime, equipment, patientAndStudy, seriesOf } from './document.ts';
import { trackingIdentifier, uidOf } from './identity.ts';
import { readerName, referenceTo, type ReportSource } from './report.ts';

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
const grayscalePresentationState = '1.2.840.10008.5.1.4.1.1.11.1';

/** What tells this picture from every other: the read, the image and everything that is drawn on it. */
const uidOfPlan = (kind: string, { study, subject, read }: ReportSource, plan: KeyImagePlan): string =>
  uidOf(kind, study.studyId, subject.subjectId, read.slot, plan.id, plan.sopInstanceUid, plan.frameNumber, JSON.stringify([plan.window, plan.caption, plan.calipers]), study.versions.product);

const when = ({ read, subject, timepoint }: ReportSource): { readonly day: string; readonly time: string } => dayAndTime(read.case.signOffs[timepoint.id]?.signed?.at ?? subject.asOf);

/** Its header and the samples of its picture. `number`: place among the key images of the timepoint, from 1. */
export function secondaryCaptureOf(source: ReportSource, header: ImageHeader, plan: KeyImagePlan, picture: Pick<Picture, 'width' | 'height'>, frame: Uint8Array, number: number): Attributes {
  const { day, time } = when(source);
  const { product } = source.study.versions;
  return {
    ...patientAndStudy(header), ...seriesOf('sc', source, header.studyUid), ...equipment(source.study),
    SOPClassUID: secondaryCapture, SOPInstanceUID: uidOfPlan('sc', source, plan), Modality: 'OT', Laterality: '', ConversionType: 'WSD', ImageType: ['DERIVED', 'SECONDARY'], InstanceNumber: String(number), PatientOrientation: [],
    SecondaryCaptureDeviceManufacturer: 'Nadir', SecondaryCaptureDeviceManufacturerModelName: 'Nadir', SecondaryCaptureDeviceSoftwareVersions: product,
    ContentDate: day, ContentTime: time, DerivationDescription: `${plan.title}: callipers of ${readerName(source.read)} burned in${plan.caption === '' ? '' : `. ${plan.caption}`}`,
    SourceImageSequence: [sopReference(referenceTo(header, plan.frameNumber))], BurnedInAnnotation: 'YES', LossyImageCompression: '00',
    SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PlanarConfiguration: 0, Rows: picture.height, Columns: picture.width, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0, PixelData: [frame],
  };
}

const layer = 'RECIST';

/** The two axes and the name of a calliper as graphics of the image. */
function annotation({ read }: ReportSource, one: PictureCaliper, header: ImageHeader, plane: ImagePlane): { readonly graphics: Attributes[]; readonly label: Attributes } {
  const { long, short } = drawnAxes(one.caliper);
  const lesion = read.case.lesions.find(({ id }) => id === one.lesionId);
  const part = /\.(\d+)$/.exec(one.label)?.[1];
  const name = lesion ? trackingIdentifier(lesion, part === undefined ? null : Number(part)) : one.label;
  const mm = one.valueText === '' ? '' : ` ${one.valueText}${/\d/.test(one.valueText) ? ' mm' : ''}`;
  const line = (axis: Axis): Attributes => ({ GraphicAnnotationUnits: 'PIXEL', GraphicDimensions: 2, NumberOfGraphicPoints: 2, GraphicData: lineOf(plane, header, axis), GraphicType: 'POLYLINE', GraphicFilled: 'N' });
  const end = rightmost(plane, [long, ...(short ? [short] : [])]);
  return { graphics: [line(long), ...(short ? [line(short)] : [])], label: { AnchorPointAnnotationUnits: 'PIXEL', UnformattedTextValue: `${name}${mm}`, AnchorPoint: end, AnchorPointVisibility: 'N' } };
}

/** The end that lies furthest to the right, a little beyond which the name stands. */
function rightmost(plane: ImagePlane, axes: readonly Axis[]): readonly [number, number] {
  const [end] = axes.flat().map((point) => worldToIndex(plane, point)).sort((one, other) => other.column - one.column);
  return [Math.fround((end?.column ?? 0) + 0.5 + 6), Math.fround((end?.row ?? 0) + 0.5)];
}

/** Why an image gets no presentation state: it is in colour, or its values come from a table. Null: it gets one. */
export const noPresentationState = ({ photometric, hasModalityTable, planes }: ImageHeader, frameNumber: number): string | null =>
  (!/^MONOCHROME[12]$/.test(photometric) ? 'it is in colour' : hasModalityTable ? 'its values come from a lookup table' : planes[frameNumber - 1] ? null : 'it does not say where it lies');

/** Grayscale Softcopy Presentation State of one key image: window, whole image, callipers and names on a layer of their own. Null where `noPresentationState` says why. */
export function presentationStateOf(source: ReportSource, header: ImageHeader, plan: KeyImagePlan, number: number): Attributes | null {
  const plane = header.planes[plan.frameNumber - 1];
  if (!plane || noPresentationState(header, plan.frameNumber) !== null) return null;
  const { day, time } = when(source);
  const reference = [sopReference(referenceTo(header, plan.frameNumber))];
  const { slope, intercept } = header.rescale[plan.frameNumber - 1] ?? { slope: 1, intercept: 0 };
  const drawn = plan.calipers.map((one) => annotation(source, one, header, plane));
  return {
    ...patientAndStudy(header), ...seriesOf('pr', source, header.studyUid), ...equipment(source.study),
    SOPClassUID: grayscalePresentationState, SOPInstanceUID: uidOfPlan('pr', source, plan), Modality: 'PR', Laterality: '', InstanceNumber: String(number),
    ContentLabel: plan.id.toUpperCase().replace(/[^A-Z0-9_ ]/g, '_'), ContentDescription: plan.title, PresentationCreationDate: day, PresentationCreationTime: time, ContentCreatorName: readerName(source.read),
    ReferencedSeriesSequence: [{ SeriesInstanceUID: header.seriesUid, ReferencedImageSequence: reference }],
    DisplayedAreaSelectionSequence: [{
      ReferencedImageSequence: reference, DisplayedAreaTopLeftHandCorner: [1, 1], DisplayedAreaBottomRightHandCorner: [header.columns, header.rows], PresentationSizeMode: 'SCALE TO FIT',
      PresentationPixelSpacing: [plane.rowSpacingMm, plane.columnSpacingMm],
    }],
    ...(drawn.length > 0 ? {
      GraphicAnnotationSequence: [{ ReferencedImageSequence: reference, GraphicLayer: layer, TextObjectSequence: drawn.map(({ label }) => label), GraphicObjectSequence: drawn.flatMap(({ graphics }) => graphics) }],
      GraphicLayerSequence: [{ GraphicLayer: layer, GraphicLayerOrder: '1', GraphicLayerDescription: 'Callipers of the read' }],
    } : {}),
    RescaleIntercept: intercept, RescaleSlope: slope, RescaleType: header.valueUnit === 'HU' ? 'HU' : 'US',
    ...(plan.window ? { SoftcopyVOILUTSequence: [{ ReferencedImageSequence: reference, WindowCenter: plan.window.center, WindowWidth: plan.window.width }] } : {}),
    PresentationLUTShape: header.photometric === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
  };
}
