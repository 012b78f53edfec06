import type { DataSet } from 'dicom-parser';
import { decideSpacing, type DecimalFact, type SpacingResult } from '../geometry/index.ts';
import { code, decimal, decimals, items } from './part10/values.ts';

/** The facts that decide a spacing, from the level where PixelSpacing was found. */
export function spacingOf(dataSet: DataSet, pixelSpacing: DecimalFact, fromPixelMeasures: boolean): SpacingResult {
  const topLevelSpacing = fromPixelMeasures ? decimals(dataSet, 'x00280030') : null;
  return decideSpacing({
    modality: code(dataSet, 'x00080060'), pixelSpacing, fromPixelMeasures, topLevelSpacing, calibrationType: code(dataSet, 'x00280a02'),
    imagerPixelSpacing: decimals(dataSet, 'x00181164'), nominalScannedSpacing: decimals(dataSet, 'x00182010'),
    magnificationFactor: decimal(dataSet, 'x00181114'), sourceToDetectorMm: decimal(dataSet, 'x00181110'), sourceToPatientMm: decimal(dataSet, 'x00181111'),
    ultrasoundRegions: items(dataSet, 'x00186011').length,
  });
}
