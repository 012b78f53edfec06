/** The diameters that the truth states, found again in the pixels by a measurement that knows nothing of how they were painted. */
import { describe, expect, test } from 'vitest';
import type { WorldPoint } from '../casefile/index.ts';
import { add, dot, gridOf, originOfSlice, sliceNearest, type SeriesGrid } from './grid.ts';
import { rescaleIntercept, SeriesRenderer, type StoredPixels } from './phantom/render.ts';
import { subjects } from './subjects.ts';
import { demoPlan, type DemoLesion, type DemoLesionTruth } from './truth.ts';

type Measured = { readonly name: string; readonly truth: DemoLesionTruth; readonly lesion: DemoLesion; readonly longMm: number; readonly shortMm: number; readonly contrast: number };

/** HU at a point of the slice, bilinear. */
function huAt(pixels: StoredPixels, grid: SeriesGrid, origin: WorldPoint, point: WorldPoint): number {
  const offset = add(point, origin, -1);
  const c = dot(offset, grid.row) / grid.pixelMm;
  const r = dot(offset, grid.column) / grid.pixelMm;
  const c0 = Math.floor(c);
  const r0 = Math.floor(r);
  const at = (row: number, column: number) => pixels[row * grid.columns + column]! + rescaleIntercept;
  const top = at(r0, c0) + (c - c0) * (at(r0, c0 + 1) - at(r0, c0));
  const bottom = at(r0 + 1, c0) + (c - c0) * (at(r0 + 1, c0 + 1) - at(r0 + 1, c0));
  return top + (r - r0) * (bottom - top);
}

/** Width at half height along an axis, of the mean profile of a fan of rays 12 degrees to each side, brought back to the axis by the ellipse's form. */
function measureAxis(pixels: StoredPixels, grid: SeriesGrid, truth: DemoLesionTruth, along: readonly [WorldPoint, WorldPoint], halfAlong: number, halfAcross: number) {
  const centre = truth.centre!;
  const origin = originOfSlice(grid, sliceNearest(grid, centre));
  const u = add(along[1], centre, -1).map((mm) => mm / halfAlong) as unknown as WorldPoint;
  const v: WorldPoint = [
    grid.normal[1] * u[2] - grid.normal[2] * u[1], grid.normal[2] * u[0] - grid.normal[0] * u[2], grid.normal[0] * u[1] - grid.normal[1] * u[0],
  ];
  const place = (turn: number, share: number) => add(add(centre, u, share * halfAlong * Math.cos(turn)), v, share * halfAcross * Math.sin(turn));
  const mean = (shares: readonly number[]) => {
    let sum = 0;
    for (let ray = 0; ray < 72; ray += 1) for (const share of shares) sum += huAt(pixels, grid, origin, place((ray * Math.PI) / 36, share));
    return sum / 72 / shares.length;
  };
  const inside = mean([0.2, 0.4, 0.6]);
  const beyond = 1 + 3 / Math.min(halfAlong, halfAcross);
  const outside = mean([beyond]);
  // One mean profile per end of the axis: along it the noise averages out, while the edge stays at the same share of the radius.
  const edge = (end: number): number => {
    const profile = (share: number) => {
      let sum = 0;
      for (let k = -6; k <= 6; k += 1) sum += huAt(pixels, grid, origin, place(end + (k * Math.PI) / 90, share));
      return (sum / 13 - (inside + outside) / 2) * Math.sign(inside - outside);
    };
    const step = 0.05 / halfAlong;
    for (let share = 0.5; share < 1.6; share += step) if (profile(share) < 0) return share;
    return Number.NaN;
  };
  const shares = [edge(0), edge(Math.PI)];
  return { mm: (2 * halfAlong * shares.reduce((sum, share) => sum + share, 0)) / shares.length, contrast: inside - outside };
}

function measureAll(noise: boolean): Measured[] {
  return demoPlan().subjects.flatMap((subject, at) => {
    const planned = subjects[at]!;
    return planned.timepoints.flatMap((timepoint) => {
      const grid = gridOf(planned.scanner, timepoint);
      const renderer = new SeriesRenderer(planned, timepoint, { noise });
      const slices = new Map<number, StoredPixels>();
      return subject.lesions.flatMap((lesion) => {
        const truth = lesion.timepoints[timepoint.index]!;
        if (truth.longAxis === null || truth.shortAxis === null || truth.state === 'notEvaluable') return [];
        const index = sliceNearest(grid, truth.centre!);
        const pixels = slices.get(index) ?? renderer.render(index);
        slices.set(index, pixels);
        const [a, b] = [truth.longAxisMm! / 2, truth.shortAxisMm! / 2];
        const long = measureAxis(pixels, grid, truth, truth.longAxis, a, b);
        const short = measureAxis(pixels, grid, truth, truth.shortAxis, b, a);
        return [{ name: `${subject.code} ${timepoint.label} ${lesion.label}`, truth, lesion, longMm: long.mm, shortMm: short.mm, contrast: long.contrast }];
      });
    });
  });
}

describe('diameters in the pixels', () => {
  test('without noise every diameter is within 0.3 mm of the truth', { timeout: 120_000 }, () => {
    const measured = measureAll(false);
    expect(measured.length).toBeGreaterThan(80);
    const wrong = measured
      .filter(({ longMm, shortMm, truth }) => !(Math.abs(longMm - truth.longAxisMm!) <= 0.3 && Math.abs(shortMm - truth.shortAxisMm!) <= 0.3))
      .map(({ name, longMm, shortMm, truth }) => `${name}: ${longMm.toFixed(2)} × ${shortMm.toFixed(2)}, truth ${truth.longAxisMm} × ${truth.shortAxisMm}`);
    expect(wrong).toEqual([]);
  });

  test('with the scanner’s noise no diameter is off by 0.8 mm, and none of the scanners shifts them on the whole', { timeout: 120_000 }, () => {
    const measured = measureAll(true);
    const errors = measured.flatMap(({ name, longMm, shortMm, truth }) => [{ name, mm: longMm - truth.longAxisMm! }, { name, mm: shortMm - truth.shortAxisMm! }]);
    expect(errors.filter(({ mm }) => !(Math.abs(mm) < 0.8)).map(({ name, mm }) => `${name}: ${mm.toFixed(2)}`)).toEqual([]);
    for (const { code } of subjects) {
      const own = errors.filter(({ name }) => name.startsWith(code));
      expect(Math.abs(own.reduce((sum, { mm }) => sum + mm, 0) / own.length), code).toBeLessThan(0.12);
    }
  });

  test('a lesion stands out from the tissue it lies in, as its organ has it', { timeout: 120_000 }, () => {
    const unlike = measureAll(false).filter(({ lesion, contrast }) => {
      if (lesion.organ === 'liver') return !(contrast < -38 && contrast > -75);
      if (lesion.organ === 'lung') return !(contrast > 780 && contrast < 1000);
      return !(contrast > 130 && contrast < 230);
    });
    expect(unlike.map(({ name, contrast }) => `${name}: ${contrast.toFixed(0)} HU`)).toEqual([]);
  });
});
