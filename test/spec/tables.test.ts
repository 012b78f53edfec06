/** Every row of the tables in this folder, one test a row, named by its id. */
import { describe, expect, test } from 'vitest';
import { clopperPearson, evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import type { Parameters, SubjectFacts } from '../../src/recist/index.ts';
import { readTable } from './csv.ts';
import type { Loose } from './loose.ts';
import { memberAt, origin, sequenceOf, settingsOf, studyDay, subjectOf, valueOf, visitsOf, week } from './notation.ts';

const ask = (op: string, input: unknown, params: unknown = {}): Loose => runEngineRequest({ op, input, params });

describe('overall response, appendix B', () => {
  test.each(readTable('overall.csv', ['id', 'target', 'nonTarget', 'newLesion', 'overall']))('$id $target / $nonTarget / $newLesion: $overall', ({ target, nonTarget, newLesion, overall }) => {
    const answer = ask('overall', { target, nonTarget, newLesion });
    expect(answer.overall).toBe(overall);
    expect(answer.rules.length).toBeGreaterThan(0);
  });
});

describe('target limits, section 6.3', () => {
  test.each(readTable('target-limits.csv', ['id', 'baseline', 'nadir', 'sum', 'expected', 'note']))('$id B $baseline N $nadir C $sum: $expected', (row) => {
    const before = row.nadir === row.baseline ? [] : [`8 | ${row.nadir === '0' ? 'absent' : row.nadir} | present`];
    const result = evaluateSubject(subjectOf(`L${row.baseline}`, 1, visitsOf([...before, `10 | ${row.sum} | present`])));
    expect(result.timepoints.at(-1)?.target).toBe(row.expected);
  });
});

describe('measurability, section 4.2', () => {
  test.each(readTable('measurability.csv', ['id', 'kind', 'method', 'sizeMm', 'sliceThicknessMm', 'nature', 'other', 'expected', 'rules', 'source']))('$id $kind $method $sizeMm mm: $expected', (row) => {
    const optional = { ...(row.sliceThicknessMm === '' ? {} : { sliceThicknessMm: Number(row.sliceThicknessMm) }), ...(row.nature === '' ? {} : { nature: row.nature }) };
    const flags = Object.fromEntries(row.other.split(' ').filter((flag) => flag !== '').map((flag) => [flag, true]));
    const answer = ask('classifyLesion', { kind: row.kind, method: row.method, sizeMm: Number(row.sizeMm), ...optional, ...flags });
    expect([answer.class, answer.rules.join(' ')]).toEqual([row.expected, row.rules]);
  });
});

describe('FDG-PET, section 8', () => {
  test.each(readTable('pet.csv', ['id', 'baselinePet', 'ctCorrelate', 'expected', 'rule']))('$id $baselinePet / $ctCorrelate: $expected', ({ baselinePet, ctCorrelate, expected, rule }) => {
    const answer = ask('pet', { baselinePet, ctCorrelate });
    expect([answer.newLesion, answer.rules[0]]).toEqual([expected, rule]);
  });
});

describe('best overall response, section 10 and table C', () => {
  test.each(readTable('best-response.csv', ['id', 'sequence', 'params', 'subject', 'unconfirmed', 'confirmed', 'confirmedDay']))('$id $sequence ($params): $unconfirmed, confirmed $confirmed', (row) => {
    const { hasTargets = true, ...params } = settingsOf(row.params);
    const answer = ask('responses', { subject: { randomisationDate: origin, ...settingsOf(row.subject) }, timepoints: sequenceOf(row.sequence), hasTargets }, params);
    expect([answer.bor.unconfirmed.response, answer.bor.confirmed.response, answer.bor.confirmed.date])
      .toEqual([row.unconfirmed, row.confirmed, row.confirmedDay === '' ? null : studyDay(Number(row.confirmedDay))]);
    if (row.sequence === '') expect(answer.bor.confirmed.reason).toBe('noAssessment');
  });
});

describe('progression-free survival, section 12.3', () => {
  test.each(readTable('pfs.csv', ['id', 'sequence', 'subject', 'params', 'event', 'day', 'reason']))('$id $sequence ($subject; $params): $reason on day $day', (row) => {
    const answer = ask('responses', { subject: { randomisationDate: origin, ...settingsOf(row.subject) }, timepoints: sequenceOf(row.sequence) }, settingsOf(row.params));
    expect(answer.endpoints.PFS).toEqual({ event: row.event === 'true', date: studyDay(Number(row.day)), days: Number(row.day), reason: row.reason });
  });
});

describe('courses, appendix C and single rules', () => {
  const rows = readTable('courses.csv', ['course', 'week', 'targets', 'nonTargets', 'newLesions', 'sum', 'target', 'overall', 'overallAsRead']);
  const inputOf = (course: string, subject: SubjectFacts = { randomisationDate: origin }) => {
    const [baseline, ...visits] = rows.filter((row) => row.course === course);
    return subjectOf(baseline?.targets ?? '', Number(baseline?.nonTargets ?? 0), visitsOf(visits.map((row) => `${row.week} | ${row.targets} | ${row.nonTargets} | ${row.newLesions}`)), subject);
  };
  test.each(rows.filter((row) => row.week === '0'))('$course: baseline sum $sum', ({ course, sum }) => {
    expect(evaluateSubject(inputOf(course)).baseline.sum).toBe(sum === '' ? null : Number(sum));
  });
  test.each(rows.filter((row) => row.week !== '0'))('$course week $week: $target, overall $overall', (row) => {
    const timepoint = evaluateSubject(inputOf(row.course)).timepoints.find(({ date }) => date === week(Number(row.week)));
    expect(timepoint).toMatchObject({ sum: row.sum === '' ? null : Number(row.sum), target: row.target, overall: row.overall, overallAsRead: row.overallAsRead });
  });
  test.each(readTable('course-outcomes.csv', ['course', 'params', 'field', 'expected']))('$course ($params): $field is $expected', ({ course, params, field, expected }) => {
    expect(memberAt(evaluateSubject(inputOf(course), settingsOf(params) as Partial<Parameters>), field)).toEqual(valueOf(expected));
  });

  test('C.9: a new lesion on the first scan dates the progression, a sum on the last', () => {
    const chest = studyDay(111);
    const visit = { id: 'W16', date: studyDay(118), targets: `72@${studyDay(118)}`, newLesions: `A:unequivocal@${chest}`, more: { scanDates: [chest, studyDay(118)] } };
    const both = evaluateSubject(subjectOf('L60', 0, [visit]));
    expect(both.progression).toEqual({ date: chest, timepointId: 'W16', components: ['target', 'newLesion'] });
    expect(both.timepoints[0]?.date).toBe(studyDay(118));
    expect(both.checks).toContain('Q-S04');
    const sumOnly = evaluateSubject(subjectOf('L60', 0, [{ ...visit, newLesions: '' }]));
    expect(sumOnly.progression?.date).toBe(studyDay(118));
  });

  test('targetPdDate and timepointDate choose between the scans of a timepoint (conventions 22, 23)', () => {
    const input = subjectOf('L30 L30', 0, [{ id: 'A', date: studyDay(60), targets: `40@${studyDay(50)} 40@${studyDay(60)}`, more: { scanDates: [studyDay(60), studyDay(50)] } }]);
    const dates = (params: Partial<Parameters>) => {
      const result = evaluateSubject(input, params);
      return [result.timepoints[0]?.date, result.progression?.date];
    };
    expect(dates({})).toEqual([studyDay(60), studyDay(60)]);
    expect(dates({ targetPdDate: 'earliest' })).toEqual([studyDay(60), studyDay(50)]);
    expect(dates({ timepointDate: 'earliest' })).toEqual([studyDay(50), studyDay(60)]);
  });
});

describe('dates and rules of single findings', () => {
  const dated = (lines: readonly string[], params: Partial<Parameters> = {}) => evaluateSubject(subjectOf('L30', 1, visitsOf(lines)), params);
  test('R-508: of several findings that can date progression back the earliest scan counts, whatever their order', () => {
    const lines = (first: string, second: string) => [`8 | 30 | present | ${first}:equivocal`, `16 | 30 | present | ${first}:equivocal ${second}:equivocal`, '24 | 30 | present | A:unequivocal B:unequivocal'];
    for (const [first, second] of [['A', 'B'], ['B', 'A']] as const) {
      const result = dated(lines(first, second));
      expect(result.progression).toEqual({ date: week(8), timepointId: 'W8', components: ['newLesion'], backdatedFrom: 'W24' });
      expect(result.timepoints.map(({ overall }) => overall)).toEqual(['PD', 'SD', 'PD']);
    }
  });
  test('R-508: at one timepoint the earlier scan date counts, and both kinds of finding are named', () => {
    const [early, late] = [studyDay(54), studyDay(57)];
    expect(dated([`8 | 30 | equivocal@${late} | A:equivocal@${early}`, '16 | 30 | unequivocal | A:unequivocal']).progression).toEqual({ date: early, timepointId: 'W8', components: ['newLesion', 'nonTarget'], backdatedFrom: 'W16' });
    expect(dated([`8 | 30 | equivocal@${early} | A:equivocal@${late}`, '16 | 30 | unequivocal | A:unequivocal']).progression?.date).toBe(early);
  });
  test('R-508: an earlier scan date decides even at a later timepoint', () => {
    expect(dated([`8 | 30 | present | A:equivocal`, `16 | 30 | present | A:equivocal B:equivocal@${studyDay(50)}`, '24 | 30 | present | A:unequivocal B:unequivocal']).progression).toMatchObject({ date: studyDay(50), timepointId: 'W16' });
  });
  test('R-802: a non-target PD is dated by the scan of the lesion that progressed', () => {
    const input = subjectOf('L30', 2, visitsOf([`8 | 30 | present@${studyDay(40)} unequivocal@${studyDay(50)}`]));
    expect(evaluateSubject(input).progression).toEqual({ date: studyDay(50), timepointId: 'W8', components: ['nonTarget'] });
  });
  test('R-803: each fragment of a split lesion has its own scan date', () => {
    const split = { state: 'split' as const, parts: [{ state: 'measured' as const, value: 20, scanDate: studyDay(50) }, { state: 'measured' as const, value: 20, scanDate: studyDay(55) }] };
    const input = subjectOf('L30', 0, [{ id: 'A', date: studyDay(60), more: { targets: { T1: split } } }]);
    expect([evaluateSubject(input).progression?.date, evaluateSubject(input, { targetPdDate: 'earliest' }).progression?.date]).toEqual([studyDay(55), studyDay(50)]);
  });
  test('R-002: the most decisive rule comes first', () => {
    const last = (lines: readonly string[], targets = 'L30', nonTargets = 1) => evaluateSubject(subjectOf(targets, nonTargets, visitsOf(lines))).timepoints.at(-1)?.rules;
    expect(last(['8 | 30 | unequivocal'])).toEqual(['R-403', 'R-610', 'R-312']);
    expect(last(['8 | 30 | present | A:unequivocal'])).toEqual(['R-502', 'R-611', 'R-312', 'R-408']);
    expect(last(['8 | 40 | unequivocal | A:unequivocal'])).toEqual(['R-306', 'R-403', 'R-502', 'R-609', 'R-610', 'R-611']);
    expect(last(['8 | absent | present'])).toEqual(['R-604', 'R-305', 'R-408']);
    expect(last(['8 | absent | absent', '16 | absent | present'])).toEqual(['R-622', 'R-305', 'R-408']);
    expect(last(['8 || present'], '')).toEqual(['R-408', 'R-613', 'R-151']);
    expect(last(['8 || - | A:equivocal'], '', 0)).toEqual(['R-406', 'R-620', 'R-151', 'R-505']);
    expect(last(['8 | absent absent | present', '16 | 5 NE | present'], 'L30 L30')).toEqual(['R-308', 'R-307', 'R-609', 'R-408']);
    expect(last(['8 | 20 20 | present', '16 | 60 NE | present'], 'L30 L30')).toEqual(['R-308', 'R-306', 'R-609', 'R-408']);
  });
  test('R-913: planned dates replace those of the assessments, not before the origin', () => {
    const planned = { id: 'A', date: studyDay(5), overall: 'PD', plannedDate: studyDay(-3) };
    expect(ask('responses', { subject: { randomisationDate: origin }, timepoints: [planned] }, { pfsRules: 'FDA-B' }).endpoints.PFS).toMatchObject({ event: true, days: 1 });
  });
});

describe('cohort, R-940 to R-945', () => {
  test('exact interval of 7 of 20 as published in the tables of Clopper and Pearson', () => {
    const { rate, ciLow, ciHigh } = clopperPearson(7, 20);
    expect(rate).toBe(0.35);
    expect(ciLow).toBeCloseTo(0.1539092, 6);
    expect(ciHigh).toBeCloseTo(0.5921885, 6);
  });
  test('no response and all responses have a one-sided limit', () => {
    expect(clopperPearson(0, 10)).toMatchObject({ rate: 0, ciLow: 0 });
    expect(clopperPearson(0, 10).ciHigh).toBeCloseTo(0.3084971, 6);
    expect(clopperPearson(10, 10)).toMatchObject({ rate: 1, ciHigh: 1 });
    expect(clopperPearson(10, 10).ciLow).toBeCloseTo(0.6915029, 6);
    expect(clopperPearson(0, 0)).toEqual({ n: 0, N: 0, rate: null, ciLow: null, ciHigh: null });
  });
  test('Kaplan-Meier of the 6-mercaptopurine arm of Freireich 1963 (Kalbfleisch and Prentice): estimates, Greenwood errors, median 23 weeks', () => {
    const events = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => ({ time, event: true }));
    const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => ({ time, event: false }));
    const answer = ask('cohort', { times: [...censored, ...events], at: [5, 6, 7, 10, 13, 16, 22, 23, 40] });
    const rates = answer.rates.map(({ rate }: { rate: number }) => Number(rate.toFixed(4)));
    expect(rates).toEqual([1, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482, 0.4482]);
    const errors = answer.rates.map(({ se }: { se: number }) => Number(se.toFixed(4)));
    expect(errors).toEqual([0, 0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346, 0.1346]);
    expect(answer.median).toBe(23);
  });
  test('the median is the first time at one half, and null when the curve stays above', () => {
    const of = (times: readonly (readonly [number, boolean])[]) => ask('cohort', { times: times.map(([time, event]) => ({ time, event })) }).median;
    expect(of([[1, true], [2, true], [3, true], [4, true]])).toBe(2);
    expect(of([[1, true], [2, false], [3, false]])).toBeNull();
    expect(of([])).toBeNull();
  });
  test('rates of response and disease control; NE stays in the denominator; NON-CR/NON-PD by parameter (R-942, convention 28)', () => {
    const bor = ['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD', 'NED'];
    expect(ask('cohort', { bor })).toMatchObject({ ORR: { n: 2, N: 7 }, DCR: { n: 3, N: 7 } });
    expect(ask('cohort', { bor }, { dcrIncludeNonCrNonPd: true })).toMatchObject({ DCR: { n: 4, N: 7 } });
  });
});

describe('completeness of the tables', () => {
  test('appendix B: every target response with every non-target response and every new lesion, once', () => {
    const cells = readTable('overall.csv', ['target', 'nonTarget', 'newLesion']).map(({ target, nonTarget, newLesion }) => `${target}/${nonTarget}/${newLesion}`);
    const expected = ['CR', 'PR', 'SD', 'PD', 'NE', 'NA'].flatMap((target) => ['CR', 'NON-CR/NON-PD', 'NE', 'NA', 'PD'].flatMap((nonTarget) => ['none', 'equivocal', 'unequivocal'].map((newLesion) => `${target}/${nonTarget}/${newLesion}`)));
    expect([...cells].sort()).toEqual([...expected].sort());
  });
  test('table C: each of its twelve rows', () => {
    const sources = readTable('best-response.csv', ['source']).map(({ source }) => source);
    for (let row = 1; row <= 12; row += 1) expect(sources).toContain(`Table C row ${row}`);
  });
  test('appendix C: each of its ten courses', () => {
    const sources = ['courses.csv', 'course-outcomes.csv', 'best-response.csv', 'pfs.csv', 'subject-outcomes.csv'].flatMap((name) => readTable(name, ['source']).flatMap(({ source }) => source.split(' ')));
    for (let course = 1; course <= 10; course += 1) expect(sources).toContain(`C.${course}`);
  });
  test('section 8: every PET before with every CT', () => expect(new Set(readTable('pet.csv', ['baselinePet', 'ctCorrelate']).map(({ baselinePet, ctCorrelate }) => `${baselinePet}/${ctCorrelate}`)).size).toBe(12));
  test('every row names its source, every id stands once', () => {
    for (const name of ['overall', 'target-limits', 'limits', 'measurability', 'measurability-limits', 'pet', 'best-response', 'pfs', 'subject-outcomes', 'sequence-outcomes', 'adjudication']) {
      const rows = readTable(`${name}.csv`, ['id', 'source']);
      for (const { id, source } of rows) expect(source, `${name} ${id}`).toMatch(/[RQ]-[A-Z]?\d+|C\.\d+|A\.\d|Appendix|Section|Table/);
      expect(new Set(rows.map(({ id }) => id)).size, name).toBe(rows.length);
    }
  });
});
