import { describe, expect, it } from 'vitest';
import type { AdjudicationCase, AnonymousRead } from '../../../src/casefile/index.ts';
import { comparedRows, firstTimepoint, notesOf, pairIndex, placeOfDifference, placeOfPair, shownTimepoints, unlikeTimepoints } from './compareModel.ts';
import { inOrder, stateDetail, stateText, type ListedSubject } from './words.ts';

const caliper = (id: string, x: number) => ({ seriesId: `series-${id}`, sopInstanceUid: '1', frameNumber: 1, longAxis: [[x, 0, 0], [x + 10, 0, 0]], shortAxis: null, shortAxisProvisional: false, renderer: 'r' });
const measured = (id: string, x: number) => ({ state: 'measured', caliper: caliper(id, x), longAxisMm: 10, shortAxisMm: null });
const labels = ['Baseline', 'TP1', 'TP2', 'TP3'];
const timepoints = labels.map((label, index) => ({ id: `t${index}`, label, index, visitName: '', series: [{ id: `series-t${index}` }], scanDates: [], performed: true }));
const lesion = (id: string, label: string, role = 'target', placedAt = 't0') => ({ id, label, role, kind: 'nonNodal', organ: 'liver', description: '', group: false, placedAt });

/** Both follow T1; only A has X1, found at TP2. */
function bothReads(): AdjudicationCase {
  const read = (name: 'a' | 'b', overall: readonly string[], lesions: unknown[], assessments: object, over: object = {}): AnonymousRead => ({
    case: { code: 'S-1', timepoints, lesions, assessments, overrides: {}, signOffs: {}, checkReasons: {}, facts: {}, protocol: {}, ...over },
    result: { baseline: { sum: 10 }, timepoints: overall.map((one, index) => ({ id: `t${index + 1}`, overall: one, sum: 10 })), progression: name === 'a' ? { timepointId: 't2', date: '2026-05-01' } : null },
    compared: { bor: 'SD', progressionDate: name === 'a' ? '2026-05-01' : null, responseDate: null, measurableAtBaseline: true },
  } as unknown as AnonymousRead);
  const a = read('a', ['SD', 'PD', 'PD'], [lesion('a1', 'T1'), lesion('ax', 'X1', 'new', 't2')], { a1: { t0: measured('t0', 0), t1: measured('t1', 1) }, ax: { t2: { state: 'newLesion', status: 'unequivocal', caliper: caliper('t2', 50) } } });
  const b = read('b', ['SD', 'SD', 'SD'], [lesion('b1', 'T1')], { b1: { t0: measured('t0', 2) } });
  return {
    code: 'S-1', state: 'due', variables: ['progression'], comparedVariables: ['progression', 'progressionDate'], pairs: [{ a: 'a1', b: 'b1' }, { a: 'ax', b: null }], decisions: [], basis: 'x', sentence: '',
    differences: [{ kind: 'newLesionByOne', timepointId: 't2', sentence: 'TP2: only read A has X1.', lesions: { a: ['ax'], b: [] } }, { kind: 'otherTargets', timepointId: null, sentence: 'x', lesions: { a: ['a1'], b: [] } }],
    reads: { a, b },
  } as unknown as AdjudicationCase;
}

describe('two reads side by side', () => {
  const found = bothReads();

  it('lists what the protocol compares first and marks only that as different', () => {
    expect(comparedRows(found).map(({ name, a, b, differs, counts }) => [name, a, b, differs, counts])).toEqual([
      ['Progression', 'yes, TP2', 'no', true, true], ['Progression date', '2026-05-01', 'none', false, true],
      ['Best response', 'SD', 'SD', false, false], ['First response', 'none', 'none', false, false], ['Measurable at baseline', 'yes', 'yes', false, false],
    ]);
  });

  it('opens where the first reason is, and finds the lesions of each', () => {
    expect([...unlikeTimepoints(found)]).toEqual(['t2', 't3']);
    expect(firstTimepoint(found)?.id).toBe('t2');
    expect(found.differences.map((one) => placeOfDifference(found, one))).toEqual([{ timepointId: 't2', pair: 1 }, { timepointId: 't0', pair: 0 }]);
    expect([pairIndex(found, 'b1'), pairIndex(found, 'nobody')]).toEqual([0, -1]);
  });

  it('looks in both panes where either read drew the lesion', () => {
    const [pair, only] = found.pairs;
    const [first, second] = [timepoints[1], timepoints[2]] as never[];
    if (!pair || !only) throw new Error('no pairs');
    expect(placeOfPair(found, pair, 'b', first as never)?.longAxis[0][0]).toBe(1);
    expect(placeOfPair(found, only, 'b', second as never)?.longAxis[0][0]).toBe(50);
    expect(placeOfPair(found, pair, 'a', second as never)?.longAxis[0][0]).toBe(1);
  });

  it('keeps the timepoint shown, baseline and the unlike ones when not all fit', () => {
    expect(shownTimepoints(found, timepoints[1] as never, 3).map(({ id }) => id)).toEqual(['t0', 't1', 't2']);
    expect(shownTimepoints(found, timepoints[1] as never, 8)).toHaveLength(4);
  });

  it('tells what a reader wrote: responses by hand, justifications, answers, amendments', () => {
    const read = { ...found.reads.a, case: {
      ...found.reads.a.case, overrides: { t1: { overall: { value: 'NE', reason: 'motion' } } }, checkReasons: { 'Q-F03 lesionId=a1': { reason: 'same scanner', by: '', at: '', timepointId: 't1' } },
      signOffs: { t2: { versions: [{ amendmentReason: null }, { amendmentReason: 'missed a slice' }] } },
    } } as never;
    expect(notesOf(read)).toEqual([{ at: 'TP1', what: 'Overall response assigned NE', text: 'motion' }, { at: 'TP1', what: 'Q-F03', text: 'same scanner' }, { at: 'TP2', what: 'Amended', text: 'missed a slice' }]);
  });
});

describe('the list', () => {
  const one = (code: string, state: ListedSubject['state'], over: Partial<ListedSubject> = {}): ListedSubject => ({ subjectId: code, code, state, variables: [], repeated: false, accepted: null, decidedAt: null, ...over }) as ListedSubject;
  it('puts what waits first, what comes back before the rest', () => {
    const list = inOrder([one('S-10', 'due'), one('S-1', 'reading'), one('S-9', 'due'), one('S-3', 'decided'), one('S-20', 'due', { repeated: true })]);
    expect(list.map(({ code }) => code)).toEqual(['S-20', 'S-9', 'S-10', 'S-3', 'S-1']);
  });
  it('says each state in words', () => {
    expect([one('a', 'due'), one('a', 'due', { repeated: true }), one('a', 'reading', { repeated: true })].map(stateText)).toEqual(['to decide', 'decide again', 'read again']);
    expect(stateDetail(one('a', 'due', { variables: ['progression', 'progressionDate'] }))).toBe('progression, progression date');
    expect(stateDetail(one('a', 'decided', { accepted: 'B' }))).toBe('read B accepted');
  });
});
