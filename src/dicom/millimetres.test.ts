/** The acceptance numbers of interoperability section 6, from the bytes of files to lengths: against the geometry the files were written from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, sliceFile, sliceFileWith, words } from '../../test/fixtures/dicomBytes.ts';
import { add, distanceMm, indexToWorld, norm, scale, subtract, worldToIndex, type ImagePlane, type Point3 } from '../geometry/index.ts';
import { bufferSource, buildStacks, decodeFrame, readFrame, readInstance } from './index.ts';

/** A decimal string as files hold it: at most 16 characters. */
const ds = (value: number): string => (Math.abs(value) < 1e-9 ? '0' : value.toFixed(12)).slice(0, 16);

/** Rotation by a random unit quaternion, as row, column and normal. */
const frame = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 6.28, noNaN: true }), fc.double({ min: 0, max: 6.28, noNaN: true })).map(([u, a, b]): readonly [Point3, Point3, Point3] => {
  const [x, y, z, w] = [Math.sqrt(1 - u) * Math.sin(a), Math.sqrt(1 - u) * Math.cos(a), Math.sqrt(u) * Math.sin(b), Math.sqrt(u) * Math.cos(b)];
  return [[1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)], [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)], [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)]];
});
const size = fc.double({ min: 0.1, max: 4, noNaN: true });
const origin = fc.tuple(fc.double({ min: -500, max: 500, noNaN: true }), fc.double({ min: -500, max: 500, noNaN: true }), fc.double({ min: -1500, max: 1500, noNaN: true })) as fc.Arbitrary<Point3>;
const pixel = fc.record({ column: fc.double({ min: 0, max: 511, noNaN: true }), row: fc.double({ min: 0, max: 511, noNaN: true }) });

describe('millimetres', () => {
  it('are right to 0.01 in the image and 0.001 between slices for any plane, spacing, tilt and order of files', () => {
    fc.assert(fc.property(frame, size, size, fc.double({ min: 0.3, max: 10, noNaN: true }), origin, pixel, pixel, fc.double({ min: 0, max: 0.4, noNaN: true }), ([row, column, normal], rowMm, columnMm, stepMm, start, one, other, tilt) => {
      // A tilted gantry moves every slice along its columns.
      const place = (index: number): Point3 => add(start, add(scale(normal, index * stepMm), scale(column, index * stepMm * Math.tan(tilt))));
      const files = [2, 0, 3, 1].map((index) => readInstance(bufferSource(sliceFileWith({ uid: `1.2.${index}`, instanceNumber: 9 - index, orientation: [...row, ...column].map((value) => Number(ds(value))), spacing: `${ds(rowMm)}\\${ds(columnMm)}` }, [element(0x00200032, 'DS', place(index).map(ds).join('\\'))]))).record);
      const [stack, ...others] = buildStacks(files);
      const { slices = [], rowDirection, columnDirection } = stack?.images ?? {};
      const spacing = stack?.summary.spacingMm;
      const [first] = slices;
      if (!stack || others.length > 0 || !rowDirection || !columnDirection || !spacing || !first?.origin) throw new Error('no stack that can be measured on');
      expect(Math.abs((spacing[2] ?? 0) - stepMm)).toBeLessThanOrEqual(0.001);
      const plane: ImagePlane = { origin: first.origin, rowDirection, columnDirection, rowSpacingMm: spacing[0], columnSpacingMm: spacing[1] };
      const truth = Math.hypot((one.column - other.column) * columnMm, (one.row - other.row) * rowMm);
      expect(Math.abs(distanceMm(indexToWorld(plane, one), indexToWorld(plane, other)) - truth)).toBeLessThanOrEqual(0.01);
      // The pixel lies where the file was written from, and is found again there.
      const index = [0, 1, 2, 3].find((candidate) => norm(subtract(place(candidate), first.origin as Point3)) < 0.01) ?? -1;
      const world = add(place(index), add(scale(row, one.column * columnMm), scale(column, one.row * rowMm)));
      expect(norm(subtract(world, indexToWorld(plane, one)))).toBeLessThanOrEqual(0.01);
      const back = worldToIndex(plane, world);
      expect(Math.hypot((back.column - one.column) * columnMm, (back.row - one.row) * rowMm, back.offPlaneMm)).toBeLessThanOrEqual(0.01);
      expect(stack.summary.measuringOff).toBeNull();
    }), { numRuns: 120 });
  });

  it('and HU are exact for whole slopes and intercepts, whatever bits, sign and dirt the pixels have', async () => {
    const facts = fc.record({ bitsStored: fc.integer({ min: 8, max: 16 }), signed: fc.boolean(), slope: fc.integer({ min: -5, max: 5 }).filter((value) => value !== 0), intercept: fc.integer({ min: -2048, max: 2048 }), raw: fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 }) });
    await fc.assert(fc.asyncProperty(facts, async ({ bitsStored, signed, slope, intercept, raw }) => {
      const { record, header } = readInstance(bufferSource(sliceFileWith({ uid: '1', rows: 2, columns: 2, bitsStored, signed }, [words(0x7fe00010, 'OW', ...raw), element(0x00281052, 'DS', String(intercept)), element(0x00281053, 'DS', String(slope))])));
      const [first] = record.frames;
      if (record.pixels === null || first === undefined) throw new Error('no image');
      const bytes = await decodeFrame(readFrame(header.source, first.bytes), record.pixels);
      const stored = signed ? new Int16Array(bytes.buffer, bytes.byteOffset, 4) : new Uint16Array(bytes.buffer, bytes.byteOffset, 4);
      const range = 2 ** bitsStored;
      const truth = raw.map((value) => { const low = value % range; return (signed && low >= range / 2 ? low - range : low) * slope + intercept; });
      expect([...stored].map((value) => value * first.rescaleSlope + first.rescaleIntercept)).toEqual(truth);
    }), { numRuns: 120 });
  });

  it('are the same whether a spacing is written short or long', () => {
    const spacingOf = (text: string) => readInstance(bufferSource(sliceFile({ uid: '1', spacing: text }))).record.frames[0]?.spacingMm;
    expect([spacingOf('0.5\\.5'), spacingOf('5e-1\\5.0E-01'), spacingOf(' +0.50 \\ 0.500 ')]).toEqual([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]);
  });
});
