import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sayNotRun, sharedPath } from '../../test/fixtures/shared.ts';
import { dictionaryOf, tableRowOf, tableRows, type OptionColumn } from './facts.ts';

const shared = sharedPath('spec/interop-data/codelists/ps3.15-table-e1-1.json');
if (shared === undefined) sayNotRun('comparison of table E.1-1 with the published list');

const columns: Readonly<Record<OptionColumn, string>> = {
  uids: 'retainUIDs', device: 'retainDeviceId', institution: 'retainInstitutionId', patient: 'retainPatientChars', fullDates: 'retainFullDates', modifiedDates: 'retainModifiedDates',
  descriptors: 'cleanDescriptors', structured: 'cleanStructuredContent', graphics: 'cleanGraphics', safePrivate: 'retainSafePrivate',
};

describe('table E.1-1', () => {
  it('has 621 rows, each with an action of the standard and an element of the dictionary', () => {
    expect(tableRows).toHaveLength(621);
    expect(tableRows.filter(({ basic }) => !/^(?:X|Z|D|U|X\/Z|X\/D|X\/Z\/D|Z\/D|X\/Z\/U\*)$/.test(basic))).toEqual([]);
    // Commands and file meta are never copied.
    expect(tableRows.filter(({ tag }) => !/^50XX|^60XX|^PRIVATE$|^0000|^0002/.test(tag) && dictionaryOf(Number.parseInt(tag, 16)) === undefined)).toEqual([]);
  });

  it.skipIf(shared === undefined)('says what the published list says, row by row', () => {
    // Its names carry footnotes on lines of their own.
    const published: Record<string, string | undefined>[] = (JSON.parse(readFileSync(shared ?? '', 'utf8')) as { attributes: Record<string, string>[] }).attributes.map((row) => ({ ...row, name: row['name']?.split('\n')[0] }));
    const ours = tableRows.map(({ tag, basic, name, options }) => ({ tag, name, basic, ...Object.fromEntries(Object.entries(columns).filter(([column]) => options[column as OptionColumn] !== '-').map(([column, theirs]) => [theirs, options[column as OptionColumn]])) }));
    const byTag = (a: { tag?: string | undefined }, b: { tag?: string | undefined }): number => ((a.tag ?? '') < (b.tag ?? '') ? -1 : 1);
    expect(ours.sort(byTag)).toEqual([...published].sort(byTag));
  });

  it('finds collective rows for curves, overlays and private elements', () => {
    expect(tableRowOf(0x50023000)?.name).toBe('Curve Data');
    expect(tableRowOf(0x60023000)?.name).toBe('Overlay Data');
    expect(tableRowOf(0x00091001)?.name).toBe('Private Attributes');
    expect(tableRowOf(0x00280010)).toBeUndefined();
  });
});
