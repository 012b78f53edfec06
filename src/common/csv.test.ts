import { expect, test } from 'vitest';
import fc from 'fast-check';
import { spreadsheetText, writeCsv, type Cell } from './csv.ts';

const columns = [{ name: 'A', cell: (row: readonly Cell[]) => row[0] ?? null }, { name: 'B', cell: (row: readonly Cell[]) => row[1] ?? null }];

/** An independent reader of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted) {
      if (c === '"' && text.charAt(i + 1) === '"') field += text.charAt((i += 1));
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',' || (c === '\r' && text.charAt(i + 1) === '\n')) {
      rows.at(-1)?.push(field);
      field = '';
      if (c === '\r') {
        i += 1;
        rows.push([]);
      }
    } else field += c;
  }
  return rows.slice(0, -1);
}

test('whatever the text, it is read back as it was written', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string())), (rows) => {
    expect(parse(writeCsv(columns, rows, { forSpreadsheets: false }))).toEqual([['A', 'B'], ...rows.map((row) => [...row])]);
  }));
});

test('text that a spreadsheet would run is made harmless; numbers never change', () => {
  const rows = [['=HYPERLINK("x")', -12.5], ['+1', 0], ['@sum', null], ['-2', true], ['\tx', 1e-7]] as const;
  expect(writeCsv(columns, rows, { forSpreadsheets: true })).toBe(`A,B\r\n"'=HYPERLINK(""x"")",-12.5\r\n'+1,0\r\n'@sum,\r\n'-2,true\r\n'\tx,1e-7\r\n`);
  expect(writeCsv(columns, rows, { forSpreadsheets: false })).toContain('\r\n+1,0\r\n');
});

test('a formula hides neither behind a line break, nor in full width, nor behind the separator of another language', () => {
  for (const text of ['\n=1', '＝1', 'a;=cmd|x', 'a\t@sum(1)', 'a;"=1', 'b\r\n+1']) {
    const safe = spreadsheetText(text);
    expect(safe.replaceAll("'", ''), text).toBe(text);
    for (const cell of safe.split(/[;\t\r\n]"*/)) expect(cell, text).not.toMatch(/^[=+\-@＝＋－＠]/);
  }
  for (const text of ['liver, segment 6', 'grew; -5 mm', 'a = b', '', 'x@y', "it's"]) expect(spreadsheetText(text)).toBe(text);
});
