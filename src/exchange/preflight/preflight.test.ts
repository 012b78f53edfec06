import { describe, expect, it } from 'vitest';
import { exportStudyOf, exportSubjectOf, readOf } from '../../../test/fixtures/exportStudy.ts';
import { lesionOf, measured, seriesOf, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import type { Assessment, SignedVersion, SignOff, SubjectCase } from '../../casefile/index.ts';
import { engineVersion, type TimepointResult } from '../../recist/index.ts';
import type { ExportFinding, ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { preflight, withoutBlocked } from './index.ts';

const scanned = (id: string) => [seriesOf(id, { seriesUid: `1.2.${id}` })];
const twoScans = [timepointOf(0, '2024-01-08', { series: scanned('s0') }), timepointOf(1, '2024-03-12', { series: scanned('s1') })];
const grown = (changes: Partial<SubjectCase> = {}): SubjectCase => subjectOf([lesionOf('T1')], { T1: [40, 60].map((mm, at) => measured(mm, `s${at}`)) }, { timepoints: twoScans, ...changes });
const newLesion: Assessment = { state: 'newLesion', status: 'unequivocal' };
const signed = (subject: SubjectCase, changes: Partial<SignedVersion> = {}): Record<string, SignOff> => Object.fromEntries(subject.timepoints.map(({ id, index }): [string, SignOff] => {
  const { result } = readOf(subject);
  const version: SignedVersion = { version: 1, signer: 'Dr Ada Keller', at: '2024-05-01T10:00:00.000Z', meaning: 'assessed', contentHash: '', engineVersion, protocolVersion: 1, result: result?.timepoints.find((one) => one.id === id) ?? null, sumMm: index === 0 ? (result?.baseline.sum ?? null) : null, amendmentReason: null, ...(index > 0 ? changes : {}) };
  return [id, { state: 'signed', version: 1, signed: version, amendment: null, versions: [version] }];
}));
const study = (read: ExportRead, changes: Partial<ExportStudy> = {}, of: Partial<ExportSubject> = {}): ExportStudy => exportStudyOf([exportSubjectOf('0117', [read], of)], {}, { scope: { reads: 'signed', subjects: null, readers: null }, ...changes });
const codes = (findings: readonly ExportFinding[]): readonly string[] => findings.map(({ severity, code }) => `${severity} ${code}`);
const found = (findings: readonly ExportFinding[], code: string): ExportFinding | undefined => findings.find((one) => one.code === code);

describe('the check before an export', () => {
  it('has nothing to say of a signed read whose evidence and response agree, once its date is confirmed', () => {
    const subject = grown();
    const read = readOf({ ...subject, signOffs: signed(subject) });
    expect(read.result?.timepoints[0]?.overall).toBe('PD');
    expect(codes(preflight(study(read)))).toEqual(['warn EXP-46']);
    expect(preflight(study(read, {}, { confirmation: { state: 'confirmed', history: [] } }))).toEqual([]);
    expect(codes(preflight(study(read, {}, { confirmation: { state: 'reopened', history: [] } })))).toEqual(['warn EXP-45']);
  });

  it('blocks two subjects, two visits and one series that a receiving system could not tell apart, and an export of nothing', () => {
    const subject = grown();
    const read = readOf({ ...subject, signOffs: signed(subject) });
    const same = exportStudyOf([exportSubjectOf('1', [read], { usubjid: 'STUDY-1' }), exportSubjectOf('2', [read], { usubjid: 'STUDY-1' })]);
    expect(preflight(same).filter(({ code }) => code === 'EXP-10').map((one) => one.subject)).toEqual(['1', '2']);
    expect(withoutBlocked(same, preflight(same)).subjects).toEqual([]);
    const visits = study(read, { visits: [{ index: 0, number: 1, name: 'WEEK 8', plannedDay: null }, { index: 1, number: 2, name: 'WEEK 8', plannedDay: null }] });
    expect(found(preflight(visits), 'EXP-11')).toMatchObject({ severity: 'block', subject: null });
    const copied = grown({ timepoints: [timepointOf(0, '2024-01-08', { series: scanned('s0') }), timepointOf(1, '2024-03-12', { series: scanned('s0') })] });
    expect(found(preflight(study(readOf(copied))), 'EXP-13')).toMatchObject({ severity: 'block', subject: '0117', message: 'Series 3 stands at Baseline and TP1.' });
    expect(found(preflight(study(readOf(subjectOf([], {})))), 'EXP-12')?.severity).toBe('block');
  });

  it('blocks a response without its evidence, and lets a documented one pass with its reason', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('X1', { placedAt: 'tp1' as never })], { T1: [40, 41].map((mm, at) => measured(mm, `s${at}`)), X1: [null, newLesion] });
    const read = readOf(subject);
    const as = (change: Partial<TimepointResult>, over: Partial<SubjectCase> = {}): readonly ExportFinding[] =>
      preflight(study({ ...read, case: { ...subject, ...over }, result: read.result && { ...read.result, timepoints: read.result.timepoints.map((one) => ({ ...one, ...change })) } }));
    expect(found(as({}), 'EXP-20')).toBeUndefined();
    expect(found(as({ overallAsRead: 'SD' }), 'EXP-20')).toMatchObject({ severity: 'block', timepoint: 'TP1' });
    const assigned = as({ overallAsRead: 'SD' }, { overrides: { tp1: { overall: { value: 'SD', reason: 'benign cyst on MRI' } } } });
    expect(found(assigned, 'EXP-20')).toMatchObject({ severity: 'warn' });
    expect(found(assigned, 'EXP-20')?.message).toContain('benign cyst on MRI');
    expect(found(as({ newLesion: 'none', target: 'SD', nonTarget: 'NA' }), 'EXP-21')).toMatchObject({ severity: 'block', timepoint: 'TP1' });
  });

  it('blocks what the engine does not say any more unless somebody said why it stays, and names another engine that says the same', () => {
    const subject = grown();
    const sd = { ...(readOf(subject).result?.timepoints[0] as TimepointResult), overallAsRead: 'SD' as const, target: 'SD' as const };
    const otherwise = { ...subject, signOffs: signed(subject, { result: sd, engineVersion: 'recist-1.1/0.9.0' }) };
    expect(found(preflight(study(readOf(otherwise))), 'EXP-30')).toMatchObject({ severity: 'block', timepoint: 'TP1' });
    const answered = { ...otherwise, checkReasons: { 'SIG-01 timepointId=tp1': { reason: 'SAE report stands', by: '', at: '', timepointId: 'tp1' as never } } };
    expect(found(preflight(study(readOf(answered))), 'EXP-30')).toMatchObject({ severity: 'warn' });
    const older = { ...subject, signOffs: signed(subject, { engineVersion: 'recist-1.1/0.9.0' }) };
    expect(found(preflight(study(readOf(older))), 'EXP-31')).toMatchObject({ severity: 'info' });
    expect(found(preflight(study(readOf(older))), 'EXP-30')).toBeUndefined();
  });

  it('says what is missing: signatures, visits, images, decisions, answers; and blocks dates out of order', () => {
    const subject = grown({ timepoints: [timepointOf(0, '2024-01-08', { series: scanned('s0') }), timepointOf(2, '2024-03-12', { id: 'tp1' as never, label: 'TP2', series: scanned('s1') }), timepointOf(3, '2024-06-01', { series: [], scanDates: [] }), timepointOf(4, '2024-07-01', { performed: false })] });
    const read = readOf(subject, 'site', {
      leftOut: [{ timepointId: 'tp5', label: 'TP5', date: null, why: 'unsigned' }, { timepointId: 'tp6', label: 'TP6', date: null, why: 'afterUnsigned' }],
      findings: [{ severity: 'block', code: 'TP-03', message: 'TP2 was scanned before TP1.', at: { timepointId: 'tp1' } }, { severity: 'block', code: 'Q-B03', message: 'T1 is not measurable.', at: { timepointId: 'tp0', lesionId: 'T1' } }, { severity: 'warn', code: 'Q-F04', message: 'Grew.', at: { timepointId: 'tp1' } }],
    });
    const findings = preflight(study({ ...read, case: { ...read.case, checkReasons: { 'Q-F04 timepointId=tp1': { reason: 'same lesion', by: '', at: '', timepointId: null } } } }, { scope: { reads: 'all', subjects: null, readers: null } }, {
      queries: [{ id: 'q', slot: 'site', about: { timepointId: null, lesionId: null, image: null }, aboutText: 'TP2, T1', status: 'open', openedAt: '', closedAt: null, messages: [] }],
      adjudication: { state: 'due', variables: ['bor'], accepted: null, decisions: [] },
    }));
    expect(codes(findings)).toEqual([
      'block TP-03', 'warn EXP-50', 'warn EXP-51', 'warn EXP-44', 'warn EXP-46', 'warn EXP-47', 'warn EXP-40', 'warn EXP-40', 'warn EXP-42', 'warn Q-B03', 'info EXP-52',
    ]);
    expect(findings.every(({ remedy, message }) => remedy !== '' && message !== '')).toBe(true);
  });
});
