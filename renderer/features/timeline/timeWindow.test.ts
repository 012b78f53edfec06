import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/common/index.ts';
import { emptyRead, type SubjectCase } from '../../../src/casefile/index.ts';
import { brushed, moved, showing, zoomed, type TimeWindow } from './timeWindow.ts';
import { visitMarks } from './visitMarks.ts';

const days = (from: string, to: string): TimeWindow => ({ from: from as IsoDate, to: to as IsoDate });
const whole = days('2026-01-01', '2026-04-11');

describe('the days shown', () => {
  it('come closer around the pointer, which keeps its day, and never closer than two weeks', () => {
    expect(zoomed(whole, whole, 0.5, 0)).toEqual(days('2026-01-01', '2026-02-20'));
    expect(zoomed(whole, whole, 0.5, 1)).toEqual(days('2026-02-20', '2026-04-11'));
    expect(zoomed(whole, whole, 0.5, 0.5)).toEqual(days('2026-01-26', '2026-03-17'));
    expect(zoomed(whole, whole, 0.001, 0)).toEqual(days('2026-01-01', '2026-01-15'));
  });
  it('never leave the whole, further away or moved', () => {
    const part = days('2026-01-11', '2026-02-10');
    expect(zoomed(whole, part, 100, 0.9)).toEqual(whole);
    expect(moved(whole, part, -5)).toEqual(days('2026-01-01', '2026-01-31'));
    expect(moved(whole, part, 5)).toEqual(days('2026-03-12', '2026-04-11'));
  });
  it('are those between two places, and move to a day that is not among them', () => {
    expect(brushed(whole, whole, 0.5, 0.25)).toEqual(days('2026-01-26', '2026-02-20'));
    expect(showing(whole, days('2026-01-01', '2026-01-31'), '2026-03-12' as IsoDate)).toEqual(days('2026-02-25', '2026-03-27'));
    expect(showing(whole, whole, '2026-03-12' as IsoDate)).toBe(whole);
  });
});

it('a planned visit is done in its window, outside it, missed, or waited for', () => {
  const timepoint = (index: number, scan: string | null, performed = true) => ({ id: `t${index}`, index, label: `TP${index}`, visitName: '', plannedDate: `2026-0${index}-10`, scanDates: scan === null ? [] : [scan], performed, series: [] });
  const visits = { visits: [0, 31, 59, 90, 120].map((day, index) => ({ name: `V${index}`, day, windowBeforeDays: 3, windowAfterDays: 3 })), then: null };
  const subject = {
    facts: { randomisationDate: '2025-12-10' }, protocol: { name: '', params: {}, recordingDecimals: 1, liveEffect: true, visits }, ...emptyRead,
    timepoints: [{ ...timepoint(1, '2026-01-12') }, { ...timepoint(2, '2026-02-20'), plannedDate: '2026-02-07' }, timepoint(3, null, false), timepoint(4, null)],
  } as unknown as SubjectCase;
  expect(visitMarks(subject).map(({ label, state, earliest }) => [label, state, earliest])).toEqual([['TP1', 'done', '2026-01-07'], ['TP2', 'late', '2026-02-04'], ['TP3', 'missed', '2026-03-07'], ['TP4', 'waiting', null]]);
});
