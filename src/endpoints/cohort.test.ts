/** Operation `cohort` as a statistician calls it: what comes back for which input, and what is refused. */
import { describe, expect, test } from 'vitest';
import { readTable } from '../../test/spec/csv.ts';
import { defaultParameters } from '../recist/index.ts';
import { runEngineRequest, summariseCohort, type CohortResult } from './index.ts';

const ask = (input: unknown): CohortResult => runEngineRequest({ op: 'cohort', input }) as CohortResult;
const refusal = (input: unknown): string => (runEngineRequest({ op: 'cohort', input }) as { readonly error?: { readonly message: string } }).error?.message ?? 'accepted';

/** Freireich 1963, weeks of remission. */
const freireich = readTable('../fixtures/statistics/survival-data.csv', ['set', 'time', 'event', 'arm']).filter(({ set }) => set === 'freireich').map(({ time, event, arm }) => ({ time: Number(time), event: event === '1', arm }));
const withoutArm = freireich.map(({ time, event }) => ({ time, event }));

describe('times', () => {
  test('rates carry both intervals and the number at risk; the median its interval; follow-up is reversed (figures of R survfit)', () => {
    const answer = ask({ times: withoutArm, at: [10, 52] });
    expect(answer).toMatchObject({ n: 42, events: 30, median: 12, medianWhy: null });
    expect(answer.rates?.[0]).toEqual({
      t: 10, rate: expect.closeTo(0.5654, 4), se: expect.closeTo(0.0773, 4), ciLow: expect.closeTo(0.4017, 4), ciHigh: expect.closeTo(0.7002, 4),
      plainLow: expect.closeTo(0.4139, 4), plainHigh: expect.closeTo(0.7169, 4), atRisk: 23, beyondFollowUp: false,
    });
    expect(answer.rates?.[1]).toMatchObject({ t: 52, atRisk: 0, beyondFollowUp: true });
    expect(answer.medianCiLow).toBe(8);
    expect(answer.medianCiHigh).toBe(17);
    expect(answer.followUp).toEqual({ p: 0.5, time: 32, ciLow: 19, ciHigh: 34, why: null });
  });
  test('without arms nothing is compared; without being asked for, no curve and no quantiles', () => {
    expect(Object.keys(ask({ times: withoutArm }))).toEqual(['n', 'events', 'median', 'medianCiLow', 'medianCiHigh', 'medianWhy', 'rates', 'followUp']);
  });
  test('curve and quantiles when asked for', () => {
    const answer = ask({ times: withoutArm, curve: true, quantiles: [0.25, 0.75] });
    expect(answer.curve?.map(({ events }) => events).reduce((a, b) => a + b)).toBe(30);
    expect(answer.quantiles?.map(({ p, time }) => [p, time])).toEqual([[0.25, 6], [0.75, 23]]);
  });
  test('no subjects: no rate, no median, and why', () => {
    expect(ask({ times: [], at: [5] })).toMatchObject({ n: 0, median: null, medianWhy: 'noSubjects', rates: [{ t: 5, rate: null, se: null, atRisk: 0 }], followUp: { time: null, why: 'noSubjects' } });
  });
  test('the confidence is that of every interval', () => {
    const [usual, wide] = [ask({ times: freireich, at: [10], bor: ['CR', 'PD'] }), ask({ times: freireich, at: [10], bor: ['CR', 'PD'], confidence: 0.99 })];
    expect(wide.rates?.[0]?.ciLow).toBeLessThan(usual.rates?.[0]?.ciLow ?? 0);
    expect(wide.hazardRatio?.ciLow).toBeLessThan(usual.hazardRatio?.ciLow ?? 0);
    expect(wide.ORR?.ciLow).toBeLessThan(usual.ORR?.ciLow ?? 0);
    expect(wide.medianCiLow).toBeLessThanOrEqual(usual.medianCiLow ?? 0);
  });
});

describe('arms', () => {
  test('each arm for itself, log-rank test, hazard ratio of the other arm over the reference', () => {
    const answer = ask({ times: freireich, at: [10], reference: 'placebo' });
    expect(answer.arms?.map(({ arm, n, median }) => [arm, n, median])).toEqual([['6-MP', 21, 23], ['placebo', 21, 8]]);
    expect(answer.arms?.[0]?.rates[0]).toMatchObject({ t: 10, atRisk: 15 });
    expect(answer.logRank).toMatchObject({ df: 1, chiSquare: expect.closeTo(16.79294, 5) });
    expect(answer.hazardRatio).toMatchObject({ arm: '6-MP', reference: 'placebo', ties: 'efron', hazardRatio: expect.closeTo(Math.exp(-1.5721251), 6) });
    expect(ask({ times: freireich }).hazardRatio).toMatchObject({ arm: 'placebo', reference: '6-MP' });
    expect(ask({ times: freireich, ties: 'breslow' }).hazardRatio?.logHazardRatio).toBeCloseTo(1.5091914, 6);
  });
  test('strata go into test and model', () => {
    const stratified = freireich.map((subject, index) => ({ ...subject, stratum: index % 2 === 0 ? 'x' : 'y' }));
    expect(ask({ times: stratified }).logRank?.chiSquare).not.toBeCloseTo(16.79294, 2);
    expect(ask({ times: stratified }).hazardRatio?.logHazardRatio).not.toBeCloseTo(1.5721251, 3);
  });
  test('three arms have a test and no single hazard ratio; one arm has neither', () => {
    const three = ask({ times: [...freireich, { time: 4, event: true, arm: 'third' }] });
    expect(three.logRank?.df).toBe(2);
    expect(three.hazardRatio).toBeUndefined();
    expect(ask({ times: freireich.slice(0, 21) })).toMatchObject({ logRank: { chiSquare: null, why: 'notTwoArms' } });
  });
});

describe('agreement', () => {
  const pairs = [['CR', 'CR'], ['PR', 'PR'], ['PR', 'SD'], ['SD', 'SD'], ['PD', 'PD'], ['SD', 'PD']].map(([first, second]) => ({ first, second }));
  test('kappa of any categories, weighted kappa when their order is given', () => {
    expect(ask({ pairs }).agreement?.kappa).toMatchObject({ n: 6, observed: expect.closeTo(4 / 6, 12), why: null });
    expect(ask({ pairs }).agreement?.linear).toBeUndefined();
    const { kappa, linear, quadratic } = ask({ pairs, categories: ['CR', 'PR', 'SD', 'PD'] }).agreement ?? {};
    expect(linear?.kappa).toBeGreaterThan(kappa?.kappa ?? 1);
    expect(quadratic?.kappa).toBeGreaterThan(linear?.kappa ?? 1);
  });
  test('measurements give bias and limits in their unit', () => {
    expect(ask({ measurements: [{ first: 31.5, second: 30 }, { first: 20, second: 20.5 }, { first: 12, second: 11 }] }).limitsOfAgreement).toMatchObject({ n: 3, bias: { value: expect.closeTo(2 / 3, 12) }, why: null });
  });
});

test('only what was given is answered', () => {
  expect(Object.keys(ask({ bor: ['CR'] }))).toEqual(['ORR', 'DCR']);
  expect(Object.keys(ask({ pairs: [] }))).toEqual(['agreement']);
  expect(Object.keys(summariseCohort({ measurements: [] }, defaultParameters))).toEqual(['limitsOfAgreement']);
});

describe('refused, naming the value and what it must be', () => {
  const time = { time: 1, event: true };
  test.each([
    ['nothing to summarise', { at: [1] }, 'input must be an object with one of bor, times, pairs, measurements.'],
    ['a negative time', { times: [{ time: -1, event: true }] }, 'input.times[0].time must be a number from 0.'],
    ['a time without event', { times: [{ time: 1 }] }, 'input.times[0].event must be true or false.'],
    ['an arm that is a number', { times: [{ ...time, arm: 1 }] }, 'input.times[0].arm must be a text that is not empty.'],
    ['an arm for some only', { times: [{ ...time, arm: 'A' }, time] }, 'input.times[1].arm must be given, as the other times have one.'],
    ['an arm missing at the first', { times: [time, { ...time, arm: 'A' }] }, 'input.times[0].arm must be given, as the other times have one.'],
    ['a stratum for some only', { times: [{ ...time, arm: 'A', stratum: 'x' }, { ...time, arm: 'A', stratum: null }] }, 'input.times[1].stratum must be given, as the other times have one.'],
    ['an unknown reference', { times: [{ ...time, arm: 'A' }], reference: 'B' }, 'input.reference must be the arm of at least one time.'],
    ['unknown ties', { times: [time], ties: 'exact' }, 'input.ties must be one of efron, breslow.'],
    ['a quantile of 1', { times: [time], quantiles: [1] }, 'input.quantiles[0] must be a number between 0 and 1, neither of them.'],
    ['a confidence in per cent', { bor: [], confidence: 95 }, 'input.confidence must be a number between 0 and 1, neither of them.'],
    ['a rating that is a number', { pairs: [{ first: 'CR', second: 2 }] }, 'input.pairs[0].second must be a text that is not empty.'],
    ['a rating outside the categories', { pairs: [{ first: 'CR', second: 'PR' }], categories: ['CR', 'PD'] }, 'input.pairs[0].second must be one of the categories CR, PD.'],
    ['a category twice', { pairs: [], categories: ['CR', 'CR'] }, 'input.categories must be a list of two or more different texts.'],
    ['one category', { pairs: [], categories: ['CR'] }, 'input.categories must be a list of two or more different texts.'],
    ['a measurement as text', { measurements: [{ first: '12', second: 1 }] }, 'input.measurements[0].first must be a number.'],
  ])('%s', (_, input, message) => expect(refusal(input)).toBe(message));
  test('null is as good as left out', () => expect(Object.keys(ask({ times: [{ ...time, arm: null }], at: null, categories: null, reference: null, confidence: null }))).toContain('median'));
});
