/**
 * Against results printed in the literature and in the documentation of other programs, to every digit printed there. The data are in
 * test/fixtures/statistics/survival-data.csv (sources in reference.R beside it) or stand here.
 */
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../test/spec/csv.ts';
import {
  blandAltman, clopperPearson, cohenKappa, hazardRatio, kaplanMeier, kappaOfTable, logRank, medianSurvival, survivalAt, survivalQuantile, weightedKappa, type ArmTime, type Comparison,
} from './index.ts';

const rows = Map.groupBy(readTable('../fixtures/statistics/survival-data.csv', ['set', 'time', 'event', 'arm']), ({ set }) => set);
const dataSet = (name: string): readonly ArmTime[] => (rows.get(name) ?? []).map(({ time, event, arm }) => ({ time: Number(time), event: event === '1', arm }));
const armOf = (name: string, arm: string): readonly ArmTime[] => dataSet(name).filter((time) => time.arm === arm);

/** A number as printed: rounded to as many decimals. */
function printed(actual: number | null | undefined, text: string): void {
  expect(actual?.toFixed(text.split('.')[1]?.length ?? 0)).toBe(text);
}
const cox = (name: string, comparison: Comparison) => hazardRatio(dataSet(name), comparison);

describe('Freireich et al. 1963, 6-mercaptopurine and placebo, weeks of remission', () => {
  test('estimates and Greenwood errors of Kalbfleisch and Prentice 1980; log-log limits as in Klein and Moeschberger\'s formula (4.3.2), printed by R', () => {
    const curve = kaplanMeier(armOf('freireich', '6-MP'));
    const table: readonly (readonly [number, number, string, string, string, string])[] = [
      [6, 21, '0.8571', '0.0764', '0.6197', '0.9516'], [7, 17, '0.8067', '0.0869', '0.5631', '0.9228'], [10, 15, '0.7529', '0.0963', '0.5032', '0.8894'],
      [13, 12, '0.6902', '0.1068', '0.4316', '0.8491'], [16, 11, '0.6275', '0.1141', '0.3675', '0.8049'], [22, 7, '0.5378', '0.1282', '0.2678', '0.7468'], [23, 6, '0.4482', '0.1346', '0.1881', '0.6801'],
    ];
    expect(curve.steps.map(({ time, atRisk }) => [time, atRisk])).toEqual(table.map(([time, atRisk]) => [time, atRisk]));
    for (const [index, [, , survival, error, low, high]] of table.entries()) {
      const step = curve.steps[index];
      printed(step?.survival, survival);
      printed(step?.standardError, error);
      printed(step?.ciLow, low);
      printed(step?.ciHigh, high);
    }
  });
  test('the same in exact fractions', () => {
    const exact = [18 / 21, (18 * 16) / (21 * 17), (18 * 16 * 14) / (21 * 17 * 15), (18 * 16 * 14 * 11) / (21 * 17 * 15 * 12)];
    for (const [index, step] of kaplanMeier(armOf('freireich', '6-MP')).steps.slice(0, 4).entries()) expect(step.survival).toBeCloseTo(exact[index] ?? NaN, 14);
  });
  test('medians 23 and 8 weeks', () => {
    expect(medianSurvival(kaplanMeier(armOf('freireich', '6-MP'))).time).toBe(23);
    expect(medianSurvival(kaplanMeier(armOf('freireich', 'placebo'))).time).toBe(8);
  });
  test('log-rank 16.79, expected 19.25 and 10.75 (Kleinbaum and Klein, Survival analysis, 2012, chapter 2)', () => {
    const result = logRank(dataSet('freireich'));
    printed(result.chiSquare, '16.79');
    expect(result.df).toBe(1);
    expect(result.arms.map(({ arm, n, observed }) => [arm, n, observed])).toEqual([['6-MP', 21, 9], ['placebo', 21, 21]]);
    printed(result.arms[0]?.expected, '19.25');
    printed(result.arms[1]?.expected, '10.75');
  });
  test('Cox with Breslow ties 1.509, error 0.410, hazard ratio 4.523, 2.027 to 10.094 (Kleinbaum and Klein, chapter 3)', () => {
    const result = cox('freireich', { arm: 'placebo', reference: '6-MP', ties: 'breslow' });
    printed(result.logHazardRatio, '1.509');
    printed(result.se, '0.410');
    printed(result.hazardRatio, '4.523');
    printed(result.ciLow, '2.027');
    printed(result.ciHigh, '10.094');
  });
  test('Cox with Efron ties 1.572, error 0.412, hazard ratio 4.82', () => {
    const result = cox('freireich', { arm: 'placebo', reference: '6-MP' });
    printed(result.logHazardRatio, '1.572');
    printed(result.se, '0.412');
    printed(result.hazardRatio, '4.82');
  });
});

describe('Miller 1981, acute myelogenous leukaemia, as printed by the tests of R survival (doaml.Rout.save)', () => {
  test('estimates, errors and medians 31 and 23 weeks', () => {
    const curve = kaplanMeier(armOf('miller', 'Nonmaintained'));
    const table = [[5, '0.8333', '0.1076'], [8, '0.6667', '0.1361'], [12, '0.5833', '0.1423'], [23, '0.4861', '0.1481'], [27, '0.3889', '0.1470'], [30, '0.2917', '0.1387'], [33, '0.1944', '0.1219'], [43, '0.0972', '0.0919']] as const;
    for (const [time, survival, error] of table) {
      const { rate, se } = survivalAt(curve, time);
      printed(rate, survival);
      printed(se, error);
    }
    expect(survivalAt(curve, 45)).toMatchObject({ rate: 0, ciLow: null, plainLow: null });
    expect(medianSurvival(curve).time).toBe(23);
    expect(medianSurvival(kaplanMeier(armOf('miller', 'Maintained'))).time).toBe(31);
  });
  test('log-rank 3.4, expected 10.69 and 7.31; Cox with Breslow ties 0.9042, 0.5122, 2.4700, p 0.0775, likelihood ratio p 0.06945', () => {
    const test1 = logRank(dataSet('miller'));
    printed(test1.chiSquare, '3.4');
    printed(test1.arms[0]?.expected, '10.69');
    printed(test1.arms[1]?.expected, '7.31');
    const result = cox('miller', { arm: 'Nonmaintained', reference: 'Maintained', ties: 'breslow' });
    printed(result.logHazardRatio, '0.9042');
    printed(result.se, '0.5122');
    printed(result.hazardRatio, '2.4700');
    printed(result.waldP, '0.0775');
    printed(result.likelihoodRatioP, '0.06945');
  });
  test('a third arm that is censored before the first event changes neither chi-square nor df (difftest.Rout.save)', () => {
    const early = [1, 2, 2, 3, 3, 3, 4].map((time) => ({ time, event: false, arm: 'Dummy' }));
    const [without, withThem] = [logRank(dataSet('miller')), logRank([...dataSet('miller'), ...early])];
    expect(withThem.chiSquare).toBeCloseTo(without.chiSquare ?? NaN, 12);
    expect(withThem.df).toBe(1);
    expect(withThem.arms[0]).toEqual({ arm: 'Dummy', n: 7, observed: 0, expected: 0 });
  });
});

describe('Therneau and Grambsch 2000, Modeling survival data, appendix E.1: six subjects, solutions in closed form', () => {
  const comparison = { arm: '1', reference: '0' };
  test('Breslow: exp(beta) = (3 + √33) / 2, beta 1.4752849; score test at 0 is 1 / 0.625', () => {
    const result = cox('therneau-grambsch', { ...comparison, ties: 'breslow' });
    const ratio = (3 + Math.sqrt(33)) / 2;
    expect(result.hazardRatio).toBeCloseTo(ratio, 12);
    printed(result.logHazardRatio, '1.475285');
    expect(result.se).toBeCloseTo(1 / Math.sqrt(ratio / (ratio + 1) ** 2 + (6 * ratio) / (ratio + 3) ** 2), 12);
    expect(result.scoreChiSquare).toBeCloseTo(1.6, 12);
  });
  test('Efron: beta 1.676857, the root of 30 + 23 r - r³', () => {
    const result = cox('therneau-grambsch', comparison);
    const ratio = result.hazardRatio ?? NaN;
    printed(result.logHazardRatio, '1.676857');
    expect(30 + 23 * ratio - ratio ** 3).toBeCloseTo(0, 10);
    const part = (share: number): number => share - share ** 2;
    expect(result.se).toBeCloseTo(1 / Math.sqrt(part(ratio / (ratio + 1)) + part(ratio / (ratio + 5)) + part(ratio / (ratio + 3))), 12);
    const logLikelihood = (r: number): number => 2 * Math.log(r) - (Math.log(3 * r + 3) + Math.log((r + 5) / 2) + Math.log(r + 3));
    expect(result.likelihoodRatioChiSquare).toBeCloseTo(2 * (logLikelihood(ratio) - logLikelihood(1)), 12);
  });
});

test('Kalbfleisch and Prentice 1980, rats: -0.59590, 0.34840, Wald p 0.0872, hazard ratio 0.551, score 3.0001 (SAS/STAT, PROC PHREG, Getting Started)', () => {
  const result = cox('rats', { arm: '1', reference: '0', ties: 'breslow' });
  printed(result.logHazardRatio, '-0.59590');
  printed(result.se, '0.34840');
  printed(result.waldP, '0.0872');
  printed(result.hazardRatio, '0.551');
  printed(result.scoreChiSquare, '3.0001');
  printed(result.scoreP, '0.0833');
  printed(result.likelihoodRatioChiSquare, '2.8784');
  printed(result.likelihoodRatioP, '0.0898');
});

test('Veterans\' lung cancer trial, four cell types: log-rank 25.4037 with 3 df (SAS/STAT, PROC LIFETEST, example 1)', () => {
  const result = logRank(dataSet('veteran-cell'));
  printed(result.chiSquare, '25.4037');
  expect(result.df).toBe(3);
  expect(result.p).toBeLessThan(0.0001);
});

test('Loprinzi 1994, advanced lung cancer by sex: -0.5310, 0.1672, p 0.00149, likelihood ratio 10.63, expected 91.6 and 73.4, medians 270 and 426 days (R survival, coxph, survdiff)', () => {
  const result = cox('lung', { arm: 'female', reference: 'male' });
  printed(result.logHazardRatio, '-0.5310');
  printed(result.hazardRatio, '0.5880');
  printed(result.se, '0.1672');
  printed(result.waldP, '0.00149');
  printed(result.likelihoodRatioChiSquare, '10.63');
  const ranks = logRank(dataSet('lung'));
  printed(ranks.chiSquare, '10.3');
  expect(ranks.arms.map(({ n, observed }) => [n, observed])).toEqual([[90, 53], [138, 112]]);
  printed(ranks.arms[0]?.expected, '73.4');
  printed(ranks.arms[1]?.expected, '91.6');
  expect(medianSurvival(kaplanMeier(armOf('lung', 'male'))).time).toBe(270);
  expect(medianSurvival(kaplanMeier(armOf('lung', 'female'))).time).toBe(426);
});

describe('Klein and Moeschberger, bone marrow transplants, disease-free days: medians with log-log limits and log-rank (SAS/STAT, PROC LIFETEST, BMT example)', () => {
  test.each([['ALL', 418, 192], ['AML low risk', 2204, 641]])('%s: %d, from %d, upper limit not reached', (arm, time, ciLow) => {
    expect(medianSurvival(kaplanMeier(armOf('bmt', arm)))).toEqual({ p: 0.5, time, ciLow, ciHigh: null, why: null });
  });
  test('AML high risk 183; quartiles of ALL: 122 (86 to 230) and not reached (from 609)', () => {
    expect(medianSurvival(kaplanMeier(armOf('bmt', 'AML high risk'))).time).toBe(183);
    expect(survivalQuantile(kaplanMeier(armOf('bmt', 'ALL')), 0.25)).toEqual({ p: 0.25, time: 122, ciLow: 86, ciHigh: 230, why: null });
    expect(survivalQuantile(kaplanMeier(armOf('bmt', 'ALL')), 0.75)).toEqual({ p: 0.75, time: null, ciLow: 609, ciHigh: null, why: 'notReached' });
  });
  test('log-rank 13.8037 with 2 df, p 0.0010', () => {
    const result = logRank(dataSet('bmt'));
    printed(result.chiSquare, '13.8037');
    expect(result.df).toBe(2);
    printed(result.p, '0.0010');
  });
});

describe('Clopper-Pearson in Newcombe RG, Stat Med 1998;17:857-872, table I', () => {
  test.each([[81, 263, '0.2527', '0.3676'], [15, 148, '0.0578', '0.1617'], [0, 20, '0.0000', '0.1684'], [1, 29, '0.0009', '0.1776']])('%d of %d: %s to %s', (n, N, low, high) => {
    const interval = clopperPearson(n, N);
    printed(interval.ciLow, low);
    printed(interval.ciHigh, high);
  });
  test('all and none have a closed form at every confidence: 1 - (α/2)^(1/N)', () => {
    for (const confidence of [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]) {
      for (const N of [1, 2, 10, 59, 1000]) {
        const limit = 1 - ((1 - confidence) / 2) ** (1 / N);
        expect(clopperPearson(0, N, confidence).ciLow).toBe(0);
        expect(clopperPearson(0, N, confidence).ciHigh).toBeCloseTo(limit, 12);
        expect(clopperPearson(N, N, confidence).ciHigh).toBe(1);
        expect(clopperPearson(N, N, confidence).ciLow).toBeCloseTo(1 - limit, 12);
      }
    }
  });
});

describe('kappa', () => {
  test('two dermatologists: 0.3449, error 0.0724, 0.2030 to 0.4868, z 5.6366 (SAS/STAT, PROC FREQ, agreement study)', () => {
    const result = kappaOfTable([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]);
    printed(result.kappa, '0.3449');
    printed(result.se, '0.0724');
    printed(result.ciLow, '0.2030');
    printed(result.ciHigh, '0.4868');
    printed(result.seNull, '0.0612');
    printed(result.z, '5.6366');
  });
  test('Cohen 1960, table 2: 0.492', () => printed(kappaOfTable([[88, 14, 18], [10, 40, 10], [2, 6, 12]]).kappa, '0.492'));
  test('Cohen 1968, the same judges with his weights 0, 1, 3 / 1, 0, 6 / 3, 6, 0 of disagreement: 0.348', () => {
    const weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]].map((line) => line.map((weight) => 1 - weight / 6));
    printed(kappaOfTable([[88, 14, 18], [10, 40, 10], [2, 6, 12]], weights).kappa, '0.348');
  });
  test('Fleiss, Levin and Paik 2003, table 18.1: 0.676; error under 0 0.076', () => {
    const result = kappaOfTable([[75, 1, 4], [5, 4, 1], [0, 0, 10]]);
    printed(result.kappa, '0.676');
    printed(result.seNull, '0.076');
  });
  test('plain and linear, printed by SAS and kept by the tests of statsmodels (test_inter_rater.py)', () => {
    const table = [[0, 4, 1], [0, 8, 0], [0, 1, 5]];
    const [plain, linear] = [kappaOfTable(table), kappaOfTable(table, 'linear')];
    const texts = [['0.4842', '0.1380', '0.2137', '0.7547', '0.1484', '3.2626', '0.0011'], ['0.4701', '0.1457', '0.1845', '0.7558', '0.1426', '3.2971', '0.0010']] as const;
    for (const [index, { kappa, se, ciLow, ciHigh, seNull, z, p }] of [plain, linear].entries()) [kappa, se, ciLow, ciHigh, seNull, z, p].forEach((value, place) => printed(value, texts[index]?.[place] ?? ''));
  });
  test('anxiety data of R irr (kappa2), raters 2 and 3: seven digits of kappa, z and p, plain, linear and quadratic (test_inter_rater.py)', () => {
    const second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    const third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
    const pairs = second.map((value, index) => ({ first: String(value), second: String(third[index]) }));
    const used = ['1', '2', '3', '4', '6'];
    for (const [result, kappa, z, p] of [
      [cohenKappa(pairs), '-0.006289', '-0.0604067', '0.9518317'], [weightedKappa(pairs, used, 'linear'), '0.1459075', '1.282472', '0.1996772'], [weightedKappa(pairs, used, 'quadratic'), '0.2520325', '1.437451', '0.1505898'],
    ] as const) {
      printed(result.kappa, kappa);
      printed(result.z, z);
      printed(result.p, p);
    }
    expect(cohenKappa(pairs).kappa).toBeCloseTo(-0.006289308, 9);
  });
});

describe('Bland and Altman 1986, peak flow of 17 subjects with two meters, l/min', () => {
  const large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
  const mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
  const result = blandAltman(large.map((first, index) => ({ first, second: mini[index] ?? NaN })), 0.95, 2);
  test('bias -2.1, standard deviation 38.8, limits -79.7 and 75.5 at 2 standard deviations (the paper went on with rounded figures)', () => {
    printed(result.bias.value, '-2.1');
    printed(result.sd, '38.8');
    expect(Math.abs((result.lower.value ?? NaN) - -79.7)).toBeLessThan(0.1);
    expect(Math.abs((result.upper.value ?? NaN) - 75.5)).toBeLessThan(0.1);
  });
  test('intervals: bias -22.0 to 17.8, lower limit -114.3 to -45.1, upper limit 40.9 to 110.1', () => {
    for (const [value, text] of [[result.bias.ciLow, -22.0], [result.bias.ciHigh, 17.8], [result.lower.ciLow, -114.3], [result.lower.ciHigh, -45.1], [result.upper.ciLow, 40.9], [result.upper.ciHigh, 110.1]] as const) {
      expect(Math.abs((value ?? NaN) - text)).toBeLessThan(0.2);
    }
  });
});
