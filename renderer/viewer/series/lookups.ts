/** From stored values to what is shown and read: modality lookup tables, palettes, padding (interoperability rows 23, 28, 30). */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { DisplayWindow } from '../stage/voi.ts';
import type { StoredValues } from './seriesVolume.ts';

type Table = { readonly first: number; readonly entries: Uint16Array };
type Prepared = { readonly modality: Table | null; readonly palette: { readonly first: number; readonly rgb: Uint8Array; readonly count: number } | null };

const prepared = new WeakMap<SeriesImages, Prepared>();
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

function tableOf(lut: NonNullable<SeriesImages['modalityLut']>): Table {
  const bytes = bytesOf(lut.entries);
  return { first: lut.first, entries: new Uint16Array(bytes.buffer, 0, bytes.length >> 1) };
}

function prepare(images: SeriesImages): Prepared {
  const known = prepared.get(images);
  if (known) return known;
  const { modalityLut, palette } = images;
  const channels = palette && [palette.red, palette.green, palette.blue].map(bytesOf);
  const count = channels ? Math.min(...channels.map((channel) => channel.length)) : 0;
  const made: Prepared = {
    modality: modalityLut ? tableOf(modalityLut) : null,
    palette: palette && channels && count > 0 ? { first: palette.first, count, rgb: Uint8Array.from({ length: count * 3 }, (_, index) => channels[index % 3]?.[Math.floor(index / 3)] ?? 0) } : null,
  };
  prepared.set(images, made);
  return made;
}

const entry = (count: number, first: number, value: number): number => Math.min(count - 1, Math.max(0, value - first));

/** Colour on the screen: three samples, or one with a palette. */
export const isColour = (images: SeriesImages): boolean => images.pixels.samples === 3 || prepare(images).palette !== null;

/** What the toolkit draws: RGB for a palette image, table output where a modality lookup table stands for slope and intercept, else the stored values themselves. */
export function shownValues(images: SeriesImages, stored: StoredValues): StoredValues {
  const { modality, palette } = prepare(images);
  if (palette) {
    const rgb = new Uint8Array(stored.length * 3);
    for (let index = 0; index < stored.length; index += 1) {
      const at = entry(palette.count, palette.first, stored[index]!) * 3;
      rgb[index * 3] = palette.rgb[at]!;
      rgb[index * 3 + 1] = palette.rgb[at + 1]!;
      rgb[index * 3 + 2] = palette.rgb[at + 2]!;
    }
    return rgb;
  }
  if (!modality) return stored;
  const { first, entries } = modality;
  const shown = new Uint16Array(stored.length);
  for (let index = 0; index < stored.length; index += 1) shown[index] = entries[entry(entries.length, first, stored[index]!)]!;
  return shown;
}

/** Modality value of a stored one. */
export function modalityValue(images: SeriesImages, slice: SeriesImages['slices'][number], stored: number): number {
  const { modality } = prepare(images);
  return modality ? modality.entries[entry(modality.entries.length, modality.first, stored)]! : stored * slice.rescaleSlope + slice.rescaleIntercept;
}

/** PixelPaddingValue, or from it to its range limit: no values of the patient. Empty (from above to below everything) where there is none. */
export function paddingRange({ paddingValue, paddingLimit }: Pick<SeriesImages, 'paddingValue' | 'paddingLimit'>): readonly [from: number, to: number] {
  if (paddingValue === null) return [Infinity, -Infinity];
  const limit = paddingLimit ?? paddingValue;
  return [Math.min(paddingValue, limit), Math.max(paddingValue, limit)];
}

export function isPadding(images: SeriesImages, stored: number): boolean {
  const [from, to] = paddingRange(images);
  return stored >= from && stored <= to;
}

/** The window that a VOI lookup table stands for: from where its output first rises to where it is all there. Null without a table. */
export function windowOfLut({ voiLut }: SeriesImages): DisplayWindow | null {
  if (!voiLut) return null;
  const { first, entries } = tableOf(voiLut);
  const [least, most] = [entries.reduce((a, b) => Math.min(a, b), Infinity), entries.reduce((a, b) => Math.max(a, b), 0)];
  const [from, to] = [entries.findLastIndex((value, index) => value === least && entries.subarray(0, index).every((before) => before === least)), entries.indexOf(most)];
  if (entries.length < 2 || to <= from) return null;
  return { center: first + (from + to + 1) / 2, width: to - from + 1, name: 'VOI LUT' };
}
