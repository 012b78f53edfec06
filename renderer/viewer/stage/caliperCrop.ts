/** A small picture of a calliper for tables and strips, drawn from the stored values: it does not depend on what the pane shows. */
import type { Caliper, WorldPoint } from '../../../src/casefile/index.ts';
import { worldToIndex } from '../../../src/geometry/index.ts';
import { isColour, shownValues } from '../series/lookups.ts';
import { pixelGrid, planeOfSlice } from '../series/seriesPlane.ts';
import type { SeriesVolume } from '../series/seriesVolume.ts';
import { linearRange, type DisplayWindow } from './voi.ts';

/** The crop's side: the long axis with as much again around it, and never less than this. */
const smallestSideMm = 30;
const sideOfLongAxis = 2.2;

/** Grey values 0 to 255 of stored values under a window. */
export function windowedGrey(stored: ArrayLike<number>, slope: number, intercept: number, window: Pick<DisplayWindow, 'center' | 'width' | 'shape'>): Uint8ClampedArray<ArrayBuffer> {
  const { lower, upper } = linearRange(window);
  const factor = 255 / (upper - lower);
  const grey = new Uint8ClampedArray(stored.length);
  for (let i = 0; i < stored.length; i += 1) grey[i] = (stored[i]! * slope + intercept - lower) * factor;
  return grey;
}

/** PNG data URL of `sizePx` square; null where the slice has no plane. */
export function renderCaliperCrop(volume: SeriesVolume, index: number, caliper: Caliper, window: DisplayWindow, sizePx: number, color: string): string | null {
  const { images } = volume;
  const plane = planeOfSlice(images, index);
  const { rows, columns, rowSpacingMm, columnSpacingMm } = pixelGrid(images);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!plane || !context || isColour(images)) return null;
  const slice = images.slices[index]!;
  const grey = windowedGrey(shownValues(images, volume.slice(index)), slice.rescaleSlope, slice.rescaleIntercept, window);
  const invert = images.photometric === 'MONOCHROME1' ? 255 : 0;
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0; i < grey.length; i += 1) rgba.set([grey[i]! ^ invert, grey[i]! ^ invert, grey[i]! ^ invert, 255], i * 4);
  const source = document.createElement('canvas');
  Object.assign(source, { width: columns, height: rows });
  source.getContext('2d')?.putImageData(new ImageData(rgba, columns, rows), 0, 0);

  const mm = (point: WorldPoint): readonly [number, number] => {
    const at = worldToIndex(plane, point);
    return [at.column * columnSpacingMm, at.row * rowSpacingMm];
  };
  const [a, b] = [mm(caliper.longAxis[0]), mm(caliper.longAxis[1])];
  const side = Math.max(smallestSideMm, Math.hypot(b[0] - a[0], b[1] - a[1]) * sideOfLongAxis);
  const [left, top] = [(a[0] + b[0]) / 2 - side / 2, (a[1] + b[1]) / 2 - side / 2];
  const scale = sizePx / side;
  Object.assign(canvas, { width: sizePx, height: sizePx });
  context.fillStyle = 'black';
  context.fillRect(0, 0, sizePx, sizePx);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, left / columnSpacingMm + 0.5, top / rowSpacingMm + 0.5, side / columnSpacingMm, side / rowSpacingMm, 0, 0, sizePx, sizePx);
  const axes = [caliper.longAxis, ...(caliper.shortAxis && !caliper.shortAxisProvisional ? [caliper.shortAxis] : [])];
  for (const [style, width] of [['rgba(0, 0, 0, 0.72)', 3.5], [color, 1.5]] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const axis of axes) {
      const [from, to] = [mm(axis[0]), mm(axis[1])];
      context.moveTo((from[0] - left) * scale, (from[1] - top) * scale);
      context.lineTo((to[0] - left) * scale, (to[1] - top) * scale);
    }
    context.stroke();
  }
  return canvas.toDataURL('image/png');
}
