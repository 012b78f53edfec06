import type { Finding } from '../common/index.ts';

/** Where a pixel spacing came from, by the attribute's name; `invalid` when one is there and useless. */
export type SpacingSource = 'PixelSpacing' | 'PixelMeasuresSequence' | 'ImagerPixelSpacing' | 'NominalScannedPixelSpacing' | 'UltrasoundRegions' | 'invalid' | 'none';

/** A multi-valued decimal as the file gives it: the numbers (NaN where the text is none) and the text itself for messages. Null: attribute absent. */
export type DecimalFact = { readonly values: readonly number[]; readonly text: string } | null;

/** The facts that decide a spacing (interoperability rows 1 to 10). */
export type SpacingFacts = {
  readonly modality: string;
  readonly pixelSpacing: DecimalFact;
  /** PixelSpacing came from a PixelMeasuresSequence. */
  readonly fromPixelMeasures: boolean;
  /** PixelSpacing at the top level of a file whose functional groups have one too. */
  readonly topLevelSpacing?: DecimalFact;
  readonly calibrationType: string;
  readonly imagerPixelSpacing: DecimalFact;
  readonly nominalScannedSpacing: DecimalFact;
  readonly magnificationFactor: number | null;
  readonly sourceToDetectorMm: number | null;
  readonly sourceToPatientMm: number | null;
  readonly ultrasoundRegions: number;
};

export type SpacingResult = {
  /** Between rows (vertical), between columns (horizontal), mm; null when no length may be given. */
  readonly spacingMm: readonly [row: number, column: number] | null;
  readonly source: SpacingSource;
  /** Which attribute was used and why, and which others were not, in words: shown beside the spacing and exported with every length. */
  readonly reason: string;
  /** Why measuring for RECIST is off; null when it is allowed. */
  readonly measuringOff: string | null;
  readonly findings: readonly Finding[];
};

/** Row 4: outside these limits a spacing may be true (a slide, a test pattern), but nothing is measured on it. */
const smallestMm = 0.01;
const largestMm = 10;
/** Outside these it is no spacing at all. */
const absurdlySmallMm = 1e-5;
const absurdlyLargeMm = 1000;
const projectionModalities = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'DR', 'RG']);

/** Two numbers that can be a spacing, else null. */
function usablePair(fact: DecimalFact): readonly [row: number, column: number] | null {
  if (fact === null || fact.values.length !== 2) return null;
  const [row, column] = fact.values as [number, number];
  const within = [row, column].every((value) => Number.isFinite(value) && value >= absurdlySmallMm && value <= absurdlyLargeMm);
  return within ? [row, column] : null;
}

type Pair = readonly [row: number, column: number];

const pairText = ([row, column]: Pair): string => `${row} × ${column} mm`;
const isSame = (one: Pair, other: Pair): boolean => one.every((value, axis) => Math.abs(value - other[axis as 0 | 1]) <= 1e-4 * Math.max(value, other[axis as 0 | 1]));

const elsewhere = 'Measure on another series, or ask the site for the original images.';

const off = (source: SpacingSource, code: string, message: string, reason: string): SpacingResult => ({ spacingMm: null, source, reason, measuringOff: message, findings: [{ severity: 'warn', code, message: `${message} ${elsewhere}` }] });

function calibrated(spacingMm: Pair, source: SpacingSource, reason: string): SpacingResult {
  if (spacingMm.some((value) => value < smallestMm || value > largestMm)) {
    const message = `Pixel spacing is invalid (${pairText(spacingMm)}, allowed ${smallestMm} to ${largestMm}): lengths do not count for RECIST.`;
    return { spacingMm, source, reason, measuringOff: message, findings: [{ severity: 'warn', code: 'GEO-03', message: `${message} ${elsewhere}` }] };
  }
  const findings: Finding[] = isSame([spacingMm[0], spacingMm[0]], spacingMm)
    ? []
    : [{ severity: 'info', code: 'GEO-01', message: `Pixels are not square (${pairText(spacingMm)}); lengths account for it.` }];
  return { spacingMm, source, reason, measuringOff: null, findings };
}

/** Detector spacing brought to the patient by the header's own magnification, and where that stands; null when the header does not say it. */
function magnification(facts: SpacingFacts): { readonly factor: number; readonly from: string } | null {
  if (facts.magnificationFactor !== null && facts.magnificationFactor > 1) return { factor: facts.magnificationFactor, from: 'EstimatedRadiographicMagnificationFactor' };
  const { sourceToDetectorMm: detector, sourceToPatientMm: patient } = facts;
  return detector !== null && patient !== null && patient > 0 && detector > patient ? { factor: detector / patient, from: `source to detector ${detector} mm by source to patient ${patient} mm` } : null;
}

function projection(facts: SpacingFacts, [row, column]: Pair, source: SpacingSource, code: 'GEO-04' | 'GEO-05'): SpacingResult {
  const magnified = magnification(facts);
  const message =
    magnified === null
      ? 'Size at the detector, not in the patient: lengths here do not count for RECIST.'
      : `Lengths are estimated: detector spacing divided by a magnification of ${magnified.factor.toFixed(2)}. They do not count for RECIST.`;
  const reason = magnified === null ? `${source} at the detector plane, magnified: the header gives no magnification.` : `Estimated: ${source} at the detector plane divided by ${magnified.factor.toFixed(3)} (${magnified.from}).`;
  return { spacingMm: magnified === null ? [row, column] : [row / magnified.factor, column / magnified.factor], source, reason, measuringOff: message, findings: [{ severity: 'warn', code, message: `${message} Use CT or MR for target lesions.` }] };
}

/** The spacing that was not used although it says something else, told with the one that was (GEO-19). */
function withConflict(result: SpacingResult, used: Pair, others: readonly (readonly [name: string, fact: DecimalFact | undefined])[]): SpacingResult {
  const different = others.flatMap(([name, fact]) => {
    const pair = usablePair(fact ?? null);
    return pair === null || isSame(pair, used) ? [] : [`${name} ${pairText(pair)}`];
  });
  if (different.length === 0) return result;
  const message = `Pixel spacings disagree: ${result.source} ${pairText(used)} was used, not ${different.join(' or ')}. Compare a known distance before measuring.`;
  return { ...result, reason: `${result.reason} Not used: ${different.join(', ')}.`, findings: [...result.findings, { severity: 'warn', code: 'GEO-19', message }] };
}

/** A projection image that has PixelSpacing (rows 6 and 7): believed only when it says how it was calibrated and differs from the detector's. */
function projectionWithSpacing(facts: SpacingFacts, given: Pair, imager: Pair | null): SpacingResult {
  const saysCalibrated = facts.calibrationType === 'FIDUCIAL' || facts.calibrationType === 'GEOMETRY';
  if (saysCalibrated && (imager === null || !isSame(given, imager))) {
    const by = facts.calibrationType === 'FIDUCIAL' ? 'a fiducial of known size' : 'known geometry';
    return calibrated(given, 'PixelSpacing', `PixelSpacing, calibrated by ${by} (PixelSpacingCalibrationType ${facts.calibrationType})${imager === null ? '' : `; the detector's own is ${pairText(imager)}`}.`);
  }
  if (imager === null) return projection(facts, given, 'PixelSpacing', 'GEO-05');
  const result = projection(facts, imager, 'ImagerPixelSpacing', 'GEO-05');
  return isSame(given, imager) ? { ...result, source: 'PixelSpacing', reason: `${result.reason} PixelSpacing says the same and is no calibration.` } : withConflict(result, imager, [['PixelSpacing, which names no calibration,', facts.pixelSpacing]]);
}

/**
 * Pixel spacing of an image, where it came from and why, and whether lengths on it may enter a RECIST sum (interoperability rows 1 to 10, GEO-01 to GEO-07,
 * GEO-19). Anything but two positive numbers is refused, never guessed; outside 0.01 to 10 mm the value is told but measuring is off.
 */
export function decideSpacing(facts: SpacingFacts): SpacingResult {
  const given = usablePair(facts.pixelSpacing);
  if (facts.pixelSpacing !== null && given === null) {
    const text = facts.pixelSpacing.text.trim();
    return off('invalid', 'GEO-03', `Pixel spacing is invalid (${text === '' ? 'empty' : text.slice(0, 60)}): lengths cannot be given in millimetres.`, 'PixelSpacing is there and is not two positive numbers; nothing else was put in its place.');
  }
  const isProjection = projectionModalities.has(facts.modality);
  const imager = usablePair(facts.imagerPixelSpacing);
  if (given !== null) {
    if (isProjection) return projectionWithSpacing(facts, given, imager);
    if (facts.fromPixelMeasures) return withConflict(calibrated(given, 'PixelMeasuresSequence', 'PixelSpacing of the functional groups (per frame before shared before top level).'), given, [['PixelSpacing at the top level', facts.topLevelSpacing]]);
    return withConflict(calibrated(given, 'PixelSpacing', 'PixelSpacing: distance between pixels in the patient.'), given, [['ImagerPixelSpacing', facts.imagerPixelSpacing]]);
  }
  if (imager !== null && isProjection) return projection(facts, imager, 'ImagerPixelSpacing', 'GEO-04');
  if (facts.ultrasoundRegions > 0) return off('UltrasoundRegions', 'GEO-07', 'Ultrasound is calibrated by region only: lengths cannot be given for the whole image.', 'SequenceOfUltrasoundRegions: each calibrated region has its own spacing, which holds inside it only.');
  if (facts.nominalScannedSpacing !== null) return off('NominalScannedPixelSpacing', 'GEO-06', 'Only a nominal scanning resolution is given: lengths cannot be given in millimetres.', 'NominalScannedPixelSpacing is the size on film or screen, not in the patient.');
  return off('none', 'GEO-02', 'No pixel spacing in this image: lengths cannot be given in millimetres.', 'The header has no pixel spacing of any kind.');
}
