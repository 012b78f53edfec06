/** Every limit of the rules five times: 0.1 mm and 0.0001 mm below it, at it, 0.0001 mm and 0.1 mm above it (R-005, R-122, section 6.3). */
import { describe, expect, test } from 'vitest';
import { evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { readTable } from './csv.ts';
import type { Loose } from './loose.ts';
import { linesOf, subjectOf, visitsOf } from './notation.ts';

const limits = readTable('limits.csv', ['id', 'limit', 'atMm', 'step', 'baseline', 'nonTargets', 'before', 'visit', 'target', 'overall', 'source', 'note']);
const measurability = readTable('measurability-limits.csv', ['id', 'limit', 'atMm', 'step', 'kind', 'method', 'sizeMm', 'sliceThicknessMm', 'expected', 'source', 'note']);

const units = (mm: string): number => Math.round(Number(mm) * 10_000);

describe('limits of responses', () => {
  test.each(limits)('$id $limit, $step mm: $visit is $target, overall $overall', (row) => {
    const visits = visitsOf([...linesOf(row.before), row.visit]);
    const last = evaluateSubject(subjectOf(row.baseline, Number(row.nonTargets), visits)).timepoints.at(-1);
    expect(last).toMatchObject({ target: row.target, overall: row.overall });
    expect(last?.rules, row.source).toEqual(expect.arrayContaining(row.step === '0' ? row.source.split(' ').filter((rule) => /^R-30[5-9]$|^R-311$/.test(rule) && decides(rule, row.target)) : []));
  });
  /** A row at its limit cites the rule of the limit where the limit gives that response. */
  const decides = (rule: string, target: string): boolean => ({ 'R-305': 'CR', 'R-306': 'PD', 'R-307': 'PD', 'R-308': 'PD', 'R-309': 'PD', 'R-311': 'PR' })[rule] === target;
});

describe('limits of measurability', () => {
  test.each(measurability)('$id $limit, $step mm: $sizeMm mm on $sliceThicknessMm mm slices is $expected', (row) => {
    const thickness = row.sliceThicknessMm === '' ? {} : { sliceThicknessMm: Number(row.sliceThicknessMm) };
    const answer = runEngineRequest({ op: 'classifyLesion', input: { kind: row.kind, method: row.method, sizeMm: Number(row.sizeMm), ...thickness } }) as Loose;
    expect(answer.class).toBe(row.expected);
  });
});

describe('the tables of limits', () => {
  test('every limit has all of its steps; nothing lies below nothing', () => {
    const steps = new Map<string, string[]>();
    for (const { limit, atMm, step } of [...limits, ...measurability]) steps.set(`${limit} (${atMm})`, [...(steps.get(`${limit} (${atMm})`) ?? []), step]);
    for (const [limit, found] of steps) expect(found, limit).toEqual(limit.endsWith('(0)') ? ['0', '+0.0001', '+0.1'] : ['-0.1', '-0.0001', '0', '+0.0001', '+0.1']);
  });
  test('what is measured is as far from the limit as the row says', () => {
    for (const { id, atMm, step, sizeMm, sliceThicknessMm, limit } of measurability) expect(units(limit.startsWith('slice thickness') ? sliceThicknessMm : sizeMm), id).toBe(units(atMm) + units(step));
    for (const { id, limit, atMm, step, baseline, before, visit, nonTargets } of limits) {
      const at = units(atMm) + units(step);
      const last = evaluateSubject(subjectOf(baseline, Number(nonTargets), visitsOf([...linesOf(before), visit]))).timepoints.at(-1);
      // A limit of one node is met by its own size, the others by the sum.
      if (limit.startsWith('10 mm of')) expect(visit, id).toContain(String(at / 10_000));
      else expect(units(String(last?.sum ?? last?.partialSum)), id).toBe(at);
    }
  });
  test('every limit of sections 4.2 and 6 is there', () => {
    const sources = [...limits, ...measurability].flatMap(({ source }) => source.split(' '));
    for (const rule of ['R-110', 'R-111', 'R-112', 'R-113', 'R-114', 'R-305', 'R-306', 'R-307', 'R-308', 'R-309', 'R-311']) expect(sources).toContain(rule);
  });
});
