/** From patient millimetres to the coordinates of DICOM (PS3.3 C.18.6): column and row with 0,0 at the top left corner of the first pixel, so that its centre is 0.5, 0.5. */
import type { Caliper } from '../../casefile/index.ts';
import { axisLengthMm, indexToWorld, worldToIndex, type Axis, type ImagePlane, type Point3 } from '../../geometry/index.ts';

export type Line = readonly [column1: number, row1: number, column2: number, row2: number];

/** px by which an end on the image's edge may seem to lie outside, for want of digits. */
const edgeNoise = 1e-3;
const ontoEdge = (value: number, size: number): number => Math.fround(value < 0 && value > -edgeNoise ? 0 : value > size && value < size + edgeNoise ? size : value);

const corner = (plane: ImagePlane, { columns, rows }: ImageSize, point: Point3): readonly [number, number] => {
  const { column, row } = worldToIndex(plane, point);
  return [ontoEdge(column + 0.5, columns), ontoEdge(row + 0.5, rows)];
};

export type ImageSize = { readonly columns: number; readonly rows: number };

/** An axis as a line of the image, as 32-bit floats hold it. */
export const lineOf = (plane: ImagePlane, size: ImageSize, [from, to]: Axis): Line => [...corner(plane, size, from), ...corner(plane, size, to)];

/** The axis a line of the image stands for, patient mm. */
export const axisOf = (plane: ImagePlane, [column1, row1, column2, row2]: Line): Axis => [indexToWorld(plane, { column: column1 - 0.5, row: row1 - 0.5 }), indexToWorld(plane, { column: column2 - 0.5, row: row2 - 0.5 })];

/** Length of a line of the image, mm. */
export const lineLengthMm = (plane: ImagePlane, [column1, row1, column2, row2]: Line): number => Math.hypot((column2 - column1) * plane.columnSpacingMm, (row2 - row1) * plane.rowSpacingMm);

/** What is written may differ by so much from what was drawn, mm (interoperability 3.7). */
export const writtenToleranceMm = 0.01;
/** True when the line says the axis' length within the tolerance: the image is the one it was drawn on. */
export const saysLength = (plane: ImagePlane, line: Line, axis: Axis): boolean => Math.abs(lineLengthMm(plane, line) - axisLengthMm(axis)) <= writtenToleranceMm;

/** The axes of a calliper that count as drawn: a provisional short axis does not. */
export const drawnAxes = ({ longAxis, shortAxis, shortAxisProvisional }: Caliper): { readonly long: Axis; readonly short: Axis | null } => ({ long: longAxis, short: shortAxisProvisional ? null : shortAxis });
