import { describe, expect, it } from 'vitest';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { facetsOf, filterRows, lastResponse } from './facets.ts';
import { orderRows, urgentTasks } from './worklistOrder.ts';

type Cell = WorklistRow['cells'][number];
const cell = (label: string, overall: Cell['overall'], status: Cell['status'] = 'complete'): Cell => ({ timepointId: label as Cell['timepointId'], label, status, overall, assessed: 0, expected: 0 });
const row = (code: string, kind: WorklistRow['next']['kind'], more: Partial<WorklistRow> = {}): WorklistRow => ({
  subjectId: code as WorklistRow['subjectId'], code, site: '01 Lund', note: '', next: { kind, text: kind, detail: '', timepointId: null }, cells: [], sums: [],
  latestSumMm: null, pctFromBaseline: null, bestOverallResponse: null, progression: null, ...more,
});
const rows = [
  row('01-0003', 'nothing', { cells: [cell('TP1', 'PR'), cell('TP2', 'PD')], latestSumMm: 80 }),
  row('01-0002', 'waitForImages', { cells: [cell('TP1', 'SD'), cell('TP2', null, 'noImages')], latestSumMm: 60 }),
  row('02-0001', 'read', { site: '02 Graz' }),
  row('01-0001', 'continue', { latestSumMm: 0 }),
  row('02-0002', 'confirm', { site: '02 Graz', cells: [cell('TP1', 'PD')] }),
  row('01-0004', 'read'),
];
const codes = (list: readonly WorklistRow[]) => list.map((one) => one.code);

describe('what comes next', () => {
  it('is what was begun, then what is ready, then what waits for a decision', () => {
    expect(codes(urgentTasks(rows, 3))).toEqual(['01-0001', '01-0004', '02-0001']);
    expect(codes(orderRows(rows, { column: 'next', descending: false }))).toEqual(['01-0001', '01-0004', '02-0001', '02-0002', '01-0002', '01-0003']);
  });

  it('never offers waiting or finished subjects as tasks', () => {
    expect(urgentTasks([row('a', 'waitForImages'), row('b', 'nothing')], 3)).toEqual([]);
  });
});

it('sorts sums with missing ones last both ways, and 0 mm as a value', () => {
  expect(codes(orderRows(rows, { column: 'sum', descending: false })).slice(0, 3)).toEqual(['01-0001', '01-0002', '01-0003']);
  expect(codes(orderRows(rows, { column: 'sum', descending: true })).slice(0, 3)).toEqual(['01-0003', '01-0002', '01-0001']);
});

describe('facets', () => {
  it('count the category of the latest timepoint that has one', () => {
    expect(lastResponse(rows[1] ?? row('x', 'nothing'))).toBe('SD');
    const count = (value: string) => facetsOf(rows, {}).find((facet) => facet.group === 'response' && facet.value === value)?.count;
    expect([count('PD'), count('SD'), count('PR'), count('none')]).toEqual([2, 1, undefined, 3]);
  });

  it('narrow each other, and with the text', () => {
    expect(codes(filterRows(rows, '', { site: '02 Graz', response: 'PD' }))).toEqual(['02-0002']);
    expect(codes(filterRows(rows, ' graz READ ', {}))).toEqual(['02-0001']);
    expect(filterRows(rows, '', { status: 'toRead', response: 'CR' })).toEqual([]);
  });
});
