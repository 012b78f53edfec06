/** later rules use what was assigned by hand, the computed response and the reason stay beside it. */
import { describe, expect, test } from 'vitest';
import { evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import type { Overrides, Parameters, SubjectResult, TimepointInput } from '../../src/recist/index.ts';
import { readTable } from './csv.ts';
import type { Loose } from './loose.ts';
import { origin, subjectOf, visitsOf, week } from './notation.ts';

const reason = 'Read with the report of the local radiologist';

/** `W8 target=PD overall=SD reviseCrToPr`: what is assigned at one visit. */
function assignedOf(text: string): { readonly at: string; readonly more: Partial<TimepointInput> } {
  const [at = '', ...words] = text.split(' ');
  const pairs = words.filter((word) => word.includes('=')).map((word) => word.split('='));
  return { at, more: { assigned: Object.fromEntries(pairs.map(([name, value]) => [name, { value, reason }])) as Overrides, ...(words.includes('reviseCrToPr') ? { reviseCrToPr: true } : {}) } };
}

function resultOf(row: { readonly targets: string; readonly nonTargets: string; readonly visits: string; readonly assigned: string; readonly params: string }): SubjectResult {
  const { at, more } = assignedOf(row.assigned);
  const visits = visitsOf(row.visits.split(' ; ')).map((visit) => (visit.id === at ? { ...visit, more } : visit));
  const params = row.params === '' ? {} : Object.fromEntries([row.params.split('=')].map(([name, value]) => [name, value === 'true']));
  const input = subjectOf(row.targets, Number(row.nonTargets), visits);
  const result = evaluateSubject(input, params as Partial<Parameters>);
  // The command says the same and takes the input as valid.
  const answer = runEngineRequest({ op: 'subject', params, input }) as SubjectResult;
  expect(answer.timepoints.map(({ overall, computed, overrides, checks }) => ({ overall, computed, overrides, checks }))).toEqual(result.timepoints.map(({ overall, computed, overrides, checks }) => ({ overall, computed, overrides, checks })));
  return result;
}

describe('assigned responses', () => {
  const columns = ['id', 'targets', 'nonTargets', 'visits', 'assigned', 'params', 'target', 'overall', 'computed', 'bor', 'progression', 'nadir', 'source'] as const;
  test.each(readTable('overrides.csv', columns))('$id $visits, $assigned: $overall ($source)', (row) => {
    const result = resultOf(row);
    const last = result.timepoints.at(-1);
    expect({
      target: result.timepoints.map(({ target }) => target).join(' '), overall: result.timepoints.map(({ overall }) => overall).join(' '),
      computed: result.timepoints.map(({ computed }) => computed.overall).join(' '), bor: result.bestOverallResponse, progression: result.progression?.date ?? null,
      nadir: String(last?.nadir ?? ''),
    }).toEqual({
      target: row.target, overall: row.overall, computed: row.computed, bor: row.bor, progression: row.progression === '' ? null : week(Number(row.progression)), nadir: row.nadir,
    });
  });

  const one = (assigned: object, more: object = {}) => evaluateSubject(subjectOf('L30', 1, [{ id: 'A', date: week(8), targets: '30', nonTargets: 'present', more: { assigned: assigned as Overrides, ...more } }])).timepoints[0];

  test('the computed categories, the reason and Q-F26 stay beside what was assigned; R-626 is cited first (R-009)', () => {
    const timepoint = one({ target: { value: 'PD', reason } });
    expect(timepoint).toMatchObject({
      target: 'PD', overall: 'PD', overallAsRead: 'PD', computed: { target: 'SD', nonTarget: 'NON-CR/NON-PD', overall: 'SD', rules: ['R-312', 'R-607', 'R-408'] },
      overrides: { target: { value: 'PD', reason } },
    });
    expect(timepoint?.rules[0]).toBe('R-626');
    expect(timepoint?.checks).toContain('Q-F26');
    expect(timepoint?.explanation.sentence).toBe(`Target assigned PD instead of SD: ${reason}. Sum 30.0 mm is equal to the baseline sum of 30.0 mm, so not PR.`);
  });

  test('an assigned PD is dated like its component: target by its scans, the others by their time point (R-802, R-803)', () => {
    const scan = week(7);
    const of = (assigned: object) => evaluateSubject(subjectOf('L30', 1, [{ id: 'A', date: week(8), targets: `30@${scan}`, nonTargets: `present@${scan}`, more: { assigned: assigned as Overrides } }])).progression;
    expect(of({ target: { value: 'PD', reason } })).toEqual({ date: scan, timepointId: 'A', components: ['target'] });
    expect(of({ nonTarget: { value: 'PD', reason } })).toEqual({ date: week(8), timepointId: 'A', components: ['nonTarget'] });
    expect(of({ overall: { value: 'PD', reason } })).toEqual({ date: week(8), timepointId: 'A', components: [] });
  });

  test('what equals the computed response is kept with its reason and raises nothing', () => {
    const timepoint = one({ overall: { value: 'SD', reason } });
    expect(timepoint?.overrides).toEqual({ overall: { value: 'SD', reason } });
    expect(timepoint?.checks).not.toContain('Q-F26');
    expect(timepoint?.rules).not.toContain('R-626');
  });

  test('an assessment that was not done stays NE whatever was assigned (R-621)', () => {
    expect(one({ overall: { value: 'PR', reason } }, { performed: false })).toMatchObject({ overall: 'NE', overrides: null });
  });

  test('without overrides nothing is said of them', () => {
    expect(evaluateSubject(subjectOf('L30', 0, visitsOf(['8 | 40']))).timepoints[0]).toMatchObject({ overrides: null, computed: { target: 'PD', nonTarget: 'NA', overall: 'PD' } });
  });
});

describe('assigned responses that are refused', () => {
  const problem = (assigned: unknown, targets = 'L30', nonTargets = 1): string => {
    const input = subjectOf(targets, nonTargets, [{ id: 'A', date: week(8), more: { assigned: assigned as Overrides } }], { randomisationDate: origin });
    return (runEngineRequest({ op: 'subject', input }) as Loose).error?.message ?? '';
  };
  const where = 'input.timepoints[0].assigned';
  test.each<[string, unknown, string, string?, number?]>([
    ['no such category', { target: { value: 'CRi', reason } }, `${where}.target.value must be one of CR, PR, SD, PD, NE, NA.`],
    ['a category of another component', { nonTarget: { value: 'SD', reason } }, `${where}.nonTarget.value must be one of CR, NON-CR/NON-PD, PD, NE, NA.`],
    ['no reason', { overall: { value: 'PD' } }, `${where}.overall.reason must be a reason that is not blank.`],
    ['a blank reason', { overall: { value: 'PD', reason: ' ' } }, `${where}.overall.reason must be a reason that is not blank.`],
    ['a misspelt component', { overal: { value: 'PD', reason } }, `${where}["overal"] must be left out: known here are target, nonTarget, overall.`],
    ['a category without its object', { overall: 'PD' }, `${where}.overall must be an object.`],
    ['NA although there are targets', { target: { value: 'NA', reason } }, `${where}.target.value must be another category than NA: the subject has targets.`],
    ['R-617: PR without targets', { overall: { value: 'PR', reason } }, `${where}.overall.value must be one of CR, NON-CR/NON-PD, PD, NE for this subject.`, ''],
    ['NED although there is disease', { overall: { value: 'NED', reason } }, `${where}.overall.value must be one of CR, PR, SD, PD, NE for this subject.`],
    ['a target response without targets', { target: { value: 'CR', reason } }, `${where}.target.value must be NA: the subject has no targets.`, ''],
    ['a non-target response without non-targets', { nonTarget: { value: 'PD', reason } }, `${where}.nonTarget.value must be NA: the subject has no non-target disease.`, 'L30', 0],
  ])('%s', (_what, assigned, message, targets, nonTargets) => expect(problem(assigned, targets, nonTargets)).toBe(message));
});
