/** Cornerstone images over a SeriesVolume: the scheme `nadir:`. Made when first shown; the pixel data are views into the series buffer. */
import { cache, Enums, imageLoader, utilities, type Types } from '@cornerstonejs/core';
import { pixelGrid } from './seriesPlane.ts';
import { forgetSeries, imageIdOf, parseImageId, rememberSeries } from './metadata.ts';
import { volumes } from './volumeCache.ts';
import { isColour, shownValues } from './lookups.ts';
import type { SeriesVolume, StoredValues } from './seriesVolume.ts';

const open = new Map<string, SeriesVolume>();

/** Smallest and largest stored value of a slice. */
export function valueRange(values: StoredValues): { readonly min: number; readonly max: number } {
  let min = values[0] ?? 0;
  let max = min;
  for (let i = 1; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max };
}

function withAlpha(rgb: StoredValues): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!;
    rgba[to + 1] = rgb[from + 1]!;
    rgba[to + 2] = rgb[from + 2]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}

function createImage(volume: SeriesVolume, index: number, useRgba: boolean): Types.IImage {
  const { images } = volume;
  const { rows, columns, rowSpacingMm, columnSpacingMm } = pixelGrid(images);
  const slice = images.slices[index]!;
  const isColor = isColour(images);
  const stored = shownValues(images, volume.slice(index));
  const rgba = isColor && useRgba;
  const values = rgba ? withAlpha(stored) : stored;
  const range = isColor ? { min: 0, max: 255 } : valueRange(stored);
  const numberOfComponents = isColor ? (rgba ? 4 : 3) : 1;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({ width: columns, height: rows, scalarData: values as never, numberOfComponents });
  return {
    imageId: imageIdOf(images.series.id, index),
    minPixelValue: range.min, maxPixelValue: range.max,
    slope: slice.rescaleSlope, intercept: slice.rescaleIntercept,
    windowCenter: 127.5, windowWidth: 256, voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    getPixelData: () => values, getCanvas: () => undefined as never,
    rows, columns, height: rows, width: columns,
    color: isColor, rgba, numberOfComponents, invert: false,
    rowPixelSpacing: rowSpacingMm, columnPixelSpacing: columnSpacingMm,
    // The bytes belong to the series buffer and are counted there; this object is small.
    sizeInBytes: rgba || images.palette || images.modalityLut ? values.byteLength : 1024,
    dataType: values.constructor.name as Types.PixelDataTypedArrayString,
    voxelManager,
  } as Types.IImage;
}

/** Makes the slices of a volume loadable by their image ids, and tells Cornerstone their geometry. */
export function openVolume(volume: SeriesVolume): void {
  if (open.get(volume.images.series.id) === volume) return;
  closeSeries(volume.images.series.id);
  open.set(volume.images.series.id, volume);
  rememberSeries(volume.images);
}

function closeSeries(seriesId: string): void {
  const volume = open.get(seriesId);
  if (!volume) return;
  for (let index = 0; index < volume.sliceCount; index += 1) {
    const imageId = imageIdOf(seriesId, index);
    if (cache.isLoaded(imageId)) cache.removeImageLoadObject(imageId, { force: true });
  }
  open.delete(seriesId);
  forgetSeries(seriesId);
}

/** A slice whose bytes are there comes at once; any other rejects, because panes ask only for what has arrived. */
function load(imageId: string, options?: { useRGBA?: boolean }): { promise: Promise<Types.IImage> } {
  const address = parseImageId(imageId);
  const volume = address && open.get(address.seriesId);
  if (!address || !volume?.has(address.index)) return { promise: Promise.reject(new Error(`image not loaded: ${imageId}`)) };
  return { promise: Promise.resolve(createImage(volume, address.index, options?.useRGBA ?? false)) };
}

export function registerImageLoader(): void {
  imageLoader.registerImageLoader('nadir', load as never);
  volumes.onDropped(closeSeries);
}
