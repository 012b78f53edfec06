import { describe, expect, it } from 'vitest';
import { readEnrolment } from './enrolmentCsv.ts';
import { decideLink, keyedCode, withLearned, type LinkQuestion } from './linking.ts';
import type { KeyList, LinkedPatient, SourcePatient } from './model.ts';

const secret = new Uint8Array(32).fill(9);
const anna: SourcePatient = { patientId: 'A-1', issuer: 'H', sex: 'F', birthYear: 1950 };
const link = (over: Partial<LinkedPatient> = {}): LinkedPatient => ({ ...anna, subjectId: '01-001', shiftDays: -100, linkedAt: 'then', ...over });
const question = (over: Partial<LinkQuestion> = {}): LinkQuestion => ({
  patients: [], enrolment: [], secret, rule: { kind: 'pattern', pattern: '{site}-{n:000}' }, siteId: '01', taken: [], given: null, secondPatientReason: null, isSubjectId: () => true,
  shiftOf: ({ patientId }) => -patientId.length, nowIso: 'now', ...over,
});
const codeOf = (decision: ReturnType<typeof decideLink>): string => (decision.kind === 'linked' ? decision.link.subjectId : decision.code);

describe('who a patient is in the study', () => {
  it('is the next free number, above what study and key list know', () => {
    expect(codeOf(decideLink(anna, question({ taken: ['01-007', '02-090'], patients: [link({ patientId: 'B', subjectId: '01-008' })], enrolment: [{ patientId: 'C', issuer: null, subjectId: '01-009' }] })))).toBe('01-010');
    expect(codeOf(decideLink(anna, question({ taken: ['01-999'] })))).toBe('DID-24');
  });
  it('is who it was, by exact issuer and patient id, whatever the rule says now', () => {
    expect(codeOf(decideLink(anna, question({ patients: [link({ subjectId: 'OLD-5' })] })))).toBe('OLD-5');
    expect(codeOf(decideLink({ ...anna, issuer: 'other' }, question({ patients: [link({ subjectId: 'OLD-5' })] })))).toBe('01-001');
    expect(codeOf(decideLink({ ...anna, patientId: 'a-1' }, question({ patients: [link({ subjectId: 'OLD-5' })] })))).toBe('01-001');
  });
  it('is blocked as a second subject, and a second patient of a subject without a reason', () => {
    const patients = [link()];
    expect(codeOf(decideLink(anna, question({ patients, given: '01-002' })))).toBe('DID-22');
    const second: SourcePatient = { ...anna, patientId: 'X-9' };
    expect(codeOf(decideLink(second, question({ patients, given: '01-001' })))).toBe('DID-23');
    const allowed = decideLink(second, question({ patients, given: '01-001', secondPatientReason: 'two hospital numbers' }));
    // One shift per subject, or the intervals between its two hospital numbers would be false.
    expect(allowed).toMatchObject({ kind: 'linked', link: { subjectId: '01-001', shiftDays: -100 }, isNew: true });
  });
  it('is warned of where sex or year of birth differ, without their values', () => {
    const decision = decideLink({ ...anna, sex: 'M', birthYear: 1971 }, question({ patients: [link()] }));
    expect(decision).toMatchObject({ kind: 'linked', warnings: [{ code: 'DID-27' }] });
    const words = decision.kind === 'linked' ? (decision.warnings[0]?.message ?? '') : '';
    expect(words).toContain('sex and year of birth');
    expect(words).not.toMatch(/1971|1950|A-1/);
    expect(decideLink({ ...anna, sex: '', birthYear: null }, question({ patients: [link()] }))).toMatchObject({ warnings: [] });
  });
  it('follows the enrolment list, exact issuer first, and nobody else', () => {
    const rule = { kind: 'list' } as const;
    const enrolment = [{ patientId: 'A-1', issuer: null, subjectId: 'ANY' }, { patientId: 'A-1', issuer: 'H', subjectId: 'EXACT' }];
    expect(codeOf(decideLink(anna, question({ rule, enrolment })))).toBe('EXACT');
    expect(codeOf(decideLink({ ...anna, issuer: 'G' }, question({ rule, enrolment })))).toBe('ANY');
    expect(codeOf(decideLink({ ...anna, patientId: 'Z' }, question({ rule, enrolment, given: 'ANY' })))).toBe('DID-21');
    expect(codeOf(decideLink(anna, question({ rule, enrolment, given: 'ANY' })))).toBe('DID-22');
  });
  it('needs the subject where the study asks for it or the images name no patient', () => {
    expect(codeOf(decideLink(anna, question({ rule: { kind: 'entered' } })))).toBe('DID-25');
    const nameless = { ...anna, patientId: '' };
    expect(codeOf(decideLink(nameless, question()))).toBe('DID-20');
    expect(decideLink(nameless, question({ given: 'S1' }))).toMatchObject({ kind: 'linked', isNew: false, link: { subjectId: 'S1' } });
    expect(codeOf(decideLink(anna, question({ given: 'S1', isSubjectId: () => false })))).toBe('DID-26');
  });
  it('is a keyed code that only the secret gives', () => {
    const code = keyedCode(secret, 'S-', anna);
    expect(code).toMatch(/^S-[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(keyedCode(secret, 'S-', anna)).toBe(code);
    expect(keyedCode(new Uint8Array(32).fill(8), 'S-', anna)).not.toBe(code);
    expect(keyedCode(secret, 'S-', { ...anna, issuer: '' })).not.toBe(code);
  });
});

describe('what an import learned', () => {
  const list: KeyList = { keysId: 'k', secret: '', createdAt: '', patients: [link()], examinations: [{ sourceUid: '1', uid: '2.25.1', subjectId: '01-001', date: '2024-01-01', series: [{ sourceUid: '1.1', uid: '2.25.2' }] }], enrolment: [] };
  it('joins the list once', () => {
    const more = { patients: [link(), link({ patientId: 'B', subjectId: '01-002' })], examinations: [{ ...list.examinations[0]!, series: [{ sourceUid: '1.1', uid: '2.25.2' }, { sourceUid: '1.2', uid: '2.25.3' }] }] };
    const grown = withLearned(list, more, new Set(['H\nA-1']));
    expect(grown?.patients.map((one) => one.patientId)).toEqual(['A-1', 'B']);
    expect(grown?.examinations[0]?.series).toHaveLength(2);
    expect(grown && withLearned(grown, more, new Set(['H\nA-1']))).toBe(grown);
  });
  it('is refused where another import took the patient or the number meanwhile', () => {
    expect(withLearned(list, { patients: [link({ subjectId: '01-009' })], examinations: [] }, new Set())).toBeNull();
    expect(withLearned(list, { patients: [link({ patientId: 'B' })], examinations: [] }, new Set())).toBeNull();
    expect(withLearned(list, { patients: [link({ patientId: 'B' })], examinations: [] }, new Set(['H\nA-1']))).not.toBeNull();
  });
});

describe('an enrolment list', () => {
  it('is read with its columns in any order, quoted, by comma, semicolon or tab', () => {
    expect(readEnrolment('\ufeffSubject ID;Patient ID;Issuer\r\n01-001;"A;1";H\r\n\r\n01-002;B;\r\n', () => true)).toEqual([{ patientId: 'A;1', issuer: 'H', subjectId: '01-001' }, { patientId: 'B', issuer: null, subjectId: '01-002' }]);
    expect(readEnrolment('patient_id\tsubject_id\nA\tS1', () => true)).toHaveLength(1);
  });
  it.each([['a,b\nx,y', 1], ['patient id,subject id\nSECRET,', 2], ['patient id,subject id\nSECRET,S1\nSECRET,S2', 3], ['patient id,subject id\nSECRET,bad', 2], ['patient id,subject id\n', 2]])('names the line, never the patient: %j', (text, line) => {
    let words = '';
    try {
      readEnrolment(text, (id) => id !== 'bad');
    } catch (error) {
      words = (error as Error).message;
    }
    expect(words).toContain(`line ${line}`);
    expect(words).not.toContain('SECRET');
  });
});
