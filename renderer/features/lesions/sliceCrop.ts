/** A small picture of a measured slice for rows and strip: one slice from the volume stream, cut around the calliper. */
import { getBytes } from '../../backend.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper, LesionRole, WorldPoint } from '../../../src/casefile/index.ts';
import { worldToIndex, type ImagePlane } from '../../../src/geometry/index.ts';

type StoredValues = Int8Array | Uint8Array | Int16Array | Uint16Array;
export type CropWindow = { readonly center: number; readonly width: number };

function typed(images: SeriesImages, bytes: ArrayBuffer): StoredValues {
  switch (images.pixels.type) {
    case 'uint8': return new Uint8Array(bytes);
    case 'int8': return new Int8Array(bytes);
    case 'uint16': return new Uint16Array(bytes);
    case 'int16': return new Int16Array(bytes);
  }
}

/** The first slice of the stream is the one asked for (sliceOrder.ts); the rest is not taken. */
async function fetchSlice(images: SeriesImages, index: number): Promise<StoredValues> {
  const stop = new AbortController();
  try {
    const response = await getBytes(`/api/bytes/volume/${encodeURIComponent(images.series.id)}`, { from: index }, stop.signal);
    const reader = response.body?.getReader();
    if (!reader) throw new Error('empty volume stream');
    const bytes = new Uint8Array(images.pixels.bytesPerSlice);
    let filled = 0;
    while (filled < bytes.length) {
      const { done, value } = await reader.read();
      if (done) throw new Error('volume stream ended early');
      bytes.set(value.subarray(0, bytes.length - filled), filled);
      filled += Math.min(value.length, bytes.length - filled);
    }
    return typed(images, bytes.buffer);
  } finally {
    stop.abort();
  }
}

export type CropFrame = { readonly left: number; readonly top: number; readonly mmPerPx: number; readonly widthPx: number; readonly heightPx: number };

/** Smallest height of a picture, mm, and how much of it the long axis takes: every picture of a lesion has the same scale when given the same axis. */
const smallestHeightMm = 36;
const heightOfLongAxis = 1.9;

/** The part of the image plane, in plane mm from the first pixel's centre, that a picture of this size shows around a calliper. */
export function cropFrame(plane: ImagePlane, caliper: Pick<Caliper, 'longAxis'>, largestLongAxisMm: number, widthPx: number, heightPx: number): CropFrame {
  const mm = (point: WorldPoint) => {
    const at = worldToIndex(plane, point);
    return [at.column * plane.columnSpacingMm, at.row * plane.rowSpacingMm] as const;
  };
  const [a, b] = [mm(caliper.longAxis[0]), mm(caliper.longAxis[1])];
  const heightMm = Math.max(smallestHeightMm, largestLongAxisMm * heightOfLongAxis);
  const mmPerPx = heightMm / heightPx;
  return { left: (a[0] + b[0]) / 2 - (widthPx * mmPerPx) / 2, top: (a[1] + b[1]) / 2 - heightMm / 2, mmPerPx, widthPx, heightPx };
}

/** Grey values of the frame by bilinear sampling of modality values under a window; outside the image black. */
export function sampleCrop(frame: CropFrame, plane: Pick<ImagePlane, 'rowSpacingMm' | 'columnSpacingMm'>, image: { readonly values: ArrayLike<number>; readonly rows: number; readonly columns: number; readonly slope: number; readonly intercept: number }, window: CropWindow): Uint8ClampedArray<ArrayBuffer> {
  const { values, rows, columns, slope, intercept } = image;
  const rgba = new Uint8ClampedArray(frame.widthPx * frame.heightPx * 4);
  const low = window.center - window.width / 2;
  const at = (row: number, column: number) => (values[Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))] ?? 0);
  for (let y = 0; y < frame.heightPx; y += 1) {
    for (let x = 0; x < frame.widthPx; x += 1) {
      const column = (frame.left + (x + 0.5) * frame.mmPerPx) / plane.columnSpacingMm;
      const row = (frame.top + (y + 0.5) * frame.mmPerPx) / plane.rowSpacingMm;
      const inside = column >= -0.5 && row >= -0.5 && column <= columns - 0.5 && row <= rows - 0.5;
      const [c, r] = [Math.floor(column), Math.floor(row)];
      const [fc, fr] = [column - c, row - r];
      const stored = (at(r, c) * (1 - fc) + at(r, c + 1) * fc) * (1 - fr) + (at(r + 1, c) * (1 - fc) + at(r + 1, c + 1) * fc) * fr;
      const grey = inside ? ((stored * slope + intercept - low) / window.width) * 255 : 0;
      rgba.set([grey, grey, grey, 255], (y * frame.widthPx + x) * 4);
    }
  }
  return rgba;
}

const tokenOf: Readonly<Record<LesionRole, string>> = { target: '--nd-target', nonTarget: '--nd-nontarget', new: '--nd-new' };
/** Colour of a lesion's lines, as the panes draw them. */
export const roleColor = (role: LesionRole): string => getComputedStyle(document.documentElement).getPropertyValue(tokenOf[role]).trim();
/** Target solid, non-target dashed, new dotted. */
export const roleDash: Readonly<Record<LesionRole, readonly number[]>> = { target: [], nonTarget: [6, 4], new: [1.5, 4] };

function drawCaliper(context: CanvasRenderingContext2D, plane: ImagePlane, frame: CropFrame, caliper: Pick<Caliper, 'longAxis' | 'shortAxis' | 'shortAxisProvisional'>, color: string, scale: number, dash: readonly number[] = []): void {
  const px = (point: WorldPoint): [number, number] => {
    const at = worldToIndex(plane, point);
    return [(at.column * plane.columnSpacingMm - frame.left) / frame.mmPerPx, (at.row * plane.rowSpacingMm - frame.top) / frame.mmPerPx];
  };
  for (const [style, width] of [['rgba(0, 0, 0, 0.72)', 3.5], [color, 1.5]] as const) {
    context.strokeStyle = style;
    context.lineWidth = width * scale;
    context.setLineDash(style === color ? dash.map((length) => length * scale) : []);
    context.beginPath();
    context.moveTo(...px(caliper.longAxis[0]));
    context.lineTo(...px(caliper.longAxis[1]));
    context.stroke();
  }
}

export type CropRequest = { readonly images: SeriesImages; readonly caliper: Caliper; readonly largestLongAxisMm: number; readonly widthPx: number; readonly heightPx: number; readonly window: CropWindow; readonly color: string };

/** Pictures under way at once: the panes' own streams come first. */
const mostAtOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Object URL of the picture; null for a slice without plane or in colour. Sizes are device pixels. */
export async function cropPicture(request: CropRequest): Promise<string | null> {
  const { images, caliper, widthPx, heightPx } = request;
  const index = images.slices.findIndex((slice) => slice.sopInstanceUid === caliper.sopInstanceUid && slice.frameNumber === caliper.frameNumber);
  const slice = images.slices[index];
  const { spacingMm, rows, columns } = images.series;
  if (!slice?.origin || !images.rowDirection || !images.columnDirection || !spacingMm || images.pixels.samples !== 1) return null;
  const plane: ImagePlane = { origin: slice.origin, rowDirection: images.rowDirection, columnDirection: images.columnDirection, rowSpacingMm: spacingMm[0], columnSpacingMm: spacingMm[1] };
  const values = await inTurn(() => fetchSlice(images, index));
  const frame = cropFrame(plane, caliper, request.largestLongAxisMm, widthPx, heightPx);
  const rgba = sampleCrop(frame, plane, { values, rows, columns, slope: slice.rescaleSlope, intercept: slice.rescaleIntercept }, request.window);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as unknown as CanvasRenderingContext2D | null;
  if (!context) return null;
  context.putImageData(new ImageData(rgba, widthPx, heightPx), 0, 0);
  drawCaliper(context, plane, frame, caliper, request.color, Math.max(1, heightPx / 90));
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}

export type SliceRequest = Pick<CropRequest, 'images' | 'widthPx' | 'heightPx' | 'window'> & { readonly image: Pick<Caliper, 'sopInstanceUid' | 'frameNumber'>; readonly calipers: readonly { readonly caliper: Caliper; readonly color: string; readonly dash: readonly number[] }[] };

/** Object URL of a whole slice, fitted into the size (device pixels) at its own proportions; null for an unknown slice or one in colour. */
export async function slicePicture({ images, image, widthPx, heightPx, window, calipers }: SliceRequest): Promise<string | null> {
  const index = images.slices.findIndex((slice) => slice.sopInstanceUid === image.sopInstanceUid && slice.frameNumber === image.frameNumber);
  const slice = images.slices[index];
  if (!slice || images.pixels.samples !== 1) return null;
  const { rows, columns, spacingMm } = images.series;
  const [rowSpacingMm, columnSpacingMm] = spacingMm ?? [1, 1];
  const mmPerPx = Math.max((columns * columnSpacingMm) / widthPx, (rows * rowSpacingMm) / heightPx);
  const frame: CropFrame = { left: ((columns - 1) * columnSpacingMm - widthPx * mmPerPx) / 2, top: ((rows - 1) * rowSpacingMm - heightPx * mmPerPx) / 2, mmPerPx, widthPx, heightPx };
  const values = await inTurn(() => fetchSlice(images, index));
  const rgba = sampleCrop(frame, { rowSpacingMm, columnSpacingMm }, { values, rows, columns, slope: slice.rescaleSlope, intercept: slice.rescaleIntercept }, window);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as unknown as CanvasRenderingContext2D | null;
  if (!context) return null;
  context.putImageData(new ImageData(rgba, widthPx, heightPx), 0, 0);
  const { rowDirection, columnDirection } = images;
  if (slice.origin && rowDirection && columnDirection) {
    const plane: ImagePlane = { origin: slice.origin, rowDirection, columnDirection, rowSpacingMm, columnSpacingMm };
    for (const { caliper, color, dash } of calipers) drawCaliper(context, plane, frame, caliper, color, 1, dash);
  }
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}
