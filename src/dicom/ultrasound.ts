import type { DataSet } from 'dicom-parser';
import type { CalibratedRegion } from '../geometry/index.ts';
import { double, items, unsigned } from './part10/values.ts';

/** PhysicalUnitsXDirection: centimetres (PS3.3 C.8.5.5.1.15). */
const centimetres = 3;

/** SequenceOfUltrasoundRegions with spacing in mm: deltas are in cm where both unit codes are 3, and their sign is a direction, not a size (row 9). */
export function ultrasoundRegions(dataSet: DataSet): readonly CalibratedRegion[] {
  return items(dataSet, 'x00186011').flatMap((item): CalibratedRegion[] => {
    const [left, top, right, bottom] = ['x00186018', 'x0018601a', 'x0018601c', 'x0018601e'].map((tag) => location(item, tag));
    if (left == null || top == null || right == null || bottom == null || right < left || bottom < top) return [];
    const isLength = unsigned(item, 'x00186024') === centimetres && unsigned(item, 'x00186026') === centimetres;
    const [x, y] = [double(item, 'x0018602c'), double(item, 'x0018602e')];
    return [{ left, top, right, bottom, spacingMm: isLength && x !== null && y !== null && x !== 0 && y !== 0 ? [Math.abs(y) * 10, Math.abs(x) * 10] : null }];
  });
}

const location = (item: DataSet, tag: string): number | null => (item.elements[tag]?.length === 4 ? (item.uint32(tag) ?? null) : null);
