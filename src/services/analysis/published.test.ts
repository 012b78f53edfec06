/** A data set of the literature, entered as the subjects of a study and analysed through the API: what the page shows is what was printed. */
import { expect, test } from 'vitest';
import { bench, reader } from '../../../test/api/harness.ts';
import { readTable } from '../../../test/spec/csv.ts';
import type { StudyAnalysisReply, WireError } from '../../api/wire.ts';
import { addDays, type IsoDate } from '../../common/index.ts';
import { templates } from '../templates.ts';

const printed = (actual: number | null | undefined, text: string): void => expect(actual?.toFixed(text.split('.')[1]?.length ?? 0)).toBe(text);

/** Time of week n ends on day 7 n, the day of randomisation being the first. */
function freireich() {
  const b = bench();
  const { blank } = templates;
  const design = { phase: 'II', arms: [{ name: '6-MP', ratio: 1 }, { name: 'placebo', ratio: 1 }], primaryEndpoint: 'OS', secondaryEndpoints: [], evaluatedBy: 'investigator' } as const;
  const { id } = b.services.studies.create(reader, { code: 'FREIREICH', title: 'Freireich 1963', template: 'blank', protocol: { ...blank.protocol, params: { timeOrigin: 'randomisation' }, design } });
  const rows = readTable('../fixtures/statistics/survival-data.csv', ['set', 'time', 'event', 'arm']).filter(({ set }) => set === 'freireich');
  rows.forEach(({ time, event, arm }, at) => {
    const randomisationDate = addDays('2020-01-01' as IsoDate, at * 3);
    const end = addDays(randomisationDate, 7 * Number(time) - 1);
    b.services.subjects.enrol(reader, { studyId: id, code: `F-${String(at + 1).padStart(2, '0')}`, facts: { randomisationDate, arm, ...(event === '1' ? { deathDate: end } : { lastKnownAliveDate: end }) } });
  });
  const get = async (query: string): Promise<StudyAnalysisReply> => (await b.get<StudyAnalysisReply>(`/api/study/analysis?study=${id}&${query}`)).body;
  return { b, id, get, subjects: rows.length };
}

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
