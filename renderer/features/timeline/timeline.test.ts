import { describe, expect, it } from 'vitest';
import type { Assessment, Lesion, SubjectCase } from '../../../src/casefile/index.ts';
import { emptyRead, toEngineInput } from '../../../src/casefile/index.ts';
import { evaluateSubject } from '../../../src/endpoints/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { evidenceFor, progressionSentence } from './provenance.ts';
import { sumSeries } from './sumSeries.ts';
import { endingWords } from './words.ts';

const dates = ['2023-05-30', '2023-08-01', '2023-09-26', '2023-11-21', '2024-01-16', '2024-03-12'];
const lesion = (label: string, role: Lesion['role']): Lesion => ({ id: label, label, role, organ: 'liver', kind: 'nonNodal', description: '', group: false, placedAt: 't0' }) as unknown as Lesion;
const measured = (mm: number): Assessment => ({ state: 'measured', caliper: { seriesId: '' }, longAxisMm: mm, shortAxisMm: null }) as unknown as Assessment;
const newLesion = (status: 'equivocal' | 'unequivocal'): Assessment => ({ state: 'newLesion', status });

/** One target over the dates above (null: not read) and, where given, a new lesion X1. */
function subjectWith(sums: readonly (number | null)[], x1: Readonly<Record<number, 'equivocal' | 'unequivocal'>> = {}): { subject: SubjectCase; result: SubjectResult } {
  const entries = <T>(list: readonly (T | null)[], make: (value: T) => Assessment) => Object.fromEntries(list.flatMap((value, index) => (value === null ? [] : [[`t${index}`, make(value)]])));
  const subject = {
    studyId: 's', studyCode: 'S', subjectId: 'p', code: 'P', site: '', note: '', revision: 1, facts: { randomisationDate: '2023-06-05' },
    protocol: { name: 'RECIST 1.1', params: {}, recordingDecimals: 1, liveEffect: true },
    timepoints: dates.map((date, index) => ({ id: `t${index}`, index, label: index === 0 ? 'Baseline' : `TP${index}`, visitName: '', plannedDate: index === 4 ? '2024-01-15' : date, scanDates: [date], performed: true, series: [] })),
    lesions: [lesion('T1', 'target'), ...(Object.keys(x1).length > 0 ? [lesion('X1', 'new')] : [])],
    assessments: { T1: entries(sums, measured), X1: entries(dates.map((_, index) => x1[index] ?? null), newLesion) },
    undo: { available: false, what: null }, redo: { available: false, what: null }, ...emptyRead,
  } as unknown as SubjectCase;
  const input = toEngineInput(subject);
  if (!input) throw new Error('the case has no baseline');
  return { subject, result: evaluateSubject(input, {}, { T1: 'T1', X1: 'X1' }) };
}

describe('where the progression date comes from', () => {
  it('names the target sum at its scan, with the change that decided', () => {
    const { subject, result } = subjectWith([95.7, 60, 60, 60, 73, null]);
    const [first, ...others] = evidenceFor(subject, result);
    expect(first).toMatchObject({ used: true, date: '2024-01-16', rule: 'R-306', timepointId: 't4' });
    expect(first?.detail).toContain('13.0 mm and 21.7\u2009% above the nadir of 60.0 mm');
    expect(others.find((step) => step.key === 'visit')).toMatchObject({ used: false, date: '2024-01-15', rule: 'R-215' });
    expect(others.at(-1)).toMatchObject({ used: true, date: '2024-01-16', rule: 'R-801' });
    expect(progressionSentence(result)).toBe('First PD at t4: target sum on 2024-01-16. PFS 226 days, 7.4 months.');
  });

  it('shows the first equivocal scan as used and the unequivocal one as considered when the date was moved back', () => {
    const { subject, result } = subjectWith([95.7, 77, 62, 57.6, 59.9, 60], { 4: 'equivocal', 5: 'unequivocal' });
    expect(result.progression).toMatchObject({ date: '2024-01-16', backdatedFrom: 't5' });
    const steps = evidenceFor(subject, result);
    expect(steps[0]).toMatchObject({ used: true, rule: 'R-507', date: '2024-01-16', title: 'X1 first seen, equivocal' });
    expect(steps.find((step) => step.title === 'X1 unequivocal')).toMatchObject({ used: false, rule: 'R-502', date: '2024-03-12' });
    expect(progressionSentence(result)).toContain('X1, first seen equivocal at t4 on 2024-01-16, is unequivocal at t5');
  });

  it('is empty without progression', () => {
    const { subject, result } = subjectWith([95.7, 90, null, null, null, null]);
    expect(evidenceFor(subject, result)).toEqual([]);
    expect(progressionSentence(result)).toBe('No timepoint is PD. PFS 58 days, 1.9 months, censored.');
  });
});

describe('the figure of the sums', () => {
  it('steps the PD limit with the nadir that each timepoint was judged by', () => {
    const { subject, result } = subjectWith([100, 80, 60, 90, null, null]);
    const series = sumSeries(subject, result);
    expect(series?.pdSteps.map((step) => [step.from, step.limitMm])).toEqual([['2023-05-30', 120], ['2023-08-01', 96], ['2023-09-26', 72]]);
    expect(series?.pdSteps.at(-1)?.to).toBe(series?.to);
    expect(series?.prLimitMm).toBe(70);
    expect(series?.nadir).toMatchObject({ valueMm: 60, label: 'TP2' });
  });

  it('has room on both sides and does not put a missing sum at 0', () => {
    const { subject, result } = subjectWith([100, 80, null, 90, null, null], { 2: 'equivocal' });
    const series = sumSeries(subject, result);
    expect(series && series.from < '2023-05-30' && series.to > '2023-11-21').toBe(true);
    expect(series?.points.map((point) => point.sumMm)).toEqual([100, 80, null, 90]);
  });
});

describe('endpoints in words', () => {
  it('say what ended them without the length that stands beside it, and why one does not apply', () => {
    const { result } = subjectWith([95.7, 90, null, null, null, null]);
    expect(endingWords(result.reasons.endpoints.PFS.sentence)).toBe('No progression and no death up to the last evaluable assessment, t1 (2023-08-01). Counted from randomisation on 2023-06-05.');
    expect(result.reasons.endpoints.DOR.sentence).toBe('Does not apply: no response.');
  });
});
