import { expect, test } from 'vitest';
import type { InstanceRecord } from '../model.ts';
import { dateFindings, dateOfInstance } from './dateFindings.ts';

const dated = (acquisitionDate: string | null, seriesDate: string | null, contentDate: string | null, studyDate: string | null) => ({ acquisitionDate, seriesDate, contentDate, studyDate }) as unknown as InstanceRecord;

test.each([
  ['2024-03-05', '2024-03-06', '2024-03-07', '2024-03-08', '2024-03-05'], [null, '2024-03-06', '2024-03-07', '2024-03-08', '2024-03-06'], [null, null, '2024-03-07', '2024-03-08', '2024-03-07'], [null, null, null, '2024-03-08', '2024-03-08'], [null, null, null, null, null],
])('acquisition before series before content before study: %s %s %s %s', (acquisition, series, content, study, expected) => {
  expect(dateOfInstance(dated(acquisition, series, content, study))).toBe(expected);
});

test('days more than one apart are said, with the one that is used; a night is not', () => {
  expect(dateFindings([dated('2024-03-05', '2024-03-06', null, '2024-03-05')])).toEqual([]);
  expect(dateFindings([dated('2024-03-05', null, null, '2024-03-08'), dated('2024-03-06', null, null, '2024-03-08')])).toMatchObject([{
    code: 'TP-02', severity: 'warn', message: 'Its dates differ by 3 days: acquisition 2024-03-05 to 2024-03-06, study 2024-03-08. The acquisition date is used; correct it at the timepoint where it is wrong.',
  }]);
});
