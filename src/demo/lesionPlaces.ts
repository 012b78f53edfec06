/** Where lesions lie on the images of a day: the one place that turns the plan into positions, for the pixels and for the truth alike. */
import type { WorldPoint } from '../casefile/index.ts';
import { add, ontoSlice, sliceNearest, type SeriesGrid } from './grid.ts';
import type { LesionState, PlannedLesion, PlannedSubject, PlannedTimepoint, SizeMm } from './model.ts';
import type { PaintedLesion } from './phantom/lesion.ts';
import { breathAt } from './phantom/warp.ts';

export type PlacedLesion = {
  /** On the plane of the slice, in room coordinates (mm). */
  readonly centre: WorldPoint;
  readonly slice: number;
  readonly longDirection: WorldPoint;
  readonly shortDirection: WorldPoint;
};

/** Size of what the image holds; null when there is nothing to see. */
export function sizeOf(state: LesionState): SizeMm | null {
  switch (state.state) {
    case 'measured':
    case 'notEvaluable':
    case 'newLesion':
      return state.size;
    case 'status':
      return state.size;
    case 'absent':
    case 'notYet':
      return null;
  }
}

/** A place of the body on the images of a timepoint, moved along the normal to the nearest slice, with the directions of its axes. */
export function placeOf(lesion: PlannedLesion, place: WorldPoint, timepoint: PlannedTimepoint, grid: SeriesGrid): PlacedLesion {
  const today = add(place, timepoint.shift);
  const breathing: WorldPoint = [today[0], today[1], today[2] - breathAt(place[2], timepoint.breathMm)];
  const slice = sliceNearest(grid, breathing);
  // A few degrees from one day to the next, as lesions do.
  const angle = ((lesion.angleDeg + timepoint.index * 7) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return {
    slice,
    centre: ontoSlice(grid, slice, breathing),
    longDirection: [cos * grid.row[0] + sin * grid.column[0], cos * grid.row[1] + sin * grid.column[1], cos * grid.row[2] + sin * grid.column[2]],
    shortDirection: [-sin * grid.row[0] + cos * grid.column[0], -sin * grid.row[1] + cos * grid.column[1], -sin * grid.row[2] + cos * grid.column[2]],
  };
}

/** Everything that is painted as a lesion at a timepoint, members of groups included. */
export function lesionsToPaint(subject: PlannedSubject, timepoint: PlannedTimepoint, grid: SeriesGrid): PaintedLesion[] {
  return subject.lesions.flatMap((lesion) => {
    const state = lesion.course[timepoint.index];
    const size = state ? sizeOf(state) : null;
    if (!size) return [];
    return [lesion.place, ...lesion.companions.map((offset) => add(lesion.place, offset))].map((place) => ({
      ...placeOf(lesion, place, timepoint, grid),
      label: lesion.label, bed: lesion.bed, longMm: size[0], shortMm: size[1], liverHu: subject.physique.liverHu,
    }));
  });
}
