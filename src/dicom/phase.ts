/** What tells images of one place apart (interoperability row 18), from standard attributes, functional groups and the makers' own elements. */
import type { DataSet } from 'dicom-parser';
import type { FrameRecord } from './model.ts';
import { ascii, bytesOf, decimal, double, integer, parseDecimal, privateTag } from './part10/values.ts';

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

/** Acquisition, temporal position, echo time, b-value, content time; '' where unknown. `macro` gives the frame's functional group, per frame before shared. */
export function phaseOf(dataSet: DataSet, macro: (tag: string) => DataSet | null): FrameRecord['phase'] {
  const content = macro('x00209111');
  const echo = macro('x00189114');
  const diffusion = macro('x00189117');
  return [
    text(content?.uint16('x00209156') ?? integer(dataSet, 'x00200012')),
    text(content?.uint32('x00209128') ?? integer(dataSet, 'x00200100')),
    text(echo === null ? decimal(dataSet, 'x00180081') : double(echo, 'x00189082')),
    text(diffusion === null ? (double(dataSet, 'x00189087') ?? privateBValue(dataSet)) : double(diffusion, 'x00189087')),
    (content === null ? ascii(dataSet, 'x00080033') : ascii(content, 'x00189074')).slice(0, 32),
  ];
}

/** GE adds this to the b-value of some scans to mark a kind of averaging; what is left is the b-value in s/mm². */
const geOffset = 1e9;
/** No scanner goes beyond; a larger number is something else. */
const largestBValue = 50_000;

const known = new WeakMap<DataSet, number | null>();

/** b-value of Siemens, GE, Philips and United Imaging in their private blocks, s/mm²; null where none of them says one. Looked for once in a data set, however many frames share it. */
export function privateBValue(dataSet: DataSet): number | null {
  const before = known.get(dataSet);
  if (before !== undefined) return before;
  const value = findBValue(dataSet);
  known.set(dataSet, value);
  return value;
}

function findBValue(dataSet: DataSet): number | null {
  const siemens = privateTag(dataSet, '0019', /^SIEMENS MR HEADER/, '0c');
  const ge = privateTag(dataSet, '0043', /^GEMS_PARM_01/, '39');
  const philips = privateTag(dataSet, '2001', /^Philips Imaging DD 001/i, '03');
  const united = privateTag(dataSet, '0065', /^Image Private Header/i, '09');
  const values = [
    siemens && textNumber(dataSet, siemens),
    ge && stripOffset(textNumber(dataSet, ge)),
    philips && floatOrText(dataSet, philips),
    united && floatOrText(dataSet, united),
  ];
  return values.find((value): value is number => typeof value === 'number' && value >= 0 && value <= largestBValue) ?? null;
}

/** First value as text, also where the element came through a system that wrote it as UN. */
function textNumber(dataSet: DataSet, tag: string): number | null {
  const value = parseDecimal(ascii(dataSet, tag).split('\\')[0] ?? '');
  return Number.isFinite(value) ? value : null;
}

const stripOffset = (value: number | null): number | null => (value !== null && value >= geOffset ? value % geOffset : value);

/** A binary float of 4 or 8 bytes, else text. */
function floatOrText(dataSet: DataSet, tag: string): number | null {
  const vr = dataSet.elements[tag]?.vr;
  const { length } = bytesOf(dataSet, tag);
  if (vr !== 'FL' && vr !== 'FD') {
    const asText = textNumber(dataSet, tag);
    if (asText !== null) return asText;
  }
  const value = length === 8 ? dataSet.double(tag) : length === 4 ? dataSet.float(tag) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : null;
}
