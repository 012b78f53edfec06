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

const off = (source: SpacingSource, code: string, message: string): SpacingResult => ({ spacingMm: null, source, measuringOff: message, findings: [{ severity: 'warn', code, message }] });

function calibrated(spacingMm: readonly [number, number], source: SpacingSource): SpacingResult {
  if (spacingMm.some((value) => value < smallestMm || value > largestMm)) {
    const message = `Pixel spacing is invalid (${spacingMm[0]} × ${spacingMm[1]} mm, allowed ${smallestMm} to ${largestMm}): lengths do not count for RECIST.`;
    return { spacingMm, source, measuringOff: message, findings: [{ severity: 'warn', code: 'GEO-03', message }] };
  }
  const notSquare = Math.abs(spacingMm[0] - spacingMm[1]) > 1e-4 * Math.max(spacingMm[0], spacingMm[1]);
  const findings: Finding[] = notSquare
    ? [{ severity: 'info', code: 'GEO-01', message: `Pixels are not square (${spacingMm[0]} × ${spacingMm[1]} mm); lengths account for it.` }]
    : [];
  return { spacingMm, source, measuringOff: null, findings };
}

/** Detector spacing brought to the patient by the header's own magnification; null when the header does not say it. */
function magnification(facts: SpacingFacts): number | null {
  if (facts.magnificationFactor !== null && facts.magnificationFactor > 1) return facts.magnificationFactor;
  const { sourceToDetectorMm: detector, sourceToPatientMm: patient } = facts;
  return detector !== null && patient !== null && patient > 0 && detector > patient ? detector / patient : null;
}

function projection(facts: SpacingFacts, [row, column]: readonly [number, number], source: SpacingSource, code: 'GEO-04' | 'GEO-05'): SpacingResult {
  const factor = magnification(facts);
  const message =
    factor === null
      ? 'Size at the detector, not in the patient: lengths here do not count for RECIST.'
      : `Lengths are estimated: detector spacing divided by a magnification of ${factor.toFixed(2)}. They do not count for RECIST.`;
  return { spacingMm: factor === null ? [row, column] : [row / factor, column / factor], source, measuringOff: message, findings: [{ severity: 'warn', code, message }] };
}

/**
 * Pixel spacing of an image, where it came from, and whether lengths on it may enter a RECIST sum (interoperability rows 1 to 10, GEO-01 to GEO-07).
 * Anything but two positive numbers is refused, never guessed; outside 0.01 to 10 mm the value is told but measuring is off.
 */
export function decideSpacing(facts: SpacingFacts): SpacingResult {
  const given = usablePair(facts.pixelSpacing);
  if (facts.pixelSpacing !== null && given === null) {
    const text = facts.pixelSpacing.text.trim();
    return off('invalid', 'GEO-03', `Pixel spacing is invalid (${text === '' ? 'empty' : text.slice(0, 60)}): lengths cannot be given in millimetres.`);
  }
  const isProjection = projectionModalities.has(facts.modality);
  const imager = usablePair(facts.imagerPixelSpacing);
  if (given !== null) {
    const fiducial = facts.calibrationType === 'FIDUCIAL' || facts.calibrationType === 'GEOMETRY';
    if (isProjection && !fiducial) return projection(facts, imager ?? given, 'PixelSpacing', 'GEO-05');
    return calibrated(given, facts.fromPixelMeasures ? 'PixelMeasuresSequence' : 'PixelSpacing');
  }
  if (imager !== null && isProjection) return projection(facts, imager, 'ImagerPixelSpacing', 'GEO-04');
  if (facts.ultrasoundRegions > 0) return off('UltrasoundRegions', 'GEO-07', 'Ultrasound is calibrated by region only: lengths cannot be given for the whole image.');
  if (facts.nominalScannedSpacing !== null) return off('NominalScannedPixelSpacing', 'GEO-06', 'Only a nominal scanning resolution is given: lengths cannot be given in millimetres.');
  return off('none', 'GEO-02', 'No pixel spacing in this image: lengths cannot be given in millimetres.');
}
