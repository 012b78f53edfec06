/** The distance to the next category: exactly that much changes it, one recording step less does not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateSubject } from '../../src/endpoints/index.ts';
import type { Parameters, SubjectInput, TargetRecord, TimepointResult } from '../../src/recist/index.ts';
import { parameterChoices, subjects } from './arbitraries.ts';
import { readTable } from './csv.ts';
import { linesOf, settingsOf, subjectOf, visitsOf } from './notation.ts';
import { thresholdColumns, thresholdRowOf } from './thresholdRows.ts';

const units = (mm: number): number => Math.round(mm * 10_000);
const mm = (count: number): number => count / 10_000;
const runs = 1500;

type Case = { readonly input: SubjectInput; readonly params: Partial<Parameters>; readonly at: TimepointResult };

/** The same subject with other records of some targets at one timepoint, and the target response that gives. */
function targetWith({ input, params, at }: Case, records: Readonly<Record<string, TargetRecord>>): string | undefined {
  const timepoints = input.timepoints.map((one) => (one.id === at.id ? { ...one, targets: { ...one.targets, ...records } } : one));
  return evaluateSubject({ ...input, timepoints }, params).timepoints.find(({ id }) => id === at.id)?.target;
}

const recordsOf = ({ input, at }: Case): Readonly<Record<string, TargetRecord>> => input.timepoints.find(({ id }) => id === at.id)?.targets ?? {};

/** A measured non-nodal target that can carry a change of the sum without vanishing. */
function carrier(one: Case, change: number): { readonly id: string; readonly value: number } | undefined {
  const records = recordsOf(one);
  return one.input.baseline.targets.flatMap(({ id, kind }) => {
    const record = records[id];
    return kind === 'nonNodal' && record?.state === 'measured' && units(record.value) + change > 0 ? [{ id, value: units(record.value) }] : [];
  })[0];
}

/** The recording step in units, 0.0001 mm where a sum is finer. */
function stepOf({ at }: Case, baselineMm: number | null): number {
  return [at.sum ?? at.partialSum ?? 0, baselineMm ?? 0, at.nadir ?? 0].every((value) => units(value) % 1000 === 0) ? 1000 : 1;
}

const everyTimepoint = (check: (one: Case, step: number) => void): void => {
  fc.assert(fc.property(subjects, parameterChoices, (input, params) => {
    const result = evaluateSubject(input, params);
    for (const at of result.timepoints) {
      const one = { input, params, at };
      check(one, stepOf(one, result.baseline.sum));
    }
  }), { numRuns: runs });
};

describe('limits and distances by row', () => {
  test.each(readTable('thresholds.csv', ['id', 'targets', 'nonTargets', 'course', 'params', ...thresholdColumns, 'source', 'note']))('$id $targets: $course ($params)', (row) => {
    const result = evaluateSubject(subjectOf(row.targets, Number(row.nonTargets), visitsOf(linesOf(row.course))), settingsOf(row.params) as Partial<Parameters>).timepoints.at(-1);
    expect(result && thresholdRowOf(result.explanation)).toEqual(Object.fromEntries(thresholdColumns.map((column) => [column, row[column]])));
  });
});

describe('distance to the next category', () => {
  test('up and down: exactly the distance changes it, one step less does not', () => {
    let checked = 0;
    everyTimepoint((one, step) => {
      for (const [direction, next] of [[1, one.at.explanation.thresholds.up], [-1, one.at.explanation.thresholds.down]] as const) {
        if (next === null) continue;
        const distance = units(next.distanceMm);
        expect(distance).toBeGreaterThan(0);
        expect(units(next.limitMm)).toBe(units(one.at.sum ?? one.at.partialSum ?? 0) + direction * distance);
        const lesion = carrier(one, direction * distance);
        if (lesion === undefined) continue;
        const moved = (by: number) => targetWith(one, { [lesion.id]: { state: 'measured', value: mm(lesion.value + direction * by) } });
        expect(moved(distance)).toBe(next.to);
        expect(moved(distance - step)).toBe(one.at.target);
        expect(next.to).not.toBe(one.at.target);
        checked += 1;
      }
    });
    expect(checked).toBeGreaterThan(runs / 2);
  });

  test('to CR: what is named must go to the last step', () => {
    let checked = 0;
    everyTimepoint((one, step) => {
      const { cr } = one.at.explanation.thresholds;
      const records = recordsOf(one);
      if (cr === null || Object.values(records).some(({ state }) => state === 'merged' || state === 'split')) return;
      const isNode = (id: string) => one.input.baseline.targets.find((target) => target.id === id)?.kind === 'node';
      const gone = Object.fromEntries(cr.lesions.map((id): [string, TargetRecord] => [id, isNode(id) ? { state: 'measured', value: mm(100_000 - step) } : { state: 'absent' }]));
      expect(targetWith(one, gone)).toBe('CR');
      for (const id of cr.lesions) {
        const left: TargetRecord = { state: 'measured', value: isNode(id) ? 10 : mm(step) };
        expect(targetWith(one, { ...gone, [id]: left })).not.toBe('CR');
      }
      const size = (record: TargetRecord | undefined): number => (record?.state === 'measured' ? units(record.value) : record?.state === 'tooSmall' ? 50_000 : 0);
      expect(units(cr.distanceMm)).toBe(cr.lesions.reduce((sum, id) => sum + size(records[id]) - size(gone[id]), 0));
      checked += 1;
    });
    expect(checked).toBeGreaterThan(runs / 4);
  });

  const thresholds = (targets: string, ...lines: readonly string[]) => evaluateSubject(subjectOf(targets, 1, visitsOf(lines))).timepoints.at(-1)?.explanation.thresholds;

  test('both limits of R-306 by themselves; a nadir of 0 has no percentage', () => {
    expect(thresholds('L60', '8 | 20 | present', '16 | 22 | present')?.pd).toEqual({ limitMm: 25, distanceMm: 3, relative: { limitMm: 24, distanceMm: 2 }, absolute: { limitMm: 25, distanceMm: 3 } });
    expect(thresholds('L60', '8 | 50 | present', '16 | 61 | present')?.pd).toEqual({ limitMm: 60, distanceMm: -1, relative: { limitMm: 60, distanceMm: -1 }, absolute: { limitMm: 55, distanceMm: -6 } });
    expect(thresholds('L60', '8 | absent | present', '16 | 3 | present')?.pd).toEqual({ limitMm: 5, distanceMm: 2, relative: null, absolute: { limitMm: 5, distanceMm: 2 } });
  });
  test('out of PR is SD, or PD where its limit comes first, or PD alone once the response continues (R-313)', () => {
    expect(thresholds('L60', '8 | 40 | present')).toMatchObject({ up: { to: 'SD', limitMm: 42.1, distanceMm: 2.1, rules: ['R-312'] }, down: null });
    expect(thresholds('L60', '8 | 20 | present', '16 | 21 | present')?.up).toEqual({ to: 'PD', limitMm: 25, distanceMm: 4, rules: ['R-306'] });
    expect(thresholds('L60', '8 | 42 | present', '16 | 41 | present', '24 | 40 | present')?.up).toEqual({ to: 'PD', limitMm: 49.2, distanceMm: 9.2, rules: ['R-306'] });
  });
  test('a partial sum can only become PD; after an overall CR the sum decides nothing', () => {
    expect(thresholds('L30 L30', '8 | 30 NE | present')).toMatchObject({ up: { to: 'PD', limitMm: 72, distanceMm: 42, rules: ['R-308', 'R-306'] }, down: null, pr: null, cr: null });
    expect(thresholds('L30 L30', '8 | 80 NE | present')?.down).toEqual({ to: 'NE', limitMm: 71.9, distanceMm: 8.1, rules: ['R-310'] });
    expect(thresholds('L30 N20', '8 | absent 8 | absent', '16 | absent 12 | absent')).toEqual({ up: null, down: null, pd: null, pr: null, cr: { distanceMm: 2.1, lesions: ['T2'], rules: ['R-305'] } });
  });
  test('a size recorded finer than the step is counted in 0.0001 mm', () => {
    expect(thresholds('L41.5', '8 | 49.7999 | present')?.up).toEqual({ to: 'PD', limitMm: 49.8, distanceMm: 0.0001, rules: ['R-306'] });
  });
});
