import { describe, expect, it } from 'vitest';
import { checkProtocol, deidentificationOf, nextSubjectId, organisationMembers, protocolChanges, protocolOfCase, trialDeidentification, type Deidentification, type StudyProtocol } from './index.ts';

const setup: Deidentification = { ...trialDeidentification, trial: { sponsor: 'Acme', protocolId: 'A-1', siteId: '04' } };
const protocol = (over: Partial<Deidentification> = {}, rest: Partial<StudyProtocol> = {}): StudyProtocol => ({ name: 'RECIST 1.1', params: {}, recordingDecimals: 1, liveEffect: true, imageIdentity: 'deidentify', deidentification: { ...setup, ...over }, ...rest });
const faults = (one: StudyProtocol, severity: 'block' | 'warn' = 'block') => checkProtocol(one).filter((problem) => problem.severity === severity).map((problem) => problem.path);

describe('the profile of a study', () => {
  it('is off where the protocol says nothing, as in every database before it', () => {
    const { imageIdentity: _identity, deidentification: _setup, ...rest } = protocol();
    const old: StudyProtocol = rest;
    expect(deidentificationOf(old)).toBeNull();
    expect(deidentificationOf({ ...old, deidentification: setup })).toBeNull();
    expect(deidentificationOf(protocol())).toEqual(setup);
    expect(faults(old)).toEqual([]);
  });
  it('passes with the trial defaults once the trial is named', () => {
    expect(faults(protocol())).toEqual([]);
    expect(faults(protocol(), 'warn')).toEqual([]);
    expect(faults(protocol({ trial: { sponsor: '', protocolId: ' ', siteId: '' } }))).toEqual(['deidentification.trial.sponsor', 'deidentification.trial.protocolId', 'deidentification.trial.siteId']);
    expect(faults({ ...protocol(), imageIdentity: 'keep', deidentification: { ...setup, trial: { sponsor: '', protocolId: '', siteId: '' } } })).toEqual([]);
  });
  it.each([[{ earliest: -10, latest: 0 }], [{ earliest: 0, latest: -1 }], [{ earliest: -1, latest: -400 }], [{ earliest: -1.5, latest: -1 }], [{ earliest: Number.NaN, latest: -1 }]])('refuses the shift %j', (dateShiftDays) => {
    expect(faults(protocol({ dateShiftDays }))).toEqual(['deidentification.dateShiftDays']);
  });
  it('warns of what leads back to the patient', () => {
    const options = { ...setup.options, dates: 'full', uids: true, institution: true, deviceIdentity: true } as const;
    expect(faults(protocol({ options }), 'warn')).toEqual(['dates', 'uids', 'institution', 'deviceIdentity'].map((name) => `deidentification.options.${name}`));
    expect(faults(protocol({ dateShiftDays: { earliest: -5, latest: -1 } }), 'warn')).toEqual(['deidentification.dateShiftDays']);
    expect(faults(protocol({ allowedWords: ['chest', '4711001'] }), 'warn')).toEqual(['deidentification.allowedWords']);
    expect(faults(protocol({ allowedWords: ['two words'] }))).toEqual(['deidentification.allowedWords']);
  });
  it('makes ids that the study takes as subject codes, or says so', () => {
    expect(faults(protocol({}, { subjectCodes: { kind: 'pattern', pattern: '@@-####' } }))).toEqual(['deidentification.subjectIds']);
    expect(faults(protocol({}, { subjectCodes: { kind: 'pattern', pattern: '@@-###' } }))).toEqual([]);
    for (const pattern of ['{site}', '{n:00}-{n:00}', '{n:000}*', '{name}-{n:0}']) expect(faults(protocol({ subjectIds: { kind: 'pattern', pattern } })), pattern).toEqual(['deidentification.subjectIds']);
    expect([nextSubjectId('{site}-{n:000}', '04', ['04-007', '05-100', '04-12']), nextSubjectId('X{n:0}Y', '', ['x9y']), nextSubjectId('P{n:00}', '', [])]).toEqual(['04-008', null, 'P01']);
  });
  it('is organisation: changed at any time, every change in words, words of lists never left out', () => {
    expect(organisationMembers).toContain('deidentification');
    const changed = protocol({ allowedWords: [...setup.allowedWords.slice(1), 'x'], dateShiftDays: { earliest: -900, latest: -30 } });
    expect(protocolChanges(protocol(), changed).map((one) => [one.path, one.before, one.after, one.fixed])).toEqual([
      ['deidentification.dateShiftDays', '−3650 to −1 days', '−900 to −30 days', false],
      ['deidentification.allowedWords', `${setup.allowedWords.length} words`, `${setup.allowedWords.length} words`, false],
    ]);
    expect(protocolOfCase(protocol())).not.toHaveProperty('deidentification');
  });
});
