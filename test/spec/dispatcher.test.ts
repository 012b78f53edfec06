import { describe, expect, test } from 'vitest';
import { evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { defaultParameters } from '../../src/recist/index.ts';
import type { Loose } from './loose.ts';
import { origin, subjectOf, visitsOf, week } from './notation.ts';

const ask = (op: unknown, input: unknown, params?: unknown): Loose => runEngineRequest({ op, input, params });
const good = () => JSON.parse(JSON.stringify(subjectOf('L30 N20', 1, visitsOf(['8 | 20 15 | present | A:equivocal'])))) as Loose;
const changed = (change: (input: Loose) => void): unknown => {
  const input = good();
  change(input);
  return input;
};

describe('errors of appendix A', () => {
  test.each<[string, string, (input: Loose) => void]>([
    ['a size that is text', 'input.timepoints[0].targets["T1"].value', (input) => { input.timepoints[0].targets.T1.value = '20'; }],
    ['a negative size', 'input.timepoints[0].targets["T1"].value', (input) => { input.timepoints[0].targets.T1.value = -1; }],
    ['five decimals', 'input.timepoints[0].targets["T1"].value', (input) => { input.timepoints[0].targets.T1.value = 20.00001; }],
    ['a measured value of 0', 'input.timepoints[0].targets["T1"].value', (input) => { input.timepoints[0].targets.T1.value = 0; }],
    ['a baseline size of 0', 'input.baseline.targets[0].sizeMm', (input) => { input.baseline.targets[0].sizeMm = 0; }],
    ['an unknown state', 'input.timepoints[0].targets["T1"].state', (input) => { input.timepoints[0].targets.T1.state = 'gone'; }],
    ['an unknown status', 'input.timepoints[0].nonTargets["X1"].status', (input) => { input.timepoints[0].nonTargets.X1.status = 'stable'; }],
    ['an unknown new lesion status', 'input.timepoints[0].newLesions[0].status', (input) => { input.timepoints[0].newLesions[0].status = 'maybe'; }],
    ['a date that does not exist', 'input.timepoints[0].date', (input) => { input.timepoints[0].date = '2024-02-30'; }],
    ['a partial date', 'input.subject.randomisationDate', (input) => { input.subject.randomisationDate = '2024-02'; }],
    ['a 29 February of a common year', 'input.baseline.date', (input) => { input.baseline.date = '2023-02-29'; }],
    ['a timepoint without a date', 'input.timepoints[0].date', (input) => { delete input.timepoints[0].date; }],
    ['a record of an unknown target', 'input.timepoints[0].targets["T9"]', (input) => { input.timepoints[0].targets.T9 = { state: 'absent' }; }],
    ['a merge into nothing', 'input.timepoints[0].targets["T1"].mergedInto', (input) => { input.timepoints[0].targets.T1 = { state: 'merged', mergedInto: 'T9' }; }],
    ['a merge in a circle', 'input.timepoints[0].targets["T1"].mergedInto', (input) => { input.timepoints[0].targets = { T1: { state: 'merged', mergedInto: 'T2' }, T2: { state: 'merged', mergedInto: 'T1' } }; }],
    ['a split within a split', 'input.timepoints[0].targets["T1"].parts[0].state', (input) => { input.timepoints[0].targets.T1 = { state: 'split', parts: [{ state: 'split', parts: [] }] }; }],
    ['two targets of the same id', 'input.baseline.targets[1].id', (input) => { input.baseline.targets[1].id = 'T1'; }],
    ['an organ that is not on the list', 'input.baseline.targets[0].organ', (input) => { input.baseline.targets[0].organ = 'left lung'; }],
    ['no baseline', 'input.baseline', (input) => { delete input.baseline; }],
  ])('%s', (_what, path, change) => {
    const answer = ask('subject', changed(change));
    expect(Object.keys(answer)).toEqual(['error']);
    expect(answer.error.code).toBe('invalidInput');
    expect(answer.error.message.startsWith(`${path} must be `)).toBe(true);
  });

  test('unknown operations and parameters, and parameters of the wrong kind', () => {
    expect(ask('assess', {})).toMatchObject({ error: { code: 'unknownOperation' } });
    expect(ask(undefined, {})).toMatchObject({ error: { code: 'unknownOperation' } });
    expect(runEngineRequest('subject')).toMatchObject({ error: { code: 'invalidRequest' } });
    expect(ask('subject', good(), { maxLesions: 5 })).toMatchObject({ error: { code: 'unknownParameter' } });
    for (const params of [{ maxTargets: '5' }, { maxTargets: 0 }, { recordingDecimals: 5 }, { timeOrigin: 'birth' }, { pfsRules: 'FDA' }, { pfsRules: { missed: 'event' } }, { schedule: { intervalDays: 0 } }, { dataCutoff: '2024-13-01' }, { confirmMaxNE: -1 }, { adjudicationVariables: ['bor', 'bor'] }, { sdMinDays: 41.5 }, []]) {
      expect(ask('subject', good(), params), JSON.stringify(params)).toMatchObject({ error: { code: 'invalidParameter' } });
    }
  });

  test('in an array one error does not stop the others, and the order is kept', () => {
    const answers = runEngineRequest([{ op: 'overall', input: { target: 'CR', nonTarget: 'NA', newLesion: 'none' } }, 5, { op: 'overall', input: { target: 'XX', nonTarget: 'NA', newLesion: 'none' } }, { op: 'subject', input: good() }]) as Loose[];
    expect(answers.map((answer) => answer.overall ?? answer.error?.code ?? answer.baseline.sum)).toEqual(['CR', 'invalidRequest', 'invalidInput', 50]);
    expect(runEngineRequest([])).toEqual([]);
  });
});

describe('operation subject', () => {
  test('answers what the library answers, with the words on request', () => {
    const plain = JSON.parse(JSON.stringify(ask('subject', good())));
    const library = JSON.parse(JSON.stringify(evaluateSubject(good())));
    const explained = JSON.parse(JSON.stringify(runEngineRequest({ op: 'subject', input: good(), explain: true })));
    const { findings, sources, ...rest } = explained;
    expect(rest).toEqual(library);
    expect(findings).toBeInstanceOf(Array);
    expect(sources['R-801']).toEqual({ title: 'First progression', source: 'E09 section 4.7; FDA' });
    for (const timepoint of library.timepoints) delete timepoint.explanation;
    delete library.reasons;
    expect(plain).toEqual(library);
  });
  test('optional members that are null are as good as missing; missing maps are empty', () => {
    const bare = { subject: { randomisationDate: origin, deathDate: null }, baseline: { date: '2023-12-25', targets: [{ id: 'T1', kind: 'nonNodal', organ: 'liver', sizeMm: 30, method: null }] }, timepoints: [{ id: 'a', date: week(8), scanDates: null, targets: { T1: { state: 'measured', value: 30, scanDate: null } } }] };
    expect(ask('subject', bare)).toMatchObject({ baseline: { sum: 30 }, timepoints: [{ overall: 'SD', nonTarget: 'NA' }], endpoints: { OS: { event: false, reason: 'alive' } } });
  });
  test('R-216: an assessment that was not done stands at its own date, else where it was planned', () => {
    const visit = { id: 'a', performed: false, plannedDate: week(8) };
    const dateOf = (more: object) => ask('subject', { ...good(), timepoints: [{ ...visit, ...more }] }).timepoints[0].date;
    expect([dateOf({}), dateOf({ date: week(9) }), dateOf({ date: week(9), scanDates: [week(7)] })]).toEqual([week(8), week(9), week(7)]);
  });
  test('R-003 to R-005: sizes are exact decimals; 0.1 and 0.2 make 0.3', () => {
    expect(ask('subject', changed((input) => { input.baseline.targets[0].sizeMm = 0.1; input.baseline.targets[1].sizeMm = 0.2; })).baseline.sum).toBe(0.3);
  });
  test('Q-S08: an assessment before the time origin is judged but counts for nothing', () => {
    const answer = ask('subject', subjectOf('L30', 0, [{ id: 'early', date: week(-1), targets: '10' }, ...visitsOf(['8 | 30'])]));
    expect(answer.timepoints[0].overall).toBe('PR');
    expect([answer.bestOverallResponse, answer.checks]).toEqual(['PD', ['Q-S08']]);
  });
});

describe('the other operations', () => {
  test('checkTargets: number, organ, measurability; all nodes are one organ whatever they say', () => {
    const lesion = (id: string, organ: string, sizeMm = 20) => ({ id, kind: 'nonNodal', organ, sizeMm, method: 'CT', sliceThicknessMm: 2 });
    const node = (id: string, organ: string, sizeMm = 16) => ({ id, kind: 'node', organ, sizeMm, method: 'CT', sliceThicknessMm: 2 });
    const checks = (...targets: object[]) => ask('checkTargets', { targets }).checks;
    expect(checks(lesion('a', 'lung'), lesion('b', 'lung'), lesion('c', 'liver'), node('d', 'lymphNode'), node('e', 'mediastinum'))).toEqual([]);
    expect(checks(lesion('a', 'lung'), lesion('b', 'lung'), lesion('c', 'lung'))).toEqual(['Q-B02']);
    expect(checks(node('a', 'neck'), node('b', 'axilla'), node('c', 'groin'))).toEqual(['Q-B02']);
    expect(checks(lesion('a', 'lung'), lesion('b', 'pleura'), lesion('c', 'lung'), lesion('d', 'pleura'))).toEqual([]);
    expect(checks(...['lung', 'liver', 'bone', 'brain', 'skin', 'breast'].map((organ) => lesion(organ, organ)))).toEqual(['Q-B01']);
    expect(checks(lesion('a', 'lung', 9.9), node('b', 'x', 14.9))).toEqual(['Q-B03']);
    expect(ask('checkTargets', { targets: [node('b', 'x', 14.9)] }).otherChecks).toEqual(['Q-B05']);
    expect(ask('checkTargets', { targets: [lesion('a', 'lung'), lesion('b', 'lung'), lesion('c', 'lung')] }, { maxPerOrgan: 3 }).checks).toEqual([]);
    expect(ask('checkTargets', { targets: [lesion('a', 'lung'), lesion('b', 'liver')] }, { maxTargets: 1 }).checks).toEqual(['Q-B01']);
  });

  test('adjudicate: the configured variables in their order, dates within the tolerance agree', () => {
    const readers = [{ bor: 'PR', progressionDate: week(8), responseDate: week(4), measurableAtBaseline: true }, { bor: 'SD', progressionDate: week(9), responseDate: null, measurableAtBaseline: false }];
    const variables = (params?: object, two: object[] = readers) => ask('adjudicate', { readers: two }, params);
    expect(variables()).toMatchObject({ required: true, variables: ['bor', 'progressionDate'] });
    expect(variables({ adjudicationVariables: ['measurableAtBaseline', 'responseDate', 'progression'] }).variables).toEqual(['measurableAtBaseline', 'responseDate']);
    expect(variables({ adjudicationDateToleranceDays: 7 }).variables).toEqual(['bor']);
    expect(variables({ adjudicationDateToleranceDays: 6 }).variables).toEqual(['bor', 'progressionDate']);
    expect(variables(undefined, [{ bor: 'SD', progressionDate: week(8) }, { bor: 'SD', progressionDate: null }]).variables).toEqual(['progression']);
    expect(variables(undefined, [{ bor: 'SD' }, { bor: 'SD', progressionDate: null }])).toMatchObject({ required: false, variables: [] });
    expect(ask('adjudicate', { readers: [{}] })).toMatchObject({ error: { code: 'invalidInput' } });
  });

  const immune = (baselineSum: number | null, timepoints: object[], params?: object) =>
    ask('irecist', { baselineSum, timepoints: timepoints.map((timepoint, index) => ({ id: `t${index}`, date: week(8 * (index + 1)), ...timepoint })) }, params).timepoints.map(({ response }: { response: string }) => response);

  test.each<[string, number | null, object[], string[]]>([
    ['R-I04 target: 5 mm more than at the iUPD', 50, [{ targetSum: 60 }, { targetSum: 65 }], ['iUPD', 'iCPD']],
    ['R-I04 target: 4.9 mm more is not enough', 50, [{ targetSum: 60 }, { targetSum: 64.9 }], ['iUPD', 'iUPD']],
    ['R-I04: increases add up over several timepoints', 50, [{ targetSum: 60 }, { targetSum: 63 }, { targetSum: 65 }], ['iUPD', 'iUPD', 'iCPD']],
    ['R-I04 non-target in any amount', 50, [{ targetSum: 50, nonTarget: 'PD' }, { targetSum: 50, nonTarget: 'PD', nonTargetFurtherIncrease: true }], ['iUPD', 'iCPD']],
    ['non-target unchanged stays iUPD', 50, [{ targetSum: 50, nonTarget: 'PD' }, { targetSum: 50, nonTarget: 'PD' }], ['iUPD', 'iUPD']],
    ['R-I04: a further new lesion', 50, [{ targetSum: 50, newLesions: { additional: 1 } }, { targetSum: 50, newLesions: { additional: 1 } }], ['iUPD', 'iCPD']],
    ['R-I04: the new targets grew by 5 mm', 50, [{ targetSum: 50, newLesions: { additional: 1, targetSum: 12 } }, { targetSum: 50, newLesions: { targetSum: 17 } }], ['iUPD', 'iCPD']],
    ['R-I04: another category newly meets progression', 50, [{ targetSum: 60 }, { targetSum: 60, nonTarget: 'PD' }], ['iUPD', 'iCPD']],
    ['R-I06: shrinkage below the limit resets the bar', 50, [{ targetSum: 60 }, { targetSum: 50 }, { targetSum: 60 }, { targetSum: 60 }], ['iUPD', 'iSD', 'iUPD', 'iUPD']],
    ['R-I06: iPR after iUPD', 50, [{ targetSum: 60 }, { targetSum: 30 }], ['iUPD', 'iPR']],
    ['R-I06: iPR instead of iCR while a new lesion persists', 50, [{ targetSum: 40, newLesions: { additional: 1, targetSum: 12 } }, { targetSum: 0, newLesions: { targetSum: 8 } }], ['iUPD', 'iPR']],
    ['R-I06: targets not evaluable leave the iUPD open', 50, [{ targetSum: 60 }, { targetSum: null }, { targetSum: 65 }], ['iUPD', 'NE', 'iCPD']],
    ['R-I07: iCPD stays', 50, [{ targetSum: 60 }, { targetSum: 65 }, { targetSum: 0 }], ['iUPD', 'iCPD', 'iCPD']],
    ['reappearance after iCR is iUPD', 50, [{ targetSum: 0 }, { targetSum: 3 }], ['iCR', 'iUPD']],
    ['nodes: targetCR with a sum above 0', 34, [{ targetSum: 9.5, targetCR: true }], ['iCR']],
    ['R-I03: the sum of new targets meets the limits against its own nadir', 50, [{ targetSum: 40, newLesions: { additional: 1, targetSum: 12 } }, { targetSum: 30, newLesions: { targetSum: 12 } }, { targetSum: 30, newLesions: { targetSum: 16.9 } }, { targetSum: 30, newLesions: { targetSum: 17 } }], ['iUPD', 'iPR', 'iPR', 'iUPD']],
    ['a new lesion that is gone leaves iCR, one that persists does not', 50, [{ targetSum: 0, newLesions: { targetSum: 0 } }, { targetSum: 0, newLesions: { present: true } }, { targetSum: 0 }, { targetSum: 0, newLesions: { targetSum: 0.5 } }], ['iCR', 'iPR', 'iCR', 'iPR']],
    ['without targets NE leaves the iUPD open', null, [{ nonTarget: 'PD' }, { nonTarget: 'NE' }, { nonTarget: 'PD', nonTargetFurtherIncrease: true }], ['iUPD', 'NE', 'iCPD']],
    ['R-I04: a non-target among the new lesions that grows in any amount', 50, [{ targetSum: 50, newLesions: { additional: 1, present: true } }, { targetSum: 50, newLesions: { present: true, nonTargetIncrease: true } }], ['iUPD', 'iCPD']],
    ['R-I04: growth of a new non-target means nothing where no new lesion caused the iUPD', 50, [{ targetSum: 60 }, { targetSum: 60, newLesions: { nonTargetIncrease: true } }], ['iUPD', 'iUPD']],
    ['R-I04: further increase of non-target disease means nothing where it did not cause the iUPD', 50, [{ targetSum: 60 }, { targetSum: 60, nonTarget: 'NON-CR/NON-PD', nonTargetFurtherIncrease: true }], ['iUPD', 'iUPD']],
    ['A.6: no new lesions are said to have come: none', 50, [{ targetSum: 60 }, { targetSum: 60, newLesions: {} }, { targetSum: 60, newLesions: { additional: 0 } }, { targetSum: 60 }, { targetSum: 60, newLesions: { additional: 1 } }], ['iUPD', 'iUPD', 'iUPD', 'iUPD', 'iCPD']],
    ['a further new lesion counts after all others resolved', 50, [{ targetSum: 50, newLesions: { additional: 1 } }, { targetSum: 50, nonTarget: 'PD', newLesions: { allResolved: true } }], ['iUPD', 'iCPD']],
    ['new lesions that resolved bring no confirmation with the next one before day 28', 50, [{ targetSum: 60, date: '2024-03-01' }, { targetSum: 60, newLesions: { additional: 1 }, date: '2024-03-10' }, { targetSum: 60, newLesions: { allResolved: true }, date: '2024-04-10' }], ['iUPD', 'iUPD', 'iUPD']],
    ['a new lesion before day 28 that stays confirms later', 50, [{ targetSum: 60, date: '2024-03-01' }, { targetSum: 60, newLesions: { additional: 1 }, date: '2024-03-10' }, { targetSum: 60, date: '2024-04-10' }], ['iUPD', 'iUPD', 'iCPD']],
    ['the nadir is the smallest sum, not the last', 50, [{ targetSum: 30 }, { targetSum: 34 }, { targetSum: 35.9 }, { targetSum: 36 }], ['iPR', 'iPR', 'iSD', 'iUPD']],
    ['a sum that is not evaluable leaves the nadir', 50, [{ targetSum: 30 }, { targetSum: null }, { targetSum: 36 }], ['iPR', 'NE', 'iUPD']],
    ['R-I02: the new targets have a nadir of their own that missing sums leave', 50, [{ targetSum: 40, newLesions: { additional: 1, targetSum: 12 } }, { targetSum: 30, newLesions: {} }, { targetSum: 30, newLesions: { targetSum: 17 } }], ['iUPD', 'iPR', 'iUPD']],
    ['R-I06: no shrinkage against the iUPD, and a new lesion that stays: iUPD', 50, [{ targetSum: 40, newLesions: { additional: 1, present: true } }, { targetSum: 40.1, newLesions: { present: true } }, { targetSum: 39.9999, newLesions: { present: true } }], ['iUPD', 'iUPD', 'iSD']],
    ['R-I01: 20 % and 5 mm just missed', 50, [{ targetSum: 59.9999 }], ['iSD']],
    ['R-I01: 30 % just met and just missed', 50, [{ targetSum: 35 }, { targetSum: 35.0001 }], ['iPR', 'iSD']],
    ['targets not evaluable at the first visit', 50, [{ targetSum: null }, { targetSum: 60 }], ['NE', 'iUPD']],
    ['no targets', null, [{ nonTarget: 'NON-CR/NON-PD' }, { nonTarget: 'PD' }, { nonTarget: 'PD', nonTargetFurtherIncrease: true }], ['NON-iCR/NON-iUPD', 'iUPD', 'iCPD']],
  ])('irecist: %s', (_what, baselineSum, timepoints, expected) => expect(immune(baselineSum, timepoints)).toEqual(expected));

  test('R-I05: a scan before 28 days neither confirms nor resets', () => {
    const two = (days: number, targetSum: number) => [{ targetSum: 60, date: '2024-03-01' }, { targetSum, date: days === 27 ? '2024-03-28' : '2024-03-29' }];
    expect(immune(50, two(27, 70))).toEqual(['iUPD', 'iUPD']);
    expect(immune(50, two(28, 70))).toEqual(['iUPD', 'iCPD']);
    expect(immune(50, two(27, 40))).toEqual(['iUPD', 'iUPD']);
    expect(immune(50, two(27, 70), { irecistMinDays: 27 })).toEqual(['iUPD', 'iCPD']);
  });

  test.each<[string[], string, object?]>([
    [['iCR', 'iUPD'], 'iCR'],
    [['iCR', 'iUPD'], 'iSD', { confirmationRequired: true }],
    [['iCR', 'iCR'], 'iCR', { confirmationRequired: true, confirmationMinDays: 7 }],
    [['iCR', 'iCR'], 'iSD', { confirmationRequired: true }],
    [['iPR', 'iSD', 'iPR'], 'iPR', { confirmationRequired: true, confirmationMinDays: 14 }],
    [['iPR', 'iUPD'], 'iSD', { confirmationRequired: true }],
    [['NON-iCR/NON-iUPD', 'iUPD'], 'NON-iCR/NON-iUPD', { confirmationRequired: true }],
    [['NED', 'iUPD'], 'NED'],
    [['iUPD', 'NE'], 'iUPD', { confirmationRequired: true }],
  ])('ibor of %j is %s (%j)', (responses, expected, params) => {
    expect(ask('ibor', { timepoints: responses.map((response, index) => ({ id: `t${index}`, date: week(index), response })) }, params).ibor).toBe(expected);
  });

  test.each<[string[], string, boolean, number | null]>([
    [['iCPD'], 'iCPD', true, 0],
    [['iCPD', 'iSD'], 'iCPD', true, 0],
    [['iUPD', 'NED', 'iUPD'], 'NED', false, 2],
    [['iSD', 'iUPD', 'iCPD'], 'iSD', true, 1],
    [['iUPD', 'iSD', 'iUPD'], 'iSD', false, 2],
    [['iUPD', 'iPR'], 'iPR', false, null],
    [['iUPD', 'NE', 'iCPD'], 'iCPD', true, 0],
    [['iUPD', 'iUPD'], 'iUPD', false, 0],
    [['NE'], 'NE', false, null],
    [['iUPD', 'iCPD', 'iCR'], 'iCPD', true, 0],
  ])('ibor of %j is %s', (responses, ibor, progressionConfirmed, at) => {
    const answer = ask('ibor', { timepoints: responses.map((response, index) => ({ id: `t${index}`, date: week(index), response })) });
    expect(answer).toEqual({ ibor, progressionConfirmed, progressionDate: at === null ? null : week(at) });
  });
});

describe('every parameter has its default and changes an answer', () => {
  test('the defaults are those of section 3', () => {
    expect(defaultParameters).toMatchObject({ maxTargets: 5, maxPerOrgan: 2, recordingDecimals: 1, baselineMaxDaysBefore: 28, confirmationMinDays: 28, confirmMaxNE: 1, confirmMaxSD: 1, sdMinDays: 42, cbMinDays: 168, schedule: { intervalDays: 56, windowDays: 7 }, irecistMinDays: 28 });
    expect(Object.keys(defaultParameters)).toHaveLength(31);
  });
  const facts = { randomisationDate: week(1), enrolmentDate: origin, firstDoseDate: week(2) };
  test('origins: timeOrigin, ttpOrigin', () => {
    const days = (params: object) => {
      const { PFS, TTP } = ask('subject', subjectOf('L30', 0, visitsOf(['10 | 40']), facts), params).endpoints;
      return [PFS.days, TTP.days];
    };
    expect(days({})).toEqual([64, 57]);
    expect(days({ timeOrigin: 'enrolment', ttpOrigin: 'randomisation' })).toEqual([71, 64]);
  });
  test('baselineMaxDaysBefore, measurableDiseaseRequired, recordingDecimals', () => {
    const checks = (input: object, params: object) => ask('subject', input, params).baseline.checks;
    expect(checks(subjectOf('L30', 0, [], facts), {})).toEqual([]);
    expect(checks(subjectOf('L30', 0, [], facts), { baselineMaxDaysBefore: 13 })).toEqual(['Q-B08']);
    expect(checks(subjectOf('', 1, [], facts), {})).toEqual(['Q-B14']);
    expect(checks(subjectOf('', 1, [], facts), { measurableDiseaseRequired: false })).toEqual([]);
    const limit = (recordingDecimals: number) => evaluateSubject(subjectOf('L33.3', 0, visitsOf(['8 | 30'])), { recordingDecimals }).timepoints[0]?.explanation.pdLimit?.limitMm;
    expect([limit(0), limit(1), limit(2)]).toEqual([40, 40, 39.96]);
  });
  test('dorDeathIsEvent, cbMinDays, confirmationRequired', () => {
    const input = subjectOf('L30', 0, visitsOf(['8 | 20', '16 | 23']), { randomisationDate: origin, deathDate: week(20) });
    const answer = (params: object) => ask('subject', input, params);
    expect(answer({}).endpoints.DOR).toEqual({ event: true, date: week(20), days: 85, reason: 'death' });
    expect(answer({ dorDeathIsEvent: false }).endpoints.DOR).toEqual({ event: false, date: week(16), days: 57, reason: 'lastEvaluableAssessment' });
    expect([answer({}).bestOverallResponse, answer({ confirmationRequired: true }).bestOverallResponse]).toEqual(['PR', 'SD']);
    expect(answer({ confirmationRequired: true }).clinicalBenefit.achieved).toBe(false);
    expect(answer({ confirmationRequired: true, cbMinDays: 112 }).clinicalBenefit).toEqual({ achieved: true, date: week(16) });
    expect(answer({ confirmationRequired: true }).endpoints).toMatchObject({ DOR: null, SDDUR: { event: true, days: 141 } });
  });
  test('endpoints that follow other dates: OS, PFS2, duration of CR', () => {
    const answer = (subject: object, params?: object) => ask('subject', subjectOf('L30', 0, visitsOf(['8 | absent', '16 | absent', '24 | 5']), { randomisationDate: origin, ...subject }), params).endpoints;
    expect(answer({ lastKnownAliveDate: week(40) }).OS).toEqual({ event: false, date: week(40), days: 281, reason: 'alive' });
    expect(answer({ deathDate: week(40) }, { dataCutoff: week(30) }).OS).toMatchObject({ event: false, date: week(30) });
    expect(answer({}).CRDUR).toEqual({ event: true, date: week(24), days: 113, reason: 'progression' });
    expect(answer({ nextLine: { startDate: week(25), secondProgressionDate: week(40) } }).PFS2).toMatchObject({ event: true, date: week(40), reason: 'secondProgression' });
    expect(answer({ nextLine: { startDate: week(25), lastAssessmentDate: week(38) }, lastKnownAliveDate: week(50) }).PFS2).toMatchObject({ event: false, date: week(38) });
    expect(answer({ deathDate: week(39), nextLine: { startDate: week(25), secondProgressionDate: week(40) } }).PFS2).toMatchObject({ event: true, date: week(39), reason: 'death' });
  });
  test('pendingConfirmation: open while the next assessment can still confirm', () => {
    const pending = (lines: string[], subject = {}) => ask('subject', subjectOf('L30', 0, visitsOf(lines), { randomisationDate: origin, ...subject })).pendingConfirmation;
    expect(pending(['8 | 20'])).toBe(true);
    expect(pending(['8 | 20', '10 | 20'])).toBe(true);
    expect(pending(['8 | 20', '12 | 20'])).toBe(false);
    expect(pending(['8 | 20', '12 | 22', '16 | 22'])).toBe(false);
    expect(pending(['8 | 20'], { deathDate: week(10) })).toBe(false);
    expect(pending(['8 | 20'], { newTherapyStartDate: week(10) })).toBe(false);
    expect(pending(['8 | 20'], { studyEndDate: week(10) })).toBe(false);
    expect(pending(['8 | 20', '12 | 40'])).toBe(false);
  });
});
