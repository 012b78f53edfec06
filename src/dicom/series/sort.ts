import { positionAlong, type Direction } from '../../geometry/index.ts';
import type { PlacedFrame } from './group.ts';

export type SortedFrame = PlacedFrame & { /** Signed distance along the normal, mm; null when the frame has no place. */ readonly positionMm: number | null };

/**
 * Frames by position along the normal, ascending (interoperability rows 11, 12). InstanceNumber, then frame number, then UID only break ties and
 * order frames without a place. File names and times never count.
 */
export function sortFrames(frames: readonly PlacedFrame[], normal: Direction | null): SortedFrame[] {
  const placed = frames.map((frame): SortedFrame => ({ ...frame, positionMm: normal === null || frame.frame.position === null ? null : positionAlong(normal, frame.frame.position) }));
  return placed.sort((one, other) => byPosition(one, other) || byNumber(one, other));
}

/** Positions are compared in steps of 0.1 µm, so that rounding in the file is a tie. */
const tieStep = (positionMm: number): number => Math.round(positionMm * 1e4);

function byPosition(one: SortedFrame, other: SortedFrame): number {
  if (one.positionMm === null || other.positionMm === null) return Number(one.positionMm === null) - Number(other.positionMm === null);
  return tieStep(one.positionMm) - tieStep(other.positionMm);
}

function byNumber(one: SortedFrame, other: SortedFrame): number {
  const numbers = (one.instance.instanceNumber ?? Number.MAX_SAFE_INTEGER) - (other.instance.instanceNumber ?? Number.MAX_SAFE_INTEGER);
  if (numbers !== 0) return numbers;
  const uids = one.instance.sopInstanceUid < other.instance.sopInstanceUid ? -1 : one.instance.sopInstanceUid > other.instance.sopInstanceUid ? 1 : 0;
  return uids !== 0 ? uids : one.frame.frameNumber - other.frame.frameNumber;
}

/**
 * Position order turned the way a stack is paged: head to feet, front to back, right to left, by the axis that the normal follows most. Patient
 * coordinates are LPS (PS3.3 C.7.6.2.1.1), so only axial stacks whose normal points to the head, and others against their axis, turn round.
 */
export function inReadingOrder(sorted: readonly SortedFrame[], normal: Direction | null): readonly SortedFrame[] {
  if (normal === null) return sorted;
  const [x, y, z] = normal;
  const most = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  const runs = Math.abs(z) === most ? -z : Math.abs(y) === most ? y : x;
  return runs < 0 ? sorted.toReversed() : sorted;
}
