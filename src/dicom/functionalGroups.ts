/** Geometry and display facts per frame: per-frame functional group beats shared group beats top level (interoperability row 20). */
import type { DataSet } from 'dicom-parser';
import type { Finding } from '../common/index.ts';
import { orthonormalPair, type DecimalFact, type Point3, type SpacingResult } from '../geometry/index.ts';
import { windowsOf } from './display.ts';
import type { FrameRecord } from './model.ts';
import { decimal, decimals, firstItem, items } from './part10/values.ts';
import { phaseOf } from './phase.ts';
import { spacingOf } from './spacingFacts.ts';

export type FrameReader = {
  /** Facts of the frame at a zero-based index. */
  frame(index: number): Omit<FrameRecord, 'frameNumber' | 'bytes'>;
  /** Spacing of the first frame, with its findings. */
  readonly spacing: SpacingResult;
  /** False where slope or intercept cannot be believed: values are as stored. */
  readonly isCalibrated: boolean;
};

const sharedGroups = 'x52009229';
const perFrameGroups = 'x52009230';

type Macro = (tag: string) => DataSet | null;

/** A reader of the frames' own facts. Adds findings that hold for the whole instance once. */
export function frameReader(dataSet: DataSet, frameCount: number, findings: Finding[]): FrameReader {
  const shared = firstItem(dataSet, sharedGroups);
  const perFrame = items(dataSet, perFrameGroups);
  const isEnhanced = shared !== null || perFrame.length > 0;
  if (isEnhanced && perFrame.length < frameCount) findings.push({ severity: 'warn', code: 'GEO-15', message: `Only ${perFrame.length} of ${frameCount} frames say where they are: nothing can be measured on the others. Ask the site to send the series again.` });
  const spacings = new Map<string, SpacingResult>();
  const facts = (index: number) => readFacts(dataSet, isEnhanced, frameCount, (tag) => firstItem(perFrame[index], tag) ?? firstItem(shared, tag), spacings);
  const first = facts(0);
  addGeometryFindings(dataSet, first, isEnhanced, frameCount, findings);
  const rescale = rescaleFindings(firstItem(perFrame[0], 'x00289145') ?? firstItem(shared, 'x00289145') ?? dataSet);
  findings.push(...rescale);
  return { frame: (index) => facts(index).frame, spacing: first.spacing, isCalibrated: rescale.length === 0 };
}

type Facts = { readonly frame: Omit<FrameRecord, 'frameNumber' | 'bytes'>; readonly spacing: SpacingResult; readonly orientationGiven: boolean };

function readFacts(dataSet: DataSet, isEnhanced: boolean, frameCount: number, macro: Macro, spacings: Map<string, SpacingResult>): Facts {
  const measures = macro('x00289110');
  const positions = macro('x00209113');
  const orientations = macro('x00209116');
  const transformation = macro('x00289145');
  const voi = macro('x00289132');
  // One position for many frames, without functional groups, tells nothing about any of them (row 21).
  const placed = isEnhanced || frameCount === 1;
  const orientation = placed ? decimals(orientations ?? dataSet, 'x00200037') : null;
  const spacing = spacingFor(dataSet, measures === null ? null : decimals(measures, 'x00280030'), spacings);
  const slope = decimal(transformation ?? dataSet, 'x00281053');
  return {
    spacing,
    orientationGiven: orientation !== null,
    frame: {
      position: placed ? point(decimals(positions ?? dataSet, 'x00200032')) : null,
      orientation: orientation === null ? null : orthonormalPair(orientation.values),
      spacingMm: spacing.spacingMm,
      sliceThicknessMm: decimal(measures ?? dataSet, 'x00180050') ?? decimal(dataSet, 'x00180050'),
      rescaleSlope: slope === null || slope === 0 ? 1 : slope,
      rescaleIntercept: decimal(transformation ?? dataSet, 'x00281052') ?? 0,
      windows: windowsOf(voi ?? dataSet),
      phase: phaseOf(dataSet, macro),
    },
  };
}

function spacingFor(dataSet: DataSet, fromMeasures: DecimalFact, known: Map<string, SpacingResult>): SpacingResult {
  const key = fromMeasures?.text ?? '';
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const result = spacingOf(dataSet, fromMeasures ?? decimals(dataSet, 'x00280030'), fromMeasures !== null);
  known.set(key, result);
  return result;
}

function point(fact: DecimalFact): Point3 | null {
  if (fact === null || fact.values.length !== 3 || !fact.values.every(Number.isFinite)) return null;
  return fact.values as unknown as Point3;
}

const shownOnly = 'It can be looked at, not measured on. Measure on another series.';

function addGeometryFindings(dataSet: DataSet, first: Facts, isEnhanced: boolean, frameCount: number, findings: Finding[]): void {
  if (first.orientationGiven && first.frame.orientation === null) findings.push({ severity: 'warn', code: 'GEO-09', message: `Image orientation is not a pair of perpendicular unit vectors: no orientation letters and no stack in space. ${shownOnly}` });
  if (isEnhanced && (first.frame.position === null || first.frame.orientation === null)) findings.push({ severity: 'warn', code: 'GEO-15', message: `The frames do not say where they are in the patient. ${shownOnly}` });
  if (!isEnhanced && frameCount > 1 && dataSet.elements['x00200032'] !== undefined) findings.push({ severity: 'info', code: 'GEO-15', message: `One position for all frames: each frame is shown by itself. ${shownOnly}` });
}

/** Slope 0 and slopes that are no number leave values as they are stored (row 23). */
function rescaleFindings(from: DataSet): Finding[] {
  const slope = decimals(from, 'x00281053');
  const intercept = decimals(from, 'x00281052')?.values[0];
  const value = slope?.values[0];
  if (value === 0) return [{ severity: 'warn', code: 'PIX-01', message: 'Rescale slope is 0; 1 was used: values are not calibrated. Lengths are not affected; do not compare densities.' }];
  if (slope !== null && slope.text !== '' && (value === undefined || !Number.isFinite(value))) return [{ severity: 'warn', code: 'DAT-01', message: `Rescale slope is not a number (${slope.text.slice(0, 40)}); 1 was used: values are not calibrated. Lengths are not affected; do not compare densities.` }];
  return intercept !== undefined && !Number.isFinite(intercept) ? [{ severity: 'warn', code: 'DAT-01', message: 'Rescale intercept is not a number; 0 was used: values are not calibrated. Lengths are not affected; do not compare densities.' }] : [];
}
