/** Where scans are proposed to go: dates × windows, each line one subject. */
import { describe, expect, test } from 'vitest';
import { seriesOf, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import type { IsoDate } from '../../common/index.ts';
import type { SubjectFacts } from '../../recist/index.ts';
import type { SeriesSummary, SubjectCase } from '../model.ts';
import type { StudyProtocol, VisitPlan } from '../protocol.ts';
import { pairOf, sameGeometry } from './duplicates.ts';
import { proposeSeries } from './proposeSeries.ts';

const every8Weeks: VisitPlan = {
  visits: [
    { name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 },
    { name: 'Wk 8', day: 56, windowBeforeDays: 7, windowAfterDays: 7 },
    { name: 'Wk 16', day: 112, windowBeforeDays: 7, windowAfterDays: 7 },
  ], then: { everyDays: 56, windowDays: 7 },
};
const protocolOf = (changes: Partial<StudyProtocol> = {}): StudyProtocol => ({ name: 'RECIST 1.1', params: {}, recordingDecimals: 1, liveEffect: true, visits: every8Weeks, ...changes });
/** First dose and randomisation on 2024-01-15: day 56 is 2024-03-11, day 112 2024-05-06. */
const dosed: SubjectFacts = { randomisationDate: '2024-01-15' as IsoDate, firstDoseDate: '2024-01-15' as IsoDate };

type Scan = { readonly date: string | null; readonly study?: string } & Partial<Omit<SeriesSummary, 'date'>>;
let count = 0;
const incoming = ({ date, study, ...more }: Scan): SeriesSummary => seriesOf(`in${(count += 1)}`, { date: date as IsoDate | null, dicomStudyUid: study ?? `study ${date ?? 'none'}`, ...more });

/** A subject with these scans at timepoint numbers, and what is proposed for what comes. */
function propose(scans: Readonly<Record<string, readonly string[]>>, coming: readonly Scan[], { facts = dosed, protocol = protocolOf(), today = '2025-01-01', copies = new Set<string>() }: { facts?: SubjectFacts; protocol?: StudyProtocol; today?: string; copies?: Set<string> } = {}) {
  const timepoints = Object.entries(scans).map(([index, dates]) => timepointOf(Number(index), dates[0] ?? '', {
    label: Number(index) === 0 ? 'Baseline' : `TP${index}`, scanDates: dates as IsoDate[], series: dates.map((date, at) => seriesOf(`s${index}${at}`, { date: date as IsoDate, dicomStudyUid: `there ${date}` })),
  }));
  const subject: SubjectCase = subjectOf([], {}, { timepoints, facts, protocol, code: 'P7' });
  const batch = coming.map(incoming);
  return proposeSeries({ subjects: new Map([['subject', subject]]), subjectOfPatient: new Map(), protocol, states: new Map([['tp1', 'signed']]), copies, today: today as IsoDate }, batch.map((series) => ({ series, patientId: 'P7', patientName: '' })));
}
const said = (proposals: ReturnType<typeof propose>) => proposals.map(({ timepoint, decision }) => [timepoint?.label ?? null, decision === null ? 'plain' : 'decide']);
const baseline = { 0: ['2024-01-08'] };

describe('by the window of a visit', () => {
  test.each([
    ['the planned day', '2024-03-11', 'TP1', null],
    ['the first day of the window', '2024-03-04', 'TP1', null],
    ['the last day of the window', '2024-03-18', 'TP1', null],
    ['a day after it', '2024-03-19', null, '8 days from the planned day of TP1 (Wk 8), 1 day after its window'],
    ['a day before it', '2024-03-03', null, '8 days from the planned day of TP1 (Wk 8), 1 day before its window'],
    ['the second visit, the first being missed', '2024-05-06', 'TP2', null],
    ['a repeated visit', '2024-07-01', 'TP3', null],
  ])('%s', (_what, date, label, decision) => {
    const [one] = propose(baseline, [{ date }]);
    expect([one?.timepoint?.label ?? null, one?.decision === null]).toEqual([label, decision === null]);
    if (decision !== null) expect(one?.decision).toContain(decision);
  });

  test('days outside stand with every visit it may go to', () => {
    const [one] = propose(baseline, [{ date: '2024-03-21' }]);
    expect(one?.choices.map(({ label, outsideDays }) => [label, outsideDays])).toEqual([['Baseline', 66], ['TP0.1', null], ['TP1', 3], ['TP2', -39], ['TP3', null]]);
  });

  test('a tie is a person\'s', () => {
    const close = protocolOf({ visits: { visits: [every8Weeks.visits[0]!, { name: 'A', day: 20, windowBeforeDays: 7, windowAfterDays: 7 }, { name: 'B', day: 30, windowBeforeDays: 7, windowAfterDays: 7 }], then: null } });
    expect(propose({}, [{ date: '2024-02-09' }], { protocol: close })[0]).toMatchObject({ timepoint: null, decision: expect.stringContaining('as near to TP1 (A) as to TP2 (B)') });
    expect(said(propose(baseline, [{ date: '2024-02-10' }], { protocol: close }))).toEqual([['TP2', 'plain']]);
  });

  test('visits may count from the baseline scan', () => {
    const protocol = protocolOf({ visits: { ...every8Weeks, from: 'baselineScan' } });
    expect(said(propose({ 0: ['2024-01-01'] }, [{ date: '2024-02-19' }, { date: '2024-03-05' }], { protocol, facts: {} }))).toEqual([['TP1', 'plain'], [null, 'decide']]);
    expect(said(propose({ 0: ['2024-01-01'] }, [{ date: '2024-02-19' }], { facts: {} }))).toEqual([['TP1', 'plain']]);
  });
});

describe('scans of several days', () => {
  test('the same day needs nobody; other days within the limit are confirmed; beyond it they are another timepoint', () => {
    const mr = { modality: 'MR', description: 'Brain', bodyPart: 'BRAIN' } as const;
    expect(said(propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-11', ...mr }, { date: '2024-03-20', ...mr }]))).toEqual([['TP1', 'plain'], ['TP1', 'decide']]);
    const apart = propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-20', ...mr }], { protocol: protocolOf({ assigning: { sameTimepointDays: 5 } }) });
    expect(apart[0]).toMatchObject({ timepoint: null, decision: expect.stringContaining('47 days from the planned day of TP2') });
  });
  test('one examination that went over midnight is one timepoint', () => {
    expect(said(propose(baseline, [{ date: '2024-03-11', study: 'a' }, { date: '2024-03-12', study: 'a' }]))).toEqual([['TP1', 'plain'], ['TP1', 'plain']]);
  });
  test('the same region scanned again on the same day, or in the same window, is asked about', () => {
    expect(propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-11', number: 9 }])[0]).toMatchObject({ timepoint: { label: 'TP1' }, decision: expect.stringContaining('two examinations of one visit') });
    const wide = protocolOf({ visits: { visits: [every8Weeks.visits[0]!, { name: 'Wk 8', day: 56, windowBeforeDays: 20, windowAfterDays: 20 }], then: null } });
    expect(propose({ ...baseline, 1: ['2024-02-25'] }, [{ date: '2024-03-20' }], { protocol: wide })[0]?.decision).toContain('Two examinations in the window of TP1 (Wk 8), 24 days apart, of the same region');
  });
  test('a visit that expects the date comes before a scan that is merely near', () => {
    const fortnightly = protocolOf({ visits: { visits: [every8Weeks.visits[0]!, { name: 'Wk 2', day: 14, windowBeforeDays: 3, windowAfterDays: 3 }, { name: 'Wk 4', day: 28, windowBeforeDays: 3, windowAfterDays: 3 }], then: null } });
    expect(said(propose({ ...baseline, 1: ['2024-01-29'] }, [{ date: '2024-02-11' }], { protocol: fortnightly }))).toEqual([['TP2', 'plain']]);
  });
});

describe('the baseline', () => {
  test.each([
    ['within 28 days before the dose', {}, ['2024-01-02'], [['Baseline', 'plain']]],
    ['older', {}, ['2023-12-01'], [['Baseline', 'decide']]],
    ['after the first dose', {}, ['2024-01-20'], [[null, 'decide']]],
    ['the last of several before it', {}, ['2023-12-20', '2024-01-10'], [[null, 'decide'], ['Baseline', 'plain']]],
    ['later than the one there is, still before the dose', { 0: ['2023-12-20'] }, ['2024-01-12'], [[null, 'decide']]],
    ['before the one there is', baseline, ['2023-11-01'], [[null, 'decide']]],
  ] as const)('%s', (_what, scans, dates, expected) => {
    expect(said(propose(scans, dates.map((date) => ({ date }))))).toEqual(expected);
  });
  test('without any date of the subject the first scan is it, and later ones follow', () => {
    expect(said(propose({}, [{ date: '2024-01-02' }, { date: '2024-03-01' }, { date: '2024-05-01' }], { facts: {} }))).toEqual([['Baseline', 'plain'], ['TP1', 'plain'], ['TP2', 'plain']]);
  });
});

test.each([['none', null, 'no date'], ['the future', '2025-01-02', 'in the future'], ['before 1980', '1970-01-01', 'before 1980']] as const)('a date that cannot be is set by hand: %s', (_what, date, words) => {
  expect(propose(baseline, [{ date }])[0]).toMatchObject({ timepoint: null, decision: expect.stringContaining(words) });
});

test('unscheduled numbers stand between the timepoints scanned before and after', () => {
  const choices = (scans: Parameters<typeof propose>[0], date: string) => propose(scans, [{ date }])[0]?.choices.filter((one) => !Number.isInteger(one.index)).map((one) => [one.index, one.label, one.visitName]);
  expect(choices({ ...baseline, 1: ['2024-03-11'], 2: ['2024-05-06'] }, '2024-04-08')).toContainEqual([1.1, 'TP1.1', 'UNSCHEDULED 1.1']);
  expect(choices({ ...baseline, 1: ['2024-03-11'], 1.1: ['2024-04-01'], 2: ['2024-05-06'] }, '2024-03-28')).toContainEqual([1.01, 'TP1.01', 'UNSCHEDULED 1.01']);
});

test('what is signed is said with the choice', () => {
  expect(propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-11' }])[0]?.choices.find((one) => one.index === 1)).toMatchObject({ state: 'signed', series: 1 });
});

describe('copies', () => {
  test('same pixels under other UIDs are a copy; the same header alone only looks alike', () => {
    count = 900;
    const [alike] = propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-11' }]);
    expect([alike?.duplicateOf, alike?.isCopy]).toEqual(['series 3 (Abdomen portal venous) of TP1', false]);
    count = 900;
    const [copy] = propose({ ...baseline, 1: ['2024-03-11'] }, [{ date: '2024-03-11', description: 'Resent' }], { copies: new Set([pairOf('in901', 's10')]) });
    expect([copy?.duplicateOf, copy?.isCopy]).toEqual(['series 3 (Abdomen portal venous) of TP1', true]);
  });
  test('geometry tells most series apart without their pixels', () => {
    const series = seriesOf('a', { extent: { normal: [0, 0, 1], fromMm: 0, toMm: 585 } });
    expect(sameGeometry(series, { ...series, seriesUid: 'other', description: 'Lung' })).toBe(true);
    for (const change of [{ slices: 117 }, { spacingMm: [0.8, 0.81, 5] as const }, { extent: { normal: [0, 0, 1] as const, fromMm: 5, toMm: 590 } }, { extent: null }]) expect(sameGeometry(series, { ...series, ...change })).toBe(false);
  });
});
