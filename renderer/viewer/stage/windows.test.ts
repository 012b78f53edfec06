import { describe, expect, test } from 'vitest';
import { windowedGrey } from './caliperCrop.ts';
import { dragWindow, linearRange, windowOfRange } from './voi.ts';

describe('windows', () => {
  test('follow the LINEAR function of DICOM, with its half and its one', () => {
    expect(linearRange({ center: 40, width: 400 })).toEqual({ lower: -160, upper: 239 });
    expect([...windowedGrey([-161 + 1024, -160 + 1024, 40 + 1024, 239 + 1024, 400 + 1024], 1, -1024, { center: 40, width: 400 })]).toEqual([0, 0, 128, 255, 255]);
  });

  test('follow LINEAR_EXACT and SIGMOID from half a width below the centre to half above, also while they are dragged', () => {
    for (const shape of ['LINEAR_EXACT', 'SIGMOID'] as const) {
      expect(linearRange({ center: 40, width: 0.5, shape })).toEqual({ lower: 39.75, upper: 40.25 });
      expect(dragWindow({ center: 40, width: 400, name: 'File', shape }, 10, 0).shape).toBe(shape);
    }
  });

  test('span a range, end to end', () => {
    expect(linearRange(windowOfRange(-1024, 3071, 'Full'))).toEqual({ lower: -1024, upper: 3071 });
  });

  test('are wider to the right, higher downwards, and never below 1', () => {
    expect(dragWindow({ center: 40, width: 400, name: 'Soft tissue' }, 10, -5)).toEqual({ center: 32, width: 416, name: 'Custom' });
    expect(dragWindow({ center: 40, width: 400, name: 'Soft tissue' }, -9999, 0).width).toBe(1);
  });
});
