import { describe, expect, it } from 'vitest';
import { csvText } from './csvText.ts';

const one = (value: string | number | null) => csvText([{ name: 'v', value: (row: { v: string | number | null }) => row.v }], [{ v: value }]).split('\n').slice(1).join('\n');

describe('CSV text', () => {
  it('keeps text that a spreadsheet would run as a formula as text', () => {
    for (const text of ['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=1']) expect(one(text)).toContain(`'${text}`);
  });
  it('writes negative numbers as numbers', () => expect(one(-27.9)).toBe('-27.9\n'));
  it('quotes commas, quotes and line breaks', () => expect(one('a,"b"\nc')).toBe('"a,""b""\nc"\n'));
  it('leaves an empty cell for null, not a word', () => expect(one(null)).toBe('\n'));
});
