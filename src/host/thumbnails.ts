/** Small pictures of series for lists: the middle slice, windowed. */
import { PNG } from 'pngjs';
import { NadirError } from '../common/index.ts';
import { cutToStoredBits, type StackImages } from '../dicom/index.ts';
import { createSliceReader } from './sliceReader.ts';
import { isPlain, type VolumePlan, type VolumeSlice } from './volumePlan.ts';
import type { DecodePool } from './volumeSource.ts';
import { decodeTimeoutMs } from './workers/decodeTime.ts';

export const thumbnailPixels = 96;

/**
 * PNG of the middle slice, the longer side 96 pixels in true proportions, by the series' first window or one that holds the middle 98 % of the values.
 * `spacingMm` is row, column; null shows pixels as square. `at`: another slice, `longerSide`: another size,
 * `fullRange`: every value of the slice has its own grey, so that no writing is lost in black or white. Errors: `unreadable` when the slice cannot be decoded, `storage` when its file is gone.
 */
export async function makeThumbnail(plan: VolumePlan, images: StackImages, spacingMm: readonly [row: number, column: number] | null, pool: DecodePool, { at, longerSide = thumbnailPixels, fullRange = false }: { readonly at?: number; readonly longerSide?: number; readonly fullRange?: boolean } = {}): Promise<Uint8Array> {
  const middle = at ?? plan.slices.length >> 1;
  const slice = plan.slices[middle];
  if (slice === undefined) throw new NadirError('notFound', 'This series has no images.', { reason: 'noImages' });
  const values = typed(await readSlice(slice, plan.bytesPerSlice, pool), images.pixels.type);
  const { rows, columns } = slice.format;
  const [high, wide] = [rows * (spacingMm?.[0] ?? 1), columns * (spacingMm?.[1] ?? 1)];
  const scale = longerSide / Math.max(high, wide);
  const picture = new PNG({ width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(high * scale)) });
  const grey = greyLevels(values, fullRange ? inWholeRange(values, images, middle) : images, middle);
  const { samples } = images.pixels;
  const colours = images.palette && paletteColours(images.palette);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const at = (y * picture.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const spot = { x, y, width: picture.width, height: picture.height };
        const mean = boxMean(values, { rows, columns, samples }, spot, samples === 3 ? channel : 0, colours && ((index) => colours(index, channel)));
        picture.data[at + channel] = samples === 3 || colours ? mean : grey(mean);
      }
      picture.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(picture, { colorType: 2 });
}

type Values = Uint8Array | Int8Array | Uint16Array | Int16Array;

async function readSlice(slice: VolumeSlice, bytesPerSlice: number, pool: DecodePool): Promise<Uint8Array> {
  if (!isPlain(slice, bytesPerSlice)) return new Uint8Array(await pool.run({ path: slice.path, bytes: slice.bytes, format: slice.format }, { timeoutMs: decodeTimeoutMs(slice.format) }));
  const reader = createSliceReader([slice]);
  const bytes = new Uint8Array(bytesPerSlice);
  try {
    await reader.read(slice, bytes);
  } finally {
    await reader.close();
  }
  cutToStoredBits(bytes, slice.format);
  return bytes;
}

function typed(bytes: Uint8Array, type: StackImages['pixels']['type']): Values {
  switch (type) {
    case 'uint8': return bytes;
    case 'int8': return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    case 'uint16': return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    case 'int16': return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  }
}

/** From a stored value to a grey level: rescale, then the window; MONOCHROME1 is bright where values are small. */
function greyLevels(values: Values, images: StackImages, index: number): (stored: number) => number {
  const slope = images.slices[index]?.rescaleSlope ?? 1;
  const intercept = images.slices[index]?.rescaleIntercept ?? 0;
  // A window counts in what a lookup table gives; without the table the values speak for themselves.
  const given = images.modalityLut ? undefined : images.windows[0];
  const { center, width } = given ?? automaticWindow(values, paddingOf(images), slope, intercept);
  const inverted = images.photometric === 'MONOCHROME1';
  return (stored) => {
    // Linear VOI function (DICOM PS3.3 C.11.2.1.2).
    const share = width <= 1 ? Number(stored * slope + intercept > center - 0.5) : (stored * slope + intercept - (center - 0.5)) / (width - 1) + 0.5;
    const level = Math.round(255 * Math.min(1, Math.max(0, share)));
    return inverted ? 255 - level : level;
  };
}

function paddingOf({ paddingValue, paddingLimit }: StackImages): (value: number) => boolean {
  if (paddingValue === null) return () => false;
  const [from, to] = [Math.min(paddingValue, paddingLimit ?? paddingValue), Math.max(paddingValue, paddingLimit ?? paddingValue)];
  return (value) => value >= from && value <= to;
}

/** The images with a window from the least to the greatest value of the slice, after rescaling. */
function inWholeRange(values: Values, { modalityLut: _table, ...images }: StackImages, index: number): StackImages {
  const slope = images.slices[index]?.rescaleSlope ?? 1;
  const intercept = images.slices[index]?.rescaleIntercept ?? 0;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const [from, to] = [least * slope + intercept, most * slope + intercept];
  return { ...images, windows: [{ center: (from + to) / 2 + 0.5, width: Math.max(2, Math.abs(to - from) + 1), name: '' }] };
}

/** Holds the middle 98 % of the values; padding does not count (interoperability row 28). */
function automaticWindow(values: Values, isPadding: (value: number) => boolean, slope: number, intercept: number): { center: number; width: number } {
  const step = Math.max(1, Math.floor(values.length / 20_000));
  const sample: number[] = [];
  for (let index = 0; index < values.length; index += step) if (!isPadding(values[index] as number)) sample.push((values[index] as number) * slope + intercept);
  sample.sort((a, b) => a - b);
  const low = sample[Math.floor(sample.length * 0.01)] ?? 0;
  const high = sample[Math.floor(sample.length * 0.99)] ?? 1;
  return { center: (low + high) / 2, width: Math.max(2, high - low) };
}

type Grid = { readonly rows: number; readonly columns: number; readonly samples: 1 | 3 };
type Spot = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Colour of a palette index, channel by channel. */
function paletteColours({ first, red, green, blue }: NonNullable<StackImages['palette']>): (index: number, channel: number) => number {
  const channels = [red, green, blue].map((entries) => Buffer.from(entries, 'base64'));
  return (index, channel) => { const entries = channels[channel]; return entries?.[Math.min(entries.length - 1, Math.max(0, index - first))] ?? 0; };
}

/** Mean of the image pixels under one picture pixel, at least one; `read` says what an index stands for. */
function boxMean(values: Values, grid: Grid, spot: Spot, channel: number, read?: (value: number) => number): number {
  const [left, right] = bounds(spot.x, spot.width, grid.columns);
  const [top, bottom] = bounds(spot.y, spot.height, grid.rows);
  let sum = 0;
  for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) { const value = values[(row * grid.columns + column) * grid.samples + channel] as number; sum += read ? read(value) : value; }
  return sum / ((bottom - top) * (right - left));
}

function bounds(index: number, count: number, size: number): readonly [from: number, to: number] {
  const from = Math.min(size - 1, Math.floor((index * size) / count));
  return [from, Math.max(from + 1, Math.min(size, Math.floor(((index + 1) * size) / count)))];
}
