/** What holds for every cohort: 2,000 random ones each (NADIR_PROPERTY_RUNS for more), and the corners where a statistic does not exist. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blandAltman, clopperPearson, cohenKappa, hazardRatio, kaplanMeier, kappaOfTable, logRank, medianFollowUp, medianSurvival, numberAtRisk, ratingTable, survivalAt, survivalQuantile, undefinedReasons,
  weightedKappa, type ArmTime, type MeasurementPair, type RatingPair,
} from './index.ts';

const { NADIR_PROPERTY_RUNS: runs = '2000' } = process.env;
const holds = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void => fc.assert(fc.property(arbitrary, property), { numRuns: Number(runs) });

/** Whole times with many ties, or any time at all. */
const time = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
const armTime = (arms: readonly string[]): fc.Arbitrary<ArmTime> => fc.record({ time, event: fc.boolean(), arm: fc.constantFrom(...arms) });
const armTimes = (...arms: readonly string[]): fc.Arbitrary<ArmTime[]> => fc.array(armTime(arms), { maxLength: 40 });
const near = (actual: number | null, expected: number | null, digits = 9): void => {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(10 ** -digits * Math.max(1, Math.abs(expected)));
};
/** Every number in a result is one: no NaN, no infinity, whatever went in. */
function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectFinite);
}

describe('Kaplan-Meier', () => {
  test('falls from 1 to at least 0; limits enclose the estimate', () => holds(armTimes('A'), (times) => {
    let before = 1;
    for (const { survival, ciLow, ciHigh, plainLow, plainHigh } of kaplanMeier(times).steps) {
      expect(survival).toBeLessThan(before);
      expect(survival).toBeGreaterThanOrEqual(0);
      before = survival;
      if (ciLow === null || ciHigh === null || plainLow === null || plainHigh === null) continue;
      for (const [low, high] of [[ciLow, ciHigh], [plainLow, plainHigh]] as const) {
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
        expect(high).toBeLessThanOrEqual(1);
      }
    }
  }));
  test('without censoring it is the fraction still without event', () => holds(fc.array(time, { minLength: 1, maxLength: 40 }), (times) => {
    const curve = kaplanMeier(times.map((value) => ({ time: value, event: true })));
    for (const at of times) near(survivalAt(curve, at).rate, times.filter((value) => value > at).length / times.length, 12);
  }));
  test('without censoring Greenwood is the binomial variance', () => holds(fc.array(time, { minLength: 1, maxLength: 40 }), (times) => {
    for (const { survival, standardError } of kaplanMeier(times.map((value) => ({ time: value, event: true }))).steps) near(standardError, Math.sqrt((survival * (1 - survival)) / times.length), 10);
  }));
  test('numbers at risk count those not ended before', () => holds(fc.tuple(armTimes('A'), time), ([times, at]) => {
    expect(numberAtRisk(kaplanMeier(times), at)).toBe(times.filter((subject) => subject.time >= at).length);
  }));
  test('the median is the first time at one half, inside its interval; a wider confidence does not narrow it', () => holds(armTimes('A'), (times) => {
    const [median, wide] = [medianSurvival(kaplanMeier(times)), medianSurvival(kaplanMeier(times, 0.99))];
    const rate = median.time === null ? null : survivalAt(kaplanMeier(times), median.time).rate;
    if (rate !== null) expect(rate).toBeLessThanOrEqual(0.5 + 1e-9);
    if (median.time !== null && median.ciLow !== null) expect(median.ciLow).toBeLessThanOrEqual(median.time);
    if (median.time !== null && median.ciHigh !== null) expect(median.ciHigh).toBeGreaterThanOrEqual(median.time);
    if (median.ciLow !== null && wide.ciLow !== null) expect(wide.ciLow).toBeLessThanOrEqual(median.ciLow);
    expect(wide.time).toBe(median.time);
  }));
  test('quantiles rise with the fraction', () => holds(armTimes('A'), (times) => {
    const curve = kaplanMeier(times);
    const found = [0.1, 0.25, 0.5, 0.75, 0.9].map((p) => survivalQuantile(curve, p).time ?? Infinity);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  }));
  test('follow-up of everybody alive is the median of the times; of everybody dead there is none', () => {
    expect(medianFollowUp([1, 2, 3, 4, 5].map((value) => ({ time: value, event: false }))).time).toBe(3);
    expect(medianFollowUp([1, 2, 3].map((value) => ({ time: value, event: true })))).toMatchObject({ time: null, why: 'noEvents' });
  });
  test('at equal times events precede censorings, in follow-up as well', () => {
    expect(kaplanMeier([{ time: 5, event: false }, { time: 5, event: true }]).steps).toMatchObject([{ time: 5, atRisk: 2, events: 1, survival: 0.5 }]);
    expect(medianFollowUp([{ time: 5, event: true }, { time: 5, event: false }]).time).toBe(5);
  });
  test('one half reached by rounding only is reached: 14 subjects, the seventh event', () => {
    const times = Array.from({ length: 14 }, (_, index) => ({ time: index + 1, event: true }));
    expect(medianSurvival(kaplanMeier(times)).time).toBe(7);
  });
  test('before the first event the estimate is 1, its error 0, and there are no limits', () => {
    expect(survivalAt(kaplanMeier([{ time: 4, event: true }, { time: 9, event: false }]), 3)).toEqual({ t: 3, rate: 1, se: 0, ciLow: null, ciHigh: null, plainLow: null, plainHigh: null, atRisk: 2, beyondFollowUp: false });
  });
  test('beyond the last time the estimate is carried on and says so', () => {
    const curve = kaplanMeier([{ time: 1, event: true }, { time: 3, event: false }]);
    expect(survivalAt(curve, 3)).toMatchObject({ rate: 0.5, atRisk: 1, beyondFollowUp: false });
    expect(survivalAt(curve, 3.1)).toMatchObject({ rate: 0.5, atRisk: 0, beyondFollowUp: true });
    expect(survivalAt(kaplanMeier([{ time: 1, event: true }]), 2)).toMatchObject({ rate: 0, atRisk: 0, beyondFollowUp: false });
  });
});

const two = fc.oneof(armTimes('A', 'B'), armTimes(...Array.from({ length: 19 }, () => 'A'), 'B'));
const compare = (times: readonly ArmTime[], arm = 'B', reference = 'A') => hazardRatio(times, { arm, reference });
const mapped = (times: readonly ArmTime[], change: Partial<Record<string, string>>, scale = 1): readonly ArmTime[] => times.map((subject) => ({ ...subject, time: subject.time * scale, arm: change[subject.arm] ?? subject.arm }));

describe('log-rank test', () => {
  test('scaling time, renaming arms and the order of subjects change nothing', () => holds(fc.tuple(armTimes('A', 'B', 'C'), fc.constantFrom(0.5, 2, 1024)), ([times, scale]) => {
    const result = logRank(times);
    const others = [logRank(mapped(times, {}, scale)), logRank(mapped(times, { A: 'z', B: 'y', C: 'x' })), logRank(times.toReversed())];
    for (const other of others) {
      near(other.chiSquare, result.chiSquare);
      near(other.p, result.p);
      expect(other.df).toBe(result.df);
    }
  }));
  test('as many events are expected as observed', () => holds(armTimes('A', 'B', 'C'), (times) => {
    const { arms } = logRank(times);
    near(arms.reduce((total, { expected }) => total + expected, 0), arms.reduce((total, { observed }) => total + observed, 0));
  }));
  test('one stratum for all is no stratum; the same data in two strata have the same deviations', () => holds(two, (times) => {
    const [plain, one] = [logRank(times), logRank(times.map((subject) => ({ ...subject, stratum: 'x' })))];
    expect(one).toEqual(plain);
    const twice = logRank(['x', 'y'].flatMap((stratum) => times.map((subject) => ({ ...subject, stratum }))));
    near(twice.chiSquare, plain.chiSquare === null ? null : 2 * plain.chiSquare);
  }));
  test('does not exist without subjects, with one arm or without events', () => {
    expect(logRank([])).toEqual({ arms: [], chiSquare: null, df: null, p: null, why: 'noSubjects' });
    expect(logRank([{ time: 1, event: true, arm: 'A' }])).toMatchObject({ arms: [{ arm: 'A', n: 1, observed: 1, expected: 1 }], chiSquare: null, why: 'notTwoArms' });
    expect(logRank(['A', 'B'].map((arm) => ({ time: 1, event: false, arm })))).toMatchObject({ chiSquare: null, why: 'noEvents' });
  });
  test('without ties it is the score test of Cox', () => holds(two, (times) => {
    const different = times.filter((subject, index) => times.findIndex((other) => other.time === subject.time) === index);
    near(compare(different).scoreChiSquare, logRank(different).chiSquare);
  }));
});

describe('hazard ratio', () => {
  test('swapped arms give the inverse, scaled time and reversed order the same', () => holds(fc.tuple(two, fc.constantFrom(0.5, 2, 1024)), ([times, scale]) => {
    const [there, back] = [compare(times), compare(times, 'A', 'B')];
    near(back.logHazardRatio, there.logHazardRatio === null ? null : -there.logHazardRatio, 8);
    near(back.se, there.se, 8);
    near(back.scoreP, there.scoreP, 8);
    for (const other of [compare(mapped(times, {}, scale)), compare(times.toReversed())]) near(other.logHazardRatio, there.logHazardRatio);
  }));
  test('no coefficient nearby is likelier', () => holds(two, (times) => {
    const { logHazardRatio: best } = compare(times);
    if (best === null) return;
    const likelihood = (beta: number): number => {
      let total = 0;
      for (const at of new Set(times.filter(({ event }) => event).map((subject) => subject.time))) {
        const weight = (subject: ArmTime): number => (subject.arm === 'B' ? Math.exp(beta) : 1);
        const risk = times.filter((subject) => subject.time >= at).reduce((sum, subject) => sum + weight(subject), 0);
        const dead = times.filter((subject) => subject.time === at && subject.event);
        const tied = dead.reduce((sum, subject) => sum + weight(subject), 0);
        dead.forEach((subject, k) => {
          total += (subject.arm === 'B' ? beta : 0) - Math.log(risk - (k / dead.length) * tied);
        });
      }
      return total;
    };
    expect(likelihood(best)).toBeGreaterThanOrEqual(likelihood(best + 1e-3) - 1e-12);
    expect(likelihood(best)).toBeGreaterThanOrEqual(likelihood(best - 1e-3) - 1e-12);
  }));
  test('without ties Efron and Breslow agree', () => holds(two, (times) => {
    const different = times.filter((subject, index) => times.findIndex((other) => other.time === subject.time) === index);
    near(hazardRatio(different, { arm: 'B', reference: 'A', ties: 'breslow' }).logHazardRatio, compare(different).logHazardRatio);
  }));
  test('the same curves in both arms: ratio 1', () => holds(armTimes('A'), (times) => {
    const { logHazardRatio, why } = compare([...times, ...times.map((subject) => ({ ...subject, arm: 'B' }))]);
    if (why === null) near(logHazardRatio, 0);
  }));
  const subject = (at: number, event: boolean, arm: string): ArmTime => ({ time: at, event, arm });
  test.each([
    ['no subject', [], 'noSubjects'],
    ['one arm', [subject(1, true, 'A'), subject(2, true, 'A')], 'notTwoArms'],
    ['no event', [subject(1, false, 'A'), subject(2, false, 'B')], 'noEvents'],
    ['events of the reference only', [subject(1, true, 'A'), subject(2, false, 'B')], 'towardsZero'],
    ['events of the arm only', [subject(1, true, 'B'), subject(2, false, 'A')], 'towardsInfinity'],
    ['the arm has its events when the reference has gone', [subject(1, true, 'A'), subject(2, true, 'B'), subject(3, true, 'B')], 'towardsZero'],
    ['never at risk together at an event', [subject(1, false, 'A'), subject(2, true, 'B')], 'neverTogether'],
  ] as const)('%s: null, and why', (_, times, why) => {
    expect(compare(times)).toMatchObject({ hazardRatio: null, ciLow: null, ciHigh: null, se: null, waldP: null, why });
  });
  test('a monotone likelihood still has its score test', () => {
    expect(compare([subject(1, true, 'A'), subject(2, true, 'A'), subject(3, false, 'B'), subject(4, false, 'B')]).scoreChiSquare).toBeCloseTo(logRank([subject(1, true, 'A'), subject(2, true, 'A'), subject(3, false, 'B'), subject(4, false, 'B')]).chiSquare ?? NaN, 12);
  });
  test.each([1000, 100_000])('a maximum far from 0, where the first step of Newton leaves the range: %d against 2 subjects, ratio N / √2', (N) => {
    const times = [subject(1, true, 'B'), subject(3, false, 'B'), subject(2, true, 'A'), ...Array.from({ length: N - 1 }, () => subject(3, false, 'A'))];
    expect(compare(times).logHazardRatio).toBeCloseTo(Math.log(N / Math.SQRT2), 10);
    expect(compare(times, 'A', 'B').logHazardRatio).toBeCloseTo(-Math.log(N / Math.SQRT2), 10);
  });
  test('one event in each of two arms of 100,000 settles', () => {
    const times = [subject(1, true, 'A'), subject(2, true, 'B'), ...Array.from({ length: 100_000 }, (_, index) => subject(3, false, index % 100 === 0 ? 'A' : 'B'))];
    const { logHazardRatio, se, ciHigh } = compare(times);
    expect(logHazardRatio).toBeCloseTo(Math.log(1001 / 99_001), 3);
    expect(se).toBeCloseTo(Math.SQRT2, 3);
    expect(Number.isFinite(ciHigh)).toBe(true);
  });
});

describe('everybody has the event at the same time', () => {
  const times: readonly ArmTime[] = ['A', 'A', 'B', 'B'].map((arm) => ({ time: 7, event: true, arm }));
  test('the curve falls to 0 in one step, without limits', () => {
    expect(kaplanMeier(times).steps).toEqual([{ time: 7, atRisk: 4, events: 4, survival: 0, standardError: 0, ciLow: null, ciHigh: null, plainLow: null, plainHigh: null }]);
    expect(medianSurvival(kaplanMeier(times))).toEqual({ p: 0.5, time: 7, ciLow: null, ciHigh: null, why: null });
  });
  test('the log-rank test sees no difference that could be one', () => expect(logRank(times)).toMatchObject({ chiSquare: null, df: null, p: null, why: 'neverTogether' }));
  test('Efron finds a ratio of 1', () => expect(compare(times).logHazardRatio).toBeCloseTo(0, 12));
});

const categories = ['CR', 'PR', 'SD', 'PD'];
const ratings = fc.array(fc.record({ first: fc.constantFrom(...categories), second: fc.constantFrom(...categories) }), { maxLength: 40 });
const swapped = (pairs: readonly RatingPair[]): readonly RatingPair[] => pairs.map(({ first, second }) => ({ first: second, second: first }));

describe('kappa', () => {
  test('lies from -1 to 1 with its limits, is the same for swapped raters, and 1 when they always agree', () => holds(ratings, (pairs) => {
    for (const kind of ['none', 'linear', 'quadratic'] as const) {
      const result = weightedKappa(pairs, categories, kind);
      if (result.kappa === null || result.ciLow === null || result.ciHigh === null) continue;
      expect(result.ciLow).toBeGreaterThanOrEqual(-1);
      expect(result.ciLow).toBeLessThanOrEqual(result.kappa);
      expect(result.ciHigh).toBeGreaterThanOrEqual(result.kappa);
      expect(result.ciHigh).toBeLessThanOrEqual(1);
      const other = weightedKappa(swapped(pairs), categories, kind);
      near(other.kappa, result.kappa);
      near(other.se, result.se);
    }
    const same = weightedKappa(pairs.map(({ first }) => ({ first, second: first })), categories, 'linear');
    if (same.why === null) expect(same).toMatchObject({ kappa: 1, se: expect.closeTo(0, 12) as number, ciHigh: 1 });
  }));
  test('renamed categories and unused ones change nothing unweighted; reversed order nothing weighted', () => holds(ratings, (pairs) => {
    const plain = cohenKappa(pairs);
    near(cohenKappa(pairs.map(({ first, second }) => ({ first: `${categories.indexOf(first)}`, second: `${categories.indexOf(second)}` }))).kappa, plain.kappa);
    near(weightedKappa(pairs, [...categories, 'NE'], 'none').kappa, plain.kappa);
    near(weightedKappa(pairs, categories.toReversed(), 'linear').kappa, weightedKappa(pairs, categories, 'linear').kappa);
  }));
  test('two categories: weighting makes no difference', () => holds(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, c = 0, d = 0]) => {
    const table = [[a, b], [c, d]];
    for (const kind of ['linear', 'quadratic'] as const) near(kappaOfTable(table, kind).kappa, kappaOfTable(table).kappa);
  }));
  test('does not exist without pairs, when one category is all there is, or for what is no table', () => {
    expect(cohenKappa([])).toMatchObject({ n: 0, kappa: null, why: 'noPairs' });
    expect(cohenKappa([{ first: 'CR', second: 'CR' }, { first: 'CR', second: 'CR' }])).toMatchObject({ n: 2, kappa: null, why: 'oneCategory' });
    expect(kappaOfTable([[1, 2], [3]])).toMatchObject({ n: 0, kappa: null, why: 'notSquare' });
    expect(kappaOfTable([[1, -2], [3, 4]])).toMatchObject({ kappa: null, why: 'notSquare' });
    expect(kappaOfTable([])).toMatchObject({ kappa: null, why: 'noPairs' });
  });
  test('opposite raters: -1', () => expect(cohenKappa([{ first: 'CR', second: 'PD' }, { first: 'PD', second: 'CR' }]).kappa).toBe(-1));
  test('each rater with one category of his own: 0, and no test', () => {
    expect(cohenKappa([{ first: 'CR', second: 'PR' }, { first: 'CR', second: 'PR' }])).toMatchObject({ kappa: 0, se: 0, seNull: 0, z: null, p: null, why: null });
  });
  test('weighted agreement: neighbours of three categories count one half, or three quarters squared', () => {
    const table = [[1, 1, 0], [0, 1, 0], [0, 0, 1]];
    expect(kappaOfTable(table, 'linear')).toMatchObject({ observed: expect.closeTo(3.5 / 4, 12) as number, expected: expect.closeTo(9 / 16, 12) as number });
    expect(kappaOfTable(table, 'quadratic')).toMatchObject({ observed: expect.closeTo(3.75 / 4, 12) as number, expected: expect.closeTo(11 / 16, 12) as number });
  });
  test('the table has the first rater in rows, and leaves out what is no category', () => {
    const pairs = [{ first: 'PR', second: 'CR' }, { first: 'PR', second: 'CR' }, { first: 'CR', second: 'NE' }, { first: 'NE', second: 'CR' }];
    expect(ratingTable(pairs, ['CR', 'PR'])).toEqual({ categories: ['CR', 'PR'], table: [[0, 0], [2, 0]] });
  });
});

const measurement = fc.double({ min: 0, max: 500, noNaN: true });
const pairsOf = fc.array(fc.record({ first: measurement, second: measurement }), { maxLength: 40 });
const shifted = (pairs: readonly MeasurementPair[], by: number, scale: number): readonly MeasurementPair[] => pairs.map(({ first, second }) => ({ first: first * scale + by, second: second * scale }));

describe('limits of agreement', () => {
  test('a constant offset moves them, a scale stretches them, swapping mirrors them', () => holds(pairsOf, (pairs) => {
    const [plain, moved, mirrored] = [blandAltman(pairs), blandAltman(shifted(pairs, 8, 2)), blandAltman(pairs.map(({ first, second }) => ({ first: second, second: first })))];
    near(moved.bias.value, plain.bias.value === null ? null : 2 * plain.bias.value + 8, 8);
    near(moved.sd, plain.sd === null ? null : 2 * plain.sd, 8);
    near(moved.upper.ciHigh, plain.upper.ciHigh === null ? null : 2 * plain.upper.ciHigh + 8, 8);
    near(mirrored.lower.ciLow, plain.upper.ciHigh === null ? null : -plain.upper.ciHigh, 8);
  }));
  test('one pair has a bias and no spread; none has nothing; values beyond arithmetic say so', () => {
    expect(blandAltman([])).toMatchObject({ n: 0, bias: { value: null }, sd: null, why: 'noPairs' });
    expect(blandAltman([{ first: 12, second: 10 }])).toMatchObject({ n: 1, bias: { value: 2, ciLow: null }, sd: null, lower: { value: null }, why: 'onePair' });
    expect(blandAltman([{ first: 1e308, second: -1e308 }, { first: 1, second: 0 }])).toMatchObject({ bias: { value: null }, why: 'tooLarge' });
    expect(blandAltman([{ first: 1.5e308, second: 0 }, { first: 0, second: 0 }])).toMatchObject({ bias: { value: null }, why: 'tooLarge' });
  });
});

describe('any input', () => {
  test('exact interval encloses the rate, widens with confidence, mirrors; no count has none', () => holds(fc.tuple(fc.nat(200), fc.nat(200)), ([a, b]) => {
    const [n, N] = [Math.min(a, b), Math.max(a, b)];
    const [interval, wide, other] = [clopperPearson(n, N), clopperPearson(n, N, 0.99), clopperPearson(N - n, N)];
    if (interval.rate === null || interval.ciLow === null || interval.ciHigh === null) {
      expect(N).toBe(0);
      return;
    }
    expect(interval.ciLow).toBeLessThanOrEqual(interval.rate);
    expect(interval.ciHigh).toBeGreaterThanOrEqual(interval.rate);
    expect(wide.ciLow).toBeLessThanOrEqual(interval.ciLow);
    expect(wide.ciHigh).toBeGreaterThanOrEqual(interval.ciHigh);
    near(other.ciHigh, 1 - interval.ciLow);
  }));
  test.each([[-1, 10], [11, 10], [0.5, 10], [1, 1.5], [NaN, 10]])('%d of %d is no count', (n, N) => expect(clopperPearson(n, N).rate).toBeNull());
  test('every figure is finite or null, and a null has its reason', () => holds(fc.array(fc.record({
    time: fc.oneof(fc.constantFrom(0, 5e-324, 1e308, Number.MAX_VALUE), time), event: fc.boolean(), arm: fc.constantFrom('A', 'B', 'C'), stratum: fc.constantFrom('x', 'y'),
  }), { maxLength: 12 }), (times) => {
    const curve = kaplanMeier(times);
    const results = [logRank(times), compare(times), medianSurvival(curve), medianFollowUp(times)];
    expectFinite([curve, survivalAt(curve, 5), ...results]);
    for (const { why } of results) if (why !== null) expect(undefinedReasons).toHaveProperty(why);
    for (const [value, why] of [[results[0], 'p'], [results[1], 'hazardRatio'], [results[2], 'time']].map(([result, name]) => [(result as Record<string, unknown>)[name as string], (result as { why: unknown }).why])) expect(value === null).toBe(why !== null);
  }));
});
