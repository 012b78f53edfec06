/** What a person must know about a stack before measuring on it: gaps, mixed spacing, tilt, repeated positions, thickness (interoperability rows 11 to 19). */
import type { Finding } from '../../common/index.ts';
import { cross, dot, norm, subtract, type Direction, type Point3 } from '../../geometry/index.ts';
import { samePositionMm } from './group.ts';
import type { SortedFrame } from './sort.ts';

export type StackQuality = { readonly sliceSpacingMm: number | null; readonly tiltDegrees: number; readonly findings: readonly Finding[] };

const tiltLimitDegrees = 0.5;
const gapFactor = 1.5;
/** Thicker than this, the smallest measurable lesion grows with the slice (RECIST 1.1, section 3.1.1). */
const thickMm = 5;

const mm = (value: number): string => String(Math.round(value * 100) / 100).replace('-', '−');

/** Judges frames that are sorted by position. Slice spacing is the median step between positions; thickness and SpacingBetweenSlices never count. */
export function judgeStack(frames: readonly SortedFrame[], normal: Direction | null): StackQuality {
  const placed = frames.filter((frame) => frame.positionMm !== null);
  const thickness = thicknessFindings(placed.length > 0 ? placed : frames);
  if (normal === null || placed.length < 2) return { sliceSpacingMm: null, tiltDegrees: 0, findings: thickness };
  const steps = placed.slice(1).map((frame, index) => ({ after: placed[index] as SortedFrame, mm: (frame.positionMm as number) - ((placed[index] as SortedFrame).positionMm as number) }));
  const repeated = steps.filter((step) => step.mm < samePositionMm).length;
  const forward = steps.filter((step) => step.mm >= samePositionMm);
  const sliceSpacingMm = median(forward.map((step) => step.mm));
  const tiltDegrees = tilt(placed, normal);
  const findings = [...repeatFindings(repeated), ...(sliceSpacingMm === null ? [] : stepFindings(forward, sliceSpacingMm)), ...tiltFindings(tiltDegrees), ...thickness, ...gapFindings(placed, sliceSpacingMm), ...headerFindings(placed, sliceSpacingMm, tiltDegrees)];
  return { sliceSpacingMm: sliceSpacingMm === null ? null : Math.round(sliceSpacingMm * 1e6) / 1e6, tiltDegrees, findings };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

type Step = { readonly after: SortedFrame; readonly mm: number };

function stepFindings(steps: readonly Step[], medianMm: number): Finding[] {
  const missing = (step: Step): number => Math.round(step.mm / medianMm) - 1;
  const isGap = (step: Step): boolean => step.mm > gapFactor * medianMm && Math.abs(step.mm / medianMm - Math.round(step.mm / medianMm)) <= 0.1;
  const gaps = steps.filter(isGap);
  const findings = gaps.slice(0, 20).map((step): Finding => ({
    severity: 'warn', code: 'GEO-12',
    message: `${missing(step) === 1 ? '1 slice' : `${missing(step)} slices`} missing after position ${mm(step.after.positionMm as number)} mm. A lesion may lie in the gap or reach into it: ask the site for the whole series.`,
    at: { sopInstanceUid: step.after.instance.sopInstanceUid },
  }));
  const rest = steps.filter((step) => !isGap(step)).map((step) => step.mm);
  const [smallest, largest] = [rest.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY), rest.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)];
  const spread = largest - smallest;
  if (rest.length > 0 && spread > 0.01 * medianMm && spread > 0.05) findings.push({ severity: 'warn', code: 'GEO-13', message: `Distance between slices varies from ${mm(smallest)} to ${mm(largest)} mm: measure in the image plane only. Check that no slice is missing.` });
  return findings;
}

const repeatFindings = (count: number): Finding[] => (count === 0 ? [] : [{ severity: 'warn', code: 'GEO-14', message: `${count} ${count === 1 ? 'slice repeats' : 'slices repeat'} the position of another one, and no acquisition, time, echo or b-value tells them apart. Lengths are right; make sure the image is the one you mean.` }]);

/** Angle between the way the slices advance, on average, and their normal. */
function tilt(placed: readonly SortedFrame[], normal: Direction): number {
  const first = placed[0]?.frame.position;
  const last = placed.at(-1)?.frame.position;
  if (!first || !last) return 0;
  const way: Point3 = subtract(last, first);
  return norm(way) < samePositionMm ? 0 : (Math.atan2(norm(cross(normal, way)), Math.abs(dot(normal, way))) * 180) / Math.PI;
}

const tiltFindings = (degrees: number): Finding[] => (degrees <= tiltLimitDegrees ? [] : [{ severity: 'warn', code: 'GEO-11', message: `Slices are sheared (tilt ${degrees.toFixed(1)} degrees): measure in the image plane only. Lengths in the images are right.` }]);

function thicknessFindings(frames: readonly SortedFrame[]): Finding[] {
  const known = frames.flatMap(({ frame }) => (frame.sliceThicknessMm === null || frame.sliceThicknessMm <= 0 ? [] : [frame.sliceThicknessMm]));
  if (known.length === 0) return [];
  const [thinnest, thickest] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
  const findings: Finding[] = [];
  if (thickest - thinnest > 0.01 * thickest) findings.push({ severity: 'warn', code: 'GEO-16', message: `Slice thickness varies from ${mm(thinnest)} to ${mm(thickest)} mm. The smallest measurable lesion differs from slice to slice; choose targets by the thickest.` });
  if (thickest > thickMm) findings.push({ severity: 'warn', code: 'REC-01', message: `Slices are ${mm(thickest)} mm thick: a target lesion must measure at least ${mm(2 * thickest)} mm. Use a thinner reconstruction where there is one.` });
  return findings;
}

/** Gaps that are not imaged (GEO-17) and slices that overlap (GEO-18), thickness against the distance of positions. */
function gapFindings(frames: readonly SortedFrame[], sliceSpacingMm: number | null): Finding[] {
  const thickness = medianThickness(frames);
  if (thickness === null || sliceSpacingMm === null) return [];
  const apart = `Slices are ${mm(thickness)} mm thick and ${mm(sliceSpacingMm)} mm apart`;
  const tolerance = thickness * 0.01 + 0.01;
  if (sliceSpacingMm > thickness + tolerance) return [{ severity: 'info', code: 'GEO-17', message: `${apart}: ${mm(sliceSpacingMm - thickness)} mm between them is not imaged. Small lesions may be missed; lengths in the images are right.` }];
  if (sliceSpacingMm < thickness - tolerance) return [{ severity: 'info', code: 'GEO-18', message: `${apart}: they overlap by ${mm(thickness - sliceSpacingMm)} mm. Lengths are right; the thickness counts for the smallest target, not the distance.` }];
  return [];
}

const medianThickness = (frames: readonly SortedFrame[]): number | null => median(frames.flatMap(({ frame }) => (frame.sliceThicknessMm === null || frame.sliceThicknessMm <= 0 ? [] : [frame.sliceThicknessMm])));

/** The header's own distance and tilt where they say something else than the positions, which are what counts (rows 11 and 15). */
function headerFindings(frames: readonly SortedFrame[], sliceSpacingMm: number | null, tiltDegrees: number): Finding[] {
  const [first] = frames;
  if (first === undefined || sliceSpacingMm === null) return [];
  const { spacingBetweenSlicesMm: said, gantryTiltDegrees } = first.instance;
  const findings: Finding[] = [];
  if (said !== null && said !== 0 && Math.abs(Math.abs(said) - sliceSpacingMm) > 0.01 * sliceSpacingMm + 0.01) {
    findings.push({ severity: 'info', code: 'GEO-19', message: `The header says ${mm(Math.abs(said))} mm between slices, their positions say ${mm(sliceSpacingMm)} mm: the positions were used. Lengths in the images do not depend on it.` });
  }
  if (gantryTiltDegrees !== null && frames.length > 2 && Math.abs(Math.abs(gantryTiltDegrees) - tiltDegrees) > 1) {
    findings.push({ severity: 'info', code: 'GEO-19', message: `The header says a gantry tilt of ${Math.abs(gantryTiltDegrees).toFixed(1)} degrees, the positions say ${tiltDegrees.toFixed(1)}: the positions were used. Lengths in the images do not depend on it.` });
  }
  return findings;
}
