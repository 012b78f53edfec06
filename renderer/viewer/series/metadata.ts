/** Tells Cornerstone what it asks about an image, from SeriesImages. Positions in patient mm; what is unknown is left out, and its defaults are for display only. */
import { metaData } from '@cornerstonejs/core';
import type { SeriesImages, SliceInfo } from '../../../src/api/wire.ts';
import { pixelGrid } from './seriesPlane.ts';

const scheme = 'nadir';
const known = new Map<string, SeriesImages>();

/** `nadir:<series>:<index in series order>` */
export const imageIdOf = (seriesId: string, index: number): string => `${scheme}:${seriesId}:${index}`;

export function parseImageId(imageId: string): { readonly seriesId: string; readonly index: number } | null {
  const match = /^nadir:(.+):(\d+)$/.exec(imageId);
  return match ? { seriesId: match[1]!, index: Number(match[2]) } : null;
}

export const imageIdsOf = (images: SeriesImages): string[] => images.slices.map((_, index) => imageIdOf(images.series.id, index));
export const knownSeries = (seriesId: string): SeriesImages | undefined => known.get(seriesId);
export const rememberSeries = (images: SeriesImages): void => void known.set(images.series.id, images);
export const forgetSeries = (seriesId: string): void => void known.delete(seriesId);

/** Plane handed to Cornerstone: the true one, else an upright one at the origin, so that an image without geometry is still shown. */
export function displayPlane(images: SeriesImages, slice: SliceInfo) {
  const grid = pixelGrid(images);
  return {
    origin: slice.origin ?? ([0, 0, 0] as const),
    rowDirection: images.rowDirection ?? ([1, 0, 0] as const),
    columnDirection: images.columnDirection ?? ([0, 1, 0] as const),
    ...grid,
  };
}

function imagePlane(images: SeriesImages, slice: SliceInfo) {
  const plane = displayPlane(images, slice);
  return {
    frameOfReferenceUID: images.frameOfReferenceUid ?? `${images.series.id}-none`,
    rows: plane.rows, columns: plane.columns,
    imageOrientationPatient: [...plane.rowDirection, ...plane.columnDirection],
    rowCosines: [...plane.rowDirection], columnCosines: [...plane.columnDirection],
    imagePositionPatient: [...plane.origin],
    sliceThickness: images.series.sliceThicknessMm ?? undefined, sliceLocation: slice.positionMm ?? undefined,
    pixelSpacing: [plane.rowSpacingMm, plane.columnSpacingMm],
    rowPixelSpacing: plane.rowSpacingMm, columnPixelSpacing: plane.columnSpacingMm,
    usingDefaultValues: images.series.spacingMm === null,
  };
}

function imagePixel(images: SeriesImages) {
  const { palette, modalityLut } = images;
  const type = palette ? 'uint8' : modalityLut ? 'uint16' : images.pixels.type;
  const samples = palette ? 3 : images.pixels.samples;
  const bits = type.endsWith('16') ? 16 : 8;
  return {
    bitsAllocated: bits, bitsStored: bits, highBit: bits - 1, samplesPerPixel: samples,
    pixelRepresentation: type.startsWith('u') ? 0 : 1,
    // MONOCHROME1 is inverted by our own display state; the toolkit would invert it a second time.
    photometricInterpretation: samples === 3 ? 'RGB' : 'MONOCHROME2',
  };
}

function provide(type: string, imageId: unknown): unknown {
  if (typeof imageId !== 'string') return undefined;
  const address = parseImageId(imageId);
  const images = address && known.get(address.seriesId);
  const slice = address && images?.slices[address.index];
  if (!images || !slice) return undefined;
  switch (type) {
    case 'imagePlaneModule': return imagePlane(images, slice);
    case 'imagePixelModule': return imagePixel(images);
    case 'generalSeriesModule': return { modality: images.series.modality, seriesInstanceUID: images.series.seriesUid, seriesNumber: images.series.number };
    case 'modalityLutModule': return { rescaleSlope: slice.rescaleSlope, rescaleIntercept: slice.rescaleIntercept };
    case 'voiLutModule': return { windowCenter: images.windows.map((each) => each.center), windowWidth: images.windows.map((each) => each.width) };
    case 'sopCommonModule': return { sopInstanceUID: slice.sopInstanceUid };
    default: return undefined;
  }
}

export const registerMetadata = (): void => metaData.addProvider(provide, 10000);
