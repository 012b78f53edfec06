import { asId, NadirError, type LesionId, type SeriesId } from '../common/index.ts';
import type { Assessment, Caliper, LookBack, Measured, SeriesSummary, SplitPart, SubjectCase, Timepoint } from '../casefile/index.ts';
import type { StackImages } from '../dicom/index.ts';
import { angleBetweenDegrees, axisLengthMm, distanceFromPlaneMm, isPerpendicular, liesOnImage, recordedMm, type ImagePlane, type Point3 } from '../geometry/index.ts';
import { formatMm } from '../recist/index.ts';
import type { ServiceDeps } from './context.ts';
import type { AssessmentInput, CaliperInput, EnteredInput, MeasuredInput, SplitPartInput } from './inputs.ts';

/** What the reader was shown may differ from what the host computes by this much, and no more. */
const claimToleranceMm = 0.05;
/** Points lie this close to the plane of their image (the window draws on that plane). */
const planeToleranceMm = 0.1;
/** Shorter than a tenth of a millimetre nothing was drawn. */
const shortestAxisMm = 0.1;
const comparisonNoiseMm = 1e-6;

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

function seriesAt(timepoint: Timepoint, seriesId: string): SeriesSummary {
  const series = timepoint.series.find((one) => one.id === seriesId);
  if (!series) throw refused('seriesElsewhere', `This series does not belong to ${timepoint.label}. Measure on a series of that timepoint, or assign the series to it.`);
  return series;
}

/** The plane of the image the calliper names. Errors: refused unknownImage, measuringOff. */
function planeOf(images: StackImages, series: SeriesSummary, caliper: CaliperInput): ImagePlane {
  if (series.measuringOff !== null) throw refused('measuringOff', series.measuringOff);
  const slice = images.slices.find((one) => one.sopInstanceUid === caliper.sopInstanceUid && one.frameNumber === caliper.frameNumber);
  if (!slice) throw refused('unknownImage', 'The image that was measured is not part of this series. Nothing was recorded.');
  const { rowDirection, columnDirection } = images;
  if (!slice.origin || !rowDirection || !columnDirection || !series.spacingMm) throw refused('measuringOff', 'The position of this image in the patient is not known: lengths cannot be recorded on it.');
  return { origin: slice.origin, rowDirection, columnDirection, rowSpacingMm: series.spacingMm[0], columnSpacingMm: series.spacingMm[1] };
}

function checkPoints(plane: ImagePlane, series: SeriesSummary, points: readonly Point3[]): void {
  if (points.some((point) => point.some((value) => !Number.isFinite(value)))) throw new NadirError('invalid', 'A calliper point has no position.', { reason: 'pointNotFinite' });
  const off = distanceFromPlaneMm(plane, points);
  if (off > planeToleranceMm) throw refused('offPlane', `A calliper point lies ${off.toFixed(1)} mm beside its image plane. Both axes belong on one slice; draw again.`);
  if (!liesOnImage(plane, series, points, planeToleranceMm)) throw refused('outsideImage', 'A calliper point lies outside the image. Draw again inside it.');
}

function checkAxes(caliper: CaliperInput): void {
  const long = axisLengthMm(caliper.longAxis);
  if (long < shortestAxisMm) throw refused('noLength', `The long axis is ${long.toFixed(2)} mm. Draw across the lesion, or record it as absent or too small.`);
  if (caliper.shortAxis === null || caliper.shortAxisProvisional) return;
  const short = axisLengthMm(caliper.shortAxis);
  if (short < shortestAxisMm) throw refused('noLength', `The short axis is ${short.toFixed(2)} mm. Place it across the lesion.`);
  if (short > long + claimToleranceMm) throw refused('axesSwapped', `The short axis (${short.toFixed(1)} mm) is longer than the long axis (${long.toFixed(1)} mm). Exchange them.`);
  if (!isPerpendicular(caliper.longAxis, caliper.shortAxis)) {
    throw refused('notPerpendicular', `The axes stand at ${(angleBetweenDegrees(caliper.longAxis, caliper.shortAxis) ?? 0).toFixed(1)}°. The short axis is measured at 90° ± 0.5° to the long one.`);
  }
}

function checkClaim(axis: string, exactMm: number, recorded: number, claimedMm: number | null | undefined): void {
  if (claimedMm === null || claimedMm === undefined) return;
  const tolerance = claimToleranceMm + comparisonNoiseMm;
  if (Math.abs(claimedMm - recorded) <= tolerance || Math.abs(claimedMm - exactMm) <= tolerance) return;
  throw refused('lengthMismatch', `The ${axis} axis was shown as ${formatMm(Math.round(claimedMm * 1e4) / 1e4)} mm, its points give ${formatMm(recorded)} mm. Nothing was recorded; draw it again.`);
}

const toCaliper = (caliper: CaliperInput): Caliper => ({
  seriesId: asId<SeriesId>(caliper.seriesId), sopInstanceUid: caliper.sopInstanceUid, frameNumber: caliper.frameNumber, longAxis: caliper.longAxis, shortAxis: caliper.shortAxis,
  shortAxisProvisional: caliper.shortAxis !== null && caliper.shortAxisProvisional, renderer: caliper.renderer,
});

export type CheckedCaliper = { readonly caliper: Caliper; readonly longAxisMm: number; readonly shortAxisMm: number | null };

/**
 * Computes a calliper's lengths from its world points and checks them against the image and against what the reader was shown.
 * Lengths in mm, rounded once to the study's decimals. A provisional short axis gives no length.
 * Errors: refused seriesElsewhere, measuringOff, unknownImage, offPlane, outsideImage, noLength, axesSwapped, notPerpendicular, lengthMismatch; invalid pointNotFinite.
 */
export function measureCaliper(deps: ServiceDeps, subject: SubjectCase, timepoint: Timepoint, caliper: CaliperInput, claim: { longMm?: number | undefined; shortMm?: number | null | undefined }): CheckedCaliper {
  const series = seriesAt(timepoint, caliper.seriesId);
  const images = deps.store.series.images(caliper.seriesId) as unknown as StackImages | null;
  if (!images) throw refused('unknownImage', 'The images of this series are not there.');
  const plane = planeOf(images, series, caliper);
  checkPoints(plane, series, [...caliper.longAxis, ...(caliper.shortAxis ?? [])]);
  checkAxes(caliper);
  const decimals = subject.protocol.recordingDecimals;
  const exactLong = axisLengthMm(caliper.longAxis);
  const exactShort = caliper.shortAxis === null || caliper.shortAxisProvisional ? null : axisLengthMm(caliper.shortAxis);
  const longAxisMm = recordedMm(exactLong, decimals);
  const shortAxisMm = exactShort === null ? null : recordedMm(exactShort, decimals);
  checkClaim('long', exactLong, longAxisMm, claim.longMm);
  if (exactShort !== null && shortAxisMm !== null) checkClaim('short', exactShort, shortAxisMm, claim.shortMm);
  if (longAxisMm === 0) throw refused('noLength', 'The long axis rounds to 0.0 mm. Record the lesion as too small or absent.');
  return { caliper: toCaliper(caliper), longAxisMm, shortAxisMm };
}

const noted = (note: string | undefined): { note?: string } => (note === undefined || note.trim() === '' ? {} : { note: note.trim() });

type Recorder = { readonly deps: ServiceDeps; readonly subject: SubjectCase; readonly timepoint: Timepoint };

/** Errors: refused hasImages, notEnterable. */
function toEntered({ subject, timepoint }: Recorder, { longAxisMm, shortAxisMm, entered }: EnteredInput): Measured {
  if (!timepoint.withoutImages || timepoint.series.length > 0) throw refused('hasImages', `${timepoint.label} has images: measure on them. Values are entered only where the images are not in this database.`);
  for (const mm of shortAxisMm === null ? [longAxisMm] : [longAxisMm, shortAxisMm]) {
    if (!Number.isFinite(mm) || mm <= 0 || recordedMm(mm, subject.protocol.recordingDecimals) !== mm) throw refused('notEnterable', `${mm} mm cannot be recorded: enter a length above 0 with ${subject.protocol.recordingDecimals} decimals (R-004).`);
  }
  if (shortAxisMm !== null && shortAxisMm > longAxisMm) throw refused('axesSwapped', `The short axis (${formatMm(shortAxisMm)} mm) is longer than the long axis (${formatMm(longAxisMm)} mm). Exchange them.`);
  return { state: 'measured', longAxisMm, shortAxisMm, entered: { reason: entered.reason, note: entered.note.trim() } };
}

function toMeasured(recorder: Recorder, input: MeasuredInput | EnteredInput): Measured {
  if ('entered' in input) return toEntered(recorder, input);
  const { deps, subject, timepoint } = recorder;
  const lengths = measureCaliper(deps, subject, timepoint, input.caliper, { longMm: input.claimedLongMm, shortMm: input.claimedShortMm });
  return { state: 'measured', ...lengths, ...(input.otherTechnique ? { otherTechnique: input.otherTechnique } : {}) };
}

/** What is no more than a place on an image, or a reason. */
function toPart(recorder: Recorder, input: SplitPartInput): SplitPart {
  switch (input.state) {
    case 'measured': return toMeasured(recorder, input);
    case 'absent':
    case 'tooSmall': return { state: input.state, ...placed(recorder, input.caliper) };
    case 'notEvaluable': return { state: 'notEvaluable', reason: input.reason, ...noted(input.note) };
  }
}
const placed = ({ deps, subject, timepoint }: Recorder, caliper: CaliperInput | undefined): { caliper?: Caliper } => (caliper ? { caliper: measureCaliper(deps, subject, timepoint, caliper, {}).caliper } : {});

/** Where a new lesion was seen looking back: an earlier timepoint. Errors: refused lookBackLater. */
function lookedBack(subject: SubjectCase, timepoint: Timepoint, said: { readonly seenSince: string | null } | undefined): { lookBack?: LookBack } {
  if (said === undefined) return {};
  const since = subject.timepoints.find((one) => one.id === said.seenSince);
  if (said.seenSince !== null && (since === undefined || since.index >= timepoint.index)) throw refused('lookBackLater', `Looking back from ${timepoint.label} leads to an earlier timepoint only.`);
  return { lookBack: { seenSince: since?.id ?? null } };
}

/** Turns what was sent into the record to be stored, every length recomputed. */
export function toAssessment(deps: ServiceDeps, subject: SubjectCase, timepoint: Timepoint, input: AssessmentInput): Assessment {
  const recorder: Recorder = { deps, subject, timepoint };
  switch (input.state) {
    case 'measured':
    case 'absent':
    case 'tooSmall':
    case 'notEvaluable': return toPart(recorder, input);
    case 'split': return { state: 'split', parts: input.parts.map((part) => toPart(recorder, part)), ...noted(input.note) };
    case 'merged': return { state: 'merged', mergedInto: asId<LesionId>(input.mergedInto), ...noted(input.note) };
    case 'status': return { state: 'status', status: input.status, ...noted(input.note), ...placed(recorder, input.caliper) };
    case 'newLesion': {
      const base = { state: 'newLesion' as const, status: input.status, ...noted(input.note), ...(input.excluded && input.excluded.length > 0 ? { excluded: input.excluded } : {}), ...lookedBack(subject, timepoint, input.lookBack) };
      return input.caliper ? { ...base, ...measureCaliper(deps, subject, timepoint, input.caliper, { longMm: input.claimedLongMm, shortMm: input.claimedShortMm }) } : base;
    }
  }
}
