/** From stored values of a slice to what a screen shows: modality and window, palettes, colour (interoperability rows 23, 28 to 31). */
import type { StackImages } from '../../dicom/index.ts';

export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array;

/** Stored values as numbers of the type the series has. */
export function typed(bytes: Uint8Array, type: StackImages['pixels']['type']): StoredValues {
  switch (type) {
    case 'uint8': return bytes;
    case 'int8': return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    case 'uint16': return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    case 'int16': return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  }
}

type Shown = { readonly center: number; readonly width: number; readonly shape?: 'LINEAR_EXACT' | 'SIGMOID' };

/** Three bytes a pixel, row by row. `window` in modality values; null takes the file's first window, else one that holds the middle 98 % of the values. */
export function shownImage(values: StoredValues, images: StackImages, index: number, window: { readonly center: number; readonly width: number } | null): Uint8Array {
  if (images.pixels.samples === 3) return Uint8Array.from(values);
  const count = values.length;
  const rgb = new Uint8Array(count * 3);
  if (images.palette) {
    const colour = paletteColours(images.palette);
    for (let at = 0; at < count; at += 1) rgb.set(colour(values[at] ?? 0), at * 3);
    return rgb;
  }
  const modality = modalityValues(images, index);
  const grey = greyLevel(window ?? images.windows[0] ?? middleOf(values, images, modality), images.photometric === 'MONOCHROME1');
  for (let at = 0; at < count; at += 1) {
    const level = grey(modality(values[at] ?? 0));
    rgb[at * 3] = level;
    rgb[at * 3 + 1] = level;
    rgb[at * 3 + 2] = level;
  }
  return rgb;
}

function modalityValues({ modalityLut, slices }: StackImages, index: number): (stored: number) => number {
  if (modalityLut) {
    const bytes = Buffer.from(modalityLut.entries, 'base64');
    const last = (bytes.length >> 1) - 1;
    return (stored) => bytes.readUInt16LE(2 * Math.min(last, Math.max(0, stored - modalityLut.first)));
  }
  const { rescaleSlope = 1, rescaleIntercept = 0 } = slices[index] ?? {};
  return (stored) => stored * rescaleSlope + rescaleIntercept;
}

/** VOI function (DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3). */
function greyLevel({ center, width, shape }: Shown, inverted: boolean): (value: number) => number {
  const share = (value: number): number => {
    if (shape === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
    if (shape === 'LINEAR_EXACT') return (value - center) / width + 0.5;
    return width <= 1 ? Number(value > center - 0.5) : (value - (center - 0.5)) / (width - 1) + 0.5;
  };
  return (value) => {
    const level = Math.round(255 * Math.min(1, Math.max(0, share(value))));
    return inverted ? 255 - level : level;
  };
}

/** Holds the middle 98 % of the values that are no padding. */
function middleOf(values: StoredValues, { paddingValue, paddingLimit }: StackImages, modality: (stored: number) => number): Shown {
  const limit = paddingLimit ?? paddingValue;
  const [from, to] = paddingValue === null || limit === null ? [Infinity, -Infinity] : [Math.min(paddingValue, limit), Math.max(paddingValue, limit)];
  const step = Math.max(1, Math.floor(values.length / 20_000));
  const sample: number[] = [];
  for (let at = 0; at < values.length; at += step) { const stored = values[at] ?? 0; if (stored < from || stored > to) sample.push(modality(stored)); }
  sample.sort((a, b) => a - b);
  const [low, high] = [sample[Math.floor(sample.length * 0.01)] ?? 0, sample[Math.floor(sample.length * 0.99)] ?? 1];
  return { center: (low + high) / 2, width: Math.max(2, high - low) };
}

function paletteColours({ first, red, green, blue }: NonNullable<StackImages['palette']>): (index: number) => readonly [number, number, number] {
  const channels = [red, green, blue].map((entries) => Buffer.from(entries, 'base64'));
  return (index) => channels.map((entries) => entries[Math.min(entries.length - 1, Math.max(0, index - first))] ?? 0) as [number, number, number];
}
