/** Which frames belong together (interoperability rows 14, 18, 38): a DICOM series is split until one stack has one plane, size, spacing and phase. */
import { createHash } from 'node:crypto';
import { positionAlong, sliceNormal, type Direction } from '../../geometry/index.ts';
import type { FrameRecord, InstanceRecord } from '../model.ts';

export type PlacedFrame = { readonly instance: InstanceRecord; readonly frame: FrameRecord };

export type FrameGroup = {
  readonly frames: readonly PlacedFrame[];
  /** Stable for equal attributes, unique over studies. */
  readonly key: string;
  /** Why this is a part of a series; null when the series is one stack. */
  readonly split: Split | null;
  readonly normal: Direction | null;
};

/** `phase`: repeated positions told apart (GEO-14), `name` for the description; `plane`: GEO-10; `image`: size, spacing, kind of image (GEO-20). */
export type Split = { readonly kind: 'phase' | 'plane' | 'image'; readonly by: string; readonly name: string };

/** Directions that differ by more than this in any cosine are different planes (row 14, GEO-10). */
const orientationTolerance = 0.01;
/** Positions closer than this are the same place. */
export const samePositionMm = 0.01;

const phaseNames = ['acquisition', 'time point', 'echo time', 'b-value', 'content time'] as const;

/** Groups the images of any number of series. Objects without an image are left out. */
export function groupFrames(instances: readonly InstanceRecord[]): FrameGroup[] {
  const bySeries = partition(instances.filter((instance) => instance.pixels !== null && instance.frames.length > 0), (instance) => `${instance.dicomStudyUid}\n${instance.seriesUid}\n${instance.patientId}`);
  return [...bySeries.values()].flatMap(groupSeries);
}

function groupSeries(instances: readonly InstanceRecord[]): FrameGroup[] {
  const byImage = partition(instances.flatMap((instance) => instance.frames.map((frame): PlacedFrame => ({ instance, frame }))), (placed) => imageTraits(placed).join('|'));
  const planes = [...byImage].flatMap(([key, frames]) => {
    const parts = splitByOrientation(frames);
    return parts.map((part) => ({ ...part, key: `${key}\n${part.key}`, isOnePlane: parts.length > 1 }));
  });
  const parts = planes.flatMap((part) => splitByPhase(part.frames, part.normal).map((phase) => ({ frames: phase.frames, normal: part.normal, key: `${part.key}\n${phase.key}`, phase: phase.name, isOnePlane: part.isOnePlane })));
  const [first] = instances;
  const series = first === undefined ? '' : `${first.dicomStudyUid}\n${first.seriesUid}\n${first.patientId}`;
  const traits = parts.map(({ frames }) => (frames[0] === undefined ? [] : imageTraits(frames[0])));
  const differing = [...new Set(traitNames.filter((_, index) => new Set(traits.map((values) => values[index])).size > 1))];
  const splitOf = (part: { phase: string; isOnePlane: boolean }): Split | null => {
    if (parts.length < 2) return null;
    if (part.phase !== '') return { kind: 'phase', by: part.phase, name: part.phase };
    return part.isOnePlane || differing.length === 0 ? { kind: 'plane', by: 'image plane', name: '' } : { kind: 'image', by: differing.join(', '), name: '' };
  };
  return parts.map((part) => ({ frames: part.frames, normal: part.normal, split: splitOf(part), key: createHash('sha256').update(`${series}\n${part.key}`).digest('hex').slice(0, 32) }));
}

function partition<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

export const isLocalizer = (instance: InstanceRecord): boolean => instance.imageType.slice(2).some((part) => part === 'LOCALIZER' || part === 'SCOUT') || instance.imageType[2]?.startsWith('LOCALIZER') === true;

const digests = new WeakMap<object, string>();

function digestOf(table: object): string {
  const known = digests.get(table) ?? createHash('sha256').update(JSON.stringify(table)).digest('hex').slice(0, 16);
  digests.set(table, known);
  return known;
}

/** What `imageTraits` lists, in its order and in words. */
const traitNames = ['kind of image', 'localizer', 'matrix size', 'matrix size', 'colour', 'bit depth', 'sign of values', 'display of values', 'frame of reference', 'pixel spacing', 'images without a place', 'images without a place', 'lookup table'];

/** What must be equal within a stack. A multi-frame file whose frames have no place stays by itself (row 21). */
function imageTraits({ instance, frame }: PlacedFrame): readonly unknown[] {
  const { pixels } = instance;
  const spacing = frame.spacingMm?.map((value) => value.toFixed(4)).join('x') ?? 'none';
  const own = instance.frames.length > 1 && frame.position === null ? instance.sopInstanceUid : '';
  const table = instance.modalityLut ?? instance.palette;
  return [
    instance.sopClassUid, isLocalizer(instance) ? 'localizer' : '', pixels?.rows, pixels?.columns, pixels?.samplesPerPixel,
    (pixels?.bitsAllocated ?? 0) <= 8 ? 8 : 16, pixels?.signed, pixels?.photometric === 'MONOCHROME1', instance.frameOfReferenceUid ?? '', spacing, frame.position === null || frame.orientation === null ? 'unplaced' : '', own,
    // Nothing for the many without, so that stacks stored before this was read keep their keys.
    ...(table === undefined ? [] : [digestOf(table)]),
  ];
}

type OrientationPart = { readonly frames: PlacedFrame[]; readonly normal: Direction | null; readonly key: string };

type Plane = OrientationPart & { readonly index: number; readonly cosines: readonly number[] };

function splitByOrientation(frames: readonly PlacedFrame[]): OrientationPart[] {
  const parts: Plane[] = [];
  const { near, put } = planeIndex();
  for (const placed of frames) {
    const { orientation } = placed.frame;
    const cosines = orientation === null ? [] : [...orientation.row, ...orientation.column];
    const known = near(cosines).find((part) => part.cosines.length === cosines.length && part.cosines.every((value, index) => Math.abs(value - (cosines[index] as number)) <= orientationTolerance));
    if (known !== undefined) { known.frames.push(placed); continue; }
    const part: Plane = { index: parts.length, frames: [placed], normal: orientation === null ? null : sliceNormal(orientation.row, orientation.column), cosines, key: cosines.map((value) => (Math.round(value * 20) / 20 + 0).toFixed(2)).join(',') };
    parts.push(part);
    put(part);
  }
  return parts;
}

/** Planes by three cosines in steps of the tolerance, so that a hundred thousand different ones are told apart as fast as two. */
function planeIndex(): { near(cosines: readonly number[]): Plane[]; put(plane: Plane): void } {
  const cells = new Map<string, Plane[]>();
  const cellOf = (cosines: readonly number[], steps: readonly number[]): string => [0, 1, 3].map((at, step) => Math.floor((cosines[at] ?? 0) / orientationTolerance) + (steps[step] as number)).join();
  return {
    near: (cosines) => neighbours.flatMap((steps) => cells.get(cellOf(cosines, steps)) ?? []).sort((one, other) => one.index - other.index),
    put(plane) {
      const cell = cellOf(plane.cosines, [0, 0, 0]);
      cells.set(cell, [...(cells.get(cell) ?? []), plane]);
    },
  };
}

const neighbours = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => [x, y, z] as const)));

type PhasePart = { readonly frames: readonly PlacedFrame[]; readonly key: string; readonly name: string };

/**
 * Splits repeated positions by the first attribute that tells them apart (row 18); what stays repeated is a finding of the stack (GEO-14). Acquisitions that lie
 * between one another at other positions are told apart the same way, where each is even by itself and both together are not: never interleaved.
 */
function splitByPhase(frames: readonly PlacedFrame[], normal: Direction | null, from = 0): PhasePart[] {
  const whole = [{ frames, key: '', name: '' }];
  if (normal === null) return whole;
  const most = mostAtOnePlace(frames, normal);
  const isMingled = most <= 1 && !isEven(positionsOf(frames, normal));
  if (most <= 1 && !isMingled) return whole;
  for (let attribute = from; attribute < phaseNames.length; attribute += 1) {
    const groups = partition(frames, ({ frame }) => frame.phase[attribute] ?? '');
    const helps = isMingled ? areInterleaved([...groups.values()].map((group) => positionsOf(group, normal))) : groups.size > 1 && groups.size <= 2 * most && [...groups.values()].every((group) => mostAtOnePlace(group, normal) < most);
    if (!helps) continue;
    return [...groups].flatMap(([value, group]) => splitByPhase(group, normal, attribute + 1).map((part) => ({
      frames: part.frames, key: `${phaseNames[attribute]}=${value}\n${part.key}`, name: [`${phaseNames[attribute]} ${value}`, part.name].filter((text) => text !== '').join(', '),
    })));
  }
  return whole;
}

const positionsOf = (frames: readonly PlacedFrame[], normal: Direction): number[] => frames.flatMap(({ frame }) => (frame.position === null ? [] : [positionAlong(normal, frame.position)])).sort((a, b) => a - b);

/** Steps that differ by no more than row 17 allows. */
function isEven(positions: readonly number[]): boolean {
  const steps = positions.slice(1).map((position, index) => position - (positions[index] as number));
  const [least, most] = [steps.reduce((a, b) => Math.min(a, b), Infinity), steps.reduce((a, b) => Math.max(a, b), 0)];
  return most - least <= 0.05 || most - least <= 0.01 * most;
}

/** A few stacks, each even by itself, of which some lie over another by more than a slice. */
function areInterleaved(stacks: readonly (readonly number[])[]): boolean {
  if (stacks.length < 2 || stacks.length > 8 || stacks.some((positions) => positions.length < 3 || !isEven(positions))) return false;
  const ordered = [...stacks].sort((one, other) => (one[0] as number) - (other[0] as number));
  return ordered.slice(1).some((stack, index) => { const before = ordered[index] as readonly number[]; return (stack[1] as number) < (before.at(-1) as number); });
}

function mostAtOnePlace(frames: readonly PlacedFrame[], normal: Direction): number {
  const positions = positionsOf(frames, normal);
  let most = 0;
  let run = 0;
  positions.forEach((position, index) => {
    run = index > 0 && position - (positions[index - 1] as number) < samePositionMm ? run + 1 : 1;
    most = Math.max(most, run);
  });
  return most;
}
