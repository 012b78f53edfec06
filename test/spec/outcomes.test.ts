/** Single outcomes of subjects, of response sequences and of two readers: one row a case, one field each. */
import { describe, expect, test } from 'vitest';
import { compareRuleSets, evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { defaultParameters, type Parameters } from '../../src/recist/index.ts';
import { readTable } from './csv.ts';
import { immuneCourseOf } from './immuneRows.ts';
import type { Loose } from './loose.ts';
import { linesOf, memberAt, origin, sequenceOf, settingsOf, subjectOf, valueOf, visitsOf, week } from './notation.ts';

const ask = (op: string, input: unknown, params: unknown = {}): Loose => runEngineRequest({ op, input, params });

describe('subjects', () => {
  test.each(readTable('subject-outcomes.csv', ['id', 'baseline', 'nonTargets', 'visits', 'params', 'subject', 'field', 'expected', 'source', 'note']))('$id $baseline: $visits ($params $subject): $field is $expected', (row) => {
    const facts = row.subject === '' ? { randomisationDate: origin } : settingsOf(row.subject);
    const input = subjectOf(row.baseline, Number(row.nonTargets), visitsOf(linesOf(row.visits)), facts);
    expect(memberAt(evaluateSubject(input, settingsOf(row.params) as Partial<Parameters>), row.field)).toEqual(valueOf(row.expected));
  });
});

describe('response sequences', () => {
  test.each(readTable('sequence-outcomes.csv', ['id', 'sequence', 'params', 'subject', 'field', 'expected', 'source', 'note']))('$id $sequence ($params $subject): $field is $expected', (row) => {
    const answer = ask('responses', { subject: { randomisationDate: origin, ...settingsOf(row.subject) }, timepoints: sequenceOf(row.sequence) }, settingsOf(row.params));
    expect(memberAt(answer, row.field)).toEqual(valueOf(row.expected));
  });
});

describe('PFS under several rule sets side by side, R-918', () => {
  const differences = (lines: readonly string[], subject: object = {}) => Object.fromEntries(compareRuleSets(subjectOf('L30', 0, visitsOf(lines), { randomisationDate: origin, ...subject })).map(({ ruleSet, differs }) => [ruleSet, differs.join(' ')]));
  test('no difference where every set sees the same', () => expect(differences(['8 | 30', '16 | 40'])).toEqual({ 'TRIAL': '', 'EMA': '', 'FDA-A': '', 'FDA-B': '', 'FDA-C': '' }));
  test('another event, date and reason: new therapy before the PD', () => {
    expect(differences(['8 | 30', '16 | 40'], settingsOf('newTherapyStartDate=day90'))).toEqual({ 'TRIAL': '', 'EMA': '', 'FDA-A': 'PFS TTP SDDUR', 'FDA-B': 'PFS TTP SDDUR', 'FDA-C': 'PFS TTP SDDUR' });
  });
  test('another date alone: planned visits', () => {
    expect(differences(['8 | 30 ||| plan=55', '16 | 40 ||| plan=111'])).toEqual({ 'TRIAL': '', 'EMA': '', 'FDA-A': '', 'FDA-B': 'PFS TTP SDDUR', 'FDA-C': 'PFS TTP SDDUR' });
  });
  test('another reason alone: censored at the same assessment for a new therapy', () => {
    expect(differences(['8 | 30'], settingsOf('newTherapyStartDate=day90'))).toEqual({ 'TRIAL': '', 'EMA': '', 'FDA-A': 'PFS TTP SDDUR', 'FDA-B': 'PFS TTP SDDUR', 'FDA-C': 'PFS TTP SDDUR' });
  });
  test('another event on the same date: clinical progression on the day of the last assessment', () => {
    expect(differences(['8 | 30'], settingsOf('clinicalProgressionDate=day57'))).toEqual({ 'TRIAL': '', 'EMA': '', 'FDA-A': '', 'FDA-B': '', 'FDA-C': 'PFS TTP SDDUR' });
  });
});

describe('two readers, R-J04 and R-J05', () => {
  test.each(readTable('adjudication.csv', ['id', 'reader1', 'reader2', 'params', 'disagree', 'sentence', 'source', 'note']))('$id $reader1 / $reader2 ($params): $disagree', ({ reader1, reader2, params, disagree, sentence }) => {
    const variables = disagree === '' ? [] : disagree.split(' ');
    const answer: Loose = runEngineRequest({ op: 'adjudicate', explain: true, input: { readers: [settingsOf(reader1), settingsOf(reader2)] }, params: settingsOf(params) });
    expect(answer).toMatchObject({ required: variables.length > 0, variables, rules: variables.length > 0 ? ['R-J05', 'R-J04'] : ['R-J07', 'R-J04'] });
    expect(answer.reason.sentence).toBe(sentence);
  });
});

describe('immune responses, section 13', () => {
  test.each(readTable('immune.csv', ['id', 'baselineSum', 'course', 'params', 'responses', 'sentence', 'rules', 'source', 'note']))('$id $course ($params): $responses', (row) => {
    const answer: Loose = runEngineRequest({ op: 'irecist', explain: true, input: { baselineSum: valueOf(row.baselineSum), timepoints: immuneCourseOf(row.course) }, params: settingsOf(row.params) });
    expect(answer.timepoints.map(({ response }: { response: string }) => response).join(' ')).toBe(row.responses);
    const { sentence, rules } = answer.timepoints.at(-1).reason;
    expect([sentence.replaceAll('\u2009', ' '), rules.join(' ')]).toEqual([row.sentence, row.rules]);
  });
});

describe('best immune response, R-I08 and R-I09', () => {
  test.each(readTable('immune-best.csv', ['id', 'responses', 'params', 'ibor', 'confirmed', 'progressionWeek', 'sentence', 'source', 'note']))('$id $responses ($params): $ibor', (row) => {
    const timepoints = row.responses.split('|').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
      const [at = '', response] = part.split(' ');
      return { id: `W${at}`, date: week(Number(at)), response };
    });
    const answer: Loose = runEngineRequest({ op: 'ibor', explain: true, input: { timepoints }, params: settingsOf(row.params) });
    expect(answer).toMatchObject({ ibor: row.ibor, progressionConfirmed: row.confirmed === 'yes', progressionDate: row.progressionWeek === '' ? null : week(Number(row.progressionWeek)) });
    expect(answer.reason.sentence).toBe(row.sentence);
  });
});

describe('parameters', () => {
  test('the defaults are those of section 3', () => {
    expect(defaultParameters).toEqual({
      maxTargets: 5, maxPerOrgan: 2, recordingDecimals: 1, baselineMaxDaysBefore: 28, measurableDiseaseRequired: true, tumourMarkerForCR: false,
      prContinuation: 'afterConfirmed', equivocalBackdating: true, timepointDate: 'latest', targetPdDate: 'latest', timeOrigin: 'auto', ttpOrigin: 'firstDose',
      confirmationRequired: false, confirmationMinDays: 28, confirmMaxNE: 1, confirmMaxSD: 1, crThenNonCr: 'pd', sdMinDays: 42, sdMinFrom: 'origin',
      borStopAtNewTherapy: true, newTherapySameDay: 'include', pfsRules: 'TRIAL', censorOn: 'evaluable', schedule: { intervalDays: 56, windowDays: 7 },
      dorDeathIsEvent: true, dcrIncludeNonCrNonPd: false, cbMinDays: 168, dataCutoff: null, adjudicationVariables: ['bor', 'progression', 'progressionDate'],
      adjudicationDateToleranceDays: 0, irecistMinDays: 28,
    });
  });
  test.each(readTable('parameter-ranges.csv', ['parameter', 'least', 'most']))('$parameter from $least to $most', ({ parameter, least, most }) => {
    const problem = (value: number) => ask('overall', { target: 'CR', nonTarget: 'NA', newLesion: 'none' }, { [parameter]: value }).error?.code;
    expect([Number(least) - 1, Number(least), Number(most), Number(most) + 1].map(problem)).toEqual(['invalidParameter', undefined, undefined, 'invalidParameter']);
    expect(problem(Number(least) + 0.5)).toBe('invalidParameter');
  });
});
