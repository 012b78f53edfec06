import { describe, expect, test } from 'vitest';
import { assessTimepoints, classifyLesion, defaultParameters, formatMm, formatPercentChange, formatSignedMm, roundMm, smallestMeasurableMm, type SubjectInput, type TimepointInput } from './index.ts';

const day = (week: number) => `2024-${String(week).padStart(2, '0')}-01` as TimepointInput['id'] & SubjectInput['baseline']['date'];
const labels = { t1: 'T1', t2: 'T2', n1: 'N1', x1: 'X1', a: 'TP1', b: 'TP2', c: 'TP3' };

/** Two lesions of 48 and 32 mm and one non-target; sizes per visit, null for not evaluable. */
function explained(visits: readonly (readonly [number | null, number | null, Partial<TimepointInput>?])[], kind: 'node' | 'nonNodal' = 'nonNodal') {
  const input: SubjectInput = {
    subject: {},
    baseline: { date: day(1), targets: [{ id: 't1', kind: 'nonNodal', organ: 'liver', sizeMm: 48 }, { id: 't2', kind, organ: 'lung', sizeMm: 32 }], nonTargets: [{ id: 'n1', kind: 'nonNodal', organ: 'bone' }] },
    timepoints: visits.map(([t1, t2, more], index) => ({
      id: ['a', 'b', 'c'][index] ?? '', date: day(index + 2),
      targets: Object.fromEntries([['t1', t1], ['t2', t2]].map(([id, value]) => [id, value === null ? { state: 'notEvaluable', reason: 'obscured' } : value === 0 ? { state: 'absent' } : { state: 'measured', value }])) as TimepointInput['targets'],
      nonTargets: { n1: { status: 'present' } }, newLesions: [], ...more,
    })),
  };
  return assessTimepoints(input, defaultParameters, labels).timepoints.map(({ result }) => result.explanation);
}

describe('what a reader is told', () => {
  test('progression: sum, nadir with its timepoint, and the limits', () => {
    const [, , last] = explained([[40, 30], [36.3, 30], [46.3, 33.4]]);
    expect(last?.sentence).toBe('Sum 79.7 mm is 13.4 mm and 20.2\u2009% above the nadir of 66.3 mm (TP2). Limits: at least 5 mm and at least 20\u2009%.');
    expect(last?.decidingLesions).toEqual(['t1', 't2']);
    expect(last?.pdLimit).toEqual({ limitMm: 79.6, distanceMm: -0.1 });
  });
  test('the arithmetic is written as on paper', () => {
    const [, last] = explained([[24, 15], [31, 15.2]]);
    expect(last?.arithmetic).toBe('31.0 + 15.2 = 46.2 mm; \u221242.3\u2009% from 80.0; +18.5\u2009%, +7.2 mm over nadir 39.0: below 20\u2009%, so not PD');
    expect(last?.prLimit).toEqual({ limitMm: 56, distanceMm: -9.8 });
    expect(last?.pdLimit).toEqual({ limitMm: 46.8, distanceMm: 0.6 });
  });
  test('partial response names the lesions that shrank, the most first', () => {
    const [only] = explained([[40, 15]]);
    expect(only?.sentence).toBe('Sum 55.0 mm is 25.0 mm and 31.3\u2009% below the baseline sum of 80.0 mm. Limit: at least 30\u2009%.');
    expect(only?.decidingLesions).toEqual(['t2', 't1']);
  });
  test('stable disease says what it falls short of', () => {
    const [first, second] = explained([[48, 29], [48, 34]]);
    expect(first?.sentence).toContain('below the baseline sum of 80.0 mm, less than 30\u2009%, so not PR.');
    expect(second?.sentence).toBe('Sum 82.0 mm is 2.0 mm and 2.5\u2009% above the baseline sum of 80.0 mm, so not PR, and 5.0 mm and 6.5\u2009% above the nadir of 77.0 mm (TP1), below 20\u2009%, so not PD.');
  });
  test('a missing target: no sum, what the rest says, and the limit it stays below', () => {
    const [, ne, pd] = explained([[30, 20], [59, null], [61, null]]);
    expect(ne?.sentence).toBe('T2 is not evaluable, so there is no sum. The partial sum of 59.0 mm is 9.0 mm and 18.0\u2009% above the nadir of 50.0 mm (TP1): below 20\u2009%, so not PD.');
    expect(ne?.decidingLesions).toEqual(['t2']);
    expect(ne?.arithmetic).toBe('59.0 + NE: no sum, partial sum 59.0 mm; +18.0\u2009%, +9.0 mm over nadir 50.0: below 20\u2009%, so not PD');
    expect(pd?.sentence).toContain('The partial sum of 61.0 mm alone is 11.0 mm and 22.0\u2009% above the nadir of 50.0 mm (TP1); T2, not evaluable, cannot lower it.');
  });
  test('disease after complete response is progression whatever the sum, and the limits no longer apply', () => {
    const gone = { nonTargets: { n1: { status: 'absent' as const } } };
    const [cr, pd] = explained([[0, 8, gone], [0, 10.5, gone]], 'node');
    expect(cr?.sentence).toBe('No target is disease: non-nodal targets are 0 mm and every target node is below 10 mm (sum 8.0 mm). All non-targets are absent.');
    expect(pd).toEqual(expect.objectContaining({ sentence: 'T2 shows disease again after overall CR at TP1: progression whatever the sum.', decidingLesions: ['t2'], prLimit: null, pdLimit: null }));
  });
  test('new lesion, non-target and back-dating', () => {
    const found = (status: 'equivocal' | 'unequivocal') => ({ newLesions: [{ id: 'x1', status }] });
    const [back, pd] = explained([[48, 32, found('equivocal')], [48, 32, { ...found('unequivocal'), nonTargets: { n1: { status: 'unequivocalProgression' } } }]]);
    expect(back?.sentence).toMatch(/^Progression is dated back to 2024-02-01: X1, equivocal here, is unequivocal at TP2\. As read SD\. Sum 80\.0 mm/);
    expect(back?.decidingLesions).toEqual(['x1']);
    expect(pd?.sentence).toBe('Unequivocal progression of non-target N1. New lesion X1 is unequivocal.');
    expect(pd?.decidingLesions).toEqual(['n1', 'x1']);
  });
  test('serialises like plain data', () => {
    const [only] = explained([[40, 15]]);
    expect(Object.keys(JSON.parse(JSON.stringify(only))).sort()).toEqual(['arithmetic', 'decidingLesions', 'newLesion', 'nonTarget', 'pdLimit', 'prLimit', 'sentence', 'target', 'thresholds']);
  });
});

describe('numbers for display', () => {
  test('R-006: one decimal more where the shown value would contradict the category', () => {
    expect(formatPercentChange(70.01, 100, 'baseline')).toBe('\u221229.99\u2009%');
    expect(formatPercentChange(70, 100, 'baseline')).toBe('\u221230.0\u2009%');
    expect(formatPercentChange(69.99, 100, 'baseline')).toBe('\u221230.0\u2009%');
    expect(formatPercentChange(119.96, 100, 'nadir')).toBe('+19.96\u2009%');
    expect(formatPercentChange(119.9999, 100, 'nadir')).toBe('+19.9999\u2009%');
    expect(formatPercentChange(120.04, 100, 'nadir')).toBe('+20.0\u2009%');
    expect(formatPercentChange(50, 0, 'nadir')).toBeNull();
    expect(formatPercentChange(80, 80, 'nadir')).toBe('0.0\u2009%');
  });
  test('half away from zero, also for percentages', () => {
    expect(formatPercentChange(100.25, 100, 'nadir')).toBe('+0.3\u2009%');
    expect(formatPercentChange(99.75, 100, 'nadir')).toBe('\u22120.3\u2009%');
    expect(formatPercentChange(1_000_000, 0.0001, 'nadir')).toBe('+999999999900.0\u2009%');
  });
  test('a size is shown as recorded, at least with one decimal', () => {
    expect([46, 46.2, 8.61, 0.0001, 10.0001, 0].map(formatMm)).toEqual(['46.0', '46.2', '8.61', '0.0001', '10.0001', '0.0']);
    expect([7.2, -3.1, 0].map(formatSignedMm)).toEqual(['+7.2', '\u22123.1', '0.0']);
  });
  test.each([
    [12.345, 1, 12.3], [12.35, 1, 12.4], [12.25, 1, 12.3], [2.675, 2, 2.68], [1.005, 2, 1.01], [9.95, 1, 10], [0.05, 1, 0.1], [0.049999, 1, 0],
    [-2.25, 1, -2.3], [1e-7, 4, 0], [14.5, 0, 15], [14.4999, 0, 14], [30, 1, 30], [0.00005, 4, 0.0001], [24.94999999999, 1, 24.9],
  ])('R-004: %d to %d decimals is %d', (value, decimals, expected) => expect(roundMm(value, decimals)).toBe(expected));
});

describe('smallest measurable size', () => {
  test.each([
    ['nonNodal', 'CT', 3, 10], ['nonNodal', 'CT', 5, 10], ['nonNodal', 'CT', 6, 12], ['nonNodal', 'MRI', 8, 16], ['node', 'CT', 3, 15], ['node', 'CT', 8, 16], ['node', 'CT', 7, 15],
    ['nonNodal', 'chestXray', undefined, 20], ['nonNodal', 'caliper', undefined, 10], ['nonNodal', 'ultrasound', undefined, null], ['node', 'PET', undefined, null],
  ] as const)('%s on %s, slices %s mm: %s mm, and the engine agrees on both sides of it', (kind, method, sliceThicknessMm, expected) => {
    const lesion = { kind, method, ...(sliceThicknessMm === undefined ? {} : { sliceThicknessMm }) };
    expect(smallestMeasurableMm(lesion)).toBe(expected);
    if (expected === null) return;
    expect(classifyLesion({ ...lesion, sizeMm: expected }).class).toBe('measurable');
    expect(classifyLesion({ ...lesion, sizeMm: expected - 0.0001 }).class).not.toBe('measurable');
  });
});
