import { describe, expect, it } from 'vitest';
import { stackExtent, type StackPlacement } from './stackExtent.ts';

const axial: StackPlacement = { rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], ends: [[-200, -180, 100], [-200, -180, -50]], rows: 401, columns: 401, rowSpacingMm: 1, columnSpacingMm: 1 };

describe('extent of a stack', () => {
  it('is the range of the slice centres along the normal, whichever way the slices are ordered', () => {
    expect(stackExtent(axial)).toEqual({ normal: [0, 0, 1], fromMm: -50, toMm: 100 });
  });
  it('of a coronal stack runs from front to back', () => {
    const coronal = stackExtent({ ...axial, columnDirection: [0, 0, -1], ends: [[-200, -100, 200], [-200, 100, 200]] });
    expect(coronal?.normal.map(Math.abs)).toEqual([0, 1, 0]);
    expect([coronal?.fromMm, coronal?.toMm]).toEqual([-100, 100]);
  });
  it('of slices tilted about the middle of the image is that of the same slices upright', () => {
    const tilt = (10 * Math.PI) / 180;
    const column = [0, Math.cos(tilt), Math.sin(tilt)] as const;
    const origin = (z: number) => [-200, -200 * column[1], z - 200 * column[2]] as const;
    const tilted = stackExtent({ ...axial, columnDirection: column, ends: [origin(0), origin(0)] });
    expect(tilted?.fromMm).toBeCloseTo(0, 6);
  });
  it('is null where the images do not say where they lie', () => {
    expect(stackExtent({ ...axial, rowDirection: null })).toBeNull();
    expect(stackExtent({ ...axial, ends: [null, [0, 0, 0]] })).toBeNull();
    expect(stackExtent({ ...axial, ends: [undefined, undefined] })).toBeNull();
  });
});
