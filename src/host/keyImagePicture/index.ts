/** Pictures of key images for reports, PDF and secondary captures: the frame under its window with callipers, texts, letters and scale bar burned in. No clock, no randomness: the same facts give the same bytes. */
import { PNG } from 'pngjs';
import { NadirError } from '../../common/index.ts';
import { cutToStoredBits, type StackImages } from '../../dicom/index.ts';
import type { Picture, PictureCaliper, PictureRequest } from '../../exchange/index.ts';
import { overlaySvg, type SceneCaliper } from '../../figures/index.ts';
import { edgeLetters, lettersOf, midpoint, axisLengthMm, worldToIndex, type EdgeLetters, type ImagePlane, type Point3 } from '../../geometry/index.ts';
import type { SeriesSource } from '../../services/index.ts';
import { blobPath } from '../../store/index.ts';
import { drawSvg } from '../figurePictures/index.ts';
import { createSliceReader } from '../sliceReader.ts';
import { isPlain, planVolume } from '../volumePlan.ts';
import type { DecodePool } from '../volumeSource.ts';
import { decodeTimeoutMs } from '../workers/decodeTime.ts';
import { shownImage, typed } from './greyImage.ts';
import { layOver, resample, type Section } from './resample.ts';

/** The square around a lesion: its long axis this many times, and never less than so many mm. */
const sideOfLongAxis = 2.2;
const smallestSideMm = 30;
/** px of the longer side for which marks have the size of the design. */
const designPx = 640;

/** Errors: `notFound` when the frame is not in the series; `unreadable` when it cannot be decoded; `storage` when its file is gone. */
export async function renderKeyImage(source: SeriesSource, pool: DecodePool, request: PictureRequest): Promise<Picture> {
  const { images, summary } = source.stack;
  const index = images.slices.findIndex((slice) => slice.sopInstanceUid === request.sopInstanceUid && slice.frameNumber === request.frameNumber);
  if (index < 0) throw new NadirError('notFound', 'This image is not in its series.', { reason: 'image' });
  const rgb = shownImage(typed(await storedBytes(source, index, pool), images.pixels.type), images, index, request.window);
  const grid = { rows: summary.rows, columns: summary.columns, rowMm: summary.spacingMm?.[0] ?? 1, columnMm: summary.spacingMm?.[1] ?? 1 };
  const plane = planeOf(images, index, grid);
  const section = sectionOf(request, grid, plane);
  const picture = resample({ rgb, columns: grid.columns, rows: grid.rows }, section);
  const svg = overlaySvg({
    width: section.width, height: section.height, scale: request.markScale ?? request.longerSide / designPx, topLeft: request.topLeft, bottomLeft: request.bottomLeft, letters: lettersAt(images),
    calipers: plane === null ? [] : request.calipers.map((one) => sceneOf(one, plane, section)), pixelsPerMm: summary.measuringOff === null && summary.spacingMm ? 1 / (section.columnStep * grid.columnMm) : null,
  });
  layOver(picture, (await drawSvg(svg)).pixels, true);
  return { png: pngOf(picture, section.width, section.height), rgb: picture, width: section.width, height: section.height };
}

async function storedBytes(source: SeriesSource, index: number, pool: DecodePool): Promise<Uint8Array> {
  const { images } = source.stack;
  const wanted = images.slices[index];
  if (!wanted) throw new NadirError('notFound', 'This image is not in its series.', { reason: 'image' });
  const { slices: [slice], bytesPerSlice } = planVolume({ ...images, slices: [wanted] }, source.instances.values(), (sha256) => blobPath(source.blobRoot, sha256));
  if (!slice) throw new NadirError('notFound', 'This image is not in its series.', { reason: 'image' });
  if (!isPlain(slice, bytesPerSlice)) return new Uint8Array(await pool.run({ path: slice.path, bytes: slice.bytes, format: slice.format }, { timeoutMs: decodeTimeoutMs(slice.format) }));
  const bytes = new Uint8Array(bytesPerSlice);
  const reader = createSliceReader([slice]);
  try {
    await reader.read(slice, bytes);
  } finally {
    await reader.close();
  }
  cutToStoredBits(bytes, slice.format);
  return bytes;
}

type Grid = { readonly rows: number; readonly columns: number; readonly rowMm: number; readonly columnMm: number };

function planeOf({ rowDirection, columnDirection, slices }: StackImages, index: number, grid: Grid): ImagePlane | null {
  const origin = slices[index]?.origin;
  return rowDirection && columnDirection && origin ? { origin, rowDirection, columnDirection, rowSpacingMm: grid.rowMm, columnSpacingMm: grid.columnMm } : null;
}

function sectionOf({ around, longerSide }: PictureRequest, grid: Grid, plane: ImagePlane | null): Section {
  if (around && plane) {
    const side = Math.max(smallestSideMm, axisLengthMm(around.longAxis) * sideOfLongAxis);
    const { column, row } = worldToIndex(plane, midpoint(...around.longAxis));
    const mm = side / longerSide;
    return { centre: { column, row }, columnStep: mm / grid.columnMm, rowStep: mm / grid.rowMm, width: longerSide, height: longerSide };
  }
  const [wideMm, highMm] = [grid.columns * grid.columnMm, grid.rows * grid.rowMm];
  const mm = Math.max(wideMm, highMm) / longerSide;
  const [width, height] = [Math.max(1, Math.round(wideMm / mm)), Math.max(1, Math.round(highMm / mm))];
  return { centre: { column: (grid.columns - 1) / 2, row: (grid.rows - 1) / 2 }, columnStep: mm / grid.columnMm, rowStep: mm / grid.rowMm, width, height };
}

function sceneOf({ lesionId, role, label, valueText, caliper }: PictureCaliper, plane: ImagePlane, section: Section): SceneCaliper {
  const at = (point: Point3): readonly [number, number] => {
    const { column, row } = worldToIndex(plane, point);
    return [section.width / 2 + (column - section.centre.column) / section.columnStep, section.height / 2 + (row - section.centre.row) / section.rowStep];
  };
  const short = caliper.shortAxis && !caliper.shortAxisProvisional ? caliper.shortAxis : null;
  return { lesionId, role, label, valueText, ghost: false, active: false, proposal: false, long: [at(caliper.longAxis[0]), at(caliper.longAxis[1])], short: short && [at(short[0]), at(short[1])], shortProvisional: false, showLabel: true };
}

function lettersAt({ rowDirection, columnDirection, patientOrientation }: StackImages): EdgeLetters | null {
  if (rowDirection && columnDirection) return edgeLetters(rowDirection, columnDirection);
  return patientOrientation ? lettersOf(patientOrientation, { flipHorizontal: false, flipVertical: false }) : null;
}

function pngOf(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const png = new PNG({ width, height });
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) png.data.set([rgb[from] ?? 0, rgb[from + 1] ?? 0, rgb[from + 2] ?? 0, 255], to);
  return new Uint8Array(PNG.sync.write(png, { colorType: 2 }));
}
