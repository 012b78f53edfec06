/** Data sets of the literature, entered as the subjects of studies and analysed through the API: what the page shows is what was printed. */
import { expect, test } from 'vitest';
import { bench, reader } from '../../../test/api/harness.ts';
import { readTable } from '../../../test/spec/csv.ts';
import type { StudyAnalysisReply, WireError } from '../../api/wire.ts';
import { addDays, type IsoDate } from '../../common/index.ts';
import { figureSvg } from '../../figures/index.ts';
import { templates } from '../templates.ts';

const printed = (actual: number | null | undefined, text: string): void => expect(actual?.toFixed(text.split('.')[1]?.length ?? 0)).toBe(text);

const rows = Map.groupBy(readTable('../fixtures/statistics/survival-data.csv', ['set', 'time', 'event', 'arm']), ({ set }) => set);

/** A set of survival times as subjects who died or were last seen then. A time of n units ends on the last day of the n-th, the day of randomisation being the first. */
function studyOf(set: string, code: string, arms: readonly string[], daysInUnit: number) {
  const b = bench();
  const { blank } = templates;
  const design = { phase: 'II', arms: arms.map((name) => ({ name, ratio: 1 })), primaryEndpoint: 'OS', secondaryEndpoints: [], evaluatedBy: 'investigator' } as const;
  const { id } = b.services.studies.create(reader, { code, title: set, template: 'blank', protocol: { ...blank.protocol, params: { timeOrigin: 'randomisation' }, design } });
  const given = rows.get(set) ?? [];
  b.store.write(() => given.forEach(({ time, event, arm }, at) => {
    const randomisationDate = addDays('2010-01-01' as IsoDate, at * 3);
    const end = addDays(randomisationDate, daysInUnit * Number(time) - 1);
    b.services.subjects.enrol(reader, { studyId: id, code: `S-${String(at + 1).padStart(3, '0')}`, facts: { randomisationDate, arm, ...(event === '1' ? { deathDate: end } : { lastKnownAliveDate: end }) } });
  }));
  const get = async (query: string): Promise<StudyAnalysisReply> => (await b.get<StudyAnalysisReply>(`/api/study/analysis?study=${id}&${query}`)).body;
  return { b, id, get, subjects: given.length };
}
const freireich = () => studyOf('freireich', 'FREIREICH', ['6-MP', 'placebo'], 7);
/** Words of a figure as they are drawn. */
const drawn = (reply: StudyAnalysisReply): string => figureSvg('os', reply, { theme: 'nadir-print', at: '2026-11-21T00:00:00Z' }).svg.replaceAll(/<[^>]*>/g, ' ');

test('Freireich et al. 1963: estimates of Kalbfleisch and Prentice 1980, log-rank and Cox of Kleinbaum and Klein 2012, to the printed digits', async () => {
  const { get, subjects } = freireich();
  const reply = await get('by=arm&unit=week&reference=6-MP&ties=breslow&at=10,20');
  expect([subjects, reply.status.enrolled, reply.status.withBaseline, reply.whole.n]).toEqual([42, 42, 0, 42]);
  const [treated, placebo] = reply.groups;
  expect([treated?.name, treated?.n, placebo?.name, placebo?.n]).toEqual(['6-MP', 21, 'placebo', 21]);
  const table: readonly (readonly [week: number, atRisk: number, survival: string, error: string, low: string, high: string])[] = [
    [6, 21, '0.8571', '0.0764', '0.6197', '0.9516'], [7, 17, '0.8067', '0.0869', '0.5631', '0.9228'], [10, 15, '0.7529', '0.0963', '0.5032', '0.8894'],
    [13, 12, '0.6902', '0.1068', '0.4316', '0.8491'], [16, 11, '0.6275', '0.1141', '0.3675', '0.8049'], [22, 7, '0.5378', '0.1282', '0.2678', '0.7468'], [23, 6, '0.4482', '0.1346', '0.1881', '0.6801'],
  ];
  const steps = treated?.endpoints.OS.curve ?? [];
  expect(steps.map(({ time, atRisk }) => [time, atRisk])).toEqual(table.map(([week, atRisk]) => [week, atRisk]));
  table.forEach(([, , survival, error, low, high], at) => {
    printed(steps[at]?.survival, survival);
    printed(steps[at]?.standardError, error);
    printed(steps[at]?.ciLow, low);
    printed(steps[at]?.ciHigh, high);
  });
  expect([treated?.endpoints.OS.median, placebo?.endpoints.OS.median]).toEqual([23, 8]);
  const compared = reply.comparison?.OS;
  printed(compared?.logRank.chiSquare, '16.79');
  printed(compared?.logRank.arms.find(({ arm }) => arm === '6-MP')?.expected, '19.25');
  printed(compared?.logRank.arms.find(({ arm }) => arm === 'placebo')?.expected, '10.75');
  expect(compared?.hazardRatio).toMatchObject({ arm: 'placebo', reference: '6-MP', ties: 'breslow' });
  printed(compared?.hazardRatio?.hazardRatio, '4.523');
  printed(compared?.hazardRatio?.ciLow, '2.027');
  printed(compared?.hazardRatio?.ciHigh, '10.094');
  // Number at risk under the marks of the axis, and a tick where somebody was censored.
  const { atRisk, censored } = treated?.endpoints.OS ?? { atRisk: [], censored: [] };
  expect(atRisk.find(({ time }) => time === 6)?.n).toBe(21);
  expect(atRisk.find(({ time }) => time === 24)?.n).toBe(5);
  expect(censored.reduce((sum, { n }) => sum + n, 0)).toBe(12);
});

test('Miller 1981, acute myelogenous leukaemia, weeks, as the tests of R survival print it: estimates, medians 31 and 23, log-rank 3.4, Cox with Breslow ties', async () => {
  const { get } = studyOf('miller', 'MILLER', ['Nonmaintained', 'Maintained'], 7);
  const reply = await get('by=arm&unit=week&ties=breslow&at=5,8,12,23,27,30,33,43');
  const [without, maintained] = reply.groups;
  const table = [[5, '0.8333', '0.1076'], [8, '0.6667', '0.1361'], [12, '0.5833', '0.1423'], [23, '0.4861', '0.1481'], [27, '0.3889', '0.1470'], [30, '0.2917', '0.1387'], [33, '0.1944', '0.1219'], [43, '0.0972', '0.0919']] as const;
  for (const [at, rate, error] of table) {
    const found = without?.endpoints.OS.rates.find(({ t }) => t === at);
    printed(found?.rate, rate);
    printed(found?.se, error);
  }
  expect([without?.endpoints.OS.median, maintained?.endpoints.OS.median]).toEqual([23, 31]);
  const { logRank, hazardRatio } = reply.comparison?.OS ?? {};
  printed(logRank?.chiSquare, '3.4');
  expect(logRank?.arms.map(({ expected }) => expected.toFixed(2))).toEqual(['10.69', '7.31']);
  expect(hazardRatio).toMatchObject({ arm: 'Nonmaintained', reference: 'Maintained' });
  printed(hazardRatio?.hazardRatio, '2.4700');
  printed(hazardRatio?.logHazardRatio, '0.9042');
  printed(hazardRatio?.se, '0.5122');
  printed(hazardRatio?.waldP, '0.0775');
});

test('Loprinzi 1994, advanced lung cancer by sex, days, as R survival prints it: medians 270 and 426, log-rank 10.3, Cox 0.588, and the figure says the same', async () => {
  const { get, subjects } = studyOf('lung', 'LUNG', ['female', 'male'], 1);
  const reply = await get('by=arm&unit=day');
  expect([subjects, reply.whole.endpoints.OS.events]).toEqual([228, 165]);
  const [female, male] = reply.groups;
  expect([female, male].map((group) => { const { n, events, median, medianCiLow, medianCiHigh } = group?.endpoints.OS ?? {}; return [group?.name, n, events, median, medianCiLow, medianCiHigh]; })).toEqual([['female', 90, 53, 426, 345, 524], ['male', 138, 112, 270, 210, 306]]);
  const { logRank, hazardRatio } = reply.comparison?.OS ?? {};
  printed(logRank?.chiSquare, '10.3');
  expect(logRank?.arms.map(({ arm, expected }) => [arm, expected.toFixed(1)])).toEqual([['female', '73.4'], ['male', '91.6']]);
  printed(hazardRatio?.hazardRatio, '0.5880');
  printed(hazardRatio?.logHazardRatio, '-0.5310');
  printed(hazardRatio?.se, '0.1672');
  printed(hazardRatio?.waldP, '0.00149');
  printed(hazardRatio?.likelihoodRatioChiSquare, '10.63');
  const words = drawn(reply);
  for (const part of ['median 426.0', 'median 270.0', 'Hazard ratio 0.59', 'Log-rank p 0.001', 'female 53 of 90, male 112 of 138', 'days from randomisation']) expect(words).toContain(part);
});

test('Klein and Moeschberger, bone marrow transplants, days (SAS/STAT, PROC LIFETEST): medians with limits of three groups, log-rank 13.8037 with 2 df; no hazard ratio of three', async () => {
  const { get } = studyOf('bmt', 'BMT', ['ALL', 'AML low risk', 'AML high risk'], 1);
  const reply = await get('by=arm&unit=day');
  expect(reply.groups.map(({ name, endpoints: { OS } }) => [name, OS.median, OS.medianCiLow, OS.medianCiHigh]).slice(0, 2)).toEqual([['ALL', 418, 192, null], ['AML low risk', 2204, 641, null]]);
  expect(reply.groups[2]?.endpoints.OS.median).toBe(183);
  const { logRank, hazardRatio } = reply.comparison?.OS ?? {};
  printed(logRank?.chiSquare, '13.8037');
  printed(logRank?.p, '0.0010');
  expect([logRank?.df, hazardRatio]).toEqual([2, null]);
  expect(drawn(reply)).toContain('95\u2009% CI 641.0 to not reached');
});

test('what is asked wrongly is refused with the choices; a fact that moves moves the numbers', async () => {
  const { b, id, get } = freireich();
  const bad = await b.get<WireError>(`/api/study/analysis?study=${id}&arm=Placebo`);
  expect([bad.status >= 400, bad.body.error.reason, bad.body.error.message]).toEqual([true, 'noArm', expect.stringContaining('6-MP, placebo')]);
  expect((await b.get<WireError>(`/api/study/analysis?study=${id}&rules=MINE`)).body.error.code).toBe('invalid');
  expect((await b.get<WireError>(`/api/study/analysis?study=${id}&read=reader1`)).body.error.reason).toBe('notARead');
  const before = await get('unit=week');
  expect(before.whole.endpoints.OS.events).toBe(30);
  const alive = before.subjects.find(({ deathDay }) => deathDay === null);
  b.services.subjects.setFacts(reader, { subjectId: alive?.id ?? '', expectedRevision: null }, { deathDate: alive?.endpoints.OS?.date ?? null, deathCause: 'Leukaemia' });
  const after = await get('unit=week');
  expect([after.whole.endpoints.OS.events, after.subjects.find(({ id: one }) => one === alive?.id)?.deathCause]).toEqual([31, 'Leukaemia']);
  expect(after.status.died).toBe(before.status.died + 1);
});
