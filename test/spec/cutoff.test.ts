/** what lies after the data cut-off does not exist, dates of last contact are cut to it; the day itself counts. R-901: where time starts. */
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/common/index.ts';
import { evaluateSequence, evaluateSubject } from '../../src/endpoints/index.ts';
import { defaultParameters, type OverallResponse, type Parameters, type SubjectFacts } from '../../src/recist/index.ts';
import { origin, studyDay, subjectOf, visitsOf, week } from './notation.ts';

const cutoff = week(20);
const next = addDays(cutoff, 1);
const sequence = (weeks: readonly (readonly [number, OverallResponse])[], subject: SubjectFacts = {}, params: Partial<Parameters> = { dataCutoff: cutoff }) =>
  evaluateSequence({ subject: { randomisationDate: origin, ...subject }, timepoints: weeks.map(([at, overall]) => ({ id: `W${at}`, date: week(at), overall })) }, { ...defaultParameters, ...params });

describe('data cut-off', () => {
  test('assessments: the day of the cut-off counts, the day after does not', () => {
    expect(sequence([[8, 'SD'], [20, 'PD']]).progression?.date).toBe(cutoff);
    expect(sequence([[8, 'SD'], [21, 'PD']]).progression).toBeNull();
  });
  test('death', () => {
    expect(sequence([[8, 'SD']], { deathDate: cutoff }).endpoints.OS).toMatchObject({ event: true, date: cutoff });
    expect(sequence([[8, 'SD']], { deathDate: next }).endpoints).toMatchObject({ OS: { event: false, date: cutoff, reason: 'alive' }, PFS: { event: false, date: week(8) }, PFS2: { event: false, reason: 'alive' } });
    expect(sequence([[8, 'SD']], { deathDate: cutoff }).pendingConfirmation).toBe(false);
    expect(sequence([[8, 'SD']]).endpoints.OS).toMatchObject({ event: false, date: week(8) });
  });
  test('last contact is cut, not dropped', () => {
    expect(sequence([], { lastKnownAliveDate: week(10) }).endpoints.OS?.date).toBe(week(10));
    expect(sequence([], { lastKnownAliveDate: week(30) }).endpoints.OS?.date).toBe(cutoff);
    expect(sequence([], { lastKnownAliveDate: addDays(origin, -3) }).endpoints.OS).toMatchObject({ date: origin, days: 1 });
  });
  test('new therapy and clinical progression', () => {
    const pfs = (subject: SubjectFacts, pfsRules: Parameters['pfsRules']) => sequence([[8, 'SD'], [16, 'SD']], subject, { dataCutoff: cutoff, pfsRules }).endpoints.PFS;
    expect(pfs({ newTherapyStartDate: cutoff }, 'FDA-A')?.reason).toBe('newTherapy');
    expect(pfs({ newTherapyStartDate: next }, 'FDA-A')?.reason).toBe('lastEvaluableAssessment');
    expect(pfs({ clinicalProgressionDate: cutoff }, 'FDA-C')?.reason).toBe('clinicalProgression');
    expect(pfs({ clinicalProgressionDate: next }, 'FDA-C')?.reason).toBe('lastEvaluableAssessment');
  });
  test('next line of therapy (R-950)', () => {
    const pfs2 = (nextLine: Omit<NonNullable<SubjectFacts['nextLine']>, 'startDate'>, startDate = week(10), more: SubjectFacts = {}) => sequence([], { nextLine: { startDate, ...nextLine }, ...more }).endpoints.PFS2;
    expect(pfs2({ secondProgressionDate: cutoff })).toMatchObject({ event: true, date: cutoff });
    expect(pfs2({ secondProgressionDate: next })).toMatchObject({ event: false, date: origin, reason: 'noFollowUp' });
    expect(pfs2({ secondProgressionDate: next, lastAssessmentDate: week(15) })).toMatchObject({ event: false, date: week(15), reason: 'lastAssessment' });
    expect(pfs2({ lastAssessmentDate: week(25) })).toMatchObject({ event: false, date: cutoff });
    expect(pfs2({ secondProgressionDate: week(15) }, next)).toMatchObject({ event: false });
    expect(pfs2({}, week(10), { lastKnownAliveDate: week(12) })).toMatchObject({ event: false, date: week(12), reason: 'alive' });
    expect(pfs2({ secondProgressionDate: week(12) }, week(10), { deathDate: week(12) })).toMatchObject({ event: true, date: week(12), reason: 'secondProgression' });
  });
  test('a progression whose scan lies after the cut-off does not exist', () => {
    const visit = (scan: ReturnType<typeof week>) => subjectOf('L30', 1, [{ id: 'A', date: cutoff, targets: `40@${scan}`, nonTargets: 'present' }]);
    expect(evaluateSubject(visit(cutoff), { dataCutoff: cutoff }).progression?.date).toBe(cutoff);
    expect(evaluateSubject(visit(next), { dataCutoff: cutoff }).progression).toBeNull();
    expect(evaluateSubject(visit(next)).progression?.date).toBe(next);
  });
  test('timepoints after it are still returned, and judged', () => {
    expect(evaluateSubject(subjectOf('L30', 0, visitsOf(['8 | 30', '30 | 40'])), { dataCutoff: cutoff }).timepoints.map(({ overall }) => overall)).toEqual(['SD', 'PD']);
  });
});

describe('where time starts', () => {
  const sourceOf = (subject: SubjectFacts, days: readonly number[] = []) => evaluateSequence({ subject, timepoints: days.map((day) => ({ id: `D${day}`, date: studyDay(day), overall: 'SD' })) }, defaultParameters);
  test('without a date of R-901 the baseline assessment stands in, else the first assessment; without any date there are no endpoints', () => {
    expect(sourceOf({ baselineAssessmentDate: studyDay(1) }, [50]).timeOrigin).toEqual({ date: studyDay(1), source: 'baseline' });
    expect(sourceOf({}, [50, 100]).timeOrigin).toEqual({ date: studyDay(50), source: 'firstAssessment' });
    expect(sourceOf({})).toMatchObject({ timeOrigin: null, endpoints: { PFS: null, OS: null, TTP: null, PFS2: null }, checks: [] });
  });
  test('an assessment on the day of the origin counts, one before it raises Q-S08', () => {
    expect(sourceOf({ randomisationDate: origin }, [1]).endpoints.PFS?.reason).toBe('lastEvaluableAssessment');
    expect(sourceOf({ randomisationDate: origin }, [1]).checks).not.toContain('Q-S08');
    expect(sourceOf({ randomisationDate: origin }, [0]).endpoints.PFS?.reason).toBe('noPostBaselineAssessment');
    expect(sourceOf({ randomisationDate: origin }, [0]).checks).toContain('Q-S08');
  });
});

describe('R-730: sequences in which a CR is followed by less', () => {
  const responses = (list: readonly OverallResponse[], crThenNonCr: Parameters['crThenNonCr']) => sequence(list.map((overall, index) => [8 * (index + 1), overall]), {}, { crThenNonCr }).bor.unconfirmed;
  test('revise changes only the CR that is followed by less before the next CR or PD', () => {
    expect(responses(['PR', 'CR', 'PD'], 'revise')).toMatchObject({ response: 'CR' });
    expect(responses(['CR', 'NE', 'SD'], 'revise')).toMatchObject({ response: 'PR', timepointId: 'W8' });
    expect(responses(['CR', 'SD', 'CR', 'PD'], 'revise')).toMatchObject({ response: 'CR', timepointId: 'W24' });
  });
});
