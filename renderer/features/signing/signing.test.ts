import { expect, test } from 'vitest';
import { emptyRead, protocolVersion, signedFacts, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { engineVersion } from '../../../src/recist/index.ts';
import { followUpSubject, lesionOf, measured, status, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import { evaluateCase } from '../../state/index.ts';
import { checkCounts, checkGroups, countsText } from './checksModel.ts';
import { lockReason } from './lockWords.ts';
import { impliedStatus, markerFault, typedNumber, type MarkerEntry } from './markerModel.ts';
import { overrideEffect } from './overrideEffect.ts';
import { derivation, findingCounts, obstacles, recordSentence, reviewFindings, reviewRows, withAnswer } from './reviewModel.ts';
import { stateNow, versionChanges } from './versionChanges.ts';

const at = (subject: SubjectCase, index: number): Timepoint => subject.timepoints[index] as Timepoint;
const complete = (): SubjectCase => {
  const subject = followUpSubject();
  return { ...subject, assessments: { ...subject.assessments, N2: { ...subject.assessments['N2'], tp4: status('present') } } };
};
const finding = (changes: Partial<Finding>): Finding => ({ severity: 'warn', code: 'Q-F04', message: 'TP4: T1 went. Check.', at: { timepointId: 'tp4', lesionId: 'T1' }, acceptsReason: true, ...changes });

test('rows show baseline, nadir and now, and the change since the nadir for targets alone', () => {
  const subject = complete();
  const rows = reviewRows(subject, at(subject, 4), at(subject, 3));
  expect(rows.map(({ lesion, changeMm, changePct }) => [lesion.label, changeMm, changePct])).toEqual([
    ['T1', '+6.1', '+24.6'], ['T2', '+2.3', '+16.3'], ['T3', '+3.8', '+23.0'], ['T4', '+1.2', '+11.0'], ['N1', '', ''], ['N2', '', ''],
  ]);
});

test('a finding needs what its level asks for: W a reason, E the data or a deviation, I nothing; an answer of another finding does not count', () => {
  const subject = { checkReasons: { 'Q-F04 lesionId=T1 timepointId=tp4': { reason: 'same', by: 'x', at: '', timepointId: null } } } as unknown as SubjectCase;
  const needs = (one: Finding) => withAnswer(subject, one).needs;
  expect(needs(finding({}))).toBe(null);
  expect(needs(finding({ at: { timepointId: 'tp4', lesionId: 'T2' } }))).toBe('reason');
  expect(needs(finding({ severity: 'info', code: 'Q-F10', acceptsReason: false }))).toBe(null);
  expect(needs(finding({ severity: 'block', code: 'Q-F21', acceptsReason: false }))).toBe('change');
  expect(needs(finding({ severity: 'block', code: 'Q-B03' }))).toBe('reason');
});

test('the sheet lists what concerns the timepoint or the subject, open ones first, and counts them in words', () => {
  const subject = complete();
  const found = [finding({ severity: 'info', code: 'Q-S06', at: {}, acceptsReason: false }), finding({ at: { timepointId: 'tp3' } }), finding({}), finding({ severity: 'block', code: 'Q-F21', at: { timepointId: 'tp4' }, acceptsReason: false })];
  const shown = reviewFindings(subject, found, at(subject, 4));
  expect(shown.map((one) => one.finding.code)).toEqual(['Q-F04', 'Q-F21', 'Q-S06']);
  expect(findingCounts(shown)).toBe('1 blocks, 1 needs a reason, 1 for information');
});

test('what stands in the way is said most pressing first, and agrees with the rule of the host', () => {
  const open = followUpSubject();
  expect(obstacles(open, at(open, 4), [])).toEqual(['Baseline, TP1, TP2 and TP3 to sign first', 'N2 to assess']);
  const subject = complete();
  const signed = { state: 'signed', version: 1, signed: null, amendment: null, versions: [] } as const;
  const ready = { ...subject, signOffs: { tp0: signed, tp1: signed, tp2: signed, tp3: signed } };
  expect(obstacles(ready, at(ready, 4), [finding({}), finding({ severity: 'block', code: 'Q-F21', at: { timepointId: 'tp4' }, acceptsReason: false })], 1)).toEqual(['1 value not stored', 'Q-F21 to resolve', '1 reason open']);
  expect(obstacles(ready, at(ready, 4), [])).toEqual([]);
  expect(obstacles({ ...ready, read: { ...emptyRead.read, editable: false, why: 'Read by another' } }, at(ready, 4), [])).toEqual(['Read by another']);
});

test('the record says category, deciding sentence and the other components once; the derivation says which component decides', () => {
  const subject = complete();
  const result = evaluateCase(subject);
  expect(recordSentence(subject, at(subject, 4), result)).toBe('Progressive disease. Sum 79.7 mm is 13.4 mm and 20.2\u2009% above the nadir of 66.3 mm (TP3). Limits: at least 5 mm and at least 20\u2009%. Non-targets N1 and N2 persist without unequivocal progression. No new lesion.');
  expect(derivation(result, at(subject, 4)).map(({ name, value, why, rule }) => [name, value, name === 'Overall' ? why : '', rule])).toEqual([
    ['Target', 'PD', '', 'R-306'], ['Non-target', 'NON-CR/NON-PD', '', 'R-408'], ['New lesion', 'none', '', 'R-501'], ['Overall', 'PD', 'Target PD decides.', 'R-609'],
  ]);
  expect(recordSentence(subject, at(subject, 0), result)).toBe('Baseline with 4 targets, sum of diameters 110.5 mm, and 2 non-targets. Every later timepoint is judged against it.');
});

test('R-626: what an assigned category changes is told before it is assigned, later timepoints too', () => {
  const subject = subjectOf([lesionOf('T1')], { T1: [measured(50), measured(20, 's1'), measured(30, 's2')] });
  const result = evaluateCase(subject);
  expect(overrideEffect(subject, result, at(subject, 2), 'overall', 'PR')).toEqual([
    { where: 'TP2', from: 'PD', to: 'PR' }, { where: 'Progression', from: result?.progression?.date, to: 'none' },
  ]);
  expect(overrideEffect(subject, result, at(subject, 1), 'target', 'CR')).toContainEqual({ where: 'TP1', from: 'PR', to: 'CR' });
  expect(overrideEffect(subject, result, at(subject, 2), 'overall', 'PD')).toEqual([]);
});

test('versions are told apart by value, place, name, reason, image and response; what is the same is not listed', () => {
  const subject = complete();
  const stateOf = (one: SubjectCase) => stateNow(one, at(one, 4), evaluateCase(one));
  expect(versionChanges(stateOf(subject), stateOf(subject))).toEqual([]);
  const changed: SubjectCase = {
    ...subject,
    lesions: [...subject.lesions.map((lesion) => (lesion.label === 'T2' ? { ...lesion, description: 'S7' } : lesion)), lesionOf('X1', { organ: 'lung', placedAt: at(subject, 4).id })],
    assessments: { ...subject.assessments, T1: { ...subject.assessments['T1'], tp4: measured(24, 's4') }, T3: { ...subject.assessments['T3'], tp4: measured(20.3, 's4', null, [0, 9, 0]) }, N1: { ...subject.assessments['N1'], tp4: { state: 'status', status: 'notEvaluable' } }, X1: { tp4: { state: 'newLesion', status: 'unequivocal' } } },
    checkReasons: { 'Q-F04 lesionId=T1': { reason: 'Same lesion', by: 'x', at: '', timepointId: at(subject, 4).id } },
    overrides: { tp4: { overall: { value: 'PD', reason: 'Seen by both' } } },
  };
  expect(versionChanges(stateOf(subject), stateOf(changed)).map(({ lesion, what, before, after }) => [lesion?.label ?? '', what, before, after])).toEqual([
    ['T1', 'Liver, S6', '30.9', '24.0'], ['T2', 'Name', 'Liver, S8', 'Liver, S7'], ['T3', 'Lung, RLL', '20.3', '20.3, drawn elsewhere'], ['N1', 'Pleural effusion, left', 'present', 'NE'], ['X1', 'Lung', 'none', 'new, added'],
    ['', 'Sum of diameters', '79.7', '72.8'], ['', 'Target response', 'PD', 'PR'], ['', 'Non-target response', 'NON-CR/NON-PD', 'NE'], ['', 'New lesion', 'none', 'unequivocal'],
    ['', 'Assigned', 'none', 'overall PD: Seen by both'], ['', 'Reason Q-F04', 'none', 'Same lesion'],
  ]);
  expect(stateOf(subject)).toMatchObject({ records: signedFacts(subject, at(subject, 4)).records, protocolVersion: protocolVersion(subject.protocol), engineVersion, sumMm: 79.7 });
});

test('the panel lists this timepoint first, others latest first, the subject last, and counts by level', () => {
  const subject = complete();
  const groups = checkGroups(subject, [finding({ at: { timepointId: 'tp1' } }), finding({ at: { timepointId: 'tp3' } }), finding({ severity: 'info', at: {} })], at(subject, 4));
  expect(groups.map(({ title, findings }) => [title, findings.length])).toEqual([['TP4', 0], ['TP3', 1], ['TP1', 1], ['Subject', 1]]);
  expect(countsText(checkCounts(groups[1]?.findings ?? []))).toBe('1 warning, 1 open');
  expect(countsText(checkCounts([]))).toBe('no checks');
});

const entry = (value: string, upperLimit: string): MarkerEntry => ({ name: 'CA-125', unit: 'U/ml', value, upperLimit, date: '' });

test('R-404: markers say their status as far as they can, and a contradiction is named', () => {
  expect([typedNumber('35,2'), typedNumber(' 35.2 '), typedNumber(''), typedNumber('3 5')]).toEqual([35.2, 35.2, null, Number.NaN]);
  expect([impliedStatus([entry('36', '35')]), impliedStatus([entry('35', '35')]), impliedStatus([entry('36', '')]), impliedStatus([])]).toEqual(['elevated', 'normal', null, null]);
  expect(markerFault([entry('36', '35')], 'normal')).toBe('A value is above its limit: elevated');
  expect(markerFault([entry('30', '35')], 'elevated')).toBe('No value is above its limit');
  expect(markerFault([entry('x', '35')], 'normal')).toBe('CA-125: not a number');
  expect(markerFault([entry('', '35')], null)).toBe('No status chosen');
  expect(markerFault([entry('30', '35')], 'normal')).toBe(null);
});

test('why a timepoint cannot be changed: another\'s read before a closed timepoint before a signature', () => {
  const subject = complete();
  expect(lockReason(subject, at(subject, 4))).toBe(null);
  expect(lockReason(subject, { ...at(subject, 4), closed: true })).toContain('R-J01');
  const signed = { ...subject, signOffs: { tp4: { state: 'signed' as const, version: 1, signed: { signer: 'Dr M' } as never, amendment: null, versions: [] } } };
  expect(lockReason(signed, at(signed, 4))).toBe('TP4 is signed by Dr M. Amend it to change a value.');
  expect(lockReason({ ...signed, read: { ...emptyRead.read, editable: false, why: 'Blinded' } }, at(signed, 4))).toBe('Blinded');
});
