import { describe, expect, test } from 'vitest';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { isColour, isPadding, modalityValue, shownValues, windowOfLut } from './lookups.ts';

const base64 = (bytes: ArrayBufferView): string => btoa(String.fromCharCode(...new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
const images = (facts: Partial<SeriesImages>): SeriesImages => ({ pixels: { type: 'int16', samples: 1, bytesPerSlice: 8 }, paddingValue: null, windows: [], slices: [{ rescaleSlope: 2, rescaleIntercept: -1000 }], ...facts }) as unknown as SeriesImages;
const slice = { rescaleSlope: 2, rescaleIntercept: -1000 } as SeriesImages['slices'][number];

describe('what stored values stand for', () => {
  test('slope and intercept, unless a lookup table stands for them; its ends hold beyond it', () => {
    expect(modalityValue(images({}), slice, 520)).toBe(40);
    const table = images({ modalityLut: { first: -1, bits: 16, entries: base64(Uint16Array.of(5, 50, 500)) } });
    expect([-9, -1, 0, 1, 9].map((stored) => modalityValue(table, slice, stored))).toEqual([5, 5, 50, 500, 500]);
    expect([...shownValues(table, Int16Array.of(-9, 0, 9))]).toEqual([5, 50, 500]);
    const stored = Int16Array.of(1, 2);
    expect(shownValues(images({}), stored)).toBe(stored);
  });

  test('colours of a palette', () => {
    const palette = images({ palette: { first: 1, red: base64(Uint8Array.of(10, 20)), green: base64(Uint8Array.of(11, 21)), blue: base64(Uint8Array.of(12, 22)) } });
    expect([isColour(palette), isColour(images({})), isColour(images({ pixels: { type: 'uint8', samples: 3, bytesPerSlice: 12 } }))]).toEqual([true, false, true]);
    expect([...shownValues(palette, Uint8Array.of(0, 1, 2, 9))]).toEqual([10, 11, 12, 10, 11, 12, 20, 21, 22, 20, 21, 22]);
  });

  test('padding is one value or a range, whichever end is named first', () => {
    const padded = (paddingValue: number | null, paddingLimit?: number) => [-2001, -2000, -1995, -1990, -1989].map((stored) => isPadding(images({ paddingValue, ...(paddingLimit === undefined ? {} : { paddingLimit }) }), stored));
    expect(padded(null)).toEqual([false, false, false, false, false]);
    expect(padded(-2000)).toEqual([false, true, false, false, false]);
    expect(padded(-2000, -1990)).toEqual([false, true, true, true, false]);
    expect(padded(-1990, -2000)).toEqual([false, true, true, true, false]);
  });

  test('a VOI lookup table opens with the window in which it rises', () => {
    expect(windowOfLut(images({ voiLut: { first: -100, bits: 8, entries: base64(Uint16Array.of(0, 0, 0, 85, 170, 255, 255)) } }))).toEqual({ center: -97 + 1, width: 4, name: 'VOI LUT' });
    expect([windowOfLut(images({})), windowOfLut(images({ voiLut: { first: 0, bits: 8, entries: base64(Uint16Array.of(7, 7)) } }))]).toEqual([null, null]);
  });
});
