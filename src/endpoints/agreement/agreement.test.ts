import { describe, expect, test } from 'vitest';
import type { TimepointResult } from '../../recist/index.ts';
import { evaluateSubject } from '../subjectResult.ts';
import { agreementMetrics, differencesOf, matchLesions, type ComparedLesion, type ComparedRead, type LesionPlace } from './index.ts';

const place = (x: number, longAxisMm = 20, seriesUid = 's', frameOfReferenceUid: string | null = 'f'): LesionPlace => ({ centre: [x, 0, 0], longAxisMm, seriesUid, frameOfReferenceUid });
const lesion = (id: string, places: Readonly<Record<string, LesionPlace>>, over: Partial<ComparedLesion> = {}): ComparedLesion => ({ id, label: id.toUpperCase(), role: 'target', kind: 'nonNodal', organ: 'liver', description: '', places, sizesMm: {}, newStatus: {}, ...over });
const timepoints = [1, 2, 3, 4].map((index) => ({ id: `t${index}`, label: `TP${index}`, index, date: `2026-0${index + 1}-01` as never }));

/** A read of one target by its sizes from baseline on. */
function read(sizes: readonly (number | null)[], over: Partial<ComparedRead> & { newAt?: Readonly<Record<string, 'equivocal' | 'unequivocal'>> } = {}): ComparedRead {
  const { newAt = {}, ...rest } = over;
  const result = evaluateSubject({
    subject: { randomisationDate: '2026-01-01' as never },
    baseline: { date: '2026-01-01' as never, targets: [{ id: 'a', kind: 'nonNodal', organ: 'liver', sizeMm: sizes[0] ?? 0 }], nonTargets: [] },
    timepoints: sizes.slice(1).map((value, index) => ({
      id: `t${index + 1}`, date: `2026-0${index + 2}-01` as never, targets: { a: value === null ? { state: 'notEvaluable' as const } : { state: 'measured' as const, value } }, nonTargets: {},
      newLesions: newAt[`t${index + 1}`] ? [{ id: 'x', status: newAt[`t${index + 1}`] as 'equivocal' }] : [],
    })),
  });
  return { result, lesions: [lesion('a', { t0: place(0) })], assigned: [], ...rest };
}
const kinds = (a: ComparedRead, b: ComparedRead) => differencesOf(a, b, timepoints).map((one) => one.kind);

describe('which lesions are the same', () => {
  test('middles within the longer lesion\'s reach, nearest first, each once; other frames of reference and far places are others', () => {
    const [a1, a2] = [lesion('a1', { t0: place(0) }), lesion('a2', { t0: place(8) })];
    const found = matchLesions([a1, a2], [lesion('b1', { t0: place(7) }), lesion('b2', { t0: place(40) })]);
    expect(found.pairs.map(({ a, b }) => [a.id, b.id])).toEqual([['a2', 'b1']]);
    expect([found.onlyA.map((one) => one.id), found.onlyB.map((one) => one.id)]).toEqual([['a1'], ['b2']]);
    expect(matchLesions([a1], [lesion('b', { t0: place(10.1) })]).pairs).toHaveLength(0);
    expect(matchLesions([a1], [lesion('b', { t0: place(10) })]).pairs).toHaveLength(1);
    expect(matchLesions([a1], [lesion('b', { t0: place(0, 20, 'other', 'g') })]).pairs).toHaveLength(1);
    expect(matchLesions([a1], [lesion('b', { t0: place(0, 20, 'other', 'g') }, { organ: 'lung' })]).pairs).toHaveLength(0);
  });
});

describe('why two reads differ', () => {
  test('the same read does not', () => expect(kinds(read([60, 50, 40]), read([60, 50, 40]))).toEqual([]));
  test('sums on both sides of a limit and close to it', () => {
    expect(kinds(read([60, 42]), read([60, 42.5]))).toEqual(['thresholdNoise']);
    expect(differencesOf(read([60, 42]), read([60, 42.5]), timepoints)[0]).toMatchObject({ timepointId: 't1', sentence: expect.stringMatching(/^TP1: the sums lie close to a limit: read A has 42\.0 mm, 0\.0 mm from a limit \(PR\), read B has 42\.5 mm/) });
    expect(kinds(read([60, 30]), read([60, 50]))).toEqual([]);
  });
  test('a target of one that is a non-target of the other is named with both marks', () => {
    const other = read([60, 58], { lesions: [lesion('b', { t0: place(70) }), lesion('n', { t0: place(2) }, { role: 'nonTarget' })] });
    expect(differencesOf(read([60, 58]), other, timepoints)[0]?.sentence).toBe('Other targets: only read A follows A (liver), non-target N of read B; only read B follows B (liver).');
  });
  test('threshold noise and progression of non-targets name their lesions', () => {
    const sized = (sizes: readonly number[]) => read(sizes, { lesions: [lesion('a', { t0: place(0) }, { sizesMm: Object.fromEntries(sizes.map((mm, index) => [`t${index}`, mm])) })] });
    expect(differencesOf(sized([60, 42]), sized([60, 42.5]), timepoints)[0]).toMatchObject({ kind: 'thresholdNoise', lesions: { a: ['a'], b: ['a'] } });
  });
  test('the same lesions with other sizes, where it is more than noise; the nadir is named when it differs', () => {
    const sized = (sizes: readonly number[]) => read(sizes, { lesions: [lesion('a', { t0: place(0) }, { sizesMm: Object.fromEntries(sizes.map((mm, index) => [`t${index}`, mm])) })] });
    expect(differencesOf(sized([60, 30, 55]), sized([60, 50, 48]), timepoints)).toMatchObject([
      { kind: 'otherSizes', timepointId: 't1', sentence: 'TP1: the same lesions were given other sizes: A of read A is 30.0 mm, A of read B 50.0 mm.' },
      { kind: 'otherSizes', timepointId: 't2', sentence: 'TP2: the same lesions were given other sizes: A of read A is 55.0 mm, A of read B 48.0 mm; the nadir is 30.0 mm in read A, 50.0 mm in read B.' },
    ]);
  });
  test('a new lesion seen by one, or not sure for the other', () => {
    const seen = (status: 'equivocal' | 'unequivocal') => read([60, 58], { newAt: { t1: status }, lesions: [lesion('a', { t0: place(0) }), lesion('x', { t1: place(90, 8) }, { role: 'new', organ: 'lung', newStatus: { t1: status } })] });
    expect(differencesOf(seen('unequivocal'), read([60, 58]), timepoints)).toMatchObject([{ kind: 'newLesionByOne', sentence: expect.stringContaining('only read A has the new lesion X (lung) as unequivocal; the other read has none there'), lesions: { a: ['x'], b: [] } }]);
    expect(differencesOf(seen('equivocal'), seen('unequivocal'), timepoints)[0]?.sentence).toContain('only read B has the new lesion X (lung) as unequivocal; the other read calls it equivocal');
    expect(kinds(seen('unequivocal'), seen('unequivocal'))).toEqual([]);
  });
  test('other targets, and the same one on another series', () => {
    const other = read([60, 58], { lesions: [lesion('b', { t0: place(70) })] });
    expect(differencesOf(read([60, 58]), other, timepoints)).toMatchObject([{ kind: 'otherTargets', timepointId: null, sentence: 'Other targets: only read A follows A (liver); only read B follows B (liver).' }]);
    const moved = read([60, 58], { lesions: [lesion('b', { t0: place(1), t1: place(1, 20, 'thin') })] });
    expect(kinds(read([60, 58], { lesions: [lesion('a', { t0: place(0), t1: place(0) })] }), moved)).toEqual(['otherSeries']);
  });
  test('one could not evaluate, one assigned by hand, only the date differs', () => {
    expect(kinds(read([60, null]), read([60, 58]))).toEqual(['notEvaluableByOne']);
    expect(kinds(read([60, 58], { assigned: ['t1'] }), read([60, 20]))).toEqual(['assignedByHand']);
    const [early, late] = [read([60, 58, 58, 80]), read([60, 58, 58, 60, 80])];
    expect(differencesOf({ ...early, result: { ...early.result, timepoints: early.result.timepoints } }, late, timepoints).at(-1)).toMatchObject({ kind: 'dateOnly', sentence: 'Read A progresses at TP3, read B at TP4; only the date differs: 2026-04-01 in read A, 2026-05-01 in read B, 30 days apart.' });
  });
  test('exchanging the reads exchanges the names and nothing else', () => {
    const swap = (text: string): string => text.replaceAll(/read (A|B)/g, (_all, which: string) => `read ${which === 'A' ? 'B' : 'A'}`);
    const [one, other] = [read([60, 42], { newAt: { t1: 'unequivocal' }, lesions: [lesion('x', { t1: place(0) }, { role: 'new', newStatus: { t1: 'unequivocal' } })] }), read([60, 42.5])];
    const there = differencesOf(one, other, timepoints).filter((each) => each.kind === 'newLesionByOne').map((each) => swap(each.sentence));
    expect(differencesOf(other, one, timepoints).filter((each) => each.kind === 'newLesionByOne').map((each) => each.sentence)).toEqual(there);
  });
  test('timepoints only one of them read are not compared', () => {
    const short: TimepointResult[] = [];
    const one = read([60, 20]);
    expect(kinds({ ...one, result: { ...one.result, timepoints: short } }, read([60, 90]))).toEqual([]);
  });
});

test('R-J10: rates over what was read and decided; none while there is nothing to count', () => {
  expect(agreementMetrics([])).toMatchObject({ read: 0, adjudicationRate: null, otherAccepted: { reader1: null, reader2: null } });
  const subjects = [{ needed: true, accepted: 'reader1' }, { needed: true, accepted: 'reader2' }, { needed: true, accepted: 'reader2' }, { needed: true, accepted: null }, { needed: false, accepted: null }] as const;
  expect(agreementMetrics(subjects)).toEqual({ read: 5, adjudicated: 4, decided: 3, adjudicationRate: 0.8, otherAccepted: { reader1: 2 / 3, reader2: 1 / 3 } });
});
