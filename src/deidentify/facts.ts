/** Look-ups in the two data files: what table E.1-1 says about a tag, and what the dictionary knows about it. Tags are 32-bit numbers (group × 65536 + element). */
import { dictionary } from './data/dictionary.ts';
import { tableE11 } from './data/tableE11.ts';

export type OptionMark = 'K' | 'C' | '-';
export const optionColumns = ['uids', 'device', 'institution', 'patient', 'fullDates', 'modifiedDates', 'descriptors', 'structured', 'graphics', 'safePrivate'] as const;
export type OptionColumn = (typeof optionColumns)[number];

/** One row of table E.1-1. `tag` as printed there, with X for any digit, or PRIVATE. */
export type TableRow = { readonly tag: string; readonly basic: string; readonly options: Readonly<Record<OptionColumn, OptionMark>>; readonly name: string };

/** One data element of the standard: its value representations, how many values it may have, its name. */
export type DictionaryEntry = { readonly vrs: readonly string[]; readonly least: number; readonly most: number; readonly name: string };

export const tableRows: readonly TableRow[] = tableE11.trim().split('\n').map((line) => {
  const [tag = '', basic = '', marks = '', ...name] = line.split(' ');
  const options = Object.fromEntries(optionColumns.map((column, index) => [column, marks[index] as OptionMark])) as Record<OptionColumn, OptionMark>;
  return { tag, basic, options, name: name.join(' ') };
});

const rowsByTag = new Map(tableRows.map((row) => [row.tag, row]));
export const hex = (tag: number): string => tag.toString(16).toUpperCase().padStart(8, '0');
export const isPrivate = (tag: number): boolean => ((tag >>> 16) & 1) === 1;
/** 5000–50FF curves, 6000–60FF overlays. */
export const isCurve = (tag: number): boolean => tag >>> 24 === 0x50 && !isPrivate(tag);
export const isOverlay = (tag: number): boolean => tag >>> 24 === 0x60 && !isPrivate(tag);

/** The row for a tag; curves and private elements by their collective rows. */
export function tableRowOf(tag: number): TableRow | undefined {
  if (isPrivate(tag)) return rowsByTag.get('PRIVATE');
  if (isCurve(tag)) return rowsByTag.get('50XXXXXX');
  const text = hex(tag);
  return rowsByTag.get(isOverlay(tag) ? `60XX${text.slice(4)}` : text);
}

const entries = readDictionary();

function readDictionary(): ReadonlyMap<number, DictionaryEntry> {
  const found = new Map<number, DictionaryEntry>();
  let group = 0;
  for (const line of dictionary.trim().split('\n')) {
    if (line.length === 4) { group = Number.parseInt(line, 16); continue; }
    const [element = '', vrs = '', multiplicity = '', ...name] = line.split(' ');
    const [least = '1', most = least] = multiplicity.split('-');
    found.set(group * 0x10000 + Number.parseInt(element, 16), {
      vrs: vrs.split('/'), least: Number.parseInt(least, 10), most: most.endsWith('n') ? Number.POSITIVE_INFINITY : Number.parseInt(most, 10), name: name.join(' '),
    });
  }
  return found;
}

export const dictionaryOf = (tag: number): DictionaryEntry | undefined => entries.get(tag);

/** What a person calls an attribute; its tag where the standard has no name for it. */
export function nameOf(tag: number): string {
  if (isPrivate(tag)) return 'Private attribute';
  const text = hex(tag);
  return tableRowOf(tag)?.name ?? entries.get(tag)?.name ?? `(${text.slice(0, 4)},${text.slice(4)})`;
}
