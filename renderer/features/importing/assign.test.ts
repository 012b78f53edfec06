import { describe, expect, it } from 'vitest';
import type { RejectedFile, SeriesProposal } from '../../../src/api/wire.ts';
import { assignmentsOf, groupProposals, patientNameText, proposedChoice, type Choices } from './proposals.ts';
import { groupDetail, groupRejections, rejectionsCsv } from './rejections.ts';

const proposal = (id: string, more: { study?: string; date?: string | null; number?: number; timepoint?: number | null; subject?: string | null; off?: string; duplicate?: string } = {}): SeriesProposal => ({
  series: {
    id, seriesUid: id, dicomStudyUid: more.study ?? 'S', modality: 'CT', number: more.number ?? 1, description: '', date: more.date === undefined ? '2024-08-29' : more.date, kernel: null, contrast: null,
    rows: 512, columns: 512, slices: 10, spacingMm: null, spacingSource: '', sliceThicknessMm: null, frameOfReferenceUid: null, measuringOff: more.off ?? null, findings: [],
  } as unknown as SeriesProposal['series'],
  patientId: 'P', patientName: '', why: '', decision: null, isCopy: false, choices: [], duplicateOf: more.duplicate ?? null,
  subject: more.subject === null ? null : { id: null, code: more.subject ?? '04-0117' },
  timepoint: more.timepoint === null ? null : { id: null, index: more.timepoint ?? 4, label: 'TP4' },
});
const none: Choices = { subjects: {}, series: {} };
const known = [{ id: 'id-117', code: '04-0117' }] as unknown as Parameters<typeof assignmentsOf>[2];

it.each([
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada Tarou, 山田 太郎, やまだ たろう'], ['قباني^لنزار', 'قباني لنزار'], ['^^^Dr^', 'Dr'], ['P', ''], ['', ''],
])('says the name %s as text', (patientName, text) => {
  expect(patientNameText({ patientName, patientId: 'P' })).toBe(text);
});

describe('what is ticked before a person has looked', () => {
  it('is a new series with a timepoint that can be measured on', () => {
    expect(proposedChoice(proposal('a')).ticked).toBe(true);
  });

  it.each([['no timepoint', { timepoint: null }], ['no subject', { subject: null }], ['no millimetres', { off: 'no spacing' }], ['already stored', { duplicate: 'TP3' }]] as const)('is not a series with %s', (_what, more) => {
    expect(proposedChoice(proposal('a', more)).ticked).toBe(false);
  });
});

describe('what is sent', () => {
  it('goes to the subject that exists under the code, else enrols a new one', () => {
    const groups = groupProposals([proposal('a')]);
    expect(assignmentsOf(groups, none, known).assignments).toEqual([{ seriesId: 'a', subjectId: 'id-117', newSubjectCode: null, timepointIndex: 4 }]);
    expect(assignmentsOf(groups, { ...none, subjects: { S: ' 04-0200 ' } }, known).assignments).toEqual([{ seriesId: 'a', subjectId: null, newSubjectCode: '04-0200', timepointIndex: 4 }]);
  });

  it('takes baseline, which is index 0, for a timepoint', () => {
    const choices: Choices = { subjects: {}, series: { a: { ticked: true, timepointIndex: 0 } } };
    expect(assignmentsOf(groupProposals([proposal('a')]), choices, known)).toMatchObject({ assignments: [{ timepointIndex: 0 }], incomplete: 0 });
  });

  it('is nothing for a ticked series without timepoint or subject, which is counted', () => {
    const choices: Choices = { subjects: { T: '  ' }, series: { a: { ticked: true, timepointIndex: null }, b: { ticked: true, timepointIndex: 1 } } };
    expect(assignmentsOf(groupProposals([proposal('a', { study: 'S' }), proposal('b', { study: 'T' })]), choices, known)).toEqual({ assignments: [], incomplete: 2 });
  });
});

it('groups by examination, newest first, series by number', () => {
  const groups = groupProposals([proposal('old', { study: 'A', date: '2024-05-21' }), proposal('n9', { study: 'B', number: 9 }), proposal('n2', { study: 'B', number: 2 }), proposal('undated', { study: 'C', date: null })]);
  expect(groups.map((group) => group.proposals.map((one) => one.series.id))).toEqual([['n2', 'n9'], ['old'], ['undated']]);
});

describe('files that were left out', () => {
  const rejected: RejectedFile[] = [
    { path: 'a/IMG1', code: 'IMP-04', reason: 'File is incomplete: 100 of 200 bytes of pixel data are there.' },
    { path: 'a/README', code: 'IMP-06', reason: 'This is not a DICOM file.' },
    { path: 'a/IMG2', code: 'IMP-04', reason: 'File is incomplete: 150 of 200 bytes of pixel data are there.' },
  ];

  it('stand under one reason although their figures differ, the most frequent first', () => {
    const groups = groupRejections(rejected);
    expect(groups.map((group) => [group.files.length, group.title])).toEqual([[2, 'File is incomplete'], [1, 'This is not a DICOM file']]);
    expect(groups[0] && groupDetail(groups[0])).toBe('IMG1, IMG2');
  });

  it('stand together although the reason names the file each one lost to', () => {
    const twin = (name: string): RejectedFile => ({ path: name, code: 'IMP-02', reason: `Another file with the same SOP Instance UID came first (a/${name}.dcm); that one is kept.` });
    expect(groupRejections([twin('1'), twin('2')]).map((group) => [group.files.length, group.title])).toEqual([[2, 'Another file with the same SOP Instance UID came first; that one is kept']]);
  });

  it('are listed as CSV that no spreadsheet runs', () => {
    const lines = rejectionsCsv([{ path: '=cmd|"x"', code: 'IMP-06', reason: 'a, "b"' }]).split('\r\n');
    expect(lines).toEqual(['path,code,reason', `"'=cmd|""x""",IMP-06,"a, ""b"""`, '']);
  });
});
