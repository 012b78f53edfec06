/**
 * Against R 4.2.2 with survival 3.5-3 (survfit, quantile, survdiff, coxph), vcd 1.4-11 (Kappa) and stats (binom.test, t.test): data sets of the
 * literature and random ones, made by test/fixtures/statistics/reference.R, which names their sources. R printed 13 digits. NADIR_STATISTICS names another
 * folder with such files, for more random sets.
 */
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../test/spec/csv.ts';
import {
  blandAltman, clopperPearson, hazardRatio, kaplanMeier, kappaOfTable, logRank, medianFollowUp, survivalAt, survivalQuantile, type ArmTime, type SurvivalTime, type TieMethod,
} from './index.ts';

const { NADIR_STATISTICS: elsewhere } = process.env;
const folder = elsewhere === undefined ? '../fixtures/statistics/' : `${pathToFileURL(elsewhere).href}/`;
const table = <const Columns extends readonly string[]>(name: string, columns: Columns) => readTable(`${folder}${name}`, columns);

/** Nine significant digits; R leaves a value out that does not exist. */
function same(actual: number | null | undefined, expected: string, what: string): void {
  if (expected === '') {
    expect(actual, what).toBeNull();
    return;
  }
  const value = Number(expected);
  expect(actual, what).toEqual(expect.any(Number));
  expect(Math.abs((actual ?? NaN) - value), `${what}: ${actual} instead of ${value}`).toBeLessThanOrEqual(1e-9 * Math.abs(value) + 1e-13);
}

const subjects = Map.groupBy(table('survival-data.csv', ['set', 'time', 'event', 'arm', 'stratum']), ({ set }) => set);
const statements = Map.groupBy(table('survival-reference.csv', ['set', 'arm', 'statistic', 'at', 'value']), ({ set }) => set);

const unstratified = (times: readonly ArmTime[]): readonly ArmTime[] => times.map(({ time, event, arm }) => ({ time, event, arm }));
const member = (object: object, name: string): number | null | undefined => (object as Readonly<Record<string, number | null>>)[name];

/** Cox models: `efron.ciLow`, `stratified.breslow.se` and so on. The first arm by name is R's reference. */
function coxStatement(times: readonly ArmTime[], path: readonly string[], expected: string, what: string): void {
  const [name = '', ties = ''] = [path.at(-1), path.at(-2)];
  const [reference = '', arm = ''] = [...new Set(times.map((time) => time.arm))].sort();
  const result = hazardRatio(path[0] === 'stratified' ? times : unstratified(times), { arm, reference, ties: ties as TieMethod });
  if (name === 'undefined') expect(result.hazardRatio === null, what).toBe(expected === '1');
  else same(member(result, name), expected, what);
}

function rankStatement(times: readonly ArmTime[], arm: string, name: string, expected: string, what: string): void {
  const result = logRank(times);
  same(name === 'expected' ? result.arms.find((candidate) => candidate.arm === arm)?.expected : member(result, name), expected, what);
}

function curveStatement(times: readonly SurvivalTime[], kind: string, name: string, at: number, expected: string, what: string): void {
  const curve = kaplanMeier(times);
  if (kind === 'rate') same(member(survivalAt(curve, at), name), expected, what);
  else same(member(kind === 'quantile' ? survivalQuantile(curve, at) : medianFollowUp(times), name), expected, what);
}

describe('survival as R says', () => {
  test.each([...statements.keys()])('%s', (set) => {
    const times = (subjects.get(set) ?? []).map(({ time, event, arm, stratum }): ArmTime => ({ time: Number(time), event: event === '1', arm, ...(stratum === '' ? {} : { stratum }) }));
    const lines = statements.get(set) ?? [];
    expect(lines.length).toBeGreaterThan(20);
    for (const { arm, statistic, at, value } of lines) {
      const path = statistic.split('.');
      const what = `${statistic} ${arm} ${at}`;
      if (path.includes('efron') || path.includes('breslow')) coxStatement(times, path, value, what);
      else if (path[0] === 'logRank') rankStatement(unstratified(times), arm, path[1] ?? '', value, what);
      else if (path[0] === 'stratifiedLogRank') rankStatement(times, arm, path[1] ?? '', value, what);
      else curveStatement(arm === '' ? times : times.filter((time) => time.arm === arm), path[0] ?? '', path[1] ?? '', Number(at), value, what);
    }
  });
});

test.each(table('kappa-reference.csv', ['table', 'kappa', 'se', 'linear', 'linearSe', 'quadratic', 'quadraticSe']))('kappa of $table as R says', (row) => {
  const counts = row.table.split(';').map((line) => line.split(' ').map(Number));
  const [plain, linear, quadratic] = [kappaOfTable(counts), kappaOfTable(counts, 'linear'), kappaOfTable(counts, 'quadratic')];
  same(plain.kappa, row.kappa, 'kappa');
  same(plain.se, row.se, 'se');
  same(linear.kappa, row.linear, 'linear');
  same(linear.se, row.linearSe, 'linear se');
  same(quadratic.kappa, row.quadratic, 'quadratic');
  same(quadratic.se, row.quadraticSe, 'quadratic se');
});

test.each(table('proportion-reference.csv', ['n', 'N', 'confidence', 'ciLow', 'ciHigh']))('Clopper-Pearson $n of $N at $confidence as R says', ({ n, N, confidence, ciLow, ciHigh }) => {
  const interval = clopperPearson(Number(n), Number(N), Number(confidence));
  same(interval.ciLow, ciLow, 'low');
  same(interval.ciHigh, ciHigh, 'high');
});

test.each(table('agreement-reference.csv', ['differences', 'confidence', 'bias', 'biasLow', 'biasHigh', 'sd', 'lower', 'lowerLow', 'upper', 'upperHigh']))('limits of agreement at $confidence as R says: $differences', (row) => {
  const result = blandAltman(row.differences.split(' ').map((difference) => ({ first: Number(difference), second: 0 })), Number(row.confidence));
  same(result.bias.value, row.bias, 'bias');
  same(result.bias.ciLow, row.biasLow, 'bias low');
  same(result.bias.ciHigh, row.biasHigh, 'bias high');
  same(result.sd, row.sd, 'sd');
  same(result.lower.value, row.lower, 'lower limit');
  same(result.lower.ciLow, row.lowerLow, 'lower limit low');
  same(result.upper.value, row.upper, 'upper limit');
  same(result.upper.ciHigh, row.upperHigh, 'upper limit high');
});
