/** Lesions outlined by experts: their RTSTRUCT contours in patient mm lie on the pixels that the product's planes say, and enclose the lesion. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { bufferSource, buildStacks, decodeFrame, readFrame, readInstance } from '../../src/dicom/index.ts';
import { axisLengthMm, distanceMm, indexToWorld, worldToIndex, type ImagePlane, type Point3 } from '../../src/geometry/index.ts';
import { imageToCanvas, canvasToImage, fitView } from '../../renderer/viewer/stage/displayTransform.ts';
import { lesions, lesionsPath, type ExpertLesion, type ExpertSlice, type PixelPoint } from '../fixtures/expertLesions.ts';
import { sayNotRun } from '../fixtures/shared.ts';

if (lesionsPath === undefined) sayNotRun('contours of lesions that experts drew');

/** Corners of all contours of one structure, patient mm. */
function cornersOf(file: string, name: string): readonly Point3[] {
  const data = dicomParser.parseDicom(readFileSync(file));
  const items = (from: DataSet, tag: string): DataSet[] => from.elements[tag]?.items?.flatMap((item) => item.dataSet ?? []) ?? [];
  const number = items(data, 'x30060020').find((roi) => roi.string('x30060026') === name)?.string('x30060022');
  const roi = items(data, 'x30060039').find((candidate) => candidate.string('x30060084') === number);
  return (roi ? items(roi, 'x30060040') : []).flatMap((contour) => {
    const values = (contour.string('x30060050') ?? '').split('\\').map(Number);
    return Array.from({ length: values.length / 3 }, (_, at): Point3 => [values[at * 3] ?? 0, values[at * 3 + 1] ?? 0, values[at * 3 + 2] ?? 0]);
  });
}

/** The product's plane of every image of a folder. */
function planesOf(folder: string): ReadonlyMap<string, { readonly plane: ImagePlane; readonly rows: number; readonly columns: number }> {
  const records = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readInstance(bufferSource(readFileSync(path.join(folder, entry.name)))).record);
  return new Map(buildStacks(records).flatMap(({ summary: { spacingMm, rows, columns }, images: { rowDirection, columnDirection, slices } }) => slices.flatMap(({ sopInstanceUid, origin }) =>
    (origin && spacingMm && rowDirection && columnDirection ? [[sopInstanceUid, { plane: { origin, rowDirection, columnDirection, rowSpacingMm: spacingMm[0], columnSpacingMm: spacingMm[1] }, rows, columns }] as const] : []))));
}

const isInside = (polygon: readonly PixelPoint[], column: number, row: number): boolean => polygon.reduce((inside, [c1, r1], at) => {
  const [c2, r2] = polygon.at(at - 1) ?? [c1, r1];
  return (r1 > row) !== (r2 > row) && column < ((c2 - c1) * (row - r1)) / (r2 - r1) + c1 ? !inside : inside;
}, false);

const isBetween = (from: number, to: number, value: number): boolean => value >= from && value <= to;

/** Where the lesion lies against lung or fat: how far its mean is at least from that of its surroundings. The others lie in muscle, which looks like them on CT. */
const stepAtEdge: Readonly<Record<string, number>> = { 'ct/4dlung-p113-tumour:Tumor_c40': 150, 'ct/4dlung-p113-tumour:LN_c40': 150, 'ct/sts-042:GTV_Mass_CT': 50, 'mr/sts-019:GTV_Mass_MR_T1': -40 };

/** Mean modality values inside a contour, and in the band of 3 to 6 pixels around it. */
async function meansOf(slice: ExpertSlice): Promise<{ readonly inside: number; readonly around: number }> {
  const { record, header } = readInstance(bufferSource(readFileSync(path.join(lesionsPath ?? '', slice.image))));
  const [frame, pixels] = [record.frames[0], record.pixels];
  if (!frame || !pixels) throw new Error('no image');
  const bytes = Uint8Array.from(await decodeFrame(readFrame(header.source, frame.bytes), pixels));
  const values = pixels.signed ? new Int16Array(bytes.buffer) : new Uint16Array(bytes.buffer);
  const [inside, around]: [number[], number[]] = [[], []];
  const ends = (at: 0 | 1): readonly [number, number] => [Math.floor(Math.min(...slice.polygon.map((point) => point[at]))) - 6, Math.ceil(Math.max(...slice.polygon.map((point) => point[at]))) + 6];
  const [[left, right], [top, bottom]] = [ends(0), ends(1)];
  for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) {
    const value = (values[row * pixels.columns + column] ?? 0) * frame.rescaleSlope + frame.rescaleIntercept;
    if (isInside(slice.polygon, column, row)) inside.push(value);
    else if (isBetween(3, 6, slice.polygon.reduce((least, [c, r]) => Math.min(least, Math.hypot(c - column, r - row)), Infinity))) around.push(value);
  }
  const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;
  return { inside: mean(inside), around: mean(around) };
}

describe.skipIf(lesionsPath === undefined)('lesions outlined by experts', () => {
  it.each(lesions.map((lesion) => [lesion.id, lesion] as const))('%s: mm to pixels to canvas and back, and the stated axes', (_id, lesion: ExpertLesion) => {
    const planes = planesOf(path.join(lesionsPath ?? '', lesion.images));
    const drawn = cornersOf(path.join(lesionsPath ?? '', lesion.structureSet), lesion.name);
    const off: unknown[] = [];
    for (const slice of lesion.perSlice) {
      const image = planes.get(slice.sopInstance);
      if (!image) { off.push({ slice: slice.image, why: 'no plane' }); continue; }
      const { plane, rows, columns } = image;
      const grid = { rows, columns, rowSpacingMm: plane.rowSpacingMm, columnSpacingMm: plane.columnSpacingMm };
      const size = { width: 1131, height: 777 };
      const transform = { grid, size, view: { ...fitView(grid, size), flipHorizontal: true } };
      // Drawn on this image: the slices are millimetres apart.
      const corners = drawn.map((world) => ({ world, at: worldToIndex(plane, world) })).filter(({ at }) => Math.abs(at.offPlaneMm) < 0.1);
      for (const [column, row] of slice.polygon) {
        const corner = corners.find(({ at }) => Math.hypot(column - at.column, row - at.row) < 0.02);
        if (!corner) { off.push({ slice: slice.image, column, row, why: 'no corner of the contour there' }); continue; }
        const back = indexToWorld(plane, canvasToImage(transform, imageToCanvas(transform, corner.at)));
        if (!(distanceMm(back, corner.world) <= 0.001 + Math.abs(corner.at.offPlaneMm))) off.push({ slice: slice.image, corner, back });
      }
      for (const [axis, mm] of [[slice.longAxis, slice.longMm], [slice.shortAxis, slice.shortMm]] as const) {
        const got = axisLengthMm([indexToWorld(plane, { column: axis[0][0], row: axis[0][1] }), indexToWorld(plane, { column: axis[1][0], row: axis[1][1] })]);
        // End points are stated to 0.01 px.
        if (Math.abs(got - mm) > 0.03) off.push({ slice: slice.image, mm, got });
      }
    }
    expect(off).toEqual([]);
    expect(lesion.perSlice.length).toBeGreaterThan(10);
  });

  it.each(lesions.map((lesion) => [lesion.id, lesion] as const))('%s: the outline encloses what it names', async (id, lesion) => {
    const { inside, around } = await meansOf(lesion.perSlice[lesion.longestSlice] as ExpertSlice);
    if (id.startsWith('ct/')) expect(inside > -20 && inside < 60, `${inside} HU is no soft tissue`).toBe(true);
    const step = stepAtEdge[id];
    if (step !== undefined) expect(inside - around, `${inside} inside, ${around} around`)[step > 0 ? 'toBeGreaterThan' : 'toBeLessThan'](step);
  });
});
