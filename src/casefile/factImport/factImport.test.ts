import { describe, expect, it } from 'vitest';
import { dateFault, formatsThatFit, numberFault, readDate, readNumber, type DateFormat } from './cells.ts';
import { proposedMapping } from './fields.ts';
import { readFactRows } from './readRows.ts';

describe('a cell as a day', () => {
  it.each<[text: string, format: DateFormat, day: string | null]>([
    ['2026-02-28', 'YYYY-MM-DD', '2026-02-28'], ['2026-02-29', 'YYYY-MM-DD', null], ['2024-02-29', 'YYYY-MM-DD', '2024-02-29'], ['2026-02-28T10:30', 'YYYY-MM-DD', '2026-02-28'], ['2026-02', 'YYYY-MM-DD', null],
    ['3.4.2026', 'DD.MM.YYYY', '2026-04-03'], ['03.04.26', 'DD.MM.YYYY', null], ['03/04/2026', 'DD/MM/YYYY', '2026-04-03'], ['03/04/2026', 'MM/DD/YYYY', '2026-03-04'], ['13/04/2026', 'MM/DD/YYYY', null],
    ['03-APR-2026', 'DD-MMM-YYYY', '2026-04-03'], ['3 Apr 2026', 'DD-MMM-YYYY', '2026-04-03'], ['03-Mai-2026', 'DD-MMM-YYYY', null], ['20260403', 'YYYYMMDD', '2026-04-03'], ['20261303', 'YYYYMMDD', null],
  ])('%s as %s is %s', (text, format, day) => { expect(readDate(text, format)).toBe(day); });

  it('is offered every format in which all cells are days, never one by itself', () => {
    expect(formatsThatFit(['03/04/2026', '', '05/06/2026'])).toEqual(['DD/MM/YYYY', 'MM/DD/YYYY']);
    expect(formatsThatFit(['03/04/2026', '25/06/2026'])).toEqual(['DD/MM/YYYY']);
    expect(formatsThatFit(['', ''])).toEqual([]);
    expect(dateFault('31.12.2025', 'YYYY-MM-DD')).toBe('31.12.2025 is not written as YYYY-MM-DD; as DD.MM.YYYY it is a day.');
    expect(dateFault('31.02.2025', 'YYYY-MM-DD')).toBe('31.02.2025 is no day of the calendar, written as YYYY-MM-DD.');
  });

  it('numbers have one decimal mark, that of the file', () => {
    expect([readNumber('12.5', '.'), readNumber('12,5', '.'), readNumber('12,5', ','), readNumber('1.234,5', ','), readNumber('-1', '.'), readNumber('< 5', '.')]).toEqual([12.5, null, 12.5, null, null, null]);
    expect([numberFault('12,5', '.'), numberFault('< 5', '.')]).toEqual(['12,5 is written with a decimal comma; choose it for the file.', '< 5 is not a number.']);
  });
});

describe('columns and rows', () => {
  it('recognises columns by their names, those of the last time first, no field twice', () => {
    expect(proposedMapping(['USUBJID', 'Date of death', 'Death Date', 'DTHDT', 'ARM'], null)).toEqual({ USUBJID: 'subject', 'Death Date': 'deathDate', ARM: 'arm' });
    expect(proposedMapping(['Pat', 'Death Date'], { Pat: 'subject', 'Death Date': 'lastKnownAliveDate', Gone: 'arm' })).toEqual({ Pat: 'subject', 'Death Date': 'lastKnownAliveDate' });
  });

  it('names row and column of everything that is wrong, and takes no wrong cell', () => {
    const header = ['Subject', 'Death', 'Arm', 'Marker', 'Value'];
    const mapping = { Subject: 'subject', Death: 'deathDate', Arm: 'arm', Marker: 'markerName', Value: 'markerValue' };
    const { rows, problems } = readFactRows(header, [
      { line: 2, cells: ['S-1', '31.12.2025', 'A', '', ''] }, { line: 3, cells: ['', '2026-01-01', '', '', ''] }, { line: 4, cells: ['S-2', '', 'A', 'NSE', '12,5'] }, { line: 5, cells: ['s-2', '', 'B', '', ''] },
    ], mapping, { dates: 'YYYY-MM-DD', decimal: '.' });
    expect(problems.map(({ row, column, message }) => [row, column, message])).toEqual([
      [2, 'Death', '31.12.2025 is not written as YYYY-MM-DD; as DD.MM.YYYY it is a day.'], [3, 'Subject', 'The subject is missing.'], [4, 'Value', '12,5 is written with a decimal comma; choose it for the file.'],
      [5, 'Arm', 'Row 4 says A for the same subject.'],
    ]);
    expect(rows[0]?.values['deathDate']).toBeUndefined();
    expect(readFactRows(header, [{ line: 2, cells: ['S', '', '', 'NSE', '1'] }], mapping, { dates: 'YYYY-MM-DD', decimal: '.' }).problems).toMatchObject([{ row: 2, column: 'Value', message: 'Marker, value needs timepoint in the same row.' }]);
    expect(readFactRows(['x'], [], {}, { dates: 'YYYY-MM-DD', decimal: '.' }).problems).toMatchObject([{ row: 1, message: 'No column is the subject. Choose it.' }]);
  });
});
