/** Fragments of a lesion that broke up, each drawn and recorded by itself. Pure. */
import type { Assessment, SplitPart } from '../../src/casefile/index.ts';

const mark = '#';

/** Id of a fragment's calliper in the panes: the lesion's with the number of the fragment, first 1. */
export const fragmentId = (lesionId: string, index: number): string => `${lesionId}${mark}${index + 1}`;
/** Lesion of an id that may be a fragment's. */
export const ownerOf = (id: string): string => id.split(mark)[0] ?? id;
/** Index of the fragment an id names; null for a whole lesion. */
export function fragmentIndexOf(id: string): number | null {
  const number = Number(id.split(mark)[1]);
  return Number.isInteger(number) && number > 0 ? number - 1 : null;
}

/** Fragments of a target's record. A plain record is one fragment: a lesion is split as soon as a second one is given. */
export function fragmentsOf(record: Assessment | undefined): readonly SplitPart[] {
  switch (record?.state) {
    case 'split': return record.parts;
    case 'measured':
    case 'absent':
    case 'tooSmall':
    case 'notEvaluable': return [record];
    default: return [];
  }
}

/** The record of a lesion with these fragments; null without any. */
export function recordOfFragments(parts: readonly SplitPart[]): Assessment | null {
  const [only] = parts;
  return only === undefined ? null : parts.length === 1 ? only : { state: 'split', parts };
}

/** Fragments with one given, changed or, null, taken away. An index behind the last appends. */
export function withFragment(parts: readonly SplitPart[], index: number, part: SplitPart | null): readonly SplitPart[] {
  if (part === null) return parts.filter((_, at) => at !== index);
  return index >= parts.length ? [...parts, part] : parts.map((one, at) => (at === index ? part : one));
}
