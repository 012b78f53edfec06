import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outwardOrder } from '../../../src/geometry/index.ts';
import { windowedGrey } from '../stage/caliperCrop.ts';
import { dragWindow, linearRange, windowOfRange } from '../stage/voi.ts';
import { createSliceWriter } from './seriesVolume.ts';
import { entriesToDrop } from './volumeCache.ts';

test('however the stream is cut, every slice lands in its place and is reported once it is whole', () => {
  const [count, bytes] = [7, 6];
  fc.assert(fc.property(fc.integer({ min: 0, max: count - 1 }), fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 42, maxLength: 42 }), (from, cuts) => {
    const order = outwardOrder(count, from);
    const stream = Uint8Array.from(order.flatMap((slice) => Array.from({ length: bytes }, (_, at) => slice * 10 + at)));
    const target = new Uint8Array(count * bytes);
    const write = createSliceWriter(target, order, bytes);
    const finished: number[] = [];
    for (let at = 0, cut = 0; at < stream.length; at += cuts[cut]!, cut += 1) finished.push(...write(stream.subarray(at, at + cuts[cut]!)));
    expect(finished).toEqual(order);
    expect([...target]).toEqual(Array.from({ length: count }, (_, slice) => Array.from({ length: bytes }, (_unused, at) => slice * 10 + at)).flat());
  }));
});

test('a slice is not reported while a byte of it is missing, and a byte too many is an error', () => {
  const write = createSliceWriter(new Uint8Array(8), [1, 0], 4);
  expect(write(new Uint8Array(3))).toEqual([]);
  expect(write(new Uint8Array(4))).toEqual([1]);
  expect(write(new Uint8Array(1))).toEqual([0]);
  expect(() => write(new Uint8Array(1))).toThrow(RangeError);
});

describe('the series cache', () => {
  const entry = (key: string, bytes: number, users: number, usedAt: number) => ({ key, bytes, users, usedAt });

  test('drops what was used longest ago first, and only as much as needed', () => {
    expect(entriesToDrop([entry('a', 40, 0, 3), entry('b', 40, 0, 1), entry('c', 40, 0, 2)], 90)).toEqual(['b']);
  });

  test('never drops what a pane shows, even over the limit', () => {
    expect(entriesToDrop([entry('a', 80, 1, 1), entry('b', 80, 2, 2), entry('c', 10, 0, 3)], 90)).toEqual(['c']);
  });
});

describe('windows', () => {
  test('follow the LINEAR function of DICOM, with its half and its one', () => {
    expect(linearRange({ center: 40, width: 400 })).toEqual({ lower: -160, upper: 239 });
    expect([...windowedGrey([-161 + 1024, -160 + 1024, 40 + 1024, 239 + 1024, 400 + 1024], 1, -1024, { center: 40, width: 400 })]).toEqual([0, 0, 128, 255, 255]);
  });

  test('span a range, end to end', () => {
    expect(linearRange(windowOfRange(-1024, 3071, 'Full'))).toEqual({ lower: -1024, upper: 3071 });
  });

  test('are wider to the right, higher downwards, and never below 1', () => {
    expect(dragWindow({ center: 40, width: 400, name: 'Soft tissue' }, 10, -5)).toEqual({ center: 32, width: 416, name: 'Custom' });
    expect(dragWindow({ center: 40, width: 400, name: 'Soft tissue' }, -9999, 0).width).toBe(1);
  });
});
