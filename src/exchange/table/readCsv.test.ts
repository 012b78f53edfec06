import { describe, expect, it } from 'vitest';
import { readCsv } from './readCsv.ts';

const cells = (text: string) => readCsv(text).rows.map((row) => row.cells);

describe('rows of RFC 4180', () => {
  it.each<[name: string, text: string, rows: readonly (readonly string[])[]]>([
    ['lines end in CRLF, LF or CR, the last with or without', 'a,b\r\n1,2\n3,4\r5,6', [['1', '2'], ['3', '4'], ['5', '6']]],
    ['quotes keep separators, line ends and doubled quotes', 'a,b\r\n"x, y","line 1\r\nline 2"\r\n"said ""no""",', [['x, y', 'line 1\r\nline 2'], ['said "no"', '']]],
    ['missing cells are empty, empty lines are no rows', 'a,b,c\r\n1\r\n\r\n , ,\r\n2,3,4\r\n', [['1', '', ''], ['2', '3', '4']]],
    ['a mark before the header is no part of it; semicolons and tabs are separators', '\ufeffa;b\n1,5;2', [['1,5', '2']]],
    ['tabs', 'a\tb\n1\t2', [['1', '2']]],
    ['a separator in a quoted head does not count', '"a;b;c",d\n1,2', [['1', '2']]],
  ])('%s', (_name, text, rows) => { expect(cells(text)).toEqual(rows); });

  it('says on which line of the file a row begins, and what is wrong with it', () => {
    const table = readCsv('a,b\r\n"1\n2",x\r\n3,4,5\r\n"open');
    expect(table.rows.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(table.faults).toEqual([{ line: 5, message: 'A quotation mark is opened and never closed.' }, { line: 4, message: '3 cells under 2 columns. Is the separator right?' }]);
    expect(readCsv('a,a\n1,2').faults).toEqual([{ line: 1, message: 'Column a is there twice.' }]);
    expect(readCsv('a\n"1"x').faults).toMatchObject([{ line: 2 }]);
    expect(readCsv('')).toMatchObject({ header: [], rows: [] });
  });
});
