import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Caliper } from '../../casefile/index.ts';
import type { PictureRequest } from '../../exchange/index.ts';
import type { SeriesSource } from '../../services/index.ts';
import { blobPath } from '../../store/index.ts';
import type { DecodePool } from '../volumeSource.ts';
import { renderKeyImage } from './index.ts';

// 40 columns of 0.5 mm, 30 rows of 1 mm: 20 × 30 mm. One bright pixel at column 10, row 20.
const [columns, rows, columnMm, rowMm] = [40, 30, 0.5, 1];
const folder = mkdtempSync(path.join(tmpdir(), 'nadir-picture-'));
const sha256 = 'a'.repeat(64);
const values = new Int16Array(columns * rows).fill(0);
values[20 * columns + 10] = 1000;
mkdirSync(path.dirname(blobPath(folder, sha256)), { recursive: true });
writeFileSync(blobPath(folder, sha256), new Uint8Array(values.buffer));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const format = { transferSyntaxUid: '1.2.840.10008.1.2.1', rows, columns, samplesPerPixel: 1, planarConfiguration: 0, bitsAllocated: 16, bitsStored: 16, highBit: 15, signed: true, float: false, words: true, photometric: 'MONOCHROME2' };
const frame = { frameNumber: 1, bytes: [{ offset: 0, length: values.byteLength }] };
const source = {
  blobRoot: folder,
  instances: new Map([['1.2.3', { sopInstanceUid: '1.2.3', sha256, pixels: format, frames: [frame] }]]),
  stack: {
    summary: { rows, columns, spacingMm: [rowMm, columnMm, 5], measuringOff: null },
    images: {
      rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], photometric: 'MONOCHROME2', pixels: { type: 'int16', samples: 1, bytesPerSlice: values.byteLength }, windows: [], paddingValue: null,
      slices: [{ sopInstanceUid: '1.2.3', frameNumber: 1, origin: [100, 50, 7], rescaleSlope: 1, rescaleIntercept: 0 }],
    },
  },
} as unknown as SeriesSource;
const pool = {} as DecodePool;
const caliper = { seriesId: 's', sopInstanceUid: '1.2.3', frameNumber: 1, longAxis: [[102, 55, 7], [112, 55, 7]], shortAxis: null, shortAxisProvisional: false, renderer: 'generated' } as unknown as Caliper;
const request = { seriesId: 's', sopInstanceUid: '1.2.3', frameNumber: 1, window: { center: 500, width: 1000 }, calipers: [], topLeft: [], bottomLeft: [], around: null, longerSide: 300 } as unknown as PictureRequest;
const at = ({ rgb, width }: { rgb: Uint8Array; width: number }, x: number, y: number): number[] => [...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];

test('a picture has true proportions, and a pixel is where its mm are', async () => {
  const picture = await renderKeyImage(source, pool, { ...request, markScale: 0.1 });
  expect([picture.width, picture.height]).toEqual([200, 300]);
  // 10 px per mm: the centre of the bright pixel lies at (10 + ½) × 0.5 mm, (20 + ½) × 1 mm.
  expect(at(picture, 52, 204)[0]).toBeGreaterThan(220);
  expect(at(picture, 40, 204)[0]).toBe(0);
});

test('callipers are burned in where they were drawn, in the colour of the role, and the same facts give the same bytes', async () => {
  const drawn = { ...request, markScale: 3, calipers: [{ lesionId: 'l', role: 'target', label: 'T1', valueText: '10.0', caliper }] } as unknown as PictureRequest;
  const [one, other] = [await renderKeyImage(source, pool, drawn), await renderKeyImage(source, pool, drawn)];
  // World x 107 is column 14, so 14.5 × 0.5 mm from the edge; y 55 is row 5, 5.5 mm from the top.
  const [red, green, blue] = at(one, 72, 55);
  expect([red! > 200, green! > 150, blue! < 160]).toEqual([true, true, true]);
  expect(at(one, 72, 120)).toEqual([0, 0, 0]);
  expect(Buffer.from(one.png).equals(Buffer.from(other.png))).toBe(true);
});

test('a square around a lesion has the lesion in its middle', async () => {
  const picture = await renderKeyImage(source, pool, { ...request, around: caliper, calipers: [{ lesionId: 'l', role: 'target', label: 'T1', valueText: '', caliper }], longerSide: 240, markScale: 3 } as unknown as PictureRequest);
  expect([picture.width, picture.height]).toEqual([240, 240]);
  expect(at(picture, 120, 120)[0]).toBeGreaterThan(200);
});

test('an image of another series is named as such', async () => {
  await expect(renderKeyImage(source, pool, { ...request, frameNumber: 2 })).rejects.toThrow('not in its series');
});
