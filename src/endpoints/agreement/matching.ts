/** Which lesions of two reads are the same, by where they were drawn. */
import type { ComparedLesion, LesionPlace } from './model.ts';

export type LesionPair = { readonly a: ComparedLesion; readonly b: ComparedLesion };
export type Matching = { readonly pairs: readonly LesionPair[]; readonly onlyA: readonly ComparedLesion[]; readonly onlyB: readonly ComparedLesion[] };

/** Two callipers are of one lesion when the middle of each lies inside the other's reach: half the longer axis, and never less than this. Handwork scatters by a few millimetres. */
const smallestReachMm = 5;

const distanceMm = (a: LesionPlace, b: LesionPlace): number => Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1], a.centre[2] - b.centre[2]);
const inOneFrame = (a: LesionPlace, b: LesionPlace): boolean => a.seriesUid === b.seriesUid || (a.frameOfReferenceUid !== null && a.frameOfReferenceUid === b.frameOfReferenceUid);

/** Distance of two lesions where they can be compared, mm; null when no timepoint has both on one frame of reference, infinity when they lie apart. */
function apart(a: ComparedLesion, b: ComparedLesion): number | null {
  let found: number | null = null;
  for (const [timepointId, place] of Object.entries(a.places)) {
    const other = b.places[timepointId];
    if (!other || !inOneFrame(place, other)) continue;
    const distance = distanceMm(place, other);
    const reach = Math.max(smallestReachMm, place.longAxisMm / 2, other.longAxisMm / 2);
    found = Math.min(found ?? Infinity, distance <= reach ? distance : Infinity);
  }
  return found;
}

/** Of lesions that were never drawn together only organ and description tell. */
const sameWords = (a: ComparedLesion, b: ComparedLesion): boolean => a.organ === b.organ && a.description.trim().toLowerCase() === b.description.trim().toLowerCase();

/** Pairs the lesions of two reads, nearest first, each at most once. */
export function matchLesions(first: readonly ComparedLesion[], second: readonly ComparedLesion[]): Matching {
  const candidates = first.flatMap((a) => second.flatMap((b) => {
    const distance = apart(a, b);
    const cost = distance === null ? (sameWords(a, b) ? Number.MAX_VALUE : Infinity) : distance;
    return cost === Infinity ? [] : [{ a, b, cost }];
  })).sort((x, y) => x.cost - y.cost || (x.a.id < y.a.id ? -1 : 1));
  const [usedA, usedB] = [new Set<string>(), new Set<string>()];
  const pairs: LesionPair[] = [];
  for (const { a, b } of candidates) {
    if (usedA.has(a.id) || usedB.has(b.id)) continue;
    usedA.add(a.id);
    usedB.add(b.id);
    pairs.push({ a, b });
  }
  return { pairs, onlyA: first.filter((one) => !usedA.has(one.id)), onlyB: second.filter((one) => !usedB.has(one.id)) };
}
