/** Modality values (HU for CT) of a loaded slice. Padding is no value (DICOM PixelPaddingValue). */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { ImagePoint } from '../../../src/geometry/index.ts';
import { windowOfRange, type DisplayWindow } from '../stage/voi.ts';
import { windowPresets } from '../windowPresets.ts';
import { isColour, isPadding, modalityValue, paddingRange, shownValues, windowOfLut } from './lookups.ts';
import type { SeriesVolume } from './seriesVolume.ts';

/** Value of the pixel that covers the point; null off the image, on padding, in colour images and where the slice is not loaded. */
export function valueAt(volume: SeriesVolume, sliceIndex: number, point: ImagePoint): number | null {
  const { images } = volume;
  const [column, row] = [Math.round(point.column), Math.round(point.row)];
  const slice = images.slices[sliceIndex];
  if (!slice || !volume.has(sliceIndex) || isColour(images)) return null;
  if (column < 0 || row < 0 || column >= images.series.columns || row >= images.series.rows) return null;
  const stored = volume.slice(sliceIndex)[row * images.series.columns + column];
  return stored === undefined || isPadding(images, stored) ? null : modalityValue(images, slice, stored);
}

/** Smallest and largest modality value of a loaded slice, padding left out. */
export function rangeOfSlice(volume: SeriesVolume, sliceIndex: number): { readonly lower: number; readonly upper: number } {
  const { images } = volume;
  const stored = volume.slice(sliceIndex);
  // A lookup table may run up and down: it is read over all values, not at the ends.
  const values = shownValues(images, stored);
  const [from, to] = paddingRange(images);
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < stored.length; i += 1) {
    const value = values[i]!;
    if (stored[i]! >= from && stored[i]! <= to) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const { rescaleSlope, rescaleIntercept } = images.slices[sliceIndex]!;
  const ends = min <= max ? [min * rescaleSlope + rescaleIntercept, max * rescaleSlope + rescaleIntercept] : [0, 255];
  return { lower: Math.min(...ends), upper: Math.max(...ends) };
}

/** The window to begin with: the file's first, for CT without one soft tissue, else the middle 98 % of the slice. */
export function openingWindow(images: SeriesImages, volume: SeriesVolume, sliceIndex: number): DisplayWindow {
  const [own] = images.windows;
  if (own) return { center: own.center, width: own.width, name: own.name || presetName(own) || 'Default', ...(own.shape ? { shape: own.shape } : {}) };
  const table = windowOfLut(images);
  if (table) return table;
  const softTissue = windowPresets[0];
  if (images.series.modality === 'CT' && softTissue) return softTissue;
  const { lower, upper } = middleOfSlice(volume, sliceIndex);
  return windowOfRange(lower, upper, 'Auto');
}

const mostSampled = 20_000;

/** Ends of the middle 98 % of the values of a loaded slice, padding left out: a few bright vessels do not darken the rest. */
function middleOfSlice(volume: SeriesVolume, sliceIndex: number): { readonly lower: number; readonly upper: number } {
  const { images } = volume;
  const slice = images.slices[sliceIndex]!;
  const values = volume.slice(sliceIndex);
  const sampled: number[] = [];
  for (let i = 0, step = Math.max(1, Math.floor(values.length / mostSampled)); i < values.length; i += step) if (!isPadding(images, values[i]!)) sampled.push(modalityValue(images, slice, values[i]!));
  sampled.sort((a, b) => a - b);
  const at = (part: number): number => sampled[Math.min(sampled.length - 1, Math.floor(sampled.length * part))] ?? 0;
  return { lower: at(0.01), upper: Math.max(at(0.01) + 1, at(0.99)) };
}

const presetName = ({ center, width }: { center: number; width: number }): string | undefined =>
  windowPresets.find((preset) => preset.center === center && preset.width === width)?.name;
