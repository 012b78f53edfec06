import { describe, expect, it } from 'vitest';
import { caliperOf, followUpSubject, lesionOf, measured, status, subjectOf } from '../../test/fixtures/subjectCase.ts';
import { addCommit, failCommit, removeCommit, resendCommit, withCommits, type Commit } from './commits.ts';
import { assessmentOf, liveEffect } from './draft.ts';
import { evaluateCase, withLesion } from './evaluate.ts';

const commit = (lesionId: string, mm: number) => ({ subjectId: 'subject', lesionId, timepointId: 'tp1', assessment: measured(mm, 's1') });
const states = (list: readonly Commit[]) => list.map(({ id, state }) => `${id} ${state}`);

describe('records on their way', () => {
  const subject = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), null], T2: [measured(20), null] });
  it('are shown over the stored facts, the newest last, until they are answered', () => {
    const list = addCommit(addCommit([], 1, commit('T1', 25)), 2, commit('T1', 26));
    expect(withCommits(subject, list).assessments['T1']?.['tp1']).toMatchObject({ longAxisMm: 26 });
    expect(withCommits(subject, removeCommit(list, 2)).assessments['T1']?.['tp1']).toMatchObject({ longAxisMm: 25 });
    expect(withCommits(subject, [])).toBe(subject);
  });
  it('stay, marked, with what was drawn when the host refuses them', () => {
    const failed = failCommit(addCommit([], 1, commit('T1', 25)), 1, 'The subject moved on.', 'revisionMoved');
    expect(failed).toMatchObject([{ state: 'failed', message: 'The subject moved on.', reason: 'revisionMoved' }]);
    expect(withCommits(subject, failed).assessments['T1']?.['tp1']).toMatchObject({ longAxisMm: 25 });
    expect(states(resendCommit(failed, 1))).toEqual(['1 sending']);
  });
  it('a failed one gives way to the next of the same lesion, not to one of another', () => {
    const failed = failCommit(addCommit([], 1, commit('T1', 25)), 1, 'no', 'x');
    expect(states(addCommit(failed, 2, commit('T1', 26)))).toEqual(['2 sending']);
    expect(states(addCommit(failed, 2, commit('T2', 26)))).toEqual(['1 failed', '2 sending']);
  });
  it('a failure that a newer record has overtaken is forgotten', () => {
    const list = addCommit(addCommit([], 1, commit('T1', 25)), 2, commit('T1', 26));
    expect(states(failCommit(list, 1, 'no', 'x'))).toEqual(['2 sending']);
  });
  it('of another subject, or of a lesion that is gone, are not laid over the facts', () => {
    const list = addCommit(addCommit([], 1, { ...commit('T1', 25), subjectId: 'other' }), 2, commit('T9', 26));
    expect(withCommits(subject, list)).toBe(subject);
  });
});

describe('draft', () => {
  const measure = (longAxisMm: number, shortAxisMm: number | null, shortAxisProvisional: boolean) => ({ caliper: caliperOf(longAxisMm, 's4', [0, 0, 0], { shortAxisProvisional }), longAxisMm, shortAxisMm });
  it('gives the engine the calliper under the hand and nothing else new', () => {
    const subject = followUpSubject();
    const live = liveEffect({ subject, timepointId: 'tp4', lesion: subject.lesions[0]!, measure: measure(30.8, null, true) });
    expect(live.result?.timepoints.at(-1)?.sum).toBe(79.6);
    expect(live.result?.timepoints.at(-1)?.overall).toBe('PD');
    expect(liveEffect({ subject, timepointId: 'tp4', lesion: subject.lesions[0]!, measure: measure(30.7, null, true) }).result?.timepoints.at(-1)?.overall).not.toBe('PD');
    expect(subject.assessments['T1']?.['tp4']).toMatchObject({ longAxisMm: 30.9 });
  });
  it('takes part with a lesion that is only being placed', () => {
    const subject = subjectOf([lesionOf('T1')], { T1: [measured(30)] });
    const live = liveEffect({ subject, timepointId: 'tp0', lesion: lesionOf('T2', { id: 'pending' as never }), measure: measure(12.5, null, true) });
    expect(live.result?.baseline.sum).toBe(42.5);
    expect(live.subject.lesions.map((lesion) => lesion.label)).toEqual(['T1', 'T2']);
  });
  it('has no result where the protocol hides the effect', () => {
    const subject = followUpSubject();
    const hidden = { ...subject, protocol: { ...subject.protocol, liveEffect: false } };
    expect(liveEffect({ subject: hidden, timepointId: 'tp4', lesion: hidden.lesions[0]!, measure: measure(60, null, true) }).result).toBeNull();
  });
  it('never counts a short axis that nobody placed', () => {
    expect(assessmentOf({ role: 'target' }, measure(20, 13, true), undefined)).toMatchObject({ longAxisMm: 20, shortAxisMm: null });
    expect(assessmentOf({ role: 'target' }, measure(20, 13, false), undefined)).toMatchObject({ shortAxisMm: 13 });
  });
  it('keeps the status of a non-target or new lesion that is drawn again', () => {
    expect(assessmentOf({ role: 'nonTarget' }, measure(20, null, true), status('equivocalProgression'))).toMatchObject({ status: 'equivocalProgression', caliper: { seriesId: 's4' } });
    expect(assessmentOf({ role: 'nonTarget' }, measure(20, null, true), undefined)).toMatchObject({ status: 'present' });
    expect(assessmentOf({ role: 'new' }, measure(20, null, true), { state: 'newLesion', status: 'unequivocal' })).toMatchObject({ status: 'unequivocal', longAxisMm: 20 });
  });
});

describe('engine over the case', () => {
  it('speaks of lesions and timepoints by their labels', () => {
    const sentence = evaluateCase(followUpSubject())?.timepoints.at(-1)?.explanation.sentence ?? '';
    expect(sentence).toContain('79.7 mm is 13.4 mm');
    expect(sentence).toContain('(TP3)');
  });
  it('keeps table order when a lesion is added', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('N1'), lesionOf('X1')], {});
    expect(withLesion(subject, lesionOf('T2')).lesions.map((lesion) => lesion.label)).toEqual(['T1', 'T2', 'N1', 'X1']);
    expect(withLesion(subject, lesionOf('X2')).lesions.map((lesion) => lesion.label)).toEqual(['T1', 'N1', 'X1', 'X2']);
  });
});
