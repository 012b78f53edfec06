/** Every check of section 14 that the engine's input can answer: once firing, once just not. */
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/common/index.ts';
import { evaluateSubject } from '../../src/endpoints/index.ts';
import { checkCatalogue, type Parameters, type SubjectFacts, type SubjectInput } from '../../src/recist/index.ts';
import { origin, studyDay, subjectOf, visitsOf, week, type Visit } from './notation.ts';

const course = (targets: string, nonTargets: number, lines: readonly string[], subject?: SubjectFacts): SubjectInput => subjectOf(targets, nonTargets, visitsOf(lines), subject);
const visits = (targets: string, nonTargets: number, list: readonly Visit[], subject?: SubjectFacts): SubjectInput => subjectOf(targets, nonTargets, list, subject);
const baseline = (input: SubjectInput, change: Partial<SubjectInput['baseline']>): SubjectInput => ({ ...input, baseline: { ...input.baseline, ...change } });
const target = (change: object) => [{ id: 'T1', kind: 'nonNodal' as const, organ: 'liver' as const, sizeMm: 30, method: 'CT' as const, sliceThicknessMm: 2, ...change }];

const checksAnywhere = (input: SubjectInput, params: Partial<Parameters> = {}): readonly string[] => {
  const result = evaluateSubject(input, params);
  return [...result.baseline.checks, ...result.timepoints.flatMap(({ checks }) => checks), ...result.checks];
};

const six = 'L30 L30 L30 L30 L30 L30';
const newNode = (sizeMm: number): Visit => ({ id: 'A', date: week(8), targets: '30', more: { newLesions: [{ id: 'A', status: 'unequivocal', kind: 'node', organ: 'lymphNode', sizeMm }] } });
const finding = (organ: 'bone' | 'lung', targets: string): Visit => ({ id: 'A', date: week(8), targets, more: { newLesions: [{ id: 'A', status: 'equivocal', organ }] } });
const marker = (value: 'normal' | 'elevated'): SubjectInput => baseline(visits('L30', 0, [{ id: 'A', date: week(8), targets: 'absent', more: { tumourMarker: value } }]), { tumourMarker: 'elevated' });

const rows: readonly (readonly [id: string, firing: SubjectInput, notFiring: SubjectInput])[] = [
  ['Q-B01', course(six, 0, []), course('L30 L30', 0, [])],
  ['Q-B02', course('L30 L30 L30', 0, []), course('L30 L30', 0, [])],
  ['Q-B03', course('L9.9', 0, []), course('L10', 0, [])],
  ['Q-B04', course('N9.9', 0, []), course('N10', 0, [])],
  ['Q-B05', course('N14.9', 0, []), course('N15', 0, [])],
  ['Q-B07', baseline(course('L30', 0, []), { targets: target({ sliceThicknessMm: 5.1 }) }), baseline(course('L30', 0, []), { targets: target({ sliceThicknessMm: 5 }) })],
  ['Q-B08', baseline(course('L30', 0, []), { date: addDays(origin, -29) }), baseline(course('L30', 0, []), { date: addDays(origin, -28) })],
  ['Q-B08', course('L30', 0, [], { randomisationDate: origin, firstDoseDate: addDays(origin, -8) }), course('L30', 0, [], { randomisationDate: origin, firstDoseDate: addDays(origin, -7) })],
  ['Q-B11', baseline(course('L30', 0, []), { targets: target({ previousLocalTherapy: true }) }), baseline(course('L30', 0, []), { targets: target({ previousLocalTherapy: true, progressedSinceLocalTherapy: true }) })],
  ['Q-B13', baseline(course('L30', 0, []), { targets: target({ nature: 'boneLytic' }) }), baseline(course('L30', 0, []), { targets: target({ nature: 'boneLytic', softTissueComponent: true }) })],
  ['Q-B14', course('L9', 0, []), course('L9 L10', 0, [])],
  ['Q-B15', baseline(course('L30', 0, []), { targets: target({ method: 'ultrasound' }) }), baseline(course('L30', 0, []), { targets: target({ method: 'MRI' }) })],
  ['Q-F01', course('L30 L30', 0, ['8 | 30 -']), course('L30 L30', 0, ['8 | 30 NE'])],
  ['Q-F01', course('L30', 1, ['8 | 30 | -']), course('L30', 1, ['8 | 30 | NE'])],
  ['Q-F04', course('L30', 0, ['8 | 14']), course('L30', 0, ['8 | 15'])],
  ['Q-F04', course('L15', 0, ['8 | 4.9']), course('L15', 0, ['8 | 5'])],
  ['Q-F05', course('L30', 0, ['8 | 4.9']), course('N30 L30', 0, ['8 | 4.9 5'])],
  ['Q-F06', course('L30 L30', 0, ['8 | absent 30', '16 | 4 30']), course('L30 L30', 0, ['8 | absent 30', '16 | small 30'])],
  ['Q-F07', course('N30', 0, ['8 | 10', '16 | absent']), course('N30', 0, ['8 | 9.9', '16 | absent'])],
  ['Q-F08', course('L30', 1, ['8 | absent | present', '16 | small | present']), course('L30', 1, ['8 | absent | present', '16 | 5 | present'])],
  ['Q-F08', course('L30 L10', 0, ['8 | 25 absent', '16 | 26 small']), course('L30 L10', 0, ['8 | 25 small', '16 | 35 small'])],
  ['Q-F09', course('N20 L5', 0, ['8 | 3 2', '16 | 9.9 2']), course('N20 L5', 0, ['8 | 3 2', '16 | 9.9 2.1'])],
  ['Q-F10', course('L50', 0, ['8 | 59']), course('L50', 0, ['8 | 58.9'])],
  ['Q-F10', course('L100', 0, ['8 | 118']), course('L100', 0, ['8 | 117.9'])],
  ['Q-F11', course('L100', 0, ['8 | 72']), course('L100', 0, ['8 | 72.1'])],
  ['Q-F12', course('L30', 0, ['8 | absent', '16 | small']), course('L30', 1, ['8 | absent | present', '16 | small | present'])],
  ['Q-F13', course('L30', 1, ['8 | 30 | unequivocal']), course('L30', 1, ['8 | NE | unequivocal'])],
  ['Q-F15', visits('L30', 0, [newNode(14.9)]), visits('L30', 0, [newNode(15)])],
  ['Q-F16', course('L30', 0, ['8 | 30 || A:equivocal', '16 | 30 || A:equivocal']), course('L30', 0, ['8 | 30 || A:equivocal', '16 | 30 || B:equivocal'])],
  ['Q-F17', visits('L30', 0, [finding('bone', '20')]), visits('L30', 0, [finding('bone', '30')])],
  ['Q-F17', visits('L30', 0, [finding('bone', '20')]), visits('L30', 0, [finding('lung', '20')])],
  ['Q-F18', course('L30 N20', 0, ['8 | absent 5', '16 | absent 10']), course('L30 N20', 0, ['8 | absent 5', '16 | 3 10'])],
  ['Q-F19', visits('L30 L30', 0, [{ id: 'A', date: studyDay(60), targets: `30 30@${studyDay(45)}` }]), visits('L30 L30', 0, [{ id: 'A', date: studyDay(60), targets: `30 30@${studyDay(46)}` }])],
  ['Q-F20', visits('L30', 0, [{ id: 'A', date: studyDay(65), targets: '30', more: { plannedDate: studyDay(57) } }]), visits('L30', 0, [{ id: 'A', date: studyDay(64), targets: '30', more: { plannedDate: studyDay(57) } }])],
  ['Q-F21', visits('L30', 0, [{ id: 'A', date: week(8), targets: '30' }, { id: 'B', date: week(8), targets: '30' }]), course('L30', 0, ['8 | 30', '9 | 30'])],
  ['Q-F21', visits('L30', 0, [{ id: 'A', date: addDays(origin, -8), targets: '30' }]), visits('L30', 0, [{ id: 'A', date: addDays(origin, -7), targets: '30' }])],
  ['Q-F23', marker('elevated'), marker('normal')],
  ['Q-F24', course('L30', 0, ['8 | 40', '16 | 40']), course('L30', 0, ['8 | 40'])],
  ['Q-F25', course('L30', 0, ['8 | 30'], { randomisationDate: origin, newTherapyStartDate: addDays(week(8), -1) }), course('L30', 0, ['8 | 30'], { randomisationDate: origin, newTherapyStartDate: week(8) })],
  ['Q-F27', course('L30', 0, ['8 | 10+20']), course('L30', 0, ['8 | 30'])],
  ['Q-F28', visits('L30', 0, [{ id: 'A', date: week(8), more: { targets: { T1: { state: 'notEvaluable', reason: 'treatedLocally' } } } }]), course('L30', 0, ['8 | NE'])],
  ['Q-S01', course('L30', 0, ['8 | 20']), course('L30', 0, ['8 | 20', '12 | 20'])],
  ['Q-S02', visits('L30', 0, [{ id: 'A', date: studyDay(42), targets: '30' }]), visits('L30', 0, [{ id: 'A', date: studyDay(43), targets: '30' }])],
  ['Q-S03', visits('L30', 0, [{ id: 'A', date: studyDay(128), targets: '30' }]), visits('L30', 0, [{ id: 'A', date: studyDay(127), targets: '30' }])],
  ['Q-S04', course('L30', 0, [`8 | 30 || A:unequivocal@${studyDay(50)}`]), course('L30', 0, ['8 | 30 || A:unequivocal'])],
  ['Q-S05', course('L30', 0, ['8 | 30'], { randomisationDate: origin, deathDate: addDays(week(8), -1) }), course('L30', 0, ['8 | 30'], { randomisationDate: origin, deathDate: week(8) })],
  ['Q-S06', course('L30', 0, ['8 | 30', '16 | 40'], { randomisationDate: origin, newTherapyStartDate: week(12) }), course('L30', 0, ['8 | 30', '16 | 40'], { randomisationDate: origin, newTherapyStartDate: week(16) })],
  ['Q-S07', course('L30', 1, ['8 | absent | absent', '16 | absent | NE']), course('L30', 1, ['8 | absent | absent', '16 | absent | absent'])],
  ['Q-S08', visits('L30', 0, [{ id: 'A', date: addDays(origin, -1), targets: '30' }]), visits('L30', 0, [{ id: 'A', date: origin, targets: '30' }])],
];

describe('checks of section 14', () => {
  test('the catalogue has all 56', () => {
    expect(checkCatalogue).toHaveLength(56);
    expect(new Set(checkCatalogue.map(({ id }) => id)).size).toBe(56);
  });
  test.each(rows)('%s', (id, firing, notFiring) => {
    expect(checksAnywhere(firing)).toContain(id);
    expect(checksAnywhere(notFiring)).not.toContain(id);
  });
  test('R-011: a sixth target and one that is too small still enter the sum', () => {
    expect(evaluateSubject(course(`${six} L5`, 0, [])).baseline.sum).toBe(185);
  });
});
